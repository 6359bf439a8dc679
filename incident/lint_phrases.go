package incident

import (
	"slices"
	"strings"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// A phrase is a length in running text that says how long the incident, or a part of
// it, lasted.
type phrase struct {
	text        string
	least, most time.Duration // by its own wording
	some        bool          // it may be of some places or people alone: "down for an hour"
}

// lintWords are the words by which running text is understood, by what they are.
var lintWords = func() map[string]string {
	m := map[string]string{}
	for kind, words := range map[string]string{
		"unit":   "second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks h m d",
		"lasted": "lasted lasting lasts",
		"harm": "down offline unavailable inaccessible unreachable affected impacted degraded interrupted disrupted trouble " +
			"outage outages slow slowness rejected downtime disruption interruption unavailability degradation impact duration failing failed errors issues",
		"noun":  "outage downtime disruption interruption unavailability degradation impact",
		"label": "duration downtime outage time_to_detect time_to_detection time_to_recovery time_to_repair time_to_resolve time_to_restore ttd ttr total",
		"other": "every next within timeout per each average ago expect expected estimated will should another until retention retry least",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] += " " + kind
		}
	}
	return m
}()

func isWord(word, kind string) bool {
	return strings.Contains(lintWords[strings.ToLower(strings.Trim(word, ".,;:()!\"'"))], " "+kind)
}

// longestPhrase is how many words a length has at most: "approximately one hour and
// twenty-five minutes".
const longestPhrase = 7

// phrases finds the lengths in a text that say how long something lasted: after
// "lasted", "down for", "outage of", before "of downtime" or "outage", or behind a
// label such as "duration:". Other lengths (timeouts, plans, delays) are passed over.
func phrases(text string) (out []phrase) {
	words := strings.Fields(text)
	for i := 0; i < len(words); i++ {
		if !opensLength(words, i) {
			continue
		}
		for n := min(longestPhrase, len(words)-i); n > 0; n-- {
			if !hasUnit(words[i+n-1]) || endsSentence(words[i:i+n-1]) {
				continue
			}
			said := strings.Trim(strings.Join(words[i:i+n], " "), ".,;:()!")
			l, about, err := timeline.ReadLength(said)
			if err != nil || !l.IsStated() {
				continue
			}
			if lasts, some := lastsAsSaid(words, i, i+n); lasts && l.Longest() > 0 {
				p := wording(said, l, about)
				p.some = some
				out = append(out, p)
			}
			i += n - 1
			break
		}
	}
	return out
}

// opensLength reports whether a length may begin with a word.
func opensLength(words []string, i int) bool {
	w := strings.TrimLeft(words[i], "(~≈<>≥≤")
	if w != "" && w[0] >= '0' && w[0] <= '9' {
		return true
	}
	switch strings.ToLower(w) {
	case "about", "around", "approximately", "roughly", "nearly", "almost", "over", "under", "less", "more", "a", "an", "half", "one", "two", "three",
		"four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty", "forty", "forty-five", "fifty", "sixty", "ninety":
		return slices.ContainsFunc(words[i:min(len(words), i+longestPhrase)], hasUnit)
	}
	return false
}

// hasUnit reports whether a word is a unit of time, or ends with one: "27m", "10-hour".
func hasUnit(word string) bool {
	word = strings.TrimRight(word, ".,;:()!")
	if i := strings.LastIndexFunc(word, func(r rune) bool { return r >= '0' && r <= '9' || r == '-' }); i >= 0 && i+1 < len(word) {
		word = word[i+1:]
	}
	return isWord(word, "unit")
}

func endsSentence(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(w, ".") && len(w) > 4 })
}

// lastsAsSaid reports whether the words around a length say that something lasted so,
// and whether that may have been for some alone.
func lastsAsSaid(words []string, from, to int) (lasts, some bool) {
	before := words[max(0, from-8):from]
	for i, w := range slices.Backward(before) { // up to the start of the sentence
		if strings.ContainsAny(w[len(w)-1:], ".!?") {
			before = before[i+1:]
			break
		}
	}
	near := before[max(0, len(before)-3):]
	if slices.ContainsFunc(before, func(w string) bool { return isWord(w, "other") }) {
		return false, false
	}
	last := func(n int) string {
		if len(before) < n {
			return ""
		}
		return strings.ToLower(before[len(before)-n])
	}
	next := func(n int) string {
		if to+n > len(words) || endsSentence(words[to-1:to+n-1]) {
			return ""
		}
		return words[to+n-1]
	}
	switch {
	case isWord(last(1), "lasted"), last(1) == "for" && isWord(last(2), "lasted"), strings.EqualFold(words[min(from+1, to-1)], "total"):
		return true, false
	case last(1) == "of" && (isWord(last(2), "noun") || last(2) == "total"), isWord(next(1), "noun"), strings.ToLower(next(1)) == "of" && isWord(next(2), "noun"):
		return true, false
	case last(1) == "for" && slices.ContainsFunc(before, func(w string) bool { return isWord(w, "harm") }):
		return true, true
	}
	return strings.HasSuffix(last(1), ":") && slices.ContainsFunc(near, func(w string) bool { return isWord(w, "label") || isWord(w, "harm") }), false
}

// wording is what a length allows by the way it is put: rounded or cut off at its
// smallest unit, and with "about" a quarter of it either way.
func wording(said string, l timeline.Length, about bool) phrase {
	unit := 12 * time.Hour
	lower := strings.ToLower(said)
	for _, u := range [...]struct {
		names string
		width time.Duration
	}{{"day d", 12 * time.Hour}, {"hour hours hr hrs h", 30 * time.Minute}, {"minute minutes min mins m", time.Minute}, {"second seconds sec secs s", time.Second}} {
		if slices.ContainsFunc(strings.FieldsFunc(lower, func(r rune) bool { return r < 'a' || r > 'z' }), func(w string) bool {
			return slices.Contains(strings.Fields(u.names), w)
		}) {
			unit = u.width
		}
	}
	if unit == 30*time.Minute {
		unit = min(unit, max(15*time.Minute, l.Shortest()/4)) // "an hour" is not said of half of one
	}
	if strings.Contains(lower, "half") || strings.ContainsAny(lower, ".½") {
		unit = min(unit, 15*time.Minute)
	}
	if about {
		unit = max(unit, l.Shortest()/4)
	}
	p := phrase{text: said, least: max(0, l.Shortest()-unit), most: l.Longest()}
	if l.HasLongest() {
		p.most += min(unit, time.Duration(1<<63-1)-p.most)
	}
	return p
}
