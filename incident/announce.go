package incident

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// An Announcement is a published update with all that can be said of it.
type Announcement struct {
	Status, Text string // as for [Writer.Publish]
	At           timeline.Instant
	Channel      string           // where: "status page", "email"
	Audience     string           // to whom: "customers in the EU"
	Next         timeline.Instant // when the next update was promised
}

// An Update is a published update. Its status, text and time are those of the
// event.
type Update struct {
	timeline.Event
	Channel, Audience string
	Next              timeline.Instant // unknown if none was promised
}

type updateMember struct {
	Channel  string           `json:"channel,omitempty"`
	Audience string           `json:"audience,omitempty"`
	Next     timeline.Instant `json:"next,omitzero"`
}

// Announce is [Writer.Publish] for updates of which more is known: where it was
// published, to whom, and when the next one was promised. Who could read it is the
// stamp's visibility; the audience is the words for it.
func (w Writer) Announce(a Announcement) (timeline.Event, error) {
	const verb = "Announce"
	switch {
	case !a.Next.IsValid():
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("next: %w", timeline.ErrRange)}
	case a.Next.Before(a.At) == timeline.Definitely:
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("the next update is promised for %s, before %s: %w", a.Next, a.At, ErrBackwards)}
	}
	e := w.published(a.Status, a.Text, a.At)
	if m := (updateMember{a.Channel, a.Audience, a.Next}); m != (updateMember{}) {
		return w.addWith(verb, e, memberUpdate, m, a.Channel, a.Audience)
	}
	return w.add(verb, e)
}

// update reads a published update.
func (s *Snapshot) update(e timeline.Event) {
	u := Update{Event: e}
	var m updateMember
	if s.member(e, memberUpdate, &m) {
		u.Channel, u.Audience, u.Next = m.Channel, m.Audience, m.Next
	}
	s.Updates = append(s.Updates, u)
}

// A PromiseState says what became of a promised update.
type PromiseState string

// The states of a promise.
const (
	PromiseKept      PromiseState = "kept"      // it came in time
	PromiseMissed    PromiseState = "missed"    // it came late, or it is late
	PromiseDue       PromiseState = "due"       // there is time left
	PromiseUndecided PromiseState = "undecided" // the times do not say
)

// A Promise is an update that was promised, and what became of it.
type Promise struct {
	By    uuid.UUID // the update that promised it
	Due   timeline.Instant
	Next  uuid.UUID // the update that followed, zero if none did
	State PromiseState
}

// Promises returns what became of the updates that were promised, in the order of
// the updates. The next update keeps a promise, whatever it says; that the
// incident was over does not. What is recorded ahead of the view has not happened.
func Promises(v *timeline.View) []Promise {
	now := timeline.At(v.Now())
	updates := slices.DeleteFunc(Of(v).Updates, func(u Update) bool { return now.Before(u.Occurred) == timeline.Definitely })
	var out []Promise
	for i, u := range updates {
		if !u.Next.IsKnown() {
			continue
		}
		p := Promise{By: u.ID, Due: u.Next, State: PromiseMissed}
		if i+1 < len(updates) {
			p.Next = updates[i+1].ID
		}
		if late := u.Next.Before(now); late == timeline.Impossibly {
			p.State = PromiseDue
		} else if late == timeline.Possibly {
			p.State = PromiseUndecided
		}
		for j, other := range updates {
			if j != i && p.State != PromiseKept {
				p.State = p.State.by(keeps(u, other, j > i))
			}
		}
		out = append(out, p)
	}
	return out
}

// keeps says whether an update came after a promise and in time. Of updates at the
// same moment, the one that is later in order came after.
func keeps(u, other Update, later bool) timeline.Possibility {
	came, late := u.Occurred.Before(other.Occurred), u.Next.Before(other.Occurred)
	if before := other.Occurred.Before(u.Occurred); came != timeline.Definitely && later && before == timeline.Impossibly {
		came = timeline.Definitely
	} else if !later && came == timeline.Impossibly || before == timeline.Definitely {
		return timeline.Impossibly
	}
	switch {
	case late == timeline.Definitely:
		return timeline.Impossibly
	case came == timeline.Definitely && late == timeline.Impossibly:
		return timeline.Definitely
	}
	return timeline.Possibly
}

// by is what becomes of the state by an update that keeps the promise or may do so.
func (s PromiseState) by(kept timeline.Possibility) PromiseState {
	switch kept {
	case timeline.Definitely:
		return PromiseKept
	case timeline.Possibly:
		return PromiseUndecided
	}
	return s
}
