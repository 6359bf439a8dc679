package conformance_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/html"
)

// addFigures adds every figure of the documents as an image of its own.
func addFigures(t *testing.T, f *folder) {
	t.Helper()
	for _, d := range documents(t) {
		for i, out := range figuresOf(t, d.report) {
			file := f.add(t, fmt.Sprintf("figure %d of %s", i+1, d.name), ".svg", out)
			f.hostile[file] = d.twin != nil
		}
	}
	const open = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">`
	f.control(t, "an entity that XML does not know", ".svg", open+"<text>&nbsp;</text></svg>")
	f.control(t, "a control character", ".svg", open+"<text>&#27;</text></svg>")
	f.control(t, "half an image", ".svg", open+"<g>")
}

// figuresOf draws the blocks of a report that have a picture.
func figuresOf(t *testing.T, r *report.Report) [][]byte {
	t.Helper()
	if r == nil {
		return nil
	}
	var out [][]byte
	all := func(report.Block) bool { return true }
	for _, b := range r.Blocks(all) {
		var buf bytes.Buffer
		err := html.SVG(&buf, b, &r.Format)
		if errors.Is(err, html.ErrNoFigure) {
			continue
		}
		require.NoError(t, err)
		out = append(out, buf.Bytes())
	}
	return out
}

// xmllint asks libxml2 about images.
func xmllint(t *testing.T, f *folder) []complaint {
	t.Helper()
	cmd := exec.Command(tool(t, "xmllint", "libxml2-utils"), append([]string{"--noout", "--nonet"}, f.files...)...)
	said, err := cmd.CombinedOutput()
	var out []complaint
	for line := range strings.Lines(string(said)) { // file:3: parser error : …
		part := strings.SplitN(line, ":", 3)
		if n, err := strconv.Atoi(part[min(1, len(part)-1)]); err == nil && len(part) == 3 {
			out = append(out, complaint{part[0], n, part[2]})
		}
	}
	require.Equal(t, err == nil, len(out) == 0, "%.2000s", said)
	return out
}

// drawn has librsvg draw images: those of benign documents one by one, as pictures
// that are looked at, the others all into one, as a picture of each takes long.
func drawn(t *testing.T, f *folder) []complaint {
	t.Helper()
	convert := tool(t, "rsvg-convert", "librsvg2-bin")
	var out []complaint
	together := []string{"--format", "pdf", "--output", filepath.Join(t.TempDir(), "all.pdf")}
	pictures := 0
	for _, file := range f.files {
		if f.hostile[file] {
			together = append(together, file)
			continue
		}
		picture, err := exec.Command(convert, file).Output()
		if err != nil {
			out = append(out, complaint{File: file, Text: err.Error()})
			continue
		}
		pictures++
		img, err := png.Decode(bytes.NewReader(picture))
		require.NoError(t, err, f.names[file])
		if n := colours(img); n < 3 {
			out = append(out, complaint{File: file, Text: fmt.Sprint("a first row in ", n, " colours")})
		}
	}
	said, err := exec.Command(convert, together...).CombinedOutput()
	require.NoError(t, err, "%.2000s", said)
	t.Logf("%d pictures, %d more drawn together", pictures, len(together)-4)
	return out
}

// colours counts them at the top of a picture, where its first row is. Paper, a bar
// and its words are three.
func colours(img image.Image) int {
	const row = 58 // pixels, and the margin over it
	seen := map[color.Color]bool{}
	for y := range min(row, img.Bounds().Dy()) {
		for x := range img.Bounds().Dx() {
			seen[img.At(img.Bounds().Min.X+x, img.Bounds().Min.Y+y)] = true
		}
	}
	return len(seen)
}
