// Package incident records what happened in an incident and what was done about
// it, and lets status change only as a lifecycle allows.
//
// The smallest program:
//
//	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails in two regions", At: timeline.At(t("14:07"))})
//	// each verb checks, records one event, returns it for the caller to store
//	ev, err := inc.Impact(timeline.Region("eu-west"), timeline.Major, timeline.About(t("13:50"), 10*time.Minute))
//	ev, err = inc.Mark(timeline.Detected, timeline.At(t("14:02")))
//	ev, err = inc.Restore(timeline.Region("eu-west"), timeline.At(t("15:31")))
//	ev, err = inc.Advance("resolve", timeline.At(t("15:40")))
//
//	view := inc.AsOf(now) // the one door to figures
//	for scope, ttr := range timeline.TimeToRestore().Since(timeline.Detected).ByRegion(view) {
//		fmt.Println(scope, ttr) // eu-west 1h29m
//	}
//
// # Words
//
//   - An [Incident] is everything recorded of one incident. [Declare] opens one
//     and [Decode] reads one.
//   - A verb records one fact: [Writer.Impact], [Writer.Mark], [Writer.Restore],
//     [Writer.Advance] and the others of [Writer]. An Incident has them all.
//   - A [Stamp] says who records, from which account, when, and for whose eyes.
//     [Writer.As] gives a [Writer], which has the same verbs and puts its stamp
//     on all that they record.
//   - People: [Writer.Assign] and [Writer.Relieve] say who had which [Role], and
//     for how long.
//   - What brought it about: [Writer.Cause] for each cause, [Writer.Suspect] with
//     [Writer.RuleOut] and [Writer.Confirm] for what was thought on the way, and
//     [Writer.Relate] for changes made about then, with how sure it is that they
//     had a part.
//   - What was said: [Writer.Publish], and [Writer.Announce] for updates that
//     promise the next one; [Promises] says which were kept.
//   - What follows: [Writer.Act] and [Writer.Progress] for action items.
//   - Other incidents: [Writer.Link] for parts, follow-ups and consequences,
//     [Writer.MergeInto] and [Writer.DuplicateOf] for those that end in favour of
//     another, and [Writer.Absorb] for the other one, which takes over the facts.
//   - [Writer.Record] is the general door: it takes an event of any kind.
//   - [Writer.Options] yields what may happen next, and what is in the way.
//   - [Incident.Apply] makes several changes or none, and [Incident.Join] takes
//     over what another copy recorded.
//   - A [Target] is a limit for incidents of some severity; [Judge] says how it
//     stands.
//   - A [Snapshot] is what a view says of an incident beyond times and impacts:
//     status, severity history, people, causes, hypotheses, actions, statements,
//     links. [Of] reads it. [Spells] says how long each severity held.
//   - What its authors would be embarrassed to publish: [Lint] and [Linter] find
//     it, in one incident and between several. [Rules] lists what they look for.
//   - The JSON of an incident is its event log, versioned:
//     [Incident.MarshalJSON] and [Decode].
//
// Instants, places, milestones, views and figures are those of package
// [github.com/allclear-go/allclear/timeline]; severity levels those of
// [github.com/allclear-go/allclear/severity]; states and triggers those of
// [github.com/allclear-go/allclear/incident/lifecycle].
//
// # Rules
//
// A verb checks, records one event, and returns it for the caller to store. On
// an error, a [*VerbError], it has changed nothing. Verbs are strict and reading
// is not: a log that another program wrote is read whatever it holds, and what
// does not fit together in it is a finding of the [Snapshot].
//
// Status follows a lifecycle, [lifecycle.Default] unless another is declared.
// Only [Writer.Advance], [Writer.AdvanceTo] and the verbs made of them move the
// status, and each status event names the one before it, so that no clock
// decides their order. The log names the lifecycle it follows; [Decode] finds it
// among those it is given, and [Incident.Follow] goes over to another.
//
// Guards of a lifecycle are answered by [Stamp.Facts], save two whose names are
// reserved: [Writer.MergeInto] answers "merge_target" for the trigger "merge", and
// [Writer.DuplicateOf] "duplicate_target" for "mark_duplicate". A lifecycle that
// has them elsewhere is refused with [ErrGuard].
//
// Every fact has one home. Declared, resolved and closed are changes of status.
// The start of impact and the return of service are the edges of impacts. What
// was published is an update. [Writer.Mark] sends each to its home or refuses it
// with [ErrUseVerb].
//
// A published word moves no status: [Writer.Publish] records what readers were
// told, and whether it was so is another matter.
//
// A linter refuses nothing and changes nothing. Its findings are certain where no
// reading of the recorded facts avoids the contradiction: no bound of a time, no zone
// that a label may mean, no assumption. All else is doubtful: what the stated points
// say and the bounds do not, and what may be so and seldom is. An update is linted
// against the status, the fix and the impacts; a rival account against the fact that
// it rivals; a length in running text against all that lasted. Findings name what is
// recorded, internal or not: they are for those who write the report.
//
// An unknown time is the zero [timeline.Instant], never now and never a guess.
// This package reads no clock. A time that was given wrongly, such as Go's zero
// time in [timeline.At], is refused.
//
// Facts are corrected by further events: [Writer.Amend], [Writer.Retract] and
// [Writer.Rival]. Nothing recorded is lost, save the words of a secret, which
// [Writer.Redact] removes for good.
//
// Two people can work on copies, offline too, and join them. To write only on
// what one has read, set [Stamp.Expect] for one fact, or [Stamp.Revision] for the
// whole log: a verb on a stale copy fails with [ErrConflict].
//
// # Who owns what
//
// The caller stores events and does all input and output. Events are values;
// those returned belong to the caller, and changing one changes nothing here.
// [Incident.Log] returns a copy, and a view is not affected by later verbs. An
// Incident is for one goroutine at a time; its views and snapshots are safe to
// share. Do not copy an Incident: pass the pointer.
package incident
