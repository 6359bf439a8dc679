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
//   - The text of a level is in the words of this package, never of a team, so
//     that stored text does not change its meaning when a team edits its scale.
//
// # Ready-made scales
//
// [Common], [SEV], [Priority] and [Statuspage] are functions that return the
// scales met most often. Where a scale puts its words on the ruler is a
// judgement, stated in its comment; a team that disagrees makes its own with
// [NewScale].
//
// Levels and scales are values, and all of them are safe to share between
// goroutines.
package severity
