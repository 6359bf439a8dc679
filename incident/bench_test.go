package incident_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

func benchmarkAppend(b *testing.B, n int) {
	for b.Loop() {
		inc, err := incident.Declare(incident.Declaration{Title: "x"})
		require.NoError(b, err)
		for i := range n - 1 {
			switch i % 4 {
			case 0:
				_, err = inc.Impact(timeline.Region("eu"), timeline.Major, on("14:00"))
			case 1:
				_, err = inc.Note("something happened", on("14:01"))
			case 2:
				_, err = inc.Advance([...]lifecycle.Trigger{"monitor", "relapse"}[i/4%2], on("14:02"))
			case 3:
				_, err = inc.Restore(timeline.Region("eu"), on("14:03"))
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/event")
}

// Appending is linear in the log: the cost of an event is the same at any
// length.
func BenchmarkAppend1k(b *testing.B)  { benchmarkAppend(b, 1_000) }
func BenchmarkAppend10k(b *testing.B) { benchmarkAppend(b, 10_000) }

// Settling reads the hypotheses of the log.
func BenchmarkSettle(b *testing.B) {
	for _, n := range []int{10, 100, 1_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				inc, err := incident.Declare(incident.Declaration{Title: "x"})
				require.NoError(b, err)
				for i := range n {
					h, err := inc.Suspect(fmt.Sprint("guess ", i), on("14:00"))
					require.NoError(b, err)
					_, err = inc.RuleOut(h.ID, on("14:01"))
					require.NoError(b, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(2*n), "ns/event")
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	text := []byte(jsonOf(b, full(b)))
	for b.Loop() {
		if _, err := incident.Decode(text); err != nil {
			b.Fatal(err)
		}
	}
}
