package timeline

import (
	"math/bits"
	"slices"
)

// available measures the share of the period in which the place was available, or
// the time in which it was not.
// Time lost is summed in layers: the union of impacts at least this bad, times
// how much this weight adds to the one below, so that at every moment the worst
// impact counts and only once.
func (t *meter) available(views ...*View) {
	m := t.m
	asked := m.clip // m is the figure's own: what is measured is seen in it
	for _, v := range views {
		m.clip.end = min(m.clip.end, v.now)
	}
	if !m.clip.IsValid() || m.clip.end <= m.clip.start {
		m.clip = asked
		t.because(Unknown, ReasonPeriod)
		return
	}
	g := t.gather(m.scope.whole(), m.clip, views)
	if t.nowhere(views) {
		return
	}
	const full = 100
	clip := t.period()
	period := clip.end - clip.start
	switch {
	case period == 0:
		t.because(Unknown, ReasonPeriod)
		return
	case period > (maxMicro-minMicro)/full: // times a percentage, in an int64
		t.because(Invalid, ReasonTooLong)
		return
	}
	lost := t.lost(g, period)
	if !lost.feasible {
		t.because(Invalid, ReasonContradicted)
		return
	}
	whole := period * full
	if m.shape() == shapeWeighted {
		t.f.within((min(lost.lo, whole)+full-1)/full, (min(lost.hi, whole)+full-1)/full, hasMin|hasMax)
		t.explainShare(lost, asked)
		return
	}
	lo := ratioUnit - portion(min(lost.hi, whole), whole)
	hi := ratioUnit - portion(min(lost.lo, whole), whole)
	if lost.hi != lost.lo {
		hi = min(hi+1, ratioUnit) // portions are rounded up
	}
	t.f.within(lo, hi, hasMin|hasMax)
	t.explainShare(lost, asked)
}

// explainShare is explainTotal for a period, which may not be over.
func (t *meter) explainShare(lost loss, asked Span) {
	t.explainTotal(lost)
	if t.m.clip.end < asked.end && t.f.reason.Code == ReasonNone {
		t.f.reason.Code = ReasonPeriodToNow
	}
}

// lost adds up the layers of weighted time.
func (t *meter) lost(g *gathering, period int64) loss {
	weighting := t.m.weighting
	weights := []int64{0}
	for _, h := range [...]Health{Major, Partial, Degraded, Maintenance} {
		w, _ := weighting.of(h)
		weights = append(weights, w)
	}
	slices.Sort(weights)
	weights = slices.Compact(weights)
	out := loss{feasible: true}
	for i, w := range weights[1:] {
		step := w - weights[i]
		l := g.lose(func(h Health) share {
			switch of, stated := weighting.of(h); {
			case !stated:
				return perhaps
			case of >= w:
				return counted
			}
			return ignored
		})
		out.lo += step * min(l.lo, period)
		out.hi += step * min(l.hi, period)
		out.feasible = out.feasible && l.feasible
		out.overlap = out.overlap || l.overlap
		out.ongoing, out.noEnd, out.vague = out.ongoing || l.ongoing, out.noEnd || l.noEnd, out.vague || l.vague
	}
	return out
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
