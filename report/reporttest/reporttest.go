package reporttest

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"testing"

	"github.com/allclear-go/allclear/report"
)

// Options say what the kit has to know of a format.
type Options struct {
	// Parse reads what the renderer writes. It has to refuse what is not well
	// formed, and should refuse what the renderer never writes on purpose, such as
	// markup of another kind. There are [Text], [Markdown], [HTML], [JSON], [CSV] and
	// [RawCSV]. Without it every rule fails that looks inside the output.
	Parse func([]byte) (Node, error)

	// Spell is another way in which the renderer may spell what a report words, such
	// as figures in ASCII. Nil is none.
	Spell func(string) string

	// Limits are what the format can hold.
	Limits Limits

	// Time asks for the rule time too, which runs a clock and so needs a machine that
	// is not busy. The other rules about cost count bytes, and hold on any.
	Time bool

	// Except names rules that the format cannot obey, each with the reason: a
	// calendar shows no paragraphs. Run skips them and says why. A name that is no
	// rule's is a failure.
	Except map[string]string
}

// Limits are what a format can hold. The kit tries nothing that is larger; what a
// renderer does then is for tests of its own. Zero is no limit.
type Limits struct {
	Text    int // characters in one text
	Entries int // rows, blocks or sections in one report
}

// A Failure is one breach of one rule. The errors of [TestRenderer] and
// [TestAudiences] are joined of them: of each rule at most three, and one that
// says how many more there are. What panics breaks the rule that it is tested for.
type Failure struct {
	Rule   string // its name: "shape"
	Should string // what the rule says
	Found  string // what was found instead
}

// Error names the rule, what it says and what was found.
func (f *Failure) Error() string {
	return "reporttest: " + f.Rule + ": " + f.Should + "; " + f.Found
}

// TestRenderer checks every rule for renderers. The error joins a [*Failure] for
// each breach; see there. The rule clock is checked more strictly by [Run], which
// can stop the clock.
func TestRenderer(r report.Renderer, o Options) error {
	var errs []error
	for f := range breaches(r, o) {
		errs = append(errs, f)
	}
	return errors.Join(errs...)
}

// breaches checks one rule after the other.
func breaches(r report.Renderer, o Options) iter.Seq[*Failure] {
	return func(yield func(*Failure) bool) {
		written := map[string][]byte{}
		for _, rule := range append(rules(), exceptions(o)) {
			if _, skip := o.Except[rule.name]; skip {
				continue
			}
			for _, f := range rule.run(&subject{Renderer: r, Options: o, written: written}) {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// Run checks every rule for renderers, each in a subtest that bears its name and
// on a renderer of its own.
func Run(t *testing.T, newRenderer func() report.Renderer, o Options) {
	t.Helper()
	for _, rule := range append(rules(), exceptions(o)) {
		t.Run(rule.name, func(t *testing.T) {
			t.Helper()
			if why, skip := o.Except[rule.name]; skip {
				t.Skip(why)
			}
			for _, f := range rule.run(&subject{Renderer: newRenderer(), Options: o, t: t, written: map[string][]byte{}}) {
				t.Error(f)
			}
		})
	}
}

// A Rule is one thing that holds for every renderer.
type Rule struct {
	Name   string // what [Options.Except] and failures call it
	Should string // what it says
}

// Rules returns the rules, those that others rest on first.
func Rules() []Rule {
	var out []Rule
	for _, r := range rules() {
		out = append(out, Rule{r.name, r.should})
	}
	return out
}

type rule struct {
	name   string
	should string
	check  func(*subject)
}

// run checks the rule and returns its breaches.
func (r rule) run(s *subject) (failures []*Failure) {
	s.rule = r
	defer func() {
		if s.more > 0 {
			s.found(fmt.Sprintf("and %d more", s.more))
		}
		if value := recover(); value != nil {
			s.found(panicked(value))
		}
		failures = s.failures
	}()
	r.check(s)
	return nil // see above
}

// exceptions is the rule that exceptions are of rules.
func exceptions(o Options) rule {
	return rule{"except", "only rules should be excepted, each with the reason", func(s *subject) {
		for name, why := range o.Except {
			known := slices.ContainsFunc(rules(), func(r rule) bool { return r.name == name })
			if !known || why == "" {
				s.fail("%q is excepted, as %q", name, why)
			}
		}
	}}
}

// A subject is a renderer under one rule.
type subject struct {
	report.Renderer
	Options
	rule     rule
	t        *testing.T // nil outside [Run]
	failures []*Failure
	more     int // breaches that are counted only
	mu       sync.Mutex
	written  map[string][]byte // hostile reports
}

// fail records a breach, or counts it if there are enough.
func (s *subject) fail(format string, args ...any) {
	const enough = 3
	if len(s.failures) >= enough {
		s.more++
		return
	}
	s.found(fmt.Sprintf(format, args...))
}

// found records what was found.
func (s *subject) found(text string) {
	s.failures = append(s.failures, &Failure{s.rule.name, s.rule.should, text})
}

// write renders a report. It fails the rule and returns false if that cannot be
// done.
func (s *subject) write(name string, r *report.Report) ([]byte, bool) {
	var out bytes.Buffer
	if err := s.Render(&out, r); err != nil {
		s.fail("of %s: %v", name, err)
		return nil, false
	}
	return out.Bytes(), true
}

// read renders a report and parses what comes out.
func (s *subject) read(name string, r *report.Report) (Node, bool) {
	out, ok := s.write(name, r)
	if !ok {
		return Node{}, false
	}
	n, err := s.parse(out)
	if err != nil {
		s.fail("of %s: %v", name, err)
		return Node{}, false
	}
	return n, true
}

var errNoParser = errors.New("Options.Parse is nil, so nobody can look inside")

func (s *subject) parse(out []byte) (Node, error) {
	if s.Parse == nil {
		return Node{}, errNoParser
	}
	return s.Parse(out)
}

// says reports whether a text is there, in either spelling.
func (s *subject) says(all said, text string) bool {
	return all.has(text) || s.Spell != nil && all.has(s.Spell(text))
}

// entries is n, or fewer if the format cannot hold as many.
func (l Limits) entries(n int) int {
	if l.Entries > 0 {
		return min(n, l.Entries)
	}
	return n
}

// short cuts a long text for a failure.
func short(s string) string {
	const enough = 120
	r := []rune(s)
	if len(r) <= enough {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprintf("%q…", string(r[:enough]))
}
