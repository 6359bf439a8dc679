package scale

import (
	"math"
	"sort"
	"strings"
	"time"
)

// A Naive is an incident as a simple program would hold it: names in strings, times
// in [time.Time].
type Naive struct {
	Severity, Region string
	Events           []NaiveEvent
}

// A NaiveEvent is one event of it.
type NaiveEvent struct {
	Kind string
	At   time.Time
}

// NaiveOf makes the incidents.
func NaiveOf(incidents []Incident) []Naive {
	out := make([]Naive, len(incidents))
	for i := range incidents {
		in := &incidents[i]
		n := Naive{Severity: Severity(in.Severity), Region: Region(in.Region), Events: make([]NaiveEvent, 0, Kinds)}
		for kind, us := range in.At {
			if us != 0 {
				n.Events = append(n.Events, NaiveEvent{Kind(kind).String(), time.UnixMicro(us).UTC()})
			}
		}
		out[i] = n
	}
	return out
}

// AskNaive answers as a simple program would: durations as floats in a map by the
// names of the group, each list sorted.
func AskNaive(incidents []Naive) *Answer {
	type list struct {
		values []float64
		open   int
	}
	detect, restore := map[string]*list{}, map[string]*list{}
	add := func(to map[string]*list, key string, from, until time.Time) {
		l := to[key]
		if l == nil {
			l = &list{}
			to[key] = l
		}
		if until.IsZero() {
			l.open++
		} else {
			l.values = append(l.values, float64(until.Sub(from).Microseconds()))
		}
	}
	for _, in := range incidents {
		var start, detected, restored time.Time
		for _, e := range in.Events {
			switch e.Kind {
			case "impact":
				start = e.At
			case "detected":
				detected = e.At
			case "restored":
				restored = e.At
			}
		}
		key := in.Severity + "/" + in.Region
		add(detect, key, start, detected)
		add(restore, key, start, restored)
	}
	spread := func(l *list) Spread {
		sort.Float64s(l.values)
		return Spread{len(l.values) + l.open, l.open, naiveQuantile(l.values, 0.5), naiveQuantile(l.values, 0.9)}
	}
	out := new(Answer)
	for key := range detect {
		severity, region, _ := strings.Cut(key, "/")
		g := GroupOf(severity, region)
		out.Detect[g], out.Restore[g] = spread(detect[key]), spread(restore[key])
	}
	return out
}

// naiveQuantile is the quantile of R-7 of sorted values.
func naiveQuantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	at := float64(len(sorted)-1) * p
	below, above := sorted[int(math.Floor(at))], sorted[int(math.Ceil(at))]
	return below + (at-math.Floor(at))*(above-below)
}

// GroupOf is the number of the group with those names, and -1 if there is none.
func GroupOf(severity, region string) int {
	for s := range uint8(Severities) {
		for r := range uint8(Regions) {
			if Severity(s) == severity && Region(r) == region {
				return int(s)*Regions + int(r)
			}
		}
	}
	return -1
}
