package reporttest

import (
	"slices"

	"github.com/allclear-go/allclear/report"
)

// FirstFailure returns the first breach that [TestRenderer] finds, and looks for
// no more. The rules that are named are left out.
func FirstFailure(r report.Renderer, o Options, without ...string) *Failure {
	o.Except = map[string]string{}
	for _, name := range without {
		if slices.ContainsFunc(rules(), func(r rule) bool { return r.name == name }) {
			o.Except[name] = "slow"
		}
	}
	for f := range breaches(r, o) {
		return f
	}
	return nil
}
