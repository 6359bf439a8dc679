package report

import (
	"strconv"
	"strings"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// sections lays out one incident. Each takes only the data that the builder
// made for the audience.
func sections(r *Report, inc *Incident) []Section {
	l := layout{inc: inc, format: &r.Format}
	l.section("summary", 1, inc.Title, summary(r, inc))
	l.add("symptoms", 2, "What people saw", listOf(inc.Symptoms))
	l.add("impact", 2, "Impact", impact(inc)...)
	l.add("figures", 2, "Figures", figureBlocks(inc)...)
	l.add("definitions", 2, "As others measure it", definitionsOf(inc)...)
	l.add("timeline", 2, "Timeline", timelineOf(inc.Timeline)...)
	l.add("updates", 2, "Published updates", updatesOf(inc)...)
	l.add("causes", 2, "Causes", causes(inc)...)
	l.add("actions", 2, "Actions", actions(inc, r.Audience != Public)...)
	l.add("rivals", 2, "Other accounts", rivals(inc)...)
	l.add("findings", 2, "Findings", findings(inc)...)
	l.add("sources", 2, "Sources", sources(inc)...)
	if r.Audience == Internal {
		l.add("explanations", 2, "How each figure came about", explanations(inc)...)
	}
	return l.sections
}

type layout struct {
	inc      *Incident
	format   *Format
	sections []Section
}

// add appends a section under a title of the library's own.
func (l *layout) add(id string, level int, title string, blocks ...Block) {
	l.section(id, level, l.format.Words(title), blocks...)
}

// section appends a section, unless there is nothing in it.
func (l *layout) section(id string, level int, title string, blocks ...Block) {
	var some []Block
	for _, b := range blocks {
		if b != nil {
			some = append(some, b)
		}
	}
	if len(some) > 0 {
		l.sections = append(l.sections, Section{ID: id, Incident: l.inc.ID, Title: title, Level: level, Blocks: some})
	}
}

func listOf(items []string) Block {
	if len(items) == 0 {
		return nil
	}
	var l List
	for _, s := range items {
		l.Items = append(l.Items, Text(s))
	}
	return l
}

func summary(r *Report, inc *Incident) Block {
	f, unrecorded := Facts{}, "not recorded"
	if r.Audience != Internal {
		unrecorded = "not stated" // it may be recorded, and hidden
	}
	add := func(label string, v Value) { f.Rows = append(f.Rows, Fact{label, v}) }
	orMissing := func(s, why string) Value {
		if s == "" {
			return Missing(why)
		}
		return Label(plain(s))
	}
	if inc.Status == "" {
		add("status", Missing(unrecorded))
	} else {
		add("status", status(inc))
	}
	add("severity", rating(inc))
	add("detected by", detectors(inc, unrecorded))
	for _, s := range inc.Statements {
		v := orMissing(s.Answer, "not stated")
		if s.Answer != "" && s.Text != "" {
			v = Text(plain(s.Answer) + ": " + s.Text)
		}
		add(plain(s.Subject), v)
	}
	add("as of", At(timeline.At(inc.AsOf)))
	add("times in", Text(r.Format.ZoneName()))
	add("audience", Label(r.Audience.String()))
	add("id", Text(inc.ID))
	return f
}

func detectors(inc *Incident, unrecorded string) Value {
	var by []string
	for _, d := range inc.Detections {
		if d.By != "" {
			by = append(by, plain(d.By))
		}
	}
	if len(by) == 0 {
		return Missing(unrecorded)
	}
	return Label(strings.Join(by, ", "))
}

func impact(inc *Incident) []Block {
	var out []Block
	if len(inc.Impacts) > 0 {
		l := Lanes{Impacts: inc.Impacts}
		for _, i := range inc.Impacts {
			last := i.End
			if i.EndState == timeline.EndOngoing && i.Start.Before(timeline.At(inc.AsOf)) == timeline.Definitely {
				last = timeline.At(inc.AsOf)
			}
			for _, at := range [...]timeline.Instant{i.Start, last} {
				if at.IsKnown() && (!l.From.IsKnown() || at.Compare(l.From) < 0) {
					l.From = at
				}
				if at.IsKnown() && (!l.To.IsKnown() || at.Compare(l.To) > 0) {
					l.To = at
				}
			}
		}
		out = append(out, l)
	}
	var spared []string
	for _, s := range inc.NotAffected {
		spared = append(spared, s.String())
	}
	if len(spared) > 0 {
		out = append(out, Paragraph{"Not affected: " + strings.Join(spared, ", ") + "."})
	}
	return out
}

// figureBlocks groups the figures by what their clock starts at.
func figureBlocks(inc *Incident) []Block {
	var out []Block
	for i := 0; i < len(inc.Figures); {
		g := Figures{Title: inc.Figures[i].Group}
		for ; i < len(inc.Figures) && inc.Figures[i].Group == g.Title; i++ {
			g.Rows = append(g.Rows, inc.Figures[i])
		}
		out = append(out, g)
	}
	return out
}

func timelineOf(entries []Entry) []Block {
	if len(entries) == 0 {
		return nil
	}
	return []Block{Timeline{entries}}
}

func updatesOf(inc *Incident) []Block {
	if len(inc.Updates) == 0 {
		return nil
	}
	t := Table{Head: []string{"when", "status", "text"}}
	for _, u := range inc.Updates {
		t.Rows = append(t.Rows, []Value{At(u.At), Label(u.What), Text(u.Text)})
	}
	return []Block{t}
}

func causes(inc *Incident) []Block {
	var out []Block
	if len(inc.Causes) > 0 {
		t := Table{Head: []string{"role", "cause", "when"}}
		for _, c := range inc.Causes {
			t.Rows = append(t.Rows, []Value{Label(plain(c.Role)), Text(c.Text), At(c.At)})
		}
		out = append(out, t)
	}
	if len(inc.Hypotheses) > 0 {
		t := Table{Head: []string{"hypothesis", "became", "suspected", "settled", "held for"}}
		for _, h := range inc.Hypotheses {
			settled := At(h.Settled)
			if h.State == string(incident.Suspected) {
				settled = Missing("open")
			}
			text := h.Text
			if h.Why != "" {
				text += " (" + h.Why + ")"
			}
			t.Rows = append(t.Rows, []Value{Text(text), Label(plain(h.State)), At(h.Suspected), settled, heldFor(h)})
		}
		out = append(out, t)
	}
	return out
}

// heldFor is the time that a hypothesis was followed: lost, if it led nowhere.
func heldFor(h Hypothesis) Value {
	switch {
	case h.Held.IsStated():
		return Text(lengthWords(h.Held))
	case h.State == string(incident.Suspected):
		return Missing("open")
	}
	return Missing("unknown")
}

// actions lists what is to be done; for the public without owners, which are
// hidden and not unnamed.
func actions(inc *Incident, owners bool) []Block {
	if len(inc.Actions) == 0 {
		return nil
	}
	t := Table{Head: []string{"action", "type", "state", "owner", "due"}}
	if !owners {
		t.Head = []string{"action", "type", "state", "due"}
	}
	for _, a := range inc.Actions {
		due := Missing("no date")
		switch {
		case a.Due.IsKnown():
			due = At(a.Due)
		case a.DueWritten != "":
			due = Text(a.DueWritten)
		}
		owner := Missing("nobody named")
		if a.Owner != "" {
			owner = Text(a.Owner)
		}
		row := []Value{Text(a.Title), Label(plain(a.Type)), Label(plain(a.State))}
		if owners {
			row = append(row, owner)
		}
		t.Rows = append(t.Rows, append(row, due))
	}
	return []Block{t}
}

func rivals(inc *Incident) []Block {
	if len(inc.Rivals) == 0 {
		return nil
	}
	t := Table{Head: []string{"when", "what", "by account", "as written"}}
	for _, e := range inc.Rivals {
		t.Rows = append(t.Rows, []Value{At(e.At), Label(e.What), Text(e.Source), Text(e.Written)})
	}
	return []Block{Paragraph{"Accounts that differ from those above. They take no part in the figures."}, t}
}

func findings(inc *Incident) []Block {
	if len(inc.Findings) == 0 {
		return nil
	}
	return []Block{Found{inc.Findings}}
}

func sources(inc *Incident) []Block {
	if len(inc.Sources) == 0 {
		return nil
	}
	t := Table{Head: []string{"source", "what it is", "assumed"}}
	for _, s := range inc.Sources {
		t.Rows = append(t.Rows, []Value{Text(s.Name), Text(s.Text), Text(s.Assumption)})
	}
	return []Block{t}
}

// explanations is each figure's sentence with the numbers of the facts that it
// stands on, and those facts.
func explanations(inc *Incident) []Block {
	if len(inc.Figures) == 0 {
		return nil
	}
	figures := Table{Head: []string{"figure", "facts"}}
	for _, f := range inc.Figures {
		var numbers []string
		for _, n := range f.Facts {
			numbers = append(numbers, strconv.Itoa(n+1))
		}
		figures.Rows = append(figures.Rows, []Value{Text(f.Figure.Sentence()), Text(strings.Join(numbers, ", "))})
	}
	facts := Table{Head: []string{"no.", "fact"}}
	for i, f := range inc.Facts {
		facts.Rows = append(facts.Rows, []Value{Number(i + 1), Text(f)})
	}
	return []Block{figures, facts}
}

// sumSections lays out what several incidents come to together.
func sumSections(r *Report) []Section {
	if len(r.Sums) == 0 {
		return nil
	}
	g := Figures{Title: "over all incidents"}
	for _, s := range r.Sums {
		g.Rows = append(g.Rows, Figure{Group: g.Title, Label: s.Label, Figure: s.Figure})
	}
	return []Section{{ID: "sums", Title: r.Format.Words("Together"), Level: 1, Blocks: []Block{g}}}
}
