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
func (m *Measure) share(h Health) share {
	switch {
	case h == Operational || h == Maintenance:
		return ignored
	case m.def == defImpactTime || m.shape() == shapeElapsed: // a time to restore, cumulative
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

// total measures the time that the place spent in some states of health, and
// returns what it stands on.
func (t *meter) total(views ...*View) (l loss) {
	g := t.gather(t.m.scope.whole(), t.m.clipOr(), views)
	if t.nowhere(views) {
		return l
	}
	l = g.lose(t.m.share)
	switch {
	case !l.seen && !g.windows:
		t.because(Unknown, ReasonNotStated)
		return l
	case !l.feasible:
		t.because(Invalid, ReasonContradicted)
		return l
	}
	has := hasMin | hasMax
	if l.unbounded || l.ongoing {
		has = hasMin
	}
	t.most, t.hasMost = l.hi, !l.unbounded
	t.f.within(l.lo, l.hi, has)
	t.explainTotal(l)
	return l
}

// clipOr is what the measure is clipped to, or everything.
func (m *Measure) clipOr() Span {
	if m.clip.IsValid() {
		return m.clip
	}
	return everything()
}

// nowhere answers for a place that no impact names.
func (t *meter) nowhere(views []*View) bool {
	if t.gathering.named {
		return false
	}
	place := t.m.scope.whole()
	spared := false
	for _, v := range views {
		if e, ok := v.NotAffected(place); ok {
			t.use(&e)
			spared = true
		}
	}
	if spared && len(t.gathering.found) > 0 {
		t.gathering.windows = true // zero is stated, of one incident
		return false               // and another may have touched the place
	}
	if spared {
		t.reason(ReasonNotAffected, place.String())
	}
	switch {
	case spared && t.m.shape() == shapeAvailability:
		t.f.exactly(ratioUnit)
	case spared:
		t.f.exactly(0)
	case place.IsZero():
		t.because(Unknown, ReasonMissing, string(ImpactStarted))
	default:
		t.because(Unknown, ReasonNotNamed, place.String())
	}
	return true
}

// explainTotal gives a total its kind while impacts go on, and its reason.
func (t *meter) explainTotal(l loss) {
	f := t.f
	switch {
	case f.kind == Invalid:
	case l.ongoing:
		f.kind = Ongoing
		t.reason(ReasonNotYet, string(Restored))
	case f.kind == Known:
	case l.noEnd:
		f.reason.Code = ReasonNoEnd
	case l.vague:
		f.reason.Code = ReasonNoHealth
	case l.overlap:
		f.reason.Code = ReasonOverlap
	default:
		f.reason.Code = ReasonUncertain
	}
}
