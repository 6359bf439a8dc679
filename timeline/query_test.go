package timeline_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// asked is a log with one event of each sort that filters tell apart. Texts name
// the events.
func asked(t *testing.T) *timeline.View {
	named := func(e timeline.Event, name string) timeline.Event { e.Text = name; return e }
	public := named(update("identified", on("10:40")), "update")
	public.Visibility, public.Actor = timeline.Public, "ana"
	page := named(milestone(timeline.Detected, timeline.About(clock("10:05"), 10*time.Minute)), "detected")
	page.Source, page.Actor = "page", "bot"
	partner := named(update("fixed", on("11:30")), "partners")
	partner.Visibility = timeline.Partner
	return logOf(t,
		named(impact(eu, timeline.Major, on("10:00"), unknownTime), "eu down"),
		named(impact(timeline.Component("api").In("us"), timeline.Partial, on("10:10"), on("10:20")), "us api"),
		named(impact(timeline.Everywhere(), timeline.Degraded, on("12:00"), unknownTime), "everywhere"),
		named(restore(eu, on("11:00")), "eu back"),
		named(milestone(timeline.Mitigated, unknownTime), "mitigated"),
		named(timeline.Event{Kind: timeline.KindStatus, Phase: timeline.PhaseActive, Occurred: on("10:12")}, "declared"),
		public, page, partner,
	).AsOf(clock("13:00"))
}

func textsOf(events iter.Seq[timeline.Event]) []string {
	var out []string
	for e := range events {
		out = append(out, e.Text)
	}
	slices.Sort(out)
	return out
}

func TestWhere(t *testing.T) {
	v := asked(t)
	during := func(from, until string) timeline.Filter {
		s, err := timeline.NewSpan(clock(from), clock(until))
		require.NoError(t, err)
		return timeline.Filter{During: s}
	}
	for name, c := range map[string]struct {
		filter timeline.Filter
		want   []string
	}{
		"kind":                      {timeline.Filter{Kinds: []timeline.Kind{timeline.KindUpdate, timeline.KindRestore}}, []string{"eu back", "partners", "update"}},
		"milestone":                 {timeline.Filter{Milestones: []timeline.Milestone{timeline.Detected}}, []string{"detected"}},
		"milestones of other facts": {timeline.Filter{Milestones: []timeline.Milestone{timeline.Declared, timeline.Restored}}, []string{"declared", "eu back"}},
		"region":                    {timeline.Filter{In: eu}, []string{"eu back", "eu down", "everywhere"}},
		"component":                 {timeline.Filter{In: timeline.Component("api")}, []string{"us api"}},
		"actor":                     {timeline.Filter{Actor: "ana"}, []string{"update"}},
		"source":                    {timeline.Filter{Source: "page"}, []string{"detected"}},
		"partners":                  {timeline.Filter{Readers: timeline.Partner}, []string{"partners", "update"}},
		"the public":                {timeline.Filter{Readers: timeline.Public}, []string{"update"}},
		"several fields":            {timeline.Filter{Readers: timeline.Partner, Kinds: []timeline.Kind{timeline.KindUpdate}, Actor: "ana"}, []string{"update"}},
		"none":                      {timeline.Filter{Kinds: []timeline.Kind{"other"}}, nil},
		"before it all":             {during("09:00", "09:55"), []string{"mitigated"}},
		"the bounds of detection":   {during("09:00", "09:55:01"), []string{"detected", "mitigated"}},
		"the end is not in it":      {during("09:56", "10:00"), []string{"detected", "mitigated"}},
		"the start is":              {during("10:40", "10:41"), []string{"eu down", "mitigated", "update"}},
		"an impact lasts":           {during("10:16", "10:18"), []string{"eu down", "mitigated", "us api"}},
		"until its end, exclusive":  {during("10:20", "10:22"), []string{"eu down", "mitigated"}},
		"until it was restored":     {during("11:00", "11:01"), []string{"eu back", "mitigated"}},
		"as long as it goes on":     {during("12:30", "12:40"), []string{"everywhere", "mitigated"}},
		"no time at all":            {during("10:15", "10:15"), nil},
		"until now":                 {during("13:00", "14:00"), []string{"mitigated"}},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, textsOf(v.Where(c.filter))) })
	}
}

