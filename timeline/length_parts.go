package timeline

import "time"

// A stated is one length of a text: "1 hour and 2 minutes", or the 30 of "30-45
// minutes".
type stated struct {
	us     int64
	parts  int
	unit   int64 // of the last part, in microseconds
	amount int64 // of the last part, in millionths
	bare   bool  // a number that waits for its unit
	at     token
}

func micros(us int64) time.Duration { return time.Duration(us) * time.Microsecond }

// length reads parts of ever smaller units. In a range from one length to
// another, where "and" may end the first, a part that does not fit belongs to the
// second. No first length loses its own end by that, as no part of a second,
// longer one is smaller than the unit before it.
func (r *lengthReader) length(between bool) (l stated, err error) {
	l.at = r.next()
	if l.at.kind == tokenClock {
		l.us, l.parts, l.unit = l.at.amount, 3, second
		r.pos++
		if l.at.unclear {
			return l, r.fault(ErrAmbiguous, l.at, "hours and minutes, or minutes and seconds")
		}
		return l, nil
	}
	for {
		before := r.pos
		if l.parts > 0 && !r.comma() {
			return l, nil
		}
		p, err := r.part()
		switch {
		case err != nil:
			return l, err
		case p.bare && l.parts == 0 && r.opensRange(between):
			return p, nil
		case p.bare:
			return l, r.fault(ErrSyntax, p.at, "a number without a unit")
		case l.parts > 0 && (p.unit >= l.unit || p.us >= l.unit):
			if between {
				r.pos = before
				return l, nil
			}
			return l, r.fault(ErrSyntax, p.at, "does not fit behind a part of that unit")
		case l.parts > 0 && l.amount%million != 0:
			return l, r.fault(ErrSyntax, p.at, "a fraction comes last")
		case l.parts > 0 && p.us > maxLength-l.us:
			return l, r.fault(ErrRange, p.at, "longer than 292 years")
		}
		l.us += p.us
		l.parts, l.unit, l.amount = l.parts+1, p.unit, p.amount
	}
}

// comma passes over what may divide two parts, and is false, having moved
// nowhere, where no part follows.
func (r *lengthReader) comma() bool {
	n := r.pos
	if r.tokens[n].text == "," {
		n++
	}
	if r.tokens[n].text == "and" || r.tokens[n].text == "&" {
		n++
	}
	if t := r.tokens[n]; !t.isNumber() && !(t.isArticle() && r.tokens[n+1].opensUnit()) {
		return false
	}
	r.pos = n
	return true
}

// opensRange reports whether the end of a range follows.
func (r *lengthReader) opensRange(between bool) bool {
	t := r.next()
	return t.text == "-" || t.text == "to" || between && (t.text == "and" || t.text == "," && r.tokens[r.pos+1].text == "and")
}

// part reads an amount and its unit, or the bare amount where no unit follows.
func (r *lengthReader) part() (p stated, err error) {
	p.at = r.next()
	if p.amount, err = r.amount(); err != nil {
		return p, err
	}
	if r.next().text == "+" {
		if err := r.mean(toLeast, r.next()); err != nil {
			return p, err
		}
		r.pos++
	}
	if _, n := matchPhrase(idle, r.tokens[r.pos:]); n > 0 && r.tokens[r.pos+n].isUnit() {
		r.pos += n // "39 more minutes"
	}
	if r.next().text == "-" && r.tokens[r.pos+1].isUnit() {
		r.pos++
	}
	t := r.next()
	switch {
	case t.raw == "M":
		return p, r.fault(ErrAmbiguous, t, "months or minutes; write mo or min")
	case !t.isUnit():
		p.bare = true
		return p, nil
	}
	r.pos++
	if p.unit = units[t.text]; p.unit == 0 {
		return p, r.fault(ErrAmbiguous, t, "months and years have no fixed length")
	}
	if share, n := r.andShare(); n > 0 && p.amount%million == 0 && !r.unitAt(r.pos+n) { // not "1 hour and a half minute"
		p.amount += share
		r.pos += n
	}
	p.us, err = r.times(p.amount, p.unit, p.at)
	return p, err
}

// amount reads a number, in millionths.
func (r *lengthReader) amount() (int64, error) {
	t := r.next()
	share, isShare := shares[t.text]
	switch {
	case t.kind == tokenNumber && t.unclear:
		return 0, r.fault(ErrRange, t, "too many digits")
	case t.isArticle() && r.tokens[r.pos+1].opensUnit():
		if _, ok := shares[r.tokens[r.pos+1].text]; ok {
			r.pos++
			return r.amount()
		}
		r.pos++
		return million, nil
	case isShare:
		r.pos++
		if n := r.next(); n.isArticle() && r.tokens[r.pos+1].isUnit() { // half an hour
			r.pos++
		}
		return share, nil
	case !t.isNumber():
		return 0, r.fault(ErrSyntax, t, "want a length, such as 1h 30m")
	}
	r.pos++
	n := t.amount
	if t.kind == tokenWord {
		n = numbers[t.text]
		ones, at := r.next(), r.pos
		if ones.text == "-" {
			at++
			ones = r.tokens[at]
		}
		if u := numbers[ones.text]; n >= 20*million && u > 0 && u < 10*million {
			n += u
			r.pos = at + 1
		}
	}
	if v := r.next(); n%million == 0 && v.isVulgar() {
		r.pos++
		return n + v.amount, nil
	}
	if share, count := r.andShare(); count > 0 && n%million == 0 {
		r.pos += count
		return n + share, nil
	}
	return n, nil
}

// andShare recognises "and a half", and returns how many words it is.
func (r *lengthReader) andShare() (share int64, n int) {
	t := r.tokens[r.pos:]
	if len(t) < 4 || t[0].text != "and" || t[1].text != "a" {
		return 0, 0
	}
	if share = shares[t[2].text]; share == 0 || t[3].text == "an" {
		return 0, 0
	}
	return share, 3
}

// unitAt reports whether a unit stands at token n, with or without a dash.
func (r *lengthReader) unitAt(n int) bool {
	return r.tokens[n].isUnit() || r.tokens[n].text == "-" && r.tokens[n+1].isUnit()
}
