package conformance_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/report"
	reportcsv "github.com/allclear-go/allclear/report/csv"
)

// A sheet is one way to write a report as CSV, and how it is read.
type sheet struct {
	name     string
	renderer reportcsv.Renderer
}

func sheets() []sheet {
	return []sheet{
		{"document", reportcsv.Renderer{}},
		{"document, raw", reportcsv.Renderer{Raw: true}},
		{"document for Excel", reportcsv.Renderer{BOM: true, Comma: ';'}},
		{"figures", reportcsv.Renderer{Table: reportcsv.Figures}},
		{"timeline", reportcsv.Renderer{Table: reportcsv.Timeline}},
		{"impacts", reportcsv.Renderer{Table: reportcsv.Impacts}},
		{"updates", reportcsv.Renderer{Table: reportcsv.Updates}},
		{"actions", reportcsv.Renderer{Table: reportcsv.Actions}},
	}
}

// Two readers of CSV find the same cells, as many in each row, and none that a
// spreadsheet would compute.
func TestCSV(t *testing.T) {
	t.Parallel()
	type question struct{ File, Comma string }
	f := newFolder(t)
	var ask []question
	rows := map[string][][]string{}
	for _, d := range documents(t) {
		for _, s := range sheets() {
			out := render(t, s.renderer, d.report)
			file := f.add(t, s.name+" of "+d.name, ".csv", out)
			if rows[file] == nil {
				ask = append(ask, question{file, string(max(s.renderer.Comma, ','))})
				rows[file] = cellsOf(t, out, s.renderer.Comma)
			}
			if !s.renderer.Raw {
				assert.Empty(t, formulas(rows[file]), "%s of %s", s.name, d.name)
			}
			if d.twin != nil && s.name == "document" {
				twin := cellsOf(t, render(t, s.renderer, d.twin), 0)
				assert.Equal(t, []int{len(twin), len(twin[0])}, []int{len(rows[file]), len(rows[file][0])}, d.name)
			}
		}
	}
	for name, content := range map[string]string{
		"a quote within a cell": "a,b\r\nc,d\"e\r\n", "a quote that stays open": "a,b\r\nc,\"d\r\n", "a cell too many": "a,b\r\nc,d,e\r\n",
		"text behind a quote": "a,b\r\n\"c\"d,e\r\n", "lines that end as in Unix": "a,b\nc,d\n",
	} {
		f.control(t, name, ".csv", content)
		file := f.files[len(f.files)-1]
		ask = append(ask, question{file, ","})
		rows[file], _ = csv.NewReader(strings.NewReader(content)).ReadAll()
	}
	var answers []struct {
		File, Error, Cells string
		Rows               int
	}
	node(t, "cells.mjs", ask, &answers)
	var found []complaint
	for _, a := range answers {
		switch {
		case a.Error != "":
			found = append(found, complaint{File: a.File, Text: a.Error})
		case a.Cells != fingerprint(rows[a.File]):
			found = append(found, complaint{File: a.File, Text: fmt.Sprintf("%d rows, other cells than Go reads in %d rows", a.Rows, len(rows[a.File]))})
		}
	}
	assert.Len(t, answers, len(f.files))
	f.judge(t, found)
}

func cellsOf(t *testing.T, content []byte, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff"))))
	r.Comma = max(comma, ',')
	rows, err := r.ReadAll()
	assert.NoError(t, err)
	return rows
}

// fingerprint tells rows of cells apart, however cells are parted.
func fingerprint(rows [][]string) string {
	sum := sha256.New()
	for _, row := range rows {
		for _, cell := range row {
			fmt.Fprintf(sum, "%d:%s", len(cell), cell)
		}
		sum.Write([]byte("\n"))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

var number = regexp.MustCompile(`^-\d+(\.\d+)?$`)

// formulas are the cells that a spreadsheet takes for something to compute. The columns
// of numbers may hold negative ones.
func formulas(rows [][]string) []string {
	var out []string
	for _, row := range rows {
		for i, cell := range row {
			negative := slices.Contains([]string{"min", "max", "level"}, rows[0][i]) && number.MatchString(cell)
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !negative {
				out = append(out, cell)
			}
		}
	}
	return out
}

func TestFormulasAreFound(t *testing.T) {
	page := report.Report{Sections: []report.Section{{Title: "=1+1", Blocks: []report.Block{report.Paragraph{Text: "-1"}}}}}
	assert.Equal(t, []string{"=1+1", "-1"}, formulas(cellsOf(t, render(t, reportcsv.Renderer{Raw: true}, &page), 0)))
	assert.Empty(t, formulas([][]string{{"min", "text"}, {"-1.5", "'-1"}}))
}
