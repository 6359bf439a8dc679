package report

import (
	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// entries returns the lines that an event makes in a timeline: none if the
// audience is not shown its kind, two for an impact that states its end.
func (b *builder) entries(e timeline.Event) []Entry {
	a := b.o.Audience
	switch e.Kind {
	case timeline.KindSource, timeline.KindComplete, timeline.KindNotAffected, incident.KindSymptom, incident.KindAction, incident.KindStatement:
		return nil // reported in sections of their own
	}
	if !a.sees(e.Fact()) || !a.reads(e) && wordy(e) {
		return nil
	}
	out := Entry{At: e.Occurred, What: b.called(e, b.what(e)), Key: isKey(e)}
	if a.reads(e) {
		if e.Kind == timeline.KindUpdate {
			out.Status = e.Status
		}
		out.Text, out.Written, out.Source = e.Text, e.Written, e.Source
		out.Actor = e.Actor
		if a == Public {
			out.Actor = b.roleOf(e.Actor)
		}
		if other, _, ok := incident.Origin(e); ok && a == Internal {
			out.From = other.String()
		}
	}
	if e.Kind != timeline.KindImpact || !e.Ended.IsKnown() || e.Total.IsStated() {
		return []Entry{out}
	}
	end := out
	end.At, end.What, end.Text = e.Ended, b.called(e, impacted(e, Label("impact end"))), ""
	return []Entry{out, end}
}

// called adds to what an event is the place that it speaks of, and what became of its
// account.
func (b *builder) called(e timeline.Event, what Value) string {
	a := b.o.Audience
	if place := e.Scope.Of(timeline.Whole); a.reads(e) && !place.IsZero() {
		what = listed(": ", what, Where(place))
	}
	if _, amended := b.v.AmendedBy(e.ID); amended && a == Internal {
		what = Phrase("{1} (corrected)", what)
	}
	for range e.Redacted() {
		if a == Internal {
			what = Phrase("{1} (words removed)", what)
		}
		break
	}
	return b.f.keep(what)
}

// impacted adds how bad an impact was.
func impacted(e timeline.Event, what Value) Value {
	if e.Health == timeline.Unstated {
		return what
	}
	return listed(", ", what, Label(healthWords(e.Health)))
}

// isKey reports whether an event is a moment that short reports tell: it changed
// something for those affected, or for the response as a whole. What was published
// they tell by itself.
func isKey(e timeline.Event) bool {
	switch e.Kind {
	case timeline.KindImpact, timeline.KindRestore, timeline.KindStatus:
		return true
	}
	return e.Kind == timeline.KindMilestone && e.Milestone.IsStandard()
}

// reached is a milestone, with who noticed, where that is known and may be read.
func (b *builder) reached(e timeline.Event) Value {
	out := milestone(e.Milestone)
	if e.Milestone != timeline.Detected {
		return out
	}
	for _, d := range b.s.Detections {
		if d.Event.ID == e.ID && d.By != "" && b.o.Audience.reads(d.Event) && b.o.Audience.reads(e) {
			return Phrase("{1} by {2}", out, Word(string(d.By)))
		}
	}
	return out
}

// wordy reports whether an event tells nothing without its words: the published
// word that an update anchor names is one too.
func wordy(e timeline.Event) bool {
	switch e.Kind {
	case timeline.KindUpdate, incident.KindSeverity, incident.KindCause, incident.KindHypothesis, incident.KindNote:
		return true
	}
	return timeline.Milestone(e.Fact()).IsUpdate()
}

// what names an event in a timeline. The words of a status are its event's. Two
// events may bear one ID, so what is found by ID must be readable itself.
func (b *builder) what(e timeline.Event) Value {
	word := plain(b.words(e, e.Status))
	switch {
	case e.Kind == timeline.KindStatus && word != "":
		return Phrase("status {1}", Label(word))
	case e.Kind == timeline.KindStatus:
		return Label("status changed")
	case e.Kind == timeline.KindUpdate && word != "":
		return Phrase("update {1}", Label(word))
	}
	switch e.Kind {
	case timeline.KindImpact:
		if e.Total.IsStated() {
			return impacted(e, Phrase("impact, {1} in total", Lasting(e.Total)))
		}
		return impacted(e, Label("impact start"))
	case timeline.KindRestore:
		switch e.Scope.Part() {
		case timeline.Some:
			return Label("first part restored")
		case timeline.Most:
			return Label("most restored")
		}
		return Label("restored")
	case incident.KindHypothesis:
		return b.supposed(e)
	case incident.KindSeverity:
		for _, s := range b.s.Severities {
			if s.Event.ID == e.ID && b.o.Audience.reads(s.Event) {
				return Phrase("severity {1}", Severity{Level: s.Level, Word: s.Word}.Value())
			}
		}
	}
	if e.Milestone != "" && e.Kind != incident.KindChange {
		return b.reached(e)
	}
	if b.o.Audience == Internal {
		if v, ok := b.related(e); ok {
			return v
		}
	}
	return Word(string(e.Kind))
}

// supposed is what became of a hypothesis with an event.
func (b *builder) supposed(e timeline.Event) Value {
	for _, h := range b.s.Hypotheses {
		switch {
		case h.Event.ID == e.ID:
			return Phrase("hypothesis {1}", Label(string(incident.Suspected)))
		case h.Settled != nil && h.Settled.ID == e.ID && b.o.Audience.reads(*h.Settled):
			return Phrase("hypothesis {1}", Word(string(h.State)))
		}
	}
	return Label("hypothesis")
}
