package report_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
	"github.com/allclear-go/allclear/timeline/definition"
)

// These tests plant a word of its own in every string of every event of a log,
// and look for those words in reports. What a report may say is worked out from
// the events by a slow second model of what holds in a view, in
// canary_oracle_test.go; nothing of it is asked of the library.

// A planted word is eight characters: a mark, the number of its event and two
// letters for the field. It has no space and nothing that a format escapes, and
// it is shorter than the narrowest column, so that it comes through whole.
const (
	canaryMark = "Zq"
	canarySize = 8
)

func canary(n int, field string) string { return fmt.Sprintf("%s%04d%s", canaryMark, n, field) }

// person reports whether a planted word names a person.
func person(word string) bool {
	return strings.HasSuffix(word, "ac") || strings.HasSuffix(word, "ow") || strings.HasSuffix(word, "pe")
}

// planted calls f with every planted word in s: less than all of one where a
// renderer cut it off.
func planted(s string, f func(string)) {
	for {
		i := strings.Index(s, canaryMark)
		if i < 0 {
			return
		}
		n := len(canaryMark)
		for n < canarySize && i+n < len(s) && (s[i+n] >= '0' && s[i+n] <= '9' || s[i+n] >= 'a' && s[i+n] <= 'z') {
			n++
		}
		f(s[i : i+n])
		s = s[i+n:]
	}
}

// An aviary is a log and the words planted in it.
type aviary struct {
	t      *testing.T
	log    *timeline.Log
	next   *int                    // the number of the next event, shared by aviaries that meet in one report
	events []timeline.Event        // as recorded, in the order added
	words  [][]string              // of each of them
	gone   map[int]map[string]bool // which of them were redacted; see redacted
	stood  map[time.Time]map[int]bool
}

func newAviary(t *testing.T, id byte, next *int) *aviary {
	return &aviary{t: t, log: timeline.NewLog(uuid.UUID{15: id}), next: next}
}

// itsOwn stands for a word of the event's own in a kind or milestone.
const itsOwn = "?"

// plant records an event with a word of its own in every string that it leaves
// empty, and in members of every name that the library reads. Only a milestone is
// left empty.
func (a *aviary) plant(e timeline.Event) timeline.Event {
	n := *a.next
	*a.next++
	word := func(field string) string { return canary(n, field) }
	e.Kind = timeline.Kind(strings.Replace(string(e.Kind), itsOwn, word("ki"), 1))
	e.Milestone = timeline.Milestone(strings.Replace(string(e.Milestone), itsOwn, word("mi"), 1))
	for field, s := range reflect.ValueOf(&e).Elem().Fields() {
		if s.Kind() == reflect.String && s.String() == "" && field.Name != "Milestone" {
			s.SetString(word(strings.ToLower(field.Name[:2])))
		}
	}
	if e.Scope.IsZero() {
		e.Scope = timeline.Component(word("co")).In(word("rg"))
	}
	e = a.members(e, n)
	e, err := a.log.Add(e)
	require.NoError(a.t, err)
	return a.keep(e)
}

// keep notes an event that the log holds, and the words in it.
func (a *aviary) keep(e timeline.Event) timeline.Event {
	raw, err := e.MarshalJSON()
	require.NoError(a.t, err)
	var words []string
	planted(string(raw), func(w string) { words = append(words, w) })
	a.events, a.words, a.stood = append(a.events, e), append(a.words, words), map[time.Time]map[int]bool{}
	return e
}

