package policy

import (
	"path"
	"slices"
	"strings"
)

// module is the path of the module that the floor table speaks of.
const module = "github.com/allclear-go/allclear"

// A kind says which half of the plan a package is under.
type kind int

const (
	unnamed kind = iota // not in the table
	library             // imported by users, or by what they import: floors and no I/O
	kit                 // imported by tests of users: floors only
	example             // a program, or data for programs: floors only
)

// A row is one line of the floor table.
type row struct {
	dir  string   // a folder, or a pattern as in [path.Match]; rows are tried in order
	kind kind     // what else holds
	may  []string // folders and patterns of this module that it may import, tests aside
}

// incidentFloor is "incident and below".
var incidentFloor = []string{"incident", "incident/lifecycle", "timeline", "severity"}

// publicFloor is everything users can import, and the cases.
var publicFloor = []string{
	"severity", "timeline", "timeline/*", "incident", "incident/*", "report", "report/*", "examples/cases",
}

// table is the plan: imports point down only. A package that no row names is a
// finding, so a new package starts with a line here.
var table = []row{
	{"severity", library, nil},
	{"timeline", library, nil},
	{"timeline/cohort", library, []string{"timeline"}},
	{"timeline/definition", library, []string{"timeline"}},

	{"incident", library, []string{"severity", "timeline", "incident/lifecycle"}},
	{"incident/lifecycle", library, []string{"internal/jsonstream"}},
	{"incident/incidenttest", kit, incidentFloor},
	{"incident/feed", library, []string{"incident"}},
	{"incident/*", library, slices.Concat(incidentFloor, []string{"incident/feed", "internal/jsonstream", "internal/wire"})}, // one foreign format each

	{"report", library, slices.Concat(incidentFloor, []string{"timeline/cohort", "timeline/definition"})},
	{"report/reporttest", kit, slices.Concat(incidentFloor, []string{"report", "incident/incidenttest"})}, // its reports are made of figures and of incidents
	{"report/*", library, []string{"report", "timeline", "severity", "internal/axis"}},                    // one format each, never incident

	{"examples/cases", example, incidentFloor},
	{"examples/*", example, publicFloor}, // nothing imports them

	{"internal/policy", library, nil},
	{"internal/jsonstream", library, nil},
	{"internal/axis", library, []string{"report", "timeline"}},
	{"internal/wire", library, slices.Concat(incidentFloor, []string{"incident/feed", "internal/jsonstream"})},
}

// Modules that may be imported, as prefixes of import paths. Heavier things
// live in nested modules, which are not read.
var (
	libraryModules = []string{"github.com/google/uuid", "github.com/looplab/fsm", "golang.org/x/exp"}
	testModules    = []string{"github.com/stretchr/testify"}
)

// rowOf returns the row that names dir, or the zero row.
func rowOf(dir string) row {
	for _, r := range table {
		if matches(r.dir, dir) {
			return r
		}
	}
	return row{}
}

// matches reports whether pattern names dir. A star stands for one path element.
func matches(pattern, dir string) bool {
	ok, err := path.Match(pattern, dir)
	return ok && err == nil
}

// floors checks what the files of p import, of this module and of others.
func (c *checker) floors(p *pkg) {
	if p.row.kind == unnamed {
		c.reportFile(p.dir, FloorName, "package is not named by the floor table")
	}
	for _, s := range p.files {
		for _, imp := range s.imports() {
			dir, own := strings.CutPrefix(imp.path, module)
			switch {
			case own && (dir == "" || dir[0] == '/'):
				dir = strings.TrimPrefix(dir, "/")
				if p.row.kind != unnamed && !mayImport(p, s, dir) {
					c.report(imp.spec.Pos(), FloorImport, "%s must not import %s", where(p, s), imp.path)
				}
			case strings.Contains(firstElement(imp.path), "."):
				if !mayRequire(s, imp.path) {
					c.report(imp.spec.Pos(), ThirdParty, "%s must not import %s", where(p, s), imp.path)
				}
			}
		}
	}
}

// mayImport reports whether file s of package p may import the folder dir of
// this module.
//
// Tests may import upward, the kits, and the cases: a test of timeline may play
// a whole case through report (from an external test package, or the compiler
// refuses the cycle). Two things stay closed to them too: programs under
// examples are imported by nothing, and nothing under examples imports internal.
func mayImport(p *pkg, s *source, dir string) bool {
	named := func(pattern string) bool { return matches(pattern, dir) }
	if !s.test {
		return slices.ContainsFunc(p.row.may, named)
	}
	if dir == p.dir || slices.ContainsFunc(publicFloor, named) {
		return true
	}
	return p.row.kind != example && strings.HasPrefix(dir, "internal/")
}

// mayRequire reports whether s may import the package at importPath of another
// module.
func mayRequire(s *source, importPath string) bool {
	of := func(mod string) bool { return importPath == mod || strings.HasPrefix(importPath, mod+"/") }
	return slices.ContainsFunc(libraryModules, of) || s.test && slices.ContainsFunc(testModules, of)
}

// where names the importer for people.
func where(p *pkg, s *source) string {
	if s.test {
		return "a test of " + p.dir
	}
	return p.dir
}

// firstElement returns what stands before the first slash. It has a dot in
// paths of other modules and none in the standard library.
func firstElement(importPath string) string {
	first, _, _ := strings.Cut(importPath, "/")
	return first
}
