package severity

import (
	"fmt"
	"iter"
	"slices"
)

// A Crosswalk says which word of one scale each word of another becomes, and what
// is lost by it. The name is that of librarians and of standards bodies for such
// tables.
//
// A Crosswalk never changes and is safe to share. The zero Crosswalk is between
// two zero scales and reads nothing.
type Crosswalk struct {
	from, to Scale
	becomes  []int // for each word of from, the index of its word in to
}

// A Pair states what one word becomes where its level is not to decide. Both are
// names or aliases, read as [Scale.Parse] reads them.
type Pair struct {
	From string `json:"from"` // a word of the first scale
	To   string `json:"to"`   // the word of the second that it becomes
}

// NewCrosswalk returns the crosswalk from one scale to another. Each word becomes
// the nearest of the other scale, of two that are equally near the worse one (see
// [Scale.Nearest]), unless a pair says otherwise.
//
// The order of words is kept: a pair after which a worse word would become a
// milder one than its neighbour does is refused. The error is an
// [*InvalidError].
func NewCrosswalk(from, to Scale, pairs ...Pair) (Crosswalk, error) {
	var ps problems
	ps.hasWords("from", from)
	ps.hasWords("to", to)
	if len(ps) > 0 {
		return Crosswalk{}, ps.err("crosswalk")
	}
	c := Crosswalk{from: from, to: to, becomes: make([]int, len(from.words))}
	for i, w := range from.words {
		near, _ := to.nearest(w.Level)
		c.becomes[i] = to.find(near.Name)
	}
	stated := c.state(&ps, pairs)
	c.checkOrder(&ps, stated)
	if len(ps) > 0 {
		return Crosswalk{}, ps.err("crosswalk")
	}
	return c, nil
}

// state applies the pairs, and returns for each word of from the path of the
// pair that names it.
func (c Crosswalk) state(ps *problems, pairs []Pair) []string {
	stated := make([]string, len(c.becomes))
	for i, p := range pairs {
		path := fmt.Sprintf("pairs[%d]", i)
		from, to := c.from.find(p.From), c.to.find(p.To)
		if from < 0 {
			ps.add(path+".from", "word-unknown", "%s", reason(c.from.unknown(p.From)))
		}
		if to < 0 {
			ps.add(path+".to", "word-unknown", "%s", reason(c.to.unknown(p.To)))
		}
		if from < 0 || to < 0 {
			continue
		}
		if stated[from] != "" {
			ps.add(path+".from", "pair-duplicate", "%s already says what %q becomes", stated[from], c.from.words[from].Name)
			continue
		}
		c.becomes[from], stated[from] = to, path
	}
	return stated
}

// checkOrder finds neighbours that change places. Words are held worst first, so
// the indexes of what they become must not fall.
func (c Crosswalk) checkOrder(ps *problems, stated []string) {
	for i := 1; i < len(c.becomes); i++ {
		if c.becomes[i-1] <= c.becomes[i] {
			continue
		}
		path := stated[i-1]
		if path == "" {
			path = stated[i] // levels alone keep the order, so one of them is stated
		}
		ps.add(path, "pair-reversed", "%q becomes %q, which is milder than the %q that the milder %q becomes",
			c.from.words[i-1].Name, c.to.words[c.becomes[i-1]].Name, c.to.words[c.becomes[i]].Name, c.from.words[i].Name)
	}
}

// From returns the scale whose words are read.
func (c Crosswalk) From() Scale { return c.from }

// To returns the scale whose words they become.
func (c Crosswalk) To() Scale { return c.to }

// Words returns each word of the first scale, worst first, with the word it
// becomes.
func (c Crosswalk) Words() iter.Seq2[Word, Word] {
	return func(yield func(Word, Word) bool) {
		for i, to := range c.becomes {
			if !yield(c.from.words[i].clone(), c.to.words[to].clone()) {
				return
			}
		}
	}
}

