package timeline

import (
	"cmp"
	"iter"
	"strconv"
)

// A Measure is the definition of a figure: an ID and a version, where the clock
// starts and stops, for which place, within which period. It is a small value:
// its methods return changed copies, and two measures that define the same
// compare equal with ==. The zero Measure measures nothing.
//
// The version changes whenever the same facts could give another figure:
// figures of different versions must not be compared.
type Measure struct {
	def       uint8
	fromCode  code // of from and to
	toCode    code
	from, to  Milestone
	pick      pick
	scope     Scope
	clip      Span
	weighting Weighting
	gap       int64 // µs; totals: stretches no further apart count as one
	places    uint16
	component bool // places counts components, not regions
	noHold    bool
	calendar  *Calendar
}

type pick uint8

const (
	pickUsual pick = iota // the definition's own
	pickFirst
	pickLast
	pickCumulative
)

type shape uint8

const (
	shapeNone shape = iota
	shapeElapsed
	shapeTotal
	shapeAvailability
	shapeWeighted
	shapeSilence
	shapeUpdates
)

// definition holds what the measures of one ID share.
type definition struct {
	id       string
	version  int
	shape    shape
	from, to Milestone
	words    string
}

// The indexes of definitions, in the same order.
const (
	defNone = iota
	defElapsed
	defDetect
	defAcknowledge
	defDeclare
	defMobilize
	defRootCause
	defMitigate
	defRestore
	defResolve
	defClose
	defReview
	defFirstUpdate
	defSilence
	defUpdates
	defImpactTime
	defDowntime
	defDegraded
	defAvailability
	defLasted
	defFailedDeployment
	defWeighted
)

var definitions = [...]definition{
	defNone:             {},
	defElapsed:          {"elapsed", 1, shapeElapsed, "", "", "elapsed"},
	defDetect:           {"time_to_detect", 1, shapeElapsed, ImpactStarted, Detected, "time to detect"},
	defAcknowledge:      {"time_to_acknowledge", 1, shapeElapsed, ImpactStarted, Acknowledged, "time to acknowledge"},
	defDeclare:          {"time_to_declare", 1, shapeElapsed, ImpactStarted, Declared, "time to declare"},
	defMobilize:         {"time_to_mobilize", 1, shapeElapsed, ImpactStarted, Mobilized, "time to mobilize"},
	defRootCause:        {"time_to_root_cause", 1, shapeElapsed, ImpactStarted, CauseFound, "time to root cause"},
	defMitigate:         {"time_to_mitigate", 1, shapeElapsed, ImpactStarted, Mitigated, "time to mitigate"},
	defRestore:          {"time_to_restore", 1, shapeElapsed, ImpactStarted, Restored, "time to restore"},
	defResolve:          {"time_to_resolve", 1, shapeElapsed, ImpactStarted, Resolved, "time to resolve"},
	defClose:            {"time_to_close", 1, shapeElapsed, ImpactStarted, Closed, "time to close"},
	defReview:           {"time_to_review", 1, shapeElapsed, Resolved, ReviewPublished, "time to review"},
	defFirstUpdate:      {"time_to_first_update", 1, shapeElapsed, ImpactStarted, FirstUpdate, "time to first update"},
	defSilence:          {"longest_silence", 1, shapeSilence, "", "", "longest silence between updates"},
	defUpdates:          {"updates", 1, shapeUpdates, "", "", "published updates"},
	defImpactTime:       {"impact_time", 1, shapeTotal, "", "", "time impacted"},
	defDowntime:         {"downtime", 1, shapeTotal, "", "", "downtime"},
	defDegraded:         {"degraded_time", 1, shapeTotal, "", "", "degraded time"},
	defAvailability:     {"availability", 1, shapeAvailability, "", "", "availability"},
	defLasted:           {"lasted", 1, shapeElapsed, lastedFrom, lastedTo, "time it lasted"},
	defFailedDeployment: {"failed_deployment_recovery_time", 1, shapeElapsed, Deployed, Restored, "failed deployment recovery time"},
	defWeighted:         {"weighted_downtime", 1, shapeWeighted, "", "", "weighted downtime"},
}

func standard(def uint8) Measure {
	d := definitions[def]
	return Measure{def: def, from: d.from, to: d.to, fromCode: codeOf(d.from), toCode: codeOf(d.to)}
}

// TimeToDetect is the time from the start of impact until somebody or something
// noticed. If no detection is recorded it is bounded by the first fact that
// cannot precede it: acknowledgement, declaration, mobilization, the cause being
// found, or the first published update; the figure names that witness.
func TimeToDetect() Measure { return standard(defDetect) }

