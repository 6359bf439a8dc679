package incident_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// truthZones says what the zone labels of the records mean.
func truthZones(t *testing.T) timeline.Zones {
	t.Helper()
	zones := timeline.Zones{}
	for label, name := range map[string]string{
		"PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "EST": "America/New_York", "CET": "Europe/Prague", "CEST": "Europe/Prague",
		"America/Los_Angeles": "America/Los_Angeles", "Europe/London": "Europe/London", "UTC": "UTC", "not": "UTC",
	} {
		place, err := time.LoadLocation(name)
		require.NoError(t, err)
		zones[label] = []*time.Location{place}
	}
	return zones
}

var (
	noYear   = regexp.MustCompile(`^(?:--)?(\d\d-\d\dT.*)$`)
	idYear   = regexp.MustCompile(`20\d\d`)
	hasZone  = regexp.MustCompile(`(?:Z|[+-]\d\d:\d\d| [A-Z]{2,4})$`)
	dayOnly  = regexp.MustCompile(`^(\d{4}-\d\d-\d\d) \(`)
	halfTime = regexp.MustCompile(`^(\S+ (\d\d):\d\d)-(\d\d):\?\?$`)
)

// at reads a time as the record has it: with an offset, or by the clock of the
// place that the record names. What does not read is unknown, and its text is kept
// as it is written.
func (r *teller) at(text string) timeline.Instant {
	i, assumed := r.read(text)
	if text != "" && !i.IsKnown() {
		r.cannot("%q is no time: %s", text, assumed)
	} else if assumed != "" {
		r.cannot("%q: %s", text, assumed)
	}
	return i
}

// read is the instant and what was assumed to read it.
func (r *teller) read(text string) (i timeline.Instant, assumed string) {
	if text == "" {
		return timeline.Instant{}, ""
	}
	if m := noYear.FindStringSubmatch(text); m != nil {
		year, why := idYear.FindString(r.truth.ID), "the year of the incident's name"
		if year == "" {
			year, why = "2001", "the text has no year, any would do"
		}
		i, assumed = r.clock(year + "-" + m[1])
		return i, strings.Trim(why+"; "+assumed, "; ")
	}
	if rest, ok := strings.CutPrefix(text, "(before) "); ok {
		i, assumed = r.clock(rest)
		t, _ := i.Stated()
		return timeline.NotAfter(t), assumed
	}
	if m := dayOnly.FindStringSubmatch(text); m != nil {
		day, err := time.Parse(time.DateOnly, m[1])
		require.NoError(r.t, err)
		return timeline.OnDay(day.Year(), day.Month(), day.Day(), r.zones[r.label][0]), ""
	}
	if m := halfTime.FindStringSubmatch(text); m != nil {
		i, assumed = r.clock(m[1])
		from, _ := i.Stated()
		return timeline.Between(from, from.Truncate(time.Hour).Add(time.Hour)), assumed
	}
	if rest, ok := strings.CutSuffix(text, "~"); ok {
		i, _ = r.clock(rest)
		return i.Widen(5 * time.Minute), "about means five minutes either way"
	}
	return r.clock(text)
}

// clock reads a whole time. Where the label does not fit the season, the clock on
// the wall is trusted.
func (r *teller) clock(text string) (timeline.Instant, string) {
	if i, err := timeline.ParseInstant(text); err == nil {
		return i, ""
	}
	local, label := strings.Replace(text, " ", "T", 1), r.label
	if before, after, ok := strings.Cut(text, " "); ok && strings.Contains(before, "T") {
		local, label = before, after
	} else if rest, ok := strings.CutSuffix(text, "Z"); ok {
		local, label = rest, "Z"
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T1504"} {
		wall, err := time.Parse(layout, local)
		if err != nil {
			continue
		}
		i, doubts, err := r.zones.Read(wall, label)
		switch {
		case err != nil:
			return timeline.Instant{}, err.Error()
		case len(doubts) > 0:
			return timeline.At(doubts[0].Readings[0]), "the clock on the wall is right: " + doubts[0].Text
		case label == "not":
			return i, "the text names no zone"
		}
		return i, ""
	}
	return timeline.Instant{}, "no layout fits"
}

// written is the time as its writer put it, with the label that the record puts to
// all of its times.
func (r *teller) written(text string) string {
	if text == "" || hasZone.MatchString(text) || len(r.label) > 4 || r.label == "not" {
		return text
	}
	return text + " " + r.label
}

// as returns a writer that keeps how the time was written.
func (r *teller) as(text string) incident.Writer {
	_, assumed := r.read(text)
	return r.inc.As(incident.Stamp{Source: r.truth.ID, Written: r.written(text), Assumption: assumed})
}
