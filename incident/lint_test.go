package incident_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

var euWest = timeline.Region("eu-west")

// cleanIncident is one of which nothing is to be said. Every fact is recorded when it
// occurred.
func cleanIncident(t testing.TB) *incident.Incident {
	t.Helper()
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: on("14:07"), Stamp: incident.Stamp{Recorded: clock("14:07")}})
	require.NoError(t, err)
	as := func(at string) incident.Writer { return inc.As(incident.Stamp{Recorded: clock(at)}) }
	do := ok(t)
	do(as("14:10").Impact(euWest, timeline.Major, on("13:50")))
	do(as("14:02").Detect(incident.Monitoring, on("14:02")))
	do(as("14:04").Mark(timeline.Acknowledged, on("14:04")))
	do(as("14:08").Assess(severity.Major, on("14:08")))
	do(as("14:10").Announce(incident.Announcement{Status: "investigating", Text: "We look into it.", At: on("14:10"), Next: on("14:40")}))
	do(as("14:15").Mark(timeline.Mobilized, on("14:15")))
	for _, s := range []struct {
		at, word string
		trigger  lifecycle.Trigger
	}{{"14:30", "identified", "identify"}, {"15:05", "monitoring", "monitor"}, {"15:40", "resolved", "resolve"}} {
		do(as(s.at).Advance(s.trigger, on(s.at)))
		do(as(s.at).Publish(s.word, "", on(s.at)))
	}
	do(as("14:30").Mark(timeline.CauseFound, on("14:30")))
	do(as("15:00").Mark(timeline.Mitigated, on("15:00")))
	do(as("15:31").Restore(euWest, on("15:31")))
	do(as("15:35").Assess(severity.Minor, on("15:35")))
	do(as("18:00").Note("the shop was down for 1h41m, and errors lasted about an hour and a half", unknown))
	do(as("18:00").Act(incident.Action{Title: "watch the pool", Owner: "Ann", Due: on("18:00"), State: incident.ActionOpen}))
	do(as("20:00").Mark(timeline.ReviewPublished, on("20:00")))
	return inc
}

// A change is made to events of a clean log, and is false for one that is left out.
type change func(*timeline.Event) bool

// named is what tests call an event by: its milestone, its status or word, its kind.
func named(e timeline.Event) string {
	switch {
	case e.Kind == timeline.KindStatus, e.Kind == timeline.KindUpdate:
		return string(e.Kind) + " " + e.Status
	case e.Milestone != "":
		return string(e.Milestone)
	}
	return string(e.Kind)
}

func at(name string, when timeline.Instant) change {
	return func(e *timeline.Event) bool {
		if named(*e) == name {
			e.Occurred = when
			if t, ok := when.Latest(); ok && t.Before(late) {
				e.Recorded = t
			}
		}
		return true
	}
}

func without(names ...string) change {
	return func(e *timeline.Event) bool { return !slices.Contains(names, named(*e)) }
}

func with(name string, set func(*timeline.Event)) change {
	return func(e *timeline.Event) bool {
		if named(*e) == name {
			set(e)
		}
		return true
	}
}

func all(changes ...change) change {
	return func(e *timeline.Event) bool {
		return !slices.ContainsFunc(changes, func(c change) bool { return !c(e) })
	}
}

// changed is the view of a clean log that was changed.
func changed(t testing.TB, c change, more ...timeline.Event) *timeline.View {
	t.Helper()
	clean := cleanIncident(t)
	log := timeline.NewLog(clean.ID())
	for e := range clean.Log().All() {
		if c == nil || c(&e) {
			_, err := log.Add(e)
			require.NoError(t, err)
		}
	}
	for _, e := range more {
		if e.RivalOf != uuid.Nil {
			for of := range clean.Log().All() {
				if of.Milestone == e.Milestone && of.Kind == e.Kind && of.Scope == e.Scope {
					e.RivalOf = of.ID
				}
			}
		}
		_, err := log.Add(e)
		require.NoError(t, err)
	}
	return log.AsOf(late)
}

// withMember returns the event with a member.
func withMember(e timeline.Event, name string, value any) timeline.Event {
	raw, err := json.Marshal(value)
	if err == nil {
		e, err = e.WithMember(name, raw)
	}
	if err != nil {
		panic(err)
	}
	return e
}

