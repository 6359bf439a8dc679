// Package policy holds this repository to its own plan. It reads the sources
// and reports every place that leaves the plan: a package that imports upward,
// a library package that reads a clock, a variable that can be set from afar.
//
// The plan has two halves. The floor table (floors.go) names every package and
// what it may import of this module. The "no I/O" rules (purity.go, vars.go)
// hold for every library package, so that the same input always gives the same
// bytes. Kits, examples and tests are free of the second half.
//
// [Check] takes an [fs.FS], so the rules are tested against small repositories
// held in memory as well as against this one. To change the plan, change the
// table and say why in the commit; do not weaken a rule to make a build pass.
package policy

import (
	"cmp"
	"fmt"
	"go/token"
	"io/fs"
	"slices"
)

// A Rule is the stable name of one thing the plan asks for. Tests and commit
// messages refer to rules by these names.
type Rule string

// The rules. Those from IOImport down hold for library packages only.
const (
	TopLevel    Rule = "top-level"    // the root holds exactly the names of the plan
	Syntax      Rule = "syntax"       // every Go file parses
	FileLength  Rule = "file-length"  // no file outside tests is longer than [maxLines]
	FloorName   Rule = "floor-name"   // every package stands in the floor table
	FloorImport Rule = "floor-import" // a package imports of this module what its row allows
	ThirdParty  Rule = "third-party"  // other modules: a short list, testify in tests only
	DotImport   Rule = "dot-import"   // no dot imports, tests included
	Embed       Rule = "embed"        // embedded files in examples and tests, else as unexported strings only

	IOImport   Rule = "io-import"   // no package that is there for I/O, process state or randomness
	IOCall     Rule = "io-call"     // no function that prints, scans or opens a file
	Clock      Rule = "clock"       // no clock, timer, or zone of the machine
	Random     Rule = "random"      // no global random source
	UUID       Rule = "uuid"        // no identifier made from a clock or from randomness
	Logger     Rule = "logger"      // no default logger
	Goroutine  Rule = "goroutine"   // no goroutine is started
	Init       Rule = "init"        // no init function
	PackageVar Rule = "package-var" // package variables are errors or unexported tables
	VarWritten Rule = "var-written" // and nothing writes them
)

// Rules returns every rule, in the order of their definition.
func Rules() []Rule {
	return []Rule{
		TopLevel, Syntax, FileLength, FloorName, FloorImport, ThirdParty, DotImport, Embed,
		IOImport, IOCall, Clock, Random, UUID, Logger, Goroutine, Init, PackageVar, VarWritten,
	}
}

// A Finding is one place that breaks one rule.
type Finding struct {
	File string // slash-separated, from the root of the repository
	Line int    // from 1; 0 if the finding is about the file or folder as a whole
	Rule Rule
	Text string // what was found, for people
}

// String returns the finding in the form that editors can jump to.
func (f Finding) String() string {
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s [%s]", f.File, f.Text, f.Rule)
	}
	return fmt.Sprintf("%s:%d: %s [%s]", f.File, f.Line, f.Text, f.Rule)
}

// Check reads the repository whose root is fsys and returns what breaks the
// plan, ordered by file, line and rule. Dotted folders, folders named testdata
// or starting with an underscore, and nested modules are not read.
//
// The error is about reading only; a file that does not parse is a finding.
//
// Note: names are resolved by go/types against empty stand-ins for imported
// packages, which needs no compiled dependencies and sees renamed imports and
// shadowed names rightly, but not the types of other packages.
func Check(fsys fs.FS) ([]Finding, error) {
	c := &checker{fset: token.NewFileSet()}
	if err := c.topLevel(fsys); err != nil {
		return nil, err
	}
	pkgs, err := c.load(fsys)
	if err != nil {
		return nil, err
	}
	for _, p := range pkgs {
		c.floors(p)
		c.shape(p)
		if p.row.kind == library {
			c.purity(p)
		}
	}
	slices.SortStableFunc(c.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Rule, b.Rule))
	})
	return slices.Compact(c.found), nil
}

// A checker gathers findings; it lives for one call of [Check].
type checker struct {
	fset  *token.FileSet
	found []Finding
}

// report adds a finding about the source at pos.
func (c *checker) report(pos token.Pos, rule Rule, format string, args ...any) {
	p := c.fset.Position(pos)
	c.found = append(c.found, Finding{p.Filename, p.Line, rule, fmt.Sprintf(format, args...)})
}

// reportFile adds a finding about a file or folder as a whole.
func (c *checker) reportFile(name string, rule Rule, format string, args ...any) {
	c.found = append(c.found, Finding{File: name, Rule: rule, Text: fmt.Sprintf(format, args...)})
}
