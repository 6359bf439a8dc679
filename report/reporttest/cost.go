package reporttest

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/allclear-go/allclear/report"
)

// Reports are held against reports that are so many times as large.
const (
	smallest = 120 // entries
	larger   = 6
	largest  = 10
)

// A growth is a way in which a report can be large.
type growth struct {
	of    string
	build func(n int) *report.Report
}

func growths() []growth { return append(longBlocks(), manyBlocks()...) }

// filling is text for a line.
func filling(i int) string { return fmt.Sprintf("Kx%d some words that fill a line", i) }

// single is a report of one block.
func single(b report.Block) *report.Report {
	return page(report.Section{ID: "one", Title: "one", Level: 1, Blocks: []report.Block{b}})
}

// longBlocks are reports of one block that is long.
func longBlocks() []growth {
	known, unknown := figure("downtime"), figure("time_to_mobilize")
	return []growth{
		{"rows of a Table", func(n int) *report.Report {
			t := report.Table{Head: []string{"a", "b", "c"}}
			for i := range n {
				t.Rows = append(t.Rows, []report.Value{report.Text(filling(i)), report.At(at(10, 7)), report.Of(unknown)})
			}
			return single(t)
		}},
		{"entries of a Timeline", func(n int) *report.Report {
			t := report.Timeline{}
			for i := range n {
				t.Entries = append(t.Entries, report.Entry{At: at(10, i%60), What: "detected", Text: filling(i)})
			}
			return single(t)
		}},
		{"items of a List", func(n int) *report.Report {
			l := report.List{}
			for i := range n {
				l.Items = append(l.Items, report.Text(filling(i)))
			}
			return single(l)
		}},
		{"rows of a Figures", func(n int) *report.Report {
			b := report.Figures{Title: "since detected"}
			for i := range n {
				b.Rows = append(b.Rows, report.Figure{Label: filling(i), Figure: known})
			}
			return single(b)
		}},
	}
}

// manyBlocks are reports of many parts, and of one that holds much.
func manyBlocks() []growth {
	return []growth{
		{"blocks", func(n int) *report.Report {
			r := single(nil)
			r.Sections[0].Blocks = nil
			for i := range n {
				r.Sections[0].Blocks = append(r.Sections[0].Blocks, report.Paragraph{Text: filling(i)})
			}
			return r
		}},
		{"sections", func(n int) *report.Report {
			r := page()
			for i := range n {
				r.Sections = append(r.Sections, report.Section{ID: "s", Title: filling(i), Level: 1, Blocks: []report.Block{report.Paragraph{Text: filling(i)}}})
			}
			return r
		}},
		{"words of a Paragraph", func(n int) *report.Report {
			var text bytes.Buffer
			for i := range n {
				text.WriteString(filling(i) + " ")
			}
			return single(report.Paragraph{Text: text.String()})
		}},
	}
}

// scales are the sizes to try, from within the limits; none if they allow too
// little to tell.
func (s *subject) scales(times int, of string) (small, large int, ok bool) {
	large = s.Limits.entries(smallest * times)
	const perEntry = 40 // characters
	if of == "words of a Paragraph" && s.Limits.Text > 0 {
		large = min(large, s.Limits.Text/perEntry)
	}
	return large / times, large, large/times >= 10
}

func checkSize(s *subject) {
	for _, g := range growths() {
		n, m, ok := s.scales(larger, g.of)
		if !ok {
			continue
		}
		small, ok1 := s.write(g.of, g.build(n))
		large, ok2 := s.write(g.of, g.build(m))
		if ok1 && ok2 && (len(large) > larger*len(small)+len(small)/2+1000 || len(large) < 2*len(small)) {
			s.fail("%d %s give %d bytes, %d give %d", n, g.of, len(small), m, len(large))
		}
	}
}

func checkMemory(s *subject) {
	const slack = 64 << 10
	for _, g := range growths() {
		n, m, ok := s.scales(larger, g.of)
		if !ok {
			continue
		}
		little, much := g.build(n), g.build(m)
		small, large := s.allocated(little), s.allocated(much)
		for try := 0; try < 8 && large > 2*larger*small+slack; try++ {
			large = min(large, s.allocated(much)) // others may have allocated all the while
		}
		if large > 2*larger*small+slack {
			s.fail("%d %s take %d bytes, %d take %d", n, g.of, small, m, large)
		}
	}
}

// allocated is how many bytes are allocated to write a report: the least of some
// tries, as others allocate too.
func (s *subject) allocated(r *report.Report) uint64 {
	least := ^uint64(0)
	for range 4 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s.writeAway(r)
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}

func (s *subject) writeAway(r *report.Report) {
	if err := s.Render(io.Discard, r); err != nil {
		s.fail("of a large report: %v", err)
	}
}

// checkTime is lenient, and for those who ask for it: a machine does other things
// too, and a test that fails when it does is worth little.
func checkTime(s *subject) {
	if !s.Time {
		return
	}
	const floor = 5 * time.Millisecond
	for _, g := range growths() {
		n, m, ok := s.scales(largest, g.of)
		if !ok {
			continue
		}
		little, much := g.build(n), g.build(m)
		small, large := time.Hour, time.Hour
		slow := true
		for try := 0; try < 6 && slow; try++ {
			small, large = min(small, s.took(little)), min(large, s.took(much))
			slow = large > 3*largest*max(small, floor/largest)
		}
		if slow {
			s.fail("%d %s take %s, %d take %s", n, g.of, small, m, large)
		}
	}
}

func (s *subject) took(r *report.Report) time.Duration {
	start := time.Now()
	s.writeAway(r)
	return time.Since(start)
}
