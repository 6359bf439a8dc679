package report_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

// In these scenes people write Cyrillic, and the format words labels in full-width
// letters and lengths in Greek ones. What is left of Latin in an output is then said by
// nobody: a label that was not asked for.

// another maps the Latin letters of s, small and capital, to those that begin at the
// two runes.
func another(s string, small, capital rune) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return small + r - 'a'
		case 'A' <= r && r <= 'Z':
			return capital + r - 'A'
		}
		return r
	}, s)
}

// theirs is s as people write in the scenes.
func theirs(s string) string { return another(s, 'а', 'А') }

// ours is s as the format words labels.
func ours(s string) string { return another(s, 'ａ', 'Ａ') }

var greek = strings.NewReplacer("d", "δ", "h", "ω", "m", "λ", "s", "σ")

// oursOf is a length as the format writes it.
func oursOf(d time.Duration) string {
	return greek.Replace(timeline.FormatDuration(d))
}

// written are the members of an event that hold what people write. The others hold the
// vocabulary: kinds, states, types.
var written = map[string]bool{
	"text": true, "written": true, "assumption": true, "source": true, "actor": true, "region": true, "component": true, "word": true, "due_written": true, "owner": true,
}

// rewrite puts what people wrote in a document into their letters.
func rewrite(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = rewrite(v[i])
		}
	case map[string]any:
		for k, x := range v {
			if s, ok := x.(string); ok && written[k] {
				v[k] = theirs(s)
				continue
			}
			v[k] = rewrite(x)
		}
	}
	return v
}

// caseScenes are the cases as they would be if people had written Cyrillic.
func caseScenes(t *testing.T) map[string][]*timeline.View {
	out := map[string][]*timeline.View{}
	for _, name := range cases.Names() {
		incs, err := cases.Load(name)
		require.NoError(t, err)
		for _, inc := range incs {
			raw, err := json.Marshal(inc)
			require.NoError(t, err)
			var doc any
			require.NoError(t, json.Unmarshal(raw, &doc))
			raw, err = json.Marshal(rewrite(doc))
			require.NoError(t, err)
			twin, err := incident.Decode(raw)
			require.NoError(t, err)
			now, _ := twin.Log().LastRecorded()
			out[name] = append(out[name], twin.AsOf(now))
		}
	}
	return out
}

// A scene is an incident in the making, of which nothing may fail.
type scene struct {
	incident.Writer
	inc *incident.Incident
	t   *testing.T
}

func newScene(t *testing.T, v timeline.Visibility, title string, hour int) scene {
	stamp := incident.Stamp{Visibility: v, Actor: theirs("Ann"), Source: theirs("pad"), Written: theirs("about ten"), Assumption: theirs("our clock")}
	inc, err := incident.Declare(incident.Declaration{Title: theirs(title), At: at(hour, 0), Stamp: stamp})
	require.NoError(t, err)
	return scene{inc.As(stamp), inc, t}
}

func (s scene) ok(e timeline.Event, err error) timeline.Event {
	s.t.Helper()
	require.NoError(s.t, err)
	return e
}

// places gives every state of health, every part and every kind of end.
func (s scene) places() {
	region := func(i int) timeline.Scope { return timeline.Region(theirs(fmt.Sprintf("region %d", i))) }
	for i, h := range []timeline.Health{timeline.Unstated, timeline.Operational, timeline.Degraded, timeline.Partial, timeline.Major, timeline.Maintenance} {
		s.ok(s.ImpactUntil(region(i), h, timeline.About(clock(9, 30), 10*time.Minute), at(10, 30+i)))
		s.ok(s.Affect(theirs(fmt.Sprintf("pay %d", i)), h))
	}
	s.ok(s.Impact(timeline.Scope{}, timeline.Major, at(9, 40)))
	s.ok(s.Impact(timeline.Everywhere(), timeline.Degraded, timeline.Between(clock(9, 0), clock(9, 30))))
	s.ok(s.Impact(timeline.Component(theirs("api")).In("*"), timeline.Partial, at(9, 45)))
	s.ok(s.ImpactTotal(region(7), timeline.Partial, timeline.LastingBetween(time.Minute, time.Hour), at(9, 0), at(11, 0)))
	s.ok(s.ImpactTotal(region(8), timeline.Degraded, timeline.LastingAbout(time.Hour, time.Minute), at(9, 0), at(11, 0)))
	s.ok(s.Impact(region(9), timeline.Major, timeline.NotBefore(clock(9, 0))))
	s.ok(s.Restore(region(9), timeline.NotAfter(clock(12, 0))))
	s.ok(s.Restore(timeline.Scope{}.Of(timeline.Some), at(10, 30)))
	s.ok(s.Restore(timeline.Scope{}.Of(timeline.Most), at(10, 40)))
	s.ok(s.Restore(timeline.Everywhere(), at(11, 0)))
	s.ok(s.NotAffected(timeline.Region(theirs("elsewhere"))))
	s.ok(s.NotAffected(timeline.Region(theirs("west")).Of(timeline.Most)))
	s.ok(s.NotAffected(timeline.Region(theirs("east")).Of(timeline.Some)))
}

