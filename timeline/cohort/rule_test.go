package cohort_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// september is the month that the rules in these tests are of.
var september = timeline.MustParseSpan("2026-09-01T00:00:00Z/2026-10-01T00:00:00Z")

// moment is an instant of 2026 in the form "09-01 12:30".
func moment(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", "2026-"+s)
	if err != nil {
		panic(err)
	}
	return t
}

func atMoment(s string) timeline.Instant { return timeline.At(moment(s)) }

// viewAsOf is the view of an incident of these events, as of a moment.
func viewAsOf(t testing.TB, now time.Time, events ...timeline.Event) *timeline.View {
	t.Helper()
	l := timeline.NewLog(uuid.UUID{15: 1})
	for _, e := range events {
		_, err := l.Add(e)
		require.NoError(t, err)
	}
	return l.AsOf(now)
}

func impactFrom(i timeline.Instant) timeline.Event {
	return timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: i}
}

func statusOf(p timeline.Phase, i timeline.Instant) timeline.Event {
	return timeline.Event{Kind: timeline.KindStatus, Status: string(p), Phase: p, Occurred: i}
}

// lifeOf is an incident that was declared, and resolved at a time.
func lifeOf(t testing.TB, resolved timeline.Instant) []timeline.Event {
	l := timeline.NewLog(uuid.UUID{15: 1})
	first, err := l.Add(statusOf(timeline.PhaseActive, atMoment("08-31 12:00")))
	require.NoError(t, err)
	second := statusOf(timeline.PhaseResolved, resolved)
	second.Previous = first.ID
	return []timeline.Event{first, second}
}

