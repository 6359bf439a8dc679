package severity

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// A Scale is a team's ordered words for some positions of the ruler.
//
// A Scale never changes and is safe to share. Copies share their words. The
// zero Scale has no name and no words: it parses nothing and formats a level as
// [Level.String] does.
type Scale struct {
	name string

	// words is sorted, worst first, and belongs to the scale alone: it is cloned
	// on the way in and on the way out.
	words []Word
}

// A Word is a team's name for one level. The zero Word is on no scale.
type Word struct {
	// Level is where the word stands on the ruler. It is valid, and no two words
	// of a scale share it.
	Level Level

	// Name is how the word is written, such as "SEV1".
	Name string

	// Aliases are other spellings that [Scale.Parse] accepts. Names and aliases
	// of a scale differ by more than case.
	Aliases []string

	// Doc says when to use the word. It may be empty.
	Doc string
}

// NewScale returns the scale of the given words, which may come in any order.
// It keeps nothing it is handed.
//
// The error is an [*InvalidError] that holds all problems at once; [Problem]
// lists them.
func NewScale(name string, words ...Word) (Scale, error) {
	if err := check(name, words).err("scale"); err != nil {
		return Scale{}, err
	}
	own := make([]Word, len(words))
	for i, w := range words {
		own[i] = w.clone()
	}
	slices.SortFunc(own, func(a, b Word) int { return cmp.Compare(b.Level, a.Level) })
	return Scale{name: name, words: own}, nil
}

// Name returns the name of the scale.
func (s Scale) Name() string { return s.name }

// IsZero reports whether s is the zero Scale. A scale from [NewScale] is not.
func (s Scale) IsZero() bool { return s.name == "" && len(s.words) == 0 }

// Words returns the words of the scale, worst first. Each is the caller's own.
func (s Scale) Words() iter.Seq[Word] {
	return func(yield func(Word) bool) {
		for _, w := range s.words {
			if !yield(w.clone()) {
				return
			}
		}
	}
}

// Parse returns the level of a word, given by its name or one of its aliases.
// Case and space around the text do not matter; everything else does.
//
// Text that is no word of the scale, the empty text among it, is a
// [*ParseError] that lists the words. It is never a default: whether a missing
// word means an unset Level is for the caller to say.
func (s Scale) Parse(text string) (Level, error) {
	if i := s.find(text); i >= 0 {
		return s.words[i].Level, nil
	}
	return 0, s.unknown(text)
}

// Word returns the word that stands exactly at l. If there is none it returns
// false, also where other words stand on either side.
func (s Scale) Word(l Level) (Word, bool) {
	for _, w := range s.words {
		if w.Level == l {
			return w.clone(), true
		}
	}
	return Word{}, false
}

// Nearest returns the word that stands nearest to l, and of two that are equally
// near the worse one, so that rounding does not make light of an incident. How
// far it is from l is in the level of the word.
//
// It returns false if l is unset or off the ruler, and on the zero Scale.
func (s Scale) Nearest(l Level) (Word, bool) {
	w, ok := s.nearest(l)
	return w.clone(), ok
}

// nearest is Nearest without the copy.
func (s Scale) nearest(l Level) (near Word, ok bool) {
	if !l.IsValid() {
		return Word{}, false
	}
	for _, w := range s.words { // worst first, and only a nearer one wins
		if !ok || distance(w.Level, l) < distance(near.Level, l) {
			near, ok = w, true
		}
	}
	return near, ok
}

// distance returns how far apart two valid levels are on the ruler.
func distance(l, m Level) int { return max(int(l-m), int(m-l)) }

// Format returns l in the words of the scale, for people to read. At a word it
// is the name of the word. Elsewhere it is the nearest word below and the
// distance above it, "SEV2+5", or under the lowest word the distance down from
// it, "SEV5-3". Rounding to a word is left to [Scale.Nearest]: here it would
// hide that the level came from some other scale.
//
// The unset Level formats as the empty text and one off the ruler as
// [Level.String] does. Only a word's name is sure to be read back by
// [Scale.Parse]; to store a level, use [Level.MarshalText].
func (s Scale) Format(l Level) string {
	if len(s.words) == 0 || !l.IsValid() {
		return l.String()
	}
	// The lowest word serves for every level that no word is at or below.
	near := s.words[len(s.words)-1]
	for _, w := range s.words {
		if w.Level <= l {
			near = w
			break
		}
	}
	if near.Level == l {
		return near.Name
	}
	return string(appendOffset(nil, near.Name, l-near.Level))
}

// find returns the index of the word that text names, or -1.
func (s Scale) find(text string) int {
	trimmed := strings.TrimSpace(text)
	return slices.IndexFunc(s.words, func(w Word) bool { return w.is(trimmed) })
}

// unknown returns the error of text that is no word of the scale.
func (s Scale) unknown(text string) *ParseError {
	what := fmt.Sprintf("word of scale %q", s.name)
	if s.IsZero() {
		what = "word of the zero scale"
	}
	return &ParseError{Input: text, What: what, Allowed: s.list()}
}

// list returns the names of the words, worst first.
func (s Scale) list() string {
	var b strings.Builder
	for i, w := range s.words {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(w.Name)
	}
	return b.String()
}

// is reports whether text is the name or an alias of the word.
func (w Word) is(text string) bool {
	return strings.EqualFold(w.Name, text) ||
		slices.ContainsFunc(w.Aliases, func(a string) bool { return strings.EqualFold(a, text) })
}

// clone returns a word that shares no memory that could be written to. Without
// aliases the list is nil, so that equal scales are equal to reflection too.
func (w Word) clone() Word {
	w.Aliases = append([]string(nil), w.Aliases...)
	return w
}
