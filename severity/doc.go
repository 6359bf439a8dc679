// Package severity says how bad an incident is, on one ruler that every team's
// own words can be placed on.
//
// The smallest program reads a word from each of two scales and compares them:
//
//	ours, err := severity.SEV().Parse("SEV2")
//	theirs, err := severity.Statuspage().Parse("minor")
//	if ours.Compare(theirs) > 0 {
//		// ours is worse
//	}
//
// # Words used here
//
//   - A [Level] is a position on the ruler. Higher is worse; zero is unset.
//     Five positions have names of their own, [Trivial] to [Critical], and the
//     ones between are written as an offset: "major+5".
//   - A [Scale] is one team's ordered words for some of those positions, such
//     as SEV0 to SEV5. It reads text into levels and writes levels as text.
//   - A [Word] is one entry of a scale: a level, a name, other spellings of the
//     name, and what the team means by it.
//   - A [Crosswalk] says which word of one scale each word of another becomes, and
//     what is lost by that: each [Loss] is data.
//   - A [Matrix] gives a level for each pair of an impact and an urgency.
//   - [Rules] give a level to what was [Measured] of the impact: a share of the
//     customers, regions, loss of data, duration. A [Rule] is one of them.
//   - A [Range] is what is known of a quantity: its value, bounds, or nothing.
//   - An [Assessment] is what a matrix or rules find: a level, or the levels
//     between which it lies, and the reasons.
//
// # Rules
//
//   - Store and compare levels; use a scale at the edges, where people type and
//     read. A scale that numbers upwards and one that numbers downwards then
//     agree on what is worse, because neither number takes part.
//   - A word that a scale does not have is an error that lists the words it
//     does have. Nothing here falls back to a default.
//   - Unset is not mild. It orders below every level so that a sort puts it at
//     one end, but a caller who takes the worst of several levels, or counts
//     those below a bar, asks [Level.IsValid] first.
//   - Unknown is not zero and not no. An assessment of what is half known spans
//     the levels that are possible, and names the rules that are open. If no rule
//     holds there is no level.
//   - The text of a level is in the words of this package, never of a team, so
//     that stored text does not change its meaning when a team edits its scale.
//   - What is built is checked when built, and everything that is wrong comes at
//     once, in an [InvalidError] that names each place. Reading JSON is building.
//
// # Ready-made scales
//
// [Common], [SEV], [Priority], [Statuspage], [ServiceHealth], [CVSS], [Jira] and
// [Alert] are functions that return the scales met most often, and [ITIL] returns
// the matrix met most often. Where a scale puts its words on the ruler is a
// judgement; a team that disagrees makes its own with [NewScale]. Products whose
// words are among these have no scale of their own:
//
//	Datadog                  SEV, which reads its SEV-1
//	FireHydrant              SEV
//	Grafana Incident         Common
//	incident.io              Common
//	Jira Service Management  Priority
//	Opsgenie                 Priority
//	PagerDuty                Priority for incidents, Alert for events
//	Rootly                   SEV for names, Common for its critical, high, medium, low
//	ServiceNow               Priority
//
// Their "unknown", "unset" and "pending" are no words of a scale: they say that
// the level is unset.
//
// # Storing
//
// A level is text, JSON, a column of a database and a value of log/slog. Scales,
// crosswalks, matrices, rules, measures and assessments are JSON, so that a team
// can keep them in files and columns; what was built is checked again as it is
// read. Unset and unknown are null or left out there, never zero.
//
// All values here are safe to share between goroutines.
package severity
