// Package lifecycle says what may happen next to an incident.
//
// A lifecycle is data: states, triggers, and edges between them. [Compile]
// verifies the data, reports everything wrong with it at once, and returns an
// immutable [Lifecycle] that answers questions.
//
//	lc := lifecycle.Default()
//	to, err := lc.Next("triage", "investigate") // "investigating", nil
//
// # Words
//
//   - A [State] is where an incident stands, in the words of one team:
//     "triage", "monitoring".
//   - A [Phase] is what such a state means to everybody else: planned, triage,
//     active, mitigated, resolved or closed. Reports and measures read phases,
//     so a team may name its states as it likes.
//   - A [Resolution] says how a life ended: completed, false positive, merged,
//     duplicate or cancelled. A state that has one is terminal.
//   - A [Trigger] is a verb that moves an incident: "resolve".
//   - An [Edge] lets one trigger lead from some states to one other state.
//   - A guard is a name on an edge. The caller answers it with [Facts]; the
//     answer may refuse the move and can do nothing else.
//
// # Rules
//
// One state and one trigger lead to at most one state, whatever the guards
// say. So a recorded history can be followed without today's facts.
//
// An edge into an earlier phase must say that it reopens. A state with a
// resolution has no exits. Every state can be reached and can reach an end.
// [Problem] lists all the rules.
//
// A repeated status is an update, not a transition; no edge leads from a state
// to itself.
//
// # What this package leaves to others
//
// It knows no time, no incident and no side effect. The caller asks, stores
// what was decided, and acts. There are no hooks and no callbacks here.
//
// Decisions are read from a table that [Compile] derives by walking a
// github.com/looplab/fsm machine over every pair of state and trigger, so the
// two agree by construction. Programs that want that machine itself, with its
// callbacks, get one from [Lifecycle.NewFSM].
//
// # Concurrency
//
// A compiled lifecycle never changes. All its methods may be called from many
// goroutines at once; none of them takes a lock.
package lifecycle
