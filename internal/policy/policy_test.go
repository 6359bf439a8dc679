package policy

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRepository holds this repository to the plan.
func TestRepository(t *testing.T) {
	found, err := Check(os.DirFS(repositoryRoot(t)))
	require.NoError(t, err)
	for _, f := range found {
		t.Error(f)
	}
}

// repositoryRoot returns the nearest folder above this one that has a go.mod.
func repositoryRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		require.NotEqual(t, dir, up, "no go.mod above the test")
		dir = up
	}
}

// repository returns a small repository that keeps the plan, with files laid
// over it. An empty text removes the file. One line may hold several statements,
// so that planted lines are easy to count.
func repository(files map[string]string) fstest.MapFS {
	const mod = `"github.com/allclear-go/allclear/`
	all := map[string]string{
		".ci/run":                        "#!/bin/sh\n",
		"LICENSE":                        "text\n",
		"README.md":                      "# allclear\n",
		"go.mod":                         "module " + module + "\n",
		"go.sum":                         "\n",
		"severity/level.go":              "package severity\n",
		"timeline/span.go":               "package timeline\n",
		"timeline/cohort/cohort.go":      "package cohort\nimport _ " + mod + "timeline\"\n",
		"incident/lifecycle/x.go":        "package lifecycle\nimport _ \"github.com/looplab/fsm\"\n",
		"incident/incident.go":           "package incident\nimport (_ " + mod + "severity\"; _ " + mod + "timeline\"; _ " + mod + "incident/lifecycle\")\n",
		"incident/incidenttest/kit.go":   "package incidenttest\nimport (_ \"testing\"; _ " + mod + "incident\")\n",
		"incident/statuspage/decode.go":  "package statuspage\nimport _ " + mod + "incident\"\n",
		"report/report.go":               "package report\nimport (_ " + mod + "incident\"; _ " + mod + "timeline/cohort\")\n",
		"report/html/html.go":            "package html\nimport (_ " + mod + "report\"; _ " + mod + "timeline\"; _ " + mod + "severity\")\n",
		"report/reporttest/kit.go":       "package reporttest\nimport (_ " + mod + "report\"; _ " + mod + "incident/incidenttest\")\n",
		"examples/cases/cases.go":        "package cases\nimport _ \"embed\"\n//go:embed log.json\nvar Log string\n",
		"examples/postmortem/main.go":    "package main\nimport (\"os\"; _ " + mod + "report/html\"; _ " + mod + "examples/cases\")\nfunc main() { go os.Exit(0) }\n",
		"internal/policy/policy.go":      "package policy\n",
		"internal/bench/go.mod":          "module bench\n",
		"internal/bench/bench.go":        "package bench\nimport _ \"example.com/rival\"\n",
		"timeline/testdata/broken.go":    "not Go",
		"timeline/_old/old.go":           "not Go",
		".github/tool/main.go":           "not Go",
		"incident/export_test.go":        "package incident\nimport _ \"github.com/stretchr/testify/assert\"\nvar Hook = 1\n",
		"timeline/story_test.go":         "package timeline_test\nimport (_ \"os\"; _ " + mod + "report/html\"; _ " + mod + "internal/policy\"; _ " + mod + "examples/cases\")\n",
		"examples/postmortem/go_test.go": "package main_test\nimport (_ " + mod + "incident/incidenttest\"; _ " + mod + "examples/postmortem\")\n",
	}
	fsys := make(fstest.MapFS)
	for name, text := range all {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range files {
		if text == "" {
			delete(fsys, name)
			continue
		}
		fsys[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, `"./`, mod))}
	}
	return fsys
}

// lines joins lines into a file.
func lines(text ...string) string { return strings.Join(text, "\n") + "\n" }

// A planting is a small repository with faults in it.
type planting struct {
	name  string
	files map[string]string // over [repository]; "./x" in an import means x of this module
	want  []string          // "file:line rule", line 0 for the whole file
}

// in plants text as one file of package timeline.
func in(name string, text string, want ...string) planting {
	for i, w := range want {
		want[i] = "timeline/x.go:" + w
	}
	return planting{name, map[string]string{"timeline/x.go": "package timeline\n" + text}, want}
}

