package incident_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// kindOfRule says which kind of contradiction each rule finds. A rule with two kinds
// depending on its doubt has one here: see [sheet.kind].
var kindOfRule = map[string]string{
	timeline.RuleEndBeforeStart:         "milestone_order",
	timeline.RuleRestoredNothing:        "milestone_order",
	timeline.RuleTotalTooLong:           "total_exceeds_span",
	timeline.RuleTwoRivals:              "accounts_disagree",
	incident.RuleAccounts:               "accounts_disagree",
	incident.RuleActionLoose:            "action_without_owner_or_due",
	incident.RuleAffectedAnyway:         "other",
	incident.RuleDetectedAfterUpdate:    "detected_after_first_update",
	incident.RuleIdle:                   "other",
	incident.RuleImpactBeforeFix:        "window_ends_before_fix",
	incident.RuleImpactOpen:             "other",
	incident.RuleImpactWhileClosed:      "impact_outside_open_time",
	incident.RuleImpossibleTime:         "impossible_or_future_time",
	incident.RuleLengthInWords:          "stated_duration_differs",
	incident.RuleLinkOrder:              "links",
	incident.RuleLowered:                "severity_lowered_early",
	incident.RuleMilestoneOrder:         "milestone_order",
	incident.RuleMonthSlip:              "year_or_month_slip",
	incident.RuleOverlap:                "links",
	incident.RulePromise:                "promise_missed",
	incident.RuleRecordedFirst:          "impossible_or_future_time",
	incident.RuleResolvedBeforeFix:      "status_vs_milestone",
	incident.RuleResolvedBeforeRestored: "resolved_before_restored",
	incident.RuleSelfLink:               "links",
	incident.RuleSilence:                "silence_too_long",
	incident.RuleStatusBeforeFix:        "status_vs_milestone",
	incident.RuleStatusDates:            "milestone_order",
	incident.RuleSum:                    "sum_does_not_add_up",
	incident.RuleUpdateAfterFix:         "fixed_said_before_fix",
	incident.RuleUpdateBeforeFix:        "fixed_said_before_fix",
	incident.RuleWordBeforeStatus:       "status_vs_milestone",
	incident.RuleYearSlip:               "year_or_month_slip",
	incident.RuleZoneLabel:              "zone_label_wrong",
	incident.RuleZoneTime:               "zone_label_wrong",
}

// leastFound is how many labels of each kind must be found: in the half to tune on
// and in the half held out.
var leastFound = map[string][2]int{
	"milestone_order":             {1, 0},
	"milestone_order_doubtful":    {1, 1},
	"resolved_before_restored":    {1, 0},
	"window_ends_before_fix":      {2, 0},
	"stated_duration_differs":     {3, 5},
	"zone_label_wrong":            {2, 0},
	"year_or_month_slip":          {2, 0},
	"impact_outside_open_time":    {1, 0},
	"detected_after_first_update": {1, 0},
	"accounts_disagree":           {4, 6},
	"other":                       {1, 1},
}

// mostFalse is how many certain findings may have no label, likewise.
var mostFalse = [2]int{0, 0}

// A score is how a linter did at one kind, or at all of them.
type score struct {
	certain, doubtful           int // labels
	foundCertain, foundDoubtful int // labels that are found, as certain or not
	overstated                  int // certain findings whose label is doubtful or tolerated
	falseAlarms                 int // certain findings with no label
	doubts                      int // doubtful findings with no label
}

func (s *score) add(o score) {
	s.certain += o.certain
	s.doubtful += o.doubtful
	s.foundCertain += o.foundCertain
	s.foundDoubtful += o.foundDoubtful
	s.overstated += o.overstated
	s.falseAlarms += o.falseAlarms
	s.doubts += o.doubts
}

func (s score) String() string {
	return fmt.Sprintf("certain %d/%d, doubtful %d/%d, overstated %d, false alarms %d, doubts without a label %d",
		s.foundCertain, s.certain, s.foundDoubtful, s.doubtful, s.overstated, s.falseAlarms, s.doubts)
}

// A sheet marks the findings of one record.
type sheet struct {
	certain, doubtful, tolerated []string
	scores                       map[string]*score
	lines                        []string // for reading by eye
}

func newSheet(l labelled) *sheet {
	s := &sheet{strings.Fields(l.certain), strings.Fields(l.doubtful), strings.Fields(l.tolerated), map[string]*score{}, nil}
	for _, kind := range s.certain {
		s.of(kind).certain++
	}
	for _, kind := range s.doubtful {
		s.of(kind).doubtful++
	}
	return s
}

func (s *sheet) of(kind string) *score {
	if s.scores[kind] == nil {
		s.scores[kind] = &score{}
	}
	return s.scores[kind]
}

// kind is what the finding is of. An order that is only doubtful is of its own kind,
// unless the record is labelled with an order that cannot be and with no other.
func (s *sheet) kind(f timeline.Finding) string {
	kind := kindOfRule[f.Rule]
	doubtfulToo := slices.Contains(s.doubtful, "milestone_order_doubtful") || !slices.Contains(s.certain, kind)
	if kind == "milestone_order" && f.Doubt && doubtfulToo {
		return "milestone_order_doubtful"
	}
	return kind
}

