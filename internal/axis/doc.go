// Package axis is what the pictures of reports have in common, whatever draws them:
// where things lie on a scale of time or of lengths, as far as that is known, and
// where round times are. Positions are seconds.
package axis
