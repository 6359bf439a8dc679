package incident_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// What is recorded around an incident is read as it was said.
func TestRelatedFacts(t *testing.T) {
	inc, must := declare(t), ok(t)
	must(inc.Classify(incident.Drill))
	must(inc.Classify(incident.Real))
	must(inc.Refer(incident.Reference{System: "jira", ID: "OPS-7", URL: "https://jira.example/OPS-7", Title: "the ticket"}))
	must(inc.Relate(incident.Change{Type: incident.Deployment, ID: "v1.4.2", Text: "new retry policy", At: on("13:40"), Link: incident.Suspected}))
	must(inc.Affect("pay by card", timeline.Major))
	must(inc.Link(incident.PartOf, elsewhere))
	inc = decode(t, jsonOf(t, inc))
	s := incident.Of(inc.AsOf(late))
	assert.Empty(t, s.Findings)
	assert.Equal(t, incident.Real, s.Mode, "the last word counts")
	require.Len(t, s.References, 1)
	s.References[0].Event = timeline.Event{}
	assert.Equal(t, incident.Reference{System: "jira", ID: "OPS-7", URL: "https://jira.example/OPS-7", Title: "the ticket"}, s.References[0])
	require.Len(t, s.Changes, 1)
	change := s.Changes[0].Event
	s.Changes[0].Event = timeline.Event{}
	assert.Equal(t, incident.Change{Type: incident.Deployment, ID: "v1.4.2", Text: "new retry policy", At: on("13:40"), Link: incident.Suspected}, s.Changes[0])
	require.Len(t, s.Capabilities, 1)
	assert.Equal(t, "pay by card", s.Capabilities[0].Name)
	assert.Equal(t, timeline.Major, s.Capabilities[0].Health)
	require.Len(t, s.Links, 1)
	assert.Equal(t, incident.PartOf, s.Links[0].Relation)
	assert.Equal(t, elsewhere, s.Links[0].Other)

	ruledOut := member(change, "change", `{"type":"deployment","id":"v1.4.2","link":"ruled_out"}`)
	must(inc.Amend(change.ID, ruledOut))
	assert.Equal(t, incident.RuledOut, incident.Of(inc.AsOf(late)).Changes[0].Link)
	must(inc.Retract(s.Links[0].Event.ID))
	assert.Empty(t, incident.Of(inc.AsOf(late)).Links)
}

