package report

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// draw makes the data of what is drawn: phases, steps of severity, and updates.
func (b *builder) draw(inc *Incident) {
	inc.Phases = b.phases()
	inc.Steps = b.steps()
	inc.Cadence = b.cadence()
}

// stops are the milestones on the way from the start of impact to the end.
var stops = [...]timeline.Milestone{
	timeline.ImpactStarted, timeline.Detected, timeline.Acknowledged, timeline.Declared, timeline.Mobilized,
	timeline.CauseFound, timeline.Mitigated, timeline.Restored, timeline.Resolved,
}

// phases splits the way from the start of impact to the end at the milestones that
// the audience is shown. They are left out as a whole where a part of them is not
// shown, as the others would give it away.
func (b *builder) phases() (out Phases) {
	var through []timeline.Milestone
	for _, m := range stops {
		if b.o.Audience.sees(string(m)) {
			through = append(through, m)
		}
	}
	stages := timeline.Stages(b.v, through...)
	if slices.ContainsFunc(stages, func(s timeline.Stage) bool { return s.Figure.Doubtful() }) {
		// Service can be back before the fix is in; then that is no stage on the way.
		through = slices.DeleteFunc(through, func(m timeline.Milestone) bool { return m == timeline.Restored })
		stages = timeline.Stages(b.v, through...)
	}
	if len(stages) == 0 {
		return Phases{}
	}
	for _, s := range stages {
		if !b.tells(s.Figure) {
			return Phases{}
		}
		p := Phase{Label: "until " + s.To.Words(), From: b.when(s.From), Figure: s.Figure}
		if s.Figure.Kind() != timeline.Ongoing {
			p.To = b.when(s.To)
		}
		out.Stages = append(out.Stages, p)
	}
	from, to := stages[0].From, stages[len(stages)-1].To
	out.Title = b.f.keep(Phrase("{1} to {2}", milestone(from), milestone(to)))
	out.Whole = timeline.Elapsed(from, to).Of(b.v)
	if !b.o.Audience.shows(out.Whole, b.v) {
		return Phases{}
	}
	return out
}

// steps are the assessments that the audience may read. How long one held is not
// shown where it ended by one that may not be read.
func (b *builder) steps() (out Steps) {
	spells := incident.Spells(b.v)
	for i, s := range spells {
		e := s.Severity.Event
		if !b.o.Audience.reads(e) {
			continue
		}
		step := Step{Severity: Severity{s.Severity.Level, s.Severity.Scale, s.Severity.Word}, From: b.time(e), Text: e.Text}
		if b.tells(s.Time) {
			step.Lasted = s.Time
			if i+1 < len(spells) {
				step.To = b.time(spells[i+1].Severity.Event)
			}
		}
		out.Steps = append(out.Steps, step)
		if !out.From.IsKnown() {
			out.From = step.From
		}
	}
	if len(out.Steps) > 0 {
		out.To = b.ended()
		if last := &out.Steps[len(out.Steps)-1]; !last.To.IsKnown() && last.Lasted.Kind() == timeline.Known {
			last.To = out.To
		}
	}
	return out
}

// when is when a milestone was reached, if it was recorded and the audience is shown
// it: facts of other kinds bound it only where it was not.
func (b *builder) when(m timeline.Milestone) timeline.Instant {
	if !b.o.Audience.sees(string(m)) || !b.recorded(m) {
		return timeline.Instant{}
	}
	return b.v.When(m)
}

// ended is when the incident was over, or the moment of the view.
func (b *builder) ended() timeline.Instant {
	for _, m := range [...]timeline.Milestone{timeline.Resolved, timeline.Closed} {
		if at := b.when(m); at.IsKnown() {
			return at
		}
	}
	return timeline.At(b.v.Now())
}

// cadence is the updates that the audience may read. What became of a promise is
// told to those who may read every update that can have kept it.
func (b *builder) cadence() (out Cadence) {
	a := b.o.Audience
	readable := true
	for _, u := range b.s.Updates {
		readable = readable && a.reads(u.Event) && a.sees(u.Fact())
	}
	states := map[uuid.UUID]incident.PromiseState{}
	if readable {
		for _, p := range incident.Promises(b.v) {
			states[p.By] = p.State
		}
	}
	for _, u := range b.s.Updates {
		if a.reads(u.Event) && a.sees(u.Fact()) {
			out.Updates = append(out.Updates, Tick{u.Occurred, cmp.Or(plain(u.Status), "update"), u.Next, string(states[u.ID])})
		}
	}
	if len(out.Updates) == 0 {
		return Cadence{}
	}
	out.From = b.when(timeline.ImpactStarted)
	if !out.From.IsKnown() {
		out.From = out.Updates[0].At
	}
	out.To = b.ended()
	if last := slices.MaxFunc(out.Updates, func(x, y Tick) int { return x.At.Compare(y.At) }).At; last.IsKnown() && last.Compare(out.To) > 0 {
		out.To = last
	}
	for m, into := range map[timeline.Measure]*timeline.Figure{timeline.TimeToFirstUpdate(): &out.First, timeline.LongestSilence(): &out.Silence} {
		if f := m.Of(b.v); a.shows(f, b.v) {
			*into = f
		}
	}
	return out
}
