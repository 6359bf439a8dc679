package csv

import (
	"strconv"
	"strings"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

func (s *sheet) figures(r *report.Report) {
	s.head("incident", "title", "group", "label", "measure", "version", "definition", "from", "to",
		"region", "component", "part", "kind", "unit", "min", "max", "text", "reason")
	for i := range r.Incidents {
		inc := &r.Incidents[i]
		for _, f := range inc.Figures {
			s.figure(inc.ID, inc.Title, f.Group, f.Label, f.Figure)
		}
	}
	for _, sum := range r.Sums {
		s.figure(strings.Join(sum.Incidents, " "), r.Title, "", sum.Label, sum.Figure)
	}
}

// figure writes a figure as its words and as numbers. Numbers are no text, so a
// minus sign stays what it is.
func (s *sheet) figure(id, title, group, label string, f timeline.Figure) {
	m := f.Measure()
	s.text(id, title, s.format.Words(group), s.format.Words(label))
	s.plain(m.ID(), strconv.Itoa(m.Version()))
	s.text(m.Definition(), string(m.From()), string(m.To()))
	s.scope(m.Scope())
	s.plain(f.Kind().String(), f.Unit().String())
	for _, bound := range [...]func() (float64, bool){f.Min, f.Max} {
		if n, ok := bound(); ok {
			s.plain(strconv.FormatFloat(n, 'f', -1, 64))
		} else {
			s.plain("")
		}
	}
	s.text(s.format.Figure(f))
	s.text(s.format.Reason(f.Reason()))
	s.end()
}

func (s *sheet) scope(sc timeline.Scope) {
	s.text(sc.Region(), sc.Component())
	s.plain(sc.Part().String())
}

// bounds adds the earliest and the latest time, empty where there is none.
func (s *sheet) bounds(i timeline.Instant) {
	for _, bound := range [...]func() (time.Time, bool){i.Earliest, i.Latest} {
		s.moment(bound())
	}
}

func (s *sheet) moment(t time.Time, ok bool) {
	if !ok {
		s.plain("")
		return
	}
	s.plain(t.UTC().Format(time.RFC3339Nano))
}

func (s *sheet) entries(r *report.Report, of func(*report.Incident) []report.Entry) {
	s.head("incident", "title", "earliest", "latest", "stated", "time", "what", "text", "status", "written", "actor", "source")
	for i := range r.Incidents {
		inc := &r.Incidents[i]
		for _, e := range of(inc) {
			s.text(inc.ID, inc.Title)
			s.bounds(e.At)
			s.moment(e.At.Stated())
			s.text(s.format.Instant(e.At), s.format.Words(e.What), e.Text, e.Status, e.Written)
			s.stated(e.Actor, e.Source)
			s.end()
		}
	}
}

func (s *sheet) impacts(r *report.Report) {
	s.head("incident", "title", "region", "component", "part", "place", "health",
		"start_earliest", "start_latest", "end_earliest", "end_latest", "end_state", "start", "end", "total")
	for i := range r.Incidents {
		inc := &r.Incidents[i]
		words := report.Lanes{Impacts: inc.Impacts}.Lower(s.format)[0].(report.Table).Rows // place, health, from, to
		for n, x := range inc.Impacts {
			s.text(inc.ID, inc.Title)
			s.scope(x.Scope)
			s.text(words[n][0].Words(s.format), words[n][1].Words(s.format))
			s.bounds(x.Start)
			s.bounds(x.End)
			s.plain(x.EndState.String())
			s.text(words[n][2].Words(s.format), words[n][3].Words(s.format))
			s.stated(x.Total.String())
			s.end()
		}
	}
}

func (s *sheet) actions(r *report.Report) {
	s.head("incident", "title", "action", "type", "state", "owner", "due_earliest", "due_latest", "due")
	for i := range r.Incidents {
		inc := &r.Incidents[i]
		for _, a := range inc.Actions {
			s.text(inc.ID, inc.Title, a.Title)
			s.stated(s.word(a.Type), s.word(a.State), a.Owner)
			s.bounds(a.Due)
			due := a.DueWritten
			if a.Due.IsKnown() {
				due = s.format.Instant(a.Due)
			}
			s.stated(due)
			s.end()
		}
	}
}
