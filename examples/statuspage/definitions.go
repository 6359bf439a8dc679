package main

import (
	"fmt"
	"strings"

	"github.com/allclear-go/allclear/timeline/definition"
)

// compared writes what the incident is under the definitions of other tools: a line
// for each meaning, those that come to the same together. Most need facts that no
// page tells.
func compared(out *strings.Builder, c definition.Comparison) {
	for _, g := range c.Groups {
		var order []string
		names := map[string][]string{}
		none := 0
		for _, r := range g.Rows {
			if len(r.Result.Missing) > 0 || !says(r.Result.Figure) {
				none++
				continue
			}
			is := r.Result.String()
			if names[is] == nil {
				order = append(order, is)
			}
			names[is] = append(names[is], r.Result.Definition.Title())
		}
		var list []string
		for _, is := range order {
			list = append(list, is+" by "+strings.Join(names[is], ", "))
		}
		if none > 0 {
			list = append(list, fmt.Sprintf("no figure by %s", count(none, "definition")))
		}
		line(out, "as others "+g.Meaning.String(), strings.Join(list, "; "))
	}
}
