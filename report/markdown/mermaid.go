package markdown

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// Mermaid says for which host figures are drawn as Mermaid diagrams. Their
// tables are always there; a figure that is too long for the host has its table
// alone, and a note. The zero Mermaid is MermaidGitHub.
type Mermaid uint8

// The hosts that draw Mermaid, by what they draw unasked.
const (
	MermaidGitHub Mermaid = iota // up to 50,000 characters a diagram, as Mermaid itself
	MermaidGitLab                // up to 2,000 characters and 50 diagrams a page
	MermaidGitea                 // up to 5,000 characters a diagram; Forgejo likewise
	MermaidNone                  // no diagrams: for hosts that would show their source
)

var mermaidNames = [...]string{"github", "gitlab", "gitea", "none"}

// String returns "github", "gitlab", "gitea" or "none".
func (m Mermaid) String() string {
	if int(m) >= len(mermaidNames) {
		return fmt.Sprintf("Mermaid(%d)", uint8(m))
	}
	return mermaidNames[m]
}

// limits are what a host draws: characters as its browser counts them, in UTF-16.
type limits struct{ diagram, page, diagrams int }

// limits returns what may be drawn; nothing for what is none of the constants.
func (m Mermaid) limits() limits {
	const many = 1 << 30
	switch m {
	case MermaidGitHub:
		return limits{50_000, many, many}
	case MermaidGitLab:
		return limits{2_000, 2_000, 50}
	case MermaidGitea:
		return limits{5_000, many, many}
	}
	return limits{}
}

// maxRows is how many rows a diagram may have and still be looked at.
const maxRows = 100

// A chart is a Gantt diagram before it is written.
type chart struct {
	from, to time.Time
	rows     []row
}

// A row is what stands behind one label.
type row struct {
	label string
	bars  []bar
}

// A bar is a stretch of time, or a moment if it has no length.
type bar struct {
	label    string
	look     look
	from, to time.Time
}

// A look is the tag of a task in a Gantt diagram.
type look string

const (
	plain    look = ""
	critical look = "crit, "
	possible look = "done, "
	within   look = "active, "
	moment   look = "milestone, "
	alarm    look = "crit, milestone, "
)

// add puts a bar on a row.
func (r *row) add(label string, l look, from, to time.Time) {
	if from.Before(to) || l == moment || l == alarm {
		r.bars = append(r.bars, bar{label, l, from, to})
	}
}

// draw writes a chart, if there is something to draw and the host draws it, and
// then the table of the block.
func (p *page) draw(c chart, b report.Block) {
	if p.limits.diagram > 0 && c.drawable() {
		zone := c.zone(p.format)
		p.sketch = c.appendGantt(p.sketch[:0], zone)
		n := units(p.sketch)
		if n > p.limits.diagram || p.units+n > p.limits.page || p.drawn >= p.limits.diagrams || c.bars() > maxRows {
			p.note(p.format.Words("Not drawn: the diagram is too long for this page. The table says the same."))
		} else {
			p.drawn, p.units = p.drawn+1, p.units+n
			p.code(string(p.sketch), "mermaid")
			p.caption(c, report.Format{Zone: zone})
		}
	}
	for _, simpler := range b.Lower(p.format) {
		p.block(simpler)
	}
}

// caption says which time a diagram shows, and what grey is if there is any.
func (p *page) caption(c chart, clock report.Format) {
	s := report.Phrase("The diagram shows {1} ({2}).", report.Text(clock.Instant(timeline.Between(c.from, c.to))), report.Text(clock.ZoneName())).Words(p.format)
	if c.has(possible) {
		s += " " + p.format.Words("Grey is possible, not certain.")
	}
	p.note(s)
}

// note writes a line of the library's own about a diagram.
func (p *page) note(s string) {
	p.begin()
	p.byte('_')
	p.text(line(s), false)
	p.str("_\n")
}

// has reports whether a bar looks so.
func (c *chart) has(l look) bool {
	return slices.ContainsFunc(c.rows, func(r row) bool {
		return slices.ContainsFunc(r.bars, func(b bar) bool { return b.look == l })
	})
}

func (c *chart) bars() int {
	n := 0
	for _, r := range c.rows {
		n += len(r.bars)
	}
	return n
}

// drawable reports whether there is something to draw, in years that JavaScript
// reads as they are written.
func (c *chart) drawable() bool {
	return c.bars() > 0 && c.to.After(c.from) && c.from.Year() >= 1000 && c.to.Year() <= 9998
}

// zone is the zone that the diagram's times are in: the report's, or UTC if
// clocks change in the diagram's time, as it knows no zones.
func (c *chart) zone(f *report.Format) *time.Location {
	if f == nil || f.Zone == nil {
		return time.UTC
	}
	step := max(c.to.Sub(c.from)/64, time.Hour)
	_, first := c.from.In(f.Zone).Zone()
	for t := c.from; t.Before(c.to.Add(step)); t = t.Add(step) {
		if _, offset := t.In(f.Zone).Zone(); offset != first {
			return time.UTC
		}
	}
	return f.Zone
}

