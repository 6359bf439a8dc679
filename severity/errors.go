package severity

import (
	"fmt"
	"strings"
)

// A ParseError reports text that is not a level, or not a word of a scale.
type ParseError struct {
	// Input is the text as it was given, untrimmed.
	Input string

	// What is what the text was taken for: "level", or the words of a named
	// scale, as in `word of scale "SEV"`.
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

// A ScaleError reports why [NewScale] refused to make a scale.
type ScaleError struct {
	// Problems holds everything that is wrong, in the order of the arguments.
	// Invariant: it is not empty.
	Problems []Problem
}

// Error returns all problems in one line.
func (e *ScaleError) Error() string {
	var b strings.Builder
	b.WriteString("severity: scale refused: ")
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(p.Path)
		b.WriteString(": ")
		b.WriteString(p.Text)
	}
	return b.String()
}

// A Problem is one thing that is wrong with the arguments of [NewScale].
type Problem struct {
	// Path is where: "name", "words", "words[2].level", "words[2].name" or
	// "words[2].aliases[0]", with indexes in the order of the arguments.
	Path string

	// Rule is which rule is broken, and stays the same between versions:
	//
	//   - name-empty: the scale has no name
	//   - name-malformed: the name of the scale is not plain text
	//   - words-empty: the scale has no words
	//   - level-unset: a word has no level
	//   - level-invalid: the level of a word is off the ruler
	//   - level-duplicate: two words have one level
	//   - word-empty: a name or alias of a word is empty
	//   - word-malformed: a name or alias is not plain text
	//   - word-duplicate: a name or alias is used twice, perhaps in another case
	//
	// Plain text is valid UTF-8 without control characters, without U+FFFD and
	// without space around it.
	Rule string

	// Text says it for people, and may change between versions.
	Text string
}