func TestRelatedRefusals(t *testing.T) {
	for _, c := range []refusal{
		{"no mode", "Classify", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Classify("") }},
		{"no reference", "Refer", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Refer(incident.Reference{System: "jira"}) }},
		{"a reference that is no text", "Refer", timeline.ErrNotUTF8, func(s *scene) (timeline.Event, error) { return s.Refer(incident.Reference{ID: notUTF8}) }},
		{"no change", "Relate", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Relate(incident.Change{Type: incident.Migration}) }},
		{"a change at a wrong time", "Relate", timeline.ErrRange, func(s *scene) (timeline.Event, error) { return s.Relate(incident.Change{ID: "x", At: invalid}) }},
		{"no capability", "Affect", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Affect("", timeline.Major) }},
		{"a health that does not exist", "Affect", timeline.ErrRange, func(s *scene) (timeline.Event, error) { return s.Affect("x", 99) }},
		{"no relation", "Link", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Link("", elsewhere) }},
		{"linked to nothing", "Link", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Link(incident.PartOf, uuid.Nil) }},
		{"linked to itself", "Link", incident.ErrItself, func(s *scene) (timeline.Event, error) { return s.Link(incident.PartOf, s.ID()) }},
		{"a merge by link", "Link", incident.ErrUseVerb, func(s *scene) (timeline.Event, error) { return s.Link(incident.MergedInto, elsewhere) }},
		{"a role of nobody", "Assign", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Assign(incident.Scribe, "", unknown) }},
		{"somebody without a role", "Assign", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Assign("", "Ann", unknown) }},
		{"a promise before its update", "Announce", incident.ErrBackwards, func(s *scene) (timeline.Event, error) {
			return s.Announce(incident.Announcement{At: on("15:00"), Next: on("14:00")})
		}},
		{"a promise for a wrong time", "Announce", timeline.ErrRange, func(s *scene) (timeline.Event, error) { return s.Announce(incident.Announcement{Next: invalid}) }},
		{"a channel that is no text", "Announce", timeline.ErrNotUTF8, func(s *scene) (timeline.Event, error) { return s.Announce(incident.Announcement{Channel: notUTF8}) }},
		{"a mode by the general door", "Record", incident.ErrEmpty, record(timeline.Event{Kind: incident.KindMode})},
		{"a role by the general door", "Record", incident.ErrEmpty, record(timeline.Event{Kind: incident.KindRole})},
		{"a reference by the general door", "Record", incident.ErrEmpty, record(timeline.Event{Kind: incident.KindReference, Text: "x"})},
		{"a change by the general door", "Record", incident.ErrEmpty, record(timeline.Event{Kind: incident.KindChange})},
		{"a capability by the general door", "Record", incident.ErrEmpty, record(timeline.Event{Kind: incident.KindCapability})},
		{"a link by the general door", "Record", incident.ErrEmpty, record(timeline.Event{Kind: incident.KindLink})},
		{"an action by the general door", "Record", incident.ErrEmpty, record(timeline.Event{Kind: incident.KindAction})},
		{"a merge by the general door", "Record", incident.ErrUseVerb, record(member(timeline.Event{Kind: incident.KindLink}, "link", `{"relation":"merged_into","incident":"`+elsewhere.String()+`"}`))},
		{"itself by the general door", "Record", incident.ErrItself, func(s *scene) (timeline.Event, error) {
			return s.Record(member(timeline.Event{Kind: incident.KindLink}, "link", `{"relation":"part_of","incident":"`+s.ID().String()+`"}`))
		}},
		{"a promise before its update by the general door", "Record", incident.ErrBackwards,
			record(member(timeline.Event{Kind: timeline.KindUpdate, Occurred: on("15:00")}, "update", `{"next":"2026-03-04T14:00:00Z"}`))},
		{"an update that does not read", "Record", incident.ErrEmpty, record(member(timeline.Event{Kind: timeline.KindUpdate}, "update", `[7]`))},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			assert.ErrorIs(t, refuses(t, s.Incident, c.verb, func() (timeline.Event, error) { return c.do(s) }), c.is)
		})
	}
}

// Facts around an incident are JSON both ways, without the event that tells them.
func TestRelatedJSON(t *testing.T) {
	for _, v := range []any{
		&incident.Reference{System: "jira", ID: "OPS-7", URL: "https://x.example", Title: "t"},
		&incident.Change{Type: incident.Deployment, Text: "t", ID: "v1", At: on("14:00"), Link: incident.Suspected}, &incident.Change{},
		&incident.Capability{Name: "pay", Health: timeline.Major}, &incident.Link{Relation: incident.PartOf, Other: elsewhere},
	} {
		raw, err := json.Marshal(v)
		require.NoError(t, err)
		back := reflect.New(reflect.TypeOf(v).Elem()).Interface()
		require.NoError(t, json.Unmarshal(raw, back))
		assert.Equal(t, v, back, "%s", raw)
	}
	raw, err := json.Marshal(incident.Change{ID: "v1"})
	require.NoError(t, err)
	assert.JSONEq(t, `{"id":"v1"}`, string(raw))
}

