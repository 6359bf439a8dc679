package timeline

import "slices"

// elapsed measures from one mark to another.
func (t *meter) elapsed() {
	from, to, ok := t.ends(t.m.pick)
	if !ok {
		return
	}
	t.use(from.events...)
	if from.state != markFound {
		t.notBegun(from)
		return
	}
	t.use(to.events...)
	if to.state != markFound {
		t.notEnded(from, to)
	} else {
		t.between(from, to)
	}
	if t.v.held {
		t.onHold(from, to)
	}
}

// ends finds the marks between which the clock runs, and is false where the
// figure is settled without them.
func (t *meter) ends(p pick) (from, to *mark, ok bool) {
	m := t.m
	if m.scope.IsZero() && p == pickUsual && m.places == 0 && m.fromCode > 0 && m.toCode > 0 {
		from, to = t.v.usual(m.fromCode), t.v.usual(m.toCode)
		return from, t.notAhead(to), true
	}
	if !m.scope.IsZero() && (m.from == ImpactStarted || m.from == Restored || m.to == ImpactStarted || m.to == Restored) {
		if t.elsewhere(m.scope.whole()) {
			return from, to, false
		}
	}
	if p == pickCumulative {
		p = pickUsual
	}
	from = t.markAt(anchor{m.from, m.fromCode}, m.place(m.from), pickUsual, &t.own[0])
	if m.places > 0 && m.to == Restored {
		t.own[1] = t.restoredOf(m.scope.whole(), int(m.places), m.component)
		to = &t.own[1]
	} else {
		to = t.markAt(anchor{m.to, m.toCode}, m.place(m.to), p, &t.own[1])
	}
	return from, t.notAhead(to), true
}

// notAhead takes a mark that was recorded ahead of its time as not reached.
func (t *meter) notAhead(k *mark) *mark {
	if k.state == markFound && k.lo > t.v.now {
		t.own[1] = *k
		t.own[1].state = markOpen
		return &t.own[1]
	}
	return k
}

// markAt returns a mark that is kept, or puts it into own.
func (t *meter) markAt(a anchor, q Scope, p pick, own *mark) *mark {
	if a.code > 0 && p == pickUsual && q.IsZero() {
		return t.v.usual(a.code)
	}
	t.mark(a, q, p, own)
	return own
}

// place is the scope in which to look for an anchor: parts concern restoration.
func (m *Measure) place(anchor Milestone) Scope {
	if anchor == Restored && m.to == Restored {
		return m.scope
	}
	return m.scope.whole()
}

// elsewhere answers for a place that the log does not name as affected.
func (t *meter) elsewhere(place Scope) bool {
	if place.IsZero() || t.v.names(place) {
		return false
	}
	if e, ok := t.v.NotAffected(place); ok {
		t.use(&e)
		t.because(NotApplicable, ReasonNotAffected, place.String())
		return true
	}
	t.because(Unknown, ReasonNotNamed, place.String())
	return true
}

// names reports whether the log tells of an impact or a restoration in q.
func (v *View) names(q Scope) bool {
	return slices.ContainsFunc(v.events, func(e *Event) bool {
		return (e.Kind == KindImpact || e.Kind == KindRestore) && e.Scope.within(q)
	})
}

// deployed reports whether a deployment is recorded as the cause. It is of the
// facts used wherever the clock starts, as the figure tells of it.
func (t *meter) deployed() bool {
	var k mark
	t.recorded(anchor{name: Deployed}, t.m.scope.whole(), pickUsual, &k)
	t.use(k.events...)
	return k.state == markFound
}

// notBegun is the figure whose clock has no start.
func (t *meter) notBegun(from *mark) {
	switch {
	case t.v.dismissal != "":
		t.because(NotApplicable, ReasonResolution, t.v.dismissal)
	case from.state == markOpen || t.v.isOpen && t.m.from != ImpactStarted:
		t.because(Pending, ReasonNotYet, string(t.m.from))
	default:
		t.missing(t.m.from, from)
	}
}

func (t *meter) missing(m Milestone, k *mark) {
	switch k.reason.Code {
	case ReasonNoEnd:
		t.because(Unknown, ReasonNoEnd)
	case ReasonFewPlaces:
		t.f.none(Unknown)
		t.f.reason = k.reason
	default:
		t.because(Unknown, ReasonMissing, string(m))
	}
}

