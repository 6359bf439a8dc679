package timeline_test

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// impair adds windows of impact to a history, each with facts of its own.
func (h *slowHistory) impair(t testing.TB, r *rand.Rand, n int) (windows []slowStretch) {
	for range n {
		from, start := narrow(r, 5, 30)
		until, end := narrow(r, from.hi, 50)
		e := impact(eu, timeline.Major, start, end)
		e.Recorded = day
		add(t, h.log, e)
		windows = append(windows, slowStretch{len(h.facts), len(h.facts) + 1})
		h.facts = append(h.facts, from, until)
	}
	return windows
}

// impaired is the least and greatest time in the windows since alpha that was not
// on hold, over every assignment.
func (h *slowHistory) impaired(windows, less []slowStretch) (least, most int) {
	least, most = slowNow, -1
	at := make([]int, len(h.facts))
	within := func(s slowStretch) (from, until int) {
		if s.to < 0 {
			return at[s.from], slowNow
		}
		return at[s.from], at[s.to]
	}
	var walk func(i int)
	walk = func(i int) {
		if i < len(h.facts) {
			for at[i] = h.facts[i].lo; at[i] <= h.facts[i].hi; at[i]++ {
				walk(i + 1)
			}
			return
		}
		var set u64
		for i, list := range [...][]slowStretch{windows, less} {
			for _, s := range list {
				from, until := within(s)
				if from > until {
					return
				}
				if i == 0 {
					set |= stretchBits(max(from, at[h.alpha]), until)
				} else {
					set &^= stretchBits(from, until)
				}
			}
		}
		n := bits.OnesCount64(set)
		least, most = min(least, n), max(most, n)
	}
	walk(0)
	return least, most
}

// The time impacted leaves out the time on hold where it is asked to.
func TestCumulativeRestoreWithoutHoldAgainstEveryAssignment(t *testing.T) {
	r := rand.New(rand.NewPCG(181, 191))
	for round, done := 0, 0; done < rounds(300); round++ {
		h := randomHistory(t, r, 2+r.IntN(3), timeline.PhaseActive)
		windows := h.impair(t, r, 1+r.IntN(3))
		model := slowLog{facts: h.facts}
		if model.uncertain() > 8 || model.combinations() > 3000 || len(h.holds()) == 0 {
			continue
		}
		done++
		least, most := h.impaired(windows, h.holds())
		f := timeline.Elapsed("alpha", timeline.Restored).Cumulative().WithoutHold().Of(h.log.AsOf(sec(slowNow)))
		why := fmt.Sprintf("round %d: %s, truth %d to %d\n%+v\n%s", round, f.Sentence(), least, most, h.facts, jsonOf(t, h.log))
		if most < 0 {
			require.Equal(t, timeline.Invalid, f.Kind(), why)
			continue
		}
		lo, _ := f.Min()
		hi, _ := f.Max()
		require.Equal(t, []int{least, most}, []int{int(lo), int(hi)}, why)
		require.Contains(t, f.Sentence(), ", time on hold excluded", why)
	}
}
