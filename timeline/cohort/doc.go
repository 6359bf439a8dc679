// Package cohort says how many incidents went: how long they lasted, whether that got
// better, and when neither can be told.
//
//	september := cohort.NewGroups[string](timeline.TimeToRestore(), cohort.StartedIn(month))
//	for _, v := range views { // one view of each incident, as of now
//		september.AddRegions(v, func(region timeline.Scope) string { return region.Region() })
//	}
//	for region, s := range september.All(strings.Compare, cohort.Options{}) {
//		fmt.Println(region, s) // eu-west measured 38 of 40, 2 open; median 1h2m (47m–1h31m), p90 9h12m
//	}
//	c := cohort.Compare(august.Group("eu-west"), september.Group("eu-west"), cohort.CompareOptions{})
//	fmt.Println(c) // not distinguishable at this n: …
//
// # The words
//
//   - A [Rule] picks the incidents of a period: those that started in it, or those that
//     were resolved in it. A summary of [Groups] names it.
//   - [Groups] gathers the figures of one measure by any key.
//   - An [Accumulator] is what a group has gathered. It merges in any order with
//     those of other machines, to the same bytes.
//   - A [Summary] says what can be said of one group; a [Comparison] of two; a [Trend]
//     of many periods; a [Rate] of how often incidents come; a [Budget] of what is left of an
//     objective.
//
// # The rules
//
// Incidents still open are never dropped: the long ones are those still open, and
// without them every month looks better than it was. They count with
// their age (Kaplan and Meier 1958), and a quantile that cannot be told yet is "at least", which is
// a value. What could not be measured is counted, with the reason.
//
// Durations known within bounds stay bounds: estimates have them too, and
// comparisons count only what is certainly shorter or longer.
//
// Durations of incidents are skewed: a few long ones make the mean. A summary leads
// with quantiles and their exact intervals; the mean comes with an interval, with how
// far such means differ by chance (Davidovič, Incident Metrics in SRE, 2021), and
// never alone. An improvement is a [Verdict] of a test, never the difference of two means.
//
// Figures of different definitions, or of two versions of one, never mix: see
// [timeline.Measure.Definition].
//
// What must be known before drawing conclusions is data: every result has [Warning]
// values. No number is NaN or infinite; what cannot be told is missing, see [Number].
//
// Nothing here reads a clock or a source of randomness: the bootstrap of the mean takes its seed
// from [Options].
package cohort