// TimeToAcknowledge is the time from the start of impact until a person took
// the incident up. PagerDuty starts this clock at the alert: measure that with
// Since([Detected]).
func TimeToAcknowledge() Measure { return standard(defAcknowledge) }

// TimeToDeclare is the time from the start of impact until the incident was
// declared.
func TimeToDeclare() Measure { return standard(defDeclare) }

// TimeToMobilize is the time from the start of impact until the responders were
// together.
func TimeToMobilize() Measure { return standard(defMobilize) }

// TimeToRootCause is the time from the start of impact until the responders
// knew the cause. If no such moment is recorded it is bounded by confirmation
// of the cause or by an update published as "identified".
func TimeToRootCause() Measure { return standard(defRootCause) }

// TimeToMitigate is the time from the start of impact until the fix or
// workaround was in, the last time if the status fell back from it since. If no such moment is recorded it is bounded by an update
// published as "monitoring".
func TimeToMitigate() Measure { return standard(defMitigate) }

// TimeToRestore is the time from the start of impact until service was back:
// the last return to health, of the place asked for. Asked for no place in
// particular it ends with the restoration of the whole, or with the last place
// named if the log says that it names all; otherwise it is bounded below.
//
// In(Scope.Of([Some])) ends with the first region or component back, Of([Most])
// with the restoration that its writer called most.
func TimeToRestore() Measure { return standard(defRestore) }

// TimeToResolve is the time from the start of impact until the incident was
// called resolved, the last time if it was reopened. An incident whose first
// recorded status is resolved already was resolved by then, at a time that is not
// recorded: the figure is bounded.
func TimeToResolve() Measure { return standard(defResolve) }

// TimeToClose is the time from the start of impact until the incident was
// closed.
func TimeToClose() Measure { return standard(defClose) }

// TimeToReview is the time from resolution until the review came out.
func TimeToReview() Measure { return standard(defReview) }

// TimeToFirstUpdate is the time from the start of impact until the first
// published update.
func TimeToFirstUpdate() Measure { return standard(defFirstUpdate) }

// FailedDeploymentRecovery is the time from when a deployment reached production,
// see [Deployed], until service was back after the impact that it caused. It is of
// incidents with a deployment recorded as their cause alone: of others it is not
// applicable, with [ReasonNoDeployment], whatever else is known of them, so that
// they add neither zero nor doubt to a statistic.
//
// It is one of DORA's metrics of software delivery, which took the place of the time
// to restore in 2023, as that told failures that a change brought about from no
// others: https://dora.dev/guides/dora-metrics/history. DORA does not say where the
// clock starts. Apache DevLake starts it when the deployment finished, and stops it when
// the incident was resolved, which is Elapsed([Deployed], [Resolved]):
// https://devlake.apache.org/docs/Metrics/FailedDeploymentRecoveryTime. Others start
// it when the failure was noticed: measure that with Since([Detected]), which keeps
// to the same incidents.
func FailedDeploymentRecovery() Measure { return standard(defFailedDeployment) }

// LongestSilence is the longest time between two published updates, and, while
// the incident is open, since the last one. What came before the first update
// is [TimeToFirstUpdate]. Where it is known when the incident was over, silence ends
// there: a review is no update.
func LongestSilence() Measure { return standard(defSilence) }

// Updates is the number of published updates.
func Updates() Measure { return standard(defUpdates) }

// ImpactTime is how long anything was wrong: the union of all impacts except
// maintenance, those of unstated health among them, each moment counted once, with stated totals added (see
// [Downtime]).
func ImpactTime() Measure { return standard(defImpactTime) }

// Downtime is how long the place was down: the union of its impacts of [Major]
// health. Totals that an account states in place of windows are added: those of
// one place each tell of other time; where a total may tell of the
// same time as a window or as the total of another place, the figure is bounded.
// Impacts that do not say how bad they were may or may not count.
func Downtime() Measure { return standard(defDowntime) }

// DegradedTime is how long the place was neither down nor well: the union of
// impacts of [Degraded] and [Partial] health, without the time that was down.
// Downtime and degraded time are therefore disjoint and add up.
func DegradedTime() Measure { return standard(defDegraded) }

// Availability is the share of a period in which the place was available, under
// a weighting that says how much each state of health counts as unavailable.
// Both are part of the figure: the same outage is 99.86 % in one status page's
// arithmetic and 99.72 % in another's. A period that is not over as of the view
// is measured up to that moment.
func Availability(w Weighting, period Span) Measure {
	m := standard(defAvailability)
	m.weighting, m.clip = w, period
	return m
}

