package report

import (
	"slices"
	"strings"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

const relationAbsorbed = string(incident.Absorbed)

// brief is what an executive asks: where it stands, what was affected, for how long,
// how bad it was, and what is next.
func brief(r *Report, inc *Incident) []Block {
	f := Facts{Rows: []Fact{
		{"status", status(inc)}, {"severity", rating(inc)}, {"affected", affected(inc)},
		{timeline.ImpactTime().Words(), figureOf(inc, timeline.ImpactTime())},
		{timeline.Downtime().Words(), figureOf(inc, timeline.Downtime())},
	}}
	for _, s := range inc.Statements {
		if s.Answer != "" {
			f.Rows = append(f.Rows, Fact{plain(s.Subject), Word(s.Answer)})
		}
	}
	f.Rows = append(append(f.Rows, Fact{"next", next(inc)}), dated(r, inc)...)
	f.Rows = append(f.Rows, Fact{"audience", Label(r.Audience.String())})
	return []Block{f}
}

// dated is what the rest is as of, and the zone of its times.
func dated(r *Report, inc *Incident) []Fact {
	return []Fact{{"as of", At(timeline.At(inc.AsOf))}, {"times in", Text(r.Format.ZoneName())}}
}

// outline is what customers ask: what was affected, when, for how long, and whether
// anything was lost. What nobody stated is not raised here.
func outline(r *Report, inc *Incident) []Block {
	restored := At(inc.Restored)
	switch {
	case inc.Restored.IsKnown():
	case slices.ContainsFunc(inc.Impacts, func(i Impact) bool { return i.EndState == timeline.EndOngoing }):
		restored = Missing("not yet")
	default:
		restored = Missing("not recorded")
	}
	f := Facts{Rows: []Fact{
		{"status", status(inc)}, {"affected", affected(inc)}, {"began", At(inc.Began)}, {"restored", restored},
		{timeline.ImpactTime().Words(), figureOf(inc, timeline.ImpactTime())},
	}}
	if inc.Severity != nil {
		f.Rows = append(f.Rows, Fact{"severity", rating(inc)})
	}
	if by := detectors(inc, ""); !by.IsMissing() {
		f.Rows = append(f.Rows, Fact{"detected by", by})
	}
	for _, s := range inc.Statements {
		if s.Answer != "" {
			f.Rows = append(f.Rows, Fact{plain(s.Subject), answer(s)})
		}
	}
	f.Rows = append(append(f.Rows, dated(r, inc)...), Fact{"id", Text(inc.ID)})
	return []Block{f}
}

// now is where an incident stands.
func now(r *Report, inc *Incident) []Block {
	f := Facts{Rows: []Fact{{"status", status(inc)}, {"severity", rating(inc)}, {"affected now", affectedNow(inc)}}}
	f.Rows = append(f.Rows, Fact{timeline.ImpactTime().Words(), figureOf(inc, timeline.ImpactTime())})
	if len(inc.Updates) > 0 {
		last := inc.Updates[len(inc.Updates)-1]
		f.Rows = append(f.Rows, Fact{"last update", At(last.At)})
	}
	f.Rows = append(f.Rows, Fact{"next update", nextUpdate(inc)})
	if c := command(inc); !c.IsMissing() || !inc.isOver() {
		f.Rows = append(f.Rows, Fact{"in command", c})
	}
	f.Rows = append(append(f.Rows, dated(r, inc)...), Fact{"audience", Label(r.Audience.String())})
	return []Block{f}
}

// isOver reports whether the status says that nothing is left to be done at once.
func (inc *Incident) isOver() bool {
	return inc.Phase == timeline.PhaseResolved || inc.Phase == timeline.PhaseClosed
}

// affected names the places that were.
func affected(inc *Incident) Value {
	return places(inc.Impacts, "nothing recorded")
}

// affectedNow names those that still are, or may be. That nothing is takes ends that
// are recorded.
func affectedNow(inc *Incident) Value {
	if len(inc.Impacts) == 0 {
		return affected(inc)
	}
	return places(slices.DeleteFunc(slices.Clone(inc.Impacts), func(i Impact) bool { return i.EndState == timeline.EndGiven }), "nothing")
}

func places(impacts []Impact, none string) Value {
	if len(impacts) == 0 {
		return Missing(none)
	}
	var places []timeline.Scope
	hidden := false
	for _, i := range impacts {
		if i.Hidden {
			hidden = true
		} else if !slices.Contains(places, i.Scope) {
			places = append(places, i.Scope)
		}
	}
	const most = 8
	var names []Value
	for _, s := range places[:min(len(places), most)] {
		names = append(names, Where(s))
	}
	if n := len(places); n > most {
		names = append(names, Phrase("and {1} more", Number(n-most)))
	}
	switch {
	case len(names) == 0:
		return Missing("place not shown")
	case hidden:
		names = append(names, Label("more that is not shown"))
	}
	return listed(", ", names...)
}

// nextUpdate is when the next update was promised, and what has become of that.
func nextUpdate(inc *Incident) Value {
	if n := len(inc.Cadence.Updates); n > 0 {
		last := inc.Cadence.Updates[n-1]
		switch {
		case last.Due.IsKnown() && last.Kept == string(incident.PromiseMissed) && !inc.isOver():
			return Label("overdue")
		case last.Due.IsKnown():
			return At(last.Due)
		}
	}
	return Missing("none promised")
}

// command is who decides: by name where names are shown, else that somebody does.
func command(inc *Incident) Value {
	var names []string
	held := false
	for _, r := range inc.Roles {
		if r.Role != string(incident.Commander) || !r.Current {
			continue
		}
		held = true
		if r.Person != "" {
			names = append(names, r.Person)
		}
	}
	switch {
	case len(names) > 0:
		return Text(strings.Join(names, ", "))
	case held:
		return Label(string(incident.Commander))
	}
	return Missing("nobody named")
}

// next is what comes next, by what is recorded: the update promised, or the open
// action that is due first.
func next(inc *Incident) Value {
	if v := nextUpdate(inc); !v.IsMissing() && !inc.isOver() {
		return v
	}
	var first *Action
	for i := range inc.Actions {
		a := &inc.Actions[i]
		switch {
		case a.State == string(incident.ActionDone) || a.State == string(incident.ActionCancelled):
		case first == nil || a.Due.IsKnown() && (!first.Due.IsKnown() || a.Due.Compare(first.Due) < 0):
			first = a
		}
	}
	if first == nil {
		return Missing("nothing recorded")
	}
	return Text(first.Title)
}

// keyFigures are those of the whole incident that short reports tell, as far as
// anything is known of them and each says something of its own.
func keyFigures(_ *Report, inc *Incident) []Block {
	var whole, available Figures
	impacted, _ := figureOf(inc, timeline.ImpactTime()).Figure()
	for _, m := range [...]timeline.Measure{
		timeline.TimeToDetect(), timeline.TimeToFirstUpdate(), timeline.TimeToMitigate(), timeline.TimeToRestore(), timeline.TimeToResolve(),
		timeline.ImpactTime(), timeline.Downtime(), timeline.DegradedTime(),
	} {
		f, ok := figureOf(inc, m).Figure()
		switch {
		case !ok || f.Range() == "":
		case m == timeline.Downtime() && f.Range() == impacted.Range(): // all of it was downtime
		case m == timeline.DegradedTime() && f.Kind() == timeline.Known && f.Range() == "0s":
		default:
			whole.Rows = append(whole.Rows, Figure{Label: m.Words(), Figure: f})
		}
	}
	for _, f := range inc.Figures {
		m := f.Figure.Measure()
		if m.ID() != timeline.Availability(timeline.DowntimeOnly(), timeline.Span{}).ID() || !m.Scope().IsZero() || f.Figure.Range() == "" {
			continue
		}
		if n := len(available.Rows); n == 0 || available.Rows[n-1].Figure.Range() != f.Figure.Range() {
			available.Title = f.Group
			available.Rows = append(available.Rows, f)
		}
	}
	var out []Block
	if whole.Title = "the incident as a whole"; len(whole.Rows) > 0 {
		out = append(out, whole)
	}
	if len(available.Rows) > 0 {
		out = append(out, available)
	}
	return out
}

// keyMoments is the timeline without what only the responders need.
func keyMoments(r *Report, inc *Incident) []Block {
	var key []Entry
	for _, e := range inc.Timeline {
		if e.Key {
			key = append(key, e)
		}
	}
	return timelineBlocks(r, key)
}

// causesBrief is what brought it about, in words alone.
func causesBrief(_ *Report, inc *Incident) []Block {
	var texts []string
	for _, c := range inc.Causes {
		texts = append(texts, c.Text)
	}
	return []Block{listOf(texts, Text)}
}
