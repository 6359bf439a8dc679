package reporttest

import (
	"fmt"
	"sync"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// open is what was known of an incident while it was open, closed afterwards. They
// are made so that their figures are of every kind.
func open() *timeline.View { return history().AsOf(clock(13, 0)) }

func closed() *timeline.View {
	log := history()
	add(log, timeline.Event{Kind: timeline.KindRestore, Occurred: at(12, 1)})
	add(log, timeline.Event{Kind: timeline.KindStatus, Status: "resolved", Phase: timeline.PhaseResolved, Occurred: at(12, 30)})
	return log.AsOf(clock(23, 0))
}

func history() *timeline.Log {
	log := timeline.NewLog([16]byte{15: 1})
	mark := func(m timeline.Milestone, at timeline.Instant) {
		add(log, timeline.Event{Kind: timeline.KindMilestone, Milestone: m, Occurred: at})
	}
	add(log, timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Scope: timeline.Region("eu"), Occurred: at(10, 0)})
	add(log, timeline.Event{Kind: timeline.KindNotAffected, Scope: timeline.Region("us")})
	mark(timeline.Detected, at(10, 7))
	mark(timeline.Acknowledged, timeline.About(clock(10, 20), 5*time.Minute))
	mark(timeline.CauseFound, at(9, 20)) // before it began
	mark(timeline.Mitigated, timeline.Between(clock(9, 50), clock(11, 0)))
	return log
}

func add(log *timeline.Log, e timeline.Event) {
	if _, err := log.Add(e); err != nil {
		panic(fmt.Sprintf("reporttest: a fixture is broken: %v", err))
	}
}

// figure returns the figure of a standard measure after the end.
func figure(id string) timeline.Figure { return standard()[id] }

// standard computes them once: a figure is a value that nobody can change.
var standard = sync.OnceValue(func() map[string]timeline.Figure {
	out, view := map[string]timeline.Figure{}, closed()
	for _, m := range timeline.Standard() {
		out[m.ID()] = m.Of(view)
	}
	return out
})

// everyKind returns figures of every kind and every unit.
func everyKind(w *wordsmith) report.Figures {
	march := timeline.MustParseSpan("2009-03-01T00:00:00Z/2009-04-01T00:00:00Z")
	figures := []timeline.Figure{
		{},                                                                 // unknown, for no reason
		timeline.TimeToDetect().Of(open()),                                 // known
		timeline.TimeToAcknowledge().Of(open()),                            // bounded, about
		timeline.TimeToMitigate().Of(open()),                               // bounded, doubtful
		timeline.TimeToRestore().Of(open()),                                // ongoing
		timeline.TimeToReview().Of(open()),                                 // pending
		timeline.TimeToMobilize().Of(closed()),                             // unknown, for a reason
		timeline.TimeToRootCause().Of(open()),                              // invalid
		timeline.FailedDeploymentRecovery().Of(open()),                     // not applicable
		timeline.Downtime().In(timeline.Region("us")).Of(closed()),         // known to be zero
		timeline.Availability(timeline.DowntimeOnly(), march).Of(closed()), // a ratio
		timeline.TimeToResolve().Of(closed()),                              // bounded
		timeline.Sum(timeline.Downtime().Of(open())),                       // a sum
	}
	out := report.Figures{Title: w.say("of every kind")}
	for _, f := range figures {
		out.Rows = append(out.Rows, report.Figure{Label: w.say(f.Kind().String()), Figure: f})
	}
	return out
}