// facts gives every milestone, detector, severity, update, cause and hypothesis.
func (s scene) facts() {
	for i, d := range []incident.Detector{incident.Monitoring, incident.UserReport, incident.Employee, incident.Vendor} {
		s.ok(s.Detect(d, at(9, 50+i)))
	}
	for _, m := range []timeline.Milestone{
		timeline.Acknowledged, timeline.Mobilized, timeline.CauseSuspected, timeline.CauseFound, timeline.CauseConfirmed, timeline.Mitigated, timeline.ReviewPublished,
	} {
		s.ok(s.Mark(m, timeline.Between(clock(10, 5), clock(10, 50))))
	}
	for i, l := range []severity.Level{severity.Trivial, severity.Minor, severity.Moderate, severity.Major, severity.Critical, severity.Major + 5} {
		s.ok(s.Assess(l, at(10, 1+i)))
	}
	scale, err := severity.NewScale(theirs("words"), severity.Word{Level: severity.Major, Name: theirs("sev one")})
	require.NoError(s.t, err)
	s.ok(s.AssessIn(scale, theirs("sev one"), at(10, 20)))
	for i, next := range []timeline.Instant{at(10, 30), at(10, 22), timeline.Between(clock(10, 20), clock(10, 45)), {}, at(23, 0)} {
		s.ok(s.Announce(incident.Announcement{Status: "in_progress", Text: theirs("We look."), At: at(10, 10+10*i), Next: next}))
	}
	s.ok(s.Announce(incident.Announcement{Status: "identified", Text: theirs("Found."), At: at(11, 10)}))
	s.ok(s.Record(timeline.Event{Kind: timeline.KindUpdate, Text: theirs("No word."), Occurred: timeline.About(clock(11, 20), time.Minute)}))
	s.ok(s.Symptom(theirs("cannot pay")))
	s.ok(s.Note(theirs("looks bad"), at(10, 2)))
	s.ok(s.Note(theirs("some time"), timeline.Instant{}))
	for _, r := range []incident.CauseRole{incident.Initiating, incident.Contributing} {
		s.ok(s.Cause(r, theirs("a change"), at(9, 0)))
	}
	s.ok(s.Suspect(theirs("DNS"), at(10, 3)))
	s.ok(s.RuleOut(s.ok(s.Suspect(theirs("disk"), at(10, 3))).ID, at(10, 4)))
	s.ok(s.Confirm(s.ok(s.Suspect(theirs("cable"), timeline.Instant{})).ID, at(10, 5)))
	ack := s.ok(s.Mark(timeline.Acknowledged, at(10, 6)))
	s.ok(s.Rival(ack.ID, at(10, 9)))
	s.ok(s.Source(theirs("pad"), theirs("a pad"), theirs("our clock")))
	note := s.ok(s.Note(theirs("wrong"), at(10, 8)))
	fixed := note
	fixed.Text = theirs("right")
	s.ok(s.Amend(note.ID, fixed))
	s.ok(s.Redact(s.ok(s.Note(theirs("secret"), at(10, 9))).ID, "text"))
}

// people gives what they did and will do, and what else there is.
func (s scene) people() {
	for i, state := range []incident.ActionState{incident.ActionOpen, incident.ActionStarted, incident.ActionDone, incident.ActionCancelled} {
		a := incident.Action{Title: theirs(fmt.Sprintf("do %d", i)), State: state, Type: "follow_up"}
		if i > 0 {
			a.Owner, a.Due = theirs("Ann"), at(20, i)
		}
		s.ok(s.Act(a))
	}
	s.ok(s.Statement(incident.DataLoss, incident.Yes, theirs("two rows")))
	s.ok(s.Statement("legal", incident.No, ""))
	for i, r := range []incident.Role{incident.Operations, incident.Communications, incident.Scribe, incident.Liaison, incident.Responder, incident.Commander} {
		e := s.ok(s.Assign(r, theirs("Ann"), at(10, i)))
		if i%2 == 0 {
			s.ok(s.Relieve(e.ID, at(10, 40)))
		}
	}
	for i, c := range []incident.ChangeType{incident.Deployment, incident.Configuration, incident.FeatureFlag, incident.Migration, incident.Infrastructure, ""} {
		link := []incident.HypothesisState{incident.Confirmed, incident.Suspected, incident.RuledOut, ""}[i%4]
		s.ok(s.Relate(incident.Change{Type: c, ID: theirs("release"), Text: theirs("a change"), Link: link, At: at(9, i)}))
	}
	s.ok(s.Refer(incident.Reference{System: theirs("tracker"), ID: theirs("no"), Title: theirs("ticket")}))
	for i, r := range []incident.Relation{incident.PartOf, incident.FollowUpOf, incident.CausedBy, incident.RelatedTo} {
		s.ok(s.Link(r, uuid.UUID{0: 0xab, 15: byte(i)}))
	}
}

