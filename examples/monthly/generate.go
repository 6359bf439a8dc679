package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// What is generated: eight months, each incident by itself.
var (
	generatedFrom  = time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	generatedUntil = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	lastMonth      = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
)

const gap = 13 * time.Hour // between the starts of two incidents, on average

// scenarios are how many times as long incidents of the last month last.
var scenarios = map[string]float64{"same": 1, "better": 0.45, "worse": 2.2}

// A class is one severity: how frequent it is, how bad, and its usual length.
type class struct {
	word   string
	share  float64
	health timeline.Health
	median time.Duration
}

var classes = []class{
	{"SEV1", 0.06, timeline.Major, 100 * time.Minute},
	{"SEV2", 0.16, timeline.Partial, 75 * time.Minute},
	{"SEV3", 0.34, timeline.Degraded, 55 * time.Minute},
	{"SEV4", 0.44, timeline.Degraded, 40 * time.Minute},
}

var regions = []string{"eu-west", "us-east", "ap-south"}

// A generator makes up incidents. What it draws does not depend on the scenario.
type generator struct {
	rand  *rand.Rand
	times float64
}

// generate makes up incidents: the same ones for the same seed.
func generate(seed uint64, scenario string) ([]*incident.Incident, error) {
	g := &generator{rand: rand.New(rand.NewPCG(seed, 2026))}
	var out []*incident.Incident
	for at := generatedFrom; ; {
		at = at.Add(time.Duration(g.rand.ExpFloat64() * float64(gap))).Round(time.Second)
		if !at.Before(generatedUntil) {
			return out, nil
		}
		g.times = 1
		if !at.Before(lastMonth) {
			g.times = scenarios[scenario]
		}
		inc, err := g.incident(len(out)+1, at)
		if err != nil {
			return nil, err
		}
		out = append(out, inc)
	}
}

// lasting draws from a log-normal distribution.
func (g *generator) lasting(median time.Duration) time.Duration {
	return time.Duration(math.Exp(g.rand.NormFloat64()) * float64(median)).Round(time.Second)
}

// class draws a severity.
func (g *generator) class() class {
	x := g.rand.Float64()
	for _, c := range classes {
		if x -= c.share; x < 0 {
			return c
		}
	}
	return classes[len(classes)-1]
}

// A story is what happened in one incident.
type story struct {
	class             class
	start             time.Time
	detected, restore time.Duration // after the start
	regions           []string
	ends              []time.Duration // of the regions
	about             time.Duration   // how far the start is uncertain
	noStart, noEnd    bool            // nobody recorded it
	stuck             bool            // it is not restored
	deployed          time.Duration   // before the start; zero is no deployment
}

func (g *generator) story(start time.Time) story {
	s := story{class: g.class(), start: start, detected: g.lasting(4 * time.Minute)}
	s.restore = time.Duration(g.times * float64(g.lasting(s.class.median)))
	for _, i := range g.rand.Perm(len(regions))[:1+g.rand.IntN(2)] {
		s.regions = append(s.regions, regions[i])
		s.ends = append(s.ends, time.Duration(float64(s.restore)*(1-0.4*g.rand.Float64()*float64(len(s.ends)))).Round(time.Second))
	}
	s.detected = min(s.detected, s.ends[len(s.ends)-1]/2).Round(time.Second)
	if g.rand.Float64() < 0.08 {
		s.about = 5 * time.Minute
	}
	lax := s.class.health == timeline.Degraded // milder ones are recorded with less care
	s.noStart, s.noEnd = g.rand.Float64() < 0.02 && lax, g.rand.Float64() < 0.05 && lax
	s.stuck = g.rand.Float64() < 0.08 && start.After(generatedUntil.AddDate(0, 0, -14))
	if before := g.lasting(8 * time.Minute); g.rand.Float64() < 0.25 {
		s.deployed = before
	}
	return s
}

// incident records a story through the verbs that a tool would use, each fact when it
// was known.
func (g *generator) incident(n int, start time.Time) (*incident.Incident, error) {
	s := g.story(start)
	detected := start.Add(s.detected)
	declared := detected.Add(3 * time.Minute)
	inc, err := incident.Declare(incident.Declaration{
		Title: fmt.Sprintf("Incident %d", n), At: timeline.At(declared), Stamp: incident.Stamp{Recorded: declared},
	})
	if err != nil {
		return nil, err
	}
	_, err = inc.Apply(func(inc *incident.Incident) error { return s.tell(inc, detected, declared) })
	return inc, err
}

func (s story) tell(inc *incident.Incident, detected, declared time.Time) error {
	var errs []error
	did := func(_ timeline.Event, err error) { errs = append(errs, err) }
	first := inc.As(incident.Stamp{Recorded: declared})
	began := timeline.At(s.start)
	switch {
	case s.noStart:
		began = timeline.Instant{}
	case s.about > 0:
		began = timeline.About(s.start, s.about)
	}
	did(first.AssessIn(severity.SEV(), s.class.word, timeline.At(declared)))
	did(first.Detect(incident.Monitoring, timeline.At(detected)))
	for _, region := range s.regions {
		did(first.Impact(timeline.Region(region), s.class.health, began))
	}
	did(first.ScopesComplete())
	if s.deployed > 0 {
		did(first.Relate(incident.Change{
			Type: incident.Deployment, Text: "release", At: timeline.At(s.start.Add(-s.deployed)), Link: incident.Confirmed,
		}))
	}
	if s.stuck {
		return errors.Join(errs...)
	}
	end := s.start.Add(s.ends[0])
	for i, region := range s.regions {
		if back := s.start.Add(s.ends[i]); !s.noEnd {
			did(inc.As(incident.Stamp{Recorded: later(back, declared)}).Restore(timeline.Region(region), timeline.At(back)))
		}
	}
	end = later(end, declared).Add(10 * time.Minute)
	did(inc.As(incident.Stamp{Recorded: end}).Advance("resolve", timeline.At(end)))
	return errors.Join(errs...)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