// Words that another program wrote badly are findings, and lose nothing else.
func TestRelatedFindings(t *testing.T) {
	for kind, name := range map[timeline.Kind]string{
		incident.KindRole: "role", incident.KindMode: "mode", incident.KindReference: "reference", incident.KindChange: "change",
		incident.KindLink: "link", incident.KindAction: "action", timeline.KindUpdate: "update",
	} {
		log := declare(t).Log()
		_, err := log.Add(member(timeline.Event{Kind: kind, Text: "x"}, name, `[7]`))
		require.NoError(t, err)
		s := incident.Of(log.AsOf(late))
		if assert.Len(t, s.Findings, 1, kind) {
			assert.Equal(t, incident.RuleMember, s.Findings[0].Rule)
		}
	}
}

func TestPromises(t *testing.T) {
	for _, c := range []struct {
		name  string
		due   timeline.Instant
		came  string // "" if no update followed
		now   string
		state incident.PromiseState
	}{
		{"in time", on("14:30"), "14:29", "16:00", incident.PromiseKept},
		{"on time", on("14:30"), "14:30", "16:00", incident.PromiseKept},
		{"late", on("14:30"), "14:31", "16:00", incident.PromiseMissed},
		{"perhaps", timeline.Between(clock("14:30"), clock("14:40")), "14:35", "16:00", incident.PromiseUndecided},
		{"not yet", on("14:30"), "", "14:30", incident.PromiseDue},
		{"not at all", on("14:30"), "", "14:31", incident.PromiseMissed},
	} {
		inc, must := declare(t), ok(t)
		by := must(inc.Announce(incident.Announcement{Status: "investigating", Text: "more at half past", At: on("14:10"), Next: c.due, Channel: "status page", Audience: "all customers"}))
		var next uuid.UUID
		if c.came != "" {
			next = must(inc.Publish("identified", "here it is", on(c.came))).ID
		}
		got := incident.Promises(inc.AsOf(clock(c.now)))
		assert.Equal(t, []incident.Promise{{By: by.ID, Due: c.due, Next: next, State: c.state}}, got, c.name)
		u := incident.Of(inc.AsOf(late)).Updates[0]
		assert.Equal(t, "status page", u.Channel)
		assert.Equal(t, "all customers", u.Audience)
		assert.Equal(t, timeline.Public, u.Visibility)
	}
	assert.Empty(t, incident.Promises(declare(t).AsOf(late)))

	promise := func(at, due timeline.Instant, now string, others ...timeline.Instant) incident.PromiseState {
		inc, must := declare(t), ok(t)
		must(inc.As(incident.Stamp{Recorded: clock("14:00")}).Announce(incident.Announcement{Status: "x", At: at, Next: due}))
		for _, other := range others {
			must(inc.As(incident.Stamp{Recorded: clock("14:00")}).Publish("y", "", other))
		}
		return incident.Promises(inc.AsOf(clock(now)))[0].State
	}
	assert.Equal(t, incident.PromiseUndecided, promise(timeline.About(clock("14:10"), 30*time.Minute), on("15:00"), "16:00", on("14:05")), "it may have come before")
	assert.Equal(t, incident.PromiseKept, promise(timeline.About(clock("14:10"), 30*time.Minute), on("15:00"), "16:00", on("14:05"), on("14:50")))
	assert.Equal(t, incident.PromiseDue, promise(on("14:10"), on("15:10"), "14:20", on("15:00")), "an update that is foretold has not come")
	assert.Equal(t, incident.PromiseDue, promise(on("14:10"), on("14:40"), "14:20", on("15:00")))
	assert.Equal(t, incident.PromiseUndecided, promise(on("14:10"), timeline.Between(clock("14:30"), clock("14:40")), "14:35"))
}

