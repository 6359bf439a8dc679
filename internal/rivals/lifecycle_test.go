package rivals_test

import (
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// TestLifecycleRivalsAgree shows that everybody gives the same answers as we do,
// for all pairs of state and trigger, and lives the same life.
func TestLifecycleRivalsAgree(t *testing.T) {
	lc := lifecycle.Default()
	require.Len(t, lived, 7)
	for _, m := range movers(lc) {
		t.Run(m.name, func(t *testing.T) {
			for s := range lc.States() {
				for trigger := range lc.Triggers() {
					agreeOnPair(t, lc, m, s.Name, trigger)
				}
				agreeOnExits(t, lc, m, s.Name)
			}
			run := m.life()
			assert.Equal(t, "closed", run())
			assert.Equal(t, "closed", run(), "again")
			if m.keep != nil {
				assert.Len(t, m.keep(3), 3)
			}
		})
	}
}

// agreeOnPair compares where m goes, and whether it says that it can, with lc.
func agreeOnPair(t *testing.T, lc *lifecycle.Lifecycle, m mover, from lifecycle.State, trigger lifecycle.Trigger) {
	t.Helper()
	want, refused := lc.Next(from, trigger)
	to, ok := m.next(string(from), string(trigger))()
	require.Equal(t, refused == nil, ok, "%s from %s", trigger, from)
	if ok {
		require.Equal(t, string(want), to, "%s from %s", trigger, from)
	}
	if m.can != nil {
		can := m.can(string(from), string(trigger))
		require.Equal(t, refused == nil, can(), "can %s from %s", trigger, from)
		require.Equal(t, refused == nil, can(), "can %s from %s, again", trigger, from)
	}
}

// agreeOnExits compares the triggers that m says lead out of a state with lc's.
func agreeOnExits(t *testing.T, lc *lifecycle.Lifecycle, m mover, from lifecycle.State) {
	t.Helper()
	if m.exits == nil {
		return
	}
	var want, got []string
	for trigger := range lc.Available(from) {
		want = append(want, string(trigger))
	}
	m.exits(string(from))(func(trigger string) { got = append(got, trigger) })
	slices.Sort(want)
	slices.Sort(got)
	require.Equal(t, want, got, "out of %s", from)
}

// TestLifecycleRivalsAgreeSideBySide shows that the lives of many goroutines do
// not mix.
func TestLifecycleRivalsAgreeSideBySide(t *testing.T) {
	for _, m := range movers(lifecycle.Default()) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				run := m.life()
				for range 500 {
					if end := run(); end != "closed" {
						t.Errorf("%s ends %q", m.name, end)
						return
					}
				}
			})
		}
		all.Wait()
	}
}

// BenchmarkLifecycleLife times one life of seven transitions.
func BenchmarkLifecycleLife(b *testing.B) {
	for _, m := range movers(lifecycle.Default()) {
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			run := m.life()
			for b.Loop() {
				if run() != "closed" {
					b.Fatal("not closed")
				}
			}
		})
	}
}

// BenchmarkLifecycleRefused times one refusal. A refused machine stays where it
// is, so it can be asked again.
func BenchmarkLifecycleRefused(b *testing.B) {
	trigger := copies("merge")[0]
	for _, m := range movers(lifecycle.Default()) {
		if m.can == nil {
			continue
		}
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			next := m.next("resolved", trigger)
			for b.Loop() {
				if _, ok := next(); ok {
					b.Fatal("allowed")
				}
			}
		})
	}
}

// alwaysCan is what a question costs that needs no answer. It is a variable, so
// that it is called as the others are.
var alwaysCan = func() bool { return true }

// BenchmarkLifecycleCan times the question whether a trigger leads anywhere.
func BenchmarkLifecycleCan(b *testing.B) {
	trigger := copies("relapse")[0]
	for _, m := range movers(lifecycle.Default()) {
		if m.can == nil {
			continue
		}
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			can := m.can("monitoring", trigger)
			for b.Loop() {
				if !can() {
					b.Fatal("refused")
				}
			}
		})
	}
	b.Run("an empty call", func(b *testing.B) { // which is in all of the others
		for b.Loop() {
			if !alwaysCan() {
				b.Fatal("refused")
			}
		}
	})
}

// BenchmarkLifecycleAvailable times the question what may come next.
func BenchmarkLifecycleAvailable(b *testing.B) {
	lc := lifecycle.Default()
	want := 0
	for range lc.Available("monitoring") {
		want++
	}
	for _, m := range movers(lc) {
		if m.exits == nil {
			continue
		}
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			exits, see := m.exits("monitoring"), func(string) { n++ }
			for b.Loop() {
				n = 0
				if exits(see); n != want {
					b.Fatal(n, "exits")
				}
			}
		})
	}
}

// BenchmarkLifecycleBuild times how long it takes until the first question can be
// asked. Only ours verifies what it is given.
func BenchmarkLifecycleBuild(b *testing.B) {
	for _, m := range movers(lifecycle.Default()) {
		if m.build == nil {
			continue
		}
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m.build()
			}
		})
	}
}

// BenchmarkLifecycleContended times lives in many goroutines at once. Run it with
// -cpu 1,2: what needs no lock takes half the time on two.
func BenchmarkLifecycleContended(b *testing.B) {
	for _, m := range movers(lifecycle.Default()) {
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				run := m.life()
				for pb.Next() {
					if run() != "closed" {
						b.Error("not closed")
						return
					}
				}
			})
		})
	}
}

// crowd is how many incidents one round of [BenchmarkLifecycleMillionLives] has.
const crowd = 200_000

// BenchmarkLifecycleMillionLives times many lives and weighs what is kept of each:
// its last state, or the machine that is made for it.
func BenchmarkLifecycleMillionLives(b *testing.B) {
	for _, m := range movers(lifecycle.Default()) {
		if m.keep == nil {
			continue
		}
		b.Run(m.name, func(b *testing.B) {
			before := heap()
			kept := m.keep(crowd)
			bytes := float64(heap()-before) / crowd
			runtime.KeepAlive(kept)
			b.ReportAllocs()
			for b.Loop() {
				kept = nil // so that never two crowds are kept
				if kept = m.keep(crowd); kept == nil {
					b.Fatal("not closed")
				}
			}
			each := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / crowd
			b.ReportMetric(each, "ns/life")
			b.ReportMetric(each/1e3, "s/million")
			b.ReportMetric(bytes, "kept-B/life")
		})
	}
}

// heap returns how many bytes are in use, garbage left out.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
