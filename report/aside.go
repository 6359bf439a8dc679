package report

import (
	"cmp"
	"strings"

	"github.com/allclear-go/allclear/timeline"
)

// phasesOf is what the time went into, unless it is all one.
func phasesOf(_ *Report, inc *Incident) []Block {
	if len(inc.Phases.Stages) < 2 {
		return nil
	}
	return []Block{inc.Phases}
}

// stepsOf is how bad it was held to be, where that has a course: one assessment
// without a time has none, and stands in the summary.
func stepsOf(_ *Report, inc *Incident) []Block {
	if n := len(inc.Steps.Steps); n == 0 || n == 1 && !inc.Steps.From.IsKnown() {
		return nil
	}
	return []Block{inc.Steps}
}

// moment is an instant of a kind that not every audience is shown.
func (r *Report) moment(i timeline.Instant) Value {
	if r.Audience == Internal {
		return At(i)
	}
	return moment(i)
}

// changes lists what was changed and may have a part in the incident.
func changes(r *Report, inc *Incident) []Block {
	if len(inc.Changes) == 0 {
		return nil
	}
	t := Table{Head: []string{"change", "type", "in words", "part in it", "when"}}
	for _, c := range inc.Changes {
		name, part := Text(cmp.Or(c.ID, c.URL)), Missing("not said")
		if c.Link != "" {
			part = Word(c.Link)
		}
		t.Rows = append(t.Rows, []Value{name, Word(c.Type), Text(c.Text), part, r.moment(c.At)})
	}
	return []Block{t}
}

// roles lists who did what; where nobody is named, which roles there were.
func roles(r *Report, inc *Incident) []Block {
	if len(inc.Roles) == 0 {
		return nil
	}
	if r.Audience == Public {
		var l List
		for _, x := range inc.Roles {
			l.Items = append(l.Items, Word(x.Role))
		}
		return []Block{l}
	}
	t := Table{Head: []string{"role", "who", "since", "until"}}
	for _, x := range inc.Roles {
		until := r.moment(x.Until)
		if x.Current {
			until = Label("not relieved")
		}
		t.Rows = append(t.Rows, []Value{Word(x.Role), Text(x.Person), r.moment(x.Since), until})
	}
	return []Block{t}
}

// related lists where else the incident is kept and how it stands to others.
func related(_ *Report, inc *Incident) []Block {
	var out []Block
	if len(inc.References) > 0 {
		t := Table{Head: []string{"reference", "title", "address"}}
		for _, x := range inc.References {
			t.Rows = append(t.Rows, []Value{Text(strings.TrimSpace(x.System + " " + x.ID)), Text(x.Title), Text(x.URL)})
		}
		out = append(out, t)
	}
	if len(inc.Links) > 0 {
		facts := map[string]int{}
		for _, x := range inc.Absorbed {
			facts[x.Incident] = x.Facts
		}
		t := Table{Head: []string{"it is", "incident", "facts taken over"}}
		if len(inc.Absorbed) == 0 {
			t.Head = t.Head[:2]
		}
		for _, x := range inc.Links {
			row := []Value{Word(x.Relation), Text(x.Incident)}
			if len(inc.Absorbed) > 0 {
				n := Text("")
				if x.Relation == relationAbsorbed {
					n = Number(facts[x.Incident])
				}
				row = append(row, n)
			}
			t.Rows = append(t.Rows, row)
		}
		out = append(out, t)
	}
	return out
}