// links opens incidents that are linked as said: "0>1" is incident 0 to 1.
func linked(t *testing.T, relation incident.Relation, pairs ...[2]int) []*timeline.View {
	t.Helper()
	var all []*incident.Incident
	for i := range 5 {
		inc, err := incident.Declare(incident.Declaration{Title: "x", ID: uuid.UUID{0: 1, 15: byte(i)}, At: on("14:00")})
		require.NoError(t, err)
		all = append(all, inc)
	}
	for _, p := range pairs {
		from, to := all[p[0]], all[p[1]].ID()
		var err error
		switch relation {
		case incident.MergedInto:
			_, err = from.MergeInto(to, on("15:00"))
		case incident.DuplicateOf:
			_, err = from.DuplicateOf(to, on("15:00"))
		default:
			_, err = from.Link(relation, to)
		}
		require.NoError(t, err)
	}
	var views []*timeline.View
	for _, inc := range all {
		views = append(views, inc.AsOf(late))
	}
	return views
}

func TestCheckLinks(t *testing.T) {
	for _, c := range []struct {
		name     string
		relation incident.Relation
		pairs    [][2]int
		rules    []string
	}{
		{"a tree", incident.PartOf, [][2]int{{1, 0}, {2, 0}, {3, 1}, {4, 1}}, nil},
		{"two ways to one", incident.CausedBy, [][2]int{{0, 1}, {0, 2}, {1, 3}, {2, 3}}, nil},
		{"a circle of two", incident.PartOf, [][2]int{{0, 1}, {1, 0}}, []string{incident.RuleLinkLoop}},
		{"a circle of four and a tail", incident.FollowUpOf, [][2]int{{4, 0}, {0, 1}, {1, 2}, {2, 3}, {3, 0}}, []string{incident.RuleLinkLoop}},
		{"related both ways", incident.RelatedTo, [][2]int{{0, 1}, {1, 0}}, nil},
		{"a chain of merges", incident.MergedInto, [][2]int{{0, 1}, {1, 2}}, []string{incident.RuleLinkChain}},
		{"duplicates of one", incident.DuplicateOf, [][2]int{{0, 2}, {1, 2}}, nil},
		{"merged into each other", incident.MergedInto, [][2]int{{0, 1}, {1, 0}}, []string{incident.RuleLinkLoop, incident.RuleLinkChain, incident.RuleLinkChain}},
	} {
		var rules []string
		for _, f := range incident.CheckLinks(linked(t, c.relation, c.pairs...)...) {
			rules = append(rules, f.Rule)
			assert.GreaterOrEqual(t, len(f.Events), 2)
			assert.NotEmpty(t, f.Text)
		}
		assert.Equal(t, c.rules, rules, c.name)
	}
	loop := incident.CheckLinks(linked(t, incident.FollowUpOf, [2]int{4, 0}, [2]int{0, 1}, [2]int{1, 2}, [2]int{2, 0})...)[0]
	assert.Len(t, loop.Events, 3, "the tail is not of the circle")
	assert.Empty(t, incident.CheckLinks())
}

// A long circle takes no more memory than its links.
func TestCheckLinksOfMany(t *testing.T) {
	const n = 3_000
	var views []*timeline.View
	for i := range n {
		inc, err := incident.Declare(incident.Declaration{Title: "x", ID: uuid.UUID{1, byte(i >> 8), byte(i)}})
		require.NoError(t, err)
		_, err = inc.Link(incident.PartOf, uuid.UUID{1, byte((i + 1) % n >> 8), byte((i + 1) % n)})
		require.NoError(t, err)
		views = append(views, inc.AsOf(late))
	}
	found := incident.CheckLinks(views...)
	assert.Len(t, found, 1)
	assert.Len(t, found[0].Events, n)
}

// An incident that was reopened has not ended in favour of another.
func TestLinksOfAMerge(t *testing.T) {
	inc, must := declare(t), ok(t)
	must(inc.MergeInto(elsewhere, on("15:00")))
	links := incident.Of(inc.AsOf(late)).Links
	require.Len(t, links, 1)
	assert.Equal(t, incident.MergedInto, links[0].Relation)
	st, _ := inc.Status()
	must(inc.Retract(st.Event))
	assert.Empty(t, incident.Of(inc.AsOf(late)).Links)
	must(inc.DuplicateOf(elsewhere, on("15:10")))
	assert.Equal(t, incident.DuplicateOf, incident.Of(inc.AsOf(late)).Links[0].Relation)
}