// plantings has at least one fault for every rule, and beside many of them what
// looks like a fault and is none.
func plantings() []planting {
	return slices.Concat(shapePlantings(), floorPlantings(), purityPlantings(), variablePlantings())
}

func shapePlantings() []planting {
	return []planting{
		{name: "the plan kept"},
		{"stray entry", map[string]string{"util/util.md": "x"}, []string{"util:0 top-level"}},
		{"missing entry", map[string]string{"LICENSE": ""}, []string{"LICENSE:0 top-level"}},
		{"package at the root", map[string]string{"allclear.go": "package allclear\n"},
			[]string{".:0 floor-name", "allclear.go:0 top-level"}},
		{"broken file", map[string]string{"report/x.go": "package report\nfunc {"}, []string{"report/x.go:0 syntax"}},
		{"long file", map[string]string{
			"report/x.go":      "package report\n" + strings.Repeat("\n", maxLines),
			"report/x_test.go": "package report\n" + strings.Repeat("\n", maxLines)},
			[]string{"report/x.go:0 file-length"}},
		{"longest file", map[string]string{"report/x.go": "package report\n" + strings.Repeat("\n", maxLines-1)}, nil},
		{"dot import", map[string]string{
			"report/x.go":      lines("package report", `import . "strings"`),
			"report/x_test.go": lines("package report_test", `import . "./report"`)},
			[]string{"report/x.go:2 dot-import", "report/x_test.go:2 dot-import"}},
		{"embedded text", map[string]string{
			"report/html/x.go":      lines("package html", `import _ "embed"`, "// What it is.", "//", "//go:embed style.css", "var style string"),
			"report/html/x_test.go": lines("package html", `import _ "embed"`, "//go:embed style.css", "var page []byte")}, nil},
		{"embedded text that is written", map[string]string{
			"report/html/x.go": lines("package html", `import _ "embed"`, "//go:embed style.css", "var style string", "func _() { style = `` }")},
			[]string{"report/html/x.go:5 var-written"}},
		{"other embedded files", map[string]string{
			"report/html/a.go": lines("package html", `import _ "embed"`, "//go:embed style.css", "var Style string"),
			"report/html/b.go": lines("package html", `import _ "embed"`, "//go:embed style.css", "var bytes []byte"),
			"report/html/c.go": lines("package html", `import "embed"`, "//go:embed *.css", "var files embed.FS"),
			"report/html/d.go": lines("package html", `import _ "embed"`, "var (", "//go:embed style.css", "grouped string", ")"),
			"report/html/e.go": lines("package html", `import _ "embed"`, "//go:embed style.css", "", "var apart string")},
			[]string{
				"report/html/a.go:3 embed", "report/html/a.go:4 package-var", "report/html/b.go:3 embed", "report/html/b.go:4 package-var",
				"report/html/c.go:3 embed", "report/html/c.go:4 package-var", "report/html/d.go:4 embed", "report/html/d.go:5 package-var",
				"report/html/e.go:3 embed", "report/html/e.go:5 package-var"}},
	}
}

