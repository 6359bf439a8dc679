// Package rivals measures unions of windows and worst health beside other ways
// to find them: what a program would write by hand over [time.Time], another
// library, and what the machine can do at all. It is a module of its own, so that
// the library does not depend on them.
//
// All rivals are first shown to agree, on random windows. Then
//
//	go test -run '^$' -bench .
//
// runs them in turn over the same windows. Two of them are floors and not rivals:
// they find no union, and show what reading the windows once costs.
package rivals
