package severity

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// check returns everything that is wrong with the arguments of NewScale, in
// their order.
func check(name string, words []Word) problems {
	var c checker
	c.name("name", "scale", name)
	if len(words) == 0 {
		c.add("words", "words-empty", "the scale has no words")
	}
	for i, w := range words {
		path := fmt.Sprintf("words[%d]", i)
		c.once(path+".level", w.Level)
		c.word(path+".name", w.Name)
		for j, a := range w.Aliases {
			c.word(fmt.Sprintf("%s.aliases[%d]", path, j), a)
		}
	}
	return c.problems
}

// A checker gathers problems and remembers what it has seen.
type checker struct {
	problems
	levels []seen[Level]
	words  []seen[string]
}

// seen is a value and the path it was first seen at.
type seen[T any] struct {
	value T
	path  string
}

// once checks the level of one word.
func (c *checker) once(path string, l Level) {
	if !c.level(path, l) {
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
