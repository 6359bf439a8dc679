package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// An Audience says for whom a report is. The zero Audience is Internal. It is
// no circle of readers of one event, that is [timeline.Visibility]; each audience
// reads the words of events of its own visibility and of wider ones.
//
// Times are shown by kind of fact, whatever the event's visibility: to the public
// impact start, detected, declared, cause found, mitigated, restored, resolved,
// closed, review and changes of status; to partners also acknowledged, mobilized
// and cause confirmed; the rest, and kinds unknown here, only internally. Facts
// that are nothing but words (updates, causes, severities, notes, hypotheses)
// are shown to those who may read them.
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

// forAll lists the kinds of fact whose times every audience is shown: what
// happened to the service and what was said of it.
var forAll = [...]string{
	string(timeline.ImpactStarted), string(timeline.Detected), string(timeline.Declared), string(timeline.CauseFound),
	string(timeline.Mitigated), string(timeline.Restored), string(timeline.Resolved), string(timeline.Closed),
	string(timeline.ReviewPublished), string(timeline.KindMilestone), string(timeline.KindNotAffected), string(timeline.KindComplete),
	string(timeline.KindStatus), string(timeline.KindUpdate), string(timeline.KindSource), string(incident.KindSeverity),
	string(incident.KindSymptom), string(incident.KindCause), string(incident.KindAction), string(incident.KindStatement),
}

// forPartners lists those that partners are shown besides: how the response
// went. What was thought on the way, and kinds that are not known here, stay
// inside.
var forPartners = [...]string{string(timeline.Acknowledged), string(timeline.Mobilized), string(timeline.CauseConfirmed)}

// sees reports whether the audience is shown the times of facts of that kind,
// or of an anchor.
func (a Audience) sees(fact string) bool {
	if timeline.Milestone(fact).IsUpdate() {
		fact = string(timeline.KindUpdate)
	}
	switch a {
	case Internal:
		return true
	case Partner:
		return slices.Contains(forAll[:], fact) || slices.Contains(forPartners[:], fact)
	case Public:
		return slices.Contains(forAll[:], fact)
	}
	return false
}

// readsStatus reports whether the audience may read the current status.
func (a Audience) readsStatus(v *timeline.View) bool {
	st, ok := v.Status()
	if !ok {
		return false
	}
	for e := range v.Events() {
		if e.ID == st.Event && !a.reads(e) {
			return false // where two events bear the ID, the words may be those of either
		}
	}
	return true
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
		e, ok := v.Event(id)
		switch {
		case !ok:
		case !a.sees(e.Fact()):
			return false
		case e.Kind == timeline.KindUpdate && !a.reads(e):
			return false // published to others
		}
	}
	return true
}
