package definition_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

var (
	incidentID = uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000001")
	day        = time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)
	late       = day.Add(30 * 24 * time.Hour)
)

// clock is a moment of that day.
func clock(h, m int) time.Time {
	return day.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute)
}

func at(h, m int) timeline.Instant { return timeline.At(clock(h, m)) }

// A life is an incident by its milestones, each at one time or none. Impact and
// restoration are one impact of everything; declared, resolved and closed are
// statuses.
type life map[timeline.Milestone]timeline.Instant

func (l life) log(t testing.TB) *timeline.Log {
	t.Helper()
	log := timeline.NewLog(incidentID)
	add := func(e timeline.Event) timeline.Event {
		got, err := log.Add(e)
		require.NoError(t, err)
		return got
	}
	var head uuid.UUID
	statuses := map[timeline.Milestone]timeline.Phase{
		timeline.Declared: timeline.PhaseActive, timeline.Resolved: timeline.PhaseResolved, timeline.Closed: timeline.PhaseClosed,
	}
	for m := range timeline.Milestones() {
		when, ok := l[m]
		switch phase := statuses[m]; {
		case !ok:
		case phase != "":
			head = add(timeline.Event{Kind: timeline.KindStatus, Status: string(phase), Phase: phase, Previous: head, Occurred: when}).ID
		case m == timeline.ImpactStarted:
			add(timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Everywhere(), Health: timeline.Major, Occurred: when})
		case m == timeline.Restored:
			add(timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Everywhere(), Occurred: when})
		default:
			add(timeline.Event{Kind: timeline.KindMilestone, Milestone: m, Occurred: when})
		}
	}
	if when, ok := l[timeline.Deployed]; ok {
		add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Deployed, Occurred: when})
	}
	return log
}

func (l life) view(t testing.TB) *timeline.View { t.Helper(); return l.log(t).AsOf(late) }

// caseView is the view of the nth incident of a case.
func caseView(t testing.TB, name string, n int) *timeline.View {
	t.Helper()
	incs, err := cases.Load(name)
	require.NoError(t, err)
	now, _ := incs[n].Log().LastRecorded()
	return incs[n].AsOf(now)
}

// byID is the definition of that ID.
func byID(t testing.TB, id string) definition.Definition {
	t.Helper()
	d, ok := definition.ByID(id)
	require.True(t, ok, id)
	return d
}

// row is the comparison under one definition.
func row(t testing.TB, v *timeline.View, id string) definition.Row {
	t.Helper()
	c := definition.Compare(v, byID(t, id))
	require.Len(t, c.Groups, 1)
	require.Len(t, c.Groups[0].Rows, 1)
	return c.Groups[0].Rows[0]
}

// full is an incident of which everything is recorded.
func full() life {
	return life{
		timeline.Deployed: at(9, 0), timeline.ImpactStarted: at(10, 0), timeline.Detected: at(10, 5), timeline.Acknowledged: at(10, 7),
		timeline.Declared: at(10, 10), timeline.Mobilized: at(10, 20), timeline.CauseFound: at(11, 0), timeline.Mitigated: at(11, 30),
		timeline.Restored: at(12, 0), timeline.Resolved: at(12, 15), timeline.Closed: at(15, 0),
	}
}
