// Package rivals measures unions of windows, worst health, the standard measures,
// the decisions of a lifecycle and what accumulates durations beside other ways to
// find them: what a program would write by hand, other libraries, and what the
// machine can do at all. It is a module of its own, so that the library does not
// depend on them. Package scale in it does the same for a million incidents.
//
// All rivals are first shown to agree: on random windows, on incidents, on every
// pair of state and trigger. Then
//
//	go test -run '^$' -bench .
//
// runs them in turn over the same input. Some are floors and not rivals: they do
// less than is asked, and show what reading the input once costs.
package rivals
