package conformance_test

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/allclear-go/allclear/report"
	reporthtml "github.com/allclear-go/allclear/report/html"
)

// Pages, fragments, figures and the style sheet.
func TestHTML(t *testing.T) {
	t.Parallel()
	pages, images, sheets := newFolder(t), newFolder(t), newFolder(t)
	for _, d := range documents(t) {
		pages.add(t, "page of "+d.name, ".html", render(t, pageOf(d), d.report))
		if d.twin == nil {
			pages.add(t, "fragment of "+d.name, ".html", surround(render(t, reporthtml.Renderer{Fragment: true}, d.report)))
		}
	}
	pages.control(t, "an element that is not closed", ".html", string(surround([]byte("<section><h1>x</h1><p><b>y</section>"))))
	pages.control(t, "an id twice", ".html", string(surround([]byte(`<p id="x">x</p><p id="x">y</p>`))))
	addFigures(t, images)
	sheets.add(t, "the sheet of pages", ".css", []byte(reporthtml.CSS()))
	sheets.control(t, "a rule of nothing", ".css", ".x{color:}")
	for name, check := range map[string]func(*testing.T){
		"tree":          checkTrees,
		"vnu":           func(t *testing.T) { pages.judge(t, vnu(t, pages)) },
		"vnu of SVG":    func(t *testing.T) { images.judge(t, vnu(t, images, "--svg")) },
		"vnu of CSS":    func(t *testing.T) { sheets.judge(t, vnu(t, sheets, "--css")) },
		"html-validate": func(t *testing.T) { pages.judge(t, ask(t, "style.mjs", pages)) },
		"xmllint":       func(t *testing.T) { images.judge(t, xmllint(t, images)) },
		"rsvg-convert":  func(t *testing.T) { images.judge(t, drawn(t, images)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check(t)
		})
	}
}

// pageOf renders pages. Those of hostile documents have a short sheet: it is the same
// for all, and to check it takes longer than the rest of the page does.
func pageOf(d document) reporthtml.Renderer {
	if d.twin != nil {
		return reporthtml.Renderer{CSS: ".allclear{color:inherit}"}
	}
	return reporthtml.Renderer{}
}

// surround puts a fragment in the smallest page that holds it.
func surround(fragment []byte) []byte {
	const before = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>A page</title></head>\n<body>\n<main>\n"
	return slices.Concat([]byte(before), fragment, []byte("</main>\n</body>\n</html>\n"))
}

// vnu asks the checker of the W3C about the files of a folder.
//
// That text is to be in Normalization Form C is the one thing it says that does not
// count: text is shown as it was written.
func vnu(t *testing.T, f *folder, kind ...string) []complaint {
	t.Helper()
	java := tool(t, "java", "default-jre-headless")
	modules(t)
	jar := filepath.Join("node_modules", "vnu-jar", "build", "dist", "vnu.jar")
	args := []string{"-Xss8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar} // what runs for seconds is not worth compiling well
	args = append(args, "--errors-only", "--no-langdetect", "--exit-zero-always", "--format", "json", "--stdout")
	args = append(append(args, "--filterpattern", "Source text is not in Unicode Normalization Form C."), kind...)
	var result struct {
		Messages []struct {
			URL, Message string
			LastLine     int
		}
	}
	require.NoError(t, json.Unmarshal(output(t, exec.Command(java, append(args, f.dir)...)), &result))
	var out []complaint
	for _, m := range result.Messages {
		out = append(out, complaint{strings.TrimPrefix(m.URL, "file:"), m.LastLine, m.Message})
	}
	return out
}

// checkTrees reads pages as a browser does: nothing in them runs or loads anything,
// and what is hostile changes no more than words. Nor does what a program sets that
// writes fragments: they bear the title for a language and in every id.
func checkTrees(t *testing.T) {
	type key struct {
		of       *report.Report
		fragment bool
	}
	shapes := map[key]outline{}
	tree := func(r *report.Report, fragment bool) *html.Node {
		if !fragment || r == nil {
			return read(t, render(t, reporthtml.Renderer{Fragment: fragment}, r))
		}
		foreign := *r
		foreign.Format.Language = r.Title
		return read(t, surround(render(t, reporthtml.Renderer{Fragment: true, IDPrefix: r.Title}, &foreign)))
	}
	for _, d := range documents(t) {
		for _, fragment := range []bool{false, true} {
			page := tree(d.report, fragment)
			assert.Empty(t, dangers(page), d.name)
			if d.twin == nil {
				continue
			}
			twin := key{d.twin, fragment}
			if shapes[twin] == nil {
				shapes[twin] = shape(tree(d.twin, fragment))
			}
			assert.Equal(t, shapes[twin], shape(page), d.name)
		}
	}
}