func floorPlantings() []planting {
	one := func(name, file, imports, want string) planting {
		p := planting{name: name, files: map[string]string{
			file: lines("package "+filepath.Base(filepath.Dir(file)), "import (", imports, ")")}}
		if want != "" {
			p.want = []string{file + ":3 " + want}
		}
		return p
	}
	return []planting{
		{"package without a row", map[string]string{"internal/util/x.go": "package util\n"}, []string{"internal/util:0 floor-name"}},
		{"package two floors down", map[string]string{"report/html/svg/x.go": "package svg\n"}, []string{"report/html/svg:0 floor-name"}},
		one("upward", "timeline/x.go", `up "./incident"`, "floor-import"),
		one("sideways", "timeline/x.go", `"./severity"`, "floor-import"),
		one("renderer of incidents", "report/html/x.go", `"./incident"`, "floor-import"),
		one("renderer to renderer", "report/html/x.go", `"./report/text"`, "floor-import"),
		one("format to format", "incident/statuspage/x.go", `"./incident/servicehealth"`, "floor-import"),
		one("format on cohort", "incident/statuspage/x.go", `"./timeline/cohort"`, "floor-import"),
		one("library on a kit", "report/x.go", `"./incident/incidenttest"`, "floor-import"),
		one("library on internal", "report/x.go", `"./internal/policy"`, "floor-import"),
		one("library on the cases", "report/x.go", `"./examples/cases"`, "floor-import"),
		one("library on the root", "report/x.go", `"github.com/allclear-go/allclear"`, "floor-import"),
		one("example on internal", "examples/postmortem/x.go", `"./internal/policy"`, "floor-import"),
		one("example on example", "examples/chatbot/x.go", `"./examples/postmortem"`, "floor-import"),
		one("example on a kit", "examples/chatbot/x.go", `"./report/reporttest"`, ""),
		one("test on a program", "report/x_test.go", `"./examples/postmortem"`, "floor-import"),
		one("example's test on internal", "examples/postmortem/x_test.go", `"./internal/policy"`, "floor-import"),
		one("other module", "report/x.go", `"example.com/uuid"`, "third-party"),
		one("name with a module's prefix", "report/x.go", `"github.com/google/uuidx"`, "third-party"),
		one("testify outside tests", "report/reporttest/x.go", `"github.com/stretchr/testify/assert"`, "third-party"),
		one("other module in a test", "report/x_test.go", `"example.com/golden"`, "third-party"),
		one("module with our prefix", "report/x.go", `"github.com/allclear-go/allclearer"`, "third-party"),
		one("statistics", "timeline/cohort/x.go", `"golang.org/x/exp/constraints"`, ""),
	}
}

func purityPlantings() []planting {
	list := []planting{
		in("files", lines(`import "embed"`, `import "path/filepath"`, `import "text/template"`,
			"var _ embed.FS",
			`var _ = template.Must(template.ParseFiles("x"))`,
			"func _(t *template.Template) { t.ParseGlob(`x`) }",
			"func _() { t, _ := template.New(`x`).ParseFS(nil); t.Parse(`x`) }",
			"func _() { filepath.Glob(`x`); filepath.Join(`x`) }"),
			"6 io-call", "7 io-call", "8 io-call", "9 io-call"),
		in("printing", lines(`import f "fmt"`,
			"func _() { f.Println(1) }",
			"func _() { println(1) }",
			"func _() { println := f.Sprintln; println(1) }",
			"func _(f interface{ Println(...any) }) { f.Println(1); f.Print() }"),
			"3 io-call", "4 io-call"),
		in("clock", lines(`import ("time"; tm "time"; "context")`,
			"func _() time.Time { return time.Now() }",
			"var now = tm.Now",
			"func _(t time.Time) { time.Until(t).Since(t); time.Unix(0, 0).UTC() }",
			"func _(t time.Time) (time.Time, *time.Location) { return t.In(time.Local), time.UTC }",
			"func _(a, b time.Time) bool { return a.After(b) || undefined(time.Tick) }",
			"func _(time struct{ Now func() int }) { time.Now() }",
			"func _(c context.Context) { context.WithTimeout(c, 1); context.WithCancel(c) }",
			"func _() { z, _ := time.LoadLocation(`x`); time.LoadLocationFromTZData(`x`, nil); _ = z }"),
			"3 clock", "4 clock", "5 clock", "6 clock", "7 clock", "9 clock", "10 clock"),
		in("randomness", lines(`import ("math/rand/v2"; r "math/rand/v2")`,
			"func _() int { return rand.IntN(6) }",
			"func _() { r.Shuffle(1, nil) }",
			"func _(s rand.Source, z *rand.Zipf) int { return rand.New(rand.NewPCG(1, 2)).IntN(6) }",
			"func _(rand *rand.Rand) int { return rand.IntN(6) }"),
			"3 random", "4 random"),
		in("identifiers", lines(`import "github.com/google/uuid"`,
			"func _() uuid.UUID { return uuid.New() }",
			"func _() uuid.UUID { return uuid.Must(uuid.NewV7()) }",
			"func _() { uuid.SetRand(nil) }",
			"func _() uuid.UUID { return uuid.NewSHA1(uuid.NameSpaceURL, nil) }",
			"func _() (uuid.UUID, error) { return uuid.Parse(``) }"),
			"3 uuid", "4 uuid", "5 uuid"),
		in("loggers", lines(`import "log/slog"`,
			"func _() { slog.Info(`x`) }",
			"func _(slog *slog.Logger) { slog.Info(`x`) }",
			"func _() *slog.Logger { return slog.Default() }",
			"func _(h slog.Handler) *slog.Logger { return slog.New(h) }"),
			"3 logger", "5 logger"),
		in("goroutines", lines(`import ("context"; "sync")`,
			"func _() { go func() {}() }",
			"func _() { var wg sync.WaitGroup; wg.Go(nil) }",
			"func _(c context.Context) { context.AfterFunc(c, nil) }",
			"func _() { var mu sync.Mutex; mu.Lock() }"),
			"3 goroutine", "4 goroutine", "5 goroutine"),
		in("init", lines("func init() {}", "type t int", "func (t) init() {}"), "2 init"),
		{"library code under internal", map[string]string{
			"internal/policy/x.go": lines("package policy", `import _ "os"`)}, []string{"internal/policy/x.go:2 io-import"}},
		{"kits, examples and tests are free", map[string]string{
			"incident/incidenttest/x.go": lines("package incidenttest", `import "time"`, "var Now = time.Now"),
			"examples/cases/x.go":        lines("package cases", `import "os"`, "var Out = os.Stdout", "func init() {}"),
			"timeline/x_test.go":         lines("package timeline", `import "flag"`, "var update = flag.Bool(`update`, false, ``)"),
		}, nil},
	}
	for _, p := range ioImports {
		list = append(list, in("import of "+p, lines("", fmt.Sprintf("import _ %q", p)), "3 io-import"))
	}
	for _, p := range []string{"net/netip", "net/url", "database/sql/driver", "log/slog", "io", "io/fs"} {
		list = append(list, in("import of "+p, lines("", fmt.Sprintf("import _ %q", p))))
	}
	return list
}

