package policy

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
)

// ioImports are packages that a library package has no use for: they read or
// write the world, hold the state of the process, or give randomness. The paths
// are exact, so net/netip, net/url and database/sql/driver are free, and only
// direct imports count.
var ioImports = []string{
	"C", "crypto/rand", "database/sql", "expvar", "flag", "golang.org/x/exp/rand", "golang.org/x/exp/slog", "io/ioutil",
	"log", "log/syslog", "math/rand", "net", "net/http", "net/http/httptest", "net/http/pprof", "net/rpc", "net/smtp",
	"os", "os/exec", "os/signal", "os/user", "plugin", "syscall", "testing",
}

// A ban closes names of a package that may be imported.
type ban struct {
	path   string
	rule   Rule
	names  []string // closed
	except []string // if names is empty: everything but these is closed
}

var bans = []ban{
	{path: "time", rule: Clock, names: []string{
		"After", "AfterFunc", "LoadLocation", "Local", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until"}},
	{path: "context", rule: Clock, names: []string{
		"WithDeadline", "WithDeadlineCause", "WithTimeout", "WithTimeoutCause"}},
	{path: "fmt", rule: IOCall, names: []string{"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"}},
	{path: "path/filepath", rule: IOCall, names: []string{"Abs", "EvalSymlinks", "Glob", "Walk", "WalkDir"}},
	{path: "log/slog", rule: Logger, names: []string{
		"Debug", "DebugContext", "Default", "Error", "ErrorContext", "Info", "InfoContext", "Log", "LogAttrs",
		"SetDefault", "SetLogLoggerLevel", "Warn", "WarnContext", "With"}},
	{path: "context", rule: Goroutine, names: []string{"AfterFunc"}},
	{path: "sync", rule: Goroutine, names: []string{"WaitGroup"}}, // it starts them, or waits for them
	{path: "math/rand/v2", rule: Random, except: []string{
		"ChaCha8", "New", "NewChaCha8", "NewPCG", "NewZipf", "PCG", "Rand", "Source", "Zipf"}},
	{path: "github.com/google/uuid", rule: UUID, except: []string{
		"FromBytes", "Future", "Invalid", "IsInvalidLengthError", "Max", "Microsoft", "Must", "MustParse", "NameSpaceDNS",
		"NameSpaceOID", "NameSpaceURL", "NameSpaceX500", "NewHash", "NewMD5", "NewSHA1", "Nil", "NullUUID", "Parse",
		"ParseBytes", "RFC4122", "Reserved", "UUID", "UUIDs", "Validate", "Variant", "Version"}},
}

// fileLoaders are closed whatever they are selected from: text/template and
// html/template have them as functions and as methods.
var fileLoaders = []string{"ParseFS", "ParseFiles", "ParseGlob"}

// closes reports whether b closes name.
func (b ban) closes(name string) bool {
	if len(b.names) == 0 {
		return !slices.Contains(b.except, name)
	}
	return slices.Contains(b.names, name)
}

// purity checks the "no I/O" rules over p, a library package. Its test files
// are free of them, except that they may not write its variables.
func (c *checker) purity(p *pkg) {
	own := slices.DeleteFunc(slices.Clone(p.files), (*source).external)
	names := c.resolve(p.dir, own)
	for _, s := range own {
		if s.test {
			continue
		}
		for _, imp := range s.imports() {
			if slices.Contains(ioImports, imp.path) {
				c.report(imp.spec.Pos(), IOImport, "import of %s in a library package", imp.path)
			}
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			c.node(n, s, names)
			return true
		})
	}
	c.variables(own, names)
}

// node checks one node of a library package's file.
func (c *checker) node(n ast.Node, s *source, names *names) {
	switch n := n.(type) {
	case *ast.GoStmt:
		c.report(n.Pos(), Goroutine, "go statement")
	case *ast.FuncDecl:
		if n.Recv == nil && n.Name.Name == "init" {
			c.report(n.Pos(), Init, "init function")
		}
	case *ast.CallExpr:
		if name := names.builtin(n.Fun); name == "print" || name == "println" {
			c.report(n.Pos(), IOCall, "%s writes to the standard error", name)
		}
	case *ast.SelectorExpr:
		if slices.Contains(fileLoaders, n.Sel.Name) {
			c.report(n.Pos(), IOCall, "%s opens files", n.Sel.Name)
		}
		from := names.packageOf(n, s)
		for _, b := range bans {
			if b.path == from && b.closes(n.Sel.Name) {
				c.report(n.Pos(), b.rule, "%s.%s in a library package", path.Base(from), n.Sel.Name)
			}
		}
	}
}

// names answers what an identifier stands for in one package.
type names struct {
	types.Info
	pkg *types.Package
}

// resolve type-checks the files of one package as far as that goes with every
// import replaced by an empty package. Type errors are expected and dropped.
func (c *checker) resolve(dir string, files []*source) *names {
	n := &names{Info: types.Info{
		Defs:       make(map[*ast.Ident]types.Object),
		Uses:       make(map[*ast.Ident]types.Object),
		Selections: make(map[*ast.SelectorExpr]*types.Selection),
	}}
	asts := make([]*ast.File, len(files))
	for i, s := range files {
		asts[i] = s.ast
	}
	conf := types.Config{Importer: stubs{}, FakeImportC: true, Error: func(error) {}}
	n.pkg, _ = conf.Check(dir, c.fset, asts, &n.Info)
	return n
}

// object returns what id stands for. Where the type checker gave up before it
// reached id, a name of the package scope is taken at its word.
func (n *names) object(id *ast.Ident) types.Object {
	if obj := n.ObjectOf(id); obj != nil {
		return obj
	}
	if _, seen := n.Defs[id]; seen {
		return nil
	}
	return n.pkg.Scope().Lookup(id.Name)
}

// packageOf returns the import path of the package that e selects from, or ""
// if e selects a field or method. It sees renamed imports and shadowed names.
func (n *names) packageOf(e *ast.SelectorExpr, s *source) string {
	id, ok := e.X.(*ast.Ident)
	if !ok {
		return ""
	}
	switch obj := n.object(id).(type) {
	case *types.PkgName:
		return obj.Imported().Path()
	case nil:
		return s.importNamed(id.Name)
	}
	return ""
}

// builtin returns the name of the predeclared function that e is, or "".
func (n *names) builtin(e ast.Expr) string {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		if b, ok := n.object(id).(*types.Builtin); ok {
			return b.Name()
		}
	}
	return ""
}

// importNamed returns the path of the import that s knows by name, or "".
func (s *source) importNamed(name string) string {
	for _, imp := range s.imports() {
		known := packageName(imp.path)
		if imp.spec.Name != nil {
			known = imp.spec.Name.Name
		}
		if known == name {
			return imp.path
		}
	}
	return ""
}

// stubs imports every path as an empty package.
type stubs struct{}

var _ types.Importer = stubs{}

// Import returns an empty package with the name that the path suggests.
func (stubs) Import(importPath string) (*types.Package, error) {
	if importPath == "unsafe" {
		return types.Unsafe, nil
	}
	p := types.NewPackage(importPath, packageName(importPath))
	p.MarkComplete()
	return p, nil
}

// packageName guesses the name of the package at importPath: the last element
// that is not a major version. It is right for every module the plan allows.
func packageName(importPath string) string {
	base := path.Base(importPath)
	if len(base) > 1 && base[0] == 'v' && token.IsIdentifier(base) && allDigits(base[1:]) {
		base = path.Base(path.Dir(importPath))
	}
	return base
}

// allDigits reports whether s holds nothing but digits.
func allDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
