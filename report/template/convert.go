package template

import (
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// reportOf makes what a template sees of a report.
func reportOf(r *report.Report) Report {
	if r == nil {
		r = &report.Report{}
	}
	w := words{&r.Format}
	out := Report{Title: report.Clean(r.Title), Audience: r.Audience.String(), Zone: report.Clean(r.Format.ZoneName()), Language: report.Clean(r.Format.LanguageTag())}
	var last *report.Section
	for s, b := range r.Blocks(nil) {
		if s != last {
			out.Sections = append(out.Sections, Section{
				ID: report.Clean(s.ID), Incident: report.Clean(s.Incident), Title: report.Clean(s.Title), Level: s.Level,
			})
			last = s
		}
		if b != nil {
			at := &out.Sections[len(out.Sections)-1]
			at.Blocks = append(at.Blocks, w.block(b))
		}
	}
	for i := range r.Incidents {
		out.Incidents = append(out.Incidents, w.incident(&r.Incidents[i]))
	}
	for _, s := range r.Sums {
		out.Sums = append(out.Sums, w.figure(report.Figure{Label: s.Label, Figure: s.Figure}))
	}
	return out
}

// block makes a block of a primitive.
func (w words) block(b report.Block) Block {
	switch b := b.(type) {
	case report.Paragraph:
		return Block{Kind: "paragraph", Text: report.Clean(b.Text)}
	case report.List:
		return Block{Kind: "list", Items: each(b.Items, w.value)}
	case report.Table:
		return Block{Kind: "table", Head: each(b.Head, w.label), Rows: each(b.Rows, func(row []report.Value) []Value { return each(row, w.value) })}
	case report.Code:
		return Block{Kind: "code", Text: report.Clean(b.Text)}
	}
	return Block{Kind: "paragraph"}
}

func (w words) figure(f report.Figure) Figure {
	m := f.Figure.Measure()
	return Figure{
		Group: w.label(f.Group), Label: w.label(f.Label), Measure: report.Clean(m.ID()),
		From: report.Clean(string(m.From())), To: report.Clean(string(m.To())),
		Kind: f.Figure.Kind().String(), Text: report.Clean(w.format.Figure(f.Figure)), Reason: report.Clean(w.format.Reason(f.Figure.Reason())),
		Explanation: report.Clean(f.Explanation), Missing: f.Figure.Kind() == timeline.Unknown,
	}
}

func (w words) incident(inc *report.Incident) Incident {
	out := Incident{
		unknown: w.label("unknown"), ID: report.Clean(inc.ID), Title: report.Clean(inc.Title), AsOf: w.at(timeline.At(inc.AsOf)),
		Status: w.stated(inc.Status), Phase: w.stated(string(inc.Phase)), Resolution: w.stated(inc.Resolution),
		Severity: w.severity(inc.Severity),
		Figures:  each(inc.Figures, w.figure),
		Impacts:  w.impacts(inc.Impacts),
		Spared:   each(inc.NotAffected, func(s timeline.Scope) string { return w.value(report.Where(s)).Text }),
		Timeline: each(inc.Timeline, w.entry), Updates: each(inc.Updates, w.entry), Symptoms: each(inc.Symptoms, report.Clean),
	}
	out.Detections = each(inc.Detections, func(x report.Detection) Detection { return Detection{w.stated(x.By), w.at(x.At)} })
	out.Statements = each(inc.Statements, func(x report.Statement) Statement {
		return Statement{w.value(report.Word(x.Subject)).Text, w.stated(x.Answer), report.Clean(x.Text)}
	})
	out.Causes = each(inc.Causes, func(x report.Cause) Cause { return Cause{w.stated(x.Role), report.Clean(x.Text), w.at(x.At)} })
	out.Actions = each(inc.Actions, func(x report.Action) Action {
		due := w.text(x.DueWritten)
		if x.Due.IsKnown() {
			due = w.at(x.Due)
		}
		return Action{report.Clean(x.Title), w.stated(x.Type), w.stated(x.State), w.text(x.Owner), due}
	})
	return out
}

// severity is the team's own word where it has one, else the level.
func (w words) severity(s *report.Severity) Value {
	switch {
	case s == nil:
		return w.stated("")
	case s.Word != "":
		return w.text(s.Word)
	}
	return w.value(s.Value())
}

// impacts says of each what the table beside the picture says.
func (w words) impacts(in []report.Impact) []Impact {
	rows := report.Lanes{Impacts: in}.Lower(w.format)[0].(report.Table).Rows // place, health, from, to
	out := make([]Impact, 0, len(in))
	for n, x := range in {
		total := w.stated("")
		if x.Total.IsStated() {
			total = w.value(report.Lasting(x.Total))
		}
		out = append(out, Impact{w.value(rows[n][0]), w.value(rows[n][1]), w.value(rows[n][2]), w.value(rows[n][3]), total})
	}
	return out
}

func (w words) entry(e report.Entry) Entry {
	return Entry{
		At: w.at(e.At), What: w.label(e.What), Text: report.Clean(e.Text), Status: report.Clean(e.Status), Written: report.Clean(e.Written),
		Actor: w.text(e.Actor), Source: w.text(e.Source),
	}
}