// notEnded is the figure whose clock has not stopped: still running while the
// end can come, else unknown.
func (t *meter) notEnded(from, to *mark) {
	if t.v.dismissal != "" {
		t.because(NotApplicable, ReasonResolution, t.v.dismissal)
		return
	}
	if to.state != markOpen && (!t.v.canCome(t.m.toCode) || to.reason.Code == ReasonFewPlaces) {
		t.missing(t.m.to, to)
		return
	}
	switch {
	case from.lo > t.v.now:
		t.because(Pending, ReasonNotYet, string(t.m.from))
		return
	case from.reason.Code == ReasonNoTime:
		t.f.none(Unknown)
		t.f.reason = from.reason
		return
	}
	t.f.kind = Ongoing
	t.reason(ReasonNotYet, string(t.m.to))
	if from.lo != minMicro {
		t.most, t.hasMost = t.clock(t.v.now)-t.clock(from.lo), true
	}
	if from.hi == maxMicro {
		return // begun, at no later time that is known
	}
	t.f.lo, t.f.has = max(0, t.clock(t.v.now)-t.clock(from.hi)), hasMin
	if !fits(t.f.lo) {
		t.because(Invalid, ReasonTooLong)
	}
}

// canCome reports whether a milestone not reached yet can still be: anything
// while the incident is open; closing and the review until it is closed.
func (v *View) canCome(m code) bool {
	return v.isOpen || !v.closed && (m == codeClosed || m == codeReviewPublished)
}

// clipped moves a moment into the measure's period.
func (m *Measure) clipped(us int64) int64 {
	if !m.clip.IsValid() {
		return us
	}
	return min(max(us, m.clip.start), m.clip.end)
}

// between is the figure of two marks that were found.
func (t *meter) between(from, to *mark) {
	m, f := t.m, t.f
	recorded := from.reason.Code != ReasonWitness && to.reason.Code != ReasonWitness
	if recorded && from.ends == to.ends && len(from.events) == 1 && len(to.events) == 1 && from.events[0] == to.events[0] {
		f.exactly(0) // one fact
		return
	}
	f.reason = because{Code: ReasonUncertain}
	for _, k := range [...]*mark{to, from} {
		if k.reason.Code != ReasonNone {
			f.reason = k.reason
		}
	}
	var has hasValue
	if to.lo != minMicro && from.hi != maxMicro {
		has |= hasMin
	}
	if to.hi != maxMicro && from.lo != minMicro {
		has |= hasMax
	}
	if has&hasMax != 0 && to.hi < from.lo {
		if t.general(to) {
			t.because(NotApplicable, ReasonAlready, string(m.to), m.scope.whole().String())
		} else {
			t.because(Invalid, ReasonNegative, string(m.from), string(m.to))
		}
		return
	}
	lo, hi := t.clock(to.lo)-t.clock(from.hi), t.clock(to.hi)-t.clock(from.lo)
	if m.from == ImpactStarted && (m.to == Restored || to.floor) && lo < 0 {
		lo, has = 0, has|hasMin // by definition no earlier than the start
	}
	if has == 0 {
		if f.none(Unknown); f.reason.Code == ReasonWitness {
			f.reason = why(ReasonMissing, f.reason.about[0]) // the witness bounds nothing
		}
		return
	}
	f.within(lo, hi, has)
	switch {
	case f.kind == Known && f.reason.Code == ReasonWitness:
		f.kind = Bounded // settled by other facts, and still not recorded
	case f.kind == Known:
		f.reason = because{}
	}
	if f.kind == Bounded && from.hasAt && to.hasAt {
		f.at, f.has = t.clock(to.at)-t.clock(from.at), f.has|hasApprox
	}
	if f.kind == Bounded && has&hasMin != 0 && lo < 0 {
		f.doubtful = true
		t.reason(ReasonAcrossZero, string(m.from), string(m.to))
	}
}

// general reports whether a clock that starts with the impact of one place stops
// at something that concerned the whole incident, so that it may well have been
// reached before the impact got to that place.
func (t *meter) general(to *mark) bool {
	m := t.m
	return m.from == ImpactStarted && m.to != Restored && !m.scope.whole().IsZero() &&
		!slices.ContainsFunc(to.events, func(e *Event) bool { return !e.Scope.IsZero() })
}
