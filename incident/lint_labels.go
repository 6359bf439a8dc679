package incident

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// A reading is what the time of an event as written says, by its zone label.
type reading struct {
	label   string
	at      timeline.Instant
	doubts  []timeline.Doubt
	off     time.Duration // how far the recorded time is from the reading
	settles bool          // it is the recorded time, and nothing else is meant
	several bool          // the text gives others: it tells from when until when
}

// A wallClock is a time of day with a zone label, as a text gives it.
type wallClock struct {
	hour, minute, second int
	half                 bool // it may be of the other half of the day
	label                string
}

// readWritten reads the times as written that have a zone label.
func (f *lintFacts) readWritten() {
	for _, e := range f.all {
		stated, ok := e.Occurred.Stated()
		if first, has := e.Occurred.Earliest(); !ok {
			last, _ := e.Occurred.Latest()
			stated, ok = first, has && last.Sub(first) < 24*time.Hour
		}
		if !ok || e.Written == "" {
			continue
		}
		if _, err := timeline.ParseInstant(e.Written); err == nil {
			continue // a program wrote it
		}
		clocks := f.l.wallClocks(e.Written)
		for _, c := range clocks {
			r, ok := f.l.nearest(c, stated)
			if !ok {
				continue
			}
			first, _ := e.Occurred.Earliest()
			last, _ := e.Occurred.Latest()
			r.off = distance(r, stated)
			if lo, ok := r.at.Earliest(); ok && !lo.Before(first) && !lo.After(last) {
				r.off = 0
			}
			r.settles = len(r.doubts) == 0 && r.off < time.Minute && len(clocks) == 1
			r.several = len(clocks) > 1
			if best, known := f.readings[e.ID]; !known || r.off < best.off {
				f.readings[e.ID] = r
			}
		}
	}
}

// distance is how far a moment is from what a reading allows.
func distance(r reading, t time.Time) time.Duration {
	best := time.Duration(1<<63 - 1)
	lo, _ := r.at.Earliest()
	hi, _ := r.at.Latest()
	for _, x := range [...]time.Time{lo, hi} {
		best = min(best, x.Sub(t).Abs())
	}
	for _, d := range r.doubts {
		for _, x := range d.Readings {
			best = min(best, x.Sub(t).Abs())
		}
	}
	return best
}

// nearest reads a wall clock on the day that brings it nearest to the recorded time.
func (l Linter) nearest(c wallClock, near time.Time) (reading, bool) {
	var out reading
	found, best := false, time.Duration(0)
	halves := []int{0, 12}
	if !c.half {
		halves = halves[:1]
	}
	for _, half := range halves {
		for day := -1; day <= 1; day++ {
			wall := time.Date(near.Year(), near.Month(), near.Day()+day, c.hour+half, c.minute, c.second, 0, time.UTC)
			at, doubts, err := l.Zones.Read(wall, c.label)
			if err != nil {
				return out, false
			}
			r := reading{label: c.label, at: at, doubts: doubts}
			if d := distance(r, near); !found || d < best {
				out, best, found = r, d, true
			}
		}
	}
	return out, found
}

// wallClocks finds the times of day in a text that a zone label follows: "8:56 AM EST",
// "13:00 UTC to 14:00 UTC". It finds none where one has no label that is known. What
// only gives the first once more is left out: "8:56 AM EST (13:56 UTC)".
func (l Linter) wallClocks(text string) (out []wallClock) {
	words := strings.Fields(text)
	for i, word := range words {
		if len(out) > 0 && (strings.ContainsAny(word[:1], "(/=[") || word == "or") {
			break
		}
		if _, after, ok := strings.Cut(word, "T"); ok && len(after) > 3 && after[0] >= '0' && after[0] <= '9' {
			word = after
		}
		c, rest, ok := timeOfDay(word)
		if !ok {
			continue
		}
		next := i + 1
		if rest == "" && next < len(words) && noon(words[next]) != "" {
			rest = words[next]
			next++
		}
		if !c.halfOfDay(noon(rest), rest != "" && noon(rest) == "") {
			continue
		}
		if c.label = l.label(words[next:]); c.label == "" {
			return nil
		}
		out = append(out, c)
	}
	return out
}

// label is the zone label that words begin with, empty where that is not known.
func (l Linter) label(words []string) string {
	for n := min(3, len(words)); n > 0; n-- {
		label := strings.Trim(strings.Join(words[:n], " "), "().,;:")
		if _, _, err := l.Zones.Read(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), label); err == nil && label != "" {
			return label
		}
	}
	return ""
}

// noon returns "am" or "pm" where a word says so.
func noon(word string) string {
	switch strings.ToLower(strings.NewReplacer(".", "", ",", "").Replace(word)) {
	case "am":
		return "am"
	case "pm":
		return "pm"
	}
	return ""
}

// halfOfDay settles the half of the day, and is false where the time cannot be one.
func (c *wallClock) halfOfDay(noon string, other bool) bool {
	switch {
	case other || noon != "" && (c.hour < 1 || c.hour > 12):
		return false
	case noon == "":
		c.half = c.hour >= 1 && c.hour < 12
	case noon == "pm" && c.hour < 12:
		c.hour += 12
	case noon == "am" && c.hour == 12:
		c.hour = 0
	}
	return true
}

