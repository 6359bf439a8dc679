package conformance_test

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A task is one bar of a Gantt diagram, in wall-clock times as diagrams have them.
type task struct{ Section, Name, Look, From, To string }

// A sketch is what the diagram of a block has to show, made from the block the slow
// way: by asking of every piece of time what is known of it.
type sketch struct {
	from, to time.Time // all that is known lies within
	bars     []bar
}

type bar struct {
	section, name, look string
	from, to            time.Time
}

// sketchOf returns the sketch of a block, and false if it is of no type that has one.
func sketchOf(b report.Block, f *report.Format) (sketch, bool) {
	switch b := b.(type) {
	case report.Lanes:
		return lanesSketch(b, f), true
	case report.Phases:
		return phasesSketch(b, f), true
	case report.Cadence:
		return cadenceSketch(b, f), true
	case report.Steps:
		return stepsSketch(b, f), true
	}
	return sketch{}, false
}

// within is a sketch as wide as the instants.
func within(instants ...timeline.Instant) sketch {
	var known []time.Time
	for _, i := range instants {
		if t, ok := i.Earliest(); ok {
			known = append(known, t)
		}
		if t, ok := i.Latest(); ok {
			known = append(known, t)
		}
	}
	if len(known) == 0 {
		return sketch{}
	}
	return sketch{from: slices.MinFunc(known, time.Time.Compare), to: slices.MaxFunc(known, time.Time.Compare)}
}

// shown reports whether there is something to draw that Mermaid can.
func (s sketch) shown() bool {
	return len(s.bars) > 0 && s.to.After(s.from) && s.from.Year() >= 1000 && s.to.Year() <= 9998
}

// span is the time that it shows.
func (s sketch) span() timeline.Instant { return timeline.Between(s.from, s.to) }

func (s *sketch) bar(section, name, look string, from, to time.Time) {
	if from.Before(to) || strings.Contains(look, "milestone") {
		s.bars = append(s.bars, bar{section, name, look, from, to})
	}
}

// stretch draws what lies between two instants: neighbouring moments that are known
// make pieces, each certain, possible or neither; neighbours that are alike are one.
func (s *sketch) stretch(section string, start, end timeline.Instant, goesOn bool, certain, maybe, look string) {
	earliest, latest := bound(start.Earliest, s.from), bound(start.Latest, s.to)
	least, most := bound(end.Earliest, s.from), bound(end.Latest, s.to)
	if goesOn {
		least, most = s.to, s.to
	}
	moments := []time.Time{earliest, latest, least, most}
	slices.SortFunc(moments, time.Time.Compare)
	first := len(s.bars)
	for i, from := range moments[:3] {
		to := moments[i+1]
		piece := bar{section, maybe, "done", from, to}
		if !from.Before(latest) && !to.After(least) {
			piece.name, piece.look = certain, look
		}
		switch n := len(s.bars); {
		case !from.Before(to) || from.Before(earliest) || to.After(most):
		case n > first && s.bars[n-1].look == piece.look && s.bars[n-1].to.Equal(from):
			s.bars[n-1].to = to
		default:
			s.bars = append(s.bars, piece)
		}
	}
}

func bound(known func() (time.Time, bool), edge time.Time) time.Time {
	if t, ok := known(); ok {
		return t
	}
	return edge
}

func lanesSketch(b report.Lanes, f *report.Format) sketch {
	instants := []timeline.Instant{b.From, b.To}
	for _, i := range b.Impacts {
		instants = append(instants, i.Start, i.End)
	}
	s := within(instants...)
	for _, i := range b.Impacts {
		label, end, ongoing := i.Place().Words(f)+", "+i.Condition().Words(f), i.End, i.EndState == timeline.EndOngoing
		if i.EndState != timeline.EndGiven {
			end = timeline.Instant{}
		}
		name := "affected"
		if ongoing {
			name = "affected, not over"
		}
		if i.Total.IsStated() {
			from, to := bound(i.Start.Earliest, s.from), bound(end.Latest, s.to)
			s.bar(label, f.Length(i.Total)+" somewhere in here", "active", from, to)
			continue
		}
		s.stretch(label, i.Start, end, ongoing, name, "possibly affected", "crit")
	}
	return s
}

