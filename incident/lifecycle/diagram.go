package lifecycle

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// phaseColor returns the fill that diagrams give the states of a phase. All of
// them bear black text.
func phaseColor(p Phase) string {
	colors := [...]string{"#ffffff", "#e8eaf6", "#fff3c4", "#ffd6d1", "#ffe5c2", "#d7f0d9", "#e6e6e6"}
	if int(p) < len(colors) {
		return colors[p]
	}
	return colors[0]
}

// label writes what an arrow bears: the trigger, and the guards it asks.
func (t Transition) label() string {
	if len(t.Guards) == 0 {
		return string(t.Trigger)
	}
	return string(t.Trigger) + " [" + strings.Join(t.Guards, ", ") + "]"
}

// Mermaid returns the lifecycle as a Mermaid state diagram
// (https://mermaid.js.org/syntax/stateDiagram.html), for a fenced block of
// Markdown. Arrows from [*] lead to the initial states, and arrows to [*] lead
// from states that have a resolution, which they name. Guards stand in brackets,
// and states of one phase share a colour.
//
// The order is that of the definition: the same lifecycle gives the same bytes.
func (l *Lifecycle) Mermaid() string {
	l = l.orZero()
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	if l.def.Name != "" {
		fmt.Fprintf(&b, "    accTitle: %s version %d\n", l.def.Name, l.def.Version)
	}
	for _, s := range l.def.States {
		if id := mermaidID(s.Name); id != string(s.Name) {
			fmt.Fprintf(&b, "    state \"%s\" as %s\n", mermaidText(s.Name), id)
		}
	}
	for _, s := range l.def.Initial {
		fmt.Fprintf(&b, "    [*] --> %s\n", mermaidID(s))
	}
	for t := range l.Transitions() {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", mermaidID(t.From), mermaidID(t.To), t.mermaidLabel())
	}
	for _, s := range l.def.States {
		if s.Resolution != ResolutionNone {
			fmt.Fprintf(&b, "    %s --> [*]: %s\n", mermaidID(s.Name), s.Resolution)
		}
	}
	for p := PhasePlanned; p <= PhaseClosed; p++ {
		var ids []string
		for _, s := range l.def.States {
			if s.Phase == p {
				ids = append(ids, mermaidID(s.Name))
			}
		}
		if len(ids) > 0 {
			fmt.Fprintf(&b, "    classDef phase_%s fill:%s,stroke:#555555,color:#000000\n", p, phaseColor(p))
			fmt.Fprintf(&b, "    class %s phase_%s\n", strings.Join(ids, ","), p)
		}
	}
	return b.String()
}

// mermaidID returns the name by which a diagram refers to a state: its own,
// unless Mermaid (v11) reads that as a word of its grammar, or keeps states in a
// JavaScript object where that is taken. Names hold no capitals, so no other
// state is called so.
func mermaidID(s State) string {
	taken := []State{
		"accdescr", "acctitle", "class", "classdef", "click", "default", "href", "note", "root", "scale",
		"statediagram", "style", "constructor", "__proto__",
	}
	if slices.Contains(taken, s) || mermaidText(s) != string(s) || strings.HasSuffix(string(s), "direction") {
		return string(s) + "_STATE"
	}
	return string(s)
}

// mermaidText writes a name so that Mermaid shows it whole. Underscores around a
// name would set it in italics, and "direction" at the end of a line is a command
// if the next one begins like "tb".
func mermaidText[S ~string](name S) string {
	s := string(name)
	if cut, ok := strings.CutSuffix(s, "direction"); ok {
		s = cut + "directio#110;"
	}
	if strings.HasPrefix(s, "_") || strings.HasSuffix(s, "_") || strings.Contains(s, "__") {
		return strings.ReplaceAll(s, "_", "#95;")
	}
	return s
}