func TestRule(t *testing.T) {
	now := moment("10-20 00:00")
	declared := statusOf(timeline.PhaseActive, atMoment("09-02 00:00"))
	planned := impactFrom(atMoment("10-25 00:00"))
	planned.Recorded = moment("09-02 00:00")
	own := func(i timeline.Instant) timeline.Event {
		return timeline.Event{Kind: timeline.KindMilestone, Milestone: "own", Occurred: i}
	}
	for _, c := range []struct {
		name   string
		rule   cohort.Rule
		events []timeline.Event
		want   cohort.Membership
	}{
		{"every incident", cohort.Rule{}, nil, cohort.MembershipSure},
		{"nothing recorded", cohort.StartedIn(september), nil, cohort.MembershipUnknown},
		{"at the start", cohort.StartedIn(september), []timeline.Event{impactFrom(atMoment("09-01 00:00"))}, cohort.MembershipSure},
		{"at the end", cohort.StartedIn(september), []timeline.Event{impactFrom(atMoment("10-01 00:00"))}, cohort.MembershipNone},
		{"before", cohort.StartedIn(september), []timeline.Event{impactFrom(atMoment("08-31 23:59"))}, cohort.MembershipNone},
		{"across the start", cohort.StartedIn(september), []timeline.Event{impactFrom(timeline.About(moment("09-01 00:05"), 10*time.Minute))}, cohort.MembershipPossible},
		{"up to the start", cohort.StartedIn(september), []timeline.Event{impactFrom(timeline.Between(moment("08-31 00:00"), moment("09-01 00:00")))}, cohort.MembershipPossible},
		{"across the end", cohort.StartedIn(september), []timeline.Event{impactFrom(timeline.Between(moment("09-30 23:59"), moment("10-01 00:00")))}, cohort.MembershipPossible},
		{"all of it and more", cohort.StartedIn(september), []timeline.Event{impactFrom(timeline.Between(moment("08-01 00:00"), moment("10-10 00:00")))}, cohort.MembershipPossible},
		{"some time until then", cohort.StartedIn(september), []timeline.Event{impactFrom(timeline.NotAfter(moment("09-10 00:00")))}, cohort.MembershipPossible},
		{"some time before", cohort.StartedIn(september), []timeline.Event{impactFrom(timeline.NotAfter(moment("08-10 00:00")))}, cohort.MembershipNone},
		{"some time after", cohort.StartedIn(september), []timeline.Event{impactFrom(timeline.NotBefore(moment("10-01 00:00")))}, cohort.MembershipNone},
		{"without a time", cohort.StartedIn(september), []timeline.Event{impactFrom(timeline.Instant{})}, cohort.MembershipUnknown},
		{"no impact, open", cohort.StartedIn(september), []timeline.Event{declared}, cohort.MembershipUnknown},
		{"planned", cohort.StartedIn(september), []timeline.Event{planned}, cohort.MembershipNotYet},
		{"no deployment, open", cohort.ReachedIn(timeline.Deployed, september), []timeline.Event{declared}, cohort.MembershipUnknown},
		{"detected by a witness", cohort.DetectedIn(september), []timeline.Event{impactFrom(atMoment("09-01 12:00")), declared}, cohort.MembershipSure},
		{"not noticed yet", cohort.DetectedIn(september), []timeline.Event{impactFrom(atMoment("09-01 12:00"))}, cohort.MembershipNotYet},
		{"resolved", cohort.ResolvedIn(september), lifeOf(t, atMoment("09-30 23:00")), cohort.MembershipSure},
		{"resolved later", cohort.ResolvedIn(september), lifeOf(t, atMoment("10-02 00:00")), cohort.MembershipNone},
		{"resolved, nobody knows when", cohort.ResolvedIn(september), lifeOf(t, timeline.Instant{}), cohort.MembershipUnknown},
		{"open", cohort.ResolvedIn(september), []timeline.Event{declared}, cohort.MembershipNotYet},
		{"not closed", cohort.ReachedIn(timeline.Closed, september), lifeOf(t, atMoment("09-30 23:00")), cohort.MembershipNotYet},
		{"a duplicate", cohort.ResolvedIn(september), []timeline.Event{{Kind: timeline.KindStatus, Phase: timeline.PhaseClosed, Resolution: "duplicate", Occurred: atMoment("09-10 00:00")}},
			cohort.MembershipUnknown},
		{"a milestone of one's own", cohort.ReachedIn("own", september), []timeline.Event{own(atMoment("09-10 00:00"))}, cohort.MembershipSure},
		{"an update", cohort.ReachedIn(timeline.UpdatePublished("fixed"), september), []timeline.Event{{Kind: timeline.KindUpdate, Status: "fixed", Occurred: atMoment("09-10 00:00")}},
			cohort.MembershipSure},
		{"no period", cohort.StartedIn(timeline.Span{}), []timeline.Event{impactFrom(atMoment("09-01 00:00"))}, cohort.MembershipNone},
		{"an empty period", cohort.StartedIn(timeline.MustParseSpan("2026-09-01T00:00:00Z/2026-09-01T00:00:00Z")), []timeline.Event{impactFrom(atMoment("09-01 00:00"))}, cohort.MembershipNone},
		{"an empty period within the bounds", cohort.StartedIn(timeline.MustParseSpan("2026-09-01T00:00:00Z/2026-09-01T00:00:00Z")),
			[]timeline.Event{impactFrom(timeline.About(moment("09-01 00:00"), time.Hour))}, cohort.MembershipNone},
	} {
		assert.Equal(t, c.want, c.rule.Of(viewAsOf(t, now, c.events...)), c.name)
	}
	assert.Equal(t, cohort.MembershipUnknown, cohort.StartedIn(september).Of(nil))
}

// An uncertain time is possibly inside if some of what it can be is inside and some
// is not, and surely if all is.
func TestRuleAgainstEveryMoment(t *testing.T) {
	r := rand.New(rand.NewPCG(379, 383))
	start := moment("09-01 00:00")
	for range 3000 {
		from, width := r.IntN(20), r.IntN(8)
		begin, length := r.IntN(20), 1+r.IntN(8)
		tick := func(n int) time.Time { return start.Add(time.Duration(n) * time.Microsecond) }
		period, err := timeline.NewSpan(tick(begin), tick(begin+length))
		require.NoError(t, err)
		in, out := 0, 0
		for n := from; n <= from+width; n++ {
			if period.Contains(tick(n)) {
				in++
			} else {
				out++
			}
		}
		want := cohort.MembershipPossible
		if in == 0 {
			want = cohort.MembershipNone
		} else if out == 0 {
			want = cohort.MembershipSure
		}
		v := viewAsOf(t, moment("10-20 00:00"), impactFrom(timeline.Between(tick(from), tick(from+width))))
		require.Equal(t, want, cohort.StartedIn(period).Of(v))
	}
}

