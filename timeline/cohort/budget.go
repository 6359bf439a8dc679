package cohort

import (
	"fmt"
	"iter"
	"math"
	"math/bits"
	"slices"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// An Objective is the availability that was promised or aimed at over a period, and
// so how much unavailability it allows: the error budget, one minus the objective,
// as in "The Site Reliability Workbook", https://sre.google/workbook/implementing-slos/.
// There it is counted in failed requests, here in time, as incidents tell no more.
//
// The zero Objective sets none: its budgets tell what they can of availability.
type Objective struct {
	Name string `json:"name,omitempty"` // "checkout, monthly"

	// Share is the availability wanted, above 0 and at most 1: 0.999. It is read to
	// nine decimals.
	Share float64 `json:"share"`

	Weighting timeline.Weighting `json:"weighting"` // how much each state of health counts as unavailable
	Period    timeline.Span      `json:"period"`

	// CompleteTo is the moment up to which the caller vouches for the views: no other
	// incident was under way before it. Nothing later is measured. It is what makes
	// a period without any incident one of full availability, instead of one that
	// nothing is known of. Go's zero time vouches for nothing.
	CompleteTo time.Time `json:"complete_to,omitzero"`
}

// IsValid reports whether the objective allows a certain time: its share is above 0
// and at most 1, and its period is not empty and at most 292 years long.
func (o Objective) IsValid() bool {
	length, ok := o.Period.Duration()
	return o.Share > 0 && o.Share <= 1 && ok && length > 0
}

// shareUnit is one, in the fixed point that shares are calculated in.
const shareUnit = 1_000_000_000

// allowed is the time that may be unavailable, in whole microseconds.
func (o Objective) allowed() int64 {
	part := shareUnit - int64(math.Round(o.Share*shareUnit))
	length, _ := o.Period.Duration()
	hi, lo := bits.Mul64(uint64(part), uint64(length.Microseconds()))
	q, _ := bits.Div64(hi, lo, shareUnit) // part is at most one
	return int64(q)
}

// An Extent is a value within bounds, each of which may be missing. For a known
// value they are equal. The zero Extent says nothing.
type Extent struct {
	Least Number `json:"least"`
	Most  Number `json:"most"`
}

// IsKnown reports whether the bounds are one value.
func (e Extent) IsKnown() bool { return e.Least.is && e.Least == e.Most }

// String writes the bounds for people: "0.5", "0.5–0.7", "unknown".
func (e Extent) String() string {
	if e.IsKnown() || !e.Least.is && !e.Most.is {
		return e.Least.String()
	}
	return e.Least.String() + "–" + e.Most.String()
}

// A BudgetVerdict says whether an error budget holds. The zero verdict is
// undecidable.
type BudgetVerdict uint8

// The verdicts.
const (
	BudgetUndecidable BudgetVerdict = iota // bounds or missing facts leave it open
	BudgetWithin                           // so far, where the period is not over
	BudgetExceeded                         // for good
)

var budgetVerdictNames = [...]string{"undecidable", "within", "exceeded"}

// ParseBudgetVerdict reads the text that [BudgetVerdict.String] writes.
func ParseBudgetVerdict(s string) (BudgetVerdict, error) {
	return parseWord[BudgetVerdict](budgetVerdictNames[:], "budget verdict", s)
}

// IsValid reports whether v is one of the constants.
func (v BudgetVerdict) IsValid() bool { return int(v) < len(budgetVerdictNames) }

// String returns "undecidable", "within" or "exceeded", or BudgetVerdict(n) for a
// value that is none.
func (v BudgetVerdict) String() string { return wordString(budgetVerdictNames[:], "BudgetVerdict", v) }

// MarshalText implements [encoding.TextMarshaler]; a value that is none of the
// constants fails with [ErrWord].
func (v BudgetVerdict) MarshalText() ([]byte, error) {
	return appendWord(nil, budgetVerdictNames[:], "BudgetVerdict", v)
}

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseBudgetVerdict] reads.
func (v *BudgetVerdict) UnmarshalText(text []byte) (err error) {
	*v, err = ParseBudgetVerdict(string(text))
	return err
}

