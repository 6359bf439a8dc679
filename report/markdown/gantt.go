package markdown

import (
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// extent widens the chart by what is known of the instants.
func (c *chart) extent(instants ...timeline.Instant) {
	for _, i := range instants {
		for _, bound := range [...]func() (time.Time, bool){i.Earliest, i.Latest} {
			t, ok := bound()
			if !ok {
				continue
			}
			if c.from.IsZero() || t.Before(c.from) {
				c.from = t
			}
			if c.to.IsZero() || t.After(c.to) {
				c.to = t
			}
		}
	}
}

// A stretch is what lies between two instants that may be uncertain: certain
// from its latest start to its earliest end, possible before and after.
type stretch struct {
	start, certain, doubtful, end time.Time
	sure                          bool
}

// stretch cuts what lies between two instants at their bounds. Where a bound is
// not known, the edge of the chart stands for it. What goes on is certain up to
// the edge.
func (c *chart) stretch(start, end timeline.Instant, goesOn bool) stretch {
	s := stretch{start: c.from, end: c.to}
	if t, ok := start.Earliest(); ok {
		s.start = t
	}
	latest, known := start.Latest()
	if t, ok := end.Latest(); ok && !goesOn {
		s.end = t
	}
	earliest, over := end.Earliest()
	if goesOn {
		earliest, over = c.to, true
	}
	if known && over && latest.Before(earliest) {
		s.certain, s.doubtful, s.sure = latest, earliest, true
	}
	return s
}

// between puts what lies between two instants on a row.
func (r *row) between(s stretch, l look, sure, perhaps string) {
	if !s.sure {
		r.add(perhaps, possible, s.start, s.end)
		return
	}
	r.add(perhaps, possible, s.start, s.certain)
	r.add(sure, l, s.certain, s.doubtful)
	r.add(perhaps, possible, s.doubtful, s.end)
}

// cells are the words of one column of the table that b lowers to, so that the
// diagram and its table name things alike.
func cells(b report.Block, f *report.Format, columns ...int) []string {
	var out []string
	for _, simpler := range b.Lower(f) {
		t, ok := simpler.(report.Table)
		if !ok {
			continue
		}
		for _, r := range t.Rows {
			s := ""
			for _, i := range columns {
				if i >= len(r) {
					continue
				}
				if s != "" {
					s += ", "
				}
				s += r[i].Words(f)
			}
			out = append(out, s)
		}
		break
	}
	return out
}

// lanes draws impacts, one row for each.
func lanes(b report.Lanes, f *report.Format) chart {
	var c chart
	c.extent(b.From, b.To)
	for _, i := range b.Impacts {
		c.extent(i.Start, i.End)
	}
	affected, perhaps := f.Words("affected"), f.Words("possibly affected")
	for n, label := range cells(b, f, 0, 1) {
		i := b.Impacts[n]
		r := row{label: label}
		end := i.End
		if i.EndState != timeline.EndGiven {
			end = timeline.Instant{}
		}
		s := c.stretch(i.Start, end, i.EndState == timeline.EndOngoing)
		switch {
		case i.Total.IsStated():
			r.add(report.Phrase("{1} somewhere in here", report.Lasting(i.Total)).Words(f), within, s.start, s.end)
		case i.EndState == timeline.EndOngoing:
			r.between(s, critical, f.Words("affected, not over"), perhaps)
		default:
			r.between(s, critical, affected, perhaps)
		}
		c.rows = append(c.rows, r)
	}
	return c
}

// phases draws stages, one row for each, with its length in words.
func phases(b report.Phases, f *report.Format) chart {
	var c chart
	for _, s := range b.Stages {
		c.extent(s.From, s.To)
	}
	for _, p := range b.Stages {
		r := row{label: f.Words(p.Label)}
		if p.From.IsKnown() && p.To.IsKnown() {
			words := f.Figure(p.Figure)
			if s := c.stretch(p.From, p.To, false); s.sure {
				r.between(s, plain, words, f.Words("possibly"))
			} else {
				r.between(s, plain, words, words)
			}
		}
		c.rows = append(c.rows, r)
	}
	return c
}

// cadence draws updates as moments, those whose promise was missed in red, the
// time until the first of them and the longest silence.
func cadence(b report.Cadence, f *report.Format) chart {
	var c chart
	c.extent(b.From, b.To)
	for _, u := range b.Updates {
		c.extent(u.At)
	}
	if len(b.Updates) == 0 {
		return c
	}
	if b.From.IsKnown() {
		r := row{label: f.Words("before the first")}
		words := f.Figure(b.First)
		r.between(c.stretch(b.From, b.Updates[0].At, false), plain, words, words)
		c.rows = append(c.rows, r)
	}
	r := row{label: f.Words("published updates")}
	for _, u := range b.Updates {
		l := moment
		if u.Kept == "missed" {
			l = alarm
		}
		lo, hasLo := u.At.Earliest()
		hi, hasHi := u.At.Latest()
		switch {
		case u.At.IsExact():
			r.add(f.Words(u.What), l, lo, lo)
		case hasLo && hasHi:
			r.add(f.Words(u.What), possible, lo, hi)
		}
	}
	c.rows = append(c.rows, r)
	if from, to, ok := silence(b); ok {
		r := row{label: f.Words("longest silence")}
		r.add(f.Figure(b.Silence), critical, from, to)
		c.rows = append(c.rows, r)
	}
	return c
}

// silence finds where the longest silence lies, if it is exact and between two
// updates, or after the last.
func silence(b report.Cadence) (from, to time.Time, ok bool) {
	d, known := b.Silence.Duration()
	if !known || b.Silence.Kind() != timeline.Known {
		return from, to, false
	}
	for i, u := range b.Updates {
		next := b.To
		if i+1 < len(b.Updates) {
			next = b.Updates[i+1].At
		}
		from, _ := u.At.Stated()
		to, _ := next.Stated()
		if u.At.IsExact() && next.IsExact() && to.Sub(from) == d && d > 0 {
			return from, to, true
		}
	}
	return from, to, false
}

// steps draws how bad it was held to be, one row for each assessment.
func steps(b report.Steps, f *report.Format) chart {
	var c chart
	c.extent(b.From, b.To)
	for _, s := range b.Steps {
		c.extent(s.From, s.To)
	}
	for n, label := range cells(b, f, 0) {
		s := b.Steps[n]
		r := row{label: label}
		words := f.Figure(s.Lasted)
		r.between(c.stretch(s.From, s.To, !s.To.IsKnown()), plain, words, words)
		c.rows = append(c.rows, r)
	}
	return c
}
