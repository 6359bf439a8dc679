package report

import (
	"strings"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// A Format is how instants and labels read. It travels with the report so that
// every format agrees. The zero Format is UTC and the labels as they are.
type Format struct {
	// Zone is the zone that all times are written in. Nil is UTC.
	Zone *time.Location

	// Label, where set, words every label and heading that the library wrote,
	// for other languages. It never sees what people wrote.
	Label func(string) string
}

func (f *Format) zone() *time.Location {
	if f == nil || f.Zone == nil {
		return time.UTC
	}
	return f.Zone
}

// ZoneName returns the name of the zone that times are written in.
func (f *Format) ZoneName() string { return f.zone().String() }

// Words returns a label as it is to be shown.
func (f *Format) Words(label string) string {
	if f == nil || f.Label == nil {
		return label
	}
	return f.Label(label)
}

// Time writes a moment in the report's zone: "2025-06-10 06:06", with seconds
// where there are any, and with the offset in the hour that clocks show twice
// when they are set back: "2026-10-25 02:30+01:00".
func (f *Format) Time(t time.Time) string {
	t = t.In(f.zone())
	layout := "2006-01-02 15:04"
	switch {
	case t.Nanosecond() != 0:
		layout = "2006-01-02 15:04:05.999999"
	case t.Second() != 0:
		layout = "2006-01-02 15:04:05"
	}
	if repeats(t) {
		layout += "-07:00"
	}
	return t.Format(layout)
}

// repeats reports whether clocks in the zone show t twice, because they are set
// back then. Only there does a time of the day need its offset to be one time.
func repeats(t time.Time) bool {
	_, here := t.Zone()
	for _, near := range [...]time.Time{t.Add(-3 * time.Hour), t.Add(3 * time.Hour)} {
		_, there := near.Zone()
		twin := t.Add(time.Duration(here-there) * time.Second)
		if _, offset := twin.Zone(); there != here && offset == there {
			return true
		}
	}
	return false
}

// Instant writes an instant in the report's zone:
//
//	2025-06-10 06:06           exactly
//	~2022-04-12 20:00 ±30m     about
//	2025-06-10 09:23–09:59     between, on one day
//	2025-06-16 – 2025-06-22    between, whole days
//	2021-04-18                 on a day
//	not before 2022-04-11 08:56
//	time unknown
func (f *Format) Instant(i timeline.Instant) string {
	lo, hasLo := i.Earliest()
	hi, hasHi := i.Latest()
	at, stated := i.Stated()
	switch {
	case !i.IsKnown():
		return f.Words("time unknown")
	case i.IsExact():
		return f.Time(at)
	case stated:
		return "~" + f.Time(at) + " ±" + timeline.FormatDuration(hi.Sub(at))
	case !hasHi:
		return f.Words("not before") + " " + f.Time(lo)
	case !hasLo:
		return f.Words("not after") + " " + f.Time(hi)
	}
	return f.between(lo, hi)
}

func (f *Format) between(lo, hi time.Time) string {
	const day = "2006-01-02"
	lo, next := lo.In(f.zone()), hi.Add(time.Microsecond).In(f.zone())
	if midnight(lo) && midnight(next) {
		if last := next.AddDate(0, 0, -1).Format(day); last != lo.Format(day) {
			return lo.Format(day) + " – " + last
		}
		return lo.Format(day)
	}
	from, to := f.Time(lo), f.Time(hi)
	if from[:len(day)] == to[:len(day)] {
		return from + "–" + to[len(day)+1:]
	}
	return from + " – " + to
}

// Period writes an exact span: its days, where it has whole days in the report's
// zone, else the moments at which it begins and ends.
func (f *Format) Period(s timeline.Span) string {
	if from, to := s.Start().In(f.zone()), s.End().In(f.zone()); midnight(from) && midnight(to) && from.Before(to) {
		return f.between(s.Start(), s.End().Add(-time.Microsecond))
	}
	return f.Time(s.Start()) + " – " + f.Time(s.End())
}

func midnight(t time.Time) bool {
	return t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 && t.Nanosecond() == 0
}

// Figure writes a figure for people. An approximate one shows its bounds too:
// "~11h10m (10h40m–11h40m)"; one that grows says so: "≥ 3h17m so far"; one
// whose ends may be in the other order says so: "-6m–7m, doubtful".
func (f *Format) Figure(fig timeline.Figure) string {
	s := fig.String()
	switch r := fig.Range(); {
	case fig.Kind() == timeline.Ongoing && r != "":
		s += " " + f.Words("so far")
	case fig.Kind() == timeline.Bounded && r != s:
		s += " (" + r + ")"
	}
	if fig.Doubtful() {
		s += ", " + f.Words("doubtful")
	}
	return s
}

// plain turns a code word into words for people: "data_loss" to "data loss".
func plain(s string) string { return strings.ReplaceAll(s, "_", " ") }
