package cohort_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline/cohort"
)

// group has n durations with a geometric mean in seconds.
func group(n uint64, seconds float64) cohort.Logs {
	return cohort.Logs{N: n, Mean: math.Log(seconds)}
}

func TestMixMultipliesToTheWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var groups []cohort.MixGroup
		var before, after, n, m float64
		for range 1 + r.IntN(6) {
			g := cohort.MixGroup{
				Before: group(r.Uint64N(20), 1000*r.ExpFloat64()+1),
				After:  group(r.Uint64N(20), 1000*r.ExpFloat64()+1),
			}
			before, n = before+float64(g.Before.N)*g.Before.Mean, n+float64(g.Before.N)
			after, m = after+float64(g.After.N)*g.After.Mean, m+float64(g.After.N)
			groups = append(groups, g)
		}
		s := cohort.MixOf(groups...)
		require.Len(t, s.Groups, len(groups))
		if n == 0 || m == 0 {
			require.False(t, s.Ratio.IsKnown())
			continue
		}
		whole := value(t, s.Ratio)
		require.InEpsilon(t, math.Exp(after/m-before/n), whole, 1e-9)
		require.InEpsilon(t, whole, value(t, s.Within)*value(t, s.Mix), 1e-9)
		within, mix := 1.0, 1.0
		for _, g := range s.Groups {
			within, mix = within*value(t, g.Within), mix*value(t, g.Mix)
		}
		require.InEpsilon(t, value(t, s.Within), within, 1e-9)
		require.InEpsilon(t, value(t, s.Mix), mix, 1e-9)
	}
}

func TestMixTellsReasonsApart(t *testing.T) {
	for _, tc := range []struct {
		name          string
		groups        []cohort.MixGroup
		ratio, within float64
		codes         []cohort.WarningCode
	}{
		{"within alone", []cohort.MixGroup{{"a", group(10, 100), group(10, 50)}, {"b", group(5, 1000), group(5, 500)}}, 0.5, 0.5, nil},
		{"mix alone", []cohort.MixGroup{{"a", group(5, 100), group(10, 100)}, {"b", group(5, 10_000), group(0, 1)}}, 0.1, 1, []cohort.WarningCode{cohort.WarningGroupMissing}},
		{"reversed", []cohort.MixGroup{{"minor", group(10, 100), group(90, 110)}, {"major", group(90, 1000), group(10, 1100)}}, 0.174337, 1.1, []cohort.WarningCode{cohort.WarningMixReversed}},
		{"reversed the other way", []cohort.MixGroup{{"minor", group(90, 110), group(10, 100)}, {"major", group(10, 1100), group(90, 1000)}}, 5.736012, 1 / 1.1, []cohort.WarningCode{cohort.WarningMixReversed}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := cohort.MixOf(tc.groups...)
			assert.InEpsilon(t, tc.ratio, value(t, s.Ratio), 1e-5)
			assert.InEpsilon(t, tc.within, value(t, s.Within), 1e-9)
			var codes []cohort.WarningCode
			for _, w := range s.Warnings {
				codes = append(codes, w.Code)
			}
			assert.Equal(t, tc.codes, codes)
		})
	}
}

func TestMixWithoutSense(t *testing.T) {
	bad := cohort.Logs{N: 5, Mean: math.NaN()}
	for _, groups := range [][]cohort.MixGroup{
		nil, {{}}, {{Name: "a", Before: group(1, 1)}}, {{Name: "a", Before: bad, After: group(1, 1)}},
	} {
		s := cohort.MixOf(groups...)
		assert.False(t, s.Ratio.IsKnown())
		_, err := json.Marshal(s)
		assert.NoError(t, err)
	}
	far := cohort.MixOf(cohort.MixGroup{Before: cohort.Logs{N: 1, Mean: -1e300}, After: cohort.Logs{N: 1, Mean: 1e300}})
	assert.False(t, far.Ratio.IsKnown())
	left := cohort.MixOf(cohort.MixGroup{Before: cohort.Logs{N: 1, LeftOut: 3}, After: cohort.Logs{N: 1}})
	assert.Equal(t, cohort.WarningLeftOut, left.Warnings[0].Code)
}

// Everything takes longer than last year, and yet the whole got shorter.
func ExampleMixOf() {
	s := cohort.MixOf(
		cohort.MixGroup{Name: "minor", Before: group(10, 600), After: group(90, 660)},
		cohort.MixGroup{Name: "major", Before: group(90, 7200), After: group(10, 7920)},
	)
	fmt.Println(s)
	fmt.Println(s.Warnings[0].Text)
	// Output:
	// 0.15× as a whole (geometric means): 1.1× within groups, 0.14× by another mix of them; 100 before and 100 after
	// every group in both periods is longer, and yet the whole is shorter: the mix of groups has changed (Simpson's paradox)
}
