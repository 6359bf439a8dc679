package lifecycle_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

var update = flag.Bool("update", false, "rewrite testdata")

// golden compares got with a file, or writes the file.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, "if this is meant, run: go test -update")
}

func TestDefaultIsCompiled(t *testing.T) {
	compiled, err := lifecycle.Compile(lifecycle.Default().Definition())
	require.NoError(t, err)
	assert.Equal(t, compiled, lifecycle.Default())
}

func TestDefaultCannotBeReplaced(t *testing.T) {
	*lifecycle.Default() = lifecycle.Lifecycle{}
	assert.True(t, lifecycle.Default().Can("triage", "resolve"))
}

// TestDefaultTranscript runs the commands of testdata/default.txt and compares
// what they print. A change of the default lifecycle shows there as a diff.
func TestDefaultTranscript(t *testing.T) {
	const path = "testdata/default.txt"
	old, err := os.ReadFile(path)
	require.NoError(t, err)
	var out strings.Builder
	for line := range strings.Lines(string(old)) {
		switch {
		case strings.HasPrefix(line, "#"): // a comment stays
			out.WriteString(line)
		case strings.HasPrefix(line, "> "):
			out.WriteString(line)
			command(&out, lifecycle.Default(), strings.Fields(line[2:]))
			out.WriteString("\n")
		}
	}
	golden(t, path, out.String())
}

// command runs one command of a transcript.
func command(out *strings.Builder, lc *lifecycle.Lifecycle, args []string) {
	switch args[0] {
	case "describe":
		fmt.Fprintf(out, "%s version %d, fingerprint %s\n", lc.Name(), lc.Version(), lc.Fingerprint())
		for s := range lc.States() {
			begin := ""
			if lc.IsInitial(s.Name) {
				begin = "may begin here"
			}
			row := fmt.Sprintf("%-15s %-10v %-15v %s", s.Name, s.Phase, s.Resolution, begin)
			fmt.Fprintln(out, strings.TrimRight(row, " "))
		}
	case "matrix":
		matrix(out, lc)
	case "guards":
		for t := range lc.Transitions() {
			if len(t.Guards) > 0 || t.Reopens {
				fmt.Fprintf(out, "%s from %v to %s: reopens %t, guards %v\n", t.Trigger, t.From, t.To, t.Reopens, t.Guards)
			}
		}
	case "walk":
		walk(out, lc, lifecycle.State(args[1]), args[2:])
	default:
		fmt.Fprintf(out, "unknown command %q\n", args[0])
	}
}

// matrix prints where every trigger leads from every state.
func matrix(out *strings.Builder, lc *lifecycle.Lifecycle) {
	for trigger := range lc.Triggers() {
		fmt.Fprintf(out, "%s\n", trigger)
		for s := range lc.States() {
			if to, err := lc.Next(s.Name, trigger); err == nil {
				fmt.Fprintf(out, "    %-13s -> %s\n", s.Name, to)
			}
		}
	}
}

// walk prints where triggers lead, one after the other. It stays on a refusal.
func walk(out *strings.Builder, lc *lifecycle.Lifecycle, at lifecycle.State, triggers []string) {
	for _, trigger := range triggers {
		to, err := lc.Next(at, lifecycle.Trigger(trigger))
		if err != nil {
			fmt.Fprintln(out, err)
			continue
		}
		fmt.Fprintf(out, "%s: %s -> %s\n", trigger, at, to)
		at = to
	}
}

// The rules the default promises in words.
func TestDefaultPromises(t *testing.T) {
	lc := lifecycle.Default()
	for s := range lc.States() {
		open := s.Phase.Compare(lifecycle.PhaseResolved) < 0
		exits := 0
		for trigger, to := range lc.Available(s.Name) {
			exits++
			target, ok := lc.State(to)
			require.True(t, ok)
			back := target.Phase.Compare(s.Phase) < 0
			assert.Equal(t, back, (trigger == "relapse" && s.Name == "monitoring") || trigger == "reopen", "%s from %s", trigger, s.Name)
		}
		assert.Equal(t, s.Resolution == lifecycle.ResolutionNone, exits > 0, "%s: terminal means no exits", s.Name)
		assert.Equal(t, s.Phase == lifecycle.PhaseClosed, s.Resolution.IsValid(), "%s", s.Name)
		for _, trigger := range []lifecycle.Trigger{"resolve", "dismiss", "merge", "mark_duplicate", "cancel"} {
			assert.Equal(t, open, lc.Can(s.Name, trigger), "%s from %s", trigger, s.Name)
		}
		assert.Equal(t, open || s.Name == "resolved", lc.Can(s.Name, "close"), "close from %s", s.Name)
		assert.Equal(t, open || s.Name == "resolved", lc.IsInitial(s.Name), "%s", s.Name)
	}
}
