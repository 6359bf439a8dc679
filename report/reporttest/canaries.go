package reporttest

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"sync"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A Builder makes a report for an audience, as [report.Postmortem] does.
type Builder func(report.Options, ...*timeline.View) (*report.Report, error)

// A canary is a word that says who may read it, and whether it is a person's: Zi,
// Zp and Zu are for those inside, for partners and for the public, Zr is for nobody
// any more.
var canaries = regexp.MustCompile(`Z([ipur])([nt])[0-9]{3}`)

var audiences = [...]report.Audience{report.Internal, report.Partner, report.Public}

// TestAudiences checks what a builder of one's own lets through to each audience,
// and what renderers make of it. It has reports built of an incident all of whose
// events, of every kind, bear words that tell who may read them, retracted and
// removed ones too, and looks for those words in the report and in what is written.
// The rules are "audience", for words that an audience may not read, "people", for
// names told to the public, and "told", for words that are for everyone and come up
// nowhere. Without renderers only the report is looked at. The error joins a
// [*Failure] for each breach; see there.
func TestAudiences(build Builder, renderers ...report.Renderer) error {
	rules := []rule{
		{"audience", "an audience should be told no words that are not for it", func(s *subject) { s.audiences(build, renderers, unreadable) }},
		{"people", "the public should be told of no people", func(s *subject) { s.audiences(build, renderers, personal) }},
		{"told", "what everyone may read should be told to everyone", func(s *subject) { s.told(build) }},
	}
	var errs []error
	for _, r := range rules {
		for _, f := range r.run(&subject{}) {
			errs = append(errs, f)
		}
	}
	return errors.Join(errs...)
}

// unreadable says of a canary whether an audience may not read it.
func unreadable(a report.Audience, circle, _ string) bool {
	switch circle {
	case "i":
		return a > report.Internal
	case "p":
		return a > report.Partner
	}
	return circle == "r"
}

func personal(a report.Audience, _, name string) bool { return a == report.Public && name == "n" }

// audiences looks for canaries in the reports for each audience.
func (s *subject) audiences(build Builder, renderers []report.Renderer, bad func(a report.Audience, circle, name string) bool) {
	for _, a := range audiences {
		doc, err := build(options(a), canaryStory())
		if err != nil {
			s.fail("for %s: %v", a, err)
			continue
		}
		var all bytes.Buffer
		reachable(reflect.ValueOf(doc), func(text string) { fmt.Fprintln(&all, text) })
		s.search(a, "the report", all.String(), bad)
		for _, r := range renderers {
			var out bytes.Buffer
			if err := r.Render(&out, doc); err != nil {
				s.fail("for %s, written by a %T: %v", a, r, err)
			}
			s.search(a, fmt.Sprintf("what a %T writes", r), out.String(), bad)
		}
	}
}

func (s *subject) search(a report.Audience, where, text string, bad func(a report.Audience, circle, name string) bool) {
	told := map[string]bool{}
	for _, m := range canaries.FindAllStringSubmatch(text, -1) {
		if bad(a, m[1], m[2]) && !told[m[0]] {
			told[m[0]] = true
			s.fail("for %s, %s says %s", a, where, m[0])
		}
	}
}

// told fails if a report says nothing that it may say.
func (s *subject) told(build Builder) {
	for _, a := range audiences {
		doc, err := build(options(a), canaryStory())
		if err != nil {
			s.fail("for %s: %v", a, err)
			continue
		}
		found := false
		reachable(reflect.ValueOf(doc), func(text string) {
			for _, m := range canaries.FindAllStringSubmatch(text, -1) {
				found = found || m[1] == "u"
			}
		})
		if !found {
			s.fail("for %s, none of the words for everyone is there", a)
		}
	}
}

// checkCanaries writes reports of one incident for ever more readers, with one
// renderer.
func checkCanaries(s *subject) {
	for range 2 {
		for _, a := range audiences {
			out, ok := s.write("a postmortem", postmortem(a, canaryStory()))
			if !ok {
				return
			}
			s.search(a, "what is written", string(out), unreadable)
			s.search(a, "what is written", string(out), personal)
		}
	}
}

func options(a report.Audience) report.Options {
	return report.Options{Audience: a, Period: timeline.MustParseSpan("2009-03-01T00:00:00Z/2009-04-01T00:00:00Z")}
}

// Views of the incident that is told of, without canaries and with them: made
// once, as a view is never changed.
var (
	plainStory  = sync.OnceValue(func() *timeline.View { return story(false).AsOf(clock(23, 0)) })
	canaryStory = sync.OnceValue(func() *timeline.View { return story(true).AsOf(clock(23, 0)) })
)

// postmortem is the report of an incident.
func postmortem(a report.Audience, view *timeline.View) *report.Report {
	doc, err := report.Postmortem(options(a), view)
	if err != nil {
		panic(fmt.Sprintf("reporttest: a fixture is broken: %v", err))
	}
	return doc
}

// reachable calls f with every string in v.
func reachable(v reflect.Value, f func(string)) {
	switch v.Kind() {
	case reflect.String:
		f(v.String())
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			reachable(v.Elem(), f)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			reachable(v.Index(i), f)
		}
	case reflect.Map:
		for key, value := range v.Seq2() {
			reachable(key, f)
			reachable(value, f)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() || v.Type() == reflect.TypeFor[time.Location]() {
			return
		}
		for _, field := range v.Fields() {
			reachable(field, f)
		}
	}
}