func phasesSketch(b report.Phases, f *report.Format) sketch {
	var instants []timeline.Instant
	for _, p := range b.Stages {
		instants = append(instants, p.From, p.To)
	}
	s := within(instants...)
	for _, p := range b.Stages {
		if !p.From.IsKnown() || !p.To.IsKnown() {
			continue
		}
		first := len(s.bars)
		s.stretch(p.Label, p.From, p.To, false, f.Figure(p.Figure), "possibly", "")
		if len(s.bars) == first+1 { // nothing else says how long it was
			s.bars[first].name = f.Figure(p.Figure)
		}
	}
	return s
}

func cadenceSketch(b report.Cadence, f *report.Format) sketch {
	instants := []timeline.Instant{b.From, b.To}
	for _, u := range b.Updates {
		instants = append(instants, u.At)
	}
	s := within(instants...)
	if len(b.Updates) == 0 {
		return s
	}
	if b.From.IsKnown() {
		words := f.Figure(b.First)
		s.stretch("before the first", b.From, b.Updates[0].At, false, words, words, "")
	}
	for _, u := range b.Updates {
		look := "milestone"
		if u.Kept == "missed" {
			look = "crit milestone"
		}
		from, known := u.At.Earliest()
		to, over := u.At.Latest()
		if known && over && from.Before(to) {
			look = "done"
		}
		if known && over {
			s.bar("published updates", u.What, look, from, to)
		}
	}
	longest, ok := b.Silence.Duration()
	for i, u := range b.Updates {
		next := b.To
		if i+1 < len(b.Updates) {
			next = b.Updates[i+1].At
		}
		from, _ := u.At.Stated()
		to, _ := next.Stated()
		if ok && b.Silence.Kind() == timeline.Known && u.At.IsExact() && next.IsExact() && longest > 0 && to.Sub(from) == longest {
			s.bar("longest silence", f.Figure(b.Silence), "crit", from, to)
			break
		}
	}
	return s
}

func stepsSketch(b report.Steps, f *report.Format) sketch {
	instants := []timeline.Instant{b.From, b.To}
	for _, x := range b.Steps {
		instants = append(instants, x.From, x.To)
	}
	s := within(instants...)
	table := b.Lower(f)[0].(report.Table)
	for i, x := range b.Steps {
		words := f.Figure(x.Lasted)
		s.stretch(table.Rows[i][0].Words(f), x.From, x.To, !x.To.IsKnown(), words, words, "")
	}
	return s
}

// tasks are the bars as Mermaid has to read them.
func (s sketch) tasks(zone *time.Location) []task {
	const wallClock = "2006-01-02T15:04:05"
	var out []task
	for _, b := range s.bars {
		from, to := b.from.Truncate(time.Second), b.to.Truncate(time.Second)
		if b.from.Before(b.to) && !from.Before(to) {
			to = from.Add(time.Second)
		}
		out = append(out, task{shownAs(b.section), shownAs(b.name), b.look, from.In(zone).Format(wallClock), to.In(zone).Format(wallClock)})
	}
	return out
}

// shownAs is a label as it may stand in a diagram: on one line, of so many characters,
// the signs that Mermaid acts on as full-width ones, behind a joiner.
func shownAs(s string) string {
	const longest = 36
	r := []rune(strings.TrimSpace(report.CleanLine(s)))
	end := ""
	if len(r) > longest {
		r, end = r[:longest], "…"
	}
	for i, c := range r {
		if strings.ContainsRune("\"#$%&:;<>\\`{}", c) {
			r[i] = c + '！' - '!'
		}
	}
	return "\u2060" + cmp.Or(string(r), "–") + end
}

// zone is where the clock of the diagram hangs: in the report's zone, unless clocks
// change there meanwhile.
func (s sketch) zone(f *report.Format) *time.Location {
	zone := cmp.Or(f.Zone, time.UTC)
	if _, changes := s.from.In(zone).ZoneBounds(); !changes.IsZero() && !changes.After(s.to) {
		return time.UTC
	}
	return zone
}
