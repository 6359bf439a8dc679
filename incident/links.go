package incident

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// The findings of [CheckLinks].
const (
	RuleLinkLoop  = "link_loop"  // links of one relation lead back to where they began
	RuleLinkChain = "link_chain" // a duplicate of a duplicate, or a merge into what was merged
)

// CheckLinks returns what does not fit together in the links of several incidents:
// circles of one relation, and incidents that ended in favour of another that did
// so too. A link to an incident that is not among the views is followed no further.
//
// A finding names the events that record the links, in the order of the circle or
// chain, which may be of several logs.
func CheckLinks(views ...*timeline.View) []timeline.Finding {
	links := map[Relation]map[uuid.UUID][]Link{}
	var relations []Relation
	var order []uuid.UUID
	type arc struct {
		relation Relation
		from, to uuid.UUID
	}
	seen := map[arc]bool{}
	for _, v := range views {
		order = append(order, v.ID())
		for _, l := range Of(v).Links {
			if a := (arc{l.Relation, v.ID(), l.Other}); seen[a] {
				continue
			} else {
				seen[a] = true
			}
			if links[l.Relation] == nil {
				links[l.Relation] = map[uuid.UUID][]Link{}
				relations = append(relations, l.Relation)
			}
			links[l.Relation][v.ID()] = append(links[l.Relation][v.ID()], l)
		}
	}
	slices.Sort(relations)
	var out []timeline.Finding
	for _, r := range relations {
		if r == RelatedTo {
			continue // it has no direction
		}
		out = append(out, loops(r, links[r], order)...)
	}
	ended := func(id uuid.UUID) []Link {
		return append(slices.Clip(links[DuplicateOf][id]), links[MergedInto][id]...)
	}
	slices.SortFunc(order, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	for _, id := range slices.Compact(order) {
		for _, l := range ended(id) {
			for _, next := range ended(l.Other) {
				out = append(out, timeline.Finding{
					Rule: RuleLinkChain, Events: []uuid.UUID{l.Event.ID, next.Event.ID},
					Text: fmt.Sprintf("%s is %s %s, which is %s %s: name the last of them", id, l.Relation, l.Other, next.Relation, next.Other),
				})
			}
		}
	}
	return out
}

// loops finds circles of a relation, each once.
func loops(r Relation, links map[uuid.UUID][]Link, order []uuid.UUID) []timeline.Finding {
	const (
		onPath = iota + 1
		done
	)
	var out []timeline.Finding
	state := map[uuid.UUID]int{}
	var path []Link // from where the search began
	var visit func(id uuid.UUID)
	visit = func(id uuid.UUID) {
		state[id] = onPath
		for _, l := range links[id] {
			path = append(path, l)
			switch state[l.Other] {
			case 0:
				visit(l.Other)
			case onPath:
				out = append(out, circle(r, l.Other, path))
			}
			path = path[:len(path)-1]
		}
		state[id] = done
	}
	for _, id := range order {
		if state[id] == 0 {
			visit(id)
		}
	}
	return out
}

// circle is the finding of a way that leads back to an incident on it.
func circle(r Relation, to uuid.UUID, way []Link) timeline.Finding {
	f := timeline.Finding{Rule: RuleLinkLoop}
	from := len(way) - 1
	for from > 0 && way[from-1].Other != to {
		from--
	}
	var text strings.Builder
	text.WriteString(to.String())
	for _, l := range way[from:] {
		f.Events = append(f.Events, l.Event.ID)
		text.WriteString(fmt.Sprintf(" is %s %s", r, l.Other))
	}
	f.Text = text.String()
	return f
}