// members adds the members that the library reads, and some that it does not.
func (a *aviary) members(e timeline.Event, n int) timeline.Event {
	q := func(field string) string { return `"` + canary(n, field) + `"` }
	members := [][2]string{
		{"detected_by", q("by")}, {"cause", q("ca")}, {"into", q("in")}, {"trigger", q("tr")},
		{"severity", `{"level":"major","scale":` + q("sc") + `,"word":` + q("sw") + `}`},
		{"action", `{"type":` + q("ty") + `,"owner":` + q("ow") + `,"state":` + q("sa") + `,"due_written":` + q("du") + `}`},
		{"statement", `{"subject":` + q("su") + `,"answer":` + q("an") + `}`},
		{"file", `{"name":` + q("fi") + `,"deep":[[` + q("de") + `]],` + q("ke") + `:1}`},
		{canary(n, "un"), q("uv")},
		{"role", `{"role":` + q("ro") + `,"person":` + q("pe") + `}`},
		{"mode", q("mo")},
		{"reference", `{"system":` + q("sy") + `,"id":` + q("id") + `,"url":` + q("ur") + `}`},
		{"change", `{"type":` + q("ct") + `,"id":` + q("ci") + `,"url":` + q("cu") + `,"link":` + q("cl") + `}`},
		{"link", `{"relation":` + q("rl") + `,"incident":"` + uuid.Max.String() + `"}`},
		{"update", `{"channel":` + q("ch") + `,"audience":` + q("au") + `,"next":"2026-03-04T10:35:00Z"}`},
	}
	if n%5 == 0 {
		members = append(members, [2]string{"absorbed", `{"incident":"` + uuid.Max.String() + `","event":"` + uuid.UUID{15: byte(n)}.String() + `"}`})
	}
	switch {
	case e.Target != uuid.Nil:
		members = append(members, [2]string{"hypothesis", q("hy")})
	case n%3 == 0:
		members = append(members, [2]string{"hypothesis", `"suspected"`})
	}
	if n%2 == 0 { // else moves are checked against the default lifecycle
		members = append(members, [2]string{"lifecycle", `{"name":` + q("li") + `,"version":1,"fingerprint":` + q("fp") + `}`})
	}
	var err error
	for _, m := range members {
		e, err = e.WithMember(m[0], []byte(m[1]))
		require.NoError(a.t, err)
	}
	return e
}

// anew is an event that tells the same as e, all words still to be planted.
func anew(e timeline.Event) timeline.Event {
	marked := func(s string) string {
		if i := strings.Index(s, canaryMark); i >= 0 {
			return s[:i] + itsOwn + s[i+canarySize:]
		}
		return s
	}
	out := timeline.Event{
		Kind: timeline.Kind(marked(string(e.Kind))), Milestone: timeline.Milestone(marked(string(e.Milestone))),
		Occurred: e.Occurred, Ended: e.Ended, Total: e.Total, Recorded: e.Recorded, Health: e.Health, Phase: e.Phase,
		Previous: e.Previous, Target: e.Target, RivalOf: e.RivalOf, Visibility: e.Visibility,
	}
	if strings.Contains(string(e.Phase), canaryMark) {
		out.Phase = ""
	}
	if e.Scope.Region() == "*" {
		out.Scope = e.Scope
	}
	return out
}

var audiences = []report.Audience{report.Internal, report.Partner, report.Public}

// canaryWidths are the widths of text, from the least to one at which nothing is
// broken. Which one a report is written in depends on how much it must say, so
// that every audience gets every width in some scene.
var canaryWidths = [...]int{40, 77, 100, 2000}

// A shot is one view of one aviary.
type shot struct {
	*aviary
	now    time.Time
	prefer string
}

func (s shot) view() *timeline.View {
	v := s.log.AsOf(s.now)
	if s.prefer != "" {
		v = v.Preferring(s.prefer)
	}
	return v
}

// canaryOptions are the options that a report for an audience is made with.
func canaryOptions(t *testing.T, audience report.Audience) report.Options {
	zone := time.UTC
	if audience == report.Partner {
		var err error
		zone, err = time.LoadLocation("Pacific/Apia")
		require.NoError(t, err)
	}
	var label func(string) string
	if audience != report.Internal {
		label = strings.Clone // the format keeps what labels are made of
	}
	return report.Options{Audience: audience, Zone: zone, Label: label, Period: timeline.MustParseSpan("2026-03-01T00:00:00Z/2026-04-01T00:00:00Z"), Definitions: slices.Collect(definition.All())}
}