// wellFormed checks what holds of all findings: the rules are listed, the events are
// there, and the order is the documented one.
func wellFormed(t testing.TB, findings []timeline.Finding, views ...*timeline.View) {
	t.Helper()
	listed := map[string]incident.Rule{}
	for r := range incident.Rules() {
		listed[r.ID] = r
	}
	for i, f := range findings {
		r, known := listed[f.Rule]
		require.True(t, known, "%s is not listed", f.Rule)
		require.NotEmpty(t, f.Text)
		if f.Doubt {
			require.NotEmpty(t, r.Doubtful, "%s is never doubtful: %s", f.Rule, f.Text)
		} else {
			require.NotEmpty(t, r.Certain, "%s is never certain: %s", f.Rule, f.Text)
		}
		for _, id := range f.Events {
			if slices.ContainsFunc(views, func(v *timeline.View) bool {
				return slices.ContainsFunc(slices.Collect(v.Findings()), func(own timeline.Finding) bool { return own.Rule == f.Rule })
			}) {
				break // what views find can be of events that no longer stand
			}
			require.True(t, slices.ContainsFunc(views, func(v *timeline.View) bool { _, ok := v.Event(id); return ok }), "%s names an event that is not there", f.Rule)
		}
		if i > 0 {
			before := findings[i-1]
			require.True(t, !before.Doubt && f.Doubt || before.Doubt == f.Doubt && before.Rule <= f.Rule, "%s before %s", before.Rule, f.Rule)
			require.NotEqual(t, before, f, "told twice")
		}
	}
}

// newYork is the zone of the labels in these tests.
func newYork(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	return loc
}

func testLinter(t testing.TB) incident.Linter {
	return incident.Linter{Zones: timeline.Zones{"EST": {newYork(t)}, "EDT": {newYork(t)}}, Silence: 40 * time.Minute}
}

// has returns "certain", "doubtful" or "" for a rule, and the rules of all certain findings.
func has(findings []timeline.Finding, rule string) (how string, certain []string) {
	for _, f := range findings {
		if !f.Doubt && !slices.Contains(certain, f.Rule) {
			certain = append(certain, f.Rule)
		}
		switch {
		case f.Rule != rule:
		case !f.Doubt:
			how = "certain"
		case how == "":
			how = "doubtful"
		}
	}
	return how, certain
}

func TestCleanIncidentHasNoFindings(t *testing.T) {
	v := changed(t, nil)
	assert.Empty(t, testLinter(t).Lint(v))
	assert.Empty(t, incident.Lint(v))
	assert.Empty(t, incident.Lint())
	assert.Empty(t, incident.Lint(timeline.NewLog(elsewhere).AsOf(late)))
}

// A fault is one thing that is wrong with a clean incident.
type fault struct {
	rule, name string
	how        string // certain, doubtful or ""
	change     change
	more       []timeline.Event
}

// Each fault that is planted in a clean incident is found, as certain as it is, and
// nothing else is called certain.
func TestPlantedFaults(t *testing.T) {
	seen := map[string]map[string]bool{}
	for _, f := range slices.Concat(orderFaults(), impactFaults(), updateFaults(), timeFaults(), otherFaults()) {
		t.Run(f.rule+"/"+f.name, func(t *testing.T) {
			v := changed(t, f.change, f.more...)
			linter := testLinter(t)
			if f.rule != incident.RuleSilence {
				linter.Silence = 0
			}
			findings := linter.Lint(v)
			wellFormed(t, findings, v)
			how, certain := has(findings, f.rule)
			assert.Equal(t, f.how, how, findings)
			if f.how == "certain" {
				assert.Equal(t, []string{f.rule}, certain, "and nothing else: %v", findings)
			} else {
				assert.Empty(t, certain, findings)
			}
		})
		if seen[f.rule] == nil {
			seen[f.rule] = map[string]bool{}
		}
		seen[f.rule][f.how] = true
	}
	for r := range incident.Rules() {
		how, tested := seen[r.ID]
		if !tested {
			continue // of a view, of a snapshot or of several incidents: see elsewhere
		}
		assert.True(t, how["certain"] || r.Certain == "", "%s: a certain case", r.ID)
		assert.True(t, how["doubtful"] || r.Doubtful == "" || r.ID == incident.RuleMonthSlip || r.ID == incident.RuleZoneLabel, "%s: a doubtful case", r.ID)
		assert.True(t, how[""], "%s: a case without", r.ID)
	}
}

