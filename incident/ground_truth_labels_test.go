package incident_test

import (
	"crypto/sha256"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A labelled record says which contradictions are in it, by the kinds of
// [lintKinds]. The labels were made from the records alone, by these rules:
//
//   - Certain is what two told facts cannot both be, whatever else happened: an end
//     before its beginning, two accounts with different times of one fact, a length
//     that no reading of the told times gives and that the record's own check calls
//     wrong, a zone label that the place did not use on that date, an impact after
//     the end of the incident that nothing reopened.
//   - Doubtful is what can be so and asks for a second look: declared or explained
//     after the restoration, an alarm before the impact, a fix after the end of the
//     impact, a length that only a wide reading of its wording allows ("five hours"
//     for 5h34m), a length that unstated working hours or a slip in another time
//     would explain.
//   - Tolerated is what a linter may say and need not: the same contradiction under
//     another kind, a stated length that has another definition than ours, an impact
//     of which no end is told when the incident was resolved.
//   - A time that a second account gives (see truthAccounts) is told as a rival; every
//     stated figure is told as a note in its own words, and as a rival of the window
//     that it measures where it has one (see truthWindows).
//   - A year that the text leaves out is told as assumed and is no contradiction.
//
// Oddities holds, for each oddity that the record notes and in that order, the kind
// that would find it, or why no linter can:
//
//	not:year     the text has no year, or another date part
//	not:form     a way of writing, read as it is meant
//	not:prose    the other side of it stands in prose alone
//	not:fits     the facts go together, or are told in full
//	not:absent   nothing is told that it could be compared with
//	not:outside  needs knowledge from outside of the record
//	not:order    the order in which a text lists its entries, which nobody tells
//
// Records that are not in the table have neither labels nor oddities.
type labelled struct{ certain, doubtful, tolerated, oddities string }

// lintKinds are the kinds of contradictions, in the order in which they are shown.
var lintKinds = []string{
	"milestone_order", "milestone_order_doubtful", "status_vs_milestone", "resolved_before_restored", "fixed_said_before_fix",
	"window_ends_before_fix", "stated_duration_differs", "total_exceeds_span", "sum_does_not_add_up", "zone_label_wrong",
	"impossible_or_future_time", "year_or_month_slip", "promise_missed", "silence_too_long", "severity_lowered_early",
	"impact_outside_open_time", "detected_after_first_update", "action_without_owner_or_due", "links", "accounts_disagree", "other",
}

var truthLabels = map[string]labelled{
	"cloudflare-2019-07-02":                             {doubtful: "accounts_disagree", oddities: "accounts_disagree"},
	"google-cloud-19009":                                {doubtful: "stated_duration_differs", tolerated: "total_exceeds_span accounts_disagree", oddities: "stated_duration_differs not:form not:fits"},
	"aws-s3-2017-02-28":                                 {certain: "accounts_disagree", tolerated: "stated_duration_differs", oddities: "accounts_disagree"},
	"aws-simpledb-june13":                               {oddities: "not:year not:fits not:outside"},
	"stripe-2019-07-10":                                 {certain: "accounts_disagree", tolerated: "stated_duration_differs other", oddities: "not:fits accounts_disagree accounts_disagree"},
	"auth0-2017-10-11-lock":                             {oddities: "not:year not:fits not:outside"},
	"auth0-2018-09-14":                                  {doubtful: "milestone_order_doubtful", tolerated: "milestone_order", oddities: "milestone_order_doubtful not:outside"},
	"auth0-2017-10-18":                                  {oddities: "not:year not:fits not:fits"},
	"auth0-2018-09-06":                                  {oddities: "not:fits"},
	"travis-2016-07":                                    {certain: "impact_outside_open_time", doubtful: "sum_does_not_add_up stated_duration_differs", tolerated: "accounts_disagree", oddities: "sum_does_not_add_up not:prose impact_outside_open_time"},
	"travis-2017-03-01":                                 {oddities: "not:fits not:form"},
	"travis-rabbitmq-march-11":                          {oddities: "not:year not:fits not:fits"},
	"circleci-2018-05-17":                               {doubtful: "fixed_said_before_fix", tolerated: "status_vs_milestone silence_too_long", oddities: "not:fits not:fits"},
	"circleci-2019-10-22":                               {oddities: "not:outside"},
	"pagerduty-2021-08-21":                              {tolerated: "severity_lowered_early", oddities: "not:fits not:year not:outside"},
	"pagerduty-2022-06-09":                              {oddities: "not:fits"},
	"honeycomb-2020-07-28":                              {certain: "detected_after_first_update", doubtful: "stated_duration_differs", tolerated: "accounts_disagree", oddities: "stated_duration_differs detected_after_first_update not:fits"},
	"honeycomb-2023-05-02":                              {oddities: "not:fits"},
	"honeycomb-04-16":                                   {oddities: "not:absent"},
	"monday-2024-04-11":                                 {certain: "zone_label_wrong sum_does_not_add_up accounts_disagree stated_duration_differs", doubtful: "other", oddities: "accounts_disagree zone_label_wrong other"},
	"monday-2024-04-11-16-total":                        {oddities: "not:fits"},
	"heroku-386":                                        {oddities: "not:form not:absent not:form not:year"},
	"heroku-2025-10-20":                                 {oddities: "not:fits not:fits"},
	"letsencrypt-2015-12-15":                            {oddities: "not:form"},
	"letsencrypt-2023-06-15":                            {oddities: "not:outside"},
	"github-2023-03-01":                                 {oddities: "not:form"},
	"github-2024-10-11":                                 {tolerated: "stated_duration_differs", oddities: "not:fits not:fits"},
	"github-2018-10-21":                                 {oddities: "not:absent"},
	"gitlab-6586":                                       {certain: "window_ends_before_fix", doubtful: "milestone_order_doubtful", tolerated: "accounts_disagree stated_duration_differs", oddities: "window_ends_before_fix milestone_order_doubtful"},
	"gitlab-18535":                                      {oddities: "not:form"},
	"gitlab-4409":                                       {tolerated: "window_ends_before_fix", oddities: "not:order not:fits"},
	"gitlab-8619":                                       {doubtful: "window_ends_before_fix", tolerated: "milestone_order_doubtful", oddities: "window_ends_before_fix"},
	"gitlab-4948":                                       {oddities: "not:absent"},
	"gitlab-6652":                                       {oddities: "not:form"},
	"gitlab-2871":                                       {oddities: "not:fits"},
	"gitlab-2170":                                       {oddities: "not:order"},
	"wikimedia-impact-2021-09-04-appserver":             {oddities: "not:absent"},
	"wikimedia-impact-2021-09-06-wikifeeds":             {oddities: "not:absent"},
	"wikimedia-impact-2021-09-13-cirrussearch":          {oddities: "not:form not:absent"},
	"wikimedia-impact-2022-04-06-esams":                 {oddities: "not:fits not:absent"},
	"wikimedia-impact-2021-11-04-large":                 {oddities: "not:form not:absent"},
	"wikimedia-impact-2021-11-23-core":                  {oddities: "not:form not:absent"},
	"elasticio-2023-01-20":                              {certain: "accounts_disagree", tolerated: "other", oddities: "accounts_disagree"},
	"buildkite-2022-06-30":                              {certain: "accounts_disagree", doubtful: "status_vs_milestone milestone_order_doubtful", oddities: "status_vs_milestone accounts_disagree"},
	"buildkite-05-13":                                   {oddities: "not:year not:fits"},
	"buildkite-2023-02-01":                              {doubtful: "fixed_said_before_fix", tolerated: "status_vs_milestone silence_too_long", oddities: "fixed_said_before_fix"},
	"spike-2023-05-30":                                  {oddities: "not:form"},
	"eartharoid-2025-04-30":                             {doubtful: "stated_duration_differs", tolerated: "other accounts_disagree resolved_before_restored", oddities: "stated_duration_differs not:form"},
	"azure-1K80-N_8":                                    {oddities: "not:fits"},
	"azure-3TBL-PD8":                                    {certain: "accounts_disagree", tolerated: "window_ends_before_fix", oddities: "accounts_disagree"},
	"rubygems-2014-08-07":                               {oddities: "not:fits"},
	"readthedocs-2021-02-05":                            {tolerated: "stated_duration_differs", oddities: "not:fits not:fits"},
	"k8s-prow-2019-02-05":                               {oddities: "not:absent"},
	"k8s-prow-2019-05-30":                               {oddities: "not:absent"},
	"univaf-2021-06-03":                                 {doubtful: "window_ends_before_fix", tolerated: "milestone_order_doubtful", oddities: "not:absent"},
	"mybinder-2018-07-08":                               {certain: "accounts_disagree", doubtful: "other", tolerated: "year_or_month_slip", oddities: "accounts_disagree"},
	"wellcome-2021-01-28":                               {certain: "accounts_disagree", tolerated: "milestone_order year_or_month_slip", oddities: "accounts_disagree not:fits"},
	"zoom-2021-01-21":                                   {oddities: "not:fits not:form"},
	"claude-2026-06-06":                                 {certain: "accounts_disagree", tolerated: "stated_duration_differs", oddities: "accounts_disagree"},
	"moj-2020-02-12":                                    {tolerated: "resolved_before_restored"},
	"moj-2020-02-18":                                    {tolerated: "resolved_before_restored"},
	"moj-2020-08-04":                                    {certain: "stated_duration_differs", tolerated: "resolved_before_restored", oddities: "stated_duration_differs not:form stated_duration_differs"},
	"moj-2020-08-07-master-node-provisioning-failure":   {certain: "stated_duration_differs", doubtful: "milestone_order_doubtful", oddities: "milestone_order_doubtful not:form stated_duration_differs"},
	"moj-2021-05-10-apply-pipeline-downtime":            {doubtful: "stated_duration_differs", oddities: "stated_duration_differs"},
	"moj-2021-06-09-unable-to-create-new-ingress-rules": {certain: "year_or_month_slip milestone_order", tolerated: "milestone_order_doubtful"},
	"moj-2021-09-30-ssl-certificate-issue-browsers":     {certain: "stated_duration_differs", oddities: "stated_duration_differs stated_duration_differs"},
	"moj-2022-01-22-some-dns-records-deleted":           {certain: "milestone_order", doubtful: "milestone_order_doubtful", oddities: "milestone_order milestone_order_doubtful"},
	"moj-2023-01-05-circleci-security-incident":         {certain: "year_or_month_slip milestone_order resolved_before_restored", doubtful: "stated_duration_differs", tolerated: "milestone_order_doubtful", oddities: "stated_duration_differs stated_duration_differs not:form"},
	"moj-2023-02-02-cjs-dashboard-performance":          {certain: "stated_duration_differs", oddities: "stated_duration_differs"},
	"moj-2023-11-01-prometheus-restarted":               {certain: "stated_duration_differs", oddities: "stated_duration_differs stated_duration_differs"},
	"moj-2025-01-13-auth0-credentials":                  {oddities: "not:fits not:form"},
	"dfds-PM2020-001":                                   {oddities: "not:absent not:absent"},
	"dfds-PM2020-002":                                   {tolerated: "stated_duration_differs"},
	"dfds-PM2020-006":                                   {oddities: "not:absent not:absent"},
	"dfds-PM2020-007":                                   {certain: "zone_label_wrong", tolerated: "stated_duration_differs"},
	"dfds-PM2020-008":                                   {tolerated: "stated_duration_differs"},
	"dfds-PM2020-009":                                   {oddities: "not:form"},
	"dfds-PM2022-002":                                   {tolerated: "stated_duration_differs"},
	"dfds-PM2022-005":                                   {tolerated: "stated_duration_differs", oddities: "not:fits not:absent"},
	"dfds-PM2022-007":                                   {certain: "resolved_before_restored", tolerated: "stated_duration_differs"},
	"dfds-PM2022-008":                                   {tolerated: "stated_duration_differs", oddities: "not:form"},
	"dfds-PM2022-009":                                   {certain: "stated_duration_differs", oddities: "stated_duration_differs"},
	"dfds-PM2023-001":                                   {doubtful: "milestone_order_doubtful", tolerated: "stated_duration_differs", oddities: "not:order"},
	"dfds-PM2023-002":                                   {certain: "stated_duration_differs", oddities: "stated_duration_differs stated_duration_differs"},
	"dfds-PM2025-002":                                   {certain: "stated_duration_differs", oddities: "stated_duration_differs"},
}

// heldOut reports whether a record is for measuring a linter, and not for making one.
func heldOut(id string) bool {
	sum := sha256.Sum256([]byte(id))
	return sum[0]%2 == 1
}

// labelCounts are the labels of each kind: certain and doubtful of the half to tune
// on, certain and doubtful of the half held out.
var labelCounts = map[string][4]int{
	"milestone_order": {2, 0, 1, 0}, "milestone_order_doubtful": {0, 1, 0, 5}, "status_vs_milestone": {0, 0, 0, 1},
	"resolved_before_restored": {2, 0, 0, 0}, "fixed_said_before_fix": {0, 1, 0, 1}, "window_ends_before_fix": {0, 2, 1, 0},
	"stated_duration_differs": {4, 4, 5, 2}, "sum_does_not_add_up": {1, 1, 0, 0}, "zone_label_wrong": {2, 0, 0, 0},
	"year_or_month_slip": {2, 0, 0, 0}, "impact_outside_open_time": {1, 0, 0, 0}, "detected_after_first_update": {1, 0, 0, 0},
	"accounts_disagree": {3, 1, 6, 0}, "other": {0, 1, 0, 1},
}

// The labels name records, kinds and oddities that are there, and agree with what the
// stated figures turn out to be.
func TestGroundTruthLabels(t *testing.T) {
	counts, left := map[string][4]int{}, maps.Clone(truthLabels)
	for _, r := range groundTruth(t) {
		id := r.truth.ID
		l := truthLabels[id]
		delete(left, id)
		half := 0
		if heldOut(id) {
			half = 2
		}
		for i, kinds := range []string{l.certain, l.doubtful, l.tolerated} {
			for kind := range strings.FieldsSeq(kinds) {
				assert.Contains(t, lintKinds, kind, id)
				if i < 2 {
					n := counts[kind]
					n[half+i]++
					counts[kind] = n
				}
			}
		}
		oddities := strings.Fields(l.oddities)
		assert.Len(t, oddities, len(r.truth.Oddities), id)
		for _, kind := range oddities {
			if !strings.HasPrefix(kind, "not:") {
				assert.Contains(t, strings.Fields(l.certain+" "+l.doubtful), kind, id)
			}
		}
		wrong := slices.ContainsFunc(r.compareAll(), func(c comparison) bool { return c.why == whyWrong || c.why == whyHalfDay })
		assert.Equal(t, slices.Contains(strings.Fields(l.certain), "stated_duration_differs"), wrong, id)
	}
	assert.Empty(t, left, "labels of no record")
	assert.Equal(t, labelCounts, counts)
}
