package axis

import (
	"iter"
	"time"
)

// A Pace is a distance between ticks of an axis of time. Days and months are those
// of the calendar. One of the three is not zero.
type Pace struct {
	Every  time.Duration
	Days   int
	Months int
}

var paces = [...]Pace{
	{Every: time.Second}, {Every: 5 * time.Second}, {Every: 15 * time.Second}, {Every: time.Minute}, {Every: 5 * time.Minute},
	{Every: 15 * time.Minute}, {Every: 30 * time.Minute}, {Every: time.Hour}, {Every: 2 * time.Hour}, {Every: 4 * time.Hour}, {Every: 12 * time.Hour},
	{Days: 1}, {Days: 2}, {Days: 7}, {Days: 14}, {Months: 1}, {Months: 3}, {Months: 12}, {Months: 60}, {Months: 240}, {Months: 1200}, {Months: 12000}, {Months: 60000},
}

// Choose returns the shortest pace that fits, and the longest of all if none does.
func Choose(fits func(Pace) bool) Pace {
	for _, p := range paces {
		if fits(p) {
			return p
		}
	}
	return paces[len(paces)-1]
}

// Seconds is about how far apart its ticks are.
func (p Pace) Seconds() float64 {
	return p.Every.Seconds() + 86400*(float64(p.Days)+30.4*float64(p.Months))
}

// Ticks yields the ticks in a span, on round times of its zone.
func (p Pace) Ticks(s Span) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		for t := p.first(s.From); !t.After(s.To) && yield(t); t = p.next(t) {
		}
	}
}

// first is the first tick that is not before t.
func (p Pace) first(t time.Time) time.Time {
	midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
	switch {
	case p.Every > 0:
		n := (t.Sub(midnight) + p.Every - 1) / p.Every
		return midnight.Add(n * p.Every)
	case p.Days > 0:
		if midnight.Before(t) {
			return midnight.AddDate(0, 0, 1)
		}
		return midnight
	}
	months := t.Year()*12 + int(t.Month()) - 1
	months -= months % p.Months
	for {
		out := time.Date(0, time.Month(months+1), 1, 0, 0, 0, 0, t.Location())
		if !out.Before(t) {
			return out
		}
		months += p.Months
	}
}

func (p Pace) next(t time.Time) time.Time {
	if p.Every > 0 {
		return t.Add(p.Every)
	}
	return t.AddDate(0, p.Months, p.Days)
}

var steps = [...]time.Duration{
	time.Second, 5 * time.Second, 15 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour,
	2 * time.Hour, 4 * time.Hour, 12 * time.Hour, 24 * time.Hour, 48 * time.Hour, 168 * time.Hour, 720 * time.Hour, 2400 * time.Hour,
	24000 * time.Hour, 240000 * time.Hour, 2400000 * time.Hour,
}

// Step returns the shortest round length that fits, and the longest of all if none
// does.
func Step(fits func(time.Duration) bool) time.Duration {
	for _, s := range steps {
		if fits(s) {
			return s
		}
	}
	return steps[len(steps)-1]
}
