package reporttest

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// planted finds the words that fixtures plant in texts.
var planted = regexp.MustCompile(`Kx[0-9]{3}`)

// A wanted text has to be found in the output.
type wanted struct {
	block string // of which block it is: "report.Table"
	text  string
	row   int // texts of one row, item or block have the same
}

// wants returns what the output of a report has to say: every title, and all that
// its blocks say in their lowered form, but for the heads of tables that a renderer
// may do without since it draws the block itself.
func wants(r *report.Report) []wanted {
	var out []wanted
	row := 0
	add := func(block, text string) {
		if strings.TrimSpace(text) != "" {
			out = append(out, wanted{block, text, row})
		}
	}
	f := &r.Format
	for _, s := range r.Sections {
		row++
		add("the title of a section", s.Title)
		for _, b := range s.Blocks {
			one := &report.Report{Format: r.Format, Sections: []report.Section{{Blocks: []report.Block{b}}}}
			for _, p := range one.Blocks(nil) {
				name := strings.TrimPrefix(fmt.Sprintf("a %T", b), "*")
				primitive := fmt.Sprintf("a %T", p) == name
				row++
				switch p := p.(type) {
				case report.Paragraph:
					add(name, p.Text)
				case report.Code:
					add(name, p.Text)
				case report.List:
					for _, item := range p.Items {
						row++
						add(name, item.Words(f))
					}
				case report.Table:
					for _, h := range p.Head {
						if primitive || planted.MatchString(h) {
							add(name, f.Words(h))
						}
					}
					for _, cells := range p.Rows {
						row++
						for _, c := range cells {
							add(name, c.Words(f))
						}
					}
				}
			}
		}
	}
	return out
}

// missing fails for every wanted text that the output does not have.
func (s *subject) missing(name string, r *report.Report) {
	n, ok := s.read(name, r)
	if !ok {
		return
	}
	says := newSaid(n.texts())
	for _, w := range wants(r) {
		if !s.says(says, w.text) {
			s.fail("of %s, this text of %s is not shown: %s", name, w.block, short(w.text))
		}
	}
}

func checkOwnBlocks(s *subject) {
	w := &wordsmith{}
	for _, b := range blocks(w) {
		switch b.block.(type) {
		case own, *report.Paragraph:
			s.missing(b.name, page(report.Section{ID: "one", Title: "Kx900 one", Level: 1, Blocks: []report.Block{b.block}}))
		}
	}
}

// checkMissing looks for reasons, and for the word where there is none. What is
// missing has to look different from what is empty and from zero.
func checkMissing(s *subject) {
	w := &wordsmith{}
	cells := func(v report.Value) *report.Report {
		return page(report.Section{ID: "one", Title: "Kx900 one", Level: 1, Blocks: []report.Block{
			report.Table{Head: []string{"Kx901 a", "Kx902 b"}, Rows: [][]report.Value{{report.Text("Kx903"), v}}},
			report.List{Items: []report.Value{report.Text("Kx904"), v}},
			report.Facts{Rows: []report.Fact{{Label: "Kx905", Value: v}}},
		}})
	}
	s.missing("what is missing for a reason", cells(report.Missing(w.say("was not recorded"))))
	s.missing("what is missing for no reason", cells(report.Value{}))
	s.missing("an unknown instant", cells(report.At(timeline.Instant{})))
	var outs [][]byte
	for _, v := range []report.Value{{}, report.Text(""), report.Number(0)} {
		out, ok := s.write("a missing value", cells(v))
		if !ok {
			return
		}
		outs = append(outs, out)
	}
	for i, like := range []string{"one that is empty", "zero"} {
		if bytes.Equal(outs[0], outs[i+1]) {
			s.fail("a missing value reads as %s does", like)
		}
	}
}

func checkFigures(s *subject) { s.figures(report.Format{}) }

// figures looks for figures of every kind, as a format has them.
func (s *subject) figures(f report.Format) {
	b := everyKind(&wordsmith{})
	r := page(report.Section{ID: "figures", Title: "Kx900 figures", Level: 1, Blocks: []report.Block{b}})
	r.Format = f
	n, ok := s.read("figures of every kind", r)
	if !ok {
		return
	}
	says := newSaid(n.texts())
	for _, row := range b.Rows {
		if words := f.Figure(row.Figure); !s.says(says, words) {
			s.fail("of the kind %s, this is not shown: %s", row.Figure.Kind(), short(words))
		}
	}
}

// checkLengths has all lengths written in minutes and put in quotes.
func checkLengths(s *subject) {
	f := report.Format{Duration: func(d time.Duration) string { return opens + strconv.Itoa(int(d.Minutes())) + closes }}
	s.figures(f)
	for _, b := range blocks(&wordsmith{}) {
		r := page(report.Section{ID: "one", Title: "Kx900 one", Level: 1, Blocks: []report.Block{b.block}})
		r.Format = f
		s.missing(b.name, r)
	}
}

func checkNothingDropped(s *subject) {
	for _, f := range fixtures(s.Limits) {
		s.missing(f.Name, f.Report)
	}
}

