package csv_test

import (
	"bytes"
	stdcsv "encoding/csv"
	"errors"
	"flag"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/csv"
	"github.com/allclear-go/allclear/report/reporttest"
	"github.com/allclear-go/allclear/timeline"
)

var update = flag.Bool("update", false, "write testdata")

var tables = []csv.Table{csv.Document, csv.Figures, csv.Timeline, csv.Impacts, csv.Updates, csv.Actions}

// postmortem is the report of a case.
func postmortem(t testing.TB, name string, a report.Audience) *report.Report {
	t.Helper()
	incs, err := cases.Load(name)
	require.NoError(t, err)
	var views []*timeline.View
	for _, inc := range incs {
		now, _ := inc.Log().LastRecorded()
		views = append(views, inc.AsOf(now))
	}
	doc, err := report.Postmortem(report.Options{Audience: a}, views...)
	require.NoError(t, err)
	return doc
}

func render(t testing.TB, c csv.Renderer, r *report.Report) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, c.Render(&out, r))
	return out.String()
}

// read parses as RFC 4180 has it, every row as long as the first.
func read(t testing.TB, s string) [][]string {
	t.Helper()
	rows, err := stdcsv.NewReader(strings.NewReader(s)).ReadAll()
	require.NoError(t, err, s)
	return rows
}

func TestGolden(t *testing.T) {
	for file, doc := range map[string]*report.Report{
		"pipedrive":        postmortem(t, "pipedrive", report.Internal),
		"pipedrive-public": postmortem(t, "pipedrive", report.Public),
		"monday-2024":      postmortem(t, "monday-2024", report.Public),
	} {
		for _, table := range tables {
			got := render(t, csv.Renderer{Table: table}, doc)
			assert.Equal(t, strings.Count(got, "\n"), strings.Count(got, "\r\n"), "every line ends in CRLF")
			read(t, got)
			if file != "pipedrive" && table != csv.Figures || table == csv.Updates {
				continue
			}
			name := "testdata/" + file + "-" + table.String() + ".csv"
			if *update {
				require.NoError(t, os.WriteFile(name, []byte(got), 0o666))
			}
			want, err := os.ReadFile(name)
			require.NoError(t, err)
			assert.Equal(t, string(want), got, "run with -update, then read the difference")
		}
	}
}

// ours is a block that no renderer knows.
type ours struct{ text string }

func (o ours) Lower(*report.Format) []report.Block {
	return []report.Block{report.Paragraph{Text: o.text}, report.Code{Text: o.text}}
}

// every is a report with s wherever text may stand.
func every(s string) *report.Report {
	at := timeline.At(time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC))
	return &report.Report{
		Title: s,
		Incidents: []report.Incident{{
			ID: "id", Title: s, Figures: []report.Figure{{Group: s, Label: s}},
			Impacts:  []report.Impact{{Scope: timeline.Region(s + "x").In("r" + s), Start: at}},
			Timeline: []report.Entry{{At: at, What: s, Text: s, Status: s, Written: s, Actor: s, Source: s}},
			Updates:  []report.Entry{{What: s, Text: s}},
			Actions:  []report.Action{{Title: s, Type: s, Owner: s, State: s, DueWritten: s}, {}},
		}},
		Sums: []report.Sum{{Label: s, Incidents: []string{"id", "id"}}},
		Sections: []report.Section{
			{ID: s, Title: s, Level: 1, Blocks: []report.Block{report.Paragraph{Text: s}, report.List{Items: []report.Value{report.Text(s), {}}}, report.Code{Text: s}}},
			{ID: "empty", Title: s},
			{ID: "b", Title: s, Blocks: []report.Block{
				report.Table{Head: []string{s, "x"}, Rows: [][]report.Value{{report.Text(s), report.Missing(s), report.Number(1)}, {}}},
				report.Table{Rows: [][]report.Value{{report.Text("=headless")}}},
				ours{s},
			}},
		},
	}
}

func hostile() []string {
	return []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1", " =1", "\u00a0=1", "\u200b=1", "＝1", "＋1", "－1", "＠x", "'=1", "''=1", "'", "-6m–7m, doubtful",
		`=cmd|' /C calc'!A0`, `=HYPERLINK("https://evil.example","x")`, `"`, `""`, `a"b`, "a,b", "a;b", "a\nb", "a\r\nb", "a\rb", `\.`, "#", "\ufeff=1", " a", "a ", "\x1b[31m", "\u202e", "\xff",
		"", " ", "\n", ",", "\r", "\r\n", "é漢字🚒",
	}
}

// dangerous reports whether a spreadsheet may compute a cell.
func dangerous(c string) bool {
	c = strings.TrimLeft(c, " \u00a0\u200b\u2060\ufeff\u3000\ufffd")
	r, _ := utf8.DecodeRuneInString(c)
	return c != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
}

func sameShape(t testing.TB, s string) {
	t.Helper()
	for _, table := range tables {
		want, got := read(t, render(t, csv.Renderer{Table: table}, every("word"))), read(t, render(t, csv.Renderer{Table: table}, every(s)))
		require.Len(t, got, len(want), "%s %q", table, s)
		for i, row := range got {
			require.Len(t, row, len(want[i]), "%s %q", table, s)
			for _, cell := range row {
				_, err := strconv.ParseFloat(cell, 64)
				require.False(t, dangerous(cell) && err != nil, "%s: %q", table, cell)
				require.Equal(t, report.Clean(cell), cell)
			}
		}
		require.Len(t, read(t, render(t, csv.Renderer{Table: table, Raw: true}, every(s))), len(want), "%s %q", table, s)
	}
}

func TestHostileTextChangesNoStructure(t *testing.T) {
	for _, s := range hostile() {
		sameShape(t, s)
	}
}

