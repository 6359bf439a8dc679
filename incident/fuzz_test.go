package incident_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
)

// FuzzDecode reads arbitrary bytes: what decodes is written in a form that stays
// the same, and can be asked anything.
func FuzzDecode(f *testing.F) {
	v1, err := os.ReadFile("testdata/incident_v1.json")
	require.NoError(f, err)
	f.Add(v1)
	f.Add([]byte(jsonOf(f, newScene(f).Incident)))
	f.Add([]byte(written(status(idA, "resolved", "resolved", ""), status(idB, "triage", "triage", idA), status(idB, "closed", "closed", idB))))
	f.Add([]byte(written(status(idA, "triage", "triage", ""), status(idB, "identified", "active", idA), status(idB, "triage", "triage", idB))))
	f.Add([]byte(written(`{"kind":"hypothesis","target":"`+idA+`","hypothesis":"ruled_out"}`, `{"kind":"severity","severity":7}`)))
	f.Add([]byte(written()))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			return // long inputs are slow and show nothing new
		}
		inc, err := incident.Decode(data)
		if err != nil {
			return
		}
		text := jsonOf(t, inc)
		again := decode(t, text)
		require.Equal(t, text, jsonOf(t, again))
		readAll(inc)
		for _, err := range allVerbs(inc.Writer) {
			_ = err // none panics
		}
		sameStatus(t, inc)
		text = jsonOf(t, inc)
		require.Equal(t, text, jsonOf(t, decode(t, text)))
	})
}

// bytesChooser makes choices from bytes, and the first one when they run out.
type bytesChooser struct{ data []byte }

func (b *bytesChooser) IntN(n int) int {
	if len(b.data) == 0 {
		return 0
	}
	c := int(b.data[0])
	b.data = b.data[1:]
	if n > 256 && len(b.data) > 0 {
		c = c<<8 | int(b.data[0])
		b.data = b.data[1:]
	}
	return c % n
}

// FuzzVerbs lets the input choose verbs and arguments.
func FuzzVerbs(f *testing.F) {
	f.Add([]byte("declare, impact, mark, restore, advance"))
	f.Add([]byte{17, 0, 3, 1, 0, 3, 17, 0, 12, 1, 1, 1, 16, 3, 2, 2, 1, 0, 0, 0, 0, 0, 0, 14, 0, 1, 13, 0, 1})
	f.Add([]byte{255, 254, 253, 252, 251, 250, 249, 248, 247, 246, 245, 244, 243, 242, 241, 240})
	f.Fuzz(func(t *testing.T, data []byte) {
		data = data[:min(len(data), 128)] // longer lives are slow; random ones are played elsewhere
		b := &bytesChooser{data}
		a := &actor{chooser: b, inc: declare(t)}
		st, _ := a.inc.Status()
		a.ids = append(a.ids, st.Event)
		for len(b.data) > 0 {
			if b.IntN(10) == 0 {
				a.batch(t)
			} else {
				a.step(t)
			}
		}
		readAll(a.inc)
	})
}
