package severity

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// check returns everything that is wrong with the arguments of NewScale, in
// their order.
func check(name string, words []Word) []Problem {
	var c checker
	if name == "" {
		c.add("name", "name-empty", "the scale has no name")
	} else if why := malformed(name); why != "" {
		c.add("name", "name-malformed", "%q %s", name, why)
	}
	if len(words) == 0 {
		c.add("words", "words-empty", "the scale has no words")
	}
	for i, w := range words {
		path := fmt.Sprintf("words[%d]", i)
		c.level(path+".level", w.Level)
		c.word(path+".name", w.Name)
		for j, a := range w.Aliases {
			c.word(fmt.Sprintf("%s.aliases[%d]", path, j), a)
		}
	}
	return c.problems
}

// A checker gathers problems and remembers what it has seen.
type checker struct {
	problems []Problem
	levels   []seen[Level]
	words    []seen[string]
}

// seen is a value and the path it was first seen at.
type seen[T any] struct {
	value T
	path  string
}

func (c *checker) add(path, rule, format string, args ...any) {
	c.problems = append(c.problems, Problem{Path: path, Rule: rule, Text: fmt.Sprintf(format, args...)})
}

// level checks the level of one word.
func (c *checker) level(path string, l Level) {
	if l == 0 {
		c.add(path, "level-unset", "the word has no level (allowed: %d to %d)", int(lowest), int(highest))
		return
	}
	if !l.IsValid() {
		c.add(path, "level-invalid", "%v is off the ruler (allowed: %d to %d)", l, int(lowest), int(highest))
		return
	}
	for _, s := range c.levels {
		if s.value == l {
			c.add(path, "level-duplicate", "%v is already the level at %s", l, s.path)
			return
		}
	}
	c.levels = append(c.levels, seen[Level]{l, path})
}

// word checks one name or alias.
//
// Note: lookup by a lower-cased key in a map would be quicker and wrong. Lower
// case and case folding disagree on some letters, and Parse folds.
func (c *checker) word(path, text string) {
	if text == "" {
		c.add(path, "word-empty", "the word is empty")
		return
	}
	if why := malformed(text); why != "" {
		c.add(path, "word-malformed", "%q %s", text, why)
		return
	}
	for _, s := range c.words {
		if strings.EqualFold(s.value, text) {
			c.add(path, "word-duplicate", "%q is already the word at %s", text, s.path)
			return
		}
	}
	c.words = append(c.words, seen[string]{text, path})
}

// malformed says why text could not be shown, or found again by Parse, and
// returns the empty string if it could.
func malformed(text string) string {
	switch {
	case strings.ContainsRune(text, utf8.RuneError):
		// This finds invalid UTF-8 too. U+FFFD itself is refused because
		// folding takes every invalid byte for it: broken input would match.
		return "is not valid UTF-8 or holds U+FFFD"
	case strings.ContainsFunc(text, unicode.IsControl):
		return "holds a control character"
	case strings.TrimSpace(text) != text:
		return "has space around it"
	}
	return ""
}
