package timeline

// A share is what an impact of some health does to a measured union.
type share uint8

const (
	ignored share = iota
	counted
	less    // takes away
	perhaps // health unstated: may count
	either  // health unstated: may count or take away
)

// share says how a measure of total time reads a state of health.
func (m Measure) share(h Health) share {
	switch {
	case h == Operational || h == Maintenance:
		return ignored
	case m.def == defImpactTime:
		return counted
	case h == Unstated && m.def == defDegraded:
		return either
	case h == Unstated:
		return perhaps
	case m.def == defDowntime && h == Major:
		return counted
	case m.def == defDegraded && h == Major:
		return less
	case m.def == defDegraded:
		return counted
	}
	return ignored
}

// total measures the time that the place spent in some states of health.
func (m Measure) total(views ...*View) Figure {
	f := Figure{measure: m}
	clip := everything()
	if m.clip.IsValid() {
		clip = m.clip
	}
	g := gather(m.scope.whole(), clip, views)
	if h, done := f.nowhere(g, views); done {
		return h
	}
	l := g.lose(m.share)
	f.use(l.events...)
	switch {
	case !l.seen && !g.windows:
		return f.because(Unknown, ReasonNotStated)
	case !l.feasible:
		return f.because(Invalid, ReasonContradicted)
	}
	has := hasMin | hasMax
	if l.unbounded || g.ongoing {
		has = hasMin
	}
	f.within(l.lo, l.hi, has)
	f.explainTotal(g, l)
	return f
}

// nowhere answers for a place that no impact names.
func (f Figure) nowhere(g *gathering, views []*View) (Figure, bool) {
	if g.named {
		return f, false
	}
	place := f.measure.scope.whole()
	for _, v := range views {
		if e, ok := v.NotAffected(place); ok {
			f.use(&e)
			f.reason = Reason{ReasonNotAffected, []string{place.String()}}
		}
	}
	switch {
	case len(f.inputs) > 0 && f.measure.definition().shape == shapeAvailability:
		f.exactly(ratioUnit)
		return f, true
	case len(f.inputs) > 0:
		f.exactly(0)
		return f, true
	case place.IsZero():
		return f.because(Unknown, ReasonMissing, string(ImpactStarted)), true
	}
	return f.because(Unknown, ReasonNotNamed, place.String()), true
}

// explainTotal gives a total its kind while impacts go on, and its reason.
func (f *Figure) explainTotal(g *gathering, l loss) {
	switch {
	case f.kind == Invalid:
	case g.ongoing:
		f.kind, f.reason = Ongoing, Reason{ReasonNotYet, []string{string(Restored)}}
	case f.kind == Known:
	case g.noEnd:
		f.reason.Code = ReasonNoEnd
	case g.vague:
		f.reason.Code = ReasonNoHealth
	case l.overlap:
		f.reason.Code = ReasonOverlap
	default:
		f.reason.Code = ReasonUncertain
	}
}
