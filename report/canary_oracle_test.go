package report_test

import (
	"bytes"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// This file is the slow model that says which planted words a report may say.
// Its rules:
//
//   - only events whose content holds in the view may speak: recorded by then, not
//     retracted, not replaced by an amendment; a retraction has no words at all;
//   - of those, only events whose own visibility reaches the audience. An
//     amendment counts with its own visibility, whatever the original's was;
//     rivals, preferred or not, and events that share an ID count each alone;
//   - people (actors and owners) are never named to the public;
//   - a word that several events bear, such as the name of a source or a region,
//     may be said if one of them may say it.

// laterCorrectedIsInternal switches on the stricter rule that an event which was
// corrected after the moment of the view is internal in that view already. It is
// off until the library knows the rule.
const laterCorrectedIsInternal = true

// visibility is who may read the words of event i in a view of the moment.
func (a *aviary) visibility(i int) timeline.Visibility {
	if laterCorrectedIsInternal && !a.standing(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC))[i] {
		return timeline.Internal // it stands in the view, and not in the last one
	}
	return a.events[i].Visibility
}

// redacted reports whether a word of event i was removed from the log, so that no
// report of any view says it, to anybody, unless another event bears it too. A
// scene that redacts notes in gone what it removed. None does until the library
// can; the events that remove words then have none of their own in standing.
func (a *aviary) redacted(i int, word string) bool { return a.gone[i][word] }

// may adds the words that a report of the shot may say to an audience.
func (s shot) may(audience report.Audience, into map[string]bool) {
	for i := range s.standing(s.now) {
		if s.visibility(i) < timeline.Visibility(audience) {
			continue
		}
		for _, w := range s.words[i] {
			if s.redacted(i, w) || audience == report.Public && person(w) {
				continue
			}
			for n := len(canaryMark); n <= canarySize; n++ {
				into[w[:n]] = true // narrow columns cut words off
			}
		}
	}
}

// A duty is a word that a report must say.
type duty struct {
	word string
	kind timeline.Kind
	data bool // formats of data say it, text need not
}

// must lists the words that a report of the shot must say, so that no test
// passes because nothing is said. It is far from all.
func (s shot) must(audience report.Audience) []duty {
	var out []duty
	standing := s.standing(s.now)
	for i := range standing {
		e := s.events[i]
		if s.visibility(i) < timeline.Visibility(audience) || e.Milestone != "" || e.RivalOf != uuid.Nil || s.rivalled(e, standing) {
			continue
		}
		for _, d := range s.duties(i, audience) {
			if !s.redacted(i, d.word) {
				out = append(out, d)
			}
		}
	}
	return out
}

// duties are the words of event i that an audience which may read it must be told.
func (a *aviary) duties(i int, audience report.Audience) []duty {
	e, out := a.events[i], []duty{}
	listed := false // in the timeline
	switch e.Kind {
	case timeline.KindUpdate, timeline.KindImpact, timeline.KindRestore, timeline.KindStatus, incident.KindCause, incident.KindSeverity:
		listed = true
	case incident.KindNote, incident.KindHypothesis:
		if listed = audience == report.Internal; !listed {
			return nil
		}
	case incident.KindStatement:
		if a.redacted(i, a.word(i, "su")) {
			return nil // of nothing
		}
	case incident.KindSymptom:
	case incident.KindAction:
		if audience != report.Public {
			out = append(out, duty{a.word(i, "ow"), e.Kind, false})
		}
	case timeline.KindSource:
		out = append(out, duty{e.Source, e.Kind, false}, duty{e.Assumption, e.Kind, false})
	case incident.KindRole:
		if e.Target != uuid.Nil {
			return nil // an end
		}
		out = append(out, duty{a.word(i, "ro"), e.Kind, false})
		if audience != report.Public {
			out = append(out, duty{a.word(i, "pe"), e.Kind, false})
		}
		return out
	case incident.KindReference:
		out = append(out, duty{a.word(i, "sy"), e.Kind, false}, duty{a.word(i, "id"), e.Kind, false}, duty{a.word(i, "ur"), e.Kind, false})
	case incident.KindChange:
		out = append(out, duty{a.word(i, "ci"), e.Kind, false}, duty{a.word(i, "ct"), e.Kind, false}, duty{a.word(i, "cl"), e.Kind, false})
	case incident.KindLink:
		return append(out, duty{a.word(i, "rl"), e.Kind, false})
	case incident.KindCapability:
	default:
		return nil
	}
	out = append(out, duty{e.Text, e.Kind, false})
	if listed {
		out = append(out, duty{e.Written, e.Kind, true}, duty{e.Source, e.Kind, true})
		if audience != report.Public {
			out = append(out, duty{e.Actor, e.Kind, false})
		}
	}
	return out
}

