package timeline

import "slices"

// holds adds to the stretches those in which work was on hold, as less, and
// reports whether there were any.
func (t *meter) holds() bool {
	any := false
	for i := range t.v.statuses {
		s := &t.v.statuses[i]
		if s.Hold == "" {
			continue
		}
		st := stretch{start: t.edge(s.At, s.event), less: true}
		t.used = append(t.used, s.event)
		if i+1 < len(t.v.statuses) {
			next := &t.v.statuses[i+1]
			st.end = t.edge(next.At, next.event)
			t.used = append(t.used, next.event)
		} else {
			now := max(t.v.now, st.start.lo)
			st.end = edge{lo: now, hi: now}
		}
		if st.start.lo >= t.v.now {
			continue // has not begun
		}
		any = true
		t.surely = append(t.surely, t.warped(st))
	}
	return any
}

// edge is the occurrence of an event as an edge.
func (t *meter) edge(i Instant, e *Event) edge {
	return t.gathering.edge(i, factEdge{e, false}, minMicro, maxMicro)
}

// edgeOf is a mark as an edge: that of its event, if one event alone tells it.
func (t *meter) edgeOf(k *mark) edge {
	e := edge{lo: k.lo, hi: k.hi}
	switch {
	case e.exact():
	case len(k.events) == 1 && k.reason.Code != ReasonWitness:
		e.fact = t.gathering.number(factEdge{k.events[0], k.ends}, k.at, k.hasAt)
	default:
		e.fact = t.gathering.number(factEdge{}, k.at, k.hasAt)
	}
	return e
}

// warped is the stretch on the measure's clock.
func (t *meter) warped(s stretch) stretch {
	if t.m.calendar == nil {
		return s
	}
	for _, e := range [...]*edge{&s.start, &s.end} {
		e.lo, e.hi = t.warp(e.lo), t.warp(e.hi)
	}
	return s
}

// onHold says of a figure whether time on hold is in it, and takes that time out
// where the measure leaves it out.
func (t *meter) onHold(from, to *mark) {
	f := t.f
	if f.kind != Known && f.kind != Bounded && f.kind != Ongoing {
		return
	}
	t.gathering.reset(t)
	if f.hold = t.paused(); f.hold != holdExcluded {
		return
	}
	end := edge{lo: t.v.now, hi: t.v.now}
	if f.kind != Ongoing {
		end = t.edgeOf(to)
	}
	t.surely = append(t.surely, t.warped(stretch{start: t.edgeOf(from), end: end}))
	t.net(*f)
}

// net puts the length of the stretches collected, less those marked, in place of
// the bounds of f.
func (t *meter) net(plain Figure) {
	f := t.f
	clip := t.period()
	l, ok := t.union(t.surely, clip)
	if !ok {
		t.because(Invalid, ReasonContradicted)
		return
	}
	t.use(t.used...)
	kind, reason := plain.kind, plain.reason
	if t.most = l.hi; l.unbounded {
		t.hasMost = false
	}
	f.within(l.lo, l.hi, plain.has&(hasMin|hasMax))
	switch {
	case f.kind == Invalid:
	case kind == Ongoing:
		f.kind, f.reason = Ongoing, reason
	case f.kind == Bounded && reason.Code == ReasonNone:
		f.reason.Code = ReasonUncertain
	case f.kind == Known && reason.Code == ReasonWitness:
		f.kind, f.reason = Bounded, reason
	case f.kind == Known:
		f.reason = because{}
	}
	if f.kind == Bounded && plain.has&hasApprox != 0 && t.stated(t.surely) {
		f.at, f.has = t.length(t.surely, clip, asStated), f.has|hasApprox
	}
}

// stated reports whether every edge has a stated point.
func (t *meter) stated(stretches []stretch) bool {
	for i := range stretches {
		for _, e := range [...]*edge{&stretches[i].start, &stretches[i].end} {
			if !e.exact() && !t.gathering.facts[e.fact].point {
				return false
			}
		}
	}
	return true
}

// cumulative measures the time in which a milestone was still to be reached.
func (t *meter) cumulative() {
	switch t.m.to {
	case Restored:
		t.impaired()
	case Resolved, Closed:
		t.unresolved()
	default:
		t.elapsed()
	}
}

