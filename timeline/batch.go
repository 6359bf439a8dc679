package timeline

import (
	"crypto/sha1"
	"slices"

	"github.com/google/uuid"
)

// A journal is what it takes to undo a batch of additions.
type journal struct {
	id      uuid.UUID
	members []member
	events  int               // how many there were
	added   []*Event          // those added since, in order
	named   [][sha1.Size]byte // what was counted to name them
	before  *logState         // the whole, from just before something else than an addition
	kept    int               // how much of named before holds
}

// Batch makes several changes to the log or none: if change returns an error or
// panics, the log is as it was. The error comes back as it is. Batch returns the
// events added, in the order in which they were. Batches can be nested.
//
// Views taken inside a batch that fails stay as they are.
func (l *Log) Batch(change func() error) (added []Event, err error) {
	j := &journal{id: l.id, members: l.members, events: len(l.events)}
	l.journals = append(l.journals, j)
	done := false
	defer func() {
		l.journals = l.journals[:len(l.journals)-1]
		if !done {
			l.undo(j)
		}
	}()
	if err := change(); err != nil {
		return nil, err
	}
	done = true
	seen := map[*Event]bool{}
	for _, e := range j.added {
		if j.before != nil { // a redaction may have replaced it
			e = l.same(e.without(l.removed[e.ID]))
		}
		if e != nil && !seen[e] {
			seen[e] = true
			added = append(added, *e)
		}
	}
	return added, nil
}

func (l *Log) undo(j *journal) {
	l.id, l.members = j.id, j.members
	l.order, l.digest = nil, digest{}
	if j.before != nil {
		l.logState = j.before.clone()
	}
	for _, e := range slices.Backward(l.events[j.events:]) {
		if at := l.byID[e.ID]; len(at) > 1 {
			l.byID[e.ID] = at[:len(at)-1]
		} else {
			delete(l.byID, e.ID)
		}
	}
	l.events = l.events[:j.events]
	named := j.named
	if j.before != nil {
		named = named[:j.kept] // the rest went with the state
	}
	for _, key := range named {
		if l.equals[key]--; l.equals[key] == 0 {
			delete(l.equals, key)
		}
	}
	for _, outer := range l.journals {
		outer.added = outer.added[:len(outer.added)-len(j.added)]
		outer.named = outer.named[:len(outer.named)-len(j.named)]
		if outer.kept > len(outer.named) { // what it kept was undone just now
			outer.before, outer.kept = nil, 0
		}
	}
}

// keep lets the batches under way undo a change that does more than add.
func (l *Log) keep() {
	for _, j := range l.journals {
		if j.before == nil {
			before := l.logState.clone()
			j.before, j.kept = &before, len(j.named)
		}
	}
}
