package main

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

// text writes for people.
type text struct {
	w           io.Writer
	definitions []definition.Definition
}

func newText(w io.Writer, definitions []definition.Definition) writer { return text{w, definitions} }

func (t text) item(item feed.Item, view *timeline.View, findings []timeline.Finding) error {
	var out strings.Builder
	record := cmp.Or(item.Path, "the record")
	if item.ID != "" {
		record += ", " + report.CleanLine(item.ID)
	}
	switch {
	case view != nil:
		t.incident(&out, view, record)
	case item.Incident != nil:
		return nil // not known yet
	default:
		fmt.Fprintf(&out, "no incident: %s\n", record)
	}
	for _, d := range item.Diagnostics {
		line(&out, "note", report.CleanLine(strings.TrimLeft(strings.TrimPrefix(d.String(), item.Path), ".: ")))
	}
	for _, f := range findings {
		line(&out, "finding", report.CleanLine(f.Text+" ["+f.Rule+doubt(f)+"]"))
	}
	out.WriteByte('\n')
	_, err := io.WriteString(t.w, out.String())
	return err
}

// doubt marks a finding that is not certain.
func doubt(f timeline.Finding) string {
	if f.Doubt {
		return ", doubtful"
	}
	return ""
}

// line writes what something is.
func line(out *strings.Builder, what, is string) { fmt.Fprintf(out, "  %-22s %s\n", what, is) }

// incident writes the figures of one incident.
func (t text) incident(out *strings.Builder, v *timeline.View, record string) {
	s := incident.Of(v)
	when := "at an unknown time"
	if at, ok := s.Declared.Occurred.Stated(); ok {
		when = at.UTC().Format("2006-01-02 15:04")
	}
	fmt.Fprintf(out, "%s  %s  (%s)\n", when, report.CleanLine(s.Title), record)
	status, _ := v.Status()
	words := []string{status.Name}
	if len(s.Severities) > 0 {
		worst := slices.MaxFunc(s.Severities, func(a, b incident.Severity) int { return a.Level.Compare(b.Level) })
		words = append(words, "severity "+cmp.Or(worst.Word, worst.Level.String()))
	}
	line(out, "status", report.CleanLine(strings.Join(words, ", ")))
	switch {
	case isMaintenance(v):
		line(out, "planned work", timeline.Elapsed(timeline.Declared, timeline.Closed).Of(v).String())
	case isAfterwards(v):
		line(out, "declared to resolved", "never shown as open")
	default:
		line(out, "declared to resolved", shown().Of(v).String())
	}
	if !isMaintenance(v) {
		places(out, "impact", timeline.ImpactTime(), v)
		places(out, "time to restore", timeline.TimeToRestore(), v)
	}
	if silence := timeline.LongestSilence().Of(v); silence.Kind() != timeline.Unknown && silence.Kind() != timeline.NotApplicable {
		line(out, "longest silence", silence.String())
	}
	if len(t.definitions) > 0 && !isMaintenance(v) {
		compared(out, definition.Compare(v, t.definitions...))
	}
}

// places writes a figure of the whole and of its regions, or else components.
func places(out *strings.Builder, what string, m timeline.Measure, v *timeline.View) {
	whole := m.Of(v)
	if whole.Kind() == timeline.Unknown {
		return
	}
	split := gather(m.ByRegion(v), timeline.Scope.Region)
	if len(split) == 0 {
		split = gather(m.ByComponent(v), timeline.Scope.Component)
	}
	is := whole.String()
	if !says(whole) {
		is = "not known"
	}
	if len(split) > 0 {
		is += " (" + strings.Join(split, ", ") + ")"
	}
	line(out, what, report.CleanLine(is))
}

// gather says what a figure is in each place: places of the same figure together,
// the first few of many.
func gather(figures iter.Seq2[timeline.Scope, timeline.Figure], name func(timeline.Scope) string) []string {
	const few = 4
	var order []string
	names := map[string][]string{}
	for scope, f := range figures {
		is := f.String()
		if !says(f) && f.Kind() == timeline.Bounded {
			is = "not known"
		}
		if names[is] == nil {
			order = append(order, is)
		}
		names[is] = append(names[is], name(scope))
	}
	var out []string
	for _, is := range order {
		list := names[is]
		slices.Sort(list)
		if n := len(list); n > few+1 {
			list = append(list[:few:few], fmt.Sprintf("%d more", n-few))
		}
		out = append(out, strings.Join(list, ", ")+": "+is)
	}
	return out
}

// end writes what all records come to.
func (t text) end(all *totals) error {
	w := tabwriter.NewWriter(t.w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%s as of %s\n\n", count(all.records, "record"), all.asOf.UTC().Format("2006-01-02 15:04 MST"))
	fmt.Fprintln(w, "year\tincidents\tplanned\topen\tafterwards\tdeclared to resolved\tlongest\timpact\tof\t")
	row := func(name string, y *year) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\t%d\t\n", name, y.incidents, y.maintenances, y.open, y.afterwards,
			y.shown.String(), y.shown.most(), y.impact.String(), len(y.impact.known))
	}
	for _, n := range all.sorted() {
		row(fmt.Sprint(n), all.years[n])
	}
	if all.undated.incidents > 0 {
		row("undated", &all.undated)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	var out strings.Builder
	out.WriteString(`
Sums count overlaps twice, and leave out planned work and what goes on. What was
entered afterwards, when it was over, has no time from declared to resolved. "Impact"
is what the page says of components or locations, of as many incidents as the last
column says. An incident is of the year in which it was declared.
`)
	if all.unread > 0 {
		fmt.Fprintf(&out, "\n%s could not be read as an incident.\n", count(all.unread, "record"))
	}
	if all.again > 0 {
		fmt.Fprintf(&out, "\n%s told again of an incident that came before.\n", count(all.again, "record"))
	}
	if all.later > 0 {
		fmt.Fprintf(&out, "\n%s was not known yet at that time.\n", count(all.later, "incident"))
	}
	if len(all.rules) > 0 {
		out.WriteString("\nnotes by rule\n")
		for _, r := range all.frequent() {
			fmt.Fprintf(&out, "  %6d  %s\n", all.rules[r], r)
		}
	}
	if len(all.found) > 0 {
		out.WriteString("\nfindings by rule, certain and doubtful\n")
		for _, rule := range slices.Sorted(maps.Keys(all.found)) {
			fmt.Fprintf(&out, "  %6d  %6d  %s\n", all.found[rule].Certain, all.found[rule].Doubtful, rule)
		}
	}
	_, err := io.WriteString(t.w, out.String())
	return err
}

// count counts things in words.
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// String returns the sum, or a dash if nothing is known.
func (s *sum) String() string {
	if len(s.known) == 0 {
		return "-"
	}
	return s.total().String()
}

// most returns the longest figure, or a dash.
func (s *sum) most() string {
	if len(s.known) == 0 {
		return "-"
	}
	return slices.MaxFunc(s.known, func(a, b timeline.Figure) int { return cmp.Compare(least(a), least(b)) }).String()
}

// least is the least that a figure may be.
func least(f timeline.Figure) float64 {
	min, _ := f.Min()
	return min
}

// frequent returns the rules that were broken, the most frequent first.
func (t *totals) frequent() []feed.Rule {
	var out []feed.Rule
	for r := range t.rules {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b feed.Rule) int {
		return cmp.Or(cmp.Compare(t.rules[b], t.rules[a]), cmp.Compare(a, b))
	})
	return out
}