// The codes of warnings about budgets.
const (
	// WarningRecord is of a budget whose record of incidents nobody vouches for: one
	// that was not recorded spends it unseen.
	WarningRecord WarningCode = "record_not_vouched_for"
	// WarningPlaces is of a budget of a place that some incidents do not speak of,
	// without saying that they name all places.
	WarningPlaces WarningCode = "places_not_complete"
	// WarningObjective is of a budget whose objective is not valid.
	WarningObjective WarningCode = "no_objective"
)

// A Budget is how much of an objective's error budget a place has spent, over all
// incidents of the period taken together: where two overlap, time counts once and at
// the worse of them. The zero Budget says nothing.
//
// Shares and times that are missing are so because the figure is not known, or the
// objective is not valid. Figure says why.
type Budget struct {
	Objective Objective      `json:"objective"`
	Scope     timeline.Scope `json:"scope"`
	Incidents int            `json:"incidents"` // that were looked at

	// Silent counts the incidents that do not speak of the place: they name others, or
	// none, and do not say that these are all. They are taken as not having touched
	// it, so that the budget can only be spent further than it says.
	Silent int `json:"silent"`

	// Figure is the weighted downtime that the rest is worked out from. Where no
	// incident touched the place it can be unknown while the budget is not, which
	// then stands on the caller's word alone.
	Figure timeline.Figure `json:"figure"`

	Measured  timeline.Span   `json:"measured"`  // the part of the period that is over as of the views
	Available Extent          `json:"available"` // the share of Measured in which the place was available
	Allowed   timeline.Length `json:"allowed"`   // that may be unavailable in the whole period
	Spent     timeline.Length `json:"spent"`     // the weighted time unavailable so far
	Left      Extent          `json:"left"`      // seconds; negative is overspent

	// SpentShare is the share of what is allowed that is spent; above 1 is
	// overspent. It is missing where nothing is allowed.
	SpentShare Extent `json:"spent_share"`

	// BurnRate is the spent share over the share of the period that is over: at 1 the
	// budget is used up when the period ends, and at 2 when half of it is over. See
	// https://sre.google/workbook/alerting-on-slos/. It is of all that is over, and
	// alerts want one of the last hours too: ask with a shorter period and compare.
	BurnRate Extent `json:"burn_rate"`

	Verdict  BudgetVerdict `json:"verdict"`
	Warnings []Warning     `json:"warnings,omitempty"`
}

// BudgetOf is the budget of a place; the zero Scope is everything. Take the views as
// of one moment: what is measured ends at the earliest of them.
//
// An incident touches the place if it names it, and may have if it is not narrowed
// to any place, which leaves the budget bounded. One that names other places only is
// taken as not having touched this one; if it does not say that its places are all,
// it counts as silent and the budget bears [WarningPlaces]. A place that no incident names
// is known only if the caller vouches for the record and no incident is silent.
func BudgetOf(o Objective, in timeline.Scope, views ...*timeline.View) Budget {
	views = slices.DeleteFunc(slices.Clone(views), func(v *timeline.View) bool { return v == nil })
	o.Share, _ = NumberOf(o.Share).Value()
	b := Budget{Objective: o, Scope: in, Incidents: len(views)}
	period := o.vouched()
	b.Figure = timeline.WeightedDowntime(o.Weighting, period).In(in).Across(views...)
	if o.IsValid() {
		b.Allowed = timeline.Lasting(micros(o.allowed()))
	}
	touched := false
	for _, v := range views {
		switch spokenBy(v, in, period) {
		case saysTouched:
			touched = true
		case saysNothing:
			b.Silent++
		}
	}
	least, most, ok1, ok2 := b.Figure.Bounds()
	known := ok1 && ok2
	b.Measured, _ = b.Figure.Measure().Period()
	if !known && !touched && b.Silent == 0 && !o.CompleteTo.IsZero() {
		b.Measured, known = asOfAll(period, views), true // nobody recorded it, and the caller says there was nothing
	}
	if known {
		b.spend(least.Microseconds(), most.Microseconds())
	} else {
		b.Measured = timeline.Span{}
	}
	b.warn()
	return b
}

