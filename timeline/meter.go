package timeline

import (
	"iter"
	"slices"

	"github.com/google/uuid"
)

// A Meter computes a set of figures of one view after the other, with memory
// that it uses again, for services that measure many incidents. It is for one
// goroutine at a time. The zero Meter measures nothing. Where speed does not
// matter, [Measure.Of] does the same.
type Meter struct {
	t        meter
	measures []Measure
	plain    []shape // of the measures that have no refinement
	figures  []Figure
	seen     uint64 // of the views ahead, so that looking at them has a use
}

// NewMeter is a meter of the measures.
func NewMeter(measures ...Measure) *Meter {
	m := &Meter{measures: slices.Clone(measures), plain: make([]shape, len(measures)), figures: make([]Figure, len(measures))}
	for i, measure := range measures {
		m.figures[i].measure = measure
		m.plain[i] = measure.plainShape()
	}
	return m
}

// Of computes the figures of the view, in the order of the measures. They are good
// until the next call: the slice and the inputs of the figures are then used
// again. A figure that is copied and kept may keep its view in memory.
func (m *Meter) Of(v *View) []Figure {
	t := &m.t
	t.begin(v)
	for i := range m.figures {
		f := &m.figures[i]
		if m.plain[i] == shapeElapsed && v.elapsed(f) {
			continue
		}
		f.view = nil
		t.first = len(t.inputs)
		if t.quick(m.plain[i], f) {
			f.inputs = nil
			if n := len(t.inputs); n > t.first {
				f.inputs = t.inputs[t.first:n:n]
			}
			continue
		}
		t.inputs = t.inputs[:t.first]
		if s := m.measures[i].shape(); s == shapeAvailability || s == shapeWeighted {
			f.measure = m.measures[i] // the figure's own is cut to the moment of the view
		}
		f.set(Unknown, 0, 0, 0, 0)
		f.inputs = nil
		t.of(f)
	}
	return m.figures
}

// Each computes the figures of one view after the other and yields them with the
// index of the view. They are good until the next are asked for. It gives what
// [Meter.Of] gives, in less time where there are many views: it looks at the views
// that come next, so that they are on their way from memory while others are
// measured.
func (m *Meter) Each(views []*View) iter.Seq2[int, []Figure] {
	const ahead = 32 // lines of memory that come at the same time are fewer
	return func(yield func(int, []Figure) bool) {
		for first := 0; first < len(views); first += ahead {
			next := views[first:min(first+ahead, len(views))]
			for _, v := range next {
				m.seen += uint64(v.now) + uint64(v.at[codeRestored-1])
			}
			for i, v := range next {
				if !yield(first+i, m.Of(v)) {
					return
				}
			}
		}
	}
}

// A meter computes the figures of a view. What it gathers for one measure it
// keeps for the next of the same view.
type meter struct {
	v *View
	f *Figure  // the one being computed
	m *Measure // what it measures

	most    int64 // what an ongoing figure is at most as of now
	hasMost bool

	inputs []uuid.UUID // of all figures, one after the other
	first  int         // where those of the present figure begin
	seen   map[uuid.UUID]bool
	events []*Event // of the marks

	own        [2]mark     // between which the present clock runs
	candidates []candidate // to choose from
	impacts    []*Impact
	lows       []int64
	highs      []int64
	gathering  gathering
	surely     []stretch
	possibly   []stretch
	counted    []pair
	less       []pair
	used       []*Event
	groups     []group
	keys       []groupKey
	apart      []stretch // what totals leave out
}

// begin turns to another view.
func (t *meter) begin(v *View) {
	t.v, t.gathering.valid = v, false
	t.inputs, t.events = t.inputs[:0], t.events[:0]
}

// one computes a figure by itself.
func (t *meter) one(m Measure) Figure {
	f := Figure{measure: m}
	t.of(&f)
	return f
}

// of computes the figure of the measure that f holds.
func (t *meter) of(f *Figure) {
	t.start(f)
	switch s := t.m.shape(); {
	case t.v.IsEmpty():
		t.because(Unknown, ReasonNothingKnown)
	case t.m.def == defFailedDeployment && !t.deployed():
		t.because(NotApplicable, ReasonNoDeployment)
	case s == shapeElapsed && t.m.pick == pickCumulative:
		t.cumulative()
	case s == shapeElapsed:
		t.elapsed()
	case s == shapeTotal:
		t.total(t.v)
	case s == shapeAvailability || s == shapeWeighted:
		t.available(t.v)
	case s == shapeSilence:
		t.silence()
	case s == shapeUpdates:
		t.updates()
	default:
		t.because(Unknown, ReasonNotStated)
	}
	t.finish()
}

func (t *meter) start(f *Figure) {
	t.f, t.m, t.first = f, &f.measure, len(t.inputs)
	t.apart, t.hasMost = t.apart[:0], false
	if len(t.seen) > 0 {
		clear(t.seen)
	}
}

func (t *meter) finish() {
	if n := len(t.inputs); n > t.first {
		t.f.inputs = t.inputs[t.first:n:n]
	}
}

// because leaves the figure without a value, for a reason.
func (t *meter) because(kind FigureKind, code ReasonCode, about ...string) {
	t.f.none(kind)
	t.reason(code, about...)
}

// reason says why the figure is not simply known.
func (t *meter) reason(code ReasonCode, about ...string) {
	t.f.reason = why(code, about...)
}

// use adds events to the inputs of the figure, each once.
func (t *meter) use(events ...*Event) {
	for _, e := range events {
		if e != nil {
			t.input(e.ID)
		}
	}
}

func (t *meter) input(id uuid.UUID) {
	const few = 16 // beyond it a set is faster than looking
	have := t.inputs[t.first:]
	if len(have) < few {
		if slices.Contains(have, id) {
			return
		}
		t.inputs = append(t.inputs, id)
		return
	}
	if len(t.seen) == 0 {
		if t.seen == nil {
			t.seen = map[uuid.UUID]bool{}
		}
		for _, known := range have {
			t.seen[known] = true
		}
	}
	if !t.seen[id] {
		t.seen[id] = true
		t.inputs = append(t.inputs, id)
	}
}

// clock moves a moment into the measure's period and, where it counts working
// time, onto the calendar's clock. Bounds that are none stay none.
func (t *meter) clock(us int64) int64 { return t.warp(t.m.clipped(us)) }

// period is what the measure is clipped to, on its own clock.
func (t *meter) period() Span {
	clip := t.m.clipOr()
	clip.start, clip.end = t.warp(clip.start), t.warp(clip.end)
	return clip
}

func (t *meter) warp(us int64) int64 {
	if t.m.calendar == nil || us == minMicro || us == maxMicro {
		return us
	}
	return t.m.calendar.micros(us)
}
