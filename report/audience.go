package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// An Audience says for whom a report is. The zero Audience is Internal.
type Audience uint8

// The audiences. Each reads the words of events whose visibility is as wide.
const (
	Internal Audience = iota // the organisation: everything
	Partner                  // partners and vendors
	Public                   // everyone
)

var audienceNames = [...]string{"internal", "partner", "public"}

// ParseAudience reads the text that [Audience.String] writes.
func ParseAudience(s string) (Audience, error) {
	if i := slices.Index(audienceNames[:], s); i >= 0 {
		return Audience(i), nil
	}
	return 0, fmt.Errorf("report: no audience %q (there are: %s)", s, strings.Join(audienceNames[:], ", "))
}

// IsValid reports whether a is one of the constants.
func (a Audience) IsValid() bool { return int(a) < len(audienceNames) }

// Compare orders audiences by how many they are.
func (a Audience) Compare(b Audience) int { return cmp.Compare(a, b) }

// String returns "internal", "partner" or "public".
func (a Audience) String() string {
	if !a.IsValid() {
		return fmt.Sprintf("Audience(%d)", uint8(a))
	}
	return audienceNames[a]
}

// circle is the visibility that an event needs for its words to be read.
func (a Audience) circle() timeline.Visibility { return timeline.Visibility(a) }

// reads reports whether the audience may read the words of e.
func (a Audience) reads(e timeline.Event) bool { return e.Visibility >= a.circle() }

// hidden lists, for each audience, the kinds of fact whose times it is not
// shown: how the response was organised, and what was thought on the way. Kinds
// that are not known here are shown to nobody outside.
var hidden = [...][]string{
	Internal: nil,
	Partner:  {string(timeline.CauseSuspected), string(incident.KindHypothesis), string(incident.KindNote)},
	Public: {
		string(timeline.CauseSuspected), string(incident.KindHypothesis), string(incident.KindNote),
		string(timeline.Acknowledged), string(timeline.Mobilized), string(timeline.CauseConfirmed),
	},
}

// known lists the kinds of fact, beside milestones, that this version knows.
var known = [...]timeline.Kind{
	timeline.KindMilestone, timeline.KindImpact, timeline.KindRestore, timeline.KindNotAffected, timeline.KindComplete,
	timeline.KindStatus, timeline.KindUpdate, timeline.KindSource, incident.KindSeverity, incident.KindSymptom,
	incident.KindNote, incident.KindCause, incident.KindHypothesis, incident.KindAction, incident.KindStatement,
}

// sees reports whether the audience is shown the times of facts of that kind.
func (a Audience) sees(fact string) bool {
	if a == Internal {
		return true
	}
	m := timeline.Milestone(fact)
	if !m.IsStandard() && !m.IsUpdate() && !slices.Contains(known[:], timeline.Kind(fact)) || !a.IsValid() {
		return false
	}
	return !slices.Contains(hidden[a], fact)
}

// readsStatus reports whether the audience may read the current status.
func (a Audience) readsStatus(v *timeline.View) bool {
	st, ok := v.Status()
	e, found := v.Event(st.Event)
	return ok && found && a.reads(e)
}

// shows reports whether the audience may see a figure: the kinds of both its
// ends, and of every fact that it was computed from.
func (a Audience) shows(f timeline.Figure, v *timeline.View) bool {
	m := f.Measure()
	if !a.sees(cmp.Or(string(m.From()), string(timeline.ImpactStarted))) || !a.sees(cmp.Or(string(m.To()), string(timeline.ImpactStarted))) {
		return false
	}
	if f.Reason().Code == timeline.ReasonResolution && !a.readsStatus(v) {
		return false // the reason is the word of a status that may not be read
	}
	for id := range f.Inputs() {
		if e, ok := v.Event(id); ok && !a.sees(e.Fact()) {
			return false
		}
	}
	return true
}
