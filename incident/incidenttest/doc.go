// Package incidenttest tests lifecycles: those of package
// [github.com/allclear-go/allclear/incident/lifecycle], and any other type that
// decides which status may follow which. It is for tests, and brings no test
// library along.
//
// Five lines test a lifecycle of one's own:
//
//	func TestLifecycle(t *testing.T) {
//		incidenttest.Run(t, acme.Lifecycle())
//		incidenttest.AssertPath(t, acme.Lifecycle(), "triage", "closed", "investigate", "resolve", "close")
//		incidenttest.AssertRejects(t, acme.Lifecycle(), "closed", "reopen", lifecycle.ErrTerminal)
//		incidenttest.AssertContains(t, acme.Lifecycle(), lifecycle.Default())
//	}
//
// # What there is
//
//   - [Run] and [TestLifecycle] check every rule that a lifecycle has to obey.
//     A failure names the rule, says what should be, and what was found.
//   - [AssertPath], [AssertRejects], [AssertHistory], [AssertContains] and
//     [AssertMatrix] check what one lifecycle promises.
//   - [Matrix] writes every move on a line, to be kept beside the test: a change
//     of the lifecycle then shows as a diff.
//   - [Pairs] yields every pair of state and trigger, [Tour] returns histories
//     that take every transition, and [Walk] returns one at random: what to try
//     a tool on that handles incidents.
//   - [TestFacts] checks that whoever answers the guards knows every guard of the
//     lifecycle.
//
// Everything is deterministic: randomness comes from the caller.
package incidenttest