// Match knows the event alone: an impact without an end of its own is a moment.
func TestFilterMatch(t *testing.T) {
	f := timeline.Filter{During: timeline.MustParseSpan("2026-03-04T10:15:00Z/2026-03-04T10:30:00Z")}
	assert.True(t, f.Match(impact(eu, timeline.Major, on("10:00"), on("10:20"))))
	assert.False(t, f.Match(impact(eu, timeline.Major, on("10:00"), unknownTime)))
	assert.False(t, f.Match(impact(eu, timeline.Major, on("10:00"), on("10:15"))))
	assert.True(t, f.Match(impact(eu, timeline.Major, on("10:00"), timeline.Between(clock("10:10"), clock("10:16")))))
	assert.True(t, f.Match(impact(eu, timeline.Major, on("10:15"), on("10:15"))), "an impact of no length is a moment")
	assert.True(t, f.Match(milestone(timeline.Detected, on("10:15"))))
	assert.False(t, f.Match(milestone(timeline.Detected, on("10:30"))))
	assert.True(t, f.Match(milestone(timeline.Detected, unknownTime)))
	assert.True(t, timeline.Filter{}.Match(timeline.Event{}))
}

func TestWhereOfAnyLog(t *testing.T) {
	r := rand.New(rand.NewPCG(163, 167))
	for range rounds(150) {
		v := withHolds(t, r, r.IntN(25)).AsOf(day.Add(time.Duration(r.IntN(50)) * time.Hour))
		all := slices.Collect(v.Events())
		require.Equal(t, all, slices.Collect(v.Where(timeline.Filter{})))
		f := timeline.Filter{
			Kinds: pick(r, nil, []timeline.Kind{timeline.KindImpact, timeline.KindStatus}), In: randomScope(r),
			Readers: timeline.Visibility(r.IntN(3)), Source: pick(r, "", "", "page"),
		}
		some := slices.AppendSeq([]timeline.Event{}, v.Where(f))
		require.Equal(t, slices.DeleteFunc(append([]timeline.Event{}, all...), func(e timeline.Event) bool { return !f.Match(e) }), some)
		f.During = span(t, r.IntN(86400), 86400)
		for e := range v.Where(f) {
			f.During = timeline.Span{}
			require.True(t, f.Match(e))
		}
		taken := 0
		for range v.Where(timeline.Filter{}) {
			if taken++; taken == 3 {
				break
			}
		}
		require.Equal(t, min(3, len(all)), taken)
	}
}

func TestViewWindows(t *testing.T) {
	l := logOf(t,
		impact(eu, timeline.Major, on("10:00"), on("10:30")), impact(eu, timeline.Degraded, on("10:30"), on("10:40")),
		impact(eu, timeline.Maintenance, on("11:00"), on("11:30")),
		impact(us, timeline.Major, timeline.About(clock("12:00"), 5*time.Minute), timeline.Between(clock("12:20"), clock("12:30"))),
		impact(us, timeline.Partial, on("13:00"), unknownTime))
	v := l.AsOf(clock("13:10"))
	for name, c := range map[string]struct {
		place          timeline.Scope
		health         []timeline.Health
		sure, possible time.Duration
	}{
		"exact":                 {eu, nil, 40 * time.Minute, 40 * time.Minute},
		"of one health":         {eu, []timeline.Health{timeline.Major}, 30 * time.Minute, 30 * time.Minute},
		"maintenance if asked":  {eu, []timeline.Health{timeline.Maintenance}, 30 * time.Minute, 30 * time.Minute},
		"uncertain and ongoing": {us, nil, 25 * time.Minute, 45 * time.Minute},
		"uncertain alone":       {us, []timeline.Health{timeline.Major}, 15 * time.Minute, 35 * time.Minute},
		"all places":            {timeline.Scope{}, nil, 65 * time.Minute, 85 * time.Minute},
		"elsewhere":             {asia, nil, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			sure, possible := v.Windows(c.place, c.health...)
			least, _ := sure.Total()
			most, _ := possible.Total()
			assert.Equal(t, []time.Duration{c.sure, c.possible}, []time.Duration{least, most})
		})
	}
	closeIncident(t, l, on("13:05"))
	sure, possible := l.AsOf(clock("13:10")).Windows(us, timeline.Partial)
	most, _ := possible.Total()
	assert.Equal(t, 0, sure.Len(), "it may have ended at once")
	assert.Equal(t, 10*time.Minute, most, "nobody recorded when it ended")
	sure, possible = timeline.NewLog(uuid.Nil).AsOf(late).Windows(timeline.Scope{})
	assert.Equal(t, 0, sure.Len()+possible.Len())
}
