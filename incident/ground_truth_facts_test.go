package incident_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// truthEntries are the timeline entries of reports that name no milestones, by what they
// tell: the index of the entry, or -1. They are chosen by the words of the entries, and
// not by whether they give the stated figure.
var truthEntries = map[string]struct{ start, detected, declared, cause, restored, resolved int }{
	"dfds-PM2020-001": {0, -1, -1, -1, 1, -1},
	"dfds-PM2020-002": {0, 1, -1, -1, 3, -1},
	"dfds-PM2020-006": {-1, 0, -1, -1, -1, -1},
	"dfds-PM2020-007": {1, -1, -1, -1, 3, -1},
	"dfds-PM2020-008": {1, 2, -1, -1, 5, -1},
	"dfds-PM2020-009": {1, -1, -1, -1, 2, -1},
	"dfds-PM2021-001": {0, 1, -1, -1, 2, -1},
	"dfds-PM2021-002": {0, 1, -1, -1, 3, -1},
	"dfds-PM2021-003": {0, 1, -1, -1, 6, -1},
	"dfds-PM2021-005": {0, 1, -1, -1, 6, -1},
	"dfds-PM2022-002": {0, 1, -1, 3, 6, -1},
	"dfds-PM2022-004": {0, 2, -1, 3, 4, -1},
	"dfds-PM2022-005": {0, 2, -1, -1, -1, -1},
	"dfds-PM2022-007": {0, 1, 3, -1, 11, 7},
	"dfds-PM2022-008": {-1, 0, -1, 2, 6, -1},
	"dfds-PM2022-009": {1, 4, -1, 9, 18, 19},
	"dfds-PM2023-001": {5, 6, 14, -1, 12, 15},
	"dfds-PM2023-002": {1, 6, -1, -1, 12, -1},
	"dfds-PM2025-002": {5, 6, -1, 7, 10, -1},
}

// entry is the time of a timeline entry as written, or empty.
func (r *teller) entry(index int) string {
	if _, ok := truthEntries[r.truth.ID]; !ok || index < 0 {
		return ""
	}
	return r.truth.Timeline[index].At
}

// tellEntries marks what the entries of the timeline tell.
func (r *teller) tellEntries() {
	at := truthEntries[r.truth.ID]
	for _, e := range []struct {
		index int
		is    timeline.Milestone
	}{
		{at.start, timeline.ImpactStarted}, {at.detected, timeline.Detected},
		{at.cause, timeline.CauseFound}, {at.restored, timeline.Restored},
	} {
		if text := r.entry(e.index); text != "" {
			r.did(string(e.is))(r.as(text).Mark(e.is, r.at(text)))
		}
	}
	if text := r.entry(at.resolved); text != "" {
		r.did("resolved")(r.as(text).Advance("resolve", r.at(text)))
	}
}

// An account is what a second account says of a fact: another time, or another
// length.
type account struct {
	of        string // the fact, as a teller names it
	at, until string
	total     timeline.Length
}

// truthAccounts are the second accounts that the records mention, as numbers.
var truthAccounts = map[string][]account{
	"cloudflare-2019-07-02": {{of: "change_deployed", at: "2019-07-02T13:31:00Z"}},
	"stripe-2019-07-10":     {{of: "W0", at: "2019-07-10T16:36:00Z"}, {of: "W0", total: timeline.Lasting(24 * time.Minute)}},
	"elasticio-2023-01-20":  {{of: "restored", at: "2023-01-21T03:00:00+01:00"}},
	"buildkite-2022-06-30":  {{of: "postmortem", at: "2022-07-04 ("}},
	"azure-3TBL-PD8":        {{of: "mitigated", at: "2022-07-21T18:45:00Z"}},
	"claude-2026-06-06":     {{of: "W0", at: "2026-06-06T18:37:44.116Z", until: "2026-06-06T19:05:27.178Z"}},
	"mybinder-2018-07-08":   {{of: "W0", at: "2018-07-07T18:30:00+02:00", until: "2018-07-07T23:25:00+02:00"}},
	"wellcome-2021-01-28":   {{of: "restored", at: "2021-01-23 ("}},
}

// truthPosted are updates whose time a record mentions besides its list of them.
var truthPosted = map[string]string{"honeycomb-2020-07-28": "2020-07-28T01:30:00-07:00"}

