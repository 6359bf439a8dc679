package report

import "github.com/allclear-go/allclear/incident"

// actions lists what is to be done; to the public without owners, unless their roles
// are known: they are hidden, and not unnamed.
func actions(r *Report, inc *Incident) []Block {
	return actionTable(r, inc.Actions)
}

// openActions lists what is left to do.
func openActions(r *Report, inc *Incident) []Block {
	var open []Action
	for _, a := range inc.Actions {
		if a.State != string(incident.ActionDone) && a.State != string(incident.ActionCancelled) {
			open = append(open, a)
		}
	}
	return actionTable(r, open)
}

// actionsText is what is to be done, in words alone.
func actionsText(_ *Report, inc *Incident) []Block {
	var titles []string
	for _, a := range inc.Actions {
		if a.State != string(incident.ActionCancelled) {
			titles = append(titles, a.Title)
		}
	}
	return []Block{listOf(titles, Text)}
}

func actionTable(r *Report, list []Action) []Block {
	if len(list) == 0 {
		return nil
	}
	owners := r.Audience != Public
	for _, a := range list {
		owners = owners || a.Owner != ""
	}
	t := Table{Head: []string{"action", "type", "state", "owner", "due"}}
	if !owners {
		t.Head = []string{"action", "type", "state", "due"}
	}
	for _, a := range list {
		due := Missing("no date")
		switch {
		case a.Due.IsKnown():
			due = At(a.Due)
		case a.DueWritten != "":
			due = Text(a.DueWritten)
		}
		owner := Missing("nobody named")
		switch {
		case a.Owner != "":
			owner = Text(a.Owner)
		case r.Audience == Public:
			owner = Missing("not shown")
		}
		row := []Value{Text(a.Title), Word(a.Type), Word(a.State)}
		if owners {
			row = append(row, owner)
		}
		t.Rows = append(t.Rows, append(row, due))
	}
	return []Block{t}
}
