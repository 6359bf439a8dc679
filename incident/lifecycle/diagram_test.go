package lifecycle_test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/looplab/fsm"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// arrow is what both diagrams say of one move.
var arrow = regexp.MustCompile(`^ *([a-z_0-9A-Z]+) --> ([a-z_0-9A-Z]+): (\S+)`)

// arrows reads the moves of a Mermaid diagram, sorted.
func arrows(diagram string) []string {
	var out []string
	for line := range strings.Lines(diagram) {
		if m := arrow.FindStringSubmatch(line); m != nil {
			out = append(out, strings.Join(m[1:], " "))
		}
	}
	slices.Sort(out)
	return out
}

// The diagram shows the moves that looplab's own shows.
func TestMermaidShowsWhatLooplabShows(t *testing.T) {
	for _, lc := range shipped() {
		assert.Equal(t, arrows(visualize(t, lc)), arrows(lc.Mermaid()), lc.Name())
		assert.NotEmpty(t, arrows(lc.Mermaid()))
	}
}

// visualize returns looplab's own diagram.
func visualize(t *testing.T, lc *lifecycle.Lifecycle) string {
	t.Helper()
	m, err := lc.NewFSM(slices.Collect(lc.Initial())[0], nil)
	require.NoError(t, err)
	diagram, err := fsm.VisualizeForMermaidWithGraphType(m, fsm.StateDiagram)
	require.NoError(t, err)
	return diagram
}

// nasty returns a lifecycle whose states and triggers are called what diagrams
// take for words of their own, and whose text tries to break out of its place.
func nasty(t *testing.T) *lifecycle.Lifecycle {
	words := strings.Fields("note end class classdef style click direction default scale hide as fork join choice root href " +
		"constructor __proto__ my_direction tb_check state_ statediagram graph subgraph accdescr acctitle node edge digraph strict _ __ _a_ a__b")
	d := lifecycle.Definition{Name: "nasty", Version: 1, Initial: []lifecycle.State{"note"}}
	d.States = append(d.States, lifecycle.StateDef{
		Name: "fin", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted,
		Doc: "a | b\n| c\r\n\u2028|---|\\| `x` <script> *b* _i_ [l](javascript:x) \u202etxet\u2066 &amp; \x00\x1b \u200f~~ # $x^2$ !",
	})
	for i, w := range words {
		d.States = append(d.States, lifecycle.StateDef{Name: lifecycle.State(w), Phase: lifecycle.PhaseActive, Hold: "_"})
		if i > 0 {
			d.Edges = append(d.Edges, lifecycle.Edge{
				Trigger: lifecycle.Trigger(w), From: states{lifecycle.State(words[i-1])}, To: lifecycle.State(w), Guards: []string{w, "g"},
			})
		}
	}
	d.Edges = append(d.Edges, lifecycle.Edge{Trigger: "fin", FromAny: true, To: "fin"})
	lc, err := lifecycle.Compile(d)
	require.NoError(t, err)
	return lc
}

// Words of Mermaid's own never stand where the name of a state is expected, and
// no state loses its name.
func TestMermaidKeepsClearOfItsWords(t *testing.T) {
	lc := nasty(t)
	diagram := lc.Mermaid()
	golden(t, "testdata/nasty.mmd", diagram)
	names := regexp.MustCompile(`(?m)^ *(?:state "([^"]*)" as )?(\S+)(?: --> (\S+?))?(?:: .*)?$`)
	shown := make(map[string]bool)
	for _, m := range names.FindAllStringSubmatch(diagram, -1) {
		for _, id := range m[2:] {
			assert.NotContains(t, []string{"note", "class", "classdef", "click", "default", "href", "root", "scale", "statediagram", "style", "accdescr", "acctitle", "constructor", "__proto__"}, id)
			shown[id] = true
		}
		shown[strings.NewReplacer("#95;", "_", "#110;", "n").Replace(m[1])] = true
	}
	for s := range lc.States() {
		assert.True(t, shown[string(s.Name)], "%s", s.Name)
	}
}

// Whatever a text holds, the tables keep their shape.
func TestMarkdownKeepsItsShape(t *testing.T) {
	plain := nasty(t).Definition()
	plain.States[0].Doc = "over"
	calm, err := lifecycle.Compile(plain)
	require.NoError(t, err)
	assert.Equal(t, shape(calm.Markdown()), shape(nasty(t).Markdown()))
	golden(t, "testdata/nasty.md", nasty(t).Markdown())
	assert.Equal(t, nasty(t).Markdown(), nasty(t).Markdown())
}

// shape returns how many cells each line of some tables has.
func shape(tables string) []int {
	var out []int
	for line := range strings.Lines(tables) {
		line = strings.ReplaceAll(line, `\\`, "")
		out = append(out, strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"))
	}
	return out
}

// Graphviz reads the graph and finds the moves that there are.
func TestGraphvizReadsDOT(t *testing.T) {
	dot, err := exec.LookPath("dot")
	if err != nil && os.Getenv("CI") == "true" {
		require.NoError(t, err, "Graphviz is needed here")
	}
	if err != nil {
		t.Skip("Graphviz is not installed")
	}
	for _, lc := range append(shipped(), nasty(t), lifecycle.MustCompile(small())) {
		cmd := exec.Command(dot, "-Tplain")
		cmd.Stdin = strings.NewReader(lc.DOT())
		out, err := cmd.Output()
		require.NoError(t, err, lc.Name())
		var want, got []string
		for s := range lc.Initial() {
			want = append(want, "[*] "+string(s)+" ")
		}
		for tr := range lc.Transitions() {
			label := string(tr.Trigger)
			if len(tr.Guards) > 0 {
				label += " [" + strings.Join(tr.Guards, ", ") + "]"
			}
			want = append(want, string(tr.From)+" "+string(tr.To)+" "+label)
		}
		nodes := 0
		for line := range strings.Lines(string(out)) {
			r := csv.NewReader(strings.NewReader(line))
			r.Comma, r.LazyQuotes = ' ', true
			f, err := r.Read()
			require.NoError(t, err)
			switch f[0] {
			case "node":
				nodes++
			case "edge":
				label := ""
				if rest := f[4+2*number(t, f[3]):]; len(rest) > 4 {
					label = rest[0]
				}
				got = append(got, f[1]+" "+f[2]+" "+label)
			}
		}
		assert.ElementsMatch(t, want, got, lc.Name())
		assert.Len(t, slices.Collect(lc.States()), nodes-1, "the states and the point")
	}
}

// number reads a small number.
func number(t *testing.T, s string) int {
	t.Helper()
	n := 0
	for _, r := range s {
		require.True(t, r >= '0' && r <= '9', s)
		n = 10*n + int(r-'0')
	}
	return n
}

func TestDiagramsOfTheZeroLifecycle(t *testing.T) {
	var lc lifecycle.Lifecycle
	assert.Equal(t, "stateDiagram-v2\n", lc.Mermaid())
	assert.True(t, strings.HasPrefix(lc.DOT(), "digraph \"\" {"))
	assert.Equal(t, []int{7, 7, 0, 2, 2}, shape(lc.Markdown()))
}