// truthWindows says which window a stated figure is the length of: figure by figure,
// the index of the window, or -1.
var truthWindows = map[string][]int{
	"cloudflare-2019-07-02": {0}, "google-cloud-19009": {0}, "stripe-2019-07-10": {0, 1, -1}, "travis-2016-07": {0, 1},
	"pagerduty-2021-08-21": {-1, 0, 1}, "honeycomb-2020-07-28": {0}, "monday-2024-04-11": {0, 1, 1}, "github-2023-03-01": {0},
	"gitlab-6586": {0}, "gitlab-18535": {0}, "gitlab-5333": {0}, "gitlab-6652": {0}, "spike-2023-05-30": {0},
	"eartharoid-2025-04-30": {0, -1}, "cloudgov-2018-01-09": {0}, "mybinder-2018-07-08": {0},
}

// tellAccounts tells the second accounts of facts as rivals, the stated lengths of
// windows among them. Rivals stay out of all figures.
func (r *teller) tellAccounts() {
	if text, ok := truthPosted[r.truth.ID]; ok {
		r.did("posted")(r.as(text).Publish("investigating", "", r.at(text)))
	}
	for _, a := range truthAccounts[r.truth.ID] {
		r.rival(a, a.at+"/"+a.until)
	}
	for i, w := range truthWindows[r.truth.ID] {
		if said, ok := r.truth.Metrics[i].read(); ok && w >= 0 {
			r.rival(account{of: "W" + string(rune('0'+w)), total: said.length}, r.truth.Metrics[i].Text)
		}
	}
	if r.truth.ID == "aws-s3-2017-02-28" { // two accounts of one length, and no window
		for i, m := range r.truth.Metrics {
			said, _ := m.read()
			if i == 0 {
				r.did("W0")(r.as(m.Text).ImpactTotal(timeline.Scope{}, timeline.Unstated, said.length, timeline.Instant{}, timeline.Instant{}))
				continue
			}
			r.rival(account{of: "W0", total: said.length}, m.Text)
		}
	}
}

func (r *teller) rival(a account, written string) {
	fact, ok := r.facts[a.of]
	if !ok {
		r.cannot("no fact %q to be told otherwise", a.of)
		return
	}
	e := timeline.Event{
		Kind: fact.Kind, Milestone: fact.Milestone, Scope: fact.Scope, Health: fact.Health, Text: fact.Text,
		Occurred: fact.Occurred, Total: a.total, RivalOf: fact.ID,
	}
	if a.at != "" {
		e.Occurred = r.at(a.at)
	}
	if a.until != "" {
		e.Ended = r.at(a.until)
	} else if a.total.IsStated() {
		e.Ended = fact.Ended
	}
	w := r.inc.As(incident.Stamp{Source: fmt.Sprintf("%s/account %d", r.truth.ID, len(r.facts)), Written: strings.Trim(written, "/ (")})
	r.did(fmt.Sprint("another account of ", a.of, " ", len(r.facts)))(w.Record(e))
}

// A said is a stated length, and how it is worded.
type said struct {
	length timeline.Length // as wide as the wording is, if it says "about"
	value  time.Duration
	unit   time.Duration // the smallest that the wording uses
	about  bool          // it says "about", "up to", "over" or the like
}

var (
	inBrackets = regexp.MustCompile(`\s*\([^)]*\)`)
	unitWords  = map[string]time.Duration{
		`second|\d+s\b`: time.Second, `minute|\d+ ?m\b|\bmin`: time.Minute, `hour|\d+ ?h\b`: time.Hour, `(?i)day|\d+d\b`: 24 * time.Hour,
	}
	aboutWords = regexp.MustCompile(`about|around|approx|~|up to|at least|within|nearly|over|between`)
)

// read is what a stated figure says, and whether that is a length: as it reads, or
// as it reads without the remark in brackets, or by the minutes noted beside it.
func (m stated) read() (said, bool) {
	l, about, err := timeline.ReadLength(m.Text)
	if err != nil {
		l, about, err = timeline.ReadLength(inBrackets.ReplaceAllString(m.Text, ""))
	}
	if err != nil && m.Minutes != nil {
		l, about, err = timeline.Lasting(time.Duration(*m.Minutes*float64(time.Minute))), aboutWords.MatchString(m.Text), nil
	}
	if err != nil {
		return said{}, false
	}
	out := said{length: l, value: l.Shortest(), unit: 24 * time.Hour, about: about || aboutWords.MatchString(m.Text)}
	if l.HasLongest() {
		out.value = l.Longest()
	}
	for _, words := range slices.Sorted(maps.Keys(unitWords)) {
		if unit := unitWords[words]; unit < out.unit && regexp.MustCompile(words).MatchString(m.Text) {
			out.unit = unit
		}
	}
	if about {
		out.length = l.Widen(out.unit / 2)
	}
	return out, true
}