// WeightedDowntime is the time that [Availability] leaves out: how long the place
// was unavailable in the period, where each state of health counts as much as the
// weighting says. It is to the microsecond what the share is to the
// whole, and what error budgets are spent in. Parts of a microsecond are rounded up. A period that is not over as of the
// view is measured up to that moment.
func WeightedDowntime(w Weighting, period Span) Measure {
	m := standard(defWeighted)
	m.weighting, m.clip = w, period
	return m
}

// Elapsed is the time between any two milestones or published updates.
func Elapsed(from, to Milestone) Measure {
	return Measure{def: defElapsed, from: from, to: to, fromCode: codeOf(from), toCode: codeOf(to)}
}

// Standard returns the standard measures, in the usual order of an incident:
// everything above but those that need arguments, and FailedDeploymentRecovery,
// which is of some incidents only.
func Standard() []Measure {
	out := make([]Measure, 0, defDegraded-defDetect+1)
	for def := uint8(defDetect); def <= defDegraded; def++ {
		out = append(out, standard(def))
	}
	return out
}

// ID returns the measure's stable name: "time_to_restore".
func (m Measure) ID() string { return m.definition().id }

// Version returns the version of the definition.
func (m Measure) Version() int { return m.definition().version }

// Words returns the measure's name for people: "time to restore".
func (m Measure) Words() string {
	if m.def == defElapsed {
		return m.from.Words() + " to " + m.to.Words()
	}
	return m.definition().words
}

// From returns where the clock starts; empty for totals, counts and ratios.
func (m Measure) From() Milestone { return m.from }

// To returns where the clock stops; empty likewise.
func (m Measure) To() Milestone { return m.to }

// Scope returns the place measured.
func (m Measure) Scope() Scope { return m.scope }

// Period returns what the measure is clipped to, and false if it is not.
func (m Measure) Period() (Span, bool) { return m.clip, m.clip.IsValid() }

// Weighting returns the weighting of an availability or a weighted downtime.
func (m Measure) Weighting() Weighting { return m.weighting }

func (m *Measure) definition() definition {
	return definitions[min(int(m.def), len(definitions)-1)]
}

func (m *Measure) shape() shape { return definitions[min(int(m.def), len(definitions)-1)].shape }

func (m *Measure) unit() Unit {
	switch m.shape() {
	case shapeAvailability:
		return Ratio
	case shapeUpdates:
		return Count
	}
	return Seconds
}

// Of computes the figure from a view. It never fails: what keeps it from being
// known is the figure's kind and reason.
func (m Measure) Of(v *View) Figure {
	t := meter{v: v}
	return t.one(m)
}

// Across computes one figure over several incidents taken together, such as the
// availability of a region over all incidents of a month: their impacts are
// united, so that time in which two of them overlap counts once. Measures with
// a clock, counts and silences do not unite; add their figures with [Sum]
// instead. Each view is taken as of its own moment.
//
// Asked for a place, it is unknown if none of the views names it. Once one does, an incident
// that names other places only is taken as not having touched this one, and what
// an incident says of no place in particular may or may not have: the figure is bounded.
func (m Measure) Across(views ...*View) Figure {
	if len(views) == 0 {
		return Figure{measure: m}.because(Unknown, ReasonNothingKnown)
	}
	f := Figure{measure: m, incidents: len(views)}
	t := meter{v: views[0]}
	t.start(&f)
	switch m.shape() {
	case shapeTotal:
		t.total(views...)
	case shapeAvailability, shapeWeighted:
		t.available(views...)
	default:
		return Figure{measure: m}.because(Invalid, ReasonMixed)
	}
	t.finish()
	return f
}

// ByRegion computes the figure for each region that the view names, sorted by
// name. Regions said not to be affected are among them. A component or part
// that the measure is narrowed to stays.
func (m Measure) ByRegion(v *View) iter.Seq2[Scope, Figure] { return m.by(v, v.Regions()) }

// ByComponent computes the figure for each component that the view names.
func (m Measure) ByComponent(v *View) iter.Seq2[Scope, Figure] { return m.by(v, v.Components()) }

func (m Measure) by(v *View, places iter.Seq[Scope]) iter.Seq2[Scope, Figure] {
	return func(yield func(Scope, Figure) bool) {
		for s := range places {
			in := m.scope
			in.region, in.component = cmp.Or(s.region, in.region), cmp.Or(s.component, in.component)
			if !yield(s, m.In(in).Of(v)) {
				return
			}
		}
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
