package text_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/text"
)

func shown(s string) int { return text.Columns(s) }

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{
		"":                   0,
		"plain":              5,
		"Größe":              5,
		"e\u0301le\u0300":    3, // combining marks
		"日本語":                6,
		"ｆｕｌｌ":               8,
		"ﾊﾝｶｸ":               4, // halfwidth
		"한국어":                6,
		"\u1112\u1161\u11ab": 2, // the same syllable in letters that join
		"🚒":                  2,
		"👩\u200d🚒":           4, // as its parts
		"❤\ufe0f":            1, // a selector takes none
		"\u200b\u2060\ufeff": 0,
		"\u00ad":             1,
		"\u0600":             1, // it is of the class of what joins, and seen
		"עברית":              5,
		"░█─┴▶…–≥±":          9, // of ambiguous width: one
		"\ufffd":             1,
	} {
		assert.Equal(t, want, shown(s), "%q", s)
	}
}

// The table agrees with what package unicode knows of scripts.
func TestWideScripts(t *testing.T) {
	each := func(table *unicode.RangeTable, f func(r rune)) {
		for _, x := range table.R16 {
			for r := rune(x.Lo); r <= rune(x.Hi); r += rune(x.Stride) {
				f(r)
			}
		}
		for _, x := range table.R32 {
			for r := rune(x.Lo); r <= rune(x.Hi); r += rune(x.Stride) {
				f(r)
			}
		}
	}
	for _, script := range []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Yi, unicode.Tangut, unicode.Nushu} {
		each(script, func(r rune) {
			halfwidth, modifier := 0xff61 <= r && r <= 0xffdc, r < 0x300
			if !halfwidth && !modifier && !unicode.Is(unicode.Mn, r) {
				assert.Equal(t, 2, shown(string(r)), "%U", r)
			}
		})
	}
	for r := rune(0xac00); r <= 0xd7a3; r++ {
		assert.Equal(t, 2, shown(string(r)), "%U", r)
	}
	for _, script := range []*unicode.RangeTable{
		unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew, unicode.Devanagari, unicode.Thai, unicode.Georgian, unicode.Armenian, unicode.Ethiopic,
	} {
		each(script, func(r rune) {
			if fullwidth := 0xff01 <= r && r <= 0xff60; !fullwidth {
				assert.Less(t, shown(string(r)), 2, "%U", r)
			}
		})
	}
	each(unicode.Mn, func(r rune) { assert.Zero(t, shown(string(r)), "%U", r) })
	for r := rune(0x1f600); r <= 0x1f64f; r++ { // the faces
		assert.Equal(t, 2, shown(string(r)), "%U", r)
	}
}

// Columns stay aligned beside characters of every width.
func TestWideTextIsAligned(t *testing.T) {
	cells := []string{"plain", "日本語", "🚒 fire", "e\u0301te\u0301", "한국어 text", "ﾊﾝｶｸ", "\u200bjoin"}
	table := report.Table{Head: []string{"語", "beside"}}
	for _, c := range cells {
		table.Rows = append(table.Rows, []report.Value{report.Text(c), report.Text("beside")})
	}
	out := render(t, text.Renderer{}, page(table))
	seen := 0
	for line := range strings.Lines(out) {
		if before, _, ok := strings.Cut(line, "beside"); ok {
			assert.Equal(t, len("한국어 text")-3+2, shown(before), line)
			seen++
		}
	}
	assert.Equal(t, len(cells)+1, seen)
	out = render(t, text.Renderer{}, page(report.Table{Rows: [][]report.Value{{report.Text("\u200b"), report.Text("beside")}}}))
	assert.Contains(t, out, "\u200b   beside", "what takes no room is still there")
	long := strings.Repeat("語", 60)
	out = render(t, text.Renderer{Width: 40}, page(report.Table{Rows: [][]report.Value{{report.Text(long + "e\u0301"), report.Text("beside")}}}))
	assert.Contains(t, out, "beside")
	assert.Equal(t, 60, strings.Count(out, "語"), "broken between characters")
	assert.Contains(t, out, "e\u0301", "and no mark from its letter")
	checkLines(t, "wide", text.Renderer{Width: 40}, out)
}
