package report

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

// ErrNoView reports that there is nothing to report on.
var ErrNoView = errors.New("report: no view")

// Options choose what a report says and to whom. The zero Options give a
// complete internal report in UTC.
type Options struct {
	Audience Audience
	Title    string         // of the report; zero is the incident's, as far as the audience may read it
	Zone     *time.Location // of all times; nil is UTC

	// Period is what availability is measured over, such as a month. The zero
	// Span leaves availability out.
	Period timeline.Span

	// Weightings are how availability counts. Nil is downtime alone, and
	// degraded time in full.
	Weightings []timeline.Weighting

	// Definitions are those of other tools under which each incident is measured too,
	// with what makes their figures differ. Nil leaves them out; see
	// [definition.All].
	Definitions []definition.Definition

	// Linter finds the contradictions that an internal report tells. The zero Linter
	// does without what zone labels mean.
	Linter incident.Linter

	// Sections are what the report has for each incident, in order. Nil is what the
	// profile has, such as [PostmortemSections].
	Sections Sections

	// Label words labels and headings in another language, Duration lengths of time,
	// and Language names it; see [Format].
	Label    func(string) string
	Duration func(time.Duration) string
	Language string
}

// A builder makes the data of one incident, and is the only thing that looks at
// what the audience may not see.
type builder struct {
	o      Options
	f      *Format // the report's
	v      *timeline.View
	s      incident.Snapshot
	found  []timeline.Finding
	named  map[timeline.Scope]bool // places that the audience may read of, once asked for
	untold map[uuid.UUID]bool      // events whose time the audience may not see, once asked for
	names  map[uuid.UUID]Value     // of events that are shown inside alone
}

// base is what every report has of an incident: which it is and where it stands.
func (b *builder) base() Incident {
	a := b.o.Audience
	inc := Incident{
		ID: b.s.ID.String(), AsOf: b.v.Now(),
		Title: Phrase("Incident {1}", Text(b.s.ID.String()[:8])).Words(b.f),
	}
	if st, ok := b.v.Status(); ok {
		readable := a.readsStatus(b.v)
		if readable || st.Phase.IsStandard() {
			inc.Phase = st.Phase
		}
		if readable {
			inc.Status, inc.Resolution = st.Name, st.Resolution
		} else {
			inc.Hidden = append(inc.Hidden, hiddenStatus)
		}
		inc.Status = cmp.Or(inc.Status, string(inc.Phase))
	}
	inc.Began, inc.Restored = b.when(timeline.ImpactStarted), b.when(timeline.Restored)
	if b.s.Title != "" && a.reads(b.s.Declared) {
		inc.Title = b.s.Title
	}
	if s, ok := b.s.Severity(); ok {
		if a.reads(s.Event) {
			inc.Severity = &Severity{s.Level, s.Scale, s.Word}
		} else {
			inc.Hidden = append(inc.Hidden, hiddenSeverity)
		}
	}
	return inc
}

func (b *builder) incident() Incident {
	a, inc := b.o.Audience, b.base()
	b.places(&inc)
	inc.Figures = b.figures()
	inc.Facts = b.facts(inc.Figures)
	inc.Definitions = b.definitions()
	b.people(&inc)
	b.causes(&inc)
	b.around(&inc)
	b.draw(&inc)
	for e := range b.v.Events() {
		inc.Timeline = append(inc.Timeline, b.entries(e)...)
	}
	slices.SortStableFunc(inc.Timeline, func(x, y Entry) int { return x.At.Compare(y.At) })
	for e := range b.v.Rivals() {
		if !a.reads(e) {
			continue
		}
		inc.Rivals = append(inc.Rivals, b.entries(e)...)
	}
	if a == Internal {
		inc.Findings = b.found
	}
	return inc
}

// words returns text that the audience may read, else nothing.
func (b *builder) words(e timeline.Event, s string) string {
	if b.o.Audience.reads(e) {
		return s
	}
	return ""
}

// time returns when e occurred if the audience is shown times of its kind.
func (b *builder) time(e timeline.Event) timeline.Instant {
	if b.o.Audience.sees(e.Fact()) {
		return e.Occurred
	}
	return timeline.Instant{}
}

