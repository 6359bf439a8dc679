package report_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
)

// askers are the functions that are given labels, and which argument that is.
var askers = map[string]int{"Words": 0, "word": 0, "Label": 0, "Missing": 0, "Phrase": 0, "around": 0, "explain": 1}

// labelsIn calls f with every label that stands in a file as it is.
func labelsIn(file *ast.File, f func(string)) {
	literal := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			s, err := strconv.Unquote(lit.Value)
			if err == nil && s != "" {
				f(s)
			}
		}
	}
	name := func(e ast.Expr) string {
		switch e := e.(type) {
		case *ast.Ident:
			return e.Name
		case *ast.SelectorExpr:
			return e.Sel.Name
		}
		return ""
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if i, ok := askers[name(n.Fun)]; ok && i < len(n.Args) {
				literal(n.Args[i])
			}
		case *ast.CompositeLit:
			if name(n.Type) == "Fact" && len(n.Elts) > 0 {
				literal(n.Elts[0])
			}
			if list, ok := n.Type.(*ast.ArrayType); ok && name(list.Elt) == "Fact" {
				for _, e := range n.Elts {
					if fact, ok := e.(*ast.CompositeLit); ok && len(fact.Elts) > 0 {
						literal(fact.Elts[0])
					}
				}
			}
		case *ast.KeyValueExpr:
			if list, ok := n.Value.(*ast.CompositeLit); ok && name(n.Key) == "Head" {
				for _, e := range list.Elts {
					literal(e)
				}
			}
		}
		return true
	})
}

// What stands in the code as a label is in the list, whether or not a scene asks for it.
func TestLabelsInTheCodeAreListed(t *testing.T) {
	listed := slices.Collect(report.Labels())
	found := 0
	require.NoError(t, fs.WalkDir(os.DirFS("."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "reporttest" {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		require.NoError(t, err)
		labelsIn(file, func(label string) {
			found++
			assert.True(t, slices.Contains(listed, label), "%s: not listed: %q", path, label)
		})
		return nil
	}))
	assert.Greater(t, found, 200, "labels are found")
}
