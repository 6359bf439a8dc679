package scale_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/internal/rivals/scale"
)

// seed is that of all incidents here.
var seed = scale.Source{Seed: 7}

func incidents(n int) []scale.Incident {
	out := make([]scale.Incident, n)
	seed.Fill(0, out)
	return out
}

// Incidents are the same whatever part of them is made.
func TestPartsAgree(t *testing.T) {
	all, part := incidents(1000), make([]scale.Incident, 10)
	for first := 0; first < len(all); first += len(part) {
		seed.Fill(first, part)
		require.Equal(t, all[first:first+len(part)], part)
	}
}

// What is drawn is what the package says.
func TestSource(t *testing.T) {
	const n = 50_000
	var logs, detect []float64
	open, groups := 0, [scale.Groups]int{}
	for _, in := range incidents(n) {
		groups[in.Group()]++
		for i := 1; i < len(in.At); i++ {
			require.True(t, in.At[i] == 0 || in.At[i] >= in.At[i-1] && in.At[i] <= scale.Now)
		}
		detect = append(detect, math.Log(float64(in.At[scale.Detected]-in.At[scale.Impact])/60e6))
		if in.IsOpen() {
			open++
		} else {
			logs = append(logs, math.Log(float64(in.At[scale.Restored]-in.At[scale.Impact])/60e6))
		}
	}
	slices.Sort(logs)
	slices.Sort(detect)
	assert.InDelta(t, 70, math.Exp(logs[len(logs)/2]), 2)
	assert.InDelta(t, 1.25, (logs[len(logs)*84/100]-logs[len(logs)*16/100])/2, 0.03)
	assert.Less(t, math.Exp(detect[n/2]), 10.0)
	assert.InDelta(t, 0.05, float64(open)/n, 0.005)
	assert.InDelta(t, n/scale.Groups, slices.Min(groups[:]), 200)
	assert.InDelta(t, n/scale.Groups, slices.Max(groups[:]), 200)
}

// All answers are equal, on one core or two, from all at once or in batches.
func TestAnswersAgree(t *testing.T) {
	const n = 5000
	in := incidents(n)
	want := scale.AskNaive(scale.NaiveOf(in))
	kept, err := scale.Keep(in, 2)
	require.NoError(t, err)
	for goroutines := 1; goroutines <= 3; goroutines++ {
		tallies := scale.NewTallies(goroutines, scale.Every)
		for range 2 { // the second time with used memory
			got, err := scale.Ask(kept, tallies)
			require.NoError(t, err)
			assert.True(t, want.Equal(got))
		}
		got, err := scale.Stream(seed, n, 1234, goroutines, scale.Every)
		require.NoError(t, err)
		assert.True(t, want.Equal(got))
	}

	db, err := scale.NewSQLite(seed, n)
	require.NoError(t, err)
	defer db.Close()
	got, err := db.AskLog()
	require.NoError(t, err)
	assert.True(t, want.Equal(got))
	got, err = db.AskWide()
	require.NoError(t, err)
	assert.True(t, want.Equal(got))

	got.Restore[3].P90 *= 1 + 1e-9
	assert.False(t, want.Equal(got), "equality sees small differences")
}

// A few incidents leave groups empty, or with nothing that is over.
func TestFew(t *testing.T) {
	for n := range 12 {
		in := incidents(n)
		kept, err := scale.Keep(in, 1)
		require.NoError(t, err)
		got, err := scale.Ask(kept, scale.NewTallies(1, scale.Every))
		require.NoError(t, err)
		assert.True(t, scale.AskNaive(scale.NaiveOf(in)).Equal(got))
	}
}
