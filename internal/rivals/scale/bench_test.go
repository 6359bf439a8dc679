package scale_test

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/internal/rivals/scale"
	"github.com/allclear-go/allclear/timeline/cohort"
)

const million = 1_000_000

// keepMillion makes the views of a million incidents, once for all benchmarks.
var keepMillion = sync.OnceValues(func() (*scale.Kept, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // garbage beside this much is costly
	return scale.Keep(incidents(million), 2)
})

// heap is how many bytes live.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func perIncident(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/incident")
}

// BenchmarkMillion answers for a million incidents, all in memory.
func BenchmarkMillion(b *testing.B) {
	before := heap()
	kept, err := keepMillion()
	require.NoError(b, err)
	held := heap() - before
	numbers := incidents(million)
	for _, goroutines := range []int{1, 2} {
		b.Run(fmt.Sprintf("ours/%d", goroutines), func(b *testing.B) {
			tallies := scale.NewTallies(goroutines, scale.Every)
			b.ReportAllocs()
			for b.Loop() {
				_, err := scale.Ask(kept, tallies)
				require.NoError(b, err)
			}
			perIncident(b, million)
			b.ReportMetric(float64(held)/million, "held-B/incident")
		})
	}
	for _, goroutines := range []int{1, 2} {
		b.Run(fmt.Sprintf("ours, adding only/%d", goroutines), func(b *testing.B) {
			tallies := scale.NewTallies(goroutines, scale.Every)
			for b.Loop() {
				tallies.Reset()
				require.NoError(b, tallies.Add(kept))
			}
			perIncident(b, million)
		})
	}
	b.Run("naive", func(b *testing.B) {
		naive := scale.NaiveOf(numbers)
		b.ReportAllocs()
		for b.Loop() {
			scale.AskNaive(naive)
		}
		perIncident(b, million)
	})
	b.Run("floor-read", func(b *testing.B) {
		columns := scale.ColumnsOf(numbers)
		for b.Loop() {
			columns.Read()
		}
		perIncident(b, million)
	})
	runtime.KeepAlive(kept)
}

// BenchmarkBuild records events in logs and takes views of them.
func BenchmarkBuild(b *testing.B) {
	numbers := incidents(50_000)
	for _, goroutines := range []int{1, 2} {
		b.Run(fmt.Sprint(goroutines), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := scale.Keep(numbers, goroutines)
				require.NoError(b, err)
			}
			perIncident(b, len(numbers))
		})
	}
}

// BenchmarkGrowth answers from nothing, in batches that are let go.
func BenchmarkGrowth(b *testing.B) {
	for _, goroutines := range []int{1, 2} {
		for _, n := range []int{10_000, 100_000, million, 10 * million} {
			b.Run(fmt.Sprintf("%d/%d", goroutines, n), func(b *testing.B) {
				if n > million && testing.Short() {
					b.Skip("takes minutes")
				}
				most := peak()
				for b.Loop() {
					_, err := scale.Stream(seed, n, 50_000, goroutines, cohort.DefaultExact)
					require.NoError(b, err)
				}
				perIncident(b, n)
				b.ReportMetric(float64(most())/1e6, "peak-MB")
			})
		}
	}
}

// peak watches the heap until the function it returns is called, which returns the
// most that it took.
func peak() func() uint64 {
	runtime.GC()
	stop, most := make(chan struct{}), make(chan uint64)
	go func() {
		var m runtime.MemStats
		var top uint64
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			runtime.ReadMemStats(&m)
			top = max(top, m.HeapInuse)
			select {
			case <-stop:
				most <- top
				return
			case <-tick.C:
			}
		}
	}()
	return func() uint64 { close(stop); return <-most }
}
