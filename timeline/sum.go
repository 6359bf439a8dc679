package timeline

// Sum adds the figures of several incidents. All must be of the same measure,
// version, anchors, place, period and weighting, and count time or things:
// ratios do not add up, use [Measure.Across]. It is the arithmetic sum: where incidents
// overlap, that time counts once for each.
//
// Figures that are not known leave the sum of totals with a lower bound, since
// no total is negative, and of others unknown; either way the reason says how
// many were known. Figures that are not applicable add nothing.
func Sum(figures ...Figure) Figure {
	if len(figures) == 0 {
		return Figure{}.because(Unknown, ReasonNothingKnown)
	}
	out := Figure{measure: figures[0].measure}
	s := sum{has: hasMin | hasMax | hasApprox}
	for _, f := range figures {
		if f.measure != out.measure || f.Unit() == Ratio {
			return out.because(Invalid, ReasonMixed)
		}
		if !s.add(f) {
			return out.because(Invalid, ReasonTooLong)
		}
		out.incidents += max(1, f.incidents)
		out.inputs = append(out.inputs, f.facts()...)
		out.doubtful = out.doubtful || f.doubtful
		out.hold = max(out.hold, f.hold)
	}
	return s.figure(out, len(figures))
}

type sum struct {
	lo, hi, at int64
	has        hasValue
	known      int
	valued     bool // some figure has a value
	ongoing    bool
}

// add takes one figure into the sum, and reports false on overflow.
func (s *sum) add(f Figure) bool {
	switch f.kind {
	case Known, Bounded, Ongoing:
		s.known++
		s.valued = true
		s.ongoing = s.ongoing || f.kind == Ongoing
		s.has &= f.has
		s.lo, s.hi, s.at = s.lo+f.lo, s.hi+f.hi, s.at+f.at
	case NotApplicable:
		s.known++
	default:
		s.has &^= hasMax | hasApprox
	}
	return f.Unit() != Seconds || fits(s.lo) && fits(s.hi) && fits(s.at)
}

func (s *sum) figure(out Figure, n int) Figure {
	partial := s.known < n
	if s.known == 0 || partial && out.measure.shape() != shapeTotal && out.measure.shape() != shapeWeighted {
		return out.because(Unknown, ReasonPartialSum, itoa(s.known), itoa(n))
	}
	if !s.valued && !partial {
		return out.because(NotApplicable, ReasonNone)
	}
	if s.has&(hasMin|hasMax) == 0 {
		return out.because(Unknown, ReasonUncertain)
	}
	out.within(s.lo, s.hi, s.has&(hasMin|hasMax))
	if s.has&hasApprox != 0 && out.kind == Bounded {
		out.at, out.has = s.at, out.has|hasApprox
	}
	if out.kind == Bounded {
		out.reason.Code = ReasonUncertain
	}
	if s.ongoing {
		out.kind, out.reason.Code = Ongoing, ReasonNotYet
	}
	if partial {
		out.reason = why(ReasonPartialSum, itoa(s.known), itoa(n))
	}
	return out
}