func TestRuleText(t *testing.T) {
	for _, c := range []struct {
		rule         cohort.Rule
		people, text string
	}{
		{cohort.Rule{}, "every incident", ""},
		{cohort.StartedIn(september), "impact start from 2026-09-01T00:00:00Z up to 2026-10-01T00:00:00Z",
			"impact_started in 2026-09-01T00:00:00Z/2026-10-01T00:00:00Z"},
		{cohort.ReachedIn("put in place", september), "put in place from 2026-09-01T00:00:00Z up to 2026-10-01T00:00:00Z",
			"put in place in 2026-09-01T00:00:00Z/2026-10-01T00:00:00Z"},
		{cohort.ResolvedIn(timeline.Span{}), "resolved in no period", "resolved in "},
	} {
		assert.Equal(t, c.people, c.rule.String())
		text, err := c.rule.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, c.text, string(text))
		raw, err := json.Marshal(c.rule)
		require.NoError(t, err)
		back := cohort.StartedIn(september)
		require.NoError(t, json.Unmarshal(raw, &back))
		assert.Equal(t, c.rule, back)
		assert.Equal(t, c.rule.IsZero(), c.text == "")
		period, ok := back.Period()
		assert.Equal(t, !c.rule.IsZero(), ok)
		assert.Equal(t, cohort.ReachedIn(back.Milestone(), period) == back, ok)
	}
	for _, bad := range []string{"x", "started in september", "resolved in 2026-09-01T00:00:00Z"} {
		_, err := cohort.ParseRule(bad)
		assert.ErrorIs(t, err, cohort.ErrRule, bad)
	}
	_, err := cohort.ReachedIn("\xff", september).MarshalText()
	assert.ErrorIs(t, err, cohort.ErrRule)
}

func TestMembershipText(t *testing.T) {
	for m := cohort.MembershipUnknown; m.IsValid(); m++ {
		text, err := m.MarshalText()
		require.NoError(t, err)
		var back cohort.Membership
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, m, back)
	}
	assert.Equal(t, "Membership(9)", cohort.Membership(9).String())
	_, err := cohort.Membership(9).MarshalText()
	assert.Error(t, err)
	_, err = cohort.ParseMembership("perhaps")
	assert.Error(t, err)
}

func TestRuleWarnings(t *testing.T) {
	assert.Empty(t, cohort.Rule{}.Warnings())
	assert.Empty(t, cohort.StartedIn(september).Warnings())
	assert.Empty(t, cohort.DetectedIn(september).Warnings())
	for _, m := range []timeline.Milestone{timeline.Mitigated, timeline.Restored, timeline.Resolved, timeline.Closed, timeline.ReviewPublished} {
		found := cohort.ReachedIn(m, september).Warnings()
		require.Len(t, found, 1)
		assert.Equal(t, cohort.WarningByResolution, found[0].Code)
		assert.Contains(t, found[0].Text, m.Words())
	}
}

// Choosing by resolution loses the incident that is still open.
func ExampleRule() {
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000001"))
	_, _ = log.Add(timeline.Event{Kind: timeline.KindStatus, Status: "open", Phase: timeline.PhaseActive, Occurred: atMoment("09-29 09:30")})
	_, _ = log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: atMoment("09-29 09:00")})
	view := log.AsOf(moment("10-20 00:00"))
	for _, rule := range []cohort.Rule{cohort.StartedIn(september), cohort.ResolvedIn(september)} {
		fmt.Println(rule, rule.Of(view))
		for _, w := range rule.Warnings() {
			fmt.Println(w.Code)
		}
	}
	// Output:
	// impact start from 2026-09-01T00:00:00Z up to 2026-10-01T00:00:00Z inside
	// resolved from 2026-09-01T00:00:00Z up to 2026-10-01T00:00:00Z not_yet
	// by_resolution
}
