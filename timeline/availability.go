package timeline

import (
	"math/bits"
	"slices"
)

// available measures the share of the period in which the place was available.
// Time lost is summed in layers: the union of impacts at least this bad, times
// how much this weight adds to the one below, so that at every moment the worst
// impact counts and only once.
func (m Measure) available(views ...*View) Figure {
	f := Figure{measure: m}
	clip := m.clip
	for _, v := range views {
		clip.end = min(clip.end, v.now)
	}
	if !m.clip.IsValid() || clip.end <= clip.start {
		return f.because(Unknown, ReasonPeriod)
	}
	f.measure.clip = clip // what is measured, should the period not be over
	g := gather(m.scope.whole(), clip, views)
	if h, done := f.nowhere(g, views); done {
		return h
	}
	const full = 100
	period := clip.end - clip.start
	if period > (maxMicro-minMicro)/full { // times a percentage, in an int64
		return f.because(Invalid, ReasonTooLong)
	}
	lost, ok := m.lost(g, &f)
	if !ok {
		return f.because(Invalid, ReasonContradicted)
	}
	whole := period * full
	lo := ratioUnit - portion(min(lost.hi, whole), whole)
	hi := ratioUnit - portion(min(lost.lo, whole), whole)
	if lost.hi != lost.lo {
		hi = min(hi+1, ratioUnit) // portions are rounded up
	}
	f.within(lo, hi, hasMin|hasMax)
	f.explainTotal(g, lost)
	if clip.end < m.clip.end && f.reason.Code == ReasonNone {
		f.reason.Code = ReasonPeriodToNow
	}
	return f
}

// lost adds up the layers of weighted time.
func (m Measure) lost(g *gathering, f *Figure) (loss, bool) {
	weights := []int64{0}
	for _, h := range [...]Health{Major, Partial, Degraded, Maintenance} {
		w, _ := m.weighting.of(h)
		weights = append(weights, w)
	}
	slices.Sort(weights)
	weights = slices.Compact(weights)
	out := loss{feasible: true}
	for i, w := range weights[1:] {
		step := w - weights[i]
		l := g.lose(func(h Health) share {
			switch of, stated := m.weighting.of(h); {
			case !stated:
				return perhaps
			case of >= w:
				return counted
			}
			return ignored
		})
		f.use(l.events...)
		out.lo += step * min(l.lo, g.clip.end-g.clip.start)
		out.hi += step * min(l.hi, g.clip.end-g.clip.start)
		out.feasible = out.feasible && l.feasible
		out.overlap = out.overlap || l.overlap
	}
	return out, out.feasible
}

// portion is part/whole in ratio units, rounded up.
func portion(part, whole int64) int64 {
	hi, lo := bits.Mul64(uint64(part), ratioUnit)
	q, r := bits.Div64(hi, lo, uint64(whole))
	if r > 0 {
		q++
	}
	return int64(q)
}
