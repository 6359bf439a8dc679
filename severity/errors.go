package severity

import (
	"fmt"
	"strings"
)

// A ParseError reports text that is not a value of this package, or not a word
// of a scale.
type ParseError struct {
	// Input is the text as it was given, untrimmed.
	Input string

	// What is what the text was taken for: "level", "percentage", or the words of
	// a named scale, as in `word of scale "SEV"`.
	What string

	// Allowed says in words what would have been accepted. For a scale it lists
	// the names, worst first, without their aliases. It is empty if nothing
	// would have been accepted, which is so of the zero Scale.
	Allowed string
}

// Error returns the input quoted, what it is not, and what is allowed.
func (e *ParseError) Error() string {
	allowed := e.Allowed
	if allowed == "" {
		return fmt.Sprintf("severity: %q is no %s (nothing is allowed)", e.Input, e.What)
	}
	return fmt.Sprintf("severity: %q is no %s (allowed: %s)", e.Input, e.What, allowed)
}

// A ScanError reports a value from a database that cannot be a [Level], or any other
// value of this package, because of its type. Text of the right type that is no level
// is a [ParseError].
type ScanError struct {
	// Type is the type of the value in Go: "int64".
	Type string
}

// Error names the type and those that are allowed.
func (e *ScanError) Error() string {
	return "severity: cannot scan " + e.Type + " (allowed: string, []byte, nil)"
}

// An InvalidError reports why a value was refused: [NewScale], [NewCrosswalk],
// [NewMatrix] and [NewRules] return it, decoding these from JSON, decoding an
// [Assessment], and [Rules.Assess] of what cannot have been measured.
type InvalidError struct {
	// What was refused: "scale", "crosswalk", "matrix", "rules", "measured" or
	// "assessment".
	What string

	// Problems holds everything that is wrong, in the order of the arguments. In
	// JSON, texts that cannot be read come first. Invariant: it is not empty.
	Problems []Problem
}

// Error returns all problems in one line.
func (e *InvalidError) Error() string {
	var b strings.Builder
	b.WriteString("severity: " + e.What + " refused: ")
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteString("; ")
		}
		if p.Path != "" {
			b.WriteString(p.Path + ": ")
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

// A Problem is one thing that is wrong with a value that was refused.
type Problem struct {
	// Path is where. It begins with the argument, or with the member in JSON:
	// "name", "words[2].aliases[0]", "rows[1][0]", "rules[3].level", with indexes
	// in the order given. It is empty where the whole is meant.
	Path string

	// Code is what kind of problem it is, and stays the same between versions.
	//
	// Names and words. Plain text is valid UTF-8 without control characters,
	// without U+FFFD and without space around it.
	//
	//   - name-empty: a scale or a rule has no name
	//   - name-malformed: the name is not plain text
	//   - name-duplicate: two rules have one name, perhaps in another case
	//   - words-empty: a scale has no words
	//   - word-empty: a name or alias of a word is empty
	//   - word-malformed: a name or alias is not plain text
	//   - word-duplicate: a name or alias is used twice, perhaps in another case
	//   - word-unknown: a pair names a word that the scale does not have
	//
	// Levels:
	//
	//   - level-unset: there is no level where one is needed
	//   - level-invalid: the level is off the ruler, or no text of a level
	//   - level-duplicate: two words of a scale have one level
	//
	// Crosswalks and matrices:
	//
	//   - scale-zero: a scale has no words
	//   - pair-duplicate: two pairs say what one word becomes
	//   - pair-reversed: a worse word becomes a milder one than a milder word does
	//   - row-missing, row-extra: there is no row for a word, or no word for a row
	//   - cell-missing, cell-extra: the same within a row
	//   - cell-milder: a cell is milder than one of less impact or urgency
	//
	// Rules, what was measured, and assessments:
	//
	//   - rules-empty: a set of rules has none
	//   - condition-missing: a rule has no condition and is not said to hold always
	//   - condition-needless: a rule holds always and has a condition
	//   - rule-shadowed: the rule can never decide, because another of its level or
	//     worse holds whenever it does
	//   - value-invalid: a quantity or an answer is out of range or malformed
	//   - regions-excess: more regions are affected than there are
	//   - range-reversed: the least level is worse than the most
	//
	// JSON:
	//
	//   - json-syntax: the text is not JSON
	//   - json-type: a value is of the wrong type
	//   - json-member: an object has a member that is not known
	//   - json-duplicate: an object has a member twice, perhaps in another case
	Code string

	// Text says it for people, and may change between versions.
	Text string
}

// problems gathers what is wrong.
type problems []Problem

func (ps *problems) add(path, code, format string, args ...any) {
	*ps = append(*ps, Problem{Path: path, Code: code, Text: fmt.Sprintf(format, args...)})
}

// under adds the problems of a part, whose paths are below path. A place gets no
// second problem if it, or one within it, has a problem already: text that is no
// level would also be a missing level.
func (ps *problems) under(path string, part []Problem) {
	had := ps.places()
	for _, p := range part {
		p.Path = join(path, p.Path)
		if !had[p.Path] {
			*ps = append(*ps, p)
		}
	}
}

// places returns every path at which, or within which, there is a problem.
func (ps problems) places() map[string]bool {
	at := map[string]bool{}
	for _, p := range ps {
		at[""], at[p.Path] = true, true
		for i, c := range p.Path {
			if c == '.' || c == '[' {
				at[p.Path[:i]] = true
			}
		}
	}
	return at
}

// join puts a path in front of a path.
func join(path, below string) string {
	if path == "" || below == "" || below[0] == '[' {
		return path + below
	}
	return path + "." + below
}

// err returns the error of building what, or nil if nothing is wrong.
func (ps problems) err(what string) error {
	if len(ps) == 0 {
		return nil
	}
	return &InvalidError{What: what, Problems: ps}
}

// level checks a level that has to be there.
func (ps *problems) level(path string, l Level) bool {
	if l == 0 {
		ps.add(path, "level-unset", "there is no level (allowed: %d to %d)", int(lowest), int(highest))
		return false
	}
	if !l.IsValid() {
		ps.add(path, "level-invalid", "%v is off the ruler (allowed: %d to %d)", l, int(lowest), int(highest))
		return false
	}
	return true
}

// name checks the name of a scale or of a rule.
func (ps *problems) name(path, of, name string) bool {
	if name == "" {
		ps.add(path, "name-empty", "the %s has no name", of)
		return false
	}
	if why := malformed(name); why != "" {
		ps.add(path, "name-malformed", "%q %s", name, why)
		return false
	}
	return true
}

// hasWords checks a scale that another value is built on.
func (ps *problems) hasWords(path string, s Scale) {
	if len(s.words) == 0 {
		ps.add(path, "scale-zero", "the scale has no words")
	}
}
