package timeline

import (
	"strconv"
	"time"
)

// String writes the figure for people:
//
//	3h17m   ~11h10m   3h53m–9h59m   ≥ 3h17m   99.8634 %   4
//	unknown (impact start not recorded)   not applicable (emea not affected)
//
// An approximate figure shows its estimate; [Figure.Range] shows its bounds.
func (f Figure) String() string { return string(f.AppendString(make([]byte, 0, 64))) }

// AppendString appends what [Figure.String] writes to b.
func (f Figure) AppendString(b []byte) []byte {
	switch f.kind {
	case Known, Bounded, Ongoing:
		if f.kind == Bounded && f.has&hasApprox != 0 {
			return f.number(append(b, '~'), f.at)
		}
		if f.has != 0 {
			return f.AppendRange(b)
		}
	}
	for _, c := range []byte(f.kind.String()) {
		if c == '_' {
			c = ' '
		}
		b = append(b, c)
	}
	if f.reason.Code != ReasonNone {
		var about [2]string
		r := Reason{Code: f.reason.Code, About: about[:0]}
		for _, a := range f.reason.about {
			if a != "" {
				r.About = append(r.About, a)
			}
		}
		b = append(r.appendWords(append(b, " ("...)), ')')
	}
	return b
}

// Range writes the bounds of the figure for people, and is empty for a figure
// without any.
func (f Figure) Range() string { return string(f.AppendRange(make([]byte, 0, 64))) }

// AppendRange appends what [Figure.Range] writes to b.
func (f Figure) AppendRange(b []byte) []byte {
	switch f.has & (hasMin | hasMax) {
	case hasMin | hasMax:
		b = f.number(b, f.lo)
		if f.lo == f.hi {
			return b
		}
		hi := f.hi
		const step = ratioUnit / 1_000_000 // of the last digit shown
		if f.Unit() == Ratio && hi%step != 0 {
			hi = hi/step*step + step // a bound must not exclude the truth
		}
		return f.number(append(b, "–"...), hi)
	case hasMin:
		return f.number(append(b, "≥ "...), f.lo)
	case hasMax:
		return f.number(append(b, "≤ "...), f.hi)
	}
	return b
}

// number appends one value. Ratios are cut, never rounded up, to four decimals
// of a percent, so that no availability is overstated; only an upper bound is
// rounded up, see [Figure.Range].
func (f Figure) number(b []byte, v int64) []byte {
	switch f.Unit() {
	case Seconds:
		return AppendDuration(b, time.Duration(v)*time.Microsecond)
	case Ratio:
		const percent = ratioUnit / 100
		b = append(strconv.AppendInt(b, v/percent, 10), '.')
		rest := v % percent / (percent / 10_000)
		for d := int64(1000); d > 0; d /= 10 {
			b = append(b, byte('0'+rest/d%10))
		}
		return append(b, " %"...)
	}
	return strconv.AppendInt(b, v, 10)
}
