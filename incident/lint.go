package incident

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// A Linter finds what the authors of a postmortem would be embarrassed to publish:
// facts that contradict each other, and facts that make a reader stop. It reads
// views and changes nothing. The zero Linter uses the defaults.
//
// A finding is certain where no way to read the recorded facts avoids the
// contradiction: not within the bounds of their times, not by the zones that a
// label may mean, and not without an assumption that is recorded on an event or on
// its source. Whatever else looks wrong is doubtful: bounds that overlap while the
// stated points contradict each other, what hangs on an assumption, and what may
// be so and seldom is. [Rules] says of each rule when it is which.
type Linter struct {
	// Zones says what the zone labels in [timeline.Event.Written] mean. A label that
	// it does not hold is passed over, save those that name an offset by themselves,
	// such as UTC.
	Zones timeline.Zones

	// Silence is the longest tolerated gap between published updates while the
	// incident is open, see [RuleSilence]. Zero is off: guides to status pages differ,
	// from every 20 minutes to every hour, and a team that set no limit broke none.
	Silence time.Duration

	// Tolerance is how far a stated duration may be from the computed one beyond its
	// own wording, and two accounts of one time from each other. Zero is a minute,
	// as reports give times to the minute; a negative one is none.
	Tolerance time.Duration

	// Lifecycles are those by which changes of status are checked, besides the
	// default one, and that say which phase a published word means.
	Lifecycles []*lifecycle.Lifecycle
}

// Lint returns what the zero [Linter] finds.
func Lint(views ...*timeline.View) []timeline.Finding { return Linter{}.Lint(views...) }

// Lint returns what it finds in each view and between them, the findings of the
// views themselves, of [Of] and of [CheckLinks] included. Views are of different
// incidents; of one that is given twice nothing is told twice, and the later view is
// the one that others are compared with.
//
// Certain findings come first, then each rule's together in the order of [Rules],
// then in the order of the time of the first event named; the same views in another
// order give the same findings. The slice is the caller's.
func (l Linter) Lint(views ...*timeline.View) []timeline.Finding {
	read := make([]*lintFacts, len(views))
	for i, v := range views {
		read[i] = l.read(v)
	}
	slices.SortStableFunc(read, func(a, b *lintFacts) int {
		x, y := a.v.ID(), b.v.ID()
		return cmp.Or(bytes.Compare(x[:], y[:]), a.v.Now().Compare(b.v.Now()))
	})
	read = slices.CompactFunc(read, func(a, b *lintFacts) bool { return a.v == b.v })
	stated := sumsOf(read)
	var all []lintFound
	for _, f := range read {
		all = append(all, f.lint(stated)...)
	}
	all = append(all, lintTogether(read)...)
	slices.SortFunc(all, lintFound.compare)
	all = slices.CompactFunc(all, func(a, b lintFound) bool { return a.compare(b) == 0 })
	out := make([]timeline.Finding, len(all))
	for i := range all {
		out[i] = all[i].Finding
	}
	return out
}

// lintFound is a finding and when its first event occurred.
type lintFound struct {
	timeline.Finding
	at timeline.Instant
}

func (a lintFound) compare(b lintFound) int {
	if a.Doubt != b.Doubt {
		if b.Doubt {
			return -1
		}
		return 1
	}
	return cmp.Or(
		strings.Compare(a.Rule, b.Rule), a.at.Compare(b.at),
		slices.CompareFunc(a.Events, b.Events, func(x, y uuid.UUID) int { return bytes.Compare(x[:], y[:]) }),
		strings.Compare(a.Text, b.Text),
	)
}

// lint runs every rule over one view.
func (f *lintFacts) lint(together []timeline.Figure) []lintFound {
	f.passOn()
	f.order()
	f.statusDates()
	f.mitigation()
	f.resolution()
	f.impactsAgainstStatus()
	f.idle()
	f.fixAgainstImpact()
	f.notAffected()
	f.wholeAndParts()
	f.updateWords()
	f.wordBeforeStatus()
	f.silence()
	f.promises()
	f.lowered()
	f.impossible()
	f.labels()
	f.accounts()
	f.lengthsInWords(together)
	f.openActions()
	f.linksToItself()
	f.slips()
	return f.found
}

// passOn takes over what the view and the snapshot found. A time that was assumed
// makes a finding about times doubtful.
func (f *lintFacts) passOn() {
	for _, found := range f.s.Findings {
		var events []*timeline.Event
		for _, id := range found.Events {
			if e := f.event(id); e != nil {
				events = append(events, e)
			}
		}
		switch found.Rule {
		case timeline.RuleEndBeforeStart, timeline.RuleTotalTooLong:
			found.Doubt = found.Doubt || !f.sure(events...)
		case timeline.RuleRestoredNothing:
			found.Doubt = found.Doubt || !f.sure(events...) || len(events) == 0 || !f.harmed.near(events[0].Scope)
		}
		at := timeline.Instant{}
		if len(events) > 0 {
			at = events[0].Occurred
		}
		f.found = append(f.found, lintFound{found, at})
	}
}

// openActions finds action items that nobody will miss: open, and without an owner
// or a date.
func (f *lintFacts) openActions() {
	var without []*timeline.Event
	open := 0
	for i := range f.s.Actions {
		a := &f.s.Actions[i]
		if a.State == ActionDone || a.State == ActionCancelled {
			continue
		}
		open++
		if a.Owner == "" || !a.Due.IsKnown() && a.DueWritten == "" {
			without = append(without, &a.Event)
		}
	}
	if len(without) > 0 {
		f.add(RuleActionLoose, true, without, "%d of %d open action items have no owner or no due date, the first is %q", len(without), open, without[0].Text)
	}
}

// linksToItself finds an incident that ended in favour of itself, or is linked to
// itself.
func (f *lintFacts) linksToItself() {
	for i := range f.s.Links {
		if l := &f.s.Links[i]; l.Other == f.v.ID() {
			f.add(RuleSelfLink, false, []*timeline.Event{&l.Event}, "the incident is %s itself", linkWords(l.Relation))
		}
	}
}

func linkWords(r Relation) string { return strings.ReplaceAll(string(r), "_", " ") }
