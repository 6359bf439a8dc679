package report_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// randomKinds and randomMilestones are what random events are of; some of them
// are words of the event's own.
var (
	randomKinds = []timeline.Kind{
		timeline.KindMilestone, timeline.KindImpact, timeline.KindImpact, timeline.KindRestore, timeline.KindNotAffected, timeline.KindComplete,
		timeline.KindStatus, timeline.KindStatus, timeline.KindUpdate, timeline.KindSource, incident.KindSeverity, incident.KindSymptom,
		incident.KindNote, incident.KindCause, incident.KindHypothesis, incident.KindAction, incident.KindStatement, itsOwn,
		timeline.Kind(timeline.UpdatePublished(itsOwn)),
	}
	randomMilestones = []timeline.Milestone{
		timeline.Detected, timeline.Acknowledged, timeline.Mobilized, timeline.CauseFound, timeline.CauseConfirmed, timeline.Mitigated,
		timeline.Resolved, timeline.ReviewPublished, timeline.FirstUpdate, itsOwn, timeline.UpdatePublished(itsOwn), timeline.UpdatePublished("identified"),
	}
	randomPhases = []timeline.Phase{"", timeline.PhaseActive, timeline.PhaseMitigated, timeline.PhaseResolved, timeline.PhaseClosed}
)

// A gambler makes random logs.
type gambler struct {
	*rand.Rand
	*aviary
}

func pickOf[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// fact is a random event. Some of its words are those of earlier events.
func (g gambler) fact() timeline.Event {
	e := timeline.Event{
		Kind: pickOf(g.Rand, randomKinds), Phase: pickOf(g.Rand, randomPhases), Health: timeline.Health(g.IntN(5)),
		Visibility: timeline.Visibility(g.IntN(3)), Recorded: g.recorded(),
	}
	if e.Kind == timeline.KindMilestone || g.IntN(4) == 0 {
		e.Milestone = pickOf(g.Rand, randomMilestones)
	}
	at := clock(9, g.IntN(120))
	switch g.IntN(6) {
	case 0:
	case 1:
		e.Occurred = timeline.About(at, 5*time.Minute)
	case 2:
		e.Occurred = timeline.Between(at, at.Add(10*time.Minute))
	default:
		e.Occurred = timeline.At(at)
	}
	switch {
	case e.Kind == timeline.KindImpact && g.IntN(4) == 0:
		e.Ended = timeline.At(at.Add(20 * time.Minute))
	case e.Kind == timeline.KindImpact && g.IntN(4) == 0:
		e.Ended, e.Total = timeline.At(at.Add(20*time.Minute)), timeline.Lasting(time.Minute)
	case g.IntN(6) == 0:
		e.Scope = timeline.Everywhere()
	}
	g.link(&e)
	return e
}

// link takes some of the event's words from earlier ones and names earlier ones.
func (g gambler) link(e *timeline.Event) {
	if len(g.events) == 0 {
		return
	}
	if g.IntN(3) == 0 {
		e.Scope = pickOf(g.Rand, g.events).Scope
	}
	if g.IntN(3) == 0 {
		e.Source = pickOf(g.Rand, g.events).Source
	}
	if g.IntN(4) == 0 {
		e.Status = pickOf(g.Rand, g.events).Status
	}
	statuses := slices.DeleteFunc(g.facts(), func(e timeline.Event) bool { return e.Kind != timeline.KindStatus })
	if e.Kind == timeline.KindStatus && len(statuses) > 0 {
		e.Previous = pickOf(g.Rand, statuses).ID
	}
	if e.Kind == incident.KindHypothesis && g.IntN(2) == 0 {
		e.Target = pickOf(g.Rand, g.events).ID
	}
}

// recorded is a random moment from 12:00 to 14:00, and sometimes none.
func (g gambler) recorded() time.Time {
	if g.IntN(10) == 0 {
		return time.Time{}
	}
	return clock(12, g.IntN(121))
}

// correct records something that withdraws, replaces or doubles an earlier event.
func (g gambler) correct() {
	e, v := pickOf(g.Rand, g.events), timeline.Visibility(g.IntN(3))
	switch g.IntN(8) {
	case 0, 1, 2:
		g.retract(e, v, g.recorded())
	case 3, 4, 5:
		g.amend(e, v, g.recorded())
	case 6:
		g.rival(e, pickOf(g.Rand, g.events).Source, v, g.recorded())
	case 7:
		g.twin(e, pickOf(g.Rand, []timeline.Kind{"", incident.KindNote, timeline.KindStatus, incident.KindSeverity}), v)
	}
}

// gamble makes a random log.
func gamble(t *testing.T, r *rand.Rand, id byte, next *int) gambler {
	g := gambler{r, newAviary(t, id, next)}
	for n := 4 + r.IntN(16); n > 0; n-- {
		if len(g.events) > 2 && r.IntN(5) < 2 {
			g.correct()
		} else {
			g.plant(g.fact())
		}
	}
	return g
}

// shot is a random view of the log.
func (g gambler) shot() shot {
	s := shot{g.aviary, clock(12, g.IntN(125)), ""}
	accounts := slices.DeleteFunc(g.facts(), func(e timeline.Event) bool { return e.RivalOf == uuid.Nil })
	if len(accounts) > 0 && g.IntN(2) == 0 {
		s.prefer = pickOf(g.Rand, accounts).Source
	}
	return s
}

func TestCanariesInRandomLogs(t *testing.T) {
	const rounds = 100
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 26))
		next := 1
		a := gamble(t, r, 1, &next)
		shots := []shot{a.shot()}
		if seed%4 == 0 {
			shots = append(shots, a.shot(), gamble(t, r, 2, &next).shot())
		}
		for _, audience := range audiences {
			inspect(t, fmt.Sprintf("seed %d, %d views", seed, len(shots)), audience, shots...)
		}
		if t.Failed() {
			return // one log is enough to look at
		}
	}
}
