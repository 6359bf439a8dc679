package servicehealth_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/incident/servicehealth"
	"github.com/allclear-go/allclear/timeline"
)

// A life is what the page said, from minute 0 on, at which it began.
type life struct {
	when, written []int
	open          []bool // the last update says that it is over
	status        []string
	named         [][]string // locations, at least one in each update
	end           int        // -1 if it is not said
}

func randomLife(r *rand.Rand, backdate bool) life {
	l := life{end: -1}
	minute, n := 0, 2+r.IntN(5)
	for i := range n {
		minute += 1 + r.IntN(20)
		l.when, l.written = append(l.when, minute), append(l.written, minute)
		if backdate {
			l.written[i] += r.IntN(40)
		}
		l.open = append(l.open, i < n-1)
		l.status = append(l.status, []string{"SERVICE_INFORMATION", "SERVICE_DISRUPTION", "SERVICE_OUTAGE"}[r.IntN(3)])
		locations := []string{"as"}
		for _, name := range []string{"eu", "us"} {
			if r.IntN(3) > 0 {
				locations = append(locations, name)
			}
		}
		l.named = append(l.named, locations[r.IntN(len(locations)):])
	}
	l.status[n-1] = "AVAILABLE"
	if r.IntN(2) == 0 {
		l.end = 1 + r.IntN(minute+20)
	}
	return l
}

var birth = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)

func after(minutes int) time.Time { return birth.Add(time.Duration(minutes) * time.Minute) }

// record writes the life, its updates in an order.
func (l life) record(order []int) string {
	stamp := func(minute int) string { return after(minute).Format(time.RFC3339) }
	var list []string
	for _, i := range order {
		list = append(list, fmt.Sprintf(`{"created":%q,"modified":%q,"when":%q,"text":"t%d","status":%q,"affected_locations":%s}`,
			stamp(l.written[i]), stamp(l.written[i]), stamp(l.when[i]), i, l.status[i], places(strings.Join(l.named[i], ","))))
	}
	end := ""
	if l.end >= 0 {
		end = fmt.Sprintf(`"end":%q,`, stamp(l.end))
	}
	return fmt.Sprintf(`{"id":"g","external_desc":"x","created":%q,"begin":%q,%s"modified":%q,"affected_products":%s,"updates":[%s]}`,
		stamp(l.when[0]), stamp(0), end, stamp(l.when[len(l.when)-1]+50), places("sql"), strings.Join(list, ","))
}

// counts reports whether an update says where it goes on: it does, and not only after
// the end.
func (l life) counts(i int) bool { return l.open[i] && (l.end < 0 || l.when[i] <= l.end) }

// at says whether a location was affected in a minute: surely, possibly, or neither.
func (l life) at(minute int, location string) (sure, possible bool) {
	has := func(i int) bool { return slices.Contains(l.named[i], location) }
	last, next, everBefore, everAfter := -1, -1, false, false
	onlyLate := true // it is named by updates that do not count alone
	for i := range l.when {
		everBefore = everBefore || has(i) && l.when[i] <= minute
		everAfter = everAfter || has(i) && l.when[i] > minute
		onlyLate = onlyLate && !(has(i) && l.counts(i))
		switch {
		case !l.counts(i):
		case l.when[i] <= minute:
			last = i
		case next < 0:
			next = i
		}
	}
	switch {
	case !everBefore && has(0):
		return true, true // since it began
	case everBefore && onlyLate:
		return true, true // named once it was over: nothing says that it was not
	case !everBefore:
		return false, everAfter // somewhere between the beginning and the update that names it
	case has(last) && next >= 0 && !has(next):
		return false, true // left out by the next
	case has(last):
		return true, true
	}
	return false, next >= 0 && has(next) // left out, and named again by the next
}

// Lives at random come out as a reading minute by minute has them.
func TestAgainstMinutes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	rounds := 2_000
	if testing.Short() {
		rounds = 300
	}
	for round := range rounds {
		l := randomLife(r, round%2 == 1)
		n := len(l.when)
		doc := l.record(r.Perm(n))
		inc := one(t, doc).Incident
		require.Equal(t, inc.Revision(), one(t, l.record(r.Perm(n))).Incident.Revision(), doc)
		view, over := inc.AsOf(late), l.when[n-1]
		if l.end >= 0 {
			over = l.end
		}
		for _, location := range []string{"us", "eu", "as"} {
			least, most := 0, 0
			for m := range over {
				sure, possible := l.at(m, location)
				if sure {
					least++
				}
				if possible {
					most++
				}
			}
			sure, possible := view.Windows(timeline.Region(location))
			got, _ := sure.Total()
			upTo, _ := possible.Total()
			require.Equal(t, [2]int{least, most}, [2]int{int(got.Minutes()), int(upTo.Minutes())}, "%s of %s", location, doc)
		}
		took, ok := timeline.TimeToRestore().Of(view).Duration()
		require.True(t, ok, doc)
		require.Equal(t, over, int(took.Minutes()), doc)
		for _, now := range l.written {
			early := inc.AsOf(after(now))
			for e := range early.Events() {
				require.False(t, e.Recorded.After(after(now)), "%s of %s", e.Kind, doc)
			}
			require.Empty(t, incident.Of(early, lifecycle.ServiceHealth()).Findings, "as of %s: %s", after(now), doc)
		}
	}
}

