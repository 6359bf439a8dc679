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
func (f *Format) Time(t time.Time) string { return string(f.AppendTime(make([]byte, 0, 64), t)) }

// AppendTime appends what [Format.Time] writes to b.
func (f *Format) AppendTime(b []byte, t time.Time) []byte {
	t = t.In(f.zone())
	switch {
	case t.Nanosecond() != 0:
		b = t.AppendFormat(b, "2006-01-02 15:04:05.999999")
	case t.Second() != 0:
		b = t.AppendFormat(b, "2006-01-02 15:04:05")
	case t.Year() < 0 || t.Year() > 9999:
		b = t.AppendFormat(b, "2006-01-02 15:04")
	default: // the same by the layout that package time is fastest at
		day, end := len(b)+len("2006-01-02"), len(b)+len("2006-01-02 15:04")
		b = t.AppendFormat(b, time.RFC3339)[:end]
		b[day] = ' '
	}
	if repeats(t) {
		b = t.AppendFormat(b, "-07:00")
	}
	return b
}

// repeats reports whether clocks in the zone show t twice, because they are set
// back then. Only there does a time of the day need its offset to be one time.
func repeats(t time.Time) bool {
	if t.Location() == time.UTC {
		return false
	}
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
	return string(f.AppendInstant(make([]byte, 0, 64), i))
}

// AppendInstant appends what [Format.Instant] writes to b.
func (f *Format) AppendInstant(b []byte, i timeline.Instant) []byte {
	lo, hasLo := i.Earliest()
	hi, hasHi := i.Latest()
	at, stated := i.Stated()
	switch {
	case !i.IsKnown():
		return append(b, f.Words("time unknown")...)
	case i.IsExact():
		return f.AppendTime(b, at)
	case stated:
		b = append(f.AppendTime(append(b, '~'), at), " ±"...)
		return timeline.AppendDuration(b, hi.Sub(at))
	case !hasHi:
		return f.AppendTime(append(append(b, f.Words("not before")...), ' '), lo)
	case !hasLo:
		return f.AppendTime(append(append(b, f.Words("not after")...), ' '), hi)
	}
	return f.between(b, lo, hi)
}

func (f *Format) between(b []byte, lo, hi time.Time) []byte {
	const day = "2006-01-02"
	from, next := lo.In(f.zone()), hi.Add(time.Microsecond).In(f.zone())
	if midnight(from) && midnight(next) {
		b = from.AppendFormat(b, day)
		if last := next.AddDate(0, 0, -1); !sameDay(last, from) {
			b = last.AppendFormat(append(b, " – "...), day)
		}
		return b
	}
	b = f.AppendTime(b, lo)
	if sameDay(from, hi.In(f.zone())) {
		b = append(b, "–"...)
		at := len(b)
		b = f.AppendTime(b, hi)
		return append(b[:at], b[at+len(day)+1:]...)
	}
	return f.AppendTime(append(b, " – "...), hi)
}

func sameDay(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }

// Period writes an exact span: its days, where it has whole days in the report's
// zone, else the moments at which it begins and ends.
func (f *Format) Period(s timeline.Span) string {
	if from, to := s.Start().In(f.zone()), s.End().In(f.zone()); midnight(from) && midnight(to) && from.Before(to) {
		return string(f.between(nil, s.Start(), s.End().Add(-time.Microsecond)))
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
	return string(f.AppendFigure(make([]byte, 0, 64), fig))
}

// AppendFigure appends what [Format.Figure] writes to b.
func (f *Format) AppendFigure(b []byte, fig timeline.Figure) []byte {
	_, hasMin := fig.Min()
	_, hasMax := fig.Max()
	_, approx := fig.Approx()
	b = fig.AppendString(b)
	switch bounds := hasMin || hasMax; {
	case fig.Kind() == timeline.Ongoing && bounds:
		b = append(append(b, ' '), f.Words("so far")...)
	case fig.Kind() == timeline.Bounded && bounds && approx:
		b = append(fig.AppendRange(append(b, " ("...)), ')')
	}
	if fig.Doubtful() {
		b = append(append(b, ", "...), f.Words("doubtful")...)
	}
	return b
}

// Length writes how long something lasted, for people: "54m", "30m–45m",
// "≥ 1h". A length that is not stated reads "unknown".
func (f *Format) Length(l timeline.Length) string {
	return string(f.AppendLength(make([]byte, 0, 64), l))
}

// AppendLength appends what [Format.Length] writes to b.
func (f *Format) AppendLength(b []byte, l timeline.Length) []byte {
	switch {
	case !l.IsStated():
		return append(b, f.Words("unknown")...)
	case !l.HasLongest():
		return timeline.AppendDuration(append(b, "≥ "...), l.Shortest())
	}
	b = timeline.AppendDuration(b, l.Shortest())
	if l.Shortest() != l.Longest() {
		b = timeline.AppendDuration(append(b, "–"...), l.Longest())
	}
	return b
}

// plain turns a code word into words for people: "data_loss" to "data loss".
func plain(s string) string { return strings.ReplaceAll(s, "_", " ") }
