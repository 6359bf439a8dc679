package timeline

// When returns when the incident as a whole reached a milestone or published an
// update, within the bounds that measures count from and to: the first of several
// for some milestones and the last for others, as the measure that bears its name
// has it, bounded by witnesses where it was not recorded. Any name works, as with
// [Elapsed].
//
// The zero Instant says that no time is known: it was not reached as of the view,
// nobody recorded it, or nobody recorded when. A time of restoration that leaves
// out places that the log may not name has an earliest moment only. What was
// recorded ahead of its time has not been reached.
//
// An instant has a stated point in the middle of its bounds alone. Where the
// estimate of a figure lies elsewhere, as with the last of two that are both
// uncertain, the instant has its bounds and no point.
func (v *View) When(m Milestone) Instant {
	var own mark
	k := &own
	if c := codeOf(m); c > 0 {
		k = v.usual(c)
	} else {
		t := meter{v: v}
		t.mark(anchor{name: m}, Scope{}, pickUsual, k)
	}
	if k.state != markFound || k.lo > v.now || k.lo == minMicro && k.hi == maxMicro {
		return Instant{}
	}
	i := between(k.lo, k.hi)
	if i.kind == instantBetween && k.hasAt && k.at-k.lo == k.hi-k.at {
		i.at, i.kind = k.at, instantAbout
	}
	return i
}
