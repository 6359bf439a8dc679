package incident_test

import (
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// around is a time that may be off by a quarter of an hour.
func around(s string) timeline.Instant { return timeline.About(clock(s), 15*time.Minute) }

func assumed(name, when string) change {
	return with(name, func(e *timeline.Event) {
		e.Occurred, e.Recorded, e.Assumption = on(when), clock(when), "the clock was an hour off"
	})
}

func orderFaults() []fault {
	return []fault{
		{incident.RuleMilestoneOrder, "acknowledged first", "certain", at("acknowledged", on("13:59")), nil},
		{incident.RuleMilestoneOrder, "perhaps", "doubtful", at("acknowledged", around("13:59")), nil},
		{incident.RuleMilestoneOrder, "by an assumption", "doubtful", assumed("acknowledged", "13:59"), nil},
		{incident.RuleMilestoneOrder, "in one minute", "", at("acknowledged", timeline.At(clock("14:02").Add(-30*time.Second))), nil},
		{incident.RuleMilestoneOrder, "alarm before impact", "doubtful", at("detected", on("13:40")), nil},
		{incident.RuleMilestoneOrder, "detection of an unknown time", "", all(at("acknowledged", on("13:59")), at("detected", unknown)), nil},
		{incident.RuleMilestoneOrder, "one more detection, of an unknown time", "", at("acknowledged", on("13:59")),
			[]timeline.Event{{Kind: timeline.KindMilestone, Milestone: timeline.Detected}}},
		{incident.RuleDetectedAfterUpdate, "published first", "certain", at("update investigating", on("13:55")), nil},
		{incident.RuleDetectedAfterUpdate, "perhaps", "doubtful", at("update investigating", around("13:55")), nil},
		{incident.RuleDetectedAfterUpdate, "planned work that was announced", "", nil,
			[]timeline.Event{{Kind: timeline.KindUpdate, Status: "scheduled", Occurred: on("10:00"), Recorded: clock("10:00")}}},
		{incident.RuleDetectedAfterUpdate, "at once", "", at("update investigating", on("14:02")), nil},
		{incident.RuleStatusDates, "dated before the one before", "certain", at("status monitoring", on("14:20")), nil},
		{incident.RuleStatusDates, "perhaps", "doubtful", at("status monitoring", around("14:25")), nil},
		{incident.RuleStatusDates, "before the declaration", "certain", all(at("status resolved", on("13:55")), without("update resolved", "restore", "impact", "mitigated")), nil},
		{incident.RuleStatusDates, "at once", "", at("status monitoring", on("14:30")), nil},
		{incident.RuleStatusBeforeFix, "said first", "doubtful", all(at("mitigated", on("15:20")), without("update monitoring")), nil},
		{incident.RuleStatusBeforeFix, "at once", "", all(at("mitigated", on("14:30")), without("update monitoring")), nil},
		{incident.RuleResolvedBeforeFix, "resolved first", "certain", all(at("mitigated", on("15:50")), without("update monitoring", "update resolved", "restore")), nil},
		{incident.RuleResolvedBeforeFix, "got well before", "doubtful", all(at("mitigated", on("15:50")), without("update monitoring", "update resolved")), nil},
		{incident.RuleResolvedBeforeFix, "perhaps", "doubtful", all(at("mitigated", around("15:50")), without("update monitoring", "update resolved")), nil},
		{incident.RuleResolvedBeforeFix, "at once", "", all(at("mitigated", on("15:40")), without("update monitoring")), nil},
		{incident.RuleResolvedBeforeRestored, "restored later", "certain", at("restore", on("15:55")), nil},
		{incident.RuleResolvedBeforeRestored, "perhaps", "doubtful", at("restore", around("15:45")), nil},
		{incident.RuleResolvedBeforeRestored, "no impact recorded", "certain", all(at("restore", on("15:55")), without("impact")), nil},
		{incident.RuleResolvedBeforeRestored, "no impact recorded, in time", "", without("impact"), nil},
		{incident.RuleResolvedBeforeRestored, "at once", "", at("restore", on("15:40")), nil},
		{incident.RuleResolvedBeforeRestored, "a second later", "", at("restore", timeline.At(clock("15:40").Add(time.Second))), nil},
		{incident.RuleResolvedBeforeRestored, "announced first", "certain", at("update resolved", on("15:20")), nil},
		{incident.RuleResolvedBeforeRestored, "maintenance goes on", "", all(at("restore", on("15:55")), with("impact", func(e *timeline.Event) { e.Health = timeline.Maintenance })), nil},
	}
}

func impactFaults() []fault {
	again := timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Component("search"), Health: timeline.Major, Occurred: on("16:00"), Ended: on("16:10"), Recorded: clock("16:10")}
	perhaps := again
	perhaps.Occurred, perhaps.Ended = around("15:50"), on("16:10")
	before := again
	before.Occurred, before.Ended = on("14:50"), on("15:10")
	notHere := timeline.Event{Kind: timeline.KindNotAffected, Scope: euWest, Recorded: clock("18:00")}
	notThere := timeline.Event{Kind: timeline.KindNotAffected, Scope: timeline.Region("us-east"), Recorded: clock("18:00")}
	perhapsNot := notHere
	perhapsNot.Assumption = "the report speaks of all of Europe"
	total := func(s timeline.Scope, d time.Duration) timeline.Event {
		return timeline.Event{Kind: timeline.KindImpact, Scope: s, Health: timeline.Degraded, Total: timeline.Lasting(d), Recorded: clock("18:00")}
	}
	us := timeline.Region("us-east")
	spread := again
	spread.Scope, spread.Occurred, spread.Ended = us, on("14:40"), on("15:10")
	notYet := notThere
	notYet.Occurred = on("14:10")
	within := func(e timeline.Event, from, until string) timeline.Event {
		e.Occurred, e.Ended = on(from), on(until)
		return e
	}
	whole := func(d time.Duration) timeline.Event { return total(timeline.Everywhere(), d) }
	window := within(total(timeline.Region("ap"), 0), "14:00", "15:00")
	window.Total = timeline.Length{}
	return []fault{
		{incident.RuleImpactBeforeFix, "over before the fix", "doubtful", at("restore", on("14:50")), nil},
		{incident.RuleImpactBeforeFix, "at once", "", at("restore", on("15:00")), nil},
		{incident.RuleImpactWhileClosed, "down again, not opened", "certain", nil, []timeline.Event{again}},
		{incident.RuleImpactWhileClosed, "perhaps", "doubtful", nil, []timeline.Event{perhaps}},
		{incident.RuleImpactWhileClosed, "over before it was opened", "doubtful", at("restore", on("14:00")), nil},
		{incident.RuleImpactWhileClosed, "while open", "", nil, []timeline.Event{before}},
		{incident.RuleImpactOpen, "never restored", "doubtful", without("restore"), nil},
		{incident.RuleImpactOpen, "still open", "", without("restore", "status resolved", "update resolved"), nil},
		{incident.RuleIdle, "never resolved", "doubtful", without("status monitoring", "status resolved", "update resolved"), nil},
		{incident.RuleIdle, "being watched", "", without("status resolved", "update resolved"), nil},
		{incident.RuleAffectedAnyway, "not affected", "certain", nil, []timeline.Event{notHere}},
		{incident.RuleAffectedAnyway, "by an assumption", "doubtful", nil, []timeline.Event{perhapsNot}},
		{incident.RuleAffectedAnyway, "not affected so far", "doubtful", nil, []timeline.Event{spread, notYet}},
		{incident.RuleAffectedAnyway, "not affected, and it spread", "certain", nil, []timeline.Event{spread, notThere}},
		{incident.RuleAffectedAnyway, "everything was", "doubtful", nil, []timeline.Event{within(whole(time.Hour), "14:00", "15:00"), notThere}},
		{incident.RuleAffectedAnyway, "elsewhere", "", nil, []timeline.Event{notThere}},
		{incident.RuleSum, "less than a part", "certain", nil, []timeline.Event{whole(10 * time.Minute), total(us, 20*time.Minute)}},
		{incident.RuleSum, "less than a part at the time", "certain", nil,
			[]timeline.Event{within(whole(10*time.Minute), "14:00", "15:00"), within(total(us, 20*time.Minute), "14:10", "15:00")}},
		{incident.RuleSum, "of what is not narrowed down", "doubtful", nil, []timeline.Event{total(timeline.Scope{}, 10*time.Minute), total(us, 20*time.Minute)}},
		{incident.RuleSum, "partly at another time", "doubtful", nil,
			[]timeline.Event{within(whole(10*time.Minute), "14:00", "14:20"), within(total(us, 20*time.Minute), "14:10", "15:00")}},
		{incident.RuleSum, "at another time", "", nil,
			[]timeline.Event{within(whole(10*time.Minute), "14:00", "14:20"), within(total(us, 20*time.Minute), "14:30", "15:00")}},
		{incident.RuleSum, "a part is a window", "", nil, []timeline.Event{whole(time.Hour), total(us, 20*time.Minute), window, {Kind: timeline.KindComplete}}},
		{incident.RuleSum, "more than the parts", "doubtful", nil, []timeline.Event{total(timeline.Scope{}, time.Hour), total(us, 20*time.Minute)}},
		{incident.RuleSum, "more than all parts", "certain", nil, []timeline.Event{total(timeline.Scope{}, time.Hour), total(us, 20*time.Minute), {Kind: timeline.KindComplete}}},
		{incident.RuleSum, "adds up", "", nil, []timeline.Event{total(timeline.Scope{}, 30*time.Minute), total(us, 20*time.Minute), total(timeline.Region("ap"), 10*time.Minute)}},
		{incident.RuleLowered, "before the fix", "doubtful", all(with("severity", func(e *timeline.Event) {
			if e.Occurred == on("15:35") {
				e.Occurred = on("14:20")
			}
		})), nil},
		{incident.RuleLowered, "after the fix", "", nil, nil},
		{timeline.RuleRestoredNothing, "before it began", "certain", nil, []timeline.Event{{Kind: timeline.KindRestore, Scope: euWest, Occurred: on("13:40"), Recorded: clock("14:00")}}},
		{timeline.RuleRestoredNothing, "of a place nobody named", "doubtful", nil, []timeline.Event{{Kind: timeline.KindRestore, Scope: us, Occurred: on("15:00"), Recorded: clock("15:00")}}},
		{timeline.RuleRestoredNothing, "of the whole", "", nil, []timeline.Event{{Kind: timeline.KindRestore, Occurred: on("15:35"), Recorded: clock("15:35")}}},
		{timeline.RuleEndBeforeStart, "ends first", "certain", with("impact", func(e *timeline.Event) { e.Ended = on("13:40") }), nil},
		{timeline.RuleEndBeforeStart, "by an assumption", "doubtful", with("impact", func(e *timeline.Event) { e.Ended, e.Assumption = on("13:40"), "the year" }), nil},
		{timeline.RuleEndBeforeStart, "at once", "", with("impact", func(e *timeline.Event) { e.Ended = on("13:50") }), nil},
	}
}

