package incidenttest_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/incidenttest"
	"github.com/allclear-go/allclear/incident/lifecycle"
)

// recorder is a test that notes what it is told.
type recorder struct {
	testing.TB
	told []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.told = append(r.told, fmt.Sprintf(format, args...))
}

func TestAsserts(t *testing.T) {
	extended, err := lc.Extend(lifecycle.Definition{Name: "more", Version: 1})
	require.NoError(t, err)
	for _, c := range []struct {
		name string
		do   func(t testing.TB)
		want string // "" if all is well
	}{
		{"path", func(t testing.TB) {
			incidenttest.AssertPath(t, lc, "triage", "closed", "investigate", "resolve", "close")
		}, ""},
		{"path from nowhere", func(t testing.TB) { incidenttest.AssertPath(t, lc, "limbo", "limbo") },
			"a path should lead from limbo to limbo: limbo is not declared"},
		{"empty history", func(t testing.TB) { incidenttest.AssertHistory(t, lc) }, "the history should follow the lifecycle: it is empty"},
		{"matrix with space around", func(t testing.TB) { incidenttest.AssertMatrix(t, lc, "\n"+incidenttest.Matrix(lc)+"\n\n") }, ""},
		{"matrix without a guard", func(t testing.TB) {
			incidenttest.AssertMatrix(t, lc, strings.Replace(incidenttest.Matrix(lc), " [merge_target]", "", 1))
		}, "the lifecycle should be as it was kept (- kept, + now); if this is meant, write what incidenttest.Matrix returns to the file:\n" +
			" triage: triage, may begin here\n-    merge -> merged\n+    merge -> merged [merge_target]"},
		{"empty path", func(t testing.TB) { incidenttest.AssertPath(t, lc, "triage", "triage") }, ""},
		{"path ends elsewhere", func(t testing.TB) {
			incidenttest.AssertPath(t, lc, "triage", "closed", "investigate", "resolve")
		}, "a path should lead from triage to closed: it leads to resolved"},
		{"path refused", func(t testing.TB) {
			incidenttest.AssertPath(t, lc, "triage", "closed", "investigate", "reopen", "close")
		}, "a path should lead from triage to closed: step 1: lifecycle: cannot reopen from investigating (allowed: "},
		{"rejects", func(t testing.TB) {
			incidenttest.AssertRejects(t, lc, "closed", "reopen", lifecycle.ErrTerminal)
		}, ""},
		{"rejects somehow", func(t testing.TB) { incidenttest.AssertRejects(t, lc, "closed", "reopen", nil) }, ""},
		{"allows", func(t testing.TB) { incidenttest.AssertRejects(t, lc, "resolved", "reopen", nil) },
			"reopen from resolved should be refused: it leads to investigating"},
		{"rejects otherwise", func(t testing.TB) {
			incidenttest.AssertRejects(t, lc, "resolved", "merge", lifecycle.ErrTerminal)
		}, `merge from resolved should be refused with "lifecycle: state is terminal": lifecycle: cannot merge from resolved`},
		{"history", func(t testing.TB) {
			incidenttest.AssertHistory(t, lc, lifecycle.Step{State: "triage"}, lifecycle.Step{State: "closed"})
		}, ""},
		{"history broken", func(t testing.TB) {
			incidenttest.AssertHistory(t, lc, lifecycle.Step{State: "closed"}, lifecycle.Step{State: "triage"})
		}, "the history should follow the lifecycle: lifecycle: the history does not follow"},
		{"contains", func(t testing.TB) { incidenttest.AssertContains(t, extended, lc) }, ""},
		{"does not contain", func(t testing.TB) { incidenttest.AssertContains(t, lc, lifecycle.Rootly()) },
			"histories of rootly should be histories of allclear-default: "},
		{"matrix", func(t testing.TB) {
			incidenttest.AssertMatrix(t, lc, strings.ReplaceAll(incidenttest.Matrix(lc), "\n", "\r\n"))
		}, ""},
		{"matrix changed", func(t testing.TB) {
			incidenttest.AssertMatrix(t, lc, strings.Replace(incidenttest.Matrix(lc), "reopen -> investigating", "reopen -> triage", 1))
		}, " resolved: resolved, may begin here\n-    reopen -> triage\n+    reopen -> investigating"},
		{"matrix in another order", func(t testing.TB) {
			kept := incidenttest.Matrix(lc)
			last := strings.Index(kept, "cancelled: closed")
			incidenttest.AssertMatrix(t, lc, kept[last:]+kept[:last])
		}, "to the file:\n-cancelled: closed, ends as cancelled\n+cancelled: closed, ends as cancelled"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &recorder{TB: t}
			c.do(r)
			if c.want == "" {
				assert.Empty(t, r.told)
				return
			}
			require.Len(t, r.told, 1)
			assert.Contains(t, r.told[0], c.want)
		})
	}
}

// A tour takes every transition and begins in every initial state, and each of
// its histories replays.
func TestTourTakesEverything(t *testing.T) {
	for _, lc := range shipped() {
		t.Run(lc.Name(), func(t *testing.T) {
			left := make(map[string]bool)
			for tr := range lc.Transitions() {
				left[string(tr.From)+" "+string(tr.Trigger)] = true
			}
			for s := range lc.Initial() {
				left["begin "+string(s)] = true
			}
			tour := incidenttest.Tour(lc)
			for _, history := range tour {
				at, err := lc.Replay(history)
				require.NoError(t, err)
				assert.Equal(t, history[len(history)-1].State, at)
				delete(left, "begin "+string(history[0].State))
				for i, s := range history[1:] {
					delete(left, string(history[i].State)+" "+string(s.Trigger))
				}
			}
			assert.Empty(t, left)
			assert.Equal(t, tour, incidenttest.Tour(lc))
		})
	}
	assert.Empty(t, incidenttest.Tour(&lifecycle.Lifecycle{}))
}

func TestWalk(t *testing.T) {
	walk := func(seed uint64) []lifecycle.Step {
		return incidenttest.Walk(lc, rand.New(rand.NewPCG(seed, 0)), 7)
	}
	assert.Equal(t, walk(1), walk(1))
	lengths := make(map[int]bool)
	for seed := range uint64(500) {
		history := walk(seed)
		lengths[len(history)-1] = true
		_, err := lc.Replay(history)
		require.NoError(t, err)
	}
	assert.Equal(t, map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true, 6: true, 7: true}, lengths, "some end early")
	assert.Empty(t, incidenttest.Walk(&lifecycle.Lifecycle{}, rand.New(rand.NewPCG(1, 1)), 7))
}

func TestPairs(t *testing.T) {
	n := 0
	for from, trigger := range incidenttest.Pairs(lc) {
		to, err := lc.Next(from, trigger)
		assert.Equal(t, err == nil, to != "")
		n++
	}
	assert.Equal(t, 10*11, n, "the states and triggers of the default lifecycle")
	for range incidenttest.Pairs(lc) {
		break
	}
}
