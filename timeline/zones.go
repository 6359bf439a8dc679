package timeline

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Zones says what the zone labels of a text mean: each label as it is written,
// with the places that it may stand for. The caller makes it, from the zone data
// that the caller has.
//
//	zones := timeline.Zones{
//		"PT":  {losAngeles},
//		"EST": {newYork},
//		"IST": {kolkata, jerusalem, dublin}, // nobody knows which
//		"":    {prague},                     // where the text gives no label
//	}
//
// Labels are compared as they are, case included. A label that is not in the
// table has a meaning only if it is "UTC", "GMT", "Z" or an offset: "+02:00",
// "-0700", "UTC+2", "GMT-07:00". The zero Zones knows just those. A zone made by
// [time.FixedZone] takes a label at its word: with EST at −05:00 always, nothing
// contradicts it in April.
type Zones map[string][]*time.Location

// A Doubt is why a local time and its label do not name one moment, or do not fit
// together. The zero Doubt is none that is ever handed out.
type Doubt struct {
	Rule string // stable name: "label_off_season"

	// Readings are the moments that may be meant, two or more. Each is in a zone
	// in which it shows the local time as it was written, so that its offset,
	// its abbreviation and, where a place has that clock, the name of its
	// location tell the readings apart.
	Readings []time.Time

	Text string // a sentence for people, with the readings
}

// The rules by which [Zones.Read] doubts.
const (
	// The label names another offset than the place had then, such as EST in
	// April. Readings: by the clock of the place first, by the label last.
	DoubtOffSeason = "label_off_season"
	// The clocks of the place skipped that time in spring. Readings: by the
	// offset before, by the offset after.
	DoubtSkipped = "clock_skipped"
	// The clocks of the place showed that time twice in autumn, and the label
	// does not say which. Readings: the earlier, the later.
	DoubtTwice = "clock_twice"
	// The label stands for several places whose clocks differ then. Readings:
	// in the order of the table.
	DoubtPlaces = "label_places"
)

// Read is the instant at which clocks showed a local time, given the label that
// the writer put to it. Of wall only the date and the time of day are read; its
// zone is not, so that [time.Parse] with the caller's own layout makes one.
//
// A label that names one offset gives an exact instant. A place gives its offset
// on that date; where the label is an abbreviation that the place itself uses or
// has used (EST, EDT), it says which time is meant when clocks show one twice, and
// must fit the season. Whatever does not fit is told as a [Doubt] and nothing is
// picked: the instant then reaches from the earliest reading to the latest. A
// caller who wants none of that refuses if there are doubts; one who trusts the
// clock on the wall takes the first reading, and says so in [Event.Assumption].
//
// It fails with a [*ParseError] that quotes the label: [ErrUnknownZone] where the
// table has none of that label, [ErrMissing] for a nil place in it, [ErrRange] for
// an offset of a day or more and for times outside years 1–9999.
func (z Zones) Read(wall time.Time, label string) (Instant, []Doubt, error) {
	var i Instant
	var doubts []Doubt
	err := fmt.Errorf("%w: local time in the year %d", ErrRange, wall.Year())
	if 1 <= wall.Year() && wall.Year() <= 9999 {
		i, doubts, err = z.read(clockOf(wall), label)
		if err == nil && !i.IsValid() {
			err = fmt.Errorf("%w: local time %s", ErrRange, wall.Format(wallLayout))
		}
	}
	if err != nil {
		return Instant{}, nil, &ParseError{What: "zone label", Input: label, Err: err}
	}
	return i, doubts, nil
}

const wallLayout = "2006-01-02 15:04:05.999999"

// clockOf is the local time that t shows, held as if it were UTC.
func clockOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

func (z Zones) read(wall time.Time, label string) (Instant, []Doubt, error) {
	places := z[label]
	if len(places) == 0 {
		zone, err := offsetZone(label)
		if err != nil {
			return Instant{}, nil, err
		}
		return At(in(wall, zone)), nil, nil
	}
	var readings, first []time.Time
	var doubts []Doubt
	differ := false
	for n, place := range places {
		if place == nil {
			return Instant{}, nil, fmt.Errorf("%w: place %d is nil", ErrMissing, n)
		}
		rule, found := readIn(wall, place, label)
		if n == 0 {
			first = found
		}
		differ = differ || !slices.EqualFunc(first, found, time.Time.Equal)
		told := func(d Doubt) bool { return d.Rule == rule && slices.EqualFunc(d.Readings, found, time.Time.Equal) }
		if rule != "" && !slices.ContainsFunc(doubts, told) {
			doubts = append(doubts, Doubt{rule, found, doubtText(rule, wall, label, place, found)})
		}
		for _, t := range found {
			if !slices.ContainsFunc(readings, t.Equal) {
				readings = append(readings, t)
			}
		}
	}
	if differ {
		doubts = append(doubts, Doubt{DoubtPlaces, readings, doubtText(DoubtPlaces, wall, label, nil, readings)})
	}
	return Between(slices.MinFunc(readings, time.Time.Compare), slices.MaxFunc(readings, time.Time.Compare)), doubts, nil
}

