package definition

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// A Comparison is one incident measured under many definitions. It is a value of
// its own and keeps nothing of the view.
type Comparison struct {
	Incident uuid.UUID
	AsOf     time.Time
	// Groups are the definitions by what they mean to measure, in the order of the
	// meanings. A meaning without definitions has none.
	Groups []Group
	// Additivity says of each vendor and version with two clocks or more whether its
	// phases sum to its total.
	Additivity []Additivity
}

// A Group is the definitions that mean to measure the same.
type Group struct {
	Meaning Meaning
	Own     Result // our own measure; zero for [Other]
	Rows    []Row  // in the order in which the definitions were given
}

// A Row is one definition measured, beside our own measure of that meaning.
type Row struct {
	Result     Result
	Own        Result // zero for [Other]
	Difference Difference
}

// Compare measures the incident under each of the definitions, or under [All]
// without any.
func Compare(v *timeline.View, definitions ...Definition) Comparison {
	if len(definitions) == 0 {
		definitions = slices.Collect(All())
	}
	out := Comparison{Incident: v.ID(), AsOf: v.Now()}
	var results []Result
	for _, d := range definitions {
		results = append(results, d.Of(v))
	}
	for m := range Meaning(len(meaningNames)) {
		g := Group{Meaning: m}
		own, compared := m.Own()
		if compared {
			g.Own = own.Of(v)
		}
		for _, r := range results {
			if r.Definition.Meaning != m && (m != Other || r.Definition.Meaning.IsValid()) {
				continue
			}
			row := Row{Result: r, Own: g.Own}
			if compared {
				row.Difference = r.Versus(v, g.Own)
			}
			g.Rows = append(g.Rows, row)
		}
		if len(g.Rows) > 0 {
			out.Groups = append(out.Groups, g)
		}
	}
	out.Additivity = additivity(results)
	return out
}
