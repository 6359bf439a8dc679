package duckdb_test

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/internal/duckdb"
	"github.com/allclear-go/allclear/internal/rivals/scale"
)

const million = 1_000_000

// A way is one way to answer, or, without a name, something to do before the next.
type way struct {
	name   string
	rounds int // how often to ask
	ask    func() (*scale.Answer, error)
}

// BenchmarkMillion asks for a million incidents in all ways, in turn and several
// times over, so that what else the machine is busy with falls on all alike. It then
// reports of each the quickest answer and the median. The first round shows that all
// answers are equal.
func BenchmarkMillion(b *testing.B) {
	all := ways(b)
	took := make([][]time.Duration, len(all))
	var want *scale.Answer
	for round := range all[0].rounds {
		for i, w := range all {
			if round >= w.rounds {
				continue
			}
			start := time.Now()
			got, err := w.ask()
			took[i] = append(took[i], time.Since(start))
			require.NoError(b, err)
			if round == 0 && got != nil {
				if want == nil {
					want = got
				}
				require.True(b, want.Equal(got), w.name)
			}
		}
	}
	for i, w := range all {
		if w.name == "" {
			continue
		}
		b.Run(w.name, func(b *testing.B) {
			slices.Sort(took[i])
			b.ReportMetric(float64(took[i][0].Microseconds())/1e3, "best-ms")
			b.ReportMetric(float64(took[i][len(took[i])/2].Microseconds())/1e3, "median-ms")
			b.ReportMetric(0, "ns/op") // it has been measured
		})
	}
}

// ways makes the incidents and loads them everywhere.
func ways(b *testing.B) []way {
	const often = 15
	incidents := make([]scale.Incident, million)
	source.Fill(0, incidents)
	percent := debug.SetGCPercent(20) // garbage beside this much is costly
	b.Cleanup(func() { debug.SetGCPercent(percent) })
	kept, err := scale.Keep(incidents, 2)
	require.NoError(b, err)
	naive, columns := scale.NaiveOf(incidents), scale.ColumnsOf(incidents)
	d := open(b, million)
	out := []way{{"naive", often, func() (*scale.Answer, error) { return scale.AskNaive(naive), nil }}}
	for goroutines := 1; goroutines <= 2; goroutines++ {
		tallies := scale.NewTallies(goroutines, scale.Every)
		out = append(out, way{fmt.Sprintf("ours/%d", goroutines), often, func() (*scale.Answer, error) { return scale.Ask(kept, tallies) }})
	}
	for threads := 1; threads <= 2; threads++ {
		out = append(out, way{"", often, func() (*scale.Answer, error) { return nil, d.Threads(context.Background(), threads) }})
		for _, q := range duckdb.Questions() {
			out = append(out, way{fmt.Sprintf("DuckDB, %s/%d", q.Name, threads), often, func() (*scale.Answer, error) { return d.Ask(context.Background(), q) }})
		}
	}
	out = append(out, way{"floor-read", often, func() (*scale.Answer, error) { columns.Read(); return nil, nil }})
	if testing.Short() { // SQLite takes half a minute for each answer
		return out
	}
	lite, err := scale.NewSQLite(source, million)
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, lite.Close()) })
	return append(out, way{"SQLite, event log", 1, lite.AskLog}, way{"SQLite, wide table", 1, lite.AskWide})
}
