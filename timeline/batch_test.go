package timeline_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

var errNo = errors.New("no")

func TestBatch(t *testing.T) {
	l := logOf(t, update("one", on("10:00")))
	var inside []timeline.Event
	added, err := l.Batch(func() error {
		inside = append(inside, add(t, l, update("two", on("10:10"))), add(t, l, update("three", on("10:05"))))
		add(t, l, inside[0]) // held already
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, inside, added, "in the order added, each once")
	assert.Equal(t, 3, l.Len())
}

// Whatever a failed batch did, the log is as it was: its bytes, its views, and
// the IDs that it gives from then on.
func TestFailedBatchLeavesNothing(t *testing.T) {
	for seed := range uint64(rounds(300)) {
		r := rand.New(rand.NewPCG(seed, 79))
		l := randomEvents(t, r, 8)
		twin := l.Clone()
		var view *timeline.View
		var events int
		run := func() (err error) {
			defer func() { _ = recover() }()
			_, err = l.Batch(func() error {
				randomly(t, r, l)
				if r.IntN(2) == 0 {
					_, err := l.Batch(func() error { randomly(t, r, l); return pick(r, nil, errNo) })
					require.True(t, err == nil || err == errNo)
					randomly(t, r, l)
				}
				view = l.AsOf(late)
				events = len(slices.Collect(view.Events()))
				if r.IntN(4) == 0 {
					panic("oops")
				}
				return errNo
			})
			assert.Equal(t, errNo, err, "the error comes back as it is")
			return err
		}
		_ = run()
		require.Equal(t, jsonOf(t, twin), jsonOf(t, l), "seed %d", seed)
		require.Equal(t, twin.Revision(), l.Revision(), "seed %d", seed)
		require.Equal(t, twin.Len(), l.Len(), "seed %d", seed)
		again := update("again", on("10:00"))
		for range 3 {
			require.Equal(t, add(t, twin, again), add(t, l, again), "seed %d", seed)
		}
		require.Len(t, slices.Collect(view.Events()), events, "a view taken inside stays")
		require.Equal(t, figures(twin.AsOf(late)), figures(l.AsOf(late)), "seed %d", seed)
	}
}

// randomly changes the log.
func randomly(t testing.TB, r *rand.Rand, l *timeline.Log) {
	switch r.IntN(4) {
	case 0:
		_, err := l.Join(randomEvents(t, r, 3))
		require.NoError(t, err)
	case 1:
		events := slices.Collect(l.All())
		if len(events) > 0 {
			add(t, l, redaction(t, r, pick(r, events...).ID))
		}
	default:
		for range r.IntN(4) {
			add(t, l, update(pick(r, "a", "again"), on("10:00")))
		}
	}
}

func TestNestedBatches(t *testing.T) {
	l := timeline.NewLog(incidentID)
	added, err := l.Batch(func() error {
		add(t, l, update("one", on("10:00")))
		_, err := l.Batch(func() error { add(t, l, update("dropped", on("10:00"))); return errNo })
		assert.Equal(t, errNo, err)
		inner, err := l.Batch(func() error { add(t, l, update("two", on("10:00"))); return nil })
		assert.Len(t, inner, 1)
		return err
	})
	require.NoError(t, err)
	require.Len(t, added, 2)
	assert.Equal(t, "two", added[1].Status)
	assert.Equal(t, 2, l.Len())
}
