package lifecycle_test

import (
	"context"
	"testing"

	"github.com/looplab/fsm"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// life is a life of seven transitions from triage.
var life = []lifecycle.Trigger{"investigate", "identify", "monitor", "relapse", "monitor", "resolve", "close"}

func BenchmarkLife(b *testing.B) {
	lc := lifecycle.Default()
	d := lc.Definition()
	ctx := context.Background()
	b.Run("table", func(b *testing.B) {
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
	})
	b.Run("looplab-reused", func(b *testing.B) {
		b.ReportAllocs()
		m := looplab(d, "triage")
		for b.Loop() {
			m.SetState("triage")
			for _, trigger := range life {
				if err := m.Event(ctx, string(trigger)); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("looplab-per-incident", func(b *testing.B) {
		b.ReportAllocs()
		events := descs(d)
		for b.Loop() {
			m := fsm.NewFSM("triage", events, nil)
			for _, trigger := range life {
				if err := m.Event(ctx, string(trigger)); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

func BenchmarkRefused(b *testing.B) {
	lc := lifecycle.Default()
	b.Run("table", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := lc.Next("resolved", "merge"); err == nil {
				b.Fatal("allowed")
			}
		}
	})
	b.Run("looplab", func(b *testing.B) {
		b.ReportAllocs()
		m := looplab(lc.Definition(), "resolved")
		for b.Loop() {
			if m.Event(context.Background(), "merge") == nil {
				b.Fatal("allowed")
			}
		}
	})
}

func BenchmarkCan(b *testing.B) {
	lc := lifecycle.Default()
	b.Run("table", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			lc.Can("monitoring", "relapse")
		}
	})
	b.Run("looplab", func(b *testing.B) {
		b.ReportAllocs()
		m := looplab(lc.Definition(), "monitoring")
		for b.Loop() {
			m.Can("relapse")
		}
	})
}

func BenchmarkAvailable(b *testing.B) {
	lc := lifecycle.Default()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for range lc.Available("monitoring") {
			n++
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