// Word returns what a word of the first scale becomes, and what is lost on the
// way. If nothing is, the word keeps its level and can be told again from what it
// has become.
//
// Text that is no word of the first scale is a [*ParseError].
func (c Crosswalk) Word(text string) (Word, []Loss, error) {
	i := c.from.find(text)
	if i < 0 {
		return Word{}, nil, c.from.unknown(text)
	}
	var losses []Loss
	if l, ok := c.shift(i); ok {
		losses = append(losses, l)
	}
	if l, ok := c.merge(c.becomes[i]); ok {
		losses = append(losses, l)
	}
	return c.to.words[c.becomes[i]].clone(), losses, nil
}

// Losses returns everything that is lost, each once: first the words that change
// their level, worst first, then by the words of the second scale those that
// several words become or none.
func (c Crosswalk) Losses() iter.Seq[Loss] {
	return func(yield func(Loss) bool) {
		for i := range c.becomes {
			if l, ok := c.shift(i); ok && !yield(l) {
				return
			}
		}
		for to, w := range c.to.words {
			if l, ok := c.merge(to); ok && !yield(l) {
				return
			}
			if !slices.Contains(c.becomes, to) && !yield(Loss{Kind: LossUnused, To: w.Name}) {
				return
			}
		}
	}
}

// IsExact reports whether the round trip is exact: every word keeps its level, no
// two become one, and the crosswalk back, without pairs, returns each as it was.
// Words of the second scale may be left over. The zero Crosswalk is not exact.
func (c Crosswalk) IsExact() bool {
	for l := range c.Losses() {
		if l.Kind != LossUnused {
			return false
		}
	}
	return len(c.becomes) > 0
}

// shift returns the loss of a word that changes its level.
func (c Crosswalk) shift(i int) (Loss, bool) {
	from, to := c.from.words[i], c.to.words[c.becomes[i]]
	l := Loss{Kind: LossMilder, From: []string{from.Name}, To: to.Name, By: distance(from.Level, to.Level)}
	if to.Level > from.Level {
		l.Kind = LossWorse
	}
	return l, l.By != 0
}

// merge returns the loss of the words that become one.
func (c Crosswalk) merge(to int) (Loss, bool) {
	l := Loss{Kind: LossMerged, To: c.to.words[to].Name}
	for i, t := range c.becomes {
		if t == to {
			l.From = append(l.From, c.from.words[i].Name)
		}
	}
	return l, len(l.From) > 1
}

// crosswalkJSON is a crosswalk as it stands in a file.
type crosswalkJSON struct {
	From  *scaleJSON `json:"from"`
	To    *scaleJSON `json:"to"`
	Pairs []Pair     `json:"pairs"`
}

// MarshalJSON implements [encoding/json.Marshaler]: both scales, and a pair for
// every word, so that the table is all there to read. The zero Crosswalk is null.
//
//	{"from": {…}, "to": {…}, "pairs": [{"from": "SEV1", "to": "critical"}]}
func (c Crosswalk) MarshalJSON() ([]byte, error) {
	w := crosswalkJSON{From: c.from.wire(), To: c.to.wire()}
	for from, to := range c.Words() {
		w.Pairs = append(w.Pairs, Pair{from.Name, to.Name})
	}
	return encodeOr(len(c.becomes) == 0, w)
}

// UnmarshalJSON implements [encoding/json.Unmarshaler]. It reads what
// [Crosswalk.MarshalJSON] writes and checks it as [NewCrosswalk] does; pairs may
// be left out, and null is the zero Crosswalk. It is strict about members, as
// [Scale.UnmarshalJSON] is.
//
// The error is an [*InvalidError], and c is then as it was.
func (c *Crosswalk) UnmarshalJSON(data []byte) error {
	var d decoder
	var w *crosswalkJSON
	if d.decode(data, &w) && w == nil {
		*c = Crosswalk{}
	} else if w != nil {
		from, to := d.scale("from", w.From), d.scale("to", w.To)
		if len(d.problems) > 0 {
			return d.err("crosswalk") // what a pair means is open without the scales
		}
		read, err := NewCrosswalk(from, to, w.Pairs...)
		if err != nil {
			return err
		}
		*c = read
	}
	return d.err("crosswalk")
}
