package timeline_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// copies makes n copies of parts of a random log, each with some events that
// only it has.
func copies(t testing.TB, r *rand.Rand, n int) []*timeline.Log {
	base := randomEvents(t, r, 10)
	out := make([]*timeline.Log, n)
	for i := range out {
		out[i] = timeline.NewLog(incidentID)
		events := slices.Collect(base.All())
		r.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		for _, e := range events[:r.IntN(len(events)+1)] {
			add(t, out[i], e)
		}
		for e := range randomEvents(t, r, r.IntN(4)).All() {
			add(t, out[i], e)
		}
	}
	return out
}

func joined(t testing.TB, logs ...*timeline.Log) *timeline.Log {
	t.Helper()
	out := timeline.NewLog(incidentID)
	for _, l := range logs {
		_, err := out.Join(l)
		require.NoError(t, err)
	}
	return out
}

func TestJoinConverges(t *testing.T) {
	for seed := range uint64(rounds(300)) {
		r := rand.New(rand.NewPCG(seed, 77))
		c := copies(t, r, 3)
		a, b, d := c[0], c[1], c[2]
		abd := joined(t, a, b, d)
		want, revision := jsonOf(t, abd), abd.Revision()
		for name, other := range map[string]*timeline.Log{
			"another order":       joined(t, d, b, a),
			"another grouping":    joined(t, a, joined(t, b, d)),
			"again":               joined(t, abd, a, abd, d, b),
			"copies of each":      joined(t, a.Clone(), b.Clone(), d.Clone()),
			"as joined, and read": decoded(t, joined(t, b, d, a)),
		} {
			require.Equal(t, want, jsonOf(t, other), "seed %d: %s", seed, name)
			require.Equal(t, revision, other.Revision(), "seed %d: %s", seed, name)
			require.Equal(t, abd.Len(), other.Len(), "seed %d: %s", seed, name)
		}
		v, w := abd.AsOf(late), joined(t, d, a, b).AsOf(late)
		require.Equal(t, figures(v), figures(w), "seed %d", seed)
		require.Equal(t, slices.Collect(v.Findings()), slices.Collect(w.Findings()), "seed %d", seed)
		for _, l := range c { // nothing is lost
			for e := range l.All() {
				_, held := abd.Event(e.ID)
				require.True(t, held, "seed %d", seed)
			}
		}
	}
}

func decoded(t testing.TB, l *timeline.Log) *timeline.Log {
	t.Helper()
	out := timeline.NewLog(uuid.Nil)
	require.NoError(t, json.Unmarshal([]byte(jsonOf(t, l)), out))
	return out
}

func TestJoinReturnsWhatIsNew(t *testing.T) {
	for seed := range uint64(rounds(100)) {
		c := copies(t, rand.New(rand.NewPCG(seed, 78)), 2)
		before := c[0].Clone()
		added, err := c[0].Join(c[1])
		require.NoError(t, err)
		for _, e := range added {
			add(t, before, e)
		}
		require.Equal(t, jsonOf(t, c[0]), jsonOf(t, before), "what was returned is all it takes")
		again, err := c[0].Join(c[1])
		require.NoError(t, err)
		require.Empty(t, again)
		itself, err := c[0].Join(c[0])
		require.NoError(t, err)
		require.Empty(t, itself)
	}
}

func TestJoinKeepsForksAndReportsThem(t *testing.T) {
	a := timeline.NewLog(incidentID)
	first := status(t, a, "investigating", timeline.PhaseActive, on("10:00"), uuid.Nil)
	b := a.Clone()
	status(t, a, "monitoring", timeline.PhaseMitigated, on("10:30"), first.ID)
	other := status(t, b, "resolved", timeline.PhaseResolved, on("10:40"), first.ID)
	added, err := a.Join(b)
	require.NoError(t, err)
	assert.Equal(t, []timeline.Event{other}, added)
	v := a.AsOf(late)
	assert.Contains(t, rules(v), timeline.RuleStatusFork)
	now, _ := v.Status()
	assert.Equal(t, "monitoring", now.Name, "the branch that came first is followed")
}

func TestJoinOfOtherIncidents(t *testing.T) {
	a, b := logOf(t, update("one", on("10:00"))), timeline.NewLog(uuidOf("6f1c1d2e-0000-4000-8000-000000000002"))
	add(t, b, update("two", on("10:00")))
	before := jsonOf(t, a)
	_, err := a.Join(b)
	assert.ErrorIs(t, err, timeline.ErrOtherIncident)
	assert.Equal(t, before, jsonOf(t, a))

	var zero timeline.Log
	_, err = zero.Join(a)
	require.NoError(t, err)
	assert.Equal(t, before, jsonOf(t, &zero), "a log of no incident becomes one of the other's")
	_, err = a.Join(new(timeline.Log))
	require.NoError(t, err)
	assert.Equal(t, before, jsonOf(t, a))
}

func TestJoinKeepsMembersOfBothLogs(t *testing.T) {
	read := func(members string) *timeline.Log {
		l := timeline.NewLog(uuid.Nil)
		require.NoError(t, json.Unmarshal([]byte(`{"schema_version":1,"incident":"`+incidentID.String()+`","events":[]`+members+`}`), l))
		return l
	}
	a, b, c := read(`,"x":1,"y":true`), read(`,"x":2,"z":null`), read(`,"x":3,"conflicts":[["x",2],["z","q"]]`)
	want := `{"schema_version":1,"incident":"` + incidentID.String() + `","events":[],"x":1,"y":true,"z":"q","conflicts":[["x",2],["x",3],["z",null]]}`
	assert.Equal(t, want, jsonOf(t, joined(t, a, b, c)))
	assert.Equal(t, want, jsonOf(t, joined(t, c, joined(t, b, a), a)))
	assert.Equal(t, want, jsonOf(t, decoded(t, joined(t, a, b, c))))
	assert.NotEqual(t, a.Revision(), b.Revision())

	for _, bad := range []string{`{}`, `[1]`, `[["x"]]`, `[[1,2]]`, `[["x",1,2]]`, `null`} {
		err := json.Unmarshal([]byte(`{"schema_version":1,"incident":"`+incidentID.String()+`","events":[],"conflicts":`+bad+`}`), timeline.NewLog(uuid.Nil))
		assert.ErrorContains(t, err, "conflicts", bad)
	}
}

func TestRevision(t *testing.T) {
	l := timeline.NewLog(incidentID)
	seen := map[string]bool{l.Revision(): true}
	for range 5 {
		add(t, l, update("identified", on("10:00")))
		assert.False(t, seen[l.Revision()], "every addition changes it")
		seen[l.Revision()] = true
	}
	e := add(t, l, milestone(timeline.Detected, on("10:00")))
	before := l.Revision()
	add(t, l, e)
	assert.Equal(t, before, l.Revision(), "what the log holds already does not")
	assert.NotEqual(t, timeline.NewLog(incidentID).Revision(), new(timeline.Log).Revision())
}
