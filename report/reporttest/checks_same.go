package reporttest

import (
	"bytes"
	"fmt"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/allclear-go/allclear/report"
)

// checkEmpty writes what there is nothing of.
func checkEmpty(s *subject) {
	section := func(blocks ...report.Block) *report.Report { return page(report.Section{Blocks: blocks}) }
	var none *report.Paragraph
	for _, f := range []Fixture{
		{"no report (nil)", nil},
		{"an empty report", &report.Report{}},
		{"a section without blocks", section()},
		{"a nil block", section(nil)},
		{"an empty Paragraph", section(report.Paragraph{})},
		{"a nil pointer to a Paragraph", section(none)},
		{"an empty List", section(report.List{})},
		{"a List of the zero Value", section(report.List{Items: make([]report.Value, 1)})},
		{"an empty Table", section(report.Table{})},
		{"a Table without a head", section(report.Table{Rows: [][]report.Value{{report.Text("a"), report.Text("b")}}})},
		{"a Table without rows", section(report.Table{Head: []string{"a", "b"}})},
		{"a Table of uneven rows", section(report.Table{Head: []string{"a"}, Rows: [][]report.Value{{}, make([]report.Value, 3), nil}})},
		{"an empty Code", section(report.Code{})},
		{"other empty blocks", section(report.Facts{}, report.Figures{}, report.Timeline{}, report.Lanes{}, report.Phases{}, report.Cadence{}, report.Steps{}, report.Spreads{}, report.Found{})},
		{"rich blocks of one zero row", section(
			report.Facts{Rows: make([]report.Fact, 1)}, report.Figures{Rows: make([]report.Figure, 1)}, report.Timeline{Entries: make([]report.Entry, 1)},
			report.Lanes{Impacts: make([]report.Impact, 1), From: at(10, 0), To: at(10, 0)}, report.Phases{Stages: make([]report.Phase, 1)},
			report.Cadence{Updates: make([]report.Tick, 1)}, report.Steps{Steps: make([]report.Step, 1)}, report.Spreads{Groups: make([]report.Spread, 1)})},
		{"a block that lowers to nothing", section(hollow{})},
		{"an incident of which nothing is known", &report.Report{Incidents: make([]report.Incident, 1), Sums: make([]report.Sum, 1)}},
	} {
		s.tryEmpty(f)
	}
}

// tryEmpty writes one report, surviving a panic.
func (s *subject) tryEmpty(f Fixture) {
	defer func() {
		if value := recover(); value != nil {
			s.fail("of %s: %s", f.Name, panicked(value))
		}
	}()
	out, ok := s.write(f.Name, f.Report)
	if !ok || s.Parse == nil {
		return
	}
	if _, err := s.Parse(out); err != nil {
		s.fail("of %s: %v", f.Name, err)
	}
}

// hollow is a block that breaks its promise.
type hollow struct{}

func (hollow) Lower(*report.Format) []report.Block { return nil }

func checkWellFormed(s *subject) {
	for _, f := range fixtures(s.Limits) {
		s.read(f.Name, f.Report)
	}
}

// checkClock looks for the date of today, which is in no fixture. Within a test it
// also writes at a time at which everything is to be the same.
func checkClock(s *subject) {
	var days []string
	for _, day := range today(time.Now()) {
		days = append(days, regexp.QuoteMeta(day))
	}
	told := regexp.MustCompile(`(?:^|[^0-9])(?:` + strings.Join(days, "|") + `)`)
	for _, f := range fixtures(s.Limits) {
		out, ok := s.write(f.Name, f.Report)
		if !ok {
			return
		}
		if day := told.Find(out); day != nil {
			s.fail("%s says when it is: %q", f.Name, day)
		}
		if s.t == nil {
			continue
		}
		var stopped []byte
		synctest.Test(s.t, func(*testing.T) { stopped, _ = s.write(f.Name, f.Report) }) // on 2000-01-01
		if !bytes.Equal(out, stopped) {
			s.fail("%s is another one in the year 2000: %s", f.Name, apart(out, stopped))
		}
	}
}

// today writes a date in the usual ways.
func today(now time.Time) []string {
	out := []string{fmt.Sprint(now.Unix() / 1000), fmt.Sprint(now.UnixMilli() / 1_000_000)}
	for _, t := range []time.Time{now, now.UTC()} {
		for _, layout := range []string{"2006-01-02", "20060102", "2 Jan 2006", "Jan 2, 2006", "January 2, 2006", "01/02/2006", "02.01.2006", "Jan _2 15"} {
			out = append(out, t.Format(layout))
		}
	}
	return out
}

func checkSameBytes(s *subject) {
	again := fixtures(s.Limits)
	for i, f := range fixtures(s.Limits) {
		first, ok := s.write(f.Name, f.Report)
		if !ok {
			return
		}
		for range 8 {
			if next, ok := s.write(f.Name, f.Report); !ok || !bytes.Equal(first, next) {
				s.fail("%s, written again, differs: %s", f.Name, apart(first, next))
				break
			}
		}
		if next, ok := s.write(f.Name, again[i].Report); !ok || !bytes.Equal(first, next) {
			s.fail("a copy of %s differs: %s", f.Name, apart(first, next))
		}
	}
}

// apart says where two outputs part.
func apart(a, b []byte) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-10)
	cut := func(s []byte) []byte { return s[min(from, len(s)):min(i+30, len(s))] }
	return fmt.Sprintf("%q and %q, from byte %d on", cut(a), cut(b), from)
}

func checkUnchanged(s *subject) {
	before := fixtures(s.Limits)
	for i, f := range fixtures(s.Limits) {
		if _, ok := s.write(f.Name, f.Report); !ok {
			return
		}
		sections := f.Report.Sections
		if !reflect.DeepEqual(f.Report, before[i].Report) {
			s.fail("%s is another one afterwards", f.Name)
		}
		for _, behind := range sections[len(sections):cap(sections)] {
			if !reflect.DeepEqual(behind, report.Section{}) {
				s.fail("a section was written behind the last one of %s", f.Name)
			}
		}
	}
}

// checkGoroutines looks for goroutines that were started by the one that renders.
func checkGoroutines(s *subject) {
	for _, f := range fixtures(s.Limits) {
		done := make(chan string)
		go func() {
			id := "?"
			defer func() {
				if value := recover(); value != nil {
					s.found(panicked(value))
				}
				done <- id
			}()
			var stack [64]byte
			id, _, _ = strings.Cut(string(stack[:runtime.Stack(stack[:], false)]), " [")
			s.write(f.Name, f.Report)
		}()
		id := <-done
		left := ""
		for wait := time.Millisecond; wait < 200*time.Millisecond; wait *= 2 { // some are about to end
			if left = startedBy(id); left == "" {
				break
			}
			time.Sleep(wait)
		}
		if left != "" {
			s.fail("after %s, this goroutine is left: %s", f.Name, left)
			return
		}
	}
}

// startedBy returns the function that started a goroutine which the given one has
// started and which still runs.
func startedBy(id string) string {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	for one := range strings.SplitSeq(string(stacks), "\n\n") {
		_, made, found := strings.Cut(one, "\ncreated by ")
		by, from, _ := strings.Cut(made, "\n")
		if place, _, _ := strings.Cut(strings.TrimSpace(from), " +"); found && strings.HasSuffix(by, " in "+id) {
			return strings.TrimSuffix(by, " in "+id) + ", " + place
		}
	}
	return ""
}
