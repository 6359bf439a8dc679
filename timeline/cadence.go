package timeline

import "slices"

// updates counts the published updates.
func (t *meter) updates() {
	n := int64(0)
	for _, e := range t.updatesOf(t.m.scope.whole()) {
		n++
		t.use(e)
	}
	if n == 0 {
		t.because(Unknown, ReasonMissing, string(FirstUpdate)) // none recorded is not none published
		return
	}
	t.f.exactly(n)
}

// silence measures the longest gap between published updates. The n-th of the
// updates is bounded by the n-th of their bounds, whatever order they fell in.
func (t *meter) silence() {
	f := t.f
	points, open := true, t.v.isOpen
	lo, hi := t.lows[:0], t.highs[:0]
	updates := t.updatesOf(t.m.scope.whole())
	for _, e := range updates {
		t.use(e)
		if !e.Occurred.IsKnown() || e.Occurred.min == minMicro || e.Occurred.max == maxMicro {
			t.because(Unknown, ReasonNoTime, string(FirstUpdate))
			return
		}
		lo, hi = append(lo, e.Occurred.min), append(hi, e.Occurred.max)
		points = points && e.Occurred.hasPoint()
	}
	t.lows, t.highs = lo, hi
	switch {
	case len(lo) == 0:
		t.because(Unknown, ReasonMissing, string(FirstUpdate))
		return
	case len(lo) == 1 && !open:
		t.because(NotApplicable, ReasonTooFew)
		return
	}
	slices.Sort(lo)
	slices.Sort(hi)
	var least, most int64
	over, gaps := t.over(), 0
	for i := 1; i < len(lo); i++ {
		if lo[i-1] >= over.hi {
			break // what is said when it is over breaks no silence
		}
		gaps++
		least = max(least, min(lo[i], over.lo)-hi[i-1])
		most = max(most, min(hi[i], over.hi)-lo[i-1])
	}
	if gaps == 0 && !open {
		t.because(NotApplicable, ReasonTooFew)
		return
	}
	if open {
		f.within(max(least, t.v.now-hi[len(hi)-1]), 0, hasMin)
		if f.kind == Bounded {
			f.kind = Ongoing
			t.reason(ReasonNotYet, string(Resolved))
		}
		return
	}
	f.within(least, most, hasMin|hasMax)
	if f.kind == Bounded {
		f.reason.Code = ReasonUncertain
		if points {
			f.at, f.has = t.longest(updates, over), f.has|hasApprox
		}
	}
}

// over is when the incident was over for good, and after everything while it is not,
// or nobody knows when. Of one of which only the latest moment is known, that is it.
func (t *meter) over() when {
	for _, c := range [...]code{codeResolved, codeClosed} {
		k := t.v.usual(c)
		if k.state != markFound || k.hi == maxMicro || t.v.isOpen {
			continue
		}
		out := k.when
		if out.lo == minMicro {
			out.lo = out.hi
		}
		if !out.hasAt {
			out.at = out.hi
		}
		return out
	}
	return when{lo: maxMicro, hi: maxMicro, at: maxMicro}
}

// longest is the longest gap between the stated points.
func (t *meter) longest(updates []*Event, over when) (best int64) {
	at := t.lows[:0]
	for _, e := range updates {
		at = append(at, e.Occurred.at)
	}
	slices.Sort(at)
	for i := 1; i < len(at) && at[i-1] < over.at; i++ {
		best = max(best, min(at[i], over.at)-at[i-1])
	}
	return best
}