// timeOfDay reads "8:56", "08:56:30" and "8:56AM", with what stands behind the digits.
func timeOfDay(word string) (c wallClock, rest string, ok bool) {
	end := len(word)
	if i := strings.IndexFunc(word, func(r rune) bool { return r != ':' && (r < '0' || r > '9') }); i >= 0 {
		end = i
	}
	parts := strings.Split(word[:end], ":")
	if len(parts) < 2 || len(parts) > 3 {
		return c, "", false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || len(p) > 2 || i > 0 && (len(p) != 2 || v > 59) {
			return c, "", false
		}
		n[i] = v
	}
	return wallClock{hour: n[0], minute: n[1], second: n[2]}, strings.Trim(word[end:], ",;"), n[0] < 24
}

// labels finds zone labels that are wrong for the date, and times as written that are
// not the recorded ones.
func (f *lintFacts) labels() {
	type mislabel struct{ label, rule, source string }
	type shifted struct {
		label string
		off   time.Duration
		doubt bool
	}
	group, off := map[mislabel][]*timeline.Event{}, map[shifted][]*timeline.Event{}
	var order []mislabel
	var offs []shifted
	for _, e := range f.all {
		r, ok := f.readings[e.ID]
		if !ok {
			continue
		}
		if r.off >= time.Minute {
			s := shifted{r.label, r.off, r.several || !f.sure(e)}
			if off[s] == nil {
				offs = append(offs, s)
			}
			off[s] = append(off[s], e)
		}
		for _, d := range r.doubts {
			if d.Rule == timeline.DoubtTwice && f.sure(e) || d.Rule == timeline.DoubtPlaces {
				continue // it is recorded which was meant; or the table says no more
			}
			m := mislabel{r.label, d.Rule, e.Source}
			if group[m] == nil {
				order = append(order, m)
			}
			group[m] = append(group[m], e)
		}
	}
	for _, s := range offs {
		e := off[s][0]
		f.add(RuleZoneTime, s.doubt, off[s], "%s is written %q, which is %s, and is recorded %s: %s apart%s",
			factWords(e), e.Written, when(f.readings[e.ID].at), when(e.Occurred), timeline.FormatDuration(s.off), othersWords(len(off[s])-1))
	}
	for _, m := range order {
		e := group[m][0]
		r := f.readings[e.ID]
		several := slices.ContainsFunc(r.doubts, func(d timeline.Doubt) bool { return d.Rule == timeline.DoubtPlaces })
		d := r.doubts[slices.IndexFunc(r.doubts, func(d timeline.Doubt) bool { return d.Rule == m.rule })]
		f.add(RuleZoneLabel, several || m.rule == timeline.DoubtTwice, group[m], "%s, written %q, %s%s", factWords(e), e.Written, labelWords(m.label, d), othersWords(len(group[m])-1))
	}
}

// labelWords says what is wrong with a label, with the moments that it may mean.
func labelWords(label string, d timeline.Doubt) string {
	first, last := d.Readings[0], d.Readings[len(d.Readings)-1]
	a, b := when(timeline.At(first)), when(timeline.At(last))
	switch d.Rule {
	case timeline.DoubtOffSeason:
		name, _ := first.Zone()
		return "bears the label " + label + ", where " + first.Location().String() + " had " + name + " on that date: it is " + a + " by the clocks there and " + b + " by the label"
	case timeline.DoubtSkipped:
		return "is a time that the clocks there skipped: it is " + a + " by the offset before and " + b + " by the one after"
	}
	return "is a time that the clocks there showed twice: it is " + a + " or " + b
}

func othersWords(n int) string {
	if n == 0 {
		return ""
	}
	return "; the same of " + plural(n, "other time")
}

// accounts finds rivals that disagree with the fact they are another account of.
func (f *lintFacts) accounts() {
	for _, r := range f.rivals {
		fact := f.event(r.RivalOf)
		if fact == nil || r.RivalOf == uuid.Nil {
			continue
		}
		f.timesDisagree(fact, r, fact.Occurred, r.Occurred, factWords(fact))
		if r.Kind == timeline.KindImpact && fact.Kind == timeline.KindImpact {
			f.timesDisagree(fact, r, fact.Ended, r.Ended, "the end of "+factWords(fact))
			f.lengthsDisagree(fact, r)
		}
	}
}

// timesDisagree compares two accounts of a time. What a status word means is for each
// account to say, so that two times of one status are doubtful.
func (f *lintFacts) timesDisagree(fact, rival *timeline.Event, a, b timeline.Instant, what string) {
	first, second := moment{a, fact}, moment{b, rival}
	if b.Compare(a) < 0 {
		first, second = second, first
	}
	surely, perhaps := f.precedes(first, second)
	last, ok1 := first.at.Latest()
	next, ok2 := second.at.Earliest()
	if !perhaps || ok1 && ok2 && first.at.Before(second.at) == timeline.Definitely && next.Sub(last) < f.l.tolerance() {
		return
	}
	f.add(RuleAccounts, !surely || fact.Kind == timeline.KindStatus, []*timeline.Event{fact, rival}, "%s is of %s%s, and of %s%s: %s apart",
		what, when(a), quoted(fact), when(b), quoted(rival), gap(first.at, second.at))
}

// quoted is how an account puts it.
func quoted(e *timeline.Event) string {
	out := account(e)
	if e.Written != "" {
		out += " (" + strconv.Quote(e.Written) + ")"
	}
	return out
}
