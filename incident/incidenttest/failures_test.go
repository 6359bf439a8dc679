package incidenttest_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/incidenttest"
	"github.com/allclear-go/allclear/incident/lifecycle"
)

// failures returns what the breaches of a rule say was found.
func failures(t *testing.T, err error, rule string) []string {
	t.Helper()
	joined, ok := err.(interface{ Unwrap() []error })
	require.True(t, ok, "%v", err)
	var out []string
	for _, e := range joined.Unwrap() {
		var f *incidenttest.Failure
		require.ErrorAs(t, e, &f)
		if f.Rule == rule {
			out = append(out, f.Found)
		}
	}
	return out
}

// Of many breaches of one rule three are told, and how many more there are.
func TestFailuresAreFolded(t *testing.T) {
	err := incidenttest.TestLifecycle(faulty{Lifecycle: lc, can: func(lifecycle.State, lifecycle.Trigger) bool { return true }})
	found := failures(t, err, "listings")
	require.Len(t, found, 4)
	assert.Equal(t, `Can says true to "relapse" from "triage"`, found[0])
	assert.Regexp(t, `^and \d\d+ more$`, found[3])

	err = incidenttest.TestFacts(many(5), nil)
	assert.Equal(t, []string{
		"g0 is refused with no facts given", "g1 is refused with no facts given", "g2 is refused with no facts given", "and 2 more",
	}, failures(t, err, "known_guard"))
	assert.Len(t, failures(t, incidenttest.TestFacts(many(3), nil), "known_guard"), 3, "no more to tell")
}

// many returns a lifecycle with one move and n guards.
func many(n int) *lifecycle.Lifecycle {
	d := twice.Definition()
	d.Edges[0].Guards = nil
	for i := range n {
		d.Edges[0].Guards = append(d.Edges[0].Guards, fmt.Sprint("g", i))
	}
	return lifecycle.MustCompile(d)
}

// A lifecycle that panics breaks the rules that it is tested for, and the others
// are tested.
func TestPanicsAreFailures(t *testing.T) {
	bomb := faulty{Lifecycle: lc, path: func(_, _ lifecycle.State) ([]lifecycle.Trigger, error) { panic("boom") }}
	err := incidenttest.TestLifecycle(bomb)
	require.Equal(t, []string{"ways"}, rules(err))
	assert.Regexp(t, `^it panics: boom \(incidenttest_test\.TestPanicsAreFailures\.func\d+, failures_test\.go:\d+\)$`, failures(t, err, "ways")[0])

	var none map[string]int
	bomb.path = func(_, _ lifecycle.State) ([]lifecycle.Trigger, error) { none["x"]++; return nil, nil }
	assert.Contains(t, failures(t, incidenttest.TestLifecycle(bomb), "ways")[0], "assignment to entry in nil map (incidenttest_test.TestPanicsAreFailures.")

	assert.Len(t, rules(incidenttest.TestLifecycle(nil)), len(incidenttest.RuleNames()), "no lifecycle at all")
	assert.Contains(t, rules(incidenttest.TestLifecycle((*lifecycle.Lifecycle)(nil))), "initial", "one that has no states")
}

func TestFactsThatPanic(t *testing.T) {
	facts := lifecycle.FactsFunc(func(name string) error {
		switch name {
		case "merge_target":
			panic(errors.New("boom"))
		case "duplicate_target":
			return nil
		}
		return lifecycle.ErrUnknownGuard
	})
	err := incidenttest.TestFacts(lc, facts)
	assert.Equal(t, []string{"known_guard", "same_answer"}, rules(err))
	assert.Contains(t, failures(t, err, "known_guard")[0], "it panics: boom (")
}

func TestAssertsSurvivePanics(t *testing.T) {
	bomb := faulty{Lifecycle: lc, next: func(lifecycle.State, lifecycle.Trigger) (lifecycle.State, error) { panic("boom") }}
	for want, do := range map[string]func(testing.TB){
		"a path should lead from triage to closed: it panics: boom (":       func(t testing.TB) { incidenttest.AssertPath(t, bomb, "triage", "closed", "close") },
		"close from triage should be refused: it panics: boom (":            func(t testing.TB) { incidenttest.AssertRejects(t, bomb, "triage", "close", nil) },
		"the lifecycle should be as it was kept: it panics: boom (":         func(t testing.TB) { incidenttest.AssertMatrix(t, bomb, "") },
		"the history should follow the lifecycle: lifecycle: the history ":  func(t testing.TB) { incidenttest.AssertHistory(t, nil, lifecycle.Step{State: "a"}) },
		"histories of allclear-default should be histories of : lifecycle:": func(t testing.TB) { incidenttest.AssertContains(t, nil, lc) },
	} {
		r := &recorder{TB: t}
		do(r)
		require.Len(t, r.told, 1)
		assert.True(t, strings.HasPrefix(r.told[0], want), r.told[0])
	}
}

// The difference is that of the file: it can be found there, line by line.
func TestMatrixDifference(t *testing.T) {
	differs := func(kept string) string {
		r := &recorder{TB: t}
		incidenttest.AssertMatrix(r, lifecycle.MustCompile(ticket()), kept)
		require.Len(t, r.told, 1)
		_, d, ok := strings.Cut(r.told[0], "to the file:\n")
		require.True(t, ok)
		return d
	}
	edit := func(pairs ...string) string { return differs(strings.NewReplacer(pairs...).Replace(kept)) }
	assert.Equal(t, "-open: triage, may begin here\n+open: active, may begin here", edit("active", "triage"))
	assert.Equal(t, " fixed: resolved\n+    reopen -> open", edit("    reopen -> open\n", ""))
	assert.Equal(t, "+fixed: resolved", edit("fixed: resolved\n", ""))
	assert.Equal(t, "-gone: closed, ends as cancelled", edit("as completed\n", "as completed\ngone: closed, ends as cancelled\n"))
	all := strings.Split(strings.TrimSpace(kept), "\n")
	assert.Equal(t, "+"+strings.Join(all, "\n+"), differs(""), "nothing was kept")
	slices.Reverse(all)
	assert.NotEmpty(t, differs(strings.Join(all, "\n")))
}

// What differs by very much is told all the same, without a search for the least.
func TestMatrixDifferenceOfMuch(t *testing.T) {
	r := &recorder{TB: t}
	incidenttest.AssertMatrix(r, lifecycle.MustCompile(ticket()), strings.Repeat("x\n", 1_000_000))
	require.Len(t, r.told, 1)
	assert.Contains(t, r.told[0], "+open: active, may begin here")
}
