package html

import (
	"math"
	"unicode/utf8"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// Heights in pixels. Widths are in percent, so that a picture fits the screen
// and its words stay readable on a phone.
const (
	rowHeight = 42
	labelBase = 13
	barTop    = 19
	barHeight = 14
	thinTop   = barTop + barHeight/2 - 1
	axisRoom  = 32
)

func (g *plot) height() int { return len(g.rows)*rowHeight + axisRoom }

// picture draws a block over its table, where there is anything to draw.
func (p *page) picture(b report.Block) {
	g, ok := plotOf(b, p.format)
	if !ok {
		return
	}
	p.drawn++
	p.raw("<figure>\n<svg class=\"allclear-figure\" width=\"100%\" height=\"")
	p.number(g.height())
	p.raw(`" role="img"`)
	p.named(&g)
	p.draw(&g)
	p.raw("</svg>\n")
	p.legend(&g)
	p.raw("</figure>\n")
}

// id writes the id of a part of the figure being drawn. No section's id holds a
// full stop.
func (p *page) id(part string) {
	p.line(p.prefix)
	p.raw("figure.")
	p.number(p.drawn)
	p.raw(part)
}

// named ends the opening tag and says in words what the picture shows.
func (p *page) named(g *plot) {
	p.raw(` aria-labelledby="`)
	p.id("t")
	p.raw(" ")
	p.id("d")
	p.raw("\">\n<title id=\"")
	p.id("t")
	p.raw(`">`)
	p.line(p.format.Words(g.title))
	p.raw(`</title><desc id="`)
	p.id("d")
	p.raw(`">`)
	for i := range g.rows {
		r := &g.rows[i]
		if i > 0 {
			p.raw("; ")
		}
		p.plain(r.label, math.MaxInt)
		p.raw(" ")
		p.plain(r.note, math.MaxInt)
		if !r.from.IsMissing() || !r.to.IsMissing() {
			p.raw(", ")
			p.plain(r.from, math.MaxInt)
			p.raw(" – ")
			p.plain(r.to, math.MaxInt)
		}
		p.total(r.total)
	}
	p.raw("</desc>\n")
}

// draw writes the inside of a picture.
func (p *page) draw(g *plot) {
	p.raw(`<defs><pattern id="`)
	p.id("h")
	p.raw("\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"stripe\" d=\"M1.5 0V6\"/></pattern></defs>\n")
	p.axis(g)
	for _, l := range g.links {
		p.raw(`<line class="link"`)
		p.across(g.place(l.at), g.place(l.at))
		p.down(min(l.from, l.to)*rowHeight+barTop+barHeight, max(l.from, l.to)*rowHeight+barTop)
		p.raw("/>\n")
	}
	for i := range g.rows {
		r := &g.rows[i]
		p.raw(`<text class="label" x="0.5%" y="`)
		p.number(i*rowHeight + labelBase)
		p.raw(`">`)
		p.plain(r.label, 32)
		p.raw(` <tspan class="note" dx="4">`)
		p.plain(r.note, 40)
		p.total(r.total)
		p.raw("</tspan></text>\n")
	}
	for i := range g.bars {
		p.bar(g, &g.bars[i])
	}
	for _, m := range g.marks {
		p.mark(g.place(m.at), m.row*rowHeight+barTop, m.shape)
	}
}

func (p *page) total(l timeline.Length) {
	if l.IsStated() {
		p.raw(", ")
		p.plain(report.Phrase("{1} in total", report.Lasting(l)), math.MaxInt)
	}
}

// plain writes the words of a value on one line, and of long ones the beginning.
func (p *page) plain(v report.Value, columns int) {
	p.tmp = v.AppendWords(p.tmp[:0], p.format)
	at := 0
	for at < len(p.tmp) && columns > 0 {
		r, n := utf8.DecodeRune(p.tmp[at:])
		if columns--; r >= 0x1100 {
			columns-- // wide
		}
		at += n
	}
	escape(&p.writer, p.tmp[:at], ' ')
	if at < len(p.tmp) {
		p.raw("…")
	}
}

// percent writes an attribute in percent of the width.
func (p *page) percent(name string, x float64) {
	p.raw(name)
	p.raw(`="`)
	p.decimal(x)
	p.raw(`%"`)
}

func (p *page) pixels(name string, n int) {
	p.raw(name)
	p.raw(`="`)
	p.number(n)
	p.raw(`"`)
}

func (p *page) across(x1, x2 float64) {
	p.percent(" x1", x1)
	p.percent(" x2", x2)
}

func (p *page) down(y1, y2 int) {
	p.pixels(" y1", y1)
	p.pixels(" y2", y2)
}

// axis writes the ticks: a line through all rows, and its label under them.
func (p *page) axis(g *plot) {
	bottom := len(g.rows) * rowHeight
	for _, t := range g.ticks {
		x := g.place(t.at)
		p.raw(`<line class="grid"`)
		p.across(x, x)
		p.down(0, bottom)
		p.raw("/>")
		p.tickText(t, x, bottom+13, t.upper)
		if t.line != "" {
			p.tickText(t, x, bottom+27, t.line)
		}
		p.raw("\n")
	}
	p.raw(`<line class="axis"`)
	p.across(leftSide, rightSide)
	p.down(bottom, bottom)
	p.raw("/>\n")
}

// tickText keeps labels near the sides inside the picture.
func (p *page) tickText(t tick, x float64, y int, layout string) {
	p.raw(`<text class="tick"`)
	p.percent(" x", x)
	p.pixels(" y", y)
	switch {
	case x < 10:
		p.raw(">")
	case x > 90:
		p.raw(` text-anchor="end">`)
	default:
		p.raw(` text-anchor="middle">`)
	}
	if layout == "" {
		p.tmp = p.format.AppendDuration(p.tmp[:0], t.length)
	} else {
		p.tmp = t.when.AppendFormat(p.tmp[:0], layout)
	}
	escape(&p.writer, p.tmp, ' ')
	p.raw("</text>")
}

// bar draws what is certain solid and what is possible hatched.
func (p *page) bar(g *plot, b *bar) {
	at := [...]float64{g.place(b.from.Lo), g.place(b.from.Hi), g.place(b.to.Lo), g.place(b.to.Hi)}
	y := b.row*rowHeight + barTop
	switch {
	case b.thin:
		p.rect("thin", b.class, at[0], at[3], thinTop+b.row*rowHeight, 2)
	case b.within:
		p.hatched("within", b.class, at[0], at[3], y)
	case b.from.Hi > b.to.Lo:
		p.hatched("maybe", b.class, at[0], at[3], y)
	default:
		p.hatched("maybe", b.class, at[0], at[1], y)
		p.hatched("maybe", b.class, at[2], at[3], y)
		if at[1] < at[2] || b.from.Lo == b.to.Hi {
			p.rect("sure", b.class, at[1], at[2], y, barHeight)
		}
	}
	if b.lost && b.from.Lo == b.from.Hi {
		p.rect("sure", b.class, at[0], at[0], y, barHeight) // the start is known
	}
	if b.open {
		p.arrow(b.class, at[3], y)
	}
	if b.lost {
		p.raw(`<text class="lost"`)
		p.percent(" x", at[3]+0.5)
		p.pixels(" y", y+12)
		p.raw(">?</text>\n")
	}
}

// rect draws from x1 to x2. Its outline keeps the shortest visible.
func (p *page) rect(look, class string, x1, x2 float64, y, height int) {
	p.raw(`<rect class="`)
	p.raw(look)
	p.raw(" ")
	p.raw(class)
	p.raw(`"`)
	p.percent(" x", x1)
	p.pixels(" y", y)
	p.percent(" width", x2-x1)
	p.pixels(" height", height)
	p.raw("/>\n")
}

// hatched draws a stretch that is not certain, unless it has no length.
func (p *page) hatched(look, class string, x1, x2 float64, y int) {
	if x1 == x2 {
		return
	}
	p.rect(look, class, x1, x2, y, barHeight)
	if look == "within" {
		return
	}
	p.raw("<rect fill=\"url(#")
	p.id("h")
	p.raw(`)"`)
	p.percent(" x", x1)
	p.pixels(" y", y)
	p.percent(" width", x2-x1)
	p.pixels(" height", barHeight)
	p.raw("/>\n")
}

func (p *page) arrow(class string, x float64, y int) {
	p.raw(`<svg overflow="visible"`)
	p.percent(" x", x)
	p.pixels(" y", y)
	p.raw(`><path class="open `)
	p.raw(class)
	p.raw("\" d=\"M0 0L9 7L0 14z\"/></svg>\n")
}

func (p *page) mark(x float64, y int, shape string) {
	p.raw(`<svg overflow="visible"`)
	p.percent(" x", x)
	p.pixels(" y", y)
	p.raw(`><path class="mark `)
	p.raw(shape)
	p.raw(`" d="`)
	p.raw(outline(shape))
	p.raw("\"/></svg>\n")
}

// outline is the path of a mark around the middle of a bar.
func outline(shape string) string {
	switch shape {
	case "ring":
		return "M-4 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"
	case "cross":
		return "M-4 3L4 11M-4 11L4 3"
	case "diamond":
		return "M0 1L5 7L0 13L-5 7z"
	}
	return "M0 -2V16"
}

// legend explains the looks that the picture has, in the page.
func (p *page) legend(g *plot) {
	if only := g.keys[1].look == ""; only && (g.keys[0].look == "" || g.keys[0].look == "sure") {
		return // what is certain looks like what it is
	}
	p.raw("<figcaption>")
	for _, k := range g.keys {
		if k.look != "" {
			p.raw(`<span><svg class="allclear-figure" width="24" height="18" aria-hidden="true">`)
			p.sample(k.look, 2)
			p.raw("</svg>")
			p.line(p.format.Words(k.text))
			p.raw("</span> ")
		}
	}
	p.raw("</figcaption>\n")
}

// sample draws a look small.
func (p *page) sample(look string, y int) {
	const from, to = 4, 88
	switch look {
	case "sure":
		p.rect("sure", "sample", from, to, y, barHeight)
	case "maybe", "within":
		p.hatched(look, "sample", from, to, y)
	case "range":
		p.rect("thin", "range", from, to, y+barHeight/2-1, 2)
	case "interval":
		p.rect("sure", "interval", from, to, y, barHeight)
	case "open":
		p.arrow("sample", 30, y)
	case "lost":
		p.raw(`<text class="lost" x="40%"`)
		p.pixels(" y", y+12)
		p.raw(">?</text>")
	default:
		p.mark(50, y, look)
	}
}