// A deployment that is confirmed as a cause is the milestone that its recovery is
// measured from, and follows what is said of it later.
func TestDeploymentsAsCauses(t *testing.T) {
	recovery := timeline.FailedDeploymentRecovery().In(timeline.Region("eu"))
	link := func(state string) json.RawMessage {
		return json.RawMessage(`{"type":"deployment","id":"v1","link":"` + state + `"}`)
	}
	for _, c := range []struct {
		name   string
		change incident.Change
		want   string
	}{
		{"confirmed", incident.Change{Type: incident.Deployment, Link: incident.Confirmed}, "1h10m"},
		{"suspected", incident.Change{Type: incident.Deployment, Link: incident.Suspected}, "not applicable (no deployment recorded as the cause)"},
		{"ruled out", incident.Change{Type: incident.Deployment, Link: incident.RuledOut}, "not applicable (no deployment recorded as the cause)"},
		{"not said", incident.Change{Type: incident.Deployment}, "not applicable (no deployment recorded as the cause)"},
		{"another change", incident.Change{Type: incident.FeatureFlag, Link: incident.Confirmed}, "not applicable (no deployment recorded as the cause)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			inc, must := declare(t), ok(t)
			must(inc.Impact(timeline.Region("eu"), timeline.Major, on("14:00")))
			must(inc.Restore(timeline.Region("eu"), on("15:00")))
			c.change.ID, c.change.At = "v1", on("13:50")
			e := must(inc.Relate(c.change))
			inc = decode(t, jsonOf(t, inc))
			measured := func() string { return recovery.Of(inc.AsOf(late)).String() }
			assert.Equal(t, c.want, measured())
			assert.Empty(t, incident.Of(inc.AsOf(late)).Findings)

			must(inc.Amend(e.ID, member(e, "change", string(link("confirmed")))))
			assert.Equal(t, "1h10m", measured(), "confirmed later")
			now, _ := inc.AsOf(late).Event(e.ID)
			must(inc.Amend(e.ID, member(now, "change", string(link("ruled_out")))))
			assert.Equal(t, "not applicable (no deployment recorded as the cause)", measured(), "the milestone is not left behind")
			now, _ = inc.AsOf(late).Event(e.ID)
			assert.Equal(t, "change", now.Fact())
		})
	}

	inc, must := declare(t), ok(t)
	must(inc.Impact(timeline.Region("eu"), timeline.Major, on("14:00")))
	must(inc.Restore(timeline.Region("eu"), on("15:00")))
	must(inc.Record(member(timeline.Event{Kind: incident.KindChange, Occurred: on("13:55")}, "change", string(link("confirmed")))))
	assert.Equal(t, "1h5m", recovery.Of(inc.AsOf(late)).String(), "by the general door")
	e := must(inc.Relate(incident.Change{Type: incident.Deployment, ID: "v0", At: on("13:40"), Link: incident.Confirmed}))
	assert.Equal(t, "1h20m", recovery.Of(inc.AsOf(late)).String(), "the first")
	rival := must(inc.As(incident.Stamp{Source: "ci"}).Rival(e.ID, on("13:45")))
	assert.Equal(t, timeline.Deployed, rival.Milestone)
	assert.Equal(t, "1h15m", recovery.Of(inc.AsOf(late).Preferring("ci")).String())
	must(inc.Record(timeline.Event{Kind: incident.KindChange, Text: "x", Milestone: "own", Occurred: on("13:00")}))
	assert.Equal(t, on("13:00"), inc.AsOf(late).When("own"), "another milestone stays")
	copied := decode(t, jsonOf(t, declare(t)))
	_, err := copied.Record(e)
	assert.NoError(t, err, "what another copy recorded is taken as it is")
}
