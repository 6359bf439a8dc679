package cohort

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/allclear-go/allclear/timeline"
)

// A Rule says which incidents a statistic is of: those that reached a milestone in a
// period. Two dashboards that count "the incidents of September" by start and by
// resolution count different incidents, so that a statistic shows its rule. The zero
// Rule is every incident. Rules compare with ==.
//
// Which rule is right depends on the question. Started in the period asks how
// the incidents went that began then, and those still open are known to last at
// least as long as they have. Resolved in the period asks what was finished then,
// and shortens what it reports, see [Rule.Warnings].
type Rule struct {
	milestone timeline.Milestone
	period    timeline.Span
	narrowed  bool
}

// StartedIn is the incidents whose impact started in the period.
func StartedIn(period timeline.Span) Rule { return ReachedIn(timeline.ImpactStarted, period) }

// DetectedIn is the incidents that were noticed in the period.
func DetectedIn(period timeline.Span) Rule { return ReachedIn(timeline.Detected, period) }

// ResolvedIn is the incidents that were called resolved in the period. It leaves
// out every incident that is still open: see [Rule.Warnings] before you choose it.
func ResolvedIn(period timeline.Span) Rule { return ReachedIn(timeline.Resolved, period) }

// ReachedIn is the incidents that reached a milestone, or published an update, in
// the period, at the moment that [timeline.View.When] gives. The zero Span contains
// no moment, and no incident meets a rule by it.
func ReachedIn(m timeline.Milestone, period timeline.Span) Rule { return Rule{m, period, true} }

// IsZero reports whether r is the zero Rule, which is every incident.
func (r Rule) IsZero() bool { return r == Rule{} }

// Milestone returns what must have been reached; empty for the zero Rule.
func (r Rule) Milestone() timeline.Milestone { return r.milestone }

// Period returns when it must have been, and false for the zero Rule.
func (r Rule) Period() (timeline.Span, bool) { return r.period, r.narrowed }

// Of tells whether an incident is one of those that the rule is of, as its view has
// it. A period contains its start and not its end; an uncertain time across one of
// them is possibly inside. A nil view is not known.
func (r Rule) Of(v *timeline.View) Membership {
	switch {
	case v == nil:
		return MembershipUnknown
	case r.IsZero():
		return MembershipSure
	}
	at := v.When(r.milestone)
	if !at.IsKnown() {
		return r.without(v)
	}
	earliest, begins := at.Earliest()
	latest, ends := at.Latest()
	start, end := r.period.Start(), r.period.End()
	switch {
	case !r.period.IsValid() || !start.Before(end) || begins && !earliest.Before(end) || ends && latest.Before(start):
		return MembershipNone
	case begins && ends && r.period.Contains(earliest) && r.period.Contains(latest):
		return MembershipSure
	}
	return MembershipPossible
}

// without tells of an incident that has no time of the milestone whether it can
// still come. Impact and the deployment behind it come before anybody records an
// incident: what is not recorded of them is missing, unless it is foretold.
func (r Rule) without(v *timeline.View) Membership {
	m := r.milestone
	foretold := timeline.Elapsed(m, m).Of(v).Kind() == timeline.Pending && m != timeline.Deployed
	early := m == timeline.ImpactStarted || m == timeline.Deployed
	if foretold || !early && timeline.Elapsed(timeline.Declared, m).Of(v).Kind() == timeline.Ongoing {
		return MembershipNotYet
	}
	return MembershipUnknown
}

// WarningByResolution is the code of the warning that a rule by the end of
// incidents leaves out those that have not ended.
const WarningByResolution WarningCode = "by_resolution"

// Warnings returns what to know before reading durations of incidents chosen by
// the rule: [WarningByResolution] of a rule by a milestone at which an incident is
// over or nearly so, and nothing of others.
//
// Such a rule cannot choose an incident that is still open, and the longer one
// lasts the likelier it is open when somebody asks. It also drops those that began
// before the record did, and the long ones among them first. Only where the record
// reaches back further than the longest incident lasts, and as many and as long ones
// begin as before, do the two ways of choosing agree. Survival analysis knows this
// as truncation: J. P. Klein and M. L. Moeschberger, "Survival Analysis" (2003),
// section 3.4.
func (r Rule) Warnings() []Warning {
	switch r.milestone {
	case timeline.Mitigated, timeline.Restored, timeline.Resolved, timeline.Closed, timeline.ReviewPublished:
		return []Warning{{WarningByResolution, "the incidents are chosen by when they were " + r.milestone.Words() +
			": those that are still open are left out, and they are the long ones, so that durations come out too short"}}
	}
	return nil
}

// String writes the rule for people: "impact start from 2026-09-01T00:00:00Z up to
// 2026-10-01T00:00:00Z", and "every incident" for the zero Rule.
func (r Rule) String() string {
	if r.IsZero() {
		return "every incident"
	}
	from, to, ok := strings.Cut(r.period.String(), "/")
	if !ok {
		return r.milestone.Words() + " in no period"
	}
	return r.milestone.Words() + " from " + from + " up to " + to
}

// ErrRule is the reason why a text is no rule.
var ErrRule = errors.New("cohort: rule: want a milestone, \" in \" and a period")

// ParseRule reads what [Rule.MarshalText] writes. Empty text is the zero Rule.
func ParseRule(s string) (Rule, error) {
	if s == "" {
		return Rule{}, nil
	}
	i := strings.LastIndex(s, ruleIn)
	if i < 0 {
		return Rule{}, fmt.Errorf("%w: %q", ErrRule, s)
	}
	period, err := timeline.ParseSpan(s[i+len(ruleIn):])
	if err != nil {
		return Rule{}, fmt.Errorf("%w: %w", ErrRule, err)
	}
	return ReachedIn(timeline.Milestone(s[:i]), period), nil
}

// ruleIn stands between milestone and period in the text of a rule.
const ruleIn = " in "

// AppendText appends the rule as programs keep it: "impact_started in
// 2026-09-01T00:00:00Z/2026-10-01T00:00:00Z", and nothing for the zero Rule. It
// fails with [ErrRule] if the milestone is not UTF-8.
func (r Rule) AppendText(b []byte) ([]byte, error) {
	switch {
	case r.IsZero():
		return b, nil
	case !utf8.ValidString(string(r.milestone)):
		return b, fmt.Errorf("%w: %q is not UTF-8", ErrRule, string(r.milestone))
	}
	return r.period.AppendText(append(append(b, r.milestone...), ruleIn...))
}

// MarshalText implements [encoding.TextMarshaler] as AppendText does.
func (r Rule) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseRule] reads.
func (r *Rule) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRule(string(text))
	return err
}
