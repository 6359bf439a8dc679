package scale

import (
	"encoding/binary"
	"errors"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// View records the incident in a log of its own, through [timeline.Log.Add], and
// returns the view of it as of [Now].
func (in *Incident) View() (*timeline.View, error) {
	var id uuid.UUID
	binary.BigEndian.PutUint64(id[8:], uint64(in.Number)+1)
	log := timeline.NewLog(id)
	var previous uuid.UUID
	for kind, us := range in.At {
		if us == 0 {
			continue
		}
		at := time.UnixMicro(us).UTC()
		e := timeline.Event{Occurred: timeline.At(at), Recorded: at}
		switch Kind(kind) {
		case Impact:
			e.Kind, e.Health, e.Scope = timeline.KindImpact, timeline.Major, timeline.Region(Region(in.Region))
		case Restored:
			e.Kind = timeline.KindRestore
		case Declared:
			e.Kind, e.Status, e.Phase = timeline.KindStatus, "investigating", timeline.PhaseActive
		case Resolved:
			e.Kind, e.Status, e.Phase, e.Previous = timeline.KindStatus, "resolved", timeline.PhaseResolved, previous
		default:
			e.Kind, e.Milestone = timeline.KindMilestone, milestones[kind]
		}
		held, err := log.Add(e)
		if err != nil {
			return nil, err
		}
		if Kind(kind) == Declared {
			previous = held.ID
		}
	}
	return log.AsOf(time.UnixMicro(Now)), nil
}

var milestones = [Kinds]timeline.Milestone{
	Detected: timeline.Detected, Acknowledged: timeline.Acknowledged, Mobilized: timeline.Mobilized, Mitigated: timeline.Mitigated,
}

// A Kept is incidents as a program keeps them: their views, and beside each the group
// that it belongs to, as severity is no matter of a timeline.
type Kept struct {
	Views  []*timeline.View
	Groups []uint8
}

// Keep makes the incidents' views, shared out to so many goroutines.
func Keep(incidents []Incident, goroutines int) (*Kept, error) {
	k, errs := &Kept{make([]*timeline.View, len(incidents)), make([]uint8, len(incidents))}, make([]error, goroutines)
	share(len(incidents), goroutines, func(part, from, to int) {
		for i := from; i < to && errs[part] == nil; i++ {
			k.Groups[i] = uint8(incidents[i].Group())
			k.Views[i], errs[part] = incidents[i].View()
		}
	})
	return k, first(errs)
}

// part is the incidents with index from and up to another.
func (k *Kept) part(from, to int) *Kept { return &Kept{k.Views[from:to], k.Groups[from:to]} }

// share calls work for equal parts of n, each in a goroutine of its own, and waits
// for them.
func share(n, goroutines int, work func(part, from, to int)) {
	var wait sync.WaitGroup
	for part := 1; part < goroutines; part++ {
		wait.Go(func() { work(part, n*part/goroutines, n*(part+1)/goroutines) })
	}
	work(0, 0, n/goroutines)
	wait.Wait()
}

func first(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// A Tally adds up the figures of incidents, by group. The zero Tally cannot be
// used.
type Tally struct {
	meter           *timeline.Meter
	exact           int
	detect, restore [Groups]cohort.Accumulator
}

// NewTally is an empty tally. Each group keeps so many durations one by one, see
// [cohort.Accumulator].
func NewTally(exact int) *Tally {
	t := &Tally{meter: timeline.NewMeter(timeline.TimeToDetect(), timeline.TimeToRestore()), exact: exact}
	t.Reset()
	return t
}

// Reset empties the tally.
func (t *Tally) Reset() {
	for g := range Groups {
		t.detect[g] = cohort.Accumulator{Exact: t.exact}
		t.restore[g] = cohort.Accumulator{Exact: t.exact}
	}
}

// spread is what is asked of one group.
func spread(a *cohort.Accumulator) Spread {
	us := func(p float64) float64 {
		d, _ := a.Quantile(p)
		return float64(d.Microseconds())
	}
	return Spread{int(a.Closed() + a.Open()), int(a.Open()), us(0.5), us(0.9)}
}

// Add measures incidents and adds their figures.
func (t *Tally) Add(k *Kept) error {
	for i, figures := range t.meter.Each(k.Views) {
		group := k.Groups[i]
		if err := t.detect[group].AddFigure(figures[0]); err != nil {
			return err
		}
		if err := t.restore[group].AddFigure(figures[1]); err != nil {
			return err
		}
	}
	return nil
}

// A Tallies is one tally for each goroutine.
type Tallies []*Tally

// Every duration is kept by itself, so that quantiles are exact.
const Every = -1

// NewTallies makes the tallies.
func NewTallies(goroutines, exact int) Tallies {
	out := make(Tallies, goroutines)
	for i := range out {
		out[i] = NewTally(exact)
	}
	return out
}

// Reset empties the tallies.
func (ts Tallies) Reset() {
	for _, t := range ts {
		t.Reset()
	}
}

// Add measures incidents and adds their figures, a part in each tally.
func (ts Tallies) Add(k *Kept) error {
	errs := make([]error, len(ts))
	share(len(k.Views), len(ts), func(part, from, to int) { errs[part] = ts[part].Add(k.part(from, to)) })
	return first(errs)
}

// Answer merges the tallies into the first and answers from it.
func (ts Tallies) Answer() (*Answer, error) {
	out, errs := new(Answer), make([]error, len(ts))
	share(Groups, len(ts), func(part, from, to int) {
		for g := from; g < to; g++ {
			for _, t := range ts[1:] {
				errs[part] = errors.Join(errs[part], ts[0].detect[g].Merge(&t.detect[g]), ts[0].restore[g].Merge(&t.restore[g]))
			}
			out.Detect[g], out.Restore[g] = spread(&ts[0].detect[g]), spread(&ts[0].restore[g])
		}
	})
	return out, first(errs)
}

// Ask answers from views, with the memory of ts.
func Ask(k *Kept, ts Tallies) (*Answer, error) {
	ts.Reset()
	if err := ts.Add(k); err != nil {
		return nil, err
	}
	return ts.Answer()
}
