package report_test

import (
	stdjson "encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// beside is the circle of readers that lies beside v in turn.
func beside(v timeline.Visibility, by int) timeline.Visibility {
	return timeline.Visibility((int(v) + by) % 3)
}

// scenes are the ways in which the words of a full cast are withdrawn or doubled.
// Each is recorded from 13:00 on. The name of an account is one that a view may
// prefer.
var scenes = []struct {
	name    string
	prefer  string
	play    func(a *aviary, by int)
	moments []int // hours
}{
	{"as recorded", "", func(*aviary, int) {}, []int{11, 23}},
	{"retracted", "", func(a *aviary, by int) {
		for _, e := range a.facts() {
			a.retract(e, beside(e.Visibility, by), clock(13, 0))
		}
	}, []int{13}},
	{"every second one retracted", "", func(a *aviary, by int) {
		for i, e := range a.facts() {
			if (i+by)%2 == 0 {
				a.retract(e, timeline.Public, clock(13, 0))
			}
		}
	}, []int{12, 13}},
	{"revived", "", func(a *aviary, by int) {
		for i, e := range a.facts() {
			r := a.retract(e, timeline.Public, clock(13, 0))
			if (i+by)%3 > 0 {
				a.retract(r, timeline.Internal, clock(14, 0))
			}
		}
	}, []int{14}},
	{"amended, and again", "", func(a *aviary, by int) {
		for i, e := range a.facts() {
			r := a.amend(e, beside(e.Visibility, by), clock(13, 0))
			switch i % 4 {
			case 0:
				a.amend(r, beside(e.Visibility, 2*by), clock(14, 0))
			case 1:
				a.amend(e, beside(e.Visibility, 2*by), clock(14, 0))
			case 2:
				a.retract(r, timeline.Public, clock(14, 0)) // the original holds again
			case 3:
				a.retract(e, timeline.Public, clock(14, 0))
			}
		}
	}, []int{12, 13, 14}},
	{"redacted", "", func(a *aviary, by int) {
		for i := range a.facts() {
			a.redact(i, [...][]string{
				{"text", "actor"}, {"source", "region", "component", "assumption", "written"}, {"milestone", "status", "phase", "resolution", "hold"},
				{"severity", "action", "statement", "detected_by", "cause", "hypothesis"},
			}[(i+by)%4]...)
		}
	}, []int{12, 23}},
	{"rivals", "other", func(a *aviary, by int) {
		for i, e := range a.facts() {
			r := a.rival(e, "other", beside(e.Visibility, by), clock(13, 0))
			switch i % 4 {
			case 1:
				a.retract(e, timeline.Public, clock(14, 0))
			case 2:
				a.retract(r, timeline.Public, clock(14, 0))
			case 3:
				a.amend(r, beside(e.Visibility, 2*by), clock(14, 0))
			}
		}
	}, []int{13, 14}},
	{"one ID twice", "", func(a *aviary, by int) {
		for _, e := range a.facts() {
			a.twin(e, "", beside(e.Visibility, by))
		}
	}, []int{23}},
	{"one ID twice, of two kinds", "", func(a *aviary, by int) {
		for _, e := range a.facts() {
			a.twin(e, incident.KindNote, beside(e.Visibility, by))
		}
	}, []int{23}},
}

func TestCanaries(t *testing.T) {
	for i, s := range scenes {
		for first := range 3 {
			next := 1
			a := newAviary(t, 1, &next)
			a.cast(casting{turns(first), [...]timeline.Phase{"", timeline.PhaseClosed, timeline.PhaseActive}[first]})
			s.play(a, 1+(i+first)%2)
			name := fmt.Sprintf("%s, %d", s.name, first)
			for _, audience := range audiences {
				for _, hour := range s.moments {
					inspect(t, name, audience, shot{a, clock(hour, 0), ""})
				}
				if s.prefer != "" {
					inspect(t, name+", preferring it", audience, shot{a, clock(23, 0), s.prefer})
				}
			}
		}
	}
}

// Several views in one report: of one log at several moments, and of two logs of
// which one is for everybody and the other for nobody outside.
func TestCanariesOfSeveralViews(t *testing.T) {
	for by := 1; by <= 2; by++ {
		next := 1
		a, b := newAviary(t, 1, &next), newAviary(t, 2, &next)
		a.cast(casting{turns(by), timeline.PhaseClosed})
		for _, e := range a.facts() {
			a.amend(e, beside(e.Visibility, by), clock(13, 0))
		}
		b.cast(casting{always(timeline.Visibility(2 - 2*(by-1))), ""})
		shared := a.events[6].Scope // the first impact's
		b.plant(timeline.Event{Kind: timeline.KindImpact, Scope: shared, Occurred: at(9, 50), Recorded: clock(12, 0)})
		for _, audience := range audiences {
			inspect(t, "one log twice", audience, shot{a, clock(12, 0), ""}, shot{a, clock(13, 0), ""})
			inspect(t, "two logs", audience, shot{a, clock(13, 0), ""}, shot{b, clock(13, 0), ""})
		}
	}
}

// A report put together of several is for those who may read all of it.
func TestCanariesInConcat(t *testing.T) {
	next := 1
	a, b := newAviary(t, 1, &next), newAviary(t, 2, &next)
	a.cast(casting{turns(0), timeline.PhaseClosed})
	b.cast(casting{turns(1), ""})
	x, y := shot{a, clock(13, 0), ""}, shot{b, clock(13, 0), ""}
	var firsts, seconds []*report.Report
	for _, audience := range audiences {
		firsts = append(firsts, inspect(t, "alone", audience, x))
		seconds = append(seconds, inspect(t, "alone", audience, y))
	}
	for _, first := range audiences {
		for _, second := range audiences {
			doc := report.Concat(firsts[first], seconds[second])
			may := map[string]bool{}
			x.may(first, may)
			y.may(second, may)
			scan(t, fmt.Sprintf("%s and %s", first, second), doc, may, append(x.must(first), y.must(second)...))
			assert.Equal(t, min(first, second), doc.Audience)
		}
	}
}

// Corrections that nobody dated hold as soon as what they correct is known;
// words of the log itself, and of events that speak of nothing, stay where they
// are.
func TestCanariesAtTheEdges(t *testing.T) {
	for by := range 3 {
		next := 1
		a := newAviary(t, 1, &next)
		a.cast(casting{turns(by), timeline.PhaseClosed})
		for i, e := range a.facts() {
			switch missing := (timeline.Event{Kind: itsOwn, Recorded: clock(13, 0), Visibility: timeline.Visibility(i % 3)}); i % 6 {
			case 0:
				a.retract(e, timeline.Public, time.Time{})
			case 1:
				r := anew(e)
				r.Amends, r.Recorded, r.Visibility = e.ID, clock(1, 0).AddDate(-9, 0, 0), timeline.Internal
				a.plant(r)
			case 2:
				missing.Target[0] = 9
				a.retract(a.plant(missing), timeline.Public, clock(14, 0))
			case 3:
				missing.Amends[0] = 9
				a.retract(a.plant(missing), timeline.Public, clock(14, 0))
			case 4:
				missing.RivalOf[0] = 9
				a.amend(a.plant(missing), timeline.Internal, clock(14, 0))
			case 5:
				r := anew(e)
				r.ID[0], r.Amends[0] = byte(1+i%200), byte(1+i%200) // amends itself
				a.plant(r)
			}
		}
		a.tagged()
		for _, audience := range audiences {
			for _, hour := range []int{13, 23} {
				inspect(t, fmt.Sprintf("edges %d", by), audience, shot{a, clock(hour, 0), ""})
			}
		}
	}
}

// tagged writes the log as a file would hold it, with a member of its own, and
// reads it again.
func (a *aviary) tagged() {
	raw, err := a.log.MarshalJSON()
	require.NoError(a.t, err)
	*a.next++
	tagged := fmt.Sprintf(`{"file":{"name":%q},`, canary(*a.next, "lo")) + string(raw[1:])
	require.True(a.t, stdjson.Valid([]byte(tagged)))
	require.NoError(a.t, a.log.UnmarshalJSON([]byte(tagged)))
}

// What explanations say of a single event, to anybody, has no words of events
// that the readers may not read.
func TestCanariesInSentences(t *testing.T) {
	next := 1
	a := newAviary(t, 1, &next)
	for first := range 3 {
		a.cast(casting{turns(first), ""})
	}
	for i, e := range a.events {
		for _, readers := range []timeline.Visibility{timeline.Internal, timeline.Partner, timeline.Public} {
			s := e.Sentence(readers)
			if e.Visibility < readers {
				assert.NotContains(t, s, canaryMark, "%s event, told to %s", e.Kind, readers)
				continue
			}
			assert.Contains(t, s, a.word(i, "wr"))
			assert.Equal(t, readers != timeline.Public, assert.ObjectsAreEqual(true, containsWord(s, a.word(i, "ac"))), s)
		}
	}
}

func containsWord(s, word string) (found bool) {
	planted(s, func(w string) { found = found || w == word })
	return found
}

// Every string in an event is planted: fields that are added later too.
func TestCanariesFillEveryField(t *testing.T) {
	next := 1
	a := newAviary(t, 1, &next)
	a.plant(timeline.Event{Kind: itsOwn, Milestone: itsOwn, Recorded: clock(12, 0)})
	v := reflect.ValueOf(a.events[0])
	for field, value := range v.Fields() {
		if value.Kind() == reflect.String {
			assert.Contains(t, value.String(), canaryMark, field.Name)
		}
	}
	var inScope int
	eachString(reflect.ValueOf(a.events[0].Scope), func(s string) {
		inScope++
		assert.Contains(t, s, canaryMark)
	})
	assert.Equal(t, 2, inScope)
}
