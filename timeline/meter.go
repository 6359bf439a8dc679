package timeline

import (
	"slices"

	"github.com/google/uuid"
)

// A Meter computes figures with memory that it uses again, for services that
// measure many incidents. The zero Meter is ready. It is for one goroutine at a
// time. Where speed does not matter, [Measure.Of] does the same.
type Meter struct {
	t       meter
	figures []Figure
}

// Measure computes each of the measures from the view, in order. The figures are
// good until the next call: the slice and their inputs are then used again.
func (m *Meter) Measure(v *View, measures ...Measure) []Figure {
	m.t.begin(v)
	m.figures = slices.Grow(m.figures[:0], len(measures))[:len(measures)]
	for i := range measures {
		f := &m.figures[i]
		f.measure = measures[i]
		f.none(Unknown)
		f.doubtful, f.hold, f.incidents, f.reason, f.inputs = false, holdNone, 0, because{}, nil
		m.t.of(f)
	}
	return m.figures
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
	counted    []Span
	less       []Span
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
	case s == shapeElapsed && t.m.pick == pickCumulative:
		t.cumulative()
	case s == shapeElapsed:
		t.elapsed()
	case s == shapeTotal:
		t.total(t.v)
	case s == shapeAvailability:
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
		for i := range have {
			if have[i] == id {
				return
			}
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
	clip := everything()
	if t.m.clip.IsValid() {
		clip = t.m.clip
	}
	clip.start, clip.end = t.warp(clip.start), t.warp(clip.end)
	return clip
}

func (t *meter) warp(us int64) int64 {
	if t.m.calendar == nil || us == minMicro || us == maxMicro {
		return us
	}
	return t.m.calendar.micros(us)
}
