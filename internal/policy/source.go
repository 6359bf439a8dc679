package policy

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// maxLines is where a file outside tests has outgrown one idea. The aim is 400;
// the rule leaves room for a table.
const maxLines = 600

// topNames are the only names at the root that do not start with a dot.
var topNames = []string{
	"LICENSE", "README.md", "examples", "go.mod", "go.sum", "incident", "internal", "report", "severity", "timeline",
}

// A pkg is one folder with Go files. Files of an external test package
// (package x_test) belong to the folder of x.
type pkg struct {
	dir   string // slash-separated, from the root; "." for the root itself
	row   row    // of the floor table; the zero row if the table does not name dir
	files []*source
}

// A source is one parsed Go file.
type source struct {
	name  string // slash-separated, from the root
	test  bool   // the name ends in _test.go
	lines int
	ast   *ast.File
}

// An imported is one import of a source.
type imported struct {
	spec *ast.ImportSpec
	path string
}

// imports returns the imports of s in order.
func (s *source) imports() []imported {
	var list []imported
	for _, spec := range s.ast.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			list = append(list, imported{spec, p})
		}
	}
	return list
}

// external reports whether s belongs to the external test package of its folder.
func (s *source) external() bool {
	return s.test && strings.HasSuffix(s.ast.Name.Name, "_test")
}

// topLevel compares the root's listing with topNames.
func (c *checker) topLevel(fsys fs.FS) error {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return err
	}
	var have []string
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") {
			continue
		}
		have = append(have, name)
		if !slices.Contains(topNames, name) {
			c.reportFile(name, TopLevel, "not a name of the top level (allowed: %s)", strings.Join(topNames, " "))
		}
	}
	for _, name := range topNames {
		if !slices.Contains(have, name) {
			c.reportFile(name, TopLevel, "missing from the top level")
		}
	}
	return nil
}

// load parses every Go file of the module. The packages are ordered by folder,
// their files by name.
func (c *checker) load(fsys fs.FS) ([]*pkg, error) {
	var pkgs []*pkg
	byDir := make(map[string]*pkg)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if skipDir(fsys, name) {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" || strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_") {
			return nil
		}
		s, err := c.parse(fsys, name)
		if s == nil || err != nil {
			return err
		}
		dir := path.Dir(name)
		p := byDir[dir]
		if p == nil {
			p = &pkg{dir: dir, row: rowOf(dir)}
			byDir[dir] = p
			pkgs = append(pkgs, p)
		}
		p.files = append(p.files, s)
		return nil
	})
	return pkgs, err
}

// skipDir reports whether the go command, run at the root, would not look into
// the folder.
func skipDir(fsys fs.FS, dir string) bool {
	if dir == "." {
		return false
	}
	base := path.Base(dir)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata" {
		return true
	}
	info, err := fs.Stat(fsys, path.Join(dir, "go.mod"))
	return err == nil && !info.IsDir()
}

// parse reads one file. It returns nil, having reported it, if the file does
// not parse.
func (c *checker) parse(fsys fs.FS, name string) (*source, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	f, err := parser.ParseFile(c.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		c.reportFile(name, Syntax, "%v", err)
		return nil, nil
	}
	return &source{
		name:  name,
		test:  strings.HasSuffix(name, "_test.go"),
		lines: bytes.Count(text, []byte("\n")),
		ast:   f,
	}, nil
}

// shape checks what holds for every file whatever its package: its length, dot
// imports, embedded files.
func (c *checker) shape(p *pkg) {
	for _, s := range p.files {
		if !s.test && s.lines > maxLines {
			c.reportFile(s.name, FileLength, "%d lines (at most %d)", s.lines, maxLines)
		}
		for _, imp := range s.imports() {
			if imp.spec.Name != nil && imp.spec.Name.Name == "." {
				c.report(imp.spec.Pos(), DotImport, "dot import of %q", imp.path)
			}
		}
		if s.test || p.row.kind == example {
			continue
		}
		var texts []*ast.CommentGroup // that stand above a string
		for _, decl := range s.ast.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && embedsText(gen) {
				texts = append(texts, gen.Doc)
			}
		}
		for _, group := range s.ast.Comments {
			if line := embedding(group); line != nil && !slices.Contains(texts, group) {
				c.report(line.Pos(), Embed, "embedded files belong in examples, or in an unexported string")
			}
		}
	}
}

// embedsText reports whether decl is an unexported string with the text of a file, which
// is a part of the program that nobody can change.
func embedsText(decl *ast.GenDecl) bool {
	if decl.Tok != token.VAR || len(decl.Specs) != 1 || embedding(decl.Doc) == nil {
		return false
	}
	spec := decl.Specs[0].(*ast.ValueSpec)
	id, ok := spec.Type.(*ast.Ident)
	return ok && id.Name == "string" && len(spec.Names) == 1 && !spec.Names[0].IsExported()
}

// embedding returns the first line of comments that embeds files, or nil.
func embedding(comments *ast.CommentGroup) *ast.Comment {
	if comments == nil {
		return nil
	}
	i := slices.IndexFunc(comments.List, func(line *ast.Comment) bool { return strings.HasPrefix(line.Text, "//go:embed ") })
	if i < 0 {
		return nil
	}
	return comments.List[i]
}
