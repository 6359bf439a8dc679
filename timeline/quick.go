package timeline

// plainShape returns the shape of a measure that has no refinement but its
// milestones, and shapeNone for others.
func (m *Measure) plainShape() shape {
	plain := Measure{def: m.def, from: m.from, to: m.to, fromCode: m.fromCode, toCode: m.toCode}
	s := m.shape()
	if *m != plain || m.def == defFailedDeployment || s == shapeElapsed && (m.fromCode == 0 || m.toCode == 0) || s != shapeElapsed && s != shapeTotal {
		return shapeNone
	}
	return s
}

// quick computes a figure of a plain measure in the cases that are most common
// and need no more than a subtraction or a sum, and is false in all others. What
// it gives is what meter.of gives.
func (t *meter) quick(s shape, f *Figure) bool {
	switch s {
	case shapeElapsed:
		return !t.v.held && t.quickElapsed(f)
	case shapeTotal:
		return t.v.exact && t.quickTotal(f)
	}
	return false
}

func (t *meter) quickElapsed(f *Figure) bool {
	from, to := t.v.usual(f.measure.fromCode), t.v.usual(f.measure.toCode)
	switch {
	case !from.isBounded():
		return false
	case to.state != markFound:
		return len(to.events) == 0 && t.quickMissing(f, from, to)
	case !to.isBounded() || to.lo > t.v.now || to.lo < from.hi || !fits(to.hi-from.lo):
		return false
	case len(from.events) == 1 && len(to.events) == 1 && from.events[0] == to.events[0]:
		return false // perhaps one fact
	}
	lo, hi := to.lo-from.hi, to.hi-from.lo
	switch {
	case lo == hi:
		f.set(Known, lo, lo, lo, hasMin|hasMax|hasApprox)
	case from.hasAt && to.hasAt:
		f.set(Bounded, lo, hi, to.at-from.at, hasMin|hasMax|hasApprox)
		f.reason.Code = ReasonUncertain
	default:
		f.set(Bounded, lo, hi, 0, hasMin|hasMax)
		f.reason.Code = ReasonUncertain
	}
	t.inputsOf(from)
	if len(from.events) == 1 && len(to.events) == 1 && from.events[0].ID != to.events[0].ID {
		t.inputs = append(t.inputs, to.events[0].ID)
	} else {
		t.use(to.events...)
	}
	return true
}

// quickMissing is the figure whose end was not recorded.
func (t *meter) quickMissing(f *Figure, from, to *mark) bool {
	switch {
	case to.reason.Code != ReasonNone || t.v.dismissal != "" || from.hi > t.v.now || !fits(t.v.now-from.hi):
		return false
	case to.state == markOpen || t.v.canCome(f.measure.toCode):
		f.set(Ongoing, t.v.now-from.hi, 0, 0, hasMin)
		f.reason.Code = ReasonNotYet
	default:
		f.set(Unknown, 0, 0, 0, 0)
		f.reason.Code = ReasonMissing
	}
	f.reason.about[0] = string(f.measure.to)
	t.inputsOf(from)
	return true
}

// inputsOf makes the events of a mark the first inputs.
func (t *meter) inputsOf(k *mark) {
	if len(k.events) == 1 {
		t.inputs = append(t.inputs, k.events[0].ID)
	} else {
		t.use(k.events...)
	}
}

// isBounded reports whether the mark was found, recorded, and has bounds.
func (k *mark) isBounded() bool {
	return k.state == markFound && k.lo != minMicro && k.hi != maxMicro && k.reason.Code == ReasonNone
}

// set gives a figure everything but its measure and inputs.
func (f *Figure) set(kind FigureKind, lo, hi, at int64, has hasValue) {
	f.kind, f.lo, f.hi, f.at, f.has = kind, lo, hi, at, has
	f.doubtful, f.hold, f.incidents, f.reason = false, holdNone, 0, because{}
}

// quickTotal sums windows whose edges are all exact and past.
func (t *meter) quickTotal(f *Figure) bool {
	counts, away := t.counted[:0], t.less[:0]
	for i := range t.v.impacts {
		im := &t.v.impacts[i]
		switch s := f.measure.share(im.Health); s {
		case counted, less:
			p := pair{im.Start.at, im.End.at}
			counts = append(counts, p)
			if s == less {
				away = append(away, p)
			}
			if t.v.plain { // each event once
				t.inputs = append(t.inputs, im.Event)
			} else {
				t.input(im.Event)
			}
			if im.endedBy != im.event {
				t.input(im.EndedBy)
			}
		}
	}
	t.counted, t.less = counts, away
	n := lengthWithout(counts, away)
	if !fits(n) {
		return false
	}
	f.set(Known, n, n, n, hasMin|hasMax|hasApprox)
	return true
}