func updateFaults() []fault {
	relapse := func(e *timeline.Event) bool {
		if named(*e) == "status monitoring" {
			e.Status, e.Phase = "investigating", timeline.PhaseActive
		}
		return true
	}
	promise := func(when timeline.Instant) change {
		return with("update investigating", func(e *timeline.Event) { *e = withMember(*e, "update", map[string]any{"next": when}) })
	}
	return []fault{
		{incident.RuleUpdateBeforeFix, "fixed too early", "certain", at("update monitoring", on("14:45")), nil},
		{incident.RuleUpdateBeforeFix, "perhaps", "doubtful", at("mitigated", around("15:10")), nil},
		{incident.RuleUpdateBeforeFix, "got well before", "doubtful", all(at("restore", on("14:50")), at("mitigated", on("15:20"))), nil},
		{incident.RuleUpdateBeforeFix, "at once", "", at("mitigated", on("15:05")), nil},
		{incident.RuleUpdateAfterFix, "opened after the fix", "certain", all(at("mitigated", on("14:05")), at("restore", on("14:06"))), nil},
		{incident.RuleUpdateAfterFix, "the fix was not all", "doubtful", at("mitigated", on("14:05")), nil},
		{incident.RuleUpdateAfterFix, "perhaps", "doubtful", at("mitigated", around("14:05")), nil},
		{incident.RuleUpdateAfterFix, "a later one", "doubtful", at("mitigated", on("14:20")), nil},
		{incident.RuleUpdateAfterFix, "at once", "", at("mitigated", on("14:30")), nil},
		{incident.RuleUpdateAfterFix, "it came back", "", all(at("mitigated", on("14:20")), with("status identified", func(e *timeline.Event) { e.Phase = timeline.PhaseMitigated }), relapse), nil},
		{incident.RuleWordBeforeStatus, "resolved on the page", "doubtful", at("update resolved", on("15:35")), nil},
		{incident.RuleWordBeforeStatus, "never by the status", "doubtful", without("status resolved"), nil},
		{incident.RuleWordBeforeStatus, "within a minute", "", at("update resolved", timeline.At(clock("15:39").Add(time.Second))), nil},
		{incident.RuleSilence, "too long", "certain", at("update identified", on("14:20")), nil},
		{incident.RuleSilence, "perhaps", "doubtful", at("update identified", timeline.About(clock("14:20"), 10*time.Minute)), nil},
		{incident.RuleSilence, "to this day", "certain", without("status resolved", "update resolved"), nil},
		{incident.RuleSilence, "as long as may be", "", at("update identified", on("14:25")), nil},
		{incident.RulePromise, "late", "certain", promise(on("14:25")), nil},
		{incident.RulePromise, "perhaps", "doubtful", promise(around("14:25")), nil},
		{incident.RulePromise, "within a minute", "", promise(timeline.At(clock("14:29").Add(time.Second))), nil},
		{incident.RulePromise, "in time", "", promise(on("14:30")), nil},
		{incident.RulePromise, "never", "certain", all(promise(on("14:25")), without("update identified", "update monitoring", "update resolved", "status resolved", "status monitoring", "status identified")), nil},
	}
}