// impaired is the time impacted, from where the clock starts.
func (t *meter) impaired() {
	from, _, ok := t.ends(pickUsual)
	if !ok {
		return
	}
	since := t.m.from != ImpactStarted
	if since {
		t.use(from.events...)
	}
	switch {
	case from.state != markFound:
		t.notBegun(from)
		return
	case from.lo > t.v.now: // recorded ahead of its time
		t.because(Pending, ReasonNotYet, string(t.m.from))
		return
	}
	if since || t.m.noHold { // numbers the facts
		t.gathering.valid = false
		t.gather(t.m.scope.whole(), t.m.clipOr(), []*View{t.v})
	}
	if since {
		t.apart = append(t.apart, t.warped(stretch{start: edge{lo: minMicro, hi: minMicro}, end: t.edgeOf(from), less: true}))
	}
	policy := t.paused()
	t.apart = append(t.apart, t.surely...)
	l := t.total(t.v)
	f := t.f
	if l.noEnd && t.v.dismissal != "" {
		t.because(NotApplicable, ReasonResolution, t.v.dismissal)
	}
	if f.kind != Known && f.kind != Bounded && f.kind != Ongoing {
		return
	}
	if f.hold = policy; policy == holdExcluded {
		t.use(t.used...)
	}
	if since && f.kind == Bounded && f.reason.Code == ReasonUncertain && from.reason.Code != ReasonNone {
		f.reason = from.reason
	}
}

// paused collects the time on hold where the measure leaves it out, and nothing
// where it does not, and says which.
func (t *meter) paused() holdPolicy {
	t.surely, t.used = t.surely[:0], t.used[:0]
	policy := holdNone
	if t.v.held && t.holds() {
		policy = holdIncluded
		if t.m.noHold {
			return holdExcluded
		}
	}
	t.surely, t.used = t.surely[:0], t.used[:0]
	return policy
}

// unresolved is the time from where the clock starts in which the incident was
// not resolved, or not closed: without the time until it was reopened.
func (t *meter) unresolved() {
	from, to, ok := t.ends(pickFirst)
	if !ok {
		return
	}
	t.use(from.events...)
	if from.state != markFound {
		t.notBegun(from)
		return
	}
	var last mark
	t.mark(anchor{t.m.to, t.m.toCode}, t.m.place(t.m.to), pickLast, &last)
	switch {
	case to.state == markFound && last.state == markMissing:
		t.missing(t.m.to, &last)
	case to.state == markFound && last.state != markFound || last.lo > t.v.now:
		last.state = markOpen // reopened, or closed ahead of its time
		t.notEnded(from, &last)
	case to.state != markFound:
		t.notEnded(from, to)
	default:
		t.use(to.events...)
		t.between(from, &last)
	}
	if t.f.kind != Known && t.f.kind != Bounded && t.f.kind != Ongoing {
		return
	}
	t.gathering.reset(t)
	t.f.hold = t.paused()
	t.episodes(from, &last)
	t.net(*t.f)
}

// episodes adds the stretch that counts, and as less those in which the incident
// was over.
func (t *meter) episodes(from, last *mark) {
	end := edge{lo: t.v.now, hi: t.v.now}
	if t.f.kind != Ongoing {
		end = t.edgeOf(last)
	}
	t.surely = append(t.surely, t.warped(stretch{start: t.edgeOf(from), end: end}))
	over := func(p Phase) bool { return p == PhaseClosed || p == PhaseResolved && t.m.to == Resolved }
	since := -1
	for i := range t.v.statuses {
		s := &t.v.statuses[i]
		switch {
		case over(s.Phase) && since < 0:
			since = i
		case !over(s.Phase) && since >= 0:
			was := &t.v.statuses[since]
			t.surely = append(t.surely, t.warped(stretch{start: t.edge(was.At, was.event), end: t.edge(s.At, s.event), less: true}))
			t.used = append(t.used, was.event, s.event)
			since = -1
		}
	}
	// Resolved once more while it was closed: over from before on.
	if i := slices.IndexFunc(t.v.statuses, func(s statusEntry) bool { return len(last.events) == 1 && s.event == last.events[0] }); since >= 0 && since < i {
		was := &t.v.statuses[since]
		t.surely = append(t.surely, t.warped(stretch{start: t.edge(was.At, was.event), end: end, less: true}))
		t.used = append(t.used, was.event)
	}
}