// checkInOrder compares the first planted words of rows, items and blocks.
func checkInOrder(s *subject) {
	for _, f := range fixtures(s.Limits) {
		n, ok := s.read(f.Name, f.Report)
		if !ok {
			return
		}
		there := planted.FindAllString(strings.Join(n.texts(), "\n"), -1)
		at, row, before := 0, -1, "the start"
		for _, w := range wants(f.Report) {
			word := planted.FindString(w.text)
			if word == "" || w.row == row {
				continue
			}
			row = w.row
			i := slices.Index(there[at:], word)
			if i < 0 && slices.Contains(there, word) {
				s.fail("of %s, %s of %s does not come after %s", f.Name, word, w.block, before)
			}
			at, before = at+max(i, 0), word
		}
	}
}

var runsOn = regexp.MustCompile(`[\pL\pN]Kx[0-9]{3}|Kx[0-9]{3}[\pL\pN]`)

func checkApart(s *subject) {
	for _, f := range fixtures(s.Limits) {
		n, ok := s.read(f.Name, f.Report)
		if !ok {
			return
		}
		for _, t := range n.texts() {
			if m := runsOn.FindString(t); m != "" {
				s.fail("of %s, two texts are one: %s, in %s", f.Name, m, short(t))
			}
		}
	}
}

// Quotes that the kit puts around labels as they are worded.
const opens, closes = "‹", "›"

var quoted = regexp.MustCompile(opens + "[^" + opens + closes + "]*" + closes)

// checkLabels has all labels put in quotes, and sees what is in quotes.
func checkLabels(s *subject) {
	var asked []string
	var lock sync.Mutex
	word := func(label string) string {
		lock.Lock()
		defer lock.Unlock()
		asked = append(asked, label)
		return opens + label + closes
	}
	w := &wordsmith{}
	texts := []string{w.say("as somebody wrote it"), w.say("as somebody wrote it"), w.say("as somebody wrote it")}
	r := page(report.Section{ID: "labels", Title: "Kx900 as the builder worded it", Level: 1, Blocks: []report.Block{
		report.Paragraph{Text: texts[0]},
		report.Table{Head: []string{w.say("head"), w.say("head")}, Rows: [][]report.Value{{report.Text(texts[1]), report.Label(w.say("label"))}}},
		report.List{Items: []report.Value{report.Missing(w.say("reason")), report.Text(texts[2])}},
		report.Facts{Rows: []report.Fact{{Label: w.say("label"), Value: report.At(at(10, 7))}}},
		report.Figures{Title: w.say("group"), Rows: []report.Figure{{Label: w.say("label"), Figure: figure("downtime")}}},
		report.Lanes{From: at(10, 0), To: at(12, 0), Impacts: []report.Impact{
			{Scope: timeline.Region("eu"), Health: timeline.Degraded, Start: at(10, 0), End: at(12, 0), EndState: timeline.EndGiven},
			{Hidden: true, Health: timeline.Major, Start: at(10, 0), EndState: timeline.EndOngoing},
		}},
	}})
	r.Format.Label = word
	n, ok := s.read("labels", r)
	if !ok {
		return
	}
	asked = slices.DeleteFunc(asked, func(label string) bool { return len(squeeze(label)) < 5 })
	says := newSaid(n.texts())
	if strings.Contains(says.all, opens+opens) {
		_, twice, _ := strings.Cut(says.all, opens+opens)
		s.fail("this label is worded twice: %s", short(twice[:min(40, len(twice))]))
	}
	bare := says.all
	for quoted.MatchString(bare) {
		bare = quoted.ReplaceAllString(bare, "|")
	}
	slices.Sort(asked)
	for _, label := range slices.Compact(asked) {
		if slices.Contains(texts, label) {
			s.fail("what people wrote is worded anew: %q", label)
		} else if strings.Contains(bare, squeeze(label)) {
			s.fail("this label is shown as it was before: %q", label)
		}
	}
	for _, want := range wants(r) {
		if !s.says(says, want.text) {
			s.fail("this is not shown: %q", want.text)
		}
	}
}

func checkZone(s *subject) {
	var outs [][]byte
	for _, zone := range []*time.Location{time.FixedZone("KXE", 13*3600+45*60), time.FixedZone("KXW", -(9*3600 + 30*60))} {
		for _, b := range blocks(&wordsmith{}) {
			r := page(report.Section{ID: "one", Title: "Kx900 one", Level: 1, Blocks: []report.Block{b.block}})
			r.Format.Zone = zone
			s.missing(b.name+" in another zone", r)
			if _, timed := b.block.(report.Timeline); !timed {
				continue
			}
			out, ok := s.write(b.name, r)
			if ok && !bytes.Contains(out, []byte(zone.String())) {
				s.fail("%s in the zone %s does not name it", b.name, zone)
			}
			outs = append(outs, out)
		}
	}
	if len(outs) == 2 && bytes.Equal(outs[0], outs[1]) {
		s.fail("a Timeline reads the same in two zones")
	}
}