// word is the word that event i bears in a field.
func (a *aviary) word(i int, field string) string {
	at := slices.IndexFunc(a.words[i], func(w string) bool { return w[canarySize-len(field):] == field })
	return a.words[i][at]
}

// rivalled reports whether the shot prefers another account of e.
func (s shot) rivalled(e timeline.Event, standing map[int]bool) bool {
	if s.prefer == "" {
		return false
	}
	for i := range standing {
		if r := s.events[i]; r.RivalOf != uuid.Nil && (r.RivalOf == e.ID || r.RivalOf == s.first(e)) && r.Source == s.prefer {
			return true
		}
	}
	return false
}

// first is the ID of the fact that an event amends, or its own.
func (a *aviary) first(e timeline.Event) uuid.UUID {
	for range a.events {
		i := slices.IndexFunc(a.events, func(x timeline.Event) bool { return x.ID == e.Amends })
		if e.Amends == uuid.Nil || i < 0 {
			break
		}
		e = a.events[i]
	}
	return e.ID
}

// standing returns the events whose content holds in a view of that moment.
func (a *aviary) standing(now time.Time) map[int]bool {
	if out, done := a.stood[now]; done {
		return out
	}
	m := model{aviary: a}
	for i := range a.events {
		if !a.knownFrom(i, 0).After(now) {
			m.known = append(m.known, i)
		}
	}
	out := map[int]bool{}
	for _, i := range m.known {
		e := a.events[i]
		if e.Kind == timeline.KindRetract || e.Kind == timeline.KindRedact || e.Amends != uuid.Nil && m.has(e.Amends) {
			continue // speaks of another fact
		}
		if j := m.content(i, 0); j >= 0 {
			out[j] = true
		}
	}
	a.stood[now] = out
	return out
}

// A model is what was known at a moment.
type model struct {
	*aviary
	known []int
}

// deepest is more than any chain in these tests.
const deepest = 50

func (m *model) has(id uuid.UUID) bool {
	return slices.ContainsFunc(m.known, func(i int) bool { return m.events[i].ID == id })
}

// content returns the event that speaks for event i: itself, or its last
// amendment that holds; -1 if it was retracted.
func (m *model) content(i, depth int) int {
	if depth > deepest || m.retracted(m.events[i].ID, 0) {
		return -1
	}
	best, result := -1, i
	for _, j := range m.known {
		if m.events[j].Amends != m.events[i].ID {
			continue
		}
		if c := m.content(j, depth+1); c >= 0 && (best < 0 || later(m.events[j], m.events[best])) {
			best, result = j, c
		}
	}
	return result
}

// retracted reports whether a retraction of the event holds.
func (m *model) retracted(id uuid.UUID, depth int) bool {
	return slices.ContainsFunc(m.known, func(i int) bool {
		r := m.events[i]
		return r.Kind == timeline.KindRetract && r.Amends == uuid.Nil && r.Target == id && depth < deepest && !m.retracted(r.ID, depth+1)
	})
}

func later(a, b timeline.Event) bool {
	if c := a.Recorded.Compare(b.Recorded); c != 0 {
		return c > 0
	}
	return bytes.Compare(a.ID[:], b.ID[:]) > 0
}

// knownFrom is when event i was known: once it was recorded; if nobody says when
// that was, once it can only have occurred, and what it speaks of was known.
func (a *aviary) knownFrom(i, depth int) time.Time {
	e := a.events[i]
	if !e.Recorded.IsZero() {
		return e.Recorded
	}
	from, _ := e.Occurred.Latest()
	for _, id := range [...]uuid.UUID{e.Amends, e.RivalOf, e.Target} {
		j := slices.IndexFunc(a.events, func(x timeline.Event) bool { return x.ID == id })
		if id == uuid.Nil || j < 0 || depth > deepest {
			continue
		}
		if k := a.knownFrom(j, depth+1); k.After(from) {
			from = k
		}
	}
	return from
}
