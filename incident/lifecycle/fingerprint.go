package lifecycle

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Fingerprint identifies what the lifecycle means: 32 hexadecimal digits that
// are equal for two lifecycles if they have the same initial set, the same
// states with phase, resolution and hold, and the same moves with the same guards in
// the same order. That of the zero Lifecycle is empty.
//
// Name, version and documentation take no part, nor does the order in which
// states and edges are written, nor how edges are grouped. Store the
// fingerprint beside a history, with name and version: a definition that was
// changed without a new version shows.
func (l *Lifecycle) Fingerprint() string { return l.orZero().fingerprint }

// fingerprint hashes the canonical form of a verified definition: one line for
// each initial state, state and pair of state and trigger, sorted. The grammar
// of names keeps spaces and line ends out of them, so no two definitions of
// different meaning share a form. The first line versions the form itself.
func fingerprint(d Definition) string {
	var lines []string
	for _, s := range d.Initial {
		lines = append(lines, "initial "+string(s))
	}
	for _, s := range d.States {
		line := "state " + string(s.Name) + " " + s.Phase.String() + " " + s.Resolution.String()
		if s.Hold != "" {
			line += " hold " + s.Hold
		}
		lines = append(lines, line)
	}
	for _, e := range d.Edges {
		rest := " " + string(e.Trigger) + " " + string(e.To)
		if e.Reopens {
			rest += " reopens"
		}
		if len(e.Guards) > 0 {
			rest += " if " + strings.Join(e.Guards, " ")
		}
		for _, from := range e.From {
			lines = append(lines, "edge "+string(from)+rest)
		}
	}
	slices.Sort(lines)
	form := "allclear lifecycle form 1\n" + strings.Join(lines, "\n")
	sum := sha256.Sum256([]byte(form))
	return hex.EncodeToString(sum[:16])
}