// Widths as Mermaid draws them: 11 pixels high, on a page of GitHub.
const (
	charWidth = 6
	pageWidth = 800
	leastPad  = 75
	maxLabel  = 36 // characters
)

// appendGantt writes the diagram's source. Where every bar is wide enough for
// its words, the bars of a row stand side by side; else one below the other.
func (c *chart) appendGantt(b []byte, zone *time.Location) []byte {
	pad := leastPad
	for _, r := range c.rows {
		pad = max(pad, 24+charWidth*min(utf8.RuneCountInString(r.label), maxLabel))
	}
	b = append(b, "---\n"...)
	if c.fits(float64(pageWidth - pad - leastPad)) {
		b = append(b, "displayMode: compact\n"...)
	}
	b = fmt.Appendf(b, "config:\n  gantt:\n    leftPadding: %d\n---\ngantt\n    dateFormat YYYY-MM-DDTHH:mm:ss\n", pad)
	axis, tick := ticks(c.to.Sub(c.from))
	b = fmt.Appendf(b, "    axisFormat %s\n    tickInterval %s\n    todayMarker off\n", axis, tick)
	for _, r := range c.rows {
		if len(r.bars) == 0 {
			continue // the table has it
		}
		b = append(b, "    section "...)
		b = appendLabel(b, r.label)
		b = append(b, '\n')
		for _, bar := range r.bars {
			b = append(b, "    "...)
			b = appendLabel(b, bar.label)
			b = append(b, " :"...)
			b = append(b, bar.look...)
			from, to := bar.from.Truncate(time.Second), bar.to.Truncate(time.Second)
			if bar.from.Before(bar.to) && !from.Before(to) {
				to = from.Add(time.Second)
			}
			b = from.In(zone).AppendFormat(b, wallClock)
			b = append(b, ", "...)
			b = to.In(zone).AppendFormat(b, wallClock)
			b = append(b, '\n')
		}
	}
	return b
}

const wallClock = "2006-01-02T15:04:05"

// fits reports whether every bar has room for its words.
func (c *chart) fits(width float64) bool {
	whole := float64(c.to.Sub(c.from))
	return !slices.ContainsFunc(c.rows, func(r row) bool {
		return slices.ContainsFunc(r.bars, func(b bar) bool {
			need := float64(charWidth*utf8.RuneCountInString(b.label) + 10)
			return b.from.Equal(b.to) || float64(b.to.Sub(b.from))/whole*width < need
		})
	})
}

// ticks are the form of the times along the axis and the distance between them,
// so that there are few enough to read.
func ticks(d time.Duration) (axis, interval string) {
	const day = 24 * time.Hour
	for _, t := range [...]struct {
		most           time.Duration
		axis, interval string
	}{
		{10 * time.Second, "%H:%M:%S", "1second"}, {100 * time.Second, "%H:%M:%S", "10second"},
		{15 * time.Minute, "%H:%M", "1minute"}, {time.Hour, "%H:%M", "5minute"}, {3 * time.Hour, "%H:%M", "15minute"},
		{6 * time.Hour, "%H:%M", "30minute"}, {14 * time.Hour, "%H:%M", "1hour"}, {28 * time.Hour, "%H:%M", "2hour"},
		{3 * day, "%m-%d %H:%M", "8hour"}, {5 * day, "%m-%d %H:%M", "12hour"}, {12 * day, "%m-%d", "1day"}, {70 * day, "%m-%d", "1week"},
		{366 * day, "%Y-%m", "1month"}, {5 * 366 * day, "%Y-%m", "6month"},
	} {
		if d <= t.most {
			return t.axis, t.interval
		}
	}
	return "%Y", fmt.Sprintf("%dmonth", 12*max(1, int(d/(366*day))/10))
}

// appendLabel writes a label that Mermaid takes as text. It knows no escapes, so
// what it acts on is replaced by its full-width twin, and a joiner keeps words
// such as "title" from being read as commands.
func appendLabel(b []byte, s string) []byte {
	s = line(s)
	b = append(b, joiner...)
	n := 0
	for _, r := range s {
		if n++; n > maxLabel {
			return append(b, "…"...)
		}
		switch r {
		case '"', '#', '$', '%', '&', ':', ';', '<', '>', '\\', '`', '{', '}':
			r += '！' - '!'
		}
		b = utf8.AppendRune(b, r)
	}
	if n == 0 {
		b = append(b, "–"...)
	}
	return b
}

// units is the length of a diagram as browsers count it.
func units(b []byte) int {
	n := 0
	for i := 0; i < len(b); {
		_, size := utf8.DecodeRune(b[i:])
		i += size
		if n++; size == 4 {
			n++
		}
	}
	return n
}
