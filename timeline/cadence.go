package timeline

import "slices"

// updates counts the published updates.
func (m Measure) updates(v *View) Figure {
	f := Figure{measure: m}
	n := int64(0)
	for _, e := range v.milestoneEvents(func(e *Event) bool { return e.Kind == KindUpdate }, m.scope.whole()) {
		n++
		f.use(e)
	}
	if n == 0 {
		return f.because(Unknown, ReasonMissing, string(FirstUpdate)) // none recorded is not none published
	}
	f.exactly(n)
	return f
}

// silence measures the longest gap between published updates. The n-th of the
// updates is bounded by the n-th of their bounds, whatever order they fell in.
func (m Measure) silence(v *View) Figure {
	f := Figure{measure: m}
	var lo, hi, at []int64
	points := true
	for _, e := range v.milestoneEvents(func(e *Event) bool { return e.Kind == KindUpdate }, m.scope.whole()) {
		f.use(e)
		if !e.Occurred.IsKnown() || e.Occurred.min == minMicro || e.Occurred.max == maxMicro {
			return f.because(Unknown, ReasonNoTime, string(FirstUpdate))
		}
		lo, hi, at = append(lo, e.Occurred.min), append(hi, e.Occurred.max), append(at, e.Occurred.at)
		points = points && e.Occurred.hasPoint()
	}
	open := v.open()
	if len(lo) == 0 {
		return f.because(Unknown, ReasonMissing, string(FirstUpdate))
	}
	if len(lo) == 1 && !open {
		return f.because(NotApplicable, ReasonTooFew)
	}
	slices.Sort(lo)
	slices.Sort(hi)
	slices.Sort(at)
	var least, most, best int64
	for i := 1; i < len(lo); i++ {
		least = max(least, lo[i]-hi[i-1])
		most = max(most, hi[i]-lo[i-1])
		best = max(best, at[i]-at[i-1])
	}
	if open {
		f.within(max(least, v.now-hi[len(hi)-1]), 0, hasMin)
		if f.kind == Bounded {
			f.kind, f.reason = Ongoing, Reason{ReasonNotYet, []string{string(Resolved)}}
		}
		return f
	}
	f.within(least, most, hasMin|hasMax)
	if f.kind == Bounded {
		f.reason.Code = ReasonUncertain
		if points {
			f.at, f.has = best, f.has|hasApprox
		}
	}
	return f
}
