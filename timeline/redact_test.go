package timeline_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

const secret = "hunter2"

// leaky is an event that holds the secret in several places.
func leaky(t testing.TB) timeline.Event {
	e := impact(timeline.Region("eu-"+secret), timeline.Major, on("10:00"), on("11:00"))
	e.Text, e.Written, e.Actor = "the password is "+secret, secret, "ana"
	e, err := e.WithMember("ticket", json.RawMessage(`{"\u0068unter2":["x"]}`))
	require.NoError(t, err)
	return e
}

// redactAll removes the secret from wherever it stands.
func redactAll(t testing.TB, l *timeline.Log, words string) {
	t.Helper()
	for id, field := range l.Mentions(words) {
		e, err := timeline.Redaction(id, field)
		require.NoError(t, err)
		add(t, l, e)
	}
}

func TestRedactionLeavesATombstone(t *testing.T) {
	l := timeline.NewLog(incidentID)
	e := add(t, l, leaky(t))
	amended := e
	amended.ID, amended.Amends, amended.Occurred = uuid.Nil, e.ID, on("10:05")
	a := add(t, l, amended)
	before := l.AsOf(late)
	redactAll(t, l, secret)
	assert.NotContains(t, jsonOf(t, l), secret)
	assert.NotContains(t, jsonOf(t, l), "unter2")

	for _, id := range []uuid.UUID{e.ID, a.ID} {
		held, ok := l.Event(id)
		require.True(t, ok)
		assert.Equal(t, []string{"region", "text", "ticket", "written"}, slices.Collect(held.Redacted()))
		assert.Equal(t, e.Kind, held.Kind)
		assert.Equal(t, e.Ended, held.Ended)
		assert.Equal(t, "ana", held.Actor, "what was not named stays")
	}
	now := l.AsOf(late)
	assert.Equal(t, "55m", timeline.Downtime().Of(now).String(), "the fact stays")
	assert.Len(t, slices.Collect(now.Events()), 1, "a redaction is no fact")
	was, _ := before.Event(e.ID)
	assert.Contains(t, was.Text, secret, "a view taken before keeps what it was taken from")

	assert.Empty(t, slices.Collect(keys(l.Mentions(secret))))
	assert.Equal(t, jsonOf(t, l), jsonOf(t, decoded(t, l)))
}

func keys[K, V any](seq func(func(K, V) bool)) func(func(K) bool) {
	return func(yield func(K) bool) {
		seq(func(k K, _ V) bool { return yield(k) })
	}
}

// A copy that does not know of the redaction cannot bring the words back.
func TestRedactionHoldsForStaleCopies(t *testing.T) {
	l := timeline.NewLog(incidentID)
	e := add(t, l, leaky(t))
	stale := l.Clone()
	redactAll(t, l, secret)
	want := jsonOf(t, l)
	assert.Contains(t, jsonOf(t, stale), secret)

	assert.Equal(t, want, jsonOf(t, joined(t, stale, l)))
	assert.Equal(t, want, jsonOf(t, joined(t, l, stale)))
	add(t, l, e)
	assert.Equal(t, want, jsonOf(t, l), "nor can the event itself, recorded again")

	// Nor does it matter in which order the events of the log are read.
	events := slices.Collect(stale.All())
	for r := range l.All() {
		if r.Kind == timeline.KindRedact {
			events = append(events, r)
		}
	}
	slices.Reverse(events)
	assert.Equal(t, want, jsonOf(t, logOf(t, events...)))
	slices.Reverse(events)
	assert.Equal(t, want, jsonOf(t, logOf(t, events...)))
}

func TestRedactionOfARedaction(t *testing.T) {
	l := timeline.NewLog(incidentID)
	e := add(t, l, leaky(t))
	r, err := timeline.Redaction(e.ID, "text")
	require.NoError(t, err)
	r.Text = "took out " + secret
	r = add(t, l, r)
	again, err := timeline.Redaction(r.ID, "text", "fields")
	require.NoError(t, err)
	add(t, l, again)
	held, _ := l.Event(r.ID)
	assert.Empty(t, held.Text)
	_, ok := held.Member("fields")
	assert.True(t, ok, "what it removes cannot be removed")
	fact, _ := l.Event(e.ID)
	assert.Empty(t, fact.Text)
	assert.Equal(t, jsonOf(t, l), jsonOf(t, decoded(t, l)))
}

func TestTwoVariantsBecomeOneByRedaction(t *testing.T) {
	e := leaky(t)
	e.ID = uuidOf("00000000-0000-4000-8000-000000000007")
	other := e
	other.Text = "another text"
	l := logOf(t, e, other)
	require.Equal(t, 2, l.Len())
	require.Contains(t, rules(l.AsOf(late)), timeline.RuleSameID)
	r, err := timeline.Redaction(e.ID, "text")
	require.NoError(t, err)
	add(t, l, r)
	assert.Equal(t, 2, l.Len(), "one event and the redaction")
	assert.NotContains(t, rules(l.AsOf(late)), timeline.RuleSameID)
	assert.Equal(t, jsonOf(t, l), jsonOf(t, logOf(t, r, other, e)))
}

func TestRedactionErrors(t *testing.T) {
	id := uuidOf("00000000-0000-4000-8000-000000000007")
	for name, test := range map[string]struct {
		of     uuid.UUID
		fields []string
		field  string
		err    error
	}{
		"no fields":     {id, nil, "fields", timeline.ErrMissing},
		"no target":     {uuid.Nil, []string{"text"}, "target", timeline.ErrMissing},
		"a time":        {id, []string{"text", "occurred"}, "occurred", timeline.ErrNotWords},
		"a link":        {id, []string{"amends"}, "amends", timeline.ErrNotWords},
		"the tombstone": {id, []string{"redacted"}, "redacted", timeline.ErrNotWords},
	} {
		_, err := timeline.Redaction(test.of, test.fields...)
		var field *timeline.FieldError
		require.ErrorAs(t, err, &field, name)
		assert.Equal(t, test.field, field.Field, name)
		assert.ErrorIs(t, err, test.err, name)
	}
	_, err := timeline.NewLog(incidentID).Add(timeline.Event{Kind: timeline.KindRedact, Target: id})
	assert.ErrorIs(t, err, timeline.ErrMissing)
	for _, bad := range []string{`"redacted":"text"`, `"redacted":["occurred"]`, `"redacted":[1]`} {
		err := json.Unmarshal([]byte(`{"kind":"note",`+bad+`}`), new(timeline.Event))
		assert.ErrorContains(t, err, "redacted", bad)
	}
	same := leaky(t)
	got, err := same.Redact("visibility")
	assert.ErrorIs(t, err, timeline.ErrNotWords)
	assert.Equal(t, same, got)
}

func TestRedactedText(t *testing.T) {
	e := leaky(t)
	got, err := e.Redact("text", "actor", "text")
	require.NoError(t, err)
	b, err := json.Marshal(got)
	require.NoError(t, err)
	assert.True(t, strings.Contains(string(b), `"redacted":["actor","text"]`), string(b))
	var back timeline.Event
	require.NoError(t, json.Unmarshal(b, &back))
	assert.Equal(t, got, back)
	assert.Contains(t, e.Text, secret, "the event itself is as it was")
}