func timeFaults() []fault {
	year := func(t timeline.Instant, years, months int) timeline.Instant {
		s, _ := t.Stated()
		return timeline.At(s.AddDate(years, months, 0))
	}
	written := func(name, text, assumption string) change {
		return with(name, func(e *timeline.Event) { e.Written, e.Assumption = text, assumption })
	}
	note := timeline.Event{Kind: incident.KindNote, Occurred: timeline.At(time.Unix(0, 0)), Recorded: clock("18:00")}
	return []fault{
		{incident.RuleImpossibleTime, "the zero of Unix", "certain", nil, []timeline.Event{note}},
		{incident.RuleImpossibleTime, "long ago", "", nil, []timeline.Event{{Kind: incident.KindNote, Occurred: timeline.OnDay(1999, 1, 1, time.UTC)}}},
		{incident.RuleRecordedFirst, "recorded first", "certain", with("acknowledged", func(e *timeline.Event) { e.Recorded = clock("13:00") }), nil},
		{incident.RuleRecordedFirst, "by an assumption", "doubtful", with("acknowledged", func(e *timeline.Event) { e.Recorded, e.Assumption = clock("13:00"), "the zone" }), nil},
		{incident.RuleRecordedFirst, "by a slow clock", "", with("acknowledged", func(e *timeline.Event) { e.Recorded = clock("14:01") }), nil},
		{incident.RuleYearSlip, "next year", "certain", at("mitigated", year(on("15:00"), 1, 0)), nil},
		{incident.RuleYearSlip, "last year", "doubtful", at("detected", year(on("14:02"), -1, 0)), nil},
		{incident.RuleYearSlip, "no fact of the incident itself", "", at("severity", year(on("14:08"), 1, 0)), nil},
		{incident.RuleMonthSlip, "next month", "certain", at("mitigated", year(on("15:00"), 0, 1)), nil},
		{incident.RuleMonthSlip, "nothing wrong with it", "", at("severity", year(on("14:08"), 0, 1)), nil},
		{incident.RuleZoneLabel, "EDT in winter", "certain", written("acknowledged", "9:04 AM EDT", ""), nil},
		{incident.RuleZoneLabel, "fits", "", written("acknowledged", "around 9:04 a.m. EST", ""), nil},
		{incident.RuleZoneTime, "off by an hour", "certain", written("acknowledged", "at 8:04 AM EST", ""), nil},
		{incident.RuleZoneTime, "UTC", "certain", written("acknowledged", "13:04 UTC", ""), nil},
		{incident.RuleZoneTime, "by an assumption", "doubtful", written("acknowledged", "8:04 EST", "the label is wrong"), nil},
		{incident.RuleZoneTime, "fits", "", written("acknowledged", "2026-03-04T09:04 EST, by the log", ""), nil},
		{incident.RuleZoneTime, "from when until when", "", written("restore", "13:50 UTC to 15:31 UTC", ""), nil},
		{incident.RuleZoneTime, "until when without a label", "", written("restore", "13:50 UTC to 15:31", ""), nil},
		{incident.RuleZoneTime, "neither of both", "doubtful", written("restore", "13:50 UTC to 16:31 UTC", ""), nil},
		{incident.RuleZoneTime, "given in two zones, of which one is wrong", "certain", written("acknowledged", "10:04 EST (14:04 UTC)", ""), nil},
		{incident.RuleZoneTime, "given in two zones", "", written("acknowledged", "9:04 EST (14:04 UTC)", ""), nil},
		{incident.RuleZoneTime, "a label nobody knows", "", written("acknowledged", "8:04 MEZ", ""), nil},
	}
}

