package html

import (
	"bytes"
	"math"
	"slices"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// draws lists the blocks that are not taken lowered.
func draws(b report.Block) bool {
	switch b.(type) {
	case report.Facts, report.Figures, report.Timeline, report.Found:
		return true
	case report.Lanes, report.Phases, report.Cadence, report.Steps, report.Spreads:
		return true
	}
	return false
}

func (p *page) block(b report.Block) {
	_, figures := b.(report.Figures)
	p.aside(figures)
	switch b := b.(type) {
	case report.Paragraph:
		p.raw("<p>")
		p.text(b.Text)
		p.raw("</p>\n")
	case report.Code:
		p.raw("<pre><code>")
		p.text(b.Text)
		p.raw("</code></pre>\n")
	case report.List:
		p.raw("<ul>\n")
		for _, v := range b.Items {
			p.raw("<li>")
			p.value(v)
			p.raw("</li>\n")
		}
		p.raw("</ul>\n")
	case report.Table:
		p.table(b)
	case report.Facts:
		p.facts(b)
	case report.Figures:
		p.figures(b)
	case report.Timeline:
		p.timeline(b)
	case report.Found:
		p.found(b)
	case report.Lanes:
		p.picture(b)
		p.lanesTable(b)
	case report.Phases, report.Cadence, report.Steps, report.Spreads:
		p.picture(b)
		for _, simpler := range b.Lower(p.format) {
			p.block(simpler)
		}
	}
}

// wide is how many columns a table has that may not fit a phone. It scrolls by
// itself then, so that the page does not, and can be reached by keyboard. It is a
// group and no region: a page has many, and none is a landmark.
const wide = 5

func (p *page) openTable(columns int) {
	p.raw(`<div class="scroll`)
	if columns >= wide {
		p.raw(` wide" role="group" tabindex="0" aria-label="`)
		p.line(p.format.Words("table"))
	}
	p.raw("\">\n<table>\n")
}

func (p *page) closeTable() { p.raw("</tbody>\n</table>\n</div>\n") }

// table writes a table. Every row has as many cells: HTML has no row without any.
func (p *page) table(t report.Table) {
	columns := len(t.Head)
	for _, r := range t.Rows {
		columns = max(columns, len(r))
	}
	if columns == 0 {
		return
	}
	p.openTable(columns)
	var first []report.Value
	if len(t.Rows) > 0 {
		first = t.Rows[0]
	}
	p.head(t.Head, first)
	for _, r := range t.Rows {
		p.raw("<tr>")
		for _, v := range r {
			p.cell(v)
		}
		for range columns - len(r) {
			p.raw("<td></td>")
		}
		p.raw("</tr>\n")
	}
	p.closeTable()
}

// head writes the row of labels, if there is any label, and opens the body. A
// label stands as the value under it does.
func (p *page) head(labels []string, first []report.Value) {
	if !slices.ContainsFunc(labels, func(l string) bool { return l != "" }) {
		p.raw("<tbody>\n")
		return
	}
	p.raw("<thead><tr>")
	for i, l := range labels {
		switch {
		case l == "":
			p.raw("<td></td>")
			continue
		case i < len(first) && isNumber(first[i]):
			p.raw(`<th scope="col" class="count">`)
		default:
			p.raw(`<th scope="col">`)
		}
		p.line(p.format.Words(l))
		p.raw("</th>")
	}
	p.raw("</tr></thead>\n<tbody>\n")
}

func isNumber(v report.Value) bool {
	_, count := v.Count()
	_, figure := v.Figure()
	return count || figure
}

// cell writes one cell of a table, aligned by what is in it.
func (p *page) cell(v report.Value) {
	_, instant := v.Instant()
	_, count := v.Count()
	switch {
	case count:
		p.raw(`<td class="count">`)
	case isNumber(v):
		p.raw(`<td class="figure">`)
	case instant:
		p.raw(`<td class="when">`)
	default:
		p.raw("<td>")
	}
	p.value(v)
	p.raw("</td>")
}

// value writes a value: exact instants as time, figures under the class of
// their kind, what is missing marked as missing. It never reads as nothing.
func (p *page) value(v report.Value) {
	if i, ok := v.Instant(); ok {
		p.instant(i)
		return
	}
	if f, ok := v.Figure(); ok {
		p.figure(f)
		return
	}
	if n, ok := v.Count(); ok {
		p.number(n)
		return
	}
	if s, ok := v.Text(); ok {
		p.text(s)
		return
	}
	p.labelled(v)
}

// labelled writes words that are not, or not only, what people wrote.
func (p *page) labelled(v report.Value) {
	end := "</span>"
	switch isEnglish := p.foreign && v.IsEnglish(); {
	case v.IsMissing() && isEnglish:
		p.raw(`<span class="none" lang="en">`)
	case v.IsMissing():
		p.raw(`<span class="none">`)
	case isEnglish:
		p.raw(`<span lang="en">`)
	default:
		end = ""
	}
	p.tmp = v.AppendWords(p.tmp[:0], p.format)
	if v.IsMissing() && len(bytes.TrimSpace(p.tmp)) == 0 {
		p.tmp = report.Value{}.AppendWords(p.tmp[:0], p.format)
	}
	escape(&p.writer, p.tmp, '\n')
	p.raw(end)
}

// instant writes a moment in an attribute too, if it is exact. HTML allows three
// decimals of a second there and no more.
func (p *page) instant(i timeline.Instant) {
	end := "</span>"
	switch at, _ := i.Stated(); {
	case i.IsExact():
		p.raw(`<time datetime="`)
		p.tmp = at.UTC().Truncate(time.Millisecond).AppendFormat(p.tmp[:0], time.RFC3339Nano)
		gather(&p.writer, p.tmp)
		p.raw(`">`)
		end = "</time>"
	case i.IsKnown():
		p.unsure = true
		p.raw(`<span class="unsure">`)
	default:
		p.raw(`<span class="none">`)
	}
	p.words(i)
	p.raw(end)
}

// words writes an instant as all formats do.
func (p *page) words(i timeline.Instant) {
	p.tmp = p.format.AppendInstant(p.tmp[:0], i)
	escape(&p.writer, p.tmp, ' ')
}

func (p *page) figure(f timeline.Figure) {
	p.unsure = p.unsure || f.Kind() == timeline.Bounded
	p.raw(`<span class="`)
	p.raw(kindClass(f.Kind()))
	p.raw(`">`)
	p.figureWords(f)
	p.raw("</span>")
}

func (p *page) figureWords(f timeline.Figure) {
	p.tmp = p.format.AppendFigure(p.tmp[:0], f)
	escape(&p.writer, p.tmp, ' ')
}

// kindClass is the class of figures of a kind. Those without any value are
// classed as missing besides.
func kindClass(k timeline.FigureKind) string {
	switch k {
	case timeline.Known:
		return "known"
	case timeline.Bounded:
		return "bounded"
	case timeline.Ongoing:
		return "ongoing"
	case timeline.Pending:
		return "pending none"
	case timeline.NotApplicable:
		return "not-applicable none"
	case timeline.Invalid:
		return "invalid none"
	}
	return "unknown none"
}

func (p *page) facts(b report.Facts) {
	p.raw("<dl>\n")
	for _, f := range b.Rows {
		p.raw("<div><dt>")
		p.line(p.format.Words(f.Label))
		p.raw("</dt><dd>")
		p.value(f.Value)
		p.raw("</dd></div>\n")
	}
	p.raw("</dl>\n")
}

func (p *page) figures(b report.Figures) {
	p.raw("<table>\n<caption>")
	p.line(p.format.Words(b.Title))
	p.raw("</caption>\n<tbody>\n")
	for i := range b.Rows {
		p.raw(`<tr><th scope="row">`)
		p.line(p.format.Words(b.Rows[i].Label))
		p.raw(`</th><td class="figure">`)
		p.figure(b.Rows[i].Figure)
		p.raw("</td></tr>\n")
	}
	p.raw("</tbody>\n</table>\n")
}

// timeline is an ordered list: a line for each thing that happened, under the
// zone of its times.
func (p *page) timeline(b report.Timeline) {
	p.raw(`<p class="zone">`)
	p.plain(report.Phrase("times in {1}", report.Text(p.format.ZoneName())), math.MaxInt)
	p.raw("</p>\n<ol class=\"timeline\">\n")
	for i := range b.Entries {
		e := &b.Entries[i]
		switch {
		case e.At.IsExact():
			p.raw("<li>")
		case e.At.IsKnown():
			p.raw(`<li class="between">`)
		default:
			p.raw(`<li class="never">`)
		}
		p.raw(`<div class="when">`)
		p.instant(e.At)
		p.raw(`</div><div class="what"><b>`)
		p.line(p.format.Words(e.What))
		p.raw("</b>")
		if e.Actor != "" {
			p.raw(` <span class="by">`)
			p.line(e.Actor)
			p.raw("</span>")
		}
		if e.Text != "" {
			p.raw("<p>")
			p.text(e.Text)
			p.raw("</p>")
		}
		p.raw("</div></li>\n")
	}
	p.raw("</ol>\n")
}

// found lists findings, the certain ones first, the word that says so before
// each.
func (p *page) found(b report.Found) {
	p.raw("<ul class=\"found\">\n")
	for _, doubt := range [...]bool{false, true} {
		class, word := "certain", "certain"
		if doubt {
			class, word = "doubt", "doubtful"
		}
		for i := range b.Findings {
			f := &b.Findings[i]
			if f.Doubt != doubt {
				continue
			}
			p.raw(`<li><b class="`)
			p.raw(class)
			p.raw(`">`)
			p.line(p.format.Words(word))
			p.raw("</b> ")
			p.value(report.English(f.Text))
			p.raw(" <code>")
			p.line(f.Rule)
			p.raw("</code></li>\n")
		}
	}
	p.raw("</ul>\n")
}