// Every string that a report can hold comes out clean, whichever table it is in, and
// changes no other row or cell.
func TestEveryStringIsCleaned(t *testing.T) {
	for _, s := range reporttest.Hostile() {
		for _, table := range tables {
			for _, c := range []csv.Renderer{{Table: table}, {Table: table, Raw: true}} {
				want, out := read(t, render(t, c, reporttest.Filled("word"))), render(t, c, reporttest.Filled(s))
				got := read(t, out)
				require.Len(t, got, len(want), "%s %q", table, s)
				for i, row := range got {
					require.Len(t, row, len(want[i]), "%s %q", table, s)
				}
				lines := strings.ReplaceAll(out, "\r\n", "\n")
				require.Equal(t, report.Clean(lines), lines, "%s %q", table, s)
			}
		}
	}
}

func FuzzStructure(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < 2000 {
			sameShape(t, s)
		}
	})
}

// Rows end in CRLF. Within a cell a line break is the LF that [report.Clean] leaves,
// in the bytes too: most readers take a cell as it is.
func TestLineBreaks(t *testing.T) {
	for _, in := range []string{"a\nb", "a\r\nb", "a\rb"} {
		doc := &report.Report{Sections: []report.Section{{ID: "s", Title: "t", Blocks: []report.Block{report.Paragraph{Text: in}}}}}
		for _, raw := range []bool{true, false} {
			assert.Equal(t, "incident,section,level,title,block,kind,cell_1\r\n,s,0,t,1,paragraph,\"a\nb\"\r\n", render(t, csv.Renderer{Raw: raw}, doc), "%q", in)
		}
	}
}

func TestFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\t1": "'\t1", "\r1": "'\n1", "\x001": "'\ufffd1", "  =1": "'  =1", "＝1": "'＝1", "'=1": "''=1",
		"a=1": "a=1", "1-2": "1-2", "'tis": "'tis", "": "", "~4h": "~4h",
	} {
		doc := &report.Report{Sections: []report.Section{{Blocks: []report.Block{report.Paragraph{Text: in}}}}}
		cell := func(c csv.Renderer) string { return read(t, render(t, c, doc))[1][6] }
		assert.Equal(t, want, cell(csv.Renderer{}), in)
		assert.Equal(t, report.Clean(strings.ReplaceAll(in, "\r", "\n")), cell(csv.Renderer{Raw: true}), in)
	}
}

// Numbers stay numbers, negative ones too, and what is missing has a reason.
func TestFiguresAreNumbers(t *testing.T) {
	rows := read(t, render(t, csv.Renderer{Table: csv.Figures}, postmortem(t, "pipedrive", report.Internal)))
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	kinds := map[string]int{}
	for _, row := range rows[1:] {
		cell := func(name string) string { return row[column[name]] }
		kinds[cell("kind")]++
		assert.NotEmpty(t, cell("text"))
		assert.NotEmpty(t, cell("definition"))
		if cell("kind") == "unknown" {
			assert.Empty(t, cell("min")+cell("max"))
			assert.NotEmpty(t, cell("reason"))
			continue
		}
		_, err := strconv.ParseFloat(cell("min"), 64)
		assert.NoError(t, err, row)
		if cell("group") == "since detected" && cell("label") == "all restored" {
			assert.Equal(t, "22380", cell("min"))
			assert.Equal(t, "22380", cell("max"))
		}
	}
	assert.Positive(t, kinds["known"])
	assert.Positive(t, kinds["bounded"])
	assert.Positive(t, kinds["unknown"])
}

func TestOptions(t *testing.T) {
	doc := every("word")
	assert.True(t, strings.HasPrefix(render(t, csv.Renderer{BOM: true}, doc), "\ufeffincident,"))
	assert.True(t, strings.HasPrefix(render(t, csv.Renderer{Comma: ';'}, doc), "incident;section;"))
	assert.Error(t, csv.Renderer{Comma: '"'}.Render(io.Discard, doc))
	assert.ErrorContains(t, csv.Renderer{Table: 99}.Render(io.Discard, doc), "Table(99) is no table")
	assert.Equal(t, "incident,section,level,title,block,kind,cell_1\r\n", render(t, csv.Renderer{}, nil))
	for _, table := range tables {
		assert.Len(t, read(t, render(t, csv.Renderer{Table: table}, &report.Report{})), 1, table)
	}
}

// failing takes n bytes and then fails; it must not be asked again.
type failing struct {
	n      int
	err    error
	failed bool
}

func (f *failing) Write(b []byte) (int, error) {
	if f.failed {
		panic("written after the error")
	}
	if len(b) > f.n {
		f.failed = true
		return f.n, f.err
	}
	f.n -= len(b)
	return len(b), nil
}

func TestWriterErrors(t *testing.T) {
	full, doc := errors.New("disk full"), postmortem(t, "pipedrive", report.Internal)
	for _, table := range tables {
		size := len(render(t, csv.Renderer{Table: table}, doc))
		for _, n := range []int{0, 1, size / 4, size / 2, size - 1} {
			assert.ErrorIs(t, csv.Renderer{Table: table}.Render(&failing{n: n, err: full}, doc), full)
		}
		assert.NoError(t, csv.Renderer{Table: table}.Render(&failing{n: size}, doc))
	}
}

func BenchmarkRender(b *testing.B) {
	doc := postmortem(b, "pipedrive", report.Internal)
	for _, table := range []csv.Table{csv.Document, csv.Figures} {
		b.Run(table.String(), func(b *testing.B) {
			b.SetBytes(int64(len(render(b, csv.Renderer{Table: table}, doc))))
			b.ReportAllocs()
			for b.Loop() {
				_ = csv.Renderer{Table: table}.Render(io.Discard, doc)
			}
		})
	}
}
