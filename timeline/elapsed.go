package timeline

import "slices"

// elapsed measures from one mark to another.
func (m Measure) elapsed(v *View) Figure {
	f := Figure{measure: m}
	place := m.scope.whole()
	if m.from == ImpactStarted || m.from == Restored || m.to == ImpactStarted || m.to == Restored {
		if g, done := f.elsewhere(v, place); done {
			return g
		}
	}
	from, to := v.mark(m.from, m.place(m.from), pickUsual), v.mark(m.to, m.place(m.to), m.pick)
	if to.state == markFound && to.lo > v.now {
		to.state = markOpen // recorded ahead of its time
	}
	f.use(from.events...)
	if from.state != markFound {
		return f.notBegun(v, from)
	}
	f.use(to.events...)
	if to.state != markFound {
		return f.notEnded(v, from, to)
	}
	return f.between(from, to)
}

// place is the scope in which to look for an anchor: parts concern restoration.
func (m Measure) place(anchor Milestone) Scope {
	if anchor == Restored && m.to == Restored {
		return m.scope
	}
	return m.scope.whole()
}

// elsewhere answers for a place that the log does not name as affected.
func (f Figure) elsewhere(v *View, place Scope) (Figure, bool) {
	if place.IsZero() || v.names(place) {
		return f, false
	}
	if e, ok := v.NotAffected(place); ok {
		f.use(&e)
		return f.because(NotApplicable, ReasonNotAffected, place.String()), true
	}
	return f.because(Unknown, ReasonNotNamed, place.String()), true
}

// names reports whether the log tells of an impact or a restoration in q.
func (v *View) names(q Scope) bool {
	return slices.ContainsFunc(v.events, func(e *Event) bool {
		return (e.Kind == KindImpact || e.Kind == KindRestore) && e.Scope.within(q)
	})
}

// dismissed returns the resolution of an incident that ended as no incident of
// its own: a false positive, merged, a duplicate, cancelled.
func (v *View) dismissed() (string, bool) {
	s, ok := v.Status()
	return s.Resolution, ok && s.Phase == PhaseClosed && s.Resolution != "" && s.Resolution != "completed"
}

// notBegun is the figure whose clock has no start.
func (f Figure) notBegun(v *View, from mark) Figure {
	r, dismissed := v.dismissed()
	switch {
	case dismissed:
		return f.because(NotApplicable, ReasonResolution, r)
	case from.state == markOpen || v.open() && f.measure.from != ImpactStarted:
		return f.because(Pending, ReasonNotYet, string(f.measure.from))
	}
	return f.missing(f.measure.from, from)
}

func (f Figure) missing(m Milestone, k mark) Figure {
	if k.reason == ReasonNoEnd {
		return f.because(Unknown, ReasonNoEnd)
	}
	return f.because(Unknown, ReasonMissing, string(m))
}

// notEnded is the figure whose clock has not stopped: still running while the
// end can come, else unknown.
func (f Figure) notEnded(v *View, from, to mark) Figure {
	if r, dismissed := v.dismissed(); dismissed {
		return f.because(NotApplicable, ReasonResolution, r)
	}
	if to.state != markOpen && !v.canCome(f.measure.to) {
		return f.missing(f.measure.to, to)
	}
	switch {
	case from.lo > v.now:
		return f.because(Pending, ReasonNotYet, string(f.measure.from))
	case from.reason == ReasonNoTime:
		return f.because(Unknown, from.reason, from.about...)
	}
	from.lo, from.hi = f.measure.clipped(from.lo), f.measure.clipped(from.hi)
	now := f.measure.clipped(v.now)
	f.kind, f.reason = Ongoing, Reason{ReasonNotYet, []string{string(f.measure.to)}}
	if from.hi == maxMicro {
		return f // begun, at no later time that is known
	}
	f.lo, f.has = max(0, now-from.hi), hasMin
	if !fits(f.lo) {
		return f.because(Invalid, ReasonTooLong)
	}
	return f
}

// canCome reports whether a milestone not reached yet can still be: anything
// while the incident is open; closing and the review until it is closed.
func (v *View) canCome(m Milestone) bool {
	s, ok := v.Status()
	return v.open() || ok && s.Phase != PhaseClosed && (m == Closed || m == ReviewPublished)
}

// clipped moves a moment into the measure's period.
func (m Measure) clipped(us int64) int64 {
	if !m.clip.IsValid() {
		return us
	}
	return min(max(us, m.clip.start), m.clip.end)
}

// between is the figure of two marks that were found.
func (f Figure) between(from, to mark) Figure {
	m := f.measure
	recorded := from.reason != ReasonWitness && to.reason != ReasonWitness
	if recorded && from.ends == to.ends && len(from.events) == 1 && len(to.events) == 1 && from.events[0] == to.events[0] {
		f.exactly(0) // one fact
		return f
	}
	f.reason = Reason{ReasonUncertain, nil}
	for _, k := range [...]mark{to, from} {
		if k.reason != ReasonNone {
			f.reason = Reason{k.reason, k.about}
		}
	}
	var has hasValue
	if to.lo != minMicro && from.hi != maxMicro {
		has |= hasMin
	}
	if to.hi != maxMicro && from.lo != minMicro {
		has |= hasMax
	}
	if has&hasMax != 0 && to.hi < from.lo && f.general(from, to) {
		return f.because(NotApplicable, ReasonAlready, string(m.to), m.scope.whole().String())
	}
	if has&hasMax != 0 && to.hi < from.lo {
		return f.because(Invalid, ReasonNegative, string(m.from), string(m.to))
	}
	c := m.clipped
	lo, hi, at := c(to.lo)-c(from.hi), c(to.hi)-c(from.lo), c(to.at)-c(from.at)
	if m.from == ImpactStarted && (m.to == Restored || to.floor) && lo < 0 {
		lo, has = 0, has|hasMin // by definition no earlier than the start
	}
	if has == 0 {
		return f.because(Unknown, f.reason.Code, f.reason.About...)
	}
	f.within(lo, hi, has)
	switch {
	case f.kind == Known && f.reason.Code == ReasonWitness:
		f.kind = Bounded // settled by other facts, and still not recorded
	case f.kind == Known:
		f.reason = Reason{}
	}
	if f.kind == Bounded && from.hasAt && to.hasAt {
		f.at, f.has = at, f.has|hasApprox
	}
	if f.kind == Bounded && has&hasMin != 0 && lo < 0 {
		f.doubtful, f.reason = true, Reason{ReasonAcrossZero, []string{string(m.from), string(m.to)}}
	}
	return f
}

// general reports whether a clock that starts with the impact of one place stops
// at something that concerned the whole incident, so that it may well have been
// reached before the impact got to that place.
func (f Figure) general(from, to mark) bool {
	m := f.measure
	return m.from == ImpactStarted && m.to != Restored && !m.scope.whole().IsZero() &&
		!slices.ContainsFunc(to.events, func(e *Event) bool { return !e.Scope.IsZero() })
}