// Rules are sorted, each once, and say when they are certain or doubtful.
func TestRules(t *testing.T) {
	before := ""
	for r := range incident.Rules() {
		assert.Less(t, before, r.ID)
		before = r.ID
		assert.True(t, strings.HasSuffix(r.Finds, "."), r.ID)
		assert.True(t, strings.HasSuffix(r.Why, "."), r.ID)
		assert.NotEmpty(t, r.Certain+r.Doubtful, r.ID)
	}
	for range incident.Rules() {
		break
	}
}

// The tolerance is the caller's, and so are the words of a lifecycle of one's own.
func TestLinterOptions(t *testing.T) {
	rival := []timeline.Event{{Kind: timeline.KindImpact, Scope: euWest, RivalOf: uuid.Max, Total: timeline.Lasting(110 * time.Minute)}}
	v := changed(t, nil, rival...)
	for _, c := range []struct {
		tolerance time.Duration
		how       string
	}{{0, "certain"}, {8 * time.Minute, "certain"}, {9 * time.Minute, ""}, {-1, "certain"}} {
		how, _ := has(incident.Linter{Tolerance: c.tolerance}.Lint(v), incident.RuleAccounts)
		assert.Equal(t, c.how, how, c.tolerance)
	}
	near := changed(t, nil, timeline.Event{Kind: timeline.KindImpact, Scope: euWest, RivalOf: uuid.Max, Total: timeline.Lasting(102 * time.Minute)})
	how, _ := has(incident.Linter{Tolerance: -1}.Lint(near), incident.RuleAccounts)
	assert.Equal(t, "certain", how, "no tolerance at all")

	life := lifecycle.MustCompile(lifecycle.Definition{
		Name: "own", Version: 1, Initial: []lifecycle.State{"open"},
		States: []lifecycle.StateDef{{Name: "open", Phase: lifecycle.PhaseActive}, {Name: "patched", Phase: lifecycle.PhaseMitigated}, {Name: "done", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted}},
		Edges:  []lifecycle.Edge{{Trigger: "patch", From: []lifecycle.State{"open"}, To: "patched"}, {Trigger: "end", From: []lifecycle.State{"open", "patched"}, To: "done"}},
	})
	word := changed(t, with("update identified", func(e *timeline.Event) { e.Status = "Patched" }))
	how, _ = has(incident.Lint(word), incident.RuleUpdateBeforeFix)
	assert.Empty(t, how, "nobody knows the word")
	how, _ = has(incident.Linter{Lifecycles: []*lifecycle.Lifecycle{life}}.Lint(word), incident.RuleUpdateBeforeFix)
	assert.Equal(t, "certain", how)
}

// Findings of the views themselves are passed on.
func TestLintPassesOn(t *testing.T) {
	v := changed(t, nil, timeline.Event{Kind: timeline.KindRetract, Target: elsewhere}, withMember(timeline.Event{Kind: incident.KindSeverity}, "severity", "bad"))
	want := map[string]bool{timeline.RuleNoTarget: true, incident.RuleMember: true}
	got := map[string]bool{}
	for _, f := range incident.Lint(v) {
		got[f.Rule] = !f.Doubt
	}
	assert.Equal(t, want, got)
}

// Lengths in running text are read where they tell how long something lasted.
func TestLengthsInWords(t *testing.T) {
	for text, found := range map[string]bool{
		"The outage lasted 47 hours.":                                true,
		"Search was unavailable for approximately forty-seven hours": true,
		"a 47-hour outage":                                           true,
		"47 hours of downtime":                                       true,
		"a total of 47 hours and 2 minutes":                          true,
		"time_to_repair: 47h 8m":                                     true,
		"down for 47h. It is back.":                                  true,
		"down for about 100 minutes":                                 false, // 101
		"The next update follows in 47 hours.":                       false,
		"Jobs that wait for over 47 hours will fail.":                false,
		"we expect an outage of 47 hours":                            false,
		"delays of up to 47 hours":                                   false,
		"the request timeout was 47 hours":                           false,
		"It was down. For 47 hours before that all had been well":    false,
		"retention is 5 days":                                        false,
	} {
		v := changed(t, nil, timeline.Event{Kind: incident.KindNote, Text: text})
		how, _ := has(incident.Lint(v), incident.RuleLengthInWords)
		assert.Equal(t, found, how == "doubtful", text)
	}
}
