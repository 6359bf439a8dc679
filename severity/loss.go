package severity

import (
	"fmt"
	"strings"
)

// A Loss is one thing that a [Crosswalk] does not keep.
type Loss struct {
	// Kind is what is lost.
	Kind LossKind `json:"kind"`

	// From names the words of the first scale that it happens to, worst first:
	// one that is shifted, two or more that are merged, none if To is unused.
	From []string `json:"from,omitempty"`

	// To is the name of the word of the second scale.
	To string `json:"to"`

	// By is how far on the ruler a word is shifted, in the steps of [Level]. It
	// is above zero for LossMilder and LossWorse, and zero otherwise.
	By int `json:"by,omitempty"`
}

// A LossKind is what a [Crosswalk] loses. The zero LossKind is no loss.
type LossKind string

// The kinds of loss.
const (
	LossMilder LossKind = "milder" // there is no word at the level, and a milder one is taken
	LossWorse  LossKind = "worse"  // there is no word at the level, and a worse one is taken
	LossMerged LossKind = "merged" // several words become one, from which they cannot be told again
	LossUnused LossKind = "unused" // no word becomes this one, so the other side seems never to say it
)

// String returns the loss as a sentence without a full stop:
//
//	SEV0 becomes critical, which is milder by 20
//	SEV0 and SEV1 both become critical
//	nothing becomes none
func (l Loss) String() string {
	who := list(l.From)
	switch l.Kind {
	case LossMilder, LossWorse:
		return fmt.Sprintf("%s becomes %s, which is %s by %d", who, l.To, string(l.Kind), l.By)
	case LossMerged:
		if len(l.From) == 2 {
			return who + " both become " + l.To
		}
		return who + " all become " + l.To
	case LossUnused:
		return "nothing becomes " + l.To
	}
	return fmt.Sprintf("LossKind(%q)", string(l.Kind))
}

// list joins words as people do: "a", "a and b", "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
