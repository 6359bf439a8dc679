// Package lifecycle says what may happen next to an incident, and why not.
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
//     duplicate or cancelled.
//   - A [Trigger] is a verb that moves an incident: "resolve".
//   - An [Edge] lets one trigger lead from some states to one other state. It may
//     leave any state, or every state of a phase, save some.
//   - A [Transition] is one such move, from one state.
//   - A guard is a name on an edge. The caller answers it with [Facts]; the
//     answer may refuse the move and can do nothing else. Two names are reserved:
//     package incident answers "merge_target" for the trigger "merge" and
//     "duplicate_target" for "mark_duplicate", and takes no lifecycle that has
//     them elsewhere.
//
// # Questions
//
//   - May this happen? [Lifecycle.Next], [Lifecycle.Can], and with the guards
//     asked [Lifecycle.Check].
//   - What may happen? [Lifecycle.Available], and with what is in the way
//     [Lifecycle.Options].
//   - Which guards have to be answered? [Lifecycle.Guards].
//   - How do I get there? [Lifecycle.Via] in one step, [Lifecycle.Path] in the
//     fewest.
//   - Was this history legal? [Lifecycle.Replay] tells every step that was not.
//   - Can this lifecycle take over from that one? [Lifecycle.Contains].
//   - What does it look like? [Lifecycle.Mermaid], [Lifecycle.DOT],
//     [Lifecycle.Markdown].
//
// A refusal is a [*TransitionError]. It says what was refused, which guards did,
// and what is allowed.
//
// # Lifecycles
//
// [Default] suits most teams. [Maintenance], [Statuspage], [ITIL] and [Rootly]
// are what their names say. [Lifecycle.Extend] adds to any of them without
// breaking a history, and a [Definition] of one's own is compiled. Test it with
// package [github.com/allclear-go/allclear/incident/incidenttest].
//
// # Rules
//
// One state and one trigger lead to at most one state, whatever the guards
// say. So a recorded history can be followed without today's facts.
//
// An edge into an earlier phase must say that it reopens, and no other leaves a
// state with a resolution. Every state can be reached and can reach one of phase
// closed.
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
// callbacks, get one from [Lifecycle.NewFSM]; [FromEventDescs] reads what such a
// program has.
//
// # Concurrency
//
// A compiled lifecycle never changes. All its methods may be called from many
// goroutines at once; none of them takes a lock.
package lifecycle
