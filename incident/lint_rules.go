package incident

import (
	"iter"
	"slices"

	"github.com/allclear-go/allclear/timeline"
)

// The rules of [Linter], beside those of views, of [Of] and of [CheckLinks].
const (
	RuleAccounts               = "accounts_disagree"            // two accounts of one fact differ
	RuleActionLoose            = "action_without_owner_or_date" // nobody has to do an action, or by no day
	RuleAffectedAnyway         = "affected_anyway"              // a place that was not affected was
	RuleDetectedAfterUpdate    = "detected_after_update"        // it was published before it was noticed
	RuleIdle                   = "active_without_impact"        // active long after the last impact
	RuleImpactBeforeFix        = "impact_ends_before_fix"       // over before the fix
	RuleImpactOpen             = "impact_without_end"           // over, and an impact is not
	RuleImpactWhileClosed      = "impact_while_not_open"        // affected while no incident was open
	RuleImpossibleTime         = "impossible_time"              // the zero of a clock
	RuleLengthInWords          = "length_in_words"              // a text says how long, and nothing was
	RuleLinkOrder              = "link_order"                   // a link that the times contradict
	RuleLowered                = "severity_lowered_early"       // less severe before anything was mitigated
	RuleMilestoneOrder         = "milestone_order"              // milestones in an impossible order
	RuleMonthSlip              = "month_slip"                   // a wrong month
	RuleOverlap                = "overlapping_incidents"        // two incidents that may be one
	RulePromise                = "promise_missed"               // a promised update that did not come in time
	RuleRecordedFirst          = "recorded_before_it_happened"  // recorded before it happened
	RuleResolvedBeforeFix      = "resolved_before_fix"          // resolved before the fix
	RuleResolvedBeforeRestored = "resolved_before_restored"     // resolved before the last place was back
	RuleSelfLink               = "linked_to_itself"             // a link to itself
	RuleSilence                = "silence"                      // no update for too long
	RuleStatusBeforeFix        = "status_before_fix"            // mitigated by the status, and not so
	RuleStatusDates            = "status_dates"                 // a status dated before its predecessor
	RuleSum                    = "sum_of_parts"                 // parts and whole do not add up
	RuleUpdateAfterFix         = "update_after_fix"             // active on the page, and fixed
	RuleUpdateBeforeFix        = "update_before_fix"            // fixed on the page, and not so
	RuleWordBeforeStatus       = "word_before_status"           // over on the page, and not by the status
	RuleYearSlip               = "year_slip"                    // a wrong year
	RuleZoneLabel              = "zone_label"                   // a zone label that does not fit the date
	RuleZoneTime               = "zone_time"                    // a time that is not the one written
)

// A Rule describes what a [Linter] looks for. The zero Rule describes nothing.
type Rule struct {
	ID       string // as in [timeline.Finding.Rule], stable
	Finds    string // what it finds
	Why      string // what goes wrong when it is published
	Certain  string // when its finding is certain; empty if it never is
	Doubtful string // when its finding is doubtful; empty if it never is
}

// Rules returns the rules of every finding that [Linter.Lint] returns, sorted by
// their IDs.
func Rules() iter.Seq[Rule] { return slices.Values(lintRules[:]) }

const (
	byTimes  = "no reading of the times avoids it, by a minute or more"
	byBounds = "only the stated points say so, or a time rests on an assumption"
	always   = "always"
)

// ofDates are the rules of which a wrong date can be the reason.
var ofDates = map[string]bool{
	RuleDetectedAfterUpdate: true, RuleIdle: true, RuleImpactBeforeFix: true, RuleImpactWhileClosed: true, RuleLinkOrder: true,
	RuleLowered: true, RuleMilestoneOrder: true, RulePromise: true, RuleRecordedFirst: true, RuleResolvedBeforeFix: true,
	RuleResolvedBeforeRestored: true, RuleSilence: true, RuleStatusBeforeFix: true, RuleStatusDates: true, RuleUpdateAfterFix: true, RuleUpdateBeforeFix: true,
	RuleWordBeforeStatus: true, timeline.RuleEndBeforeStart: true, timeline.RuleRestoredNothing: true,
}

