package incident_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// opened is a log of an incident that was declared at a time.
func opened(t testing.TB, title string, when timeline.Instant) *incident.Incident {
	t.Helper()
	inc, err := incident.Declare(incident.Declaration{Title: title, At: when})
	require.NoError(t, err)
	return inc
}

// asLink is a link that no verb would record.
func asLink(relation incident.Relation, other uuid.UUID) timeline.Event {
	return withMember(timeline.Event{Kind: incident.KindLink}, "link", map[string]any{"relation": relation, "incident": other})
}

func TestLintLinks(t *testing.T) {
	early, later := opened(t, "early", on("10:00")), opened(t, "later", on("12:00"))
	perhaps := opened(t, "perhaps", timeline.About(clock("11:10"), time.Hour))
	link := func(from *incident.Incident, relation incident.Relation, to *incident.Incident) *timeline.View {
		log := from.Log()
		_, err := log.Add(asLink(relation, to.ID()))
		require.NoError(t, err)
		return log.AsOf(late)
	}
	merge := func(from, to *incident.Incident, when string) *timeline.View {
		inc := decode(t, jsonOf(t, from))
		ok(t)(inc.MergeInto(to.ID(), on(when)))
		return inc.AsOf(late)
	}
	began := func(title, from string) *incident.Incident {
		inc := opened(t, title, on("10:00"))
		ok(t)(inc.Impact(euWest, timeline.Major, on(from)))
		return inc
	}
	caused, cause := began("caused", "09:00"), began("cause", "09:30")
	for _, c := range []struct {
		name, rule, how string
		views           []*timeline.View
	}{
		{"merged into one that was opened later", incident.RuleLinkOrder, "certain", []*timeline.View{merge(early, later, "11:00"), later.AsOf(late)}},
		{"merged, perhaps", incident.RuleLinkOrder, "doubtful", []*timeline.View{merge(early, perhaps, "10:30"), perhaps.AsOf(late)}},
		{"merged", incident.RuleLinkOrder, "", []*timeline.View{merge(later, early, "12:30"), early.AsOf(late)}},
		{"merged into what is not here", incident.RuleLinkOrder, "", []*timeline.View{merge(early, later, "11:00")}},
		{"follows what came later", incident.RuleLinkOrder, "doubtful", []*timeline.View{link(early, incident.FollowUpOf, later), later.AsOf(late)}},
		{"follows", incident.RuleLinkOrder, "", []*timeline.View{link(later, incident.FollowUpOf, early), early.AsOf(late)}},
		{"caused by what came later", incident.RuleLinkOrder, "doubtful", []*timeline.View{link(caused, incident.CausedBy, cause), cause.AsOf(late)}},
		{"related", incident.RuleLinkOrder, "", []*timeline.View{link(early, incident.RelatedTo, later), later.AsOf(late)}},
		{"to itself", incident.RuleSelfLink, "certain", []*timeline.View{link(early, incident.PartOf, early)}},
		{"a circle", incident.RuleLinkLoop, "certain", []*timeline.View{link(early, incident.PartOf, later), link(later, incident.PartOf, early)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			findings := incident.Lint(c.views...)
			wellFormed(t, findings, c.views...)
			how, certain := has(findings, c.rule)
			assert.Equal(t, c.how, how, findings)
			if c.how == "certain" {
				assert.Equal(t, []string{c.rule}, certain)
			} else {
				assert.Empty(t, certain)
			}
			slices.Reverse(c.views)
			assert.Equal(t, findings, incident.Lint(c.views...), "whatever the order of the views")
			assert.Equal(t, findings, incident.Lint(append(c.views, c.views...)...), "and however often one is given")
		})
	}
}

func TestLintOverlap(t *testing.T) {
	down := func(title, from, until string, where timeline.Scope) *incident.Incident {
		inc := opened(t, title, on(from))
		ok(t)(inc.ImpactUntil(where, timeline.Major, on(from), on(until)))
		ok(t)(inc.Advance("resolve", on(until)))
		return inc
	}
	a, b := down("a", "10:00", "12:00", euWest), down("b", "11:00", "13:00", euWest)
	found := incident.Lint(a.AsOf(late), b.AsOf(late))
	require.Len(t, found, 1)
	assert.Equal(t, incident.RuleOverlap, found[0].Rule)
	assert.True(t, found[0].Doubt)
	assert.Equal(t, `eu-west was affected by "a" until 2026-03-04 12:00 UTC and by "b" from 2026-03-04 11:00 UTC: they overlap, and no link says how they stand to each other`, found[0].Text)
	assert.Empty(t, incident.Lint(a.AsOf(late), down("c", "12:00", "13:00", euWest).AsOf(late)), "one after the other")
	assert.Empty(t, incident.Lint(a.AsOf(late), down("d", "11:00", "13:00", timeline.Region("us-east")).AsOf(late)), "elsewhere")
	ok(t)(b.Link(incident.RelatedTo, a.ID()))
	assert.Empty(t, incident.Lint(a.AsOf(late), b.AsOf(late)), "a link says how")
}

// Which pairs of incidents overlap is what comparing every impact with every other
// says; each incident is named with one that it overlaps.
func TestLintOverlapTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range rounds(200) {
		type window struct {
			inc, from, until int
			where            timeline.Scope
		}
		var windows []window
		var views []*timeline.View
		var ids []uuid.UUID
		for i := range 2 + r.IntN(5) {
			inc := opened(t, string(rune('a'+i)), timeline.At(day))
			for range 1 + r.IntN(3) {
				w := window{inc: i, from: r.IntN(300), where: pick(r, euWest, timeline.Component("api"))}
				w.until = w.from + 1 + r.IntN(60)
				windows = append(windows, w)
				minute := func(n int) timeline.Instant { return timeline.At(day.Add(time.Duration(n) * time.Minute)) }
				ok(t)(inc.ImpactUntil(w.where, timeline.Major, minute(w.from), minute(w.until)))
			}
			views, ids = append(views, inc.AsOf(late)), append(ids, inc.ID())
		}
		overlap := map[uuid.UUID]bool{}
		for _, a := range windows {
			for _, b := range windows {
				if a.inc != b.inc && a.where == b.where && a.from < b.until && b.from < a.until {
					overlap[ids[a.inc]] = true
				}
			}
		}
		named := map[uuid.UUID]bool{}
		for _, f := range incident.Lint(views...) {
			if f.Rule != incident.RuleOverlap {
				continue
			}
			for _, id := range f.Events {
				for _, v := range views {
					if _, ok := v.Event(id); ok {
						named[v.ID()] = true
					}
				}
			}
		}
		require.Equal(t, overlap, named)
	}
}