// places reports where: a scope is a name, so its event must be readable, or
// what it tells must be.
func (b *builder) places(inc *Incident) {
	a := b.o.Audience
	for i := range b.v.Impacts() {
		e, _ := b.v.Event(i.Event)
		if !a.sees(e.Fact()) {
			continue
		}
		place := b.scope(e)
		inc.Impacts = append(inc.Impacts, Impact{place, place != e.Scope, i.Health, i.Start, i.End, i.EndState, i.Total})
	}
	for e := range b.v.Events() {
		if e.Kind == timeline.KindNotAffected && a.reads(e) {
			inc.NotAffected = append(inc.NotAffected, e.Scope)
		}
	}
}

// scope is the place of e as the audience may read it: names are words.
func (b *builder) scope(e timeline.Event) timeline.Scope {
	if b.o.Audience.reads(e) {
		return e.Scope
	}
	return timeline.Scope{}.Of(e.Scope.Part())
}

// people reports what people said and saw, and what they will do.
func (b *builder) people(inc *Incident) {
	a := b.o.Audience
	for _, d := range b.s.Detections {
		if a.sees(d.Event.Fact()) {
			inc.Detections = append(inc.Detections, Detection{b.words(d.Event, string(d.By)), d.Event.Occurred})
		}
		if d.By != "" && !(a.sees(d.Event.Fact()) && a.reads(d.Event)) && !slices.Contains(inc.Hidden, hiddenDetector) {
			inc.Hidden = append(inc.Hidden, hiddenDetector)
		}
	}
	b.statements(inc)
	for _, e := range b.s.Symptoms {
		if a.reads(e) {
			inc.Symptoms = append(inc.Symptoms, e.Text)
		}
	}
	for _, e := range b.s.Updates {
		if a.reads(e.Event) && a.sees(e.Fact()) {
			inc.Updates = append(inc.Updates, Entry{At: e.Occurred, What: cmp.Or(plain(e.Status), "update"), Text: e.Text, Status: e.Status})
		}
	}
	for _, x := range b.s.Actions {
		if !a.reads(x.Event) {
			continue
		}
		state := x.Agreed
		for _, step := range x.Steps {
			if a.reads(step.Event) {
				state = step.State
			}
		}
		act := Action{x.Title, x.Type, x.Owner, string(state), x.Due, x.DueWritten}
		if a == Public {
			act.Owner = b.roleOf(x.Owner)
		}
		inc.Actions = append(inc.Actions, act)
	}
}

// statements reports what is stated, and of the usual subjects that nothing is.
// A statement that the audience may not read is not stated to it.
func (b *builder) statements(inc *Incident) {
	stated := map[incident.Subject]bool{}
	for _, s := range b.s.Statements {
		if b.o.Audience.reads(s.Event) {
			stated[s.About] = true
			inc.Statements = append(inc.Statements, Statement{string(s.About), string(s.Answer), s.Event.Text})
		}
	}
	for _, subject := range [...]incident.Subject{incident.DataLoss, incident.Security} {
		if !stated[subject] {
			inc.Statements = append(inc.Statements, Statement{Subject: string(subject)})
		}
	}
}

func (b *builder) causes(inc *Incident) {
	a := b.o.Audience
	for _, c := range b.s.Causes {
		if a.reads(c.Event) {
			inc.Causes = append(inc.Causes, Cause{string(c.Role), c.Event.Text, b.time(c.Event)})
		}
	}
	for _, h := range b.s.Hypotheses {
		if !a.reads(h.Event) || !a.sees(string(incident.KindHypothesis)) {
			continue
		}
		out := Hypothesis{Text: h.Event.Text, State: string(h.State), Suspected: b.time(h.Event)}
		if h.Settled != nil {
			out.Settled, out.Why = b.time(*h.Settled), b.words(*h.Settled, h.Settled.Text)
			out.Held = held(out.Suspected, out.Settled)
		}
		inc.Hypotheses = append(inc.Hypotheses, out)
	}
	for e := range b.v.Events() {
		if e.Kind == timeline.KindSource && a.reads(e) {
			inc.Sources = append(inc.Sources, Source{e.Source, e.Text, e.Assumption})
		}
	}
}

// held is how long it was from one instant to another, unstated if that is not
// bounded or not certainly forward.
func held(from, to timeline.Instant) timeline.Length {
	first, ok1 := from.Earliest()
	last, ok2 := from.Latest()
	least, ok3 := to.Earliest()
	most, ok4 := to.Latest()
	if !ok1 || !ok2 || !ok3 || !ok4 || least.Before(last) {
		return timeline.Length{}
	}
	return timeline.LastingBetween(least.Sub(last), most.Sub(first))
}
