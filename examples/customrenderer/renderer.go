package main

import (
	"encoding/json"
	"io"

	"github.com/allclear-go/allclear/report"
)

// cards writes reports as a list of cards, such as chat programs show: each has a
// kind, and texts that are shown as they are.
type cards struct{}

type card struct {
	Kind  string   `json:"kind"` // title, text, code, item, head or row
	Texts []string `json:"texts"`
}

// Render writes the report in one piece. It draws no block of its own: what is
// more than a primitive reaches it lowered.
func (cards) Render(w io.Writer, r *report.Report) error {
	if r == nil {
		r = &report.Report{}
	}
	out := []card{}
	add := func(kind string, texts ...string) {
		for i := range texts {
			texts[i] = report.Clean(texts[i])
		}
		out = append(out, card{kind, texts})
	}
	var last *report.Section
	for section, block := range r.Blocks(nil) {
		if section != last {
			add("title", section.Title)
			last = section
		}
		switch b := block.(type) {
		case report.Paragraph:
			add("text", b.Text)
		case report.Code:
			add("code", b.Text)
		case report.List:
			for _, item := range b.Items {
				add("item", item.Words(&r.Format))
			}
		case report.Table:
			head := []string{}
			for _, label := range b.Head {
				head = append(head, r.Format.Words(label))
			}
			add("head", head...)
			for _, row := range b.Rows {
				cells := []string{}
				for _, v := range row {
					cells = append(cells, v.Words(&r.Format))
				}
				add("row", cells...)
			}
		}
	}
	raw, err := json.Marshal(out)
	if err != nil {
		return err
	}
	n, err := w.Write(append(raw, '\n'))
	if err == nil && n <= len(raw) {
		err = io.ErrShortWrite
	}
	return err
}