// mermaidLabel is label for Mermaid.
func (t Transition) mermaidLabel() string {
	for i, g := range t.Guards {
		t.Guards[i] = mermaidText(g)
	}
	t.Trigger = Trigger(mermaidText(t.Trigger))
	return t.label()
}

// DOT returns the lifecycle as a graph in the language of Graphviz
// (https://graphviz.org/doc/info/lang.html). Arrows from a point lead to the
// initial states. A state bears its phase, or its resolution if it has one and
// then a double border. Guards stand in brackets, arrows that reopen are dashed,
// and states of one phase share a colour.
//
// The order is that of the definition: the same lifecycle gives the same bytes.
func (l *Lifecycle) DOT() string {
	l = l.orZero()
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %q {\n", l.def.Name)
	b.WriteString("\tnode [shape=box, style=\"rounded,filled\"]\n\t\"[*]\" [shape=point, label=\"\"]\n")
	for _, s := range l.def.States {
		means, border := s.Phase.String(), ""
		if s.Resolution != ResolutionNone {
			means, border = s.Resolution.String(), ", peripheries=2"
		}
		fmt.Fprintf(&b, "\t%q [label=\"%s\\n(%s)\", fillcolor=%q%s]\n", s.Name, s.Name, means, phaseColor(s.Phase), border)
	}
	free := "" // the first arrow alone has a say in the layout
	for _, s := range l.def.Initial {
		fmt.Fprintf(&b, "\t\"[*]\" -> %q%s\n", s, free)
		free = " [constraint=false]"
	}
	for t := range l.Transitions() {
		dashed := ""
		if t.Reopens {
			dashed = ", style=dashed, constraint=false"
		}
		fmt.Fprintf(&b, "\t%q -> %q [label=%q%s]\n", t.From, t.To, t.label(), dashed)
	}
	b.WriteString("}\n")
	return b.String()
}

// Markdown returns the lifecycle as two tables: its states, and a matrix whose
// rows are the states that something leaves, whose columns are the states that
// something leads to, and whose cells hold the triggers that lead from the one to
// the other, each with its guards in brackets.
//
// The order is that of the definition: the same lifecycle gives the same bytes.
func (l *Lifecycle) Markdown() string {
	l = l.orZero()
	var b strings.Builder
	b.WriteString("| state | phase | may begin | ends as | on hold | meaning |\n|---|---|---|---|---|---|\n")
	for _, s := range l.def.States {
		begin, hold := "", ""
		if l.IsInitial(s.Name) {
			begin = "yes"
		}
		if s.Hold != "" {
			hold = code(s.Hold)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", code(s.Name), s.Phase, begin, s.Resolution, hold, markdownText(s.Doc))
	}
	cells := make(map[[2]State][]string)
	entered, left := make(map[State]bool), make(map[State]bool)
	for t := range l.Transitions() {
		pair := [2]State{t.From, t.To}
		cells[pair] = append(cells[pair], code(t.label()))
		entered[t.To], left[t.From] = true, true
	}
	b.WriteString("\n| from \\ to |")
	for _, s := range l.def.States {
		if entered[s.Name] {
			b.WriteString(" " + code(s.Name) + " |")
		}
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(entered)) + "\n")
	for _, from := range l.def.States {
		if !left[from.Name] {
			continue
		}
		b.WriteString("| " + code(from.Name) + " |")
		for _, to := range l.def.States {
			if entered[to.Name] {
				b.WriteString(" " + strings.Join(cells[[2]State{from.Name, to.Name}], ", ") + " |")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// code sets a name as code, in which Markdown reads nothing. Names hold no
// backticks.
func code[S ~string](name S) string { return "`" + string(name) + "`" }

// markdownText writes free text so that it stays in its cell and means what it
// says: on one line, punctuation escaped, without control characters and marks
// that turn the direction of writing.
func markdownText(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			b.WriteByte(' ')
		case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r == '\u200E', r == '\u200F', r == '\u061C':
		case strings.ContainsRune("\\`*_{}[]<>()#!|&~$", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