func variablePlantings() []planting {
	write := func(name, statement string) planting {
		return in(name, lines(`import ("maps"; "slices"; "sort")`,
			"var table = map[string][]int{}",
			"func _() { "+statement+" }"), "4 var-written")
	}
	return []planting{
		in("errors", lines(`import ("errors"; "fmt")`,
			"var ErrA = errors.New(`a`)",
			"var ErrB, errC = fmt.Errorf(`b: %w`, ErrA), errors.New(`c`)",
			"var ErrD error = &problem{}",
			"var ErrE = 5",
			"var Nope = errors.New(`x`)",
			"type problem struct{}"),
			"6 package-var", "7 package-var"),
		in("assertions", lines("type i interface{}", "type t struct{}", "var _ i = t{}", "var _ i = (*t)(nil)", "var _ i = &t{}")),
		in("tables", lines(`import ("strings"; "sync")`,
			"var levels = [...]string{`a`, `b`}",
			"var table, folded = map[string]int{`a`: 1}, strings.NewReplacer(`a`, `b`)",
			"var makers = []func() *strings.Builder{func() *strings.Builder { return new(strings.Builder) }}",
			"var standard = sync.OnceValue(func() int { return 1 })",
			"var Exported = []int{1}",
			"var unset map[string]int",
			"func _() { table := map[string]int{}; table[`x`] = 1; delete(table, `x`) }",
			"func _() { for table := range levels { table++ } }",
			"func _(x []string) []string { return append(append(x, levels[:]...), levels[:1:1]...) }"),
			"7 package-var", "8 package-var"),
		in("state", lines(`import ("bytes"; "sync"; "sync/atomic")`,
			"var mu = sync.Mutex{}",
			"var count = new(int)",
			"var hits = &atomic.Int64{}",
			"var pool = &sync.Pool{New: func() any { return 1 }}",
			"var out = bytes.NewBuffer(nil)",
			"var queue = make(chan int)"),
			"3 package-var", "4 package-var", "5 package-var", "6 package-var", "7 package-var", "8 package-var"),
		write("assigned", "table = nil"),
		write("element assigned", "table[`a`] = nil"),
		write("deep element assigned", "(table[`a`])[0] = 1"),
		write("through a slice", "table[`a`][1:][0]++"),
		write("in a tuple", "x := 1; x, table = 2, nil; _ = x"),
		write("operator", "table[`a`][0] |= 1"),
		write("incremented", "table[`a`][0]++"),
		write("address taken", "_ = &table"),
		write("address of element", "_ = &table[`a`][0]"),
		write("ranged into", "for table[`a`][0] = range 3 {}"),
		write("deleted from", "delete(table, `a`)"),
		write("cleared", "clear(table)"),
		write("copied into", "copy(table[`a`], nil)"),
		write("appended to", "_ = append(table[`a`], 1)"),
		write("maps.Copy", "maps.Copy(table, nil)"),
		write("slices.Sort", "slices.Sort(table[`a`])"),
		write("sort.Ints", "sort.Ints(table[`a`])"),
		write("in a function value", "_ = func() { table = nil }"),
		write("beside what does not type-check", "undefined.f(func() { table = nil })"),
		in("pointer method", lines("type box struct{ n int }",
			"func (b *box) add() { b.n++ }", "func (b box) get() int { return b.n }",
			"var one = box{}", "func _() { _ = one.get(); one.add() }"), "6 var-written"),
		{"written elsewhere in the package", map[string]string{
			"timeline/x.go":      lines("package timeline", "var table = []int{1}", "var errX error = nil"),
			"timeline/y.go":      lines("package timeline", "func set() { errX = nil }"),
			"timeline/x_test.go": lines("package timeline", "func hook() { table[0] = 2 }")},
			[]string{"timeline/x_test.go:2 var-written", "timeline/y.go:2 var-written"}},
	}
}

