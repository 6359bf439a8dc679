package policy

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// Package variables of a library package are errors, assertions that a type
// implements an interface, and unexported tables that nothing writes. A table
// computed on first use with sync.OnceValue is a table, and so is a string with the
// text of an embedded file.
//
// Not seen, and left to review: a write through a second name (m := table;
// m[k] = v) or inside a function the table was handed to.

// stateful are names whose values are there to be changed. A package variable
// of such a type is state, even if this package never assigns to it.
var stateful = []ban{
	{path: "sync", except: []string{"OnceValue", "OnceValues"}},
	{path: "sync/atomic"},
	{path: "math/rand/v2"},
	{path: "bufio", names: []string{"NewReader", "NewWriter", "Reader", "Writer"}},
	{path: "bytes", names: []string{"Buffer", "NewBuffer", "NewBufferString", "NewReader", "Reader"}},
	{path: "strings", names: []string{"Builder", "NewReader", "Reader"}},
	{path: "container/list"},
	{path: "container/ring"},
}

// inPlace are functions that write what their first argument points at.
var inPlace = []ban{
	{path: "maps", names: []string{"Copy", "DeleteFunc", "Insert"}},
	{path: "slices", names: []string{
		"Compact", "CompactFunc", "Delete", "DeleteFunc", "Insert", "Replace", "Reverse", "Sort", "SortFunc",
		"SortStableFunc"}},
	{path: "sort", names: []string{"Float64s", "Ints", "Slice", "SliceStable", "Sort", "Stable", "Strings"}},
}

// variables checks the package variables declared outside tests, and every
// write to them, tests included: a variable that a test sets is a hook.
func (c *checker) variables(files []*source, n *names) {
	declared := make(map[types.Object]bool)
	for _, s := range files {
		if s.test {
			continue
		}
		for _, decl := range s.ast.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				c.variable(spec.(*ast.ValueSpec), s, n, declared, embedsText(gen))
			}
		}
	}
	for _, s := range files {
		ast.Inspect(s.ast, func(node ast.Node) bool {
			for _, e := range n.written(node, s) {
				if id := root(e); id != nil && declared[n.object(id)] {
					c.report(e.Pos(), VarWritten, "%s is a package variable, and this can write it", id.Name)
				}
			}
			return true
		})
	}
}

// variable checks one declaration and notes its variables in declared. The compiler
// gives a value to those that are embedded.
func (c *checker) variable(spec *ast.ValueSpec, s *source, n *names, declared map[types.Object]bool, embedded bool) {
	for i, id := range spec.Names {
		if id.Name == "_" {
			continue
		}
		declared[n.object(id)] = true
		var value ast.Expr
		if len(spec.Values) > 0 {
			value = spec.Values[min(i, len(spec.Values)-1)]
		}
		switch {
		case embedded:
		case value == nil:
			c.report(id.Pos(), PackageVar, "%s has no value, so something else must set it", id.Name)
		case n.isError(id.Name, spec.Type, value, s):
		case id.IsExported():
			c.report(id.Pos(), PackageVar, "%s is exported and not an error", id.Name)
		default:
			if what := n.state(spec.Type, value, s); what != "" {
				c.report(id.Pos(), PackageVar, "%s holds state (%s)", id.Name, what)
			}
		}
	}
}

// isError reports whether a declaration is that of an error: Err… or err… with
// type error, or made by errors.New or fmt.Errorf.
func (n *names) isError(name string, typ, value ast.Expr, s *source) bool {
	if !strings.HasPrefix(name, "Err") && !strings.HasPrefix(name, "err") {
		return false
	}
	if id, ok := typ.(*ast.Ident); ok {
		return n.object(id) == types.Universe.Lookup("error")
	}
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !ok || typ != nil {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	switch n.packageOf(sel, s) {
	case "errors":
		return sel.Sel.Name == "New"
	case "fmt":
		return sel.Sel.Name == "Errorf"
	}
	return false
}

// state returns what makes a declaration one of state rather than of a table,
// or "". Functions in the table are not looked into.
func (n *names) state(typ, value ast.Expr, s *source) string {
	var what string
	look := func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit, *ast.FuncType:
			return false
		case *ast.ChanType:
			what = "a channel"
		case *ast.CallExpr:
			if n.builtin(node.Fun) == "new" {
				what = "new"
			}
		case *ast.SelectorExpr:
			from := n.packageOf(node, s)
			if slices.ContainsFunc(stateful, func(b ban) bool { return b.path == from && b.closes(node.Sel.Name) }) {
				what = from + "." + node.Sel.Name
			}
		}
		return what == ""
	}
	if typ != nil {
		ast.Inspect(typ, look)
	}
	ast.Inspect(value, look)
	return what
}

// written returns the expressions that node itself assigns to, takes the
// address of, or hands to something that writes in place.
func (n *names) written(node ast.Node, s *source) []ast.Expr {
	switch node := node.(type) {
	case *ast.AssignStmt:
		if node.Tok != token.DEFINE {
			return node.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{node.X}
	case *ast.RangeStmt:
		if node.Tok == token.ASSIGN {
			return []ast.Expr{node.Key, node.Value}
		}
	case *ast.UnaryExpr:
		if node.Op == token.AND {
			return []ast.Expr{node.X}
		}
	case *ast.SelectorExpr:
		if n.takesAddress(node) {
			return []ast.Expr{node.X}
		}
	case *ast.CallExpr:
		if len(node.Args) > 0 && n.writesFirst(node, s) {
			return node.Args[:1]
		}
	}
	return nil
}

// writesFirst reports whether call can write what its first argument points at.
func (n *names) writesFirst(call *ast.CallExpr, s *source) bool {
	switch n.builtin(call.Fun) {
	case "clear", "copy", "delete":
		return true
	case "append":
		// A full slice expression bounds the capacity, so append copies.
		full, ok := ast.Unparen(call.Args[0]).(*ast.SliceExpr)
		return !ok || !full.Slice3
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	from := n.packageOf(sel, s)
	return slices.ContainsFunc(inPlace, func(b ban) bool { return b.path == from && b.closes(sel.Sel.Name) })
}

// takesAddress reports whether e selects a method with a pointer receiver from
// a value that is not a pointer, which passes the value's address.
func (n *names) takesAddress(e *ast.SelectorExpr) bool {
	sel := n.Selections[e]
	if sel == nil || sel.Kind() != types.MethodVal {
		return false
	}
	if _, pointer := types.Unalias(sel.Recv()).(*types.Pointer); pointer {
		return false
	}
	method, ok := sel.Obj().(*types.Func)
	if !ok || method.Signature().Recv() == nil {
		return false
	}
	_, pointer := types.Unalias(method.Signature().Recv().Type()).(*types.Pointer)
	return pointer
}

// root returns the identifier that e reaches through fields, elements, slices
// and pointers, or nil if it starts from something else, such as a call.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.ParenExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.TypeAssertExpr:
			e = x.X
		default:
			return nil
		}
	}
}
