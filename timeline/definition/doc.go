// Package definition measures an incident as other tools do, and says why their
// figures differ.
//
//	for _, g := range definition.Compare(view).Groups {
//		for _, row := range g.Rows {
//			fmt.Println(row)
//		}
//	}
//	// Datadog Time to Repair (2025-02): 6h13m. It starts 0s–6h6m later: detected 06:06 instead of …
//
// The same three letters start at the impact, the alert, the declaration or the
// deployment, and end when it was mitigated, restored, resolved or closed. Each
// such rule is a value here.
//
// # Words
//
//   - A [Definition] is one metric of one vendor in one version: where its clock
//     starts and stops, told as milestones of package timeline, and the page that
//     says so. [All] lists them, [Of] those of a vendor, [ByID] finds one.
//   - An [End] is where a clock starts or stops: a fact, the vendor's word for it,
//     and what the vendor takes where that fact was not recorded.
//   - A [Result] is a definition measured on an incident: the figure, the facts that
//     it ran between, and those that the vendor would need and nobody recorded.
//   - A [Meaning] is what a definition means to measure. For each there is a measure
//     of our own, [Meaning.Own].
//   - A [Difference] says how one result differs from another: a [Shift] of the start
//     and one of the end, each a figure with bounds.
//   - A [Comparison] is an incident under many definitions, by what they mean to
//     measure. [Additivity] says whether a vendor's phases sum to its total.
//
// # Rules
//
// A missing fact never becomes zero. Where a vendor documents what it takes in the
// place of one, the result does so and says so; where it does not, the vendor has no
// figure, and the result says what is missing. No witness stands in: a bound that
// package timeline knows is told as a bound and not as the vendor's figure.
//
// Versions do not mix. A definition that was replaced keeps its own ID, such as
// datadog/time_to_repair@until-2025-02; figures of two versions run between other
// facts, and [timeline.Sum] refuses to add them.
//
// A definition says what a vendor documents, not what its product shows: rounding,
// settings of an account and times that a team overrides are told as a caveat.
// [Definition.Verified] is true only where the page named was read.
//
// Everything here is a value and safe to share. A nil view panics.
package definition
