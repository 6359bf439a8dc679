package report

import (
	"slices"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// origins are where the clocks of a report start. The first is always shown,
// the others where they are recorded.
var origins = [...]timeline.Milestone{
	timeline.ImpactStarted, timeline.Detected, timeline.Acknowledged, timeline.Declared, timeline.CauseFound, timeline.Resolved,
}

// figures are all the figures of one incident that the audience may see.
func (b *builder) figures() []Figure {
	var out figureList
	for _, from := range origins {
		if from == timeline.ImpactStarted || b.recorded(from) {
			b.since(&out, from)
		}
	}
	const impacted, silence = "impact", "updates"
	for _, m := range [...]timeline.Measure{timeline.ImpactTime(), timeline.Downtime(), timeline.DegradedTime()} {
		b.add(&out, impacted, m.Words(), m)
	}
	for _, m := range [...]timeline.Measure{timeline.Updates(), timeline.LongestSilence()} {
		b.add(&out, silence, m.Words(), m)
	}
	b.byPlace(&out)
	b.availability(&out)
	return out
}

type figureList []Figure

// add computes a figure and keeps it if the audience may see it.
func (b *builder) add(out *figureList, group, label string, m timeline.Measure) {
	f := m.Of(b.v)
	if !b.o.Audience.shows(f, b.v) {
		return
	}
	*out = append(*out, Figure{Group: group, Label: label, Figure: f, Explanation: f.ExplainWith(b.v, b.o.Audience.circle(), b.f.inEnglish().Instant)})
}

// facts tells each fact that the figures stand on once, in order, and notes on
// each figure which are its own.
func (b *builder) facts(figures []Figure) []string {
	used := map[uuid.UUID]int{}
	for _, f := range figures {
		for id := range f.Figure.Inputs() {
			used[id] = -1
		}
	}
	var out []string
	when := b.f.inEnglish().Instant
	for e := range b.v.Events() {
		if at, ok := used[e.ID]; ok && at < 0 {
			used[e.ID] = len(out)
			out = append(out, e.SentenceWith(b.o.Audience.circle(), when))
		}
	}
	for i := range figures {
		for id := range figures[i].Figure.Inputs() {
			if at := used[id]; at >= 0 {
				figures[i].Facts = append(figures[i].Facts, at)
			}
		}
		slices.Sort(figures[i].Facts)
	}
	return out
}

// recorded reports whether a milestone was recorded with a time.
func (b *builder) recorded(m timeline.Milestone) bool {
	for e := range b.v.Events() {
		same := e.Fact() == string(m) || m == timeline.FirstUpdate && e.Kind == timeline.KindUpdate
		if same && (e.Occurred.IsKnown() || m == timeline.Restored) {
			return true
		}
		if m == timeline.Restored && e.Ended.IsKnown() {
			return true
		}
	}
	return false
}

// since adds the figures whose clock starts at one milestone. Beyond the start
// of impact, where every standard measure is shown with what keeps it from
// being known, only what was recorded and usually comes later is.
func (b *builder) since(out *figureList, from timeline.Milestone) {
	group := "since " + from.Words()
	whole := timeline.Scope{}
	for _, m := range [...]timeline.Measure{
		timeline.TimeToDetect(), timeline.TimeToAcknowledge(), timeline.TimeToDeclare(), timeline.TimeToMobilize(),
		timeline.TimeToRootCause(), timeline.TimeToMitigate(),
	} {
		b.from(out, group, m.To().Words(), m, from)
	}
	if b.partly(timeline.Some) {
		b.from(out, group, "first part restored", timeline.TimeToRestore().In(whole.Of(timeline.Some)), from)
	}
	if b.partly(timeline.Most) {
		b.from(out, group, "most restored", timeline.TimeToRestore().In(whole.Of(timeline.Most)), from)
	}
	b.from(out, group, "all restored", timeline.TimeToRestore(), from)
	b.from(out, group, "resolved", timeline.TimeToResolve(), from)
	b.from(out, group, "closed", timeline.TimeToClose(), from)
	b.from(out, group, "review published", timeline.TimeToReview(), from)
	b.updates(out, group, from)
}

// partly reports whether a partial restoration can be told.
func (b *builder) partly(p timeline.Part) bool {
	switch timeline.TimeToRestore().In(timeline.Scope{}.Of(p)).Of(b.v).Kind() {
	case timeline.Known, timeline.Bounded:
		return true
	}
	return false
}

func (b *builder) from(out *figureList, group, label string, m timeline.Measure, from timeline.Milestone) {
	m = m.Since(from)
	if from != timeline.ImpactStarted && (order(m.To()) <= order(from) || !b.recorded(m.To()) && m.Of(b.v).Kind() != timeline.Ongoing) {
		return
	}
	b.add(out, group, label, m)
}

// order is where a milestone usually comes, and beyond all for others.
func order(m timeline.Milestone) int {
	i := 0
	for s := range timeline.Milestones() {
		if s == m {
			return i
		}
		i++
	}
	return i
}

// updates adds the time to the first update, and since the start of impact to
// the first of each word.
func (b *builder) updates(out *figureList, group string, from timeline.Milestone) {
	if from == timeline.CauseFound || from == timeline.Resolved {
		return
	}
	if from == timeline.ImpactStarted || b.recorded(timeline.FirstUpdate) {
		b.add(out, group, "first update", timeline.TimeToFirstUpdate().Since(from))
	}
	if from != timeline.ImpactStarted {
		return
	}
	var words []string
	for _, e := range b.s.Updates {
		if e.Status != "" && !slices.Contains(words, e.Status) && b.o.Audience.reads(e.Event) {
			words = append(words, e.Status)
			m := timeline.UpdatePublished(e.Status)
			b.add(out, group, b.f.keep(milestone(m)), timeline.Elapsed(from, m))
		}
	}
}

// byPlace adds the figures of each region and each component by itself.
func (b *builder) byPlace(out *figureList) {
	for _, places := range [...][]timeline.Scope{slices.Collect(b.v.Regions()), slices.Collect(b.v.Components())} {
		for _, place := range places {
			if !b.mayName(place) {
				continue
			}
			group := b.f.keep(Phrase("in {1}", Where(place)))
			b.add(out, group, "restored, since impact start", timeline.TimeToRestore().In(place))
			b.add(out, group, "downtime", timeline.Downtime().In(place))
			b.add(out, group, "degraded time", timeline.DegradedTime().In(place))
		}
	}
}

// mayName reports whether the audience may read an event that names the place: a
// region or a component.
func (b *builder) mayName(place timeline.Scope) bool {
	if b.named == nil {
		b.named = map[timeline.Scope]bool{}
		for e := range b.v.Events() {
			switch e.Kind {
			case timeline.KindImpact, timeline.KindRestore, timeline.KindNotAffected:
				if b.o.Audience.reads(e) {
					b.named[timeline.Region(e.Scope.Region())] = true
					b.named[timeline.Component(e.Scope.Component())] = true
				}
			}
		}
		delete(b.named, timeline.Scope{})
	}
	return b.named[place]
}

// speaksOf reports whether the view names a region at all, readable or not.
func (b *builder) speaksOf(region timeline.Scope) bool {
	for r := range b.v.Regions() {
		if r == region {
			return true
		}
	}
	return false
}

// availability adds the availability of everything, and of each region, under
// each weighting.
func (b *builder) availability(out *figureList) {
	if !b.o.Period.IsValid() {
		return
	}
	places := []timeline.Scope{{}}
	for place := range b.v.Regions() {
		if b.mayName(place) {
			places = append(places, place)
		}
	}
	label := "availability, this incident alone, {1}"
	if b.o.Period.End().After(b.v.Now()) {
		label += ", so far"
	}
	group := b.f.keep(Phrase(label, Text(b.f.Period(b.o.Period))))
	for _, place := range places {
		for _, w := range b.o.Weightings {
			b.add(out, group, b.f.keep(weighted(place, w)), timeline.Availability(w, b.o.Period).In(place))
		}
	}
}

// weighted is where an availability is of, and how it is counted.
func weighted(place timeline.Scope, w timeline.Weighting) Value {
	where := Label("overall")
	if !place.IsZero() {
		where = Where(place)
	}
	return listed(", ", where, Word(w.Name))
}

// sums are the totals over several incidents: everything, and each region that
// all of them speak of.
func sums(o Options, f *Format, views []*timeline.View) []Sum {
	places := []timeline.Scope{{}}
	builders := make([]builder, len(views))
	for i, v := range views {
		builders[i] = builder{o: o, v: v}
	}
	for place := range views[0].Regions() {
		everywhere := true
		for i := range builders {
			everywhere = everywhere && builders[i].mayName(place)
		}
		if everywhere {
			places = append(places, place)
		}
	}
	var out []Sum
	for _, place := range places {
		where := Text("")
		if !place.IsZero() {
			where = Where(place)
		}
		for _, m := range [...]timeline.Measure{timeline.ImpactTime(), timeline.Downtime(), timeline.DegradedTime()} {
			out = o.sum(out, f.keep(listed(", ", Label(m.Words()), where)), views, func(v *timeline.View) timeline.Figure { return m.In(place).Of(v) }, nil)
		}
		if !o.Period.IsValid() {
			continue
		}
		for _, w := range o.Weightings {
			m := timeline.Availability(w, o.Period).In(place)
			all := m.Across(views...)
			label := f.keep(listed(", ", Label("availability"), weighted(place, w)))
			out = o.sum(out, label, views, func(v *timeline.View) timeline.Figure { return m.Of(v) }, &all)
		}
	}
	return out
}

// sum adds one figure over all views, if the audience may see each part of it.
// across is the figure where it is no arithmetic sum.
func (o Options) sum(out []Sum, label string, views []*timeline.View, of func(*timeline.View) timeline.Figure, across *timeline.Figure) []Sum {
	s := Sum{Label: label}
	var parts []timeline.Figure
	for _, v := range views {
		f := of(v)
		if !o.Audience.shows(f, v) {
			return out
		}
		parts = append(parts, f)
		s.Incidents = append(s.Incidents, v.ID().String())
	}
	if across != nil {
		s.Figure = *across
	} else {
		s.Figure = timeline.Sum(parts...)
	}
	return append(out, s)
}