// readIn returns the moments at which a place may have shown a local time, and
// why there are several.
func readIn(wall time.Time, place *time.Location, label string) (rule string, readings []time.Time) {
	shown, before, after := clockIn(wall, place)
	if len(shown) == 0 {
		return DoubtSkipped, []time.Time{in(wall, before), in(wall, after)}
	}
	for _, t := range shown {
		if name, _ := t.Zone(); name == label {
			return "", []time.Time{t} // EDT and EST on the night when both were
		}
	}
	if meant, ok := namedBefore(shown[0], label); ok {
		t := in(wall, meant)
		if !slices.ContainsFunc(shown, t.Equal) {
			return DoubtOffSeason, append(shown, t)
		}
		return "", []time.Time{t}
	}
	if len(shown) > 1 {
		return DoubtTwice, shown
	}
	return "", shown
}

// in is the moment at which a zone of one offset shows a local time.
func in(wall time.Time, fixed *time.Location) time.Time {
	return time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), fixed)
}

// clockIn returns the moments, in order, at which a place shows a local time. If
// there is none, it returns the zones before and after the clocks were set.
//
// Note: whether an offset holds at a moment is asked of the moment. The bounds
// that package time gives for a zone overlap at the end of some leap years.
func clockIn(wall time.Time, place *time.Location) (shown []time.Time, before, after *time.Location) {
	const near = 72 * time.Hour // more than any offset and any change of one
	for t := wall.Add(-near).In(place); ; {
		zone := fixedZone(t)
		at := in(wall, zone).In(place)
		there := fixedZone(at)
		switch {
		case sameOffset(at, in(wall, zone)):
			if !slices.ContainsFunc(shown, at.Equal) {
				shown = append(shown, at)
			}
		case before == nil, in(wall, there).Before(at) && sameOffset(in(wall, there).In(place), in(wall, zone)):
			before, after = zone, there // each shows the other: the clocks were set between them
		}
		_, end := zoneBounds(t)
		if end.IsZero() || end.After(wall.Add(near)) {
			return shown, before, after
		}
		t = end
	}
}

func sameOffset(t, u time.Time) bool {
	_, a := t.Zone()
	_, b := u.Zone()
	return a == b
}

// fixedZone is the offset that t has, under its abbreviation.
func fixedZone(t time.Time) *time.Location { return time.FixedZone(t.Zone()) }

// namedBefore finds the offset for which a place last used an abbreviation, up to
// the moment t. With clocks that change every year, that is at most a year ago.
func namedBefore(t time.Time, label string) (*time.Location, bool) {
	for {
		if name, _ := t.Zone(); name == label {
			return fixedZone(t), true
		}
		start, _ := zoneBounds(t)
		if start.IsZero() || start.After(t) {
			return nil, false
		}
		t = start.Add(-time.Nanosecond)
	}
}

// doubtText words a doubt.
func doubtText(rule string, wall time.Time, label string, place *time.Location, readings []time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: ", wall.Format(wallLayout), label)
	switch rule {
	case DoubtOffSeason:
		name, _ := readings[0].Zone()
		fmt.Fprintf(&b, "%s had %s then, not %s", place, name, label)
	case DoubtSkipped:
		fmt.Fprintf(&b, "the clocks of %s skipped it", place)
	case DoubtTwice:
		fmt.Fprintf(&b, "the clocks of %s showed it twice", place)
	default:
		fmt.Fprintf(&b, "%q stands for several places", label)
	}
	for i, t := range readings {
		sep := "; "
		if i > 0 {
			sep = " or "
		}
		name, _ := t.Zone()
		if rule == DoubtPlaces {
			name = t.Location().String()
		}
		fmt.Fprintf(&b, "%s%s (%s)", sep, t.UTC().Format("2006-01-02T15:04:05.999999Z"), name)
	}
	return b.String()
}

// offsetZone reads the labels that mean an offset by themselves.
func offsetZone(label string) (*time.Location, error) {
	sign, digits := 0, ""
	switch rest := cutAny(label, "UTC", "GMT"); {
	case label == "Z" || rest == "" && label != "":
		return time.UTC, nil
	case strings.HasPrefix(rest, "+"):
		sign, digits = 1, rest[1:]
	default:
		for _, minus := range [...]string{"-", "−"} {
			if after, ok := strings.CutPrefix(rest, minus); ok {
				sign, digits = -1, after
			}
		}
	}
	hours, minutes, colon := strings.Cut(digits, ":")
	if !colon && len(digits) == 4 {
		hours, minutes = digits[:2], digits[2:]
	}
	h, err1 := strconv.ParseUint(hours, 10, 8)
	m, err2 := strconv.ParseUint("0"+minutes, 10, 8)
	switch {
	case sign == 0 || err1 != nil || err2 != nil || len(hours) > 2 || len(minutes) != 2 && (colon || minutes != ""):
		return nil, ErrUnknownZone
	case h > 23 || m > 59:
		return nil, fmt.Errorf("%w: want an offset of less than a day", ErrRange)
	}
	return time.FixedZone(label, sign*int(h*3600+m*60)), nil
}

// cutAny returns s without the first of the prefixes that it has.
func cutAny(s string, prefixes ...string) string {
	for _, p := range prefixes {
		if after, ok := strings.CutPrefix(s, p); ok {
			return after
		}
	}
	return s
}
