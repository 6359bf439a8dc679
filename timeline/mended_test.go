package timeline_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// A member that a log could not be read back with is refused at once.
func TestMembersThatWouldSpoilTheLog(t *testing.T) {
	for name, value := range map[string]string{
		"half a surrogate pair": `"\ud800"`,
		"too deep":              strings.Repeat("[", 101) + strings.Repeat("]", 101),
	} {
		_, err := timeline.Event{}.WithMember("x", json.RawMessage(value))
		assert.ErrorIs(t, err, timeline.ErrMember, name)
	}
	for _, value := range []string{`"\ud83d\ude00"`, strings.Repeat("[", 100) + strings.Repeat("]", 100), `"[[[\"[[["`, `{"a":[1,{"b":[]}]}`} {
		_, err := timeline.Event{}.WithMember("x", json.RawMessage(value))
		assert.NoError(t, err, value)
	}
}

// The status history goes on from a preferred account as from the one it takes
// the place of.
func TestPreferredStatusKeepsTheHistory(t *testing.T) {
	log := timeline.NewLog(incidentID)
	add := func(e timeline.Event) timeline.Event {
		e, err := log.Add(e)
		require.NoError(t, err)
		return e
	}
	open := add(timeline.Event{Kind: timeline.KindStatus, Status: "open", Phase: timeline.PhaseActive, Occurred: on("10:00")})
	done := add(timeline.Event{Kind: timeline.KindStatus, Status: "done", Phase: timeline.PhaseResolved, Previous: open.ID, Occurred: on("11:00")})
	add(timeline.Event{Kind: timeline.KindStatus, Status: "closed", Phase: timeline.PhaseClosed, Previous: done.ID, Occurred: on("12:00")})
	for _, rival := range []uuid.UUID{open.ID, done.ID} {
		fact, _ := log.Event(rival)
		fact.ID, fact.RivalOf, fact.Source, fact.Occurred = uuid.Nil, rival, "other", on("09:30")
		add(fact)
	}
	for _, v := range []*timeline.View{log.AsOf(late), log.AsOf(late).Preferring("other")} {
		var names []string
		for s := range v.Statuses() {
			names = append(names, s.Name)
		}
		assert.Equal(t, []string{"open", "done", "closed"}, names)
		assert.Empty(t, rules(v))
	}
}

func TestRetractionsAreNotAmended(t *testing.T) {
	log := timeline.NewLog(incidentID)
	add := func(e timeline.Event) timeline.Event {
		e, err := log.Add(e)
		require.NoError(t, err)
		return e
	}
	a := add(milestone(timeline.Detected, on("10:00")))
	b := add(milestone(timeline.Acknowledged, on("10:05")))
	r := add(timeline.Event{Kind: timeline.KindRetract, Target: a.ID})
	add(timeline.Event{Kind: timeline.KindRetract, Target: b.ID, Amends: r.ID})
	v := log.AsOf(late)
	_, hasA := v.Event(a.ID)
	_, hasB := v.Event(b.ID)
	assert.False(t, hasA)
	assert.True(t, hasB)
	assert.Contains(t, rules(v), timeline.RuleAmendedRetraction)
}

// A log whose first status is resolved already was resolved by then. Where that has no
// time either, nothing is known of how long it took, and zero least of all.
func TestResolvedFromTheStartAtNoKnownTime(t *testing.T) {
	for _, when := range []timeline.Instant{{}, timeline.NotBefore(clock("10:00"))} {
		l := timeline.NewLog(uuid.NewSHA1(uuid.Nil, []byte("born")))
		_, err := l.Add(timeline.Event{Kind: timeline.KindStatus, Status: "resolved", Phase: timeline.PhaseResolved, Occurred: when, Recorded: clock("11:00")})
		require.NoError(t, err)
		f := timeline.Elapsed(timeline.Declared, timeline.Resolved).Of(l.AsOf(clock("12:00")))
		assert.Equal(t, timeline.Unknown, f.Kind(), "%s: %s", when, f)
	}
}