// TestCheck plants faults and shows that each is found, where it is, once.
func TestCheck(t *testing.T) {
	planted := make(map[Rule]bool)
	for _, tt := range plantings() {
		t.Run(tt.name, func(t *testing.T) {
			found, err := Check(repository(tt.files))
			require.NoError(t, err)
			var got []string
			for _, f := range found {
				got = append(got, fmt.Sprintf("%s:%d %s", f.File, f.Line, f.Rule))
				planted[f.Rule] = true
			}
			assert.ElementsMatch(t, tt.want, got, "findings: %v", found)
		})
	}
	for _, r := range Rules() {
		assert.True(t, planted[r], "no fault is planted for rule %s", r)
	}
}

// TestRules shows that every rule that the sources define is listed once.
func TestRules(t *testing.T) {
	rules := Rules()
	assert.Len(t, slices.Compact(slices.Sorted(slices.Values(rules))), len(rules))
	text, err := os.ReadFile("policy.go")
	require.NoError(t, err)
	for line := range strings.Lines(string(text)) {
		if _, after, ok := strings.Cut(line, `Rule = "`); ok {
			name, _, _ := strings.Cut(after, `"`)
			assert.Contains(t, rules, Rule(name))
		}
	}
}

func TestFindingString(t *testing.T) {
	f := Finding{File: "timeline/span.go", Line: 7, Rule: Clock, Text: "time.Now in a library package"}
	assert.Equal(t, "timeline/span.go:7: time.Now in a library package [clock]", f.String())
	f.Line = 0
	assert.Equal(t, "timeline/span.go: time.Now in a library package [clock]", f.String())
}

// TestPackageName shows the guess that stands in for reading other modules.
func TestPackageName(t *testing.T) {
	for importPath, want := range map[string]string{
		"math/rand/v2":           "rand",
		"net/netip":              "netip",
		"github.com/google/uuid": "uuid",
		"example.com/vet":        "vet",
		"example.com/v":          "v",
	} {
		assert.Equal(t, want, packageName(importPath), importPath)
	}
}
