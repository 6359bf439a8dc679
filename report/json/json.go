package json

import (
	"bytes"
	"io"
	"iter"
	"slices"

	"github.com/allclear-go/allclear/report"
)

// SchemaVersion is the version of the document, which [Schema] describes.
const SchemaVersion = 1

// A Renderer writes reports as JSON, indented by two spaces. The zero Renderer
// is ready, and safe for concurrent use.
type Renderer struct{}

// Render writes the report. It returns the writer's first error and writes nothing
// after it.
func (Renderer) Render(to io.Writer, r *report.Report) error {
	if r == nil {
		r = &report.Report{}
	}
	w := newWriter(to, &r.Format)
	w.open("{")
	w.number("schema_version", SchemaVersion)
	w.text("title", r.Title)
	w.text("audience", r.Audience.String())
	w.text("zone", r.Format.ZoneName())
	list(w, "incidents", r.Incidents, w.incident)
	list(w, "sums", r.Sums, w.sum)
	w.sections(r)
	w.close("}")
	gather(w, "\n")
	return w.flush()
}

func (w *writer) sum(s *report.Sum) {
	w.measured(&s.Figure)
	w.text("label", s.Label)
	list(w, "incident_ids", s.Incidents, w.say)
	w.close("}")
}

func (w *writer) sections(r *report.Report) {
	w.name("sections")
	w.open("[")
	var last *report.Section
	for s, b := range r.Blocks(isTimeline) {
		if w.err != nil {
			return
		}
		if s != last {
			w.leave(last)
			w.enter(s)
			last = s
		}
		if b != nil {
			w.next()
			w.block(b)
		}
	}
	w.leave(last)
	w.close("]")
}

func (w *writer) enter(s *report.Section) {
	w.next()
	w.open("{")
	w.text("id", s.ID)
	w.stated("incident", s.Incident)
	w.text("title", s.Title)
	w.number("level", s.Level)
	w.name("blocks")
	w.open("[")
}

// leave ends the section before, if there is one.
func (w *writer) leave(s *report.Section) {
	if s != nil {
		w.close("]")
		w.close("}")
	}
}

// isTimeline reports whether a block is a timeline, the one block that grows with the
// log. It is written as the table that it lowers to, but row by row.
func isTimeline(b report.Block) bool {
	_, yes := b.(report.Timeline)
	return yes
}

// block writes a primitive, or a timeline.
func (w *writer) block(b report.Block) {
	w.open("{")
	switch b := b.(type) {
	case report.Paragraph:
		w.text("type", "paragraph")
		w.text("text", b.Text)
	case report.List:
		w.text("type", "list")
		list(w, "items", b.Items, w.words)
	case report.Table:
		w.table(b.Head, slices.Values(b.Rows))
	case report.Timeline:
		w.timeline(b.Entries)
	case report.Code:
		w.text("type", "code")
		w.text("text", b.Text)
	}
	w.close("}")
}

func (w *writer) table(head []string, rows iter.Seq[[]report.Value]) {
	w.text("type", "table")
	list(w, "head", head, func(label *string) { quote(w, w.format.Words(*label)) })
	w.name("rows")
	w.open("[")
	for row := range rows {
		if w.err != nil {
			return
		}
		w.next()
		w.open("[")
		for i := range row {
			w.next()
			w.words(&row[i])
		}
		w.close("]")
	}
	w.close("]")
}

// timeline writes what [report.Timeline.Lower] makes.
func (w *writer) timeline(entries []report.Entry) {
	head := []string{w.format.ZoneName(), "what", "in words", "by"}
	if !slices.ContainsFunc(entries, func(e report.Entry) bool { return e.Actor != "" }) {
		head = head[:3]
	}
	row := make([]report.Value, len(head))
	w.table(head, func(yield func([]report.Value) bool) {
		for i := range entries {
			e := &entries[i]
			copy(row, []report.Value{report.At(e.At), report.Label(e.What), report.Text(e.Text), report.Text(e.Actor)})
			if !yield(row) {
				return
			}
		}
	})
}

// words writes a value for people. What is missing never reads as nothing.
func (w *writer) words(v *report.Value) {
	w.tmp = v.AppendWords(w.tmp[:0], w.format)
	if v.IsMissing() && len(bytes.TrimSpace(w.tmp)) == 0 {
		w.tmp = report.Value{}.AppendWords(w.tmp[:0], w.format)
	}
	quote(w, w.tmp)
}
