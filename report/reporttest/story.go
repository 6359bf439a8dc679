package reporttest

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// A teller records facts, each with words of its own.
type teller struct {
	inc      *incident.Incident
	canaries bool
	n        int
	errs     []error
}

// story is an incident with a fact of every kind for every circle of readers. Its
// words are canaries, or those of fixtures.
func story(canaries bool) *incident.Incident {
	t := &teller{canaries: canaries}
	stamp := t.stamp("u", timeline.Public)
	inc, err := incident.Declare(incident.Declaration{ID: [16]byte{15: 7}, Title: t.word("u", "t"), At: at(10, 0), Stamp: stamp})
	t.errs, t.inc = append(t.errs, err), inc
	t.tell("u", timeline.Public)
	t.tell("p", timeline.Partner)
	t.tell("i", timeline.Internal)
	t.withdrawn()
	_, err = inc.As(t.stamp("u", timeline.Public)).Advance("resolve", at(12, 30))
	if err := errors.Join(append(t.errs, err)...); err != nil {
		panic(fmt.Sprintf("reporttest: a fixture is broken: %v", err))
	}
	return inc
}

// word makes a word for a circle of readers: a name (n) or a text (t).
func (t *teller) word(circle, what string) string {
	t.n++
	if t.canaries {
		return fmt.Sprintf("Z%s%s%03d", circle, what, t.n)
	}
	return fmt.Sprintf("Kx%03d", t.n)
}

func (t *teller) stamp(circle string, v timeline.Visibility) incident.Stamp {
	text := func() string { return t.word(circle, "t") }
	return incident.Stamp{
		Visibility: v, Actor: t.word(circle, "n"), Source: text(), Written: text(), Assumption: text(), Text: text(), Recorded: clock(13, 0),
	}
}

// tell records a fact of every kind for one circle of readers.
func (t *teller) tell(circle string, v timeline.Visibility) {
	word := func() string { return t.word(circle, "t") }
	w := func() incident.Writer { return t.inc.As(t.stamp(circle, v)) }
	ok := func(e timeline.Event, err error) timeline.Event {
		t.errs = append(t.errs, err)
		return e
	}
	eu := timeline.Component(word()).In(word())
	ok(w().Source(word(), word(), word()))
	ok(w().Impact(eu, timeline.Major, at(9, 50)))
	ok(w().Impact(timeline.Region(word()), timeline.Degraded, timeline.About(clock(9, 55), 5*time.Minute)))
	ok(w().ImpactTotal(timeline.Region(word()), timeline.Partial, timeline.Lasting(5*time.Minute), at(9, 0), at(9, 30)))
	ok(w().Restore(eu, at(11, 0)))
	ok(w().NotAffected(timeline.Region(word())))
	ok(w().Detect(incident.Detector(word()), at(9, 58)))
	ack := timeline.Event{}
	for _, m := range []timeline.Milestone{
		timeline.Acknowledged, timeline.Mobilized, timeline.CauseFound, timeline.CauseConfirmed, timeline.Mitigated, timeline.ReviewPublished, timeline.Milestone(word()),
	} {
		ack = ok(w().Mark(m, at(10, 30)))
	}
	scale, err := severity.NewScale(word(), severity.Word{Level: severity.Major, Name: "bad"})
	t.errs = append(t.errs, err)
	ok(w().AssessIn(scale, "bad", at(10, 1)))
	ok(w().Assign(incident.Commander, t.word(circle, "n"), at(10, 2)))
	ok(w().Record(timeline.Event{Kind: timeline.KindUpdate, Status: word(), Text: word(), Occurred: at(10, 20)})) // Publish is for everyone
	ok(w().Record(timeline.Event{Kind: timeline.KindUpdate, Status: word(), Text: word(), Occurred: at(10, 40)}))
	ok(w().Symptom(word()))
	ok(w().Note(word(), at(10, 2)))
	ok(w().Cause(incident.CauseRole(word()), word(), at(9, 0)))
	ok(w().Suspect(word(), at(10, 3)))
	guess := ok(w().Suspect(word(), at(10, 3)))
	ok(w().RuleOut(guess.ID, at(10, 9)))
	ok(w().Act(incident.Action{Title: word(), Type: word(), Owner: t.word(circle, "n"), State: incident.ActionState(word()), DueWritten: word(), Due: at(12, 0)}))
	ok(w().Statement(incident.Subject(word()), incident.Answer(word()), word()))
	ok(w().Rival(ack.ID, at(10, 31)))
	ok(w().Relate(incident.Change{Type: incident.FeatureFlag, ID: word(), Link: incident.Suspected, At: at(9, 0)}))
	ok(w().Refer(incident.Reference{System: word(), ID: word()}))
	custom, err := timeline.Event{Kind: timeline.Kind(word()), Text: word(), Occurred: at(10, 7)}.WithMember(word(), json.RawMessage(`"`+word()+`"`))
	t.errs = append(t.errs, err)
	ok(w().Record(custom))
}

// withdrawn records what was meant for everyone and was taken back.
func (t *teller) withdrawn() {
	ok := func(e timeline.Event, err error) timeline.Event {
		t.errs = append(t.errs, err)
		return e
	}
	gone := func() incident.Writer {
		stamp := t.stamp("r", timeline.Public)
		stamp.Actor = t.word("r", "n")
		return t.inc.As(stamp)
	}
	note := ok(gone().Publish(t.word("r", "t"), t.word("r", "t"), at(10, 50)))
	ok(t.inc.As(t.stamp("u", timeline.Public)).Retract(note.ID))
	symptom := ok(gone().Symptom(t.word("r", "t")))
	ok(t.inc.As(t.stamp("u", timeline.Public)).Redact(symptom.ID, "text", "actor", "source", "written", "assumption"))
}
