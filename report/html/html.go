package html

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/allclear-go/allclear/report"
)

// ErrCSS reports a style sheet that would end its own element.
var ErrCSS = errors.New("html: the style sheet holds \"</\", which would end it")

// A Renderer writes reports as HTML. The zero Renderer writes whole pages. It is safe
// for concurrent use.
type Renderer struct {
	// Fragment leaves out everything around the report: what is written is one
	// element of class allclear, for a page that has [CSS] in a sheet of its own.
	Fragment bool

	// CSS, where set, stands in the page instead of [CSS].
	CSS string

	// IDPrefix stands before every id. Empty is nothing for a page, and
	// "allclear-" for a fragment. Fragments that share a page need different ones.
	IDPrefix string
}

// Render writes the report. It returns the writer's first error and writes
// nothing after it. It fails with [ErrCSS] before it writes anything.
func (h Renderer) Render(w io.Writer, r *report.Report) error {
	if strings.Contains(h.CSS, "</") {
		return ErrCSS
	}
	if r == nil {
		r = &report.Report{}
	}
	p := &page{writer: newWriter(w), format: &r.Format, prefix: h.IDPrefix, foreign: !r.Format.IsEnglish()}
	if p.prefix == "" && h.Fragment {
		p.prefix = "allclear-"
	}
	ids := sectionIDs(r)
	h.open(p, r)
	p.contents(r, ids)
	var last *report.Section
	n := 0
	for s, b := range r.Blocks(draws) {
		if s != last {
			p.leave(last)
			p.enter(s, ids[n])
			last = s
			n++
		}
		p.block(b)
		if p.err != nil {
			return p.err
		}
	}
	p.leave(last)
	h.close(p)
	return p.flush()
}

// open writes what stands before the first section. The policy in the head
// forbids a page whatever it does not need: scripts above all.
func (h Renderer) open(p *page, r *report.Report) {
	if h.Fragment {
		p.raw(`<div class="allclear" lang="`)
		p.line(p.format.LanguageTag())
		p.raw("\">\n")
		return
	}
	sheet := cmp.Or(h.CSS, CSS())
	p.raw("<!doctype html>\n<html lang=\"")
	p.line(p.format.LanguageTag())
	p.raw("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
	sum := sha256.Sum256([]byte(sheet))
	p.tmp = base64.StdEncoding.AppendEncode(p.tmp[:0], sum[:])
	gather(&p.writer, p.tmp)
	p.raw("'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
	p.line(p.title(r))
	p.raw("</title>\n<style>")
	p.raw(sheet)
	p.raw("</style>\n</head>\n<body>\n<main class=\"allclear\">\n")
}

// close writes what stands behind the last section: what underlining means, where
// there is any.
func (h Renderer) close(p *page) {
	if p.unsure {
		p.raw(`<p class="zone"><span class="unsure">`)
		p.line(p.format.Words("Underlined"))
		p.raw("</span>: ")
		p.line(p.format.Words("not known exactly, but within the bounds given"))
		p.raw("</p>\n")
	}
	if h.Fragment {
		p.raw("</div>\n")
		return
	}
	p.raw("</main>\n</body>\n</html>\n")
}

// title is never empty: a page must have one.
func (p *page) title(r *report.Report) string {
	if s := strings.TrimSpace(r.Title); s != "" {
		return s
	}
	for i := range r.Sections {
		if s := strings.TrimSpace(r.Sections[i].Title); s != "" {
			return s
		}
	}
	return p.format.Words("Report")
}

// A page is one report being written.
type page struct {
	writer
	format *report.Format
	prefix string // of ids
	drawn  int    // figures so far: they number their ids
	unsure bool   // something is underlined, as it is not known exactly
	side   bool   // inside a group of figures that stand side by side

	foreign bool // the report is in another language than English
}

// sectionIDs gives each section an id: its own, made fit for one, and a number
// behind it where another has it already.
func sectionIDs(r *report.Report) []string {
	ids := make([]string, len(r.Sections))
	used := make(map[string]bool, len(r.Sections))
	next := map[string]int{}
	for i := range r.Sections {
		id := fitID(r.Sections[i].ID)
		for base := id; used[id]; {
			next[base]++
			id = base + "-" + strconv.Itoa(next[base]+1)
		}
		used[id] = true
		ids[i] = id
	}
	return ids
}

// fitID is s with everything but plain letters, digits and hyphens replaced.
func fitID(s string) string {
	if s == "" {
		return "section"
	}
	unfit := func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-')
	}
	if strings.IndexFunc(s, unfit) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unfit(r) {
			return '_'
		}
		return r
	}, s)
}

// contents lists the sections of the highest level, where there are several.
func (p *page) contents(r *report.Report, ids []string) {
	tops := 0
	for i := range r.Sections {
		if r.Sections[i].Level <= 1 {
			tops++
		}
	}
	if tops < 2 {
		return
	}
	p.raw(`<nav aria-label="`)
	p.line(p.format.Words("contents"))
	p.raw("\">\n<ul>\n")
	for i := range r.Sections {
		if r.Sections[i].Level <= 1 {
			p.raw(`<li><a href="#`)
			p.line(p.prefix)
			p.raw(ids[i])
			p.raw(`">`)
			p.heading(&r.Sections[i])
			p.raw("</a></li>\n")
		}
	}
	p.raw("</ul>\n</nav>\n")
}

// enter opens a section with its heading.
func (p *page) enter(s *report.Section, id string) {
	p.raw("<section aria-labelledby=\"")
	p.line(p.prefix)
	p.raw(id)
	p.raw("\">\n<h")
	level := min(max(s.Level, 1), 6)
	p.number(level)
	p.raw(` id="`)
	p.line(p.prefix)
	p.raw(id)
	p.raw(`">`)
	p.heading(s)
	p.raw("</h")
	p.number(level)
	p.raw(">\n")
}

// heading writes a section's title. It is never empty: what is listed and leads
// somewhere has a name.
func (p *page) heading(s *report.Section) {
	if strings.TrimSpace(s.Title) == "" {
		p.line(p.format.Words("untitled"))
		return
	}
	p.line(s.Title)
}

// leave closes the section before, if there is one.
func (p *page) leave(s *report.Section) {
	p.aside(false)
	if s != nil {
		p.raw("</section>\n")
	}
}

// aside opens or closes the group of figures that stand side by side.
func (p *page) aside(open bool) {
	switch {
	case open && !p.side:
		p.raw("<div class=\"side\">\n")
	case !open && p.side:
		p.raw("</div>\n")
	}
	p.side = open
}
