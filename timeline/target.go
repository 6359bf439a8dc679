package timeline

import (
	"cmp"
	"slices"
	"time"
)

// A Target is a limit on a measure of time: acknowledged within 15 minutes,
// restored within 4 hours of working time, no more than 43 minutes down in a
// month. Use [Measure.Since], [Measure.Under] and [Measure.WithoutHold] to say
// from where, on which calendar and whether time on hold counts.
type Target struct {
	Measure Measure
	Within  time.Duration // the limit; reaching it exactly is within it
	Warn    time.Duration // how much of it must be left for the target not to be at risk
}

// A Standing says how a target stands. The zero Standing is Undecidable.
type Standing uint8

// The standings.
const (
	Undecidable Standing = iota // the facts do not settle it
	NotStarted                  // the clock has not begun
	OnTrack                     // running, within the limit
	AtRisk                      // running, within the limit by no more than the warning
	Met                         // ended within the limit
	Breached                    // beyond the limit, whether ended or not
	NotAsked                    // the measure does not apply to the incident
)

var standingNames = [...]string{"undecidable", "not_started", "on_track", "at_risk", "met", "breached", "not_asked"}

// ParseStanding reads the text that [Standing.String] writes.
func ParseStanding(s string) (Standing, error) {
	return parseWord[Standing](standingNames[:], "standing", s)
}

// MustParseStanding is [ParseStanding] for text known to be right; it panics on
// an error.
func MustParseStanding(s string) Standing { return must(ParseStanding(s)) }

// IsValid reports whether s is one of the constants.
func (s Standing) IsValid() bool { return int(s) < len(standingNames) }

// Compare orders by the order of the constants.
func (s Standing) Compare(other Standing) int { return cmp.Compare(s, other) }

// String returns the word for s, or Standing(n) for a value that is none.
func (s Standing) String() string { return wordString(standingNames[:], "Standing", s) }

// AppendText appends what [Standing.String] writes, and fails with [ErrRange] on a
// value that is none of the constants.
func (s Standing) AppendText(b []byte) ([]byte, error) {
	return appendWord(b, standingNames[:], "Standing", s)
}

// MarshalText implements [encoding.TextMarshaler].
func (s Standing) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseStanding] reads.
func (s *Standing) UnmarshalText(text []byte) (err error) {
	*s, err = ParseStanding(string(text))
	return err
}

// A Verdict is how a target stands as of a view.
type Verdict struct {
	Target   Target
	Standing Standing
	Figure   Figure // what was measured
	// Due is when the time runs out, or ran out, with the bounds that the start of
	// the clock has. It is unknown for totals and cumulative measures, within a
	// period, for clocks that have not begun or began at no known time, and where
	// the time never runs out. While the incident
	// is on hold and that time does not count, it is the earliest it can be.
	Due Instant
}

// Running reports whether the clock runs and the limit is not certainly passed.
func (v Verdict) Running() bool {
	return v.Standing == OnTrack || v.Standing == AtRisk || v.Standing == Undecidable && v.Figure.kind == Ongoing
}

// Of judges the target as of a view. Where the bounds of the figure lie on both
// sides of the limit, it is undecidable.
func (g Target) Of(v *View) Verdict {
	t := meter{v: v}
	out := Verdict{Target: g, Figure: Figure{measure: g.Measure}}
	f, limit := &out.Figure, g.Within.Microseconds()
	t.of(f)
	if f.Unit() != Seconds {
		return out
	}
	switch f.kind {
	case Pending:
		out.Standing = NotStarted
	case NotApplicable:
		out.Standing = NotAsked
	case Known, Bounded, Ongoing:
		out.Standing = f.against(limit, g.Warn.Microseconds(), &t)
		out.Due = t.due(limit)
	}
	return out
}