func otherFaults() []fault {
	of := uuid.Max // see changed
	rival := func(when timeline.Instant) []timeline.Event {
		return []timeline.Event{{Kind: timeline.KindMilestone, Milestone: timeline.Acknowledged, RivalOf: of, Source: "chat", Occurred: when, Recorded: clock("18:00")}}
	}
	lasted := func(l timeline.Length) []timeline.Event {
		return []timeline.Event{{Kind: timeline.KindImpact, Scope: euWest, RivalOf: of, Source: "letter", Total: l, Recorded: clock("18:00")}}
	}
	says := func(text string) []timeline.Event {
		return []timeline.Event{{Kind: incident.KindNote, Text: text, Recorded: clock("18:00")}}
	}
	action := timeline.Event{Kind: incident.KindAction, Text: "rest", Recorded: clock("18:00")}
	return []fault{
		{incident.RuleAccounts, "another time", "certain", nil, rival(on("14:20"))},
		{incident.RuleAccounts, "perhaps", "doubtful", nil, rival(around("14:15"))},
		{incident.RuleAccounts, "the same", "", nil, rival(on("14:04"))},
		{incident.RuleAccounts, "another length", "certain", nil, lasted(timeline.Lasting(3 * time.Hour))},
		{incident.RuleAccounts, "perhaps another length", "doubtful", nil, lasted(timeline.LastingAbout(2*time.Hour, 30*time.Minute))},
		{incident.RuleAccounts, "within the tolerance", "", nil, lasted(timeline.Lasting(102 * time.Minute))},
		{incident.RuleLengthInWords, "too long", "doubtful", nil, says("The shop was down for 3 hours.")},
		{incident.RuleLengthInWords, "labelled", "doubtful", nil, says("duration: 6h13m")},
		{incident.RuleLengthInWords, "it fits", "", nil, says("an outage of 101 minutes; delays up to 5 hours, a timeout of 30 minutes, the next update in 2 hours")},
		{incident.RuleActionLoose, "nobody's", "doubtful", nil, []timeline.Event{withMember(action, "action", map[string]string{"state": "open"})}},
		{incident.RuleActionLoose, "done", "", nil, []timeline.Event{withMember(action, "action", map[string]string{"state": "done"})}},
	}
}