// BudgetsByRegion is the budget of each region that any of the views names as
// affected, restored or not affected, sorted by name. A view that says "everywhere"
// counts for each of them, and names none.
func BudgetsByRegion(o Objective, views ...*timeline.View) iter.Seq2[timeline.Scope, Budget] {
	return func(yield func(timeline.Scope, Budget) bool) {
		var regions []timeline.Scope
		for _, v := range views {
			if v != nil {
				regions = slices.AppendSeq(regions, v.Regions())
			}
		}
		slices.SortFunc(regions, timeline.Scope.Compare)
		for _, region := range slices.Compact(regions) {
			if !yield(region, BudgetOf(o, region, views...)) {
				return
			}
		}
	}
}

// vouched is the part of the period that is to be measured.
func (o Objective) vouched() timeline.Span {
	if o.CompleteTo.IsZero() {
		return o.Period
	}
	return endedBy(o.Period, o.CompleteTo)
}

// asOfAll is the part of the period that is over as of all views.
func asOfAll(period timeline.Span, views []*timeline.View) timeline.Span {
	for _, v := range views {
		period = endedBy(period, v.Now())
	}
	return period
}

// endedBy is the part of the period before a moment.
func endedBy(period timeline.Span, end time.Time) timeline.Span {
	if !period.IsValid() || !end.Before(period.End()) {
		return period
	}
	start := period.Start()
	if end.Before(start) {
		end = start
	}
	out, err := timeline.NewSpan(start, end)
	if err != nil {
		return timeline.Span{}
	}
	return out
}

// spend works out the budget from the time lost, in microseconds.
func (b *Budget) spend(least, most int64) {
	measured, ok := b.Measured.Duration()
	if !ok || measured <= 0 {
		return
	}
	over := float64(measured.Microseconds())
	b.Spent = timeline.LastingBetween(micros(least), micros(most))
	b.Available = extentOf(1-float64(most)/over, 1-float64(least)/over)
	if !b.Objective.IsValid() {
		return
	}
	allowed := b.Objective.allowed()
	b.Left = extentOf(micros(allowed-most).Seconds(), micros(allowed-least).Seconds())
	switch {
	case least > allowed:
		b.Verdict = BudgetExceeded
	case most <= allowed:
		b.Verdict = BudgetWithin
	}
	if allowed > 0 {
		whole, _ := b.Objective.Period.Duration()
		low, high := float64(least)/float64(allowed), float64(most)/float64(allowed)
		elapsed := over / float64(whole.Microseconds())
		b.SpentShare, b.BurnRate = extentOf(low, high), extentOf(low/elapsed, high/elapsed)
	}
}

func extentOf(least, most float64) Extent { return Extent{NumberOf(least), NumberOf(most)} }

// warn adds what must be known before the budget is believed.
func (b *Budget) warn() {
	if !b.Objective.IsValid() {
		b.Warnings = append(b.Warnings, Warning{WarningObjective,
			"the objective allows no certain time: its share is above 0 and at most 1, 0.999 and not 99.9, and its period is not empty"})
	}
	if b.Objective.CompleteTo.IsZero() {
		b.Warnings = append(b.Warnings, Warning{WarningRecord,
			"nobody vouches that these are all incidents of the period: one that was not recorded spends the budget unseen"})
	}
	if b.Silent > 0 {
		b.Warnings = append(b.Warnings, Warning{WarningPlaces,
			fmt.Sprintf("%d of %s: not said whether %s was affected, and taken as if it was not", b.Silent, plural(uint64(b.Incidents), "incident"), b.place())})
	}
}

// String writes the budget for people: "eu-west: 21m36s of 43m12s spent, burn rate
// 0.5, within".
func (b Budget) String() string {
	if !b.Spent.IsStated() || !b.Allowed.IsStated() {
		return b.place() + ": " + b.Figure.String()
	}
	text := fmt.Sprintf("%s: %s of %s spent, burn rate %s, %s", b.place(), timeline.FormatLength(b.Spent), timeline.FormatLength(b.Allowed), b.BurnRate, b.Verdict)
	if b.Verdict != BudgetExceeded && len(b.Warnings) > 0 {
		text += " as far as recorded" // more incidents, or places, can only spend more
	}
	return text
}

// place names where the budget is of.
func (b Budget) place() string {
	if b.Scope.IsZero() {
		return "anything"
	}
	return b.Scope.String()
}
