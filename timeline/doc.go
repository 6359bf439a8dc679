// Package timeline says when and where an incident happened, and computes how
// long everything took.
//
// Facts go in as events, a view shows what was known at a moment, and measures
// turn a view into figures:
//
//	log := timeline.NewLog(id)
//	log.Add(timeline.Event{
//		Kind:     timeline.KindImpact,
//		Scope:    timeline.Region("eu-west"),
//		Health:   timeline.Major,
//		Occurred: timeline.MustParseInstant("2026-03-04T13:50:00Z~PT10M"), // about 13:50
//	})
//	log.Add(timeline.Event{
//		Kind:     timeline.KindRestore,
//		Scope:    timeline.Region("eu-west"),
//		Occurred: timeline.MustParseInstant("2026-03-04T15:31:00Z"),
//	})
//	view := log.AsOf(now)
//	fmt.Println(timeline.Downtime().Of(view))          // 1h31m–1h51m
//	fmt.Println(timeline.TimeToRestore().Of(view))     // at least 1h31m: other regions may have been affected
//	fmt.Println(timeline.TimeToAcknowledge().Of(view)) // ongoing: nobody recorded it, and it can still come
//
// Most programs write through package incident, whose verbs check each event
// before they record it. This package takes any well-formed event and reads it.
//
// # Words
//
//   - An [Instant] is a point in time with bounds: exact ([At]), about
//     ([About]), in a range ([Between], [OnDay], [NotBefore], [NotAfter]), or
//     unknown (the zero Instant).
//   - A [Span] is an exact stretch from a start up to an end that it does not
//     contain. [Windows] is a set of them. A [Length] is how long something
//     lasted as somebody stated it, without saying when.
//   - An [Event] is one recorded fact: what happened, when it occurred, when and
//     by whom it was recorded.
//   - A [Log] is the append-only set of an incident's events. Its JSON is the
//     stored form.
//   - A [View] is what was known at a moment, with corrections applied:
//     [Log.AsOf].
//   - An [Impact] is one stretch in which a place was affected, of some [Health],
//     or a stated total somewhere in a stretch.
//   - A [Scope] says where: a region, a component, and how much of it.
//   - A [Milestone] is a point to measure from or to: impact start, detected,
//     declared, restored. [View.When] says when it was reached.
//   - A [Measure] is a definition with an ID and a version: from where to where,
//     for which place, within which period. [Standard] lists the usual ones.
//   - A [Figure] is a measured result: its kind, its bounds, why it is not
//     simply known, and the facts that it stands on. [Figure.Explain] writes
//     them out. A [Meter] computes many with the same memory. Figures go into one
//     statistic if their measures are [Measure.Comparable].
//   - A [Target] is a limit on a measure; a [Verdict] says whether it is met, at
//     risk or breached, and when it is due. A [Calendar] counts working time.
//   - A [Stage] is one part of the way from one milestone to another: [Stages].
//   - A [Filter] picks events, and [Diff] tells what separates two views.
//
// # Rules
//
// Missing is never zero. A milestone that nobody recorded gives a figure that is
// [Unknown], and says what is missing; while the incident is open it is
// [Ongoing] or [Pending]. The time of one milestone never stands in for another.
// A place that no event names is unknown, and one that is said not to be
// affected has zero downtime. The zero [Scope] means "not narrowed down" and
// [Everywhere] means everywhere.
//
// Uncertain times stay uncertain. Every figure carries the bounds that its
// times allow. The first or the last of several events is an order statistic of
// their bounds: nobody picks one of them unless it is certain. A time shared by
// two impacts is one fact and moves both. Ways to read the times in which an
// impact would end before it starts are left out; if no way is left, the figure
// is [Invalid], as is a duration whose end certainly precedes its start.
//
// Windows unite, stated totals add. [Downtime] is the union of the windows, in
// which each moment counts once. "54 minutes, intermittent" is a stated total
// and is added to others of the same place; where two may tell of the same time
// the figure is bounded. [Windows.Total], [Windows.Envelope] and [Sum] are three
// different figures and bear different names.
//
// A witness bounds what was not recorded. Nobody can acknowledge, declare,
// respond to, explain or publish what was not noticed, so the first of those
// facts is an upper bound of the detection. The figure says so and names it. The
// table of witnesses is part of the version of every measure that reads it.
//
// The present comes from the view. No measure reads a clock: an incident that is
// open lasts until the moment that was passed to [Log.AsOf], and a view of the
// past shows what was known then.
//
// No clock decides the status. Each status event names the one before it; see
// [Event.Previous]. What does not fit together, such as forks, targets that are
// not there, or two events of one ID, is a [Finding] of the view, and never an
// error or a panic.
//
// Corrections are events. [Event.Amends] replaces a fact whole and keeps its ID;
// an event of [KindRetract] takes its target back, and retracting that one
// revives it; an event with [Event.RivalOf] tells the same fact as another source
// has it, and stays out of figures unless [View.Preferring] asks for that source.
// Words that were corrected since are internal in views of the past.
//
// Logs converge. [Log.Join] adds what another copy holds; copies that have seen
// the same events, in any order, are equal byte for byte, and what they contradict
// each other in is kept and found. Nothing leaves a log, with one exception: a
// [Redaction] removes words that are a secret from its target for good, in every
// copy that learns of it, and leaves a tombstone.
//
// # Text
//
// [ParseInstant], [ParseSpan] and [ParseLength] hold the grammars of what programs
// keep. What people write is read by two others, which guess nothing: [ReadLength]
// takes "1hr and 2 mins" or "over 10 hours" and tells whether the text says "about";
// [Zones.Read] takes a local time and the zone label beside it, by a table that the
// caller makes, and hands out a [Doubt] where they do not name one moment, such as
// EST in April. [Length.Widen] and [Instant.Widen] give "about" the width that the
// caller decides on. [Log.MarshalJSON]
// gives equal bytes for equal sets of events, whatever order they came in, and
// keeps members and kinds that this version does not know. A decoder names the
// place of what it refuses in a [DecodeError]. (Called through package json,
// text that is not JSON at all is refused by that package first, with its own
// error.)
//
// # Concurrency
//
// Values and views are never changed and are safe to share. A [Log] is for one
// goroutine at a time. A method of [View] or [Log] called on a nil pointer
// panics.
package timeline
