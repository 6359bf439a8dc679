package report

import (
	"strconv"
	"strings"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// listOf makes a list of texts, each a value by of, and no block of none.
func listOf(items []string, of func(string) Value) Block {
	if len(items) == 0 {
		return nil
	}
	var l List
	for _, s := range items {
		l.Items = append(l.Items, of(s))
	}
	return l
}

func summary(r *Report, inc *Incident) []Block {
	f, unrecorded := Facts{}, "not recorded"
	if r.Audience != Internal {
		unrecorded = inc.unstated(hiddenDetector)
	}
	add := func(label string, v Value) { f.Rows = append(f.Rows, Fact{label, v}) }
	if inc.Status == "" && r.Audience == Internal {
		add("status", Missing("not recorded"))
	} else {
		add("status", status(inc))
	}
	if inc.Mode != "" {
		add("mode", Word(inc.Mode))
	}
	add("severity", rating(inc))
	add("detected by", detectors(inc, unrecorded))
	for _, s := range inc.Statements {
		add(plain(s.Subject), answer(s))
	}
	f.Rows = append(f.Rows, dated(r, inc)...)
	add("audience", Label(r.Audience.String()))
	add("id", Text(inc.ID))
	return []Block{f}
}

// answer is what is stated, with the words that go with it.
func answer(s Statement) Value {
	switch {
	case s.Answer == "":
		return Missing("not stated")
	case s.Text != "":
		return listed(": ", Word(s.Answer), Text(s.Text))
	}
	return Word(s.Answer)
}

// symptoms is what people saw, and what they could no longer do.
func symptoms(_ *Report, inc *Incident) []Block {
	out := []Block{listOf(inc.Symptoms, Text)}
	if len(inc.Capabilities) > 0 {
		t := Table{Head: []string{"what people could not do", "health"}}
		for _, c := range inc.Capabilities {
			t.Rows = append(t.Rows, []Value{Text(c.Name), Label(healthWords(c.Health))})
		}
		out = append(out, t)
	}
	return out
}

func detectors(inc *Incident, unrecorded string) Value {
	var by []Value
	for _, d := range inc.Detections {
		if d.By != "" {
			by = append(by, Word(d.By))
		}
	}
	if len(by) == 0 {
		return Missing(unrecorded)
	}
	return listed(", ", by...)
}

func impact(r *Report, inc *Incident) []Block {
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
	var spared []Value
	for _, s := range inc.NotAffected {
		spared = append(spared, Where(s))
	}
	if len(spared) > 0 {
		out = append(out, Paragraph{Phrase("Not affected: {1}.", listed(", ", spared...)).Words(&r.Format)})
	}
	return out
}

// figureBlocks groups the figures by what their clock starts at.
func figureBlocks(_ *Report, inc *Incident) []Block {
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

// timelineOf is what happened: in order, and apart from it what nobody gave a time.
func timelineOf(r *Report, inc *Incident) []Block { return timelineBlocks(r, inc.Timeline) }

func timelineBlocks(r *Report, entries []Entry) []Block {
	var dated []Entry
	undated, named := Table{Head: []string{"what", "in words"}}, false
	for _, e := range entries {
		named = named || !e.At.IsKnown() && e.Actor != ""
	}
	if named {
		undated.Head = append(undated.Head, "by")
	}
	for _, e := range entries {
		if e.At.IsKnown() {
			dated = append(dated, e)
			continue
		}
		row := []Value{Label(e.What), Text(e.Text)}
		if named {
			row = append(row, Text(e.Actor))
		}
		undated.Rows = append(undated.Rows, row)
	}
	var out []Block
	if len(dated) > 0 {
		out = append(out, Timeline{dated})
	}
	if len(undated.Rows) > 0 {
		out = append(out, Paragraph{r.Format.Words("Recorded without a time:")}, undated)
	}
	return out
}

// updatesOf is what was published, and where updates were promised, how that went.
func updatesOf(_ *Report, inc *Incident) []Block {
	if len(inc.Updates) == 0 {
		return nil
	}
	t := Table{Head: []string{"when", "status", "text"}}
	for _, u := range inc.Updates {
		t.Rows = append(t.Rows, []Value{At(u.At), Label(u.What), Text(u.Text)})
	}
	out := []Block{t}
	if c := inc.Cadence; c.promises() || c.First.Range()+c.Silence.Range() != "" {
		c.Listed = true
		out = append(out, c)
	}
	return out
}

func causes(_ *Report, inc *Incident) []Block {
	var out []Block
	if len(inc.Causes) > 0 {
		t := Table{Head: []string{"role", "cause", "when"}}
		for _, c := range inc.Causes {
			t.Rows = append(t.Rows, []Value{Word(c.Role), Text(c.Text), At(c.At)})
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
			t.Rows = append(t.Rows, []Value{Text(text), Word(h.State), At(h.Suspected), settled, heldFor(h)})
		}
		out = append(out, t)
	}
	return out
}

// heldFor is the time that a hypothesis was followed: lost, if it led nowhere.
func heldFor(h Hypothesis) Value {
	if !h.Held.IsStated() && h.State == string(incident.Suspected) {
		return Missing("open")
	}
	return Lasting(h.Held)
}

func rivals(r *Report, inc *Incident) []Block {
	if len(inc.Rivals) == 0 {
		return nil
	}
	t := Table{Head: []string{"when", "what", "by account", "as written"}}
	for _, e := range inc.Rivals {
		t.Rows = append(t.Rows, []Value{At(e.At), Label(e.What), Text(e.Source), Text(e.Written)})
	}
	return []Block{Paragraph{r.Format.Words("Accounts that differ from those above. They take no part in the figures.")}, t}
}

func findings(_ *Report, inc *Incident) []Block {
	if len(inc.Findings) == 0 {
		return nil
	}
	return []Block{Found{inc.Findings}}
}

func sources(_ *Report, inc *Incident) []Block {
	if len(inc.Sources) == 0 {
		return nil
	}
	t := Table{Head: []string{"source", "what it is", "assumed"}}
	for _, s := range inc.Sources {
		t.Rows = append(t.Rows, []Value{Text(s.Name), Text(s.Text), Text(s.Assumption)})
	}
	return []Block{t}
}

// explanations is for each figure the measure it is of, with the numbers of the
// facts that it stands on, and those facts. Its value and what keeps it from being
// known stand with the figures.
func explanations(r *Report, inc *Incident) []Block {
	if len(inc.Figures) == 0 || r.Audience != Internal {
		return nil
	}
	figures := Table{Head: []string{"figure", "measured as", "facts"}}
	for _, f := range inc.Figures {
		m := f.Figure.Measure()
		figures.Rows = append(figures.Rows, []Value{
			listed(": ", Label(f.Group), Label(f.Label)), Text(m.ID() + " v" + strconv.Itoa(m.Version())), Text(numbers(f.Facts)),
		})
	}
	facts := Table{Head: []string{"no.", "fact"}}
	for i, f := range inc.Facts {
		facts.Rows = append(facts.Rows, []Value{Number(i + 1), English(f)})
	}
	return []Block{figures, facts}
}

// numbers counts facts from one, runs of them in short: "1, 3–7".
func numbers(facts []int) string {
	var out []string
	for i := 0; i < len(facts); {
		j := i
		for j+1 < len(facts) && facts[j+1] == facts[j]+1 {
			j++
		}
		s := strconv.Itoa(facts[i] + 1)
		switch {
		case j == i+1:
			s += ", " + strconv.Itoa(facts[j]+1)
		case j > i:
			s += "–" + strconv.Itoa(facts[j]+1)
		}
		out = append(out, s)
		i = j + 1
	}
	return strings.Join(out, ", ")
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
