package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/report/reporttest"
)

// mark is the text that benign reports are full of.
const mark = "word"

// benign is a report that says mark everywhere, as a reader has it.
func benign(t testing.TB) reporttest.Node {
	n, err := reporttest.JSON(render(t, reporttest.Filled(mark)))
	require.NoError(t, err)
	return n
}

// sameStructure fails if a report that says s everywhere is no JSON, has other members
// or elements than the benign one, or says another text than s in its data where that
// one says mark.
func sameStructure(t testing.TB, benign reporttest.Node, s string) {
	t.Helper()
	out := render(t, reporttest.Filled(s))
	require.True(t, stdjson.Valid(out), "%q", s)
	require.True(t, report.Clean(string(out)) == string(out), "%q: there is something left to clean", s)
	got, err := reporttest.JSON(out) // UTF-8, no member twice
	require.NoError(t, err, "%q", s)
	if s != "" { // which is nothing said
		require.Empty(t, difference(benign, got, report.Clean(s)), "%q", s)
	}
}

// difference walks two documents at once, of which one says mark where the other is to
// say text. It returns where they part, if they do.
func difference(benign, got reporttest.Node, text string) string {
	switch {
	case got.Kind != benign.Kind || len(got.Nodes) != len(benign.Nodes):
		return fmt.Sprintf("%q of %d instead of %q of %d", got.Kind, len(got.Nodes), benign.Kind, len(benign.Nodes))
	case benign.Text == mark && text != "" && got.Text != text:
		return fmt.Sprintf("%q: %q", got.Kind, got.Text)
	case benign.Kind == "sections: array":
		text = "" // their texts are worded as labels
	}
	for i := range benign.Nodes {
		if found := difference(benign.Nodes[i], got.Nodes[i], text); found != "" {
			return benign.Kind + ", " + found
		}
	}
	return ""
}

func hostile() []string {
	return append(reporttest.Hostile(), "", " ", "\r\r\n\n", "\xff\xfe\x80", "\xff\x01\xff\r\n\xe2\x82", "\\u0000", "\\", "\"", "\x00\x1f\x7f\u0085\u009f", "\ufffd", "null", "]}", "\u2028")
}

// Whatever a text holds, it is text: every string of a report.
func TestHostileTextChangesNoStructure(t *testing.T) {
	want := benign(t)
	for _, s := range hostile() {
		sameStructure(t, want, s)
	}
}

func FuzzStructure(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	want := benign(f)
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < 500 {
			sameStructure(t, want, s)
		}
	})
}

// A timeline is written row by row, as what it lowers to.
func TestTimelineIsWhatItLowersTo(t *testing.T) {
	for name, doc := range documents() {
		want := *doc
		want.Sections = nil
		for _, s := range doc.Sections {
			lowered := s
			lowered.Blocks = nil
			for _, b := range s.Blocks {
				if b, ok := b.(report.Timeline); ok {
					lowered.Blocks = append(lowered.Blocks, b.Lower(&doc.Format)...)
					continue
				}
				lowered.Blocks = append(lowered.Blocks, b)
			}
			want.Sections = append(want.Sections, lowered)
		}
		require.Equal(t, string(render(t, &want)), string(render(t, doc)), name)
	}
}

// What figures read as is the same as in every other format.
func TestFiguresReadAsInEveryFormat(t *testing.T) {
	beyond := 0
	for name, doc := range documents() {
		out := plain(t, render(t, doc))
		for i := range doc.Incidents {
			for j, f := range doc.Incidents[i].Figures {
				want := doc.Format.Figure(f.Figure)
				require.Equal(t, want, out.Incidents[i].Figures[j].Text, name)
				if want != f.Figure.String() {
					beyond++
				}
			}
		}
	}
	assert.Positive(t, beyond, "some say more than package timeline does")
}

// What is missing is said to be, whatever its reason is made of.
func TestMissingIsNeverNothing(t *testing.T) {
	doc := &report.Report{Sections: []report.Section{{Blocks: []report.Block{report.List{Items: []report.Value{report.Missing(" "), {}, report.Missing("not stated"), report.Text("")}}}}}}
	blocks := plain(t, render(t, doc)).Sections[0].Blocks
	assert.Equal(t, []string{"unknown", "unknown", "not stated", ""}, *blocks[0].Items)
}

// What is not valid, or Go's zero time, is not known: there is no other way to say so.
func TestTimesThatAreNone(t *testing.T) {
	out := plain(t, render(t, &report.Report{Incidents: []report.Incident{{Severity: &report.Severity{}}}}))
	assert.Nil(t, out.Incidents[0].AsOf)
	assert.Nil(t, out.Incidents[0].Severity.Level)
}

// broken takes n bytes and then fails; it must not be asked again.
type broken struct {
	n      int
	err    error
	failed bool
}

func (b *broken) Write(p []byte) (int, error) {
	if b.failed {
		panic("written after the error")
	}
	if len(p) > b.n {
		b.failed = true
		return b.n, b.err
	}
	b.n -= len(p)
	return len(p), nil
}

func TestWriterErrors(t *testing.T) {
	full, doc := errors.New("disk full"), page(300)
	doc.Title = strings.Repeat("long \"title\" ", 5_000)
	size := len(render(t, doc))
	for _, n := range []int{0, 1, 16<<10 - 1, 16 << 10, size / 4, size / 2, size - 1} {
		assert.ErrorIs(t, json.Renderer{}.Render(&broken{n: n, err: full}, doc), full)
		assert.ErrorIs(t, json.Renderer{}.Render(&broken{n: n}, doc), io.ErrShortWrite)
	}
	var out bytes.Buffer
	require.NoError(t, json.Renderer{}.Render(io.MultiWriter(&broken{n: size}, &out), doc))
	assert.Equal(t, size, out.Len())
}
