package timeline

import (
	"slices"
	"strings"
	"time"
)

// Explain writes where the figure comes from: the definition and its version,
// what came out and why, each fact used with its time as recorded and as
// written, who said so, and what was assumed. It is meant for people; the view
// must be the one that the figure was computed from.
func (f Figure) Explain(v *View) string { return f.ExplainTo(v, Internal) }

// ExplainTo is [Figure.Explain] for a circle of readers: the words, places,
// names, sources and assumptions of events that they may not read are left out,
// the times remain. The public is told of no people at all. Whether the readers
// may see the times, and the place that the figure is of, is for the caller to
// decide.
func (f Figure) ExplainTo(v *View, readers Visibility) string { return f.ExplainWith(v, readers, nil) }

// ExplainWith is [Figure.ExplainTo] with instants as when writes them, such as in the
// zone of a report. A nil when is [Instant.String], and [Span.String] for the period
// that was measured within.
func (f Figure) ExplainWith(v *View, readers Visibility, when func(Instant) string) string {
	var b strings.Builder
	b.WriteString(f.sentence(when))
	if when == nil {
		when = Instant.String
	}
	var sources, assumed []string
	for _, id := range f.facts() {
		e, ok := v.Event(id)
		if !ok {
			continue
		}
		b.WriteString(" " + fact(e, readers, when) + ".")
		if e.Visibility >= readers {
			sources = appendNew(sources, e.Source)
			assumed = appendNew(assumed, e.Assumption)
		}
	}
	for _, name := range sources {
		if s, ok := v.Source(name); ok && s.Visibility >= readers {
			b.WriteString(" Source " + name)
			if s.Text != "" {
				b.WriteString(": " + s.Text)
			}
			b.WriteByte('.')
			assumed = appendNew(assumed, s.Assumption)
		}
	}
	if len(assumed) > 0 {
		b.WriteString(" Assumed: " + strings.Join(assumed, "; ") + ".")
	}
	return b.String()
}

// Sentence says what the figure is and what came out, without the facts: the
// first sentence of its explanation.
func (f Figure) Sentence() string { return f.sentence(nil) }

func (f Figure) sentence(when func(Instant) string) string {
	var b strings.Builder
	f.define(&b, when)
	b.WriteString(": " + f.String())
	if r := f.Range(); f.kind == Bounded && r != f.String() {
		b.WriteString(" in " + r)
	}
	if f.reason.Code != ReasonNone && f.has != 0 {
		b.WriteString(" (" + f.reason.public().String() + ")")
	}
	b.WriteByte('.')
	return b.String()
}

// Sentence tells the event as explanations do, for a circle of readers: what,
// where, when, as written, by whom, from which source, and what was assumed. See
// [Figure.ExplainTo] for what is left out.
func (e Event) Sentence(readers Visibility) string { return e.SentenceWith(readers, nil) }

// SentenceWith is [Event.Sentence] with instants as when writes them, such as in
// the zone of a report. A nil when is [Instant.String].
func (e Event) SentenceWith(readers Visibility, when func(Instant) string) string {
	if when == nil {
		when = Instant.String
	}
	s := fact(e, readers, when) + "."
	if e.Assumption != "" && e.Visibility >= readers {
		s += " Assumed: " + e.Assumption + "."
	}
	return s
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func (f Figure) define(b *strings.Builder, when func(Instant) string) {
	m := f.measure
	if m.ID() == "" {
		b.WriteString("nothing measured")
		return
	}
	b.WriteString(m.definition().words + " (" + m.ID() + " v" + itoa(m.Version()) + ")")
	if m.from != "" || m.to != "" {
		b.WriteString(" from " + m.from.Words() + " to " + m.to.Words())
	}
	if m.pick != pickUsual {
		b.WriteString(", " + pickNames[m.pick])
	}
	if m.places > 0 {
		b.WriteString(" of " + itoa(int(m.places)) + " " + m.dimension() + "s")
	}
	b.WriteString(where(" in ", m.scope))
	if m.weighting.Name != "" {
		b.WriteString(" weighted " + m.weighting.Name)
	}
	if m.gap > 0 {
		b.WriteString(" with gaps up to " + FormatDuration(time.Duration(m.gap)*time.Microsecond))
	}
	if m.calendar != nil {
		b.WriteString(" in the working time of " + m.calendar.Name())
	}
	if f.hold != holdNone {
		b.WriteString(", time on hold " + holdNames[f.hold])
	}
	switch {
	case !m.clip.IsValid():
	case when == nil:
		b.WriteString(" within " + m.clip.String())
	default:
		b.WriteString(" within " + when(At(m.clip.Start())) + " to " + when(At(m.clip.End())))
	}
	if f.incidents > 0 {
		b.WriteString(" over " + itoa(f.incidents) + " incidents")
	}
}

// fact tells one event: what it is, when, and for the readers it is meant for,
// where, in whose words and by whom. The public is told of no people.
func fact(e Event, readers Visibility, when func(Instant) string) string {
	readable := e.Visibility >= readers
	out := called(e, readable)
	if readable {
		out += where(" of ", e.Scope)
	}
	if e.Total.IsStated() {
		out += ", stated total " + e.Total.String()
	}
	if e.Occurred.IsKnown() {
		out += " at " + when(e.Occurred)
	} else {
		out += " at an unknown time"
	}
	if e.Ended.IsKnown() {
		out += " until " + when(e.Ended)
	}
	if !readable {
		return out
	}
	if e.Written != "" {
		out += ` (written "` + e.Written + `")`
	}
	if e.Actor != "" && readers != Public {
		out += ", by " + e.Actor
	}
	if e.Source != "" {
		out += ", source " + e.Source
	}
	return out
}

// called is what an event is: for those who may not read it in words of this
// package alone, as kinds and milestones are open sets.
func called(e Event, readable bool) string {
	name := Milestone(e.Fact())
	switch {
	case readable || name.IsStandard():
		return name.Words()
	case e.Milestone != "":
		return "milestone"
	}
	switch e.Kind {
	case KindMilestone, KindNotAffected, KindComplete, KindStatus, KindUpdate, KindSource, KindRetract:
		return name.Words()
	}
	return "event"
}

// where words a scope behind what happened there; nothing for the zero scope.
func where(preposition string, s Scope) string {
	switch {
	case s.IsZero():
		return ""
	case s == Scope{part: Some}:
		return " (first part)"
	case s == Scope{part: Most}:
		return " (most of it)"
	}
	return preposition + s.String()
}