// madeScenes hold every word of the library's vocabulary: what all may read, what nobody
// outside may, and little at all.
func madeScenes(t *testing.T) map[string][]*timeline.View {
	out := map[string][]*timeline.View{}
	for v, name := range map[timeline.Visibility]string{timeline.Public: "for all", timeline.Partner: "for partners", timeline.Internal: "inside"} {
		s := newScene(t, v, name, 10)
		s.places()
		s.facts()
		s.people()
		s.ok(s.Classify(incident.Retrospective))
		for i, trigger := range []lifecycle.Trigger{"identify", "monitor", "resolve", "close"} {
			if v == timeline.Internal {
				out[name+" until "+string(trigger)] = []*timeline.View{s.inc.AsOf(clock(12, 30))}
			}
			s.ok(s.Advance(trigger, at(13, i)))
		}
		out[name] = []*timeline.View{s.inc.AsOf(clock(22, 0))}
	}
	return out
}

// littleScenes are of incidents of which next to nothing is recorded.
func littleScenes(t *testing.T) (out []*timeline.View) {
	for i, m := range []incident.Mode{incident.Real, incident.Drill, incident.Test} {
		s := newScene(t, timeline.Public, "little", 14+i)
		s.ok(s.Classify(m))
		out = append(out, s.inc.AsOf(clock(22, 0)))
	}
	s := newScene(t, timeline.Public, "merged", 17)
	s.ok(s.MergeInto(out[0].ID(), at(17, 30)))
	out = append(out, s.inc.AsOf(clock(22, 0)))
	s = newScene(t, timeline.Public, "again", 18)
	s.ok(s.DuplicateOf(out[0].ID(), at(18, 30)))
	out = append(out, s.inc.AsOf(clock(22, 0)))
	s = newScene(t, timeline.Public, "taken over", 19)
	_, err := s.Absorb(out[1])
	require.NoError(t, err)
	out = append(out, s.inc.AsOf(clock(22, 0)))
	s = newScene(t, timeline.Public, "not over", 8)
	s.ok(s.Impact(timeline.Region(theirs("south")), timeline.Major, at(7, 50)))
	s.ok(s.ImpactUntil(timeline.Region(theirs("north")), timeline.Major, at(7, 50), at(9, 0)))
	s.ok(s.Mark(timeline.Detected, at(7, 55)))
	s.ok(s.Mark(timeline.Mitigated, at(7, 40)))
	s.ok(s.Assess(severity.Major, timeline.Between(clock(8, 0), clock(8, 10))))
	s.ok(s.Assess(severity.Minor, at(9, 0)))
	s.ok(s.Announce(incident.Announcement{Status: "investigating", Text: theirs("We look."), At: at(8, 30), Next: at(9, 0)}))
	out = append(out, s.inc.AsOf(clock(12, 0)))
	s.ok(s.Advance("resolve", at(13, 0)))
	out = append(out, s.inc.AsOf(clock(22, 0)))
	return append(out, timeline.NewLog(uuid.UUID{15: 9}).AsOf(clock(22, 0)))
}

// handmade are reports of what few incidents have.
func handmade(h *hearing) map[string]*report.Report {
	f := report.Format{Label: h.label, Duration: oursOf, Language: "x-ours"}
	odd := &report.Report{Format: f, Sections: []report.Section{{Blocks: []report.Block{mute{}, report.Definitions{Groups: []report.DefinitionGroup{{Meaning: definition.Other.String()}}}}}}}
	measures := append(timeline.Standard(), timeline.FailedDeploymentRecovery(), timeline.WeightedDowntime(timeline.Weighting{}, timeline.Span{}))
	for _, m := range measures {
		odd.Sections[0].Blocks = append(odd.Sections[0].Blocks, report.Spreads{Title: m.Words()})
	}
	for c := range timeline.ReasonCodes() {
		about := []string{"detected", "update_published:identified"}
		switch c {
		case timeline.ReasonNotAffected, timeline.ReasonNotNamed, timeline.ReasonFewPlaces, timeline.ReasonPartialSum:
			about = []string{"2", "3"}
		}
		for _, about := range [][]string{nil, about} {
			odd.Sections[0].Blocks = append(odd.Sections[0].Blocks, report.Paragraph{Text: f.Reason(timeline.Reason{Code: c, About: about})})
		}
	}
	lives := &report.Report{Format: f, Title: theirs("lives")}
	for _, l := range []*lifecycle.Lifecycle{lifecycle.Maintenance(), lifecycle.Statuspage(), lifecycle.ServiceHealth(), lifecycle.ITIL(), lifecycle.Rootly(), lifecycle.Default()} {
		for s := range l.States() {
			lives.Incidents = append(lives.Incidents, report.Incident{Status: string(s.Name), Phase: timeline.Phase(s.Phase.String()), Resolution: s.Resolution.String()})
		}
	}
	return map[string]*report.Report{"odd": odd, "lives": lives}
}
