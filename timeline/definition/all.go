package definition

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// tables are the definitions of each vendor, in the order in which [All] has them.
var tables = [...][]Definition{
	datadog, pagerDuty, fireHydrant, rootly, incidentIO, serviceNow, dora, atlassian, googleSRE,
}

// All returns every definition that is known here, vendor by vendor, those that
// were replaced behind those in force.
func All() iter.Seq[Definition] {
	return func(yield func(Definition) bool) {
		for _, t := range tables {
			for _, d := range t {
				if !yield(d) {
					return
				}
			}
		}
	}
}

// Vendors returns the vendors as their IDs begin: "datadog", "pagerduty".
func Vendors() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, t := range tables {
			if !yield(t[0].slug()) {
				return
			}
		}
	}
}

// Of returns the definitions of a vendor, named as its IDs begin; none for a name
// that is not one of [Vendors].
func Of(vendor string) iter.Seq[Definition] {
	for _, t := range tables {
		if t[0].slug() == vendor {
			return slices.Values(t)
		}
	}
	return func(func(Definition) bool) {}
}

// ByID returns the definition with that ID, and false if there is none.
func ByID(id string) (Definition, bool) {
	for d := range All() {
		if d.ID == id {
			return d, true
		}
	}
	return Definition{}, false
}

// ErrUnknown reports a name that is neither a vendor nor the ID of a definition.
var ErrUnknown = errors.New("definition: unknown")

// Select returns the definitions that are named, in the order of the names: a name
// is one of [Vendors], for all of its definitions, or an ID. Without names it is
// [All]. It fails with [ErrUnknown].
func Select(names ...string) ([]Definition, error) {
	if len(names) == 0 {
		return slices.Collect(All()), nil
	}
	var out []Definition
	for _, name := range names {
		d, ok := ByID(name)
		switch before := len(out); {
		case ok:
			out = append(out, d)
		default:
			if out = slices.AppendSeq(out, Of(name)); len(out) == before {
				vendors := strings.Join(slices.Collect(Vendors()), ", ")
				return nil, fmt.Errorf("%w: %q (there are: %s, and the IDs of their definitions)", ErrUnknown, name, vendors)
			}
		}
	}
	return out, nil
}

// Parse reads what a flag or a setting names: names as [Select] takes them, with
// commas between them and spaces around, or "all". Empty text is no definitions. It
// fails with [ErrUnknown].
func Parse(list string) ([]Definition, error) {
	names := strings.Split(list, ",")
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	if len(names) == 1 {
		switch names[0] {
		case "":
			return nil, nil
		case "all":
			return Select()
		}
	}
	return Select(names...)
}

// slug is the vendor as its IDs begin.
func (d Definition) slug() string {
	vendor, _, _ := strings.Cut(d.ID, "/")
	return vendor
}
