package conformance_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/reporttest"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
	"github.com/allclear-go/allclear/timeline/definition"
)

const benign = "benign"

// hostile adds reports in which every text is a hostile one: made by hand, at the
// start of every text and inside it, and built from incidents. Each has a twin in
// which every text is benign.
func (s *shelf) hostile() {
	twin := spoken(benign)
	for _, text := range reporttest.Hostile() {
		s.docs = append(s.docs,
			document{fmt.Sprintf("hostile/%.60q", text), spoken(text), twin},
			document{fmt.Sprintf("hostile inside/%.60q", text), spoken(benign + " " + text + " " + benign), twin},
		)
	}
	for _, p := range []profile{{"every section", everySection, everyone}, profiles()[1], {"portfolio", byTitle, everyone}} {
		s.add(fmt.Sprintf("benign incident/%s", p.name), p, optionsOf(p, benign), s.tell(benign))
		twin := s.docs[len(s.docs)-1].report
		for _, text := range reporttest.Hostile() {
			if !utf8.ValidString(text) {
				continue // no log takes it
			}
			s.add(fmt.Sprintf("hostile incident/%s/%.60q", p.name, text), p, optionsOf(p, text), s.tell(text))
			s.docs[len(s.docs)-1].twin = twin
		}
	}
}

// optionsOf are for the widest audience of a profile, in a zone that is called text.
func optionsOf(p profile, text string) report.Options {
	return report.Options{Audience: p.audiences[0], Zone: time.FixedZone(text, 0)}
}

// everySection builds what all profiles have.
func everySection(o report.Options, views ...*timeline.View) (*report.Report, error) {
	o.Sections, o.Definitions = report.StandardSections(), slices.Collect(definition.All())
	return report.Postmortem(o, views...)
}

// byTitle builds a portfolio of which each title is a group.
func byTitle(o report.Options, views ...*timeline.View) (*report.Report, error) {
	return report.Portfolio(o, report.Selection{
		By:         []report.Grouping{{Title: o.Zone.String(), Key: func(inc *report.Incident) string { return inc.Title }}},
		Objective:  cohort.Objective{Name: o.Zone.String(), Share: 0.999, Weighting: timeline.DowntimeOnly(), Period: march()},
		Statistics: cohort.Options{Resamples: -1},
	}, views...)
}

func march() timeline.Span {
	return timeline.MustParseSpan("2026-03-01T00:00:00Z/2026-04-01T00:00:00Z")
}

// spoken is a report that says text everywhere, in names too.
func spoken(text string) *report.Report {
	r := reporttest.Filled(text)
	r.Format.Zone = time.FixedZone(text, 2*60*60)
	r.Format.Language = "de" // vnu knows the languages; that other texts become no tag is for checkTrees
	for i := range r.Sections {
		r.Sections[i].ID, r.Sections[i].Incident = text, text
	}
	for i := range r.Incidents {
		r.Incidents[i].ID = text
	}
	return r
}

// lawful is a report with IDs, and with words of closed lists, where nothing else has to
// stand: reports that are built have no others, and so the schema asks for them.
func lawful(r *report.Report) *report.Report {
	const id = "00000000-0000-0000-0000-000000000001"
	out := *r
	out.Incidents, out.Sections, out.Sums = slices.Clone(r.Incidents), slices.Clone(r.Sections), slices.Clone(r.Sums)
	for i := range out.Incidents {
		inc := &out.Incidents[i]
		inc.ID = id
		inc.Timeline, inc.Updates, inc.Rivals = entered(inc.Timeline, id), entered(inc.Updates, id), entered(inc.Rivals, id)
		inc.Links, inc.Absorbed = slices.Clone(inc.Links), slices.Clone(inc.Absorbed)
		inc.Cadence.Updates = slices.Clone(inc.Cadence.Updates)
		for j := range inc.Cadence.Updates {
			inc.Cadence.Updates[j].Kept = string(incident.PromiseKept)
		}
		for j := range inc.Links {
			inc.Links[j].Incident = id
		}
		for j := range inc.Absorbed {
			inc.Absorbed[j].Incident = id
		}
	}
	for i := range out.Sections {
		if out.Sections[i].Incident != "" {
			out.Sections[i].Incident = id
		}
	}
	for i := range out.Sums {
		out.Sums[i].Incidents = []string{id}
	}
	return &out
}

func entered(list []report.Entry, id string) []report.Entry {
	list = slices.Clone(list)
	for i := range list {
		if list[i].From != "" {
			list[i].From = id
		}
	}
	return list
}

func at(h, m int) timeline.Instant {
	return timeline.At(time.Date(2026, 3, 4, h, m, 0, 0, time.UTC))
}

func about(h, m int) timeline.Instant {
	return timeline.About(time.Date(2026, 3, 4, h, m, 0, 0, time.UTC), 10*time.Minute)
}