// An end takes the place of the last AVAILABLE, also where a later update says that it
// goes on.
func TestEndTakesThePlaceOfAvailable(t *testing.T) {
	item := one(t, record("09:00", "10:30", "sql", "09:10 SERVICE_DISRUPTION us", "10:00 AVAILABLE us", "11:00 SERVICE_DISRUPTION us"))
	assert.Equal(t, []string{"us/The sql partial 09:00-10:30"}, impacts(item))
	assert.Equal(t, "1h30m", timeline.TimeToRestore().Of(item.Incident.AsOf(late)).String())
	assert.Equal(t, "after_end never_available", rules(item))
}

// Where nobody knows the status or the time of an update, its locations were still
// affected.
func TestLocationsOfUnknownUpdates(t *testing.T) {
	item := one(t, record("09:00", "10:30", "sql", "09:10 SERVICE_PANIC asia", "09:20 SERVICE_DISRUPTION us", "10:30 AVAILABLE us"))
	assert.ElementsMatch(t, []string{"us/The sql partial 09:00-10:30", "asia/The sql partial [09:00..10:30]-10:30"}, impacts(item))
	assert.Contains(t, rules(item), "location_added")
}

// Records of before 2021 tell no status, but how bad it was.
func TestNoStatusAtAll(t *testing.T) {
	item := one(t, `{"begin":"2015-03-04T13:50:00Z","created":"2015-03-04T14:00:00Z","end":"2015-03-04T15:00:00Z","external_desc":"old","modified":"2015-03-04T16:00:00Z",
		"most-recent-update":{"created":"2015-03-04T15:00:00Z","modified":"2015-03-04T15:00:00Z","text":"over","when":"2015-03-04T15:00:00Z"},
		"number":15001,"public":true,"service_key":"sql","service_name":"Cloud SQL","severity":"medium","uri":"/incident/x",
		"updates":[{"created":"2015-03-04T14:00:00Z","modified":"2015-03-04T14:00:00Z","text":"on","when":"2015-03-04T14:00:00Z"}]}`)
	require.NotNil(t, item.Incident)
	assert.Equal(t, "no_updates never_available", rules(item))
	view := item.Incident.AsOf(late)
	assert.Equal(t, "1h10m", timeline.TimeToRestore().Of(view).String())
	assert.Len(t, incident.Of(view).Updates, 2)
	st, _ := view.Status()
	assert.Equal(t, "available", st.Name)
}

// Values of another type are told, and no list is lost.
func TestWrongTypesAreTold(t *testing.T) {
	whole := record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us")
	with := func(members string) string { return strings.Replace(whole, `"number"`, members+`,"number"`, 1) }
	for doc, want := range map[string]string{
		strings.Replace(whole, `"updates":[`, `"status_impact":"SERVICE_OUTAGE","updates":{},"x":[`, 1): "bad_member unknown_member",
		with(`"most_recent_update":"x"`):               "bad_member",
		with(`"affected_products":"x"`):                "bad_member bad_member", // and given twice
		with(`"previously_affected_locations":["us"]`): "bad_member",
		with(`"begin":"2026-03-04T13:50:00+00:00"`):    "bad_member",
		with(`"updates":[]`):                           "",
	} {
		assert.True(t, strings.HasPrefix(rules(one(t, doc)), want), "%s: %s", want, rules(one(t, doc)))
	}
	items, err := servicehealth.DecodeBytes([]byte(`{"incidents":{"a":{}}}`), feed.Options{})
	require.NoError(t, err)
	require.Len(t, items, 1)
	assert.Equal(t, "bad_record", rules(items[0]))
}

// A record cannot make more of a name or of a time than is in it.
func TestSizesStayInBounds(t *testing.T) {
	var locations, late []string
	for i := range 500 {
		locations = append(locations, fmt.Sprintf("l%d", i))
		late = append(late, "16:00 SERVICE_OUTAGE us")
	}
	name := strings.Repeat("x", 100_000)
	many := one(t, record("13:50", "15:00", name, "14:00 SERVICE_OUTAGE "+strings.Join(locations, ","), "15:00 AVAILABLE us"))
	stored, err := many.Incident.MarshalJSON()
	require.NoError(t, err)
	assert.Less(t, len(stored), 4<<20)
	assert.Contains(t, rules(many), "too_large")
	assert.Equal(t, "1h10m", timeline.TimeToRestore().Of(many.Incident.AsOf(birth.AddDate(1, 0, 0))).String())

	long := strings.Replace(record("13:50", "15:00", "sql", late...), clock("15:00"), "2026-03-04T15:00:00."+strings.Repeat("0", 50_000)+"Z", 1)
	told := 0
	for _, d := range one(t, long).Diagnostics {
		told += len(d.Text)
	}
	assert.Less(t, told, 200_000)
}