func (f *Figure) against(limit, warn int64, t *meter) Standing {
	switch {
	case f.has&hasMin != 0 && f.lo > limit:
		return Breached
	case f.kind != Ongoing && f.has&hasMax != 0 && f.hi <= limit && !t.grows():
		return Met
	case f.kind != Ongoing && !t.grows() || !t.hasMost || t.most > limit:
		return Undecidable
	case t.m.clip.IsValid() && t.m.clip.end <= t.v.now:
		return Met // the period is over
	case limit-t.most <= warn:
		return AtRisk
	}
	return OnTrack
}

// grows reports whether a total can still become more than it is.
func (t *meter) grows() bool {
	return (t.m.shape() == shapeTotal || t.m.shape() == shapeWeighted) && t.v.isOpen && (!t.m.clip.IsValid() || t.m.clip.end > t.v.now)
}

// due is when a limit on the present figure is reached.
func (t *meter) due(limit int64) Instant {
	if t.m.shape() != shapeElapsed || t.m.pick == pickCumulative || t.m.clip.IsValid() {
		return Instant{}
	}
	from := t.markAt(anchor{t.m.from, t.m.fromCode}, t.m.place(t.m.from), pickUsual, &t.own[0])
	if from.state != markFound {
		return Instant{}
	}
	sure, possible, paused := t.pauses()
	lo, ok := t.reached(from.lo, limit, sure)
	if !ok {
		return Instant{}
	}
	hi, ok := t.reached(from.hi, limit, possible)
	if !ok || paused && hi > t.v.now {
		hi = maxMicro
	}
	if lo > hi {
		return Instant{}
	}
	if from.hasAt && sure.Equal(possible) && hi != maxMicro {
		if at, ok := t.reached(from.at, limit, sure); ok && lo < at && at-lo == hi-at {
			return Instant{min: lo, max: hi, at: at, kind: instantAbout}
		}
	}
	return between(lo, hi)
}

// pauses returns when the clock surely and possibly stood still, and whether it
// does now.
func (t *meter) pauses() (sure, possible Windows, now bool) {
	if !t.m.noHold {
		return sure, possible, false
	}
	t.gathering.reset(t)
	t.surely, t.used = t.surely[:0], t.used[:0]
	t.holds()
	var s, p []Span
	var began int64
	for i, h := range t.surely {
		if i == 0 || h.start != t.surely[i-1].end { // and not on hold for another reason before
			began = h.start.hi
		}
		if began < h.end.lo {
			s = append(s, Span{began, h.end.lo, true})
		}
		if h.start.lo < h.end.hi {
			p = append(p, Span{h.start.lo, h.end.hi, true})
		}
	}
	last, ok := t.v.Status()
	return NewWindows(s...), NewWindows(p...), ok && last.Hold != ""
}

// reached is the first moment at which a clock that began at from, and stood
// still in the pauses, shows limit.
func (t *meter) reached(from, limit int64, pauses Windows) (int64, bool) {
	if from == minMicro || from == maxMicro {
		return from, from == maxMicro
	}
	start := t.warp(from)
	at := start + limit
	for _, p := range pauses.spans {
		if p.end <= start {
			continue
		}
		if p.start >= at {
			break
		}
		at += p.end - max(p.start, start)
	}
	if at > maxMicro {
		return 0, false
	}
	if t.m.calendar != nil {
		return t.m.calendar.after(from, at-start)
	}
	return at, true
}

// NextDue returns the running verdict whose time runs out first, by the earliest
// moment it can, and false if none is running with a due time.
func NextDue(verdicts ...Verdict) (Verdict, bool) {
	running := slices.DeleteFunc(slices.Clone(verdicts), func(v Verdict) bool { return !v.Running() || !v.Due.IsKnown() })
	if len(running) == 0 {
		return Verdict{}, false
	}
	return slices.MinFunc(running, func(a, b Verdict) int {
		return cmp.Or(cmp.Compare(a.Due.min, b.Due.min), cmp.Compare(a.Due.max, b.Due.max))
	}), true
}