// inspect makes one report of the shots for an audience and looks at all that it
// says. It returns the report.
func inspect(t *testing.T, name string, audience report.Audience, shots ...shot) *report.Report {
	t.Helper()
	var views []*timeline.View
	may := map[string]bool{}
	var must []duty
	for _, s := range shots {
		views = append(views, s.view())
		s.may(audience, may)
		must = append(must, s.must(audience)...)
	}
	doc, err := report.Postmortem(canaryOptions(t, audience), views...)
	require.NoError(t, err)
	scan(t, name, doc, may, must)
	profiles(t, name, audience, views, shots)
	return doc
}

// profiles makes every other report of the views and looks for words that it may not
// say, in the report and as text.
func profiles(t *testing.T, name string, audience report.Audience, views []*timeline.View, shots []shot) {
	t.Helper()
	o := canaryOptions(t, audience)
	o.Definitions = nil
	month := func(m time.Month) cohort.Rule {
		span, err := timeline.Month(2026, m, time.UTC)
		require.NoError(t, err)
		return cohort.StartedIn(span)
	}
	for profile, build := range map[string]func(report.Options, ...*timeline.View) (*report.Report, error){
		"customers": report.Customers, "executive": report.Executive, "live": report.Live,
		"all sections": func(o report.Options, views ...*timeline.View) (*report.Report, error) {
			o.Sections = report.StandardSections()
			return report.Live(o, views...)
		},
		"portfolio": func(o report.Options, views ...*timeline.View) (*report.Report, error) {
			return report.Portfolio(o, report.Selection{
				Rule: month(time.March), Before: month(time.February),
				By:         []report.Grouping{report.BySeverity(), {Title: "by title", Key: func(inc *report.Incident) string { return inc.Title }}},
				Objective:  cohort.Objective{Share: 0.99, Period: o.Period, Weighting: timeline.DowntimeOnly()},
				Statistics: cohort.Options{Resamples: -1},
			}, views...)
		},
	} {
		doc, err := build(o, views...)
		require.NoError(t, err, profile)
		may := map[string]bool{}
		for _, s := range shots {
			s.may(doc.Audience, may)
		}
		said := map[string]bool{}
		eachString(reflect.ValueOf(doc), func(s string) { planted(s, func(w string) { said[w] = true }) })
		planted(render(t, text.Renderer{Width: 2000}, doc), func(w string) { said[w] = true })
		for w := range said {
			if !may[w] {
				t.Errorf("%s, %s for %s: %s is said", name, profile, doc.Audience, w)
			}
		}
		require.NotEmpty(t, doc.Sections, profile)
	}
}

// scan fails for every word that a report says and may not, and for every one
// that it must say and does not.
func scan(t *testing.T, name string, doc *report.Report, may map[string]bool, must []duty) {
	t.Helper()
	leaks := map[string][]string{}
	look := func(where, s string) {
		planted(s, func(w string) {
			if !may[w] && !slices.Contains(leaks[w], where) {
				leaks[w] = append(leaks[w], where)
			}
		})
	}
	eachString(reflect.ValueOf(doc), func(s string) { look("the report", s) })
	width := canaryWidths[len(must)%len(canaryWidths)]
	for format, r := range map[string]report.Renderer{"json": json.Renderer{}, fmt.Sprintf("text of %d", width): text.Renderer{Width: width}} {
		said := map[string]bool{}
		planted(render(t, r, doc), func(w string) { said[w] = true })
		for w := range said {
			look(format, w)
		}
		for _, d := range must {
			if (!d.data || format == "json") && !said[d.word] {
				t.Errorf("%s, for %s: %s does not say %s, of a %s", name, doc.Audience, format, d.word, d.kind)
			}
		}
	}
	for w, where := range leaks {
		t.Errorf("%s, for %s: %s is said in %s", name, doc.Audience, w, strings.Join(where, ", "))
	}
}
