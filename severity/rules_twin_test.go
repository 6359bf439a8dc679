package severity_test

import (
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

// A truth is the impact of an incident of which everything is known.
type truth struct {
	customers        severity.Percent
	regions, of      int
	dataLoss, breach bool
	duration         time.Duration
}

// truths returns every truth of a small world.
func truths() []truth {
	var out []truth
	for _, customers := range []severity.Percent{0, 20, 40} {
		for of := 1; of <= 5; of++ {
			for regions := 0; regions <= min(of, 4); regions++ {
				for flags := range 4 {
					for _, d := range []time.Duration{0, time.Hour, 2 * time.Hour} {
						out = append(out, truth{customers, regions, of, flags&1 > 0, flags&2 > 0, d})
					}
				}
			}
		}
	}
	return out
}

// holds is the obvious reading of a rule.
func (w truth) holds(r severity.Rule) bool {
	return w.customers >= r.Customers && w.regions >= r.Regions && (!r.AllRegions || w.regions == w.of) &&
		(!r.DataLoss || w.dataLoss) && (!r.Security || w.breach) && w.duration >= r.Duration
}

// fits reports whether w may be what was measured.
func (w truth) fits(m severity.Measured) bool {
	said := func(a severity.Answer, yes bool) bool { return a == "" || (a == severity.Yes) == yes }
	return inRange(m.Customers, w.customers) && inRange(m.Regions, w.regions) && (m.OfRegions == 0 || m.OfRegions == w.of) &&
		said(m.DataLoss, w.dataLoss) && said(m.Security, w.breach) && inRange(m.Duration, w.duration)
}

func inRange[T severity.Quantity](r severity.Range[T], v T) bool {
	most, ok := r.Most()
	return !r.IsKnown() || r.Least() <= v && (!ok || v <= most)
}

func randomRules(r *rand.Rand) []severity.Rule {
	rules := make([]severity.Rule, 1+r.IntN(4))
	for i := range rules {
		rules[i] = severity.Rule{
			Name: strconv.Itoa(i), Level: severity.Level(1 + r.IntN(5)),
			Customers: severity.Percent(20 * max(0, r.IntN(5)-2)), Regions: max(0, r.IntN(6)-2), AllRegions: r.IntN(4) == 0,
			DataLoss: r.IntN(4) == 0, Security: r.IntN(4) == 0, Duration: time.Duration(max(0, r.IntN(5)-2)) * time.Hour,
		}
		rules[i].Always = rules[i] == severity.Rule{Name: rules[i].Name, Level: rules[i].Level}
	}
	return rules
}

func randomRange[T severity.Quantity](r *rand.Rand, step T, most int) severity.Range[T] {
	a, b := r.IntN(most+1), r.IntN(most+1)
	switch r.IntN(4) {
	case 0:
		return severity.Range[T]{}
	case 1:
		return severity.AtLeast(T(a) * step)
	case 2:
		return severity.Exactly(T(a) * step)
	}
	return severity.Between(T(min(a, b))*step, T(max(a, b))*step)
}

// The twin tries every truth that fits what was measured. Bounds are to be those
// of what the rules then say, and not wider; a rule is to be open only if some of
// these truths decide it one way and some the other.
func TestRulesTwin(t *testing.T) {
	r, world := rand.New(rand.NewPCG(5, 6)), truths()
	answers := []severity.Answer{"", severity.Yes, severity.No}
	seen := map[bool]int{}
	for range 3000 {
		rules, err := severity.NewRules(randomRules(r)...)
		if err != nil {
			continue
		}
		m := severity.Measured{
			Customers: randomRange[severity.Percent](r, 20, 2), Regions: randomRange(r, 1, 3), OfRegions: []int{0, 3, 4}[r.IntN(3)],
			DataLoss: answers[r.IntN(3)], Security: answers[r.IntN(3)], Duration: randomRange(r, time.Hour, 2),
		}
		a, err := rules.Assess(m)
		require.NoError(t, err)

		least, most, i := severity.Level(255), severity.Level(0), 0
		yes, no := make([]bool, len(a.Reasons)), make([]bool, len(a.Reasons))
		for _, w := range world {
			if !w.fits(m) {
				continue
			}
			worst := severity.Level(0)
			i = 0
			for rule := range rules.All() {
				if w.holds(rule) {
					worst, yes[i] = max(worst, rule.Level), true
				} else {
					no[i] = true
				}
				i++
			}
			least, most = min(least, worst), max(most, worst)
		}
		require.Equal(t, least, a.Least, "%+v %v", m, a)
		require.Equal(t, most, a.Most, "%+v %v", m, a)
		for i, reason := range a.Reasons {
			want := map[[2]bool]severity.Answer{{true, false}: severity.Yes, {false, true}: severity.No, {true, true}: ""}[[2]bool{yes[i], no[i]}]
			require.Equal(t, want, reason.Holds, "%+v %v", m, a)
		}
		seen[a.IsOpen()]++
	}
	assert.Greater(t, seen[true], 100)
	assert.Greater(t, seen[false], 100)
}

// The twin of what NewRules says of rules that can never decide: it tries every
// truth.
func TestShadowTwin(t *testing.T) {
	r, world := rand.New(rand.NewPCG(7, 8)), truths()
	seen := map[bool]int{}
	for range 3000 {
		rules := randomRules(r)
		covers := func(i, j int) bool { // whenever i holds j does, and is as bad
			for _, w := range world {
				if w.holds(rules[i]) && !w.holds(rules[j]) {
					return false
				}
			}
			return rules[j].Level >= rules[i].Level
		}
		shadowed := false
		for i := range rules {
			for j := range rules {
				shadowed = shadowed || i != j && covers(i, j) && (j < i || !covers(j, i))
			}
		}
		_, err := severity.NewRules(rules...)
		require.Equal(t, shadowed, err != nil, "%+v: %v", rules, err)
		seen[shadowed]++
	}
	assert.Greater(t, seen[true], 100)
	assert.Greater(t, seen[false], 100)
}
