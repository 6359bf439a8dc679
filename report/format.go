package report

import (
	"strings"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// A Format is how a report reads: in which zone its times are and in which language
// its labels. It travels with the report so that every format agrees. The zero Format
// is UTC and English. Its functions must be safe for concurrent use where reports are
// rendered so.
type Format struct {
	// Zone is the zone that all times are written in. Nil is UTC.
	Zone *time.Location

	// Label, where set, words every label and heading that the library wrote, for
	// other languages; [Labels] lists them. Values stand in some, see [Phrase]. It never
	// sees what people wrote: of their records it is asked for the vocabulary alone,
	// such as states and roles.
	Label func(string) string

	// Duration, where set, writes lengths of time: "3 Std. 17 Min.". Negative ones
	// come too, where a figure's ends may be in the other order. Nil is
	// [timeline.FormatDuration].
	Duration func(time.Duration) string

	// Language is the language of the labels as a tag of BCP 47: "de", "pt-BR". Empty
	// is "en".
	Language string

	// phrases are the labels of data that hold values, by how they read in English.
	phrases map[string]Value
}

func (f *Format) zone() *time.Location {
	if f == nil || f.Zone == nil {
		return time.UTC
	}
	return f.Zone
}

// ZoneName returns the name of the zone that times are written in.
func (f *Format) ZoneName() string { return f.zone().String() }

// LanguageTag returns the language of the labels; "und", which is none in particular,
// where [Format.Language] is no tag.
func (f *Format) LanguageTag() string {
	switch {
	case f == nil || f.Language == "":
		return english
	case !isTag(f.Language):
		return "und"
	}
	return f.Language
}

const english = "en"

// IsEnglish reports whether the labels are in English, of any country.
func (f *Format) IsEnglish() bool {
	primary, _, _ := strings.Cut(f.LanguageTag(), "-")
	return strings.EqualFold(primary, english)
}

// isTag reports whether s can be a tag of BCP 47: parts of one to eight letters and
// digits, the first of letters.
func isTag(s string) bool {
	for i, part := range strings.Split(s, "-") {
		isOther := func(r rune) bool {
			return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' && i > 0)
		}
		if part == "" || len(part) > 8 || strings.IndexFunc(part, isOther) >= 0 {
			return false
		}
	}
	return true
}

// Words returns a label as it is to be shown.
//
// Note: [Format.AppendInstant] and its like ask word and not Words, which leads back to
// them: the compiler would give each caller's buffer to the heap.
func (f *Format) Words(label string) string {
	if f == nil {
		return label
	}
	if v, ok := f.phrases[label]; ok {
		return v.Words(f)
	}
	return f.word(label)
}

// word asks for a label as it is. The name of the zone, which heads the times of a
// table, is none.
func (f *Format) word(label string) string {
	if f == nil || f.Label == nil || label == "" || label == f.ZoneName() {
		return label
	}
	return f.Label(label)
}

// keep returns how a label that holds values reads in English, which is how data have
// it, and notes what it is made of: [Format.Words] of it is the value's. Its parts are
// shorter than it is, so that looking them up comes to an end.
func (f *Format) keep(v Value) string {
	plain := v.Words(f.inEnglish())
	if len(v.parts) > 0 && (f.Label != nil || f.Duration != nil) {
		if f.phrases == nil {
			f.phrases = map[string]Value{}
		}
		f.phrases[plain] = v
	}
	return plain
}

// inEnglish is the format of sentences that the library puts together.
func (f *Format) inEnglish() *Format { return &Format{Zone: f.Zone} }

// around returns what stands before and behind the one value that a label holds.
func (f *Format) around(label string) (before, behind string) {
	before, behind, ok := strings.Cut(f.word(label), "{1}")
	if !ok {
		before += " "
	}
	return before, behind
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
		return append(b, f.word("time unknown")...)
	case i.IsExact():
		return f.AppendTime(b, at)
	case stated:
		b = append(f.AppendTime(append(b, '~'), at), " ±"...)
		return f.AppendDuration(b, hi.Sub(at))
	case !hasHi:
		before, behind := f.around("not before {1}")
		return append(f.AppendTime(append(b, before...), lo), behind...)
	case !hasLo:
		before, behind := f.around("not after {1}")
		return append(f.AppendTime(append(b, before...), hi), behind...)
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

// plain turns a code word into words for people: "data_loss" to "data loss".
func plain(s string) string { return strings.ReplaceAll(s, "_", " ") }
