package report

import (
	"io"
	"maps"
	"time"

	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// A Renderer writes a report in one format.
//
// An implementation:
//   - writes every block: it draws those it knows and takes the others lowered
//     from [Report.Blocks], so that nothing is dropped in silence;
//   - shows what is missing as missing, never as empty or zero;
//   - passes all text through [Clean] and the escaping of its format, so that
//     no text can change the structure of the output;
//   - returns the writer's error, and writes no more after it;
//   - leaves the report as it is, and is safe for concurrent use;
//   - gives the same bytes for the same report: it reads no clock, no locale and
//     no environment.
//
// Package reporttest tests all of it.
type Renderer interface {
	Render(w io.Writer, r *Report) error
}

// RendererFunc makes a [Renderer] of a function.
type RendererFunc func(io.Writer, *Report) error

// Render calls f.
func (f RendererFunc) Render(w io.Writer, r *Report) error { return f(w, r) }

// A Report is a document for one audience: sections to be read, and the same
// content as data for formats that want data. Everything in it may be shown to
// that audience.
type Report struct {
	Title     string
	Audience  Audience
	Format    Format
	Incidents []Incident
	Sums      []Sum
	Sections  []Section
}

// A Section is a part of a report under a heading.
type Section struct {
	ID       string // stable: "figures"
	Incident string // the ID of the incident it belongs to; empty for the whole report
	Title    string // as shown: builders have put it through [Format.Label] where it is theirs
	Level    int    // 1 for a report, 2 for its parts
	Blocks   []Block
}

// Concat makes one report of several, one after the other, under the first one's
// title and format. Its audience is the smallest of theirs: who may read all of
// it. Without reports it is empty.
func Concat(reports ...*Report) *Report {
	out, phrases := &Report{}, map[string]Value{}
	for i, r := range reports {
		if i == 0 {
			out.Title, out.Audience, out.Format = r.Title, r.Audience, r.Format
		}
		maps.Copy(phrases, r.Format.phrases)
		out.Audience = min(out.Audience, r.Audience)
		out.Incidents = append(out.Incidents, r.Incidents...)
		out.Sums = append(out.Sums, r.Sums...)
		out.Sections = append(out.Sections, r.Sections...)
	}
	if len(phrases) > 0 {
		out.Format.phrases = phrases
	}
	return out
}

// An Incident is one incident as data, with what the audience may see. Empty
// fields were not recorded, or are not shown.
type Incident struct {
	ID          string
	Title       string // as shown
	AsOf        time.Time
	Status      string
	Phase       timeline.Phase
	Resolution  string
	Severity    *Severity        // nil when unstated
	Began       timeline.Instant // when impact started, as far as that is recorded and shown
	Restored    timeline.Instant // when all of it was restored
	Detections  []Detection
	Statements  []Statement
	Figures     []Figure
	Facts       []string // the facts that the figures stand on, told once each
	Impacts     []Impact
	NotAffected []timeline.Scope
	Timeline    []Entry
	Updates     []Entry
	Symptoms    []string
	Causes      []Cause
	Hypotheses  []Hypothesis
	Actions     []Action
	Rivals      []Entry // accounts that took no part in the figures
	Sources     []Source
	Findings    []timeline.Finding
	Definitions Definitions // as others measure it; empty unless asked for

	Phases       Phases  // what the time went into; without stages where that cannot be told
	Steps        Steps   // how bad it was held to be, over time
	Cadence      Cadence // the updates that the audience may read, against what was promised
	Mode         string  // "drill"
	Roles        []Role
	Changes      []Change
	References   []Reference
	Capabilities []Capability
	Links        []Link
	Absorbed     []Absorption // where facts were taken over from
	Hidden       []string     // what was recorded and is not shown: "severity", "status", "detected by"
}

// A Severity is how bad the incident is held to be.
type Severity struct {
	Level severity.Level
	Scale string
	Word  string // the team's word, or empty
}

// A Detection is who or what noticed, and when.
type Detection struct {
	By string
	At timeline.Instant
}

// A Statement is an answer to a question that readers ask. Answer is empty when
// nothing is stated.
type Statement struct {
	Subject, Answer, Text string
}

// A Figure is a figure with its label and what explains it, as far as the audience
// may read that. Labels of data are in English, whatever the language: [Format.Words]
// has them as they are shown.
type Figure struct {
	Group       string // a label: "since detected"
	Label       string // a label: "cause found"
	Figure      timeline.Figure
	Facts       []int  // the facts it stands on, as indexes of [Incident.Facts]
	Explanation string // all of it in one piece, times as [Report.Format] has them
}

// A Sum is a figure over several incidents.
type Sum struct {
	Label     string // a label: "downtime, eu-west"
	Figure    timeline.Figure
	Incidents []string // their IDs
}

// An Impact is where and when something was affected.
type Impact struct {
	Scope    timeline.Scope
	Hidden   bool // the place has a name that the audience may not read
	Health   timeline.Health
	Start    timeline.Instant
	End      timeline.Instant
	EndState timeline.EndState
	Total    timeline.Length
}

// An Entry is one line of a timeline.
type Entry struct {
	At      timeline.Instant
	What    string // a label: "cause found", "status monitoring"
	Text    string
	Status  string // an update's published word
	Written string // the time as its account writes it
	Actor   string // who, or to the public in which role, as shown; empty if not known or not shown
	Source  string
	From    string // the ID of the incident that it was taken over from; told inside alone
	Key     bool   // one of the moments that short reports tell
}

// A Cause is one of the things that brought the incident about.
type Cause struct {
	Role string
	Text string
	At   timeline.Instant
}

// A Hypothesis is what was thought to be the cause, and what became of it.
type Hypothesis struct {
	Text      string
	State     string
	Suspected timeline.Instant
	Settled   timeline.Instant
	Held      timeline.Length // from suspected to settled, unstated unless both are known
	Why       string
}

// An Action is something to be done.
type Action struct {
	Title, Type, Owner, State string
	Due                       timeline.Instant
	DueWritten                string
}

// A Role is what somebody did in the incident.
type Role struct {
	Role    string // "commander"
	Person  string // empty to the public
	Since   timeline.Instant
	Until   timeline.Instant // unknown while it lasts
	Current bool             // nobody relieved them
}

// A Change is something that was changed and may have a part in the incident.
type Change struct {
	Type, ID, URL, Text string
	Link                string // how sure that is: "suspected"; empty if nobody said
	At                  timeline.Instant
}

// A Reference is where else something about the incident is kept.
type Reference struct {
	System, ID, URL, Title string
}

// A Capability is something that people could no longer do.
type Capability struct {
	Name   string
	Health timeline.Health
}

// A Link is how the incident stands to another.
type Link struct {
	Relation string // "part_of"
	Incident string // the other's ID
}

// An Absorption is another incident whose facts were taken over.
type Absorption struct {
	Incident string // its ID
	Facts    int    // that the audience is told of
}

// A Source is an account that facts come from.
type Source struct {
	Name, Text, Assumption string
}
