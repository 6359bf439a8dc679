package lifecycle_test

import (
	"testing"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// The rivals stand in internal/rivals, with the benchmarks in which they take
// part.

func BenchmarkLife(b *testing.B) {
	lc := lifecycle.Default()
	life := []lifecycle.Trigger{"investigate", "identify", "monitor", "relapse", "monitor", "resolve", "close"}
	b.ReportAllocs()
	for b.Loop() {
		at := lifecycle.State("triage")
		for _, trigger := range life {
			to, err := lc.Next(at, trigger)
			if err != nil {
				b.Fatal(err)
			}
			at = to
		}
	}
}

func BenchmarkReplay(b *testing.B) {
	lc := lifecycle.Default()
	for _, c := range []struct {
		name    string
		history []lifecycle.Step
	}{
		{"states", steps("triage", "investigating", "identified", "monitoring", "investigating", "monitoring", "resolved", "closed")},
		{"triggers", []lifecycle.Step{
			{State: "triage"}, {Trigger: "investigate"}, {Trigger: "identify"}, {Trigger: "monitor"},
			{Trigger: "relapse"}, {Trigger: "monitor"}, {Trigger: "resolve"}, {Trigger: "close"},
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := lc.Replay(c.history); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOptions(b *testing.B) {
	lc := lifecycle.Default()
	yes := lifecycle.FactsFunc(func(string) error { return nil })
	for _, c := range []struct {
		name  string
		facts lifecycle.Facts
	}{{"all pass", yes}, {"two refused", nil}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				for range lc.Options("monitoring", c.facts) {
					n++
				}
			}
		})
	}
}

func BenchmarkVia(b *testing.B) {
	lc := lifecycle.Default()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := lc.Via("monitoring", "resolved"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	d := lifecycle.Default().Definition()
	b.ReportAllocs()
	for b.Loop() {
		lifecycle.MustCompile(d)
	}
}

func BenchmarkDefault(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		lifecycle.Default()
	}
}
