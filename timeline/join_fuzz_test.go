package timeline_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// FuzzJoin joins two logs in both directions, at once and piece by piece, within
// batches that fail and that do not: the same bytes come out.
func FuzzJoin(f *testing.F) {
	for seed := range uint64(4) {
		c := copies(f, rand.New(rand.NewPCG(seed, 80)), 2)
		f.Add([]byte(jsonOf(f, c[0])), []byte(jsonOf(f, c[1])))
	}
	head := `{"schema_version":1,"incident":"` + incidentID.String() + `","events":[`
	const id = `"id":"00000000-0000-4000-8000-000000000007","kind":"`
	f.Add([]byte(head+`{`+id+`note","text":"a","x":1},{`+id+`note","text":"b"}]}`), []byte(head+`{`+id+`redact","target":"00000000-0000-4000-8000-000000000007","fields":["text","x"]}],"y":1}`))
	f.Add([]byte(head+`{`+id+`note","text":"a","redacted":["text"]}],"y":2}`), []byte(head+`],"conflicts":[["y",3]]}`))
	f.Fuzz(func(t *testing.T, one, two []byte) {
		var a, b timeline.Log
		if len(one)+len(two) > 1<<14 || a.UnmarshalJSON(one) != nil || b.UnmarshalJSON(two) != nil {
			return
		}
		ab := a.Clone()
		added, err := ab.Join(&b)
		if a.ID() != b.ID() {
			require.ErrorIs(t, err, timeline.ErrOtherIncident)
			require.Equal(t, jsonOf(t, &a), jsonOf(t, ab))
			return
		}
		require.NoError(t, err)
		sameJoined(t, &a, &b, ab, added)
	})
}

// sameJoined checks that there is one way only to put a and b together.
func sameJoined(t *testing.T, a, b, ab *timeline.Log, added []timeline.Event) {
	want, revision := jsonOf(t, ab), ab.Revision()
	ba := b.Clone()
	before := jsonOf(t, ba)
	_, err := ba.Batch(func() error {
		_, err := ba.Join(a)
		require.NoError(t, err)
		require.Equal(t, want, jsonOf(t, ba))
		return errNo
	})
	require.ErrorIs(t, err, errNo)
	require.Equal(t, before, jsonOf(t, ba))
	batched, err := ba.Batch(func() error { _, err := ba.Join(a); return err })
	require.NoError(t, err)
	stored := b.Clone()
	for _, e := range batched {
		add(t, stored, e)
	}
	piecemeal := decoded(t, a)
	for _, e := range slices.Backward(slices.Collect(b.All())) {
		add(t, piecemeal, e)
	}
	again, err := ab.Join(b)
	require.NoError(t, err)
	require.Empty(t, again)
	for name, l := range map[string]*timeline.Log{"other way": ba, "read": decoded(t, ab), "again": joined(t, ab, ba, b, a)} {
		require.Equal(t, want, jsonOf(t, l), name)
		require.Equal(t, revision, l.Revision(), name)
	}
	require.Equal(t, eventsOf(t, ab), eventsOf(t, piecemeal))
	for _, e := range added {
		held := slices.ContainsFunc(slices.Collect(ab.All()), func(h timeline.Event) bool { return h.ID == e.ID })
		require.True(t, held)
	}
	require.LessOrEqual(t, stored.Len(), ab.Len())
}

func eventsOf(t *testing.T, l *timeline.Log) (out []string) {
	for e := range l.All() {
		b, err := e.MarshalJSON()
		require.NoError(t, err)
		out = append(out, string(b))
	}
	return out
}

// Each variant of an ID that came in a batch is returned, also if the batch
// redacted something.
func TestBatchReturnsEachVariant(t *testing.T) {
	l := timeline.NewLog(incidentID)
	other := add(t, l, update("secret", on("10:00")))
	one := update("one", on("10:00"))
	one.ID = uuidOf("00000000-0000-4000-8000-000000000007")
	two := one
	two.Status = "two"
	r, err := timeline.Redaction(other.ID, "status")
	require.NoError(t, err)
	added, err := l.Batch(func() error {
		one, two, r = add(t, l, one), add(t, l, two), add(t, l, r)
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, []timeline.Event{one, two, r}, added)

	same, err := timeline.Redaction(one.ID, "status")
	require.NoError(t, err)
	l = timeline.NewLog(incidentID)
	added, err = l.Batch(func() error { add(t, l, one); add(t, l, two); add(t, l, same); return nil })
	require.NoError(t, err)
	assert.Len(t, added, 2, "they have become one")
}

// A log that is read within a batch that fails is what it was before.
func TestBatchUndoesReading(t *testing.T) {
	l := logOf(t, update("one", on("10:00")))
	before := jsonOf(t, l)
	other := jsonOf(t, logOf(t, update("two", on("10:00")), update("three", on("10:00"))))
	for range 2 {
		_, err := l.Batch(func() error {
			add(t, l, update("dropped", on("10:00")))
			_, err := l.Batch(func() error { return l.UnmarshalJSON([]byte(other)) })
			require.NoError(t, err)
			assert.Equal(t, other, jsonOf(t, l))
			add(t, l, update("four", on("10:00")))
			return errors.Join(l.UnmarshalJSON([]byte(other)), errNo)
		})
		assert.ErrorIs(t, err, errNo)
		assert.Equal(t, before, jsonOf(t, l))
	}
	_, err := l.Batch(func() error { return l.UnmarshalJSON([]byte(other)) })
	require.NoError(t, err)
	assert.Equal(t, other, jsonOf(t, l))
}

// Names of its own cannot come into a log as conflicts: it could not be read
// again.
func TestConflictsHoldNoKnownMembers(t *testing.T) {
	for _, name := range []string{"schema_version", "incident", "events", "conflicts"} {
		err := json.Unmarshal([]byte(`{"schema_version":1,"incident":"`+incidentID.String()+`","events":[],"conflicts":[["`+name+`",1]]}`), timeline.NewLog(uuid.Nil))
		assert.ErrorIs(t, err, timeline.ErrSyntax, name)
	}
}