// lintRules are sorted by ID.
var lintRules = [...]Rule{
	{RuleAccounts, "Two accounts of one fact give different times or lengths.", "Readers find the two places, and believe neither.",
		"the times or lengths exclude each other, and it is no status word", "bounds overlap, or the word of a status may mean two things"},
	{RuleActionLoose, "Open action items have no owner or no due date.", "What nobody has to do by any day is not done.", "", always},
	{RuleIdle, "The incident stays active more than a day after its last impact ended.", "The time to resolve is that of a forgotten click.", "", always},
	{RuleAffectedAnyway, "A place is said not to be affected, and an impact on it is recorded.", "The customers there know better.",
		"neither rests on an assumption", "one rests on an assumption, everything was affected, or it was not affected by then and may have been later"},
	{timeline.RuleAmendedRetraction, "An event amends a retraction.", "Nobody knows whether the fact stands.", always, ""},
	{timeline.RuleAmendmentLoop, "Amendments replace each other in a circle.", "None of them is what holds.", always, ""},
	{RuleDetectedAfterUpdate, "The detection is later than the first published update.", "Nobody publishes what nobody noticed: the time to detect is too long.", byTimes, byBounds},
	{timeline.RuleEndBeforeStart, "An impact ends before it starts.", "Its length is negative, and every sum with it is wrong.", "no reading avoids it", "an assumption gave a time"},
	{RuleMove, "A status follows another against the lifecycle.", "Figures by phase count time that the process does not have.", always, ""},
	{RuleImpactBeforeFix, "The last impact ends before the fix was in.", "Either the fix mended nothing or one of the times is wrong.", "", always},
	{RuleImpactWhileClosed, "A place was affected while the incident was not open: after it was over, or only before it was opened.", "Nobody worked on what customers met.",
		"the impact begins after the incident was over, for good", "bounds overlap, or the impact was over before the incident was opened"},
	{RuleImpactOpen, "The incident is over and nobody says when an impact ended.", "The downtime is unknown, where readers take it for none.", "", always},
	{RuleImpossibleTime, "A time is the zero of a clock: the year 1, or 1970.", "Every duration from it is decades long.", always, ""},
	{RuleLengthInWords, "A text says that something lasted so long, and nothing recorded did.", "Readers compute the difference themselves.", "", always},
	{RuleLinkChain, "An incident ended in favour of one that did so too.", "Readers are sent on twice.", always, ""},
	{RuleLinkLoop, "Links of one relation lead back to where they began.", "No incident holds the facts.", always, ""},
	{RuleLinkOrder, "Two incidents are linked in a way that their times contradict.", "What came later cannot have been the reason.",
		"one was merged into, or called a duplicate of, one that was opened later", "bounds overlap, or it follows or was caused by one that began later"},
	{RuleSelfLink, "An incident is linked to, or ended in favour of, itself.", "The link leads nowhere.", always, ""},
	{RuleMember, "A member of an event does not read.", "What it says is missing from the report.", always, ""},
	{RuleMilestoneOrder, "Two milestones come in an order that cannot be, or seldom is.", "A phase is negative, and the phases do not add up.",
		"by what they mean the order is impossible, and " + byTimes, "the order is only unusual, or " + byBounds},
	{RuleMonthSlip, "A fact lies a month from all others, and fits among them a month on.", "Durations are a month too long.",
		"something certain is due to it", "something doubtful is due to it"},
	{timeline.RuleNoPredecessor, "A status follows one that is not in the log.", "A part of the history is missing.", always, ""},
	{timeline.RuleNoTarget, "An event speaks of one that is not there.", "A correction has corrected nothing.", always, ""},
	{RuleOverlap, "Two incidents have one place affected at one time, and no link joins them.", "The same outage is counted twice.", "", always},
	{RulePromise, "A promised update came late or not at all.", "Readers waited for it.", byTimes, "bounds overlap, or the incident ended in favour of another, which may have kept it"},
	{RuleRecordedFirst, "A fact was recorded five minutes or more before it happened.", "One of the clocks or zones is wrong.", "no reading of the times avoids it", "an assumption gave the time"},
	{RuleResolvedBeforeFix, "It was resolved before the fix was in.", "Resolved without a fix is over by chance.", byTimes, "nothing was affected any more, or " + byBounds},
	{RuleResolvedBeforeRestored, "It was called resolved, by the status or by an update, before the last place was back.", "Those who were still down were told that all was well.", byTimes, byBounds},
	{timeline.RuleRestoredNothing, "A place is restored in which no impact had begun.", "The recovery is counted and the outage is not.",
		"the impact there begins later by every reading", "no impact there is recorded, or an assumption gave a time"},
	{timeline.RuleSameID, "Two different events bear one ID.", "Two copies of the log say different things.", always, ""},
	{RuleLowered, "The severity was lowered while nothing had been mitigated.", "It looks as if the number had been treated.", "", always},
	{RuleSilence, "Nothing was published for longer than [Linter.Silence] while the incident was open.", "Readers heard nothing.", "the limit is the caller's, and no reading of the times keeps it", "bounds overlap"},
	{RuleStatusBeforeFix, "The status says mitigated before the fix was in.", "The time to mitigate has two answers.", "", always},
	{RuleStatusDates, "A status is dated before one that it follows.", "The time in a status is negative.", byTimes, byBounds},
	{timeline.RuleStatusFork, "Two status changes follow the same one.", "Two people moved it at once, and one was not heard.", always, ""},
	{timeline.RuleStatusLoop, "Status changes follow each other in a circle.", "They count nowhere.", always, ""},
	{RuleSum, "The stated total of the whole is less than a part, or more than all parts together.", "Readers add up.",
		"everything, which was affected for less than a part of it at that time, or more than all parts where all places are named",
		"it is not said to be everything, the part may be of another time, or there may be other parts"},
	{RuleTwice, "What happens once is told twice.", "It is counted twice.", always, ""},
	{timeline.RuleTotalTooLong, "A stated total is longer than the span it lies in.", "One of the two is wrong.", "no reading avoids it", "an assumption gave a time"},
	{timeline.RuleTwoAmendments, "Two amendments replace one event.", "One of them is not heard.", always, ""},
	{timeline.RuleTwoRivals, "One source gives two accounts of one fact.", "The source contradicts itself.", always, ""},
	{timeline.RuleUnknownPhase, "A status bears a phase that is not known.", "No measure counts it.", always, ""},
	{RuleUpdateAfterFix, "An update says the incident is active after the fix was in.", "The page says that nothing was done when all was.",
		"it is the first update, nothing was affected any more, and " + byTimes, "others came before it, a place was still affected, or " + byBounds},
	{RuleUpdateBeforeFix, "An update says fixed or resolved before the fix was in.", "Readers were told what was not so.",
		byTimes, "nothing was affected any more, a later update takes it back, or " + byBounds},
	{RuleWordBeforeStatus, "An update says it is over before the status does.", "The page and the team disagree about the end.", "", always},
	{RuleYearSlip, "A fact lies a year from all others, and fits among them in their year.", "Durations are a year too long.",
		"something certain is due to it", "nothing else, or something doubtful, is due to it"},
	{RuleZoneLabel, "A zone label does not fit the date or names no one moment: EST in April.", "Half of the readers convert it with the other offset.",
		"the place has another offset on that date, or no such time", "the label stands for several places, or the clocks showed the time twice"},
	{RuleZoneTime, "The time as written, by its label, is not the recorded time.", "Every duration from it is off by the difference, often an hour.", "nothing was assumed to read it", "it was read by an assumption, or the text gives several times"},
}