// tell is an incident with a fact of every kind, all of whose words are text, for
// everyone to read.
func (s *shelf) tell(text string) *timeline.View {
	inc, err := record(text)
	if err != nil {
		s.errs = append(s.errs, fmt.Errorf("an incident of %q: %w", text, err))
	}
	return inc.AsOf(time.Date(2026, 3, 6, 0, 0, 0, 0, time.UTC))
}

// A teller records facts. Each is recorded a second after the one before, which is
// what their order rests on where they have no time.
type teller struct {
	text  string
	inc   *incident.Incident
	stamp incident.Stamp
	errs  []error
}

func (r *teller) w() incident.Writer {
	r.stamp.Recorded = r.stamp.Recorded.Add(time.Second)
	return r.inc.As(r.stamp)
}

func (r *teller) ok(e timeline.Event, err error) timeline.Event {
	r.errs = append(r.errs, err)
	return e
}

func record(text string) (*incident.Incident, error) {
	r := &teller{text: text, stamp: incident.Stamp{
		Recorded: time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC), Visibility: timeline.Public,
		Actor: text, Source: text, Written: text, Assumption: text, Text: text,
	}}
	inc, err := incident.Declare(incident.Declaration{ID: [16]byte{15: 7}, Title: text, At: at(10, 1), Stamp: r.stamp})
	if err != nil {
		return nil, err
	}
	r.inc = inc
	r.impacts()
	r.people()
	r.causes()
	r.ok(r.w().Advance("resolve", at(12, 30)))
	return inc, errors.Join(r.errs...)
}

// impacts records where it was and what was reached when.
func (r *teller) impacts() {
	text, ok, w := r.text, r.ok, r.w
	place := timeline.Component(text).In(text)
	ok(w().Source(text, text, text))
	ok(w().Impact(place, timeline.Major, at(9, 50)))
	ok(w().Impact(timeline.Region(text), timeline.Degraded, about(9, 55)))
	ok(w().ImpactTotal(timeline.Component(text), timeline.Partial, timeline.Lasting(5*time.Minute), at(9, 0), at(9, 30)))
	ok(w().Restore(place, about(11, 0)))
	ok(w().NotAffected(timeline.Region(text + text)))
	ok(w().Affect(text, timeline.Major))
	ok(w().Detect(incident.Detector(text), at(9, 58)))
	var last timeline.Event
	for i, m := range []timeline.Milestone{timeline.Acknowledged, timeline.Mobilized, timeline.CauseFound, timeline.Mitigated, timeline.Milestone(text), timeline.ReviewPublished} {
		last = ok(w().Mark(m, at(10, 10+i)))
	}
	ok(w().Rival(last.ID, at(10, 31)))
}

// people records what people said and did.
func (r *teller) people() {
	text, ok, w := r.text, r.ok, r.w
	ok(w().Assess(severity.Minor, at(10, 1)))
	// Not every text is a word of a [severity.Scale]. A log of another program may say so.
	worse := timeline.Event{Kind: incident.KindSeverity, Occurred: at(10, 5)}
	ok(w().Record(ok(worse.WithMember("severity", raw(map[string]any{"level": severity.Major, "scale": text, "word": text})))))
	ok(w().Assign(incident.Commander, text, at(10, 2)))
	ok(w().Assign(incident.Role(text), text, at(10, 2)))
	ok(w().Publish(text, text, at(10, 20)))
	ok(w().Announce(incident.Announcement{Status: text, Text: text, At: at(10, 40), Channel: text, Audience: text, Next: at(11, 0)}))
	ok(w().Symptom(text))
	ok(w().Note(text, at(10, 2)))
	ok(w().Act(incident.Action{Title: text, Type: text, Owner: text, State: incident.ActionState(text), DueWritten: text, DoneWhen: text}))
	ok(w().Act(incident.Action{Title: text, Owner: text, Due: at(12, 0)}))
	ok(w().Statement(incident.Subject(text), incident.Answer(text), text))
	ok(w().Classify(incident.Mode(text)))
	ok(w().Refer(incident.Reference{System: text, ID: text, URL: text, Title: text}))
	ok(w().Link(incident.Relation(text), [16]byte{15: 8}))
}

// causes records what was held to be the cause, and a fact of a kind of one's own.
func (r *teller) causes() {
	text, ok, w := r.text, r.ok, r.w
	ok(w().Cause(incident.CauseRole(text), text, at(9, 0)))
	ok(w().Suspect(text, at(10, 3)))
	ok(w().RuleOut(ok(w().Suspect(text, at(10, 3))).ID, at(10, 9)))
	ok(w().Relate(incident.Change{Type: incident.ChangeType(text), ID: text, URL: text, Text: text, Link: incident.HypothesisState(text), At: at(9, 0)}))
	own := timeline.Event{Kind: timeline.Kind(text), Text: text, Status: text, Occurred: at(10, 7)}
	ok(w().Record(ok(own.WithMember(text, raw(text)))))
}

func raw(v any) json.RawMessage {
	out, _ := json.Marshal(v) // strings and numbers
	return out
}
