package timeline

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// Definition returns everything that makes figures of the measure comparable, as
// one line: the ID and version, where the clock starts and stops, and how the
// measure was refined. What it leaves out is the place, so that two regions can be
// set against each other. Figures whose definitions are equal may go into one
// statistic, and figures of others must not; [Measure.Comparable] tells the same
// faster. It is empty for the zero Measure.
//
//	time_to_restore v1 from detected to restored, first, without time on hold
//	availability v1, weighted "statuspage" (major 100, partial 30, degraded 0, maintenance 0), within 2026-03-01T00:00:00Z/2026-04-01T00:00:00Z
//
// The text is stable: programs may keep it and compare it with that of another
// machine. A calendar is named with a fingerprint of its working time, because two can
// have one name: of its shifts, its exceptions, and the clocks of its zone from
// 1970 up to 2100. Names that nobody here chose are quoted.
//
// A part is no place: the time until [Some] of a region was back is another figure
// than the time until all of it was, and the definition says which.
func (m Measure) Definition() string {
	if m.def == defNone {
		return ""
	}
	var b strings.Builder
	b.WriteString(m.ID() + " v" + itoa(m.Version()))
	if m.from != "" || m.to != "" {
		b.WriteString(" from " + anchorName(m.from) + " to " + anchorName(m.to))
	}
	say := func(also bool, parts ...string) {
		if also {
			b.WriteString(", " + strings.Join(parts, ""))
		}
	}
	say(m.partly() != Whole, m.partly().String(), " of it")
	say(m.pick != pickUsual, pickNames[m.pick])
	say(m.places > 0, "of ", itoa(int(m.places)), " ", m.dimension(), "s")
	w := m.weighting
	say(w != Weighting{}, "weighted ", strconv.Quote(w.Name), " (major ", itoa(w.Major), ", partial ", itoa(w.Partial),
		", degraded ", itoa(w.Degraded), ", maintenance ", itoa(w.Maintenance), ")")
	say(m.gap > 0, "gaps up to ", string(appendISO(nil, time.Duration(m.gap)*time.Microsecond)))
	say(m.noHold, "without time on hold")
	if m.calendar != nil {
		say(true, "in the working time of ", strconv.Quote(m.calendar.name), " (", m.calendar.print.String(), ")")
	}
	say(m.clip.IsValid(), "within ", m.clip.String())
	return b.String()
}

// anchorName is the milestone as it is, or quoted if it is no plain name.
func anchorName(m Milestone) string {
	plain := !strings.ContainsFunc(string(m), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' && r != ':'
	})
	if plain && m != "" {
		return string(m)
	}
	return strconv.Quote(string(m))
}

// partly is the part of the place whose restoration stops the clock.
func (m *Measure) partly() Part {
	if m.scope.part == Whole || m.shape() != shapeElapsed || m.to != Restored || m.places > 0 {
		return Whole
	}
	return m.scope.part
}

// Comparable reports whether figures of the two measures may go into one
// statistic: whether they are the same, the place aside. It is whether their
// definitions are equal, see [Measure.Definition], and allocates nothing.
//
// A calendar is compared by what it says, so that one that was made twice is the
// same; a name by itself proves nothing.
func (m Measure) Comparable(other Measure) bool { return m.same(&other) }

// MeasuredAs reports whether the figure's measure is comparable with m, as
// [Measure.Comparable] does. It takes pointers and changes neither: copying two
// measures takes longer than comparing them, which shows where it is done for each
// of a million figures.
func (f *Figure) MeasuredAs(m *Measure) bool { return f.measure.same(m) }

// same is Comparable. Equal codes that are not zero are equal milestones.
func (m *Measure) same(o *Measure) bool {
	return m.def == o.def && m.fromCode == o.fromCode && m.toCode == o.toCode && m.pick == o.pick &&
		(m.fromCode > 0 || m.from == o.from) && (m.toCode > 0 || m.to == o.to) &&
		m.places == o.places && m.component == o.component && m.noHold == o.noHold && m.gap == o.gap &&
		m.clip == o.clip && m.weighting == o.weighting &&
		(m.scope.part == o.scope.part || m.partly() == o.partly()) &&
		(m.calendar == o.calendar || m.calendar.same(o.calendar))
}

// same reports whether two calendars have one name and one working time.
func (c *Calendar) same(d *Calendar) bool {
	return c != nil && d != nil && c.name == d.name && c.print == d.print
}

// A fingerprint stands for the working time of a calendar.
type fingerprint [16]byte

// String returns it in hexadecimal digits.
func (f fingerprint) String() string { return hex.EncodeToString(f[:]) }

// sum makes the fingerprint: of the shifts, the exceptions, and the clocks from 1970 up to
// the horizon. What editions of the zones correct or guess before and after does not
// make two calendars differ.
func (c *Calendar) sum() (out fingerprint) {
	var b []byte
	put := func(values ...int64) {
		for _, v := range values {
			b = binary.BigEndian.AppendUint64(b, uint64(v))
		}
	}
	day := func(d workday) {
		put(int64(len(d.spans)))
		for _, s := range d.spans {
			put(s.start, s.end)
		}
	}
	for _, d := range c.week {
		day(d)
	}
	put(int64(len(c.exceptions)))
	for _, e := range c.exceptions {
		put(e.day)
		day(e.workday)
	}
	for _, s := range c.settings {
		if s.end > 0 && s.start < horizon {
			put(max(0, s.start), min(horizon, s.end), s.offset)
		}
	}
	sum := sha256.Sum256(b)
	copy(out[:], sum[:])
	return out
}
