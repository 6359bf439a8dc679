package incident_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

var errNo = errors.New("no")

func TestApply(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	var inside []timeline.Event
	events, err := inc.Apply(func(inc *incident.Incident) error {
		inside = append(inside, must(inc.Detect(incident.Monitoring, on("14:02"))))
		inside = append(inside, must(inc.As(incident.Stamp{Actor: "ana"}).Advance("resolve", on("15:00"))))
		inside = append(inside, must(inc.Retract(inside[0].ID)))
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, inside, events)
	assert.Equal(t, 4, inc.Log().Len())
	sameStatus(t, inc)
	changes(t, inc, func() (timeline.Event, error) { return inc.Advance("close", on("16:00")) })
}

func TestApplyChangesNothingOnError(t *testing.T) {
	inc := declare(t)
	before := jsonOf(t, inc)
	events, err := inc.Apply(func(inc *incident.Incident) error {
		_, err := inc.Advance("resolve", on("15:00"))
		require.NoError(t, err)
		return errNo
	})
	assert.Equal(t, errNo, err, "the error is that of the change")
	assert.Nil(t, events)
	assert.Equal(t, before, jsonOf(t, inc))
	st, _ := inc.Status()
	assert.Equal(t, "investigating", st.Name)

	assert.PanicsWithValue(t, "oops", func() {
		_, _ = inc.Apply(func(inc *incident.Incident) error {
			_, _ = inc.Advance("resolve", on("15:00"))
			panic("oops")
		})
	})
	assert.Equal(t, before, jsonOf(t, inc))
	sameStatus(t, inc)
}

func TestApplyOfNothing(t *testing.T) {
	inc := declare(t)
	before := jsonOf(t, inc)
	events, err := inc.Apply(func(*incident.Incident) error { return nil })
	require.NoError(t, err)
	assert.Empty(t, events)
	assert.Equal(t, before, jsonOf(t, inc))
}

func TestApplyInApply(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	events, err := inc.Apply(func(outer *incident.Incident) error {
		must(outer.Note("one", unknown))
		inner, err := outer.Apply(func(inner *incident.Incident) error {
			must(inner.Note("two", unknown))
			return nil
		})
		require.NoError(t, err)
		assert.Len(t, inner, 1)
		_, err = outer.Apply(func(inner *incident.Incident) error {
			must(inner.Note("dropped", unknown))
			return errNo
		})
		assert.ErrorIs(t, err, errNo)
		must(outer.Note("three", unknown))
		return nil
	})
	require.NoError(t, err)
	var texts []string
	for _, e := range events {
		texts = append(texts, e.Text)
	}
	assert.Equal(t, []string{"one", "two", "three"}, texts)
	assert.Equal(t, 4, inc.Log().Len())
}

// After a change that failed, verbs act on the incident as it was: on its status,
// its hypotheses, its amendments, its lifecycle.
func TestApplyForgetsWhatFailed(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	guess := must(inc.Suspect("disk full", on("14:10")))
	fact := must(inc.Detect(incident.Monitoring, on("14:02")))
	must(inc.Amend(fact.ID, fact))
	before := jsonOf(t, inc)
	_, err := inc.Apply(func(inc *incident.Incident) error {
		must(inc.Confirm(guess.ID, on("14:30")))
		must(inc.Amend(fact.ID, fact))
		must(inc.Advance("resolve", on("15:00")))
		must(inc.Redact(guess.ID, "text"))
		must(inc.Retract(fact.ID))
		return errNo
	})
	require.Equal(t, errNo, err)
	assert.Equal(t, before, jsonOf(t, inc))
	sameStatus(t, inc)

	twin, err := incident.Decode([]byte(before))
	require.NoError(t, err)
	for _, inc := range []*incident.Incident{inc, twin} {
		must(inc.RuleOut(guess.ID, on("14:30")))
		must(inc.Amend(fact.ID, fact))
		must(inc.Advance("resolve", on("15:00")))
	}
	assert.Equal(t, jsonOf(t, twin), jsonOf(t, inc))
}

// A verb refused inside fails the change only if the change says so.
func TestApplyAfterRefusal(t *testing.T) {
	inc := declare(t)
	events, err := inc.Apply(func(inc *incident.Incident) error {
		_, err := inc.Advance("reopen", on("15:00"))
		assert.Error(t, err)
		_, err = inc.Note("went on", unknown)
		return err
	})
	require.NoError(t, err)
	assert.Len(t, events, 1)
	assert.Equal(t, 2, inc.Log().Len())
}
