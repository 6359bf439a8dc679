package html

import (
	"errors"
	"io"

	"github.com/allclear-go/allclear/report"
)

// ErrNoFigure reports a block that has no picture, or nothing to draw in it.
var ErrNoFigure = errors.New("html: nothing to draw")

// The size of a picture by itself, in pixels.
const (
	svgWidth  = 800
	svgMargin = 16
	keyHeight = 18
)

// SVG writes the picture of one block as an image of its own: [report.Lanes],
// [report.Phases], [report.Cadence], [report.Steps] and [report.Spreads] have
// one. It is XML without script and without anything from elsewhere, and says in
// words what it shows. It returns the writer's first error, and [ErrNoFigure]
// before it writes anything. A nil Format is the zero one.
func SVG(w io.Writer, b report.Block, f *report.Format) error {
	g, ok := plotOf(b, f)
	if !ok {
		return ErrNoFigure
	}
	p := &page{writer: newWriter(w), format: f, drawn: 1}
	keys := 0
	for _, k := range g.keys {
		if k.look != "" {
			keys++
		}
	}
	height := g.height() + 2*svgMargin + keys*keyHeight
	p.raw(`<svg xmlns="http://www.w3.org/2000/svg" xml:lang="`)
	p.line(f.LanguageTag())
	p.raw(`" class="allclear-figure"`)
	p.pixels(" width", svgWidth)
	p.pixels(" height", height)
	p.raw(` viewBox="0 0 `)
	p.number(svgWidth)
	p.raw(" ")
	p.number(height)
	p.raw(`" role="img"`)
	p.named(&g)
	p.raw("<style>" + figureCSS + "</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n<svg")
	p.pixels(" x", svgMargin)
	p.pixels(" y", svgMargin)
	p.pixels(" width", svgWidth-2*svgMargin)
	p.pixels(" height", height-2*svgMargin)
	p.raw(">\n")
	p.draw(&g)
	y := g.height()
	for _, k := range g.keys {
		if k.look == "" {
			continue
		}
		p.raw(`<svg width="24" height="18"`)
		p.pixels(" y", y)
		p.raw(">")
		p.sample(k.look, 2)
		p.raw(`</svg><text class="note" x="30"`)
		p.pixels(" y", y+13)
		p.raw(">")
		p.line(p.format.Words(k.text))
		p.raw("</text>\n")
		y += keyHeight
	}
	p.raw("</svg>\n</svg>\n")
	return p.flush()
}
