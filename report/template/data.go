package template

import (
	"cmp"
	"strings"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A Report is what a template sees. It is made anew for each Render.
type Report struct {
	Title     string
	Audience  string // "internal", "partner", "public"
	Zone      string // of all times
	Language  string // of the labels, for the lang attribute of HTML: "en"
	Sections  []Section
	Incidents []Incident
	Sums      []Figure // over all incidents
}

// Section returns the sections with that ID, one for each incident that has it.
func (r Report) Section(id string) []Section {
	var out []Section
	for _, s := range r.Sections {
		if s.ID == id {
			out = append(out, s)
		}
	}
	return out
}

// A Section is a part of the report under a heading.
type Section struct {
	ID       string
	Incident string // its ID; empty for the whole report
	Title    string
	Level    int
	Blocks   []Block
}

// A Block is a primitive: a paragraph, a list, a table or code.
type Block struct {
	Kind  string // "paragraph", "list", "table", "code"
	Text  string // of a paragraph or code
	Items []Value
	Head  []string // of a table; empty where it has none
	Rows  [][]Value
}

// A Value is words for people, and what programs ask about them. It prints as
// its words.
type Value struct {
	Text     string
	Missing  bool
	Datetime string // RFC 3339 in UTC, of an exact time; empty of all else
}

// String returns the words.
func (v Value) String() string { return v.Text }

// A Figure is a measured result. It prints as its words.
type Figure struct {
	Group       string // "since detected"
	Label       string // "all restored"
	Measure     string // "time_to_restore"
	From, To    string // "detected", "restored"; empty for totals
	Kind        string // "known", "bounded", "ongoing", "unknown", …
	Text        string // "6h13m", "unknown (detected not recorded)"
	Reason      string // why it is not simply known
	Explanation string // empty where the audience may not see it
	Missing     bool   // Kind is "unknown"
}

// String returns the words.
func (f Figure) String() string { return f.Text }

// An Incident is one incident. Values that nobody stated say so.
type Incident struct {
	ID         string
	Title      string
	AsOf       Value
	Status     Value
	Phase      Value
	Resolution Value
	Severity   Value
	Detections []Detection
	Statements []Statement
	Figures    []Figure
	Impacts    []Impact
	Spared     []string // places that were not affected
	Timeline   []Entry
	Updates    []Entry
	Symptoms   []string
	Causes     []Cause
	Actions    []Action

	unknown string // as it is worded
}

// Figure returns the first figure of a measure, such as "time_to_restore" or
// "downtime". Where there is none it is unknown.
func (i Incident) Figure(measure string) Figure {
	for _, f := range i.Figures {
		if f.Measure == measure {
			return f
		}
	}
	return Figure{Measure: report.Clean(measure), Kind: timeline.Unknown.String(), Text: cmp.Or(i.unknown, "unknown"), Missing: true}
}

// A Detection is who or what noticed, and when.
type Detection struct{ By, At Value }

// A Statement is an answer to a question that readers ask.
type Statement struct {
	Subject string
	Answer  Value
	Text    string
}

// An Impact is where and when something was affected.
type Impact struct{ Place, Health, Start, End, Total Value }

// An Entry is one line of a timeline, or an update.
type Entry struct {
	At              Value
	What            string
	Text            string
	Status, Written string
	Actor, Source   Value
}

// A Cause is one of the things that brought the incident about.
type Cause struct {
	Role Value
	Text string
	At   Value
}

// An Action is something to be done.
type Action struct {
	Title                   string
	Type, State, Owner, Due Value
}

// words makes values of a report for its templates.
type words struct{ format *report.Format }

// value is v in words.
func (w words) value(v report.Value) Value {
	out := Value{Text: report.Clean(v.Words(w.format)), Missing: v.IsMissing()}
	if f, ok := v.Figure(); ok {
		out.Missing = f.Kind() == timeline.Unknown
	}
	if i, ok := v.Instant(); ok {
		out.Missing = !i.IsKnown()
		if at, _ := i.Stated(); i.IsExact() {
			out.Datetime = at.UTC().Format(time.RFC3339Nano)
		}
	}
	if out.Missing && strings.TrimSpace(out.Text) == "" {
		out.Text = w.format.Words("unknown")
	}
	return out
}

// stated is a word of a vocabulary that somebody stated, or says that nobody did.
func (w words) stated(s string) Value {
	if s == "" {
		return w.value(report.Missing("not stated"))
	}
	return w.value(report.Word(s))
}

// text is something that somebody wrote, or says that nobody did.
func (w words) text(s string) Value {
	if s == "" {
		return w.value(report.Missing("not stated"))
	}
	return w.value(report.Text(s))
}

func (w words) label(s string) string { return report.Clean(w.format.Words(s)) }

func (w words) at(i timeline.Instant) Value { return w.value(report.At(i)) }

// each applies f to all of in.
func each[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}