// mark scores the findings. A label is found once, by a finding of either certainty.
func (s *sheet) mark(found []timeline.Finding) {
	kinds := map[string]bool{}
	for _, f := range found {
		kind := s.kind(f)
		kinds[kind] = true
		verdict := "found"
		switch certain, doubtful := slices.Contains(s.certain, kind), slices.Contains(s.doubtful, kind); {
		case certain, doubtful && f.Doubt:
		case doubtful, slices.Contains(s.tolerated, kind) && !f.Doubt:
			verdict = "overstated"
			s.of(kind).overstated++
		case slices.Contains(s.tolerated, kind):
			verdict = "tolerated"
		case f.Doubt:
			verdict = "doubt"
			s.of(kind).doubts++
		default:
			verdict = "FALSE ALARM"
			s.of(kind).falseAlarms++
		}
		s.lines = append(s.lines, fmt.Sprintf("%-11s %s (%s, doubt %t): %s", verdict, kind, f.Rule, f.Doubt, f.Text))
	}
	for _, kind := range s.certain {
		s.settle(kind, kinds[kind], &s.of(kind).foundCertain)
	}
	for _, kind := range s.doubtful {
		s.settle(kind, kinds[kind], &s.of(kind).foundDoubtful)
	}
}

func (s *sheet) settle(kind string, found bool, count *int) {
	if found {
		*count++
		return
	}
	certainty := "doubtful"
	if slices.Contains(s.certain, kind) {
		certainty = "certain"
	}
	s.lines = append(s.lines, fmt.Sprintf("%-11s %s (%s)", "MISSED", kind, certainty))
}

// The linter finds what the labels say, and raises no alarm that they do not. The
// half of the records that is held out measures it.
func TestGroundTruthLint(t *testing.T) {
	halves := [2]map[string]*score{{}, {}}
	names := [2]string{"tuned", "held out"}
	for _, r := range groundTruth(t) {
		half := 0
		if heldOut(r.truth.ID) {
			half = 1
		}
		s := newSheet(truthLabels[r.truth.ID])
		found := incident.Linter{Zones: r.zones}.Lint(r.view())
		for _, f := range found {
			assert.Contains(t, kindOfRule, f.Rule, "a rule of no kind")
		}
		s.mark(found)
		for kind, one := range s.scores {
			if halves[half][kind] == nil {
				halves[half][kind] = &score{}
			}
			halves[half][kind].add(*one)
		}
		for _, line := range s.lines {
			t.Logf("%-8s %s: %s", names[half], r.truth.ID, line)
		}
	}
	for half, scores := range halves {
		var all score
		for _, kind := range lintKinds {
			if s := scores[kind]; s != nil {
				t.Logf("%-8s %-28s %v", names[half], kind, *s)
				all.add(*s)
				assert.GreaterOrEqual(t, s.foundCertain+s.foundDoubtful, leastFound[kind][half], "%s, %s", names[half], kind)
			}
		}
		t.Logf("%-8s %-28s %v", names[half], "all", all)
		assert.LessOrEqual(t, all.falseAlarms, mostFalse[half], names[half])
	}
}

// Each finding and each label is marked as what it is.
func TestGroundTruthSheet(t *testing.T) {
	const order, long, end = timeline.RuleEndBeforeStart, timeline.RuleTotalTooLong, timeline.RuleTwoRivals
	for name, c := range map[string]struct {
		label labelled
		found []timeline.Finding
		kind  string
		want  score
	}{
		"found":             {labelled{certain: "milestone_order"}, []timeline.Finding{{Rule: order}, {Rule: order}}, "milestone_order", score{certain: 1, foundCertain: 1}},
		"found as doubtful": {labelled{certain: "milestone_order"}, []timeline.Finding{{Rule: order, Doubt: true}}, "milestone_order", score{certain: 1, foundCertain: 1}},
		"doubtful order":    {labelled{doubtful: "milestone_order_doubtful"}, []timeline.Finding{{Rule: order, Doubt: true}}, "milestone_order_doubtful", score{doubtful: 1, foundDoubtful: 1}},
		"missed":            {labelled{doubtful: "accounts_disagree"}, nil, "accounts_disagree", score{doubtful: 1}},
		"overstated":        {labelled{doubtful: "accounts_disagree"}, []timeline.Finding{{Rule: end}}, "accounts_disagree", score{doubtful: 1, foundDoubtful: 1, overstated: 1}},
		"tolerated":         {labelled{tolerated: "total_exceeds_span"}, []timeline.Finding{{Rule: long, Doubt: true}}, "total_exceeds_span", score{}},
		"false alarm":       {labelled{}, []timeline.Finding{{Rule: long}}, "total_exceeds_span", score{falseAlarms: 1}},
		"doubt":             {labelled{}, []timeline.Finding{{Rule: long, Doubt: true}}, "total_exceeds_span", score{doubts: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSheet(c.label)
			s.mark(c.found)
			assert.Equal(t, c.want, *s.of(c.kind))
		})
	}
}
