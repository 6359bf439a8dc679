package cases_test

import (
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

func trigger(s string) lifecycle.Trigger { return lifecycle.Trigger(s) }

// newYork is the wall clock of April 2022: daylight time, whatever the label.
var newYork = time.FixedZone("EDT", -4*3600)

const monday2022Zone = `the label "EST" is read as New York wall clock, UTC-4 in April; by the label it would be UTC-5`

func eastern(day, hour, minute int) time.Time {
	return time.Date(2022, time.April, day, hour, minute, 0, 0, newYork)
}

func buildMonday2022A(b *builder) {
	stamp, w := mondayPost(b, "monday.com: US region connectivity", "the company's public letter about both incidents", monday2022Zone)
	mistake := stamp
	mistake.Written = "Monday, April 11 at 8:56 AM EST"
	b.ok(b.as(mistake).Cause(incident.Initiating, "a mistake in the configuration of production, in routine maintenance", timeline.At(eastern(11, 8, 56))))
	down := stamp
	down.Written, down.Assumption = "1hr and 2 mins", "no impact before the mistake that caused it"
	b.ok(b.as(down).ImpactTotal(timeline.Region("US"), timeline.Major, timeline.Lasting(62*time.Minute), timeline.NotBefore(eastern(11, 8, 56)), unknown))
	b.ok(w().Mark(timeline.Detected, unknown))
	b.ok(w().Mark(timeline.CauseFound, unknown))
	reverted := stamp
	reverted.Text = "the configuration was reverted everywhere"
	b.ok(b.as(reverted).Mark(timeline.Mitigated, unknown))
	b.ok(b.as(reverted).Advance("resolve", unknown))
	monday2022Common(b, w)
}

func buildMonday2022B(b *builder) {
	stamp, w := mondayPost(b, "monday.com: main database down", "the company's public letter about both incidents", monday2022Zone)
	down := stamp
	down.Written = "1hr and 54 mins (intermittent over a 10-hour period)"
	down.Assumption = "the period of 10 hours began with the first downtime; " + aboutAssumed
	down.Text = "four downtimes, the first and three more: each time the service came back, the cause was still there"
	b.ok(b.as(down).ImpactTotal(timeline.Scope{}, timeline.Major, timeline.Lasting(114*time.Minute),
		timeline.At(eastern(12, 8, 50)), timeline.About(eastern(12, 18, 50), 30*time.Minute)))
	once := stamp
	once.Written, once.Assumption = "the moment the database went down", "read as the same minute"
	b.ok(b.as(once).Mark(timeline.Acknowledged, timeline.At(eastern(12, 8, 50))))
	found := stamp
	found.Written, found.Assumption = "around 8:00 PM EST", aboutAssumed
	b.ok(b.as(found).Mark(timeline.CauseFound, timeline.About(eastern(12, 20, 0), 30*time.Minute)))
	closed := stamp
	closed.Written = "9:13 AM EST on April 13, 2022"
	b.ok(b.as(closed).Advance("close", timeline.At(eastern(13, 9, 13))))
	b.ok(w().Cause(incident.Initiating, "a rare combination of events, errors and processes locked a main database", timeline.At(eastern(12, 8, 50))))
	b.ok(w().Cause(incident.Contributing, "transactions that were opened and never finished", unknown))
	b.ok(w().Cause(incident.Contributing, "many server restarts, set off by those together with background processes", unknown))
	b.ok(w().Cause(incident.Contributing, "misconfigurations", unknown))
	b.ok(w().Note("service was brought back by switching off flows that were not critical, replacing the database and adding backup servers", unknown))
	for _, a := range []incident.Action{
		{Title: "fix the errors behind the server restarts and add a defence against database locks", Type: "prevent", State: incident.ActionDone},
		{Title: "watch restarts and lock conditions more closely, and repair the script that hung", Type: "detect", State: incident.ActionDone},
		{Title: "take out processes that had a share in the cause", Type: "prevent", State: incident.ActionDone},
		{Title: "extend production so that a backup is more solid", Type: "mitigate", State: incident.ActionDone},
	} {
		b.ok(w().Act(a))
	}
	monday2022Common(b, w)
}

// mondayPost declares an incident that only a public post tells of, at no stated
// time, and describes the post. It returns how its facts are recorded.
func mondayPost(b *builder, title, post, assumption string) (incident.Stamp, func() incident.Writer) {
	stamp := incident.Stamp{Recorded: transcribed, Source: "post", Visibility: timeline.Public}
	b.declare(incident.Declaration{Title: title, At: unknown, Stamp: stamp})
	w := func() incident.Writer { return b.as(stamp) }
	b.ok(w().Source("post", post, assumption))
	return stamp, w
}

// monday2022Common is what the letter says of both incidents.
func monday2022Common(b *builder, w func() incident.Writer) {
	b.ok(w().Statement(incident.Security, incident.No, "no cyberattack"))
	b.ok(w().Statement(incident.DataLoss, incident.No, ""))
	b.ok(w().Mark(timeline.ReviewPublished, unknown)) // it is this letter, which bears no date
	b.ok(w().Statement("scaling", incident.No, "the systems did not fail to scale"))
	for _, a := range []incident.Action{
		{Title: "add checks and procedures to deployment", Type: "prevent", State: incident.ActionOpen},
		{Title: "investigate further with the cloud provider", Type: "prevent", State: incident.ActionOpen},
		{Title: "set up a task force for stability beyond regular monitoring", Type: "process", State: incident.ActionOpen},
	} {
		b.ok(w().Act(a))
	}
}

const monday2024Assumed = "the year is 2024, when April 11 was a Thursday; no zone is stated and days are read as UTC"

func day2024(day int) timeline.Instant { return timeline.OnDay(2024, time.April, day, time.UTC) }

func buildMonday2024A(b *builder) {
	stamp, w := mondayPost(b, "monday.com: US server, April 11", "the company's public report on both incidents", monday2024Assumed)
	us := timeline.Region("US")
	b.ok(w().ImpactTotal(us, timeline.Major, timeline.Lasting(20*time.Minute), day2024(11), day2024(11)))
	after := stamp
	after.Text = "unstable and read-only for another 62 minutes, after the downtime"
	b.ok(b.as(after).ImpactTotal(us, timeline.Degraded, timeline.Lasting(62*time.Minute), day2024(11), day2024(11)))
	b.ok(w().Cause(incident.Initiating, "a rare fault in a provider's infrastructure", unknown))
	b.ok(w().Cause(incident.Contributing, "trouble in the failover to a backup", unknown))
	for _, a := range []string{"update the processes that keep the system ready", "tune the backup servers, so that recovery is faster"} {
		b.ok(w().Act(incident.Action{Title: a, Type: "mitigate", State: incident.ActionDone}))
	}
	monday2024Common(b, stamp)
}

func buildMonday2024B(b *builder) {
	stamp, w := mondayPost(b, "monday.com: US server, April 16", "the company's public report on both incidents", monday2024Assumed)
	us := timeline.Region("US")
	early := stamp
	early.Written, early.Assumption = "early hours of Tuesday", "from midnight to six"
	hours := timeline.Between(utc("2024-04-16 00:00"), utc("2024-04-16 06:00"))
	b.ok(b.as(early).ImpactTotal(us, timeline.Major, timeline.Lasting(20*time.Minute), hours, day2024(16)))
	second := stamp
	second.Text, second.Written = "availability came and went for an hour during the investigation, an additional 19 minutes down", "across one hour"
	b.ok(b.as(second).ImpactTotal(us, timeline.Major, timeline.Lasting(19*time.Minute), day2024(16), day2024(16)))
	none := stamp
	none.Assumption = "the report states 62 degraded minutes over both dates, and gives all of them to April 11"
	b.ok(b.as(none).ImpactTotal(us, timeline.Degraded, timeline.Lasting(0), day2024(16), day2024(16)))
	b.ok(w().Cause(incident.Initiating, "a recently deployed service that watches for large or complex queries locked the infrastructure", unknown))
	b.ok(w().Mark(timeline.CauseFound, unknown))
	reverted := stamp
	reverted.Text = "an older, proven version of the service was put back"
	b.ok(b.as(reverted).Mark(timeline.Mitigated, unknown))
	monday2024Common(b, stamp)
}

// monday2024Common is what the report says of both incidents.
func monday2024Common(b *builder, stamp incident.Stamp) {
	w := func() incident.Writer { return b.as(stamp) }
	b.ok(w().NotAffected(timeline.Region("EU")))
	b.ok(w().NotAffected(timeline.Region("APAC")))
	complete := stamp
	complete.Assumption = "the report speaks of all servers there are: US, EU and APAC"
	b.ok(b.as(complete).ScopesComplete())
	b.ok(w().Detect(incident.Monitoring, unknown))
	b.ok(w().Advance("resolve", unknown))
	b.ok(w().Mark(timeline.ReviewPublished, unknown)) // it is this report, which bears no date
	b.ok(w().Statement(incident.DataLoss, incident.No, ""))
	b.ok(w().Statement(incident.Security, incident.No, "no security risk"))
	for _, a := range []incident.Action{
		{Title: "improve monitoring and system flags", Type: "detect", State: incident.ActionStarted},
		{Title: "thorough processes for implementing and deploying", Type: "prevent", State: incident.ActionStarted},
		{Title: "let each core flow stand on its own", Type: "prevent", State: incident.ActionStarted},
		{Title: "checks and procedures for much faster recovery", Type: "mitigate", State: incident.ActionOpen},
		{Title: "more fallback systems that are ready to go", Type: "mitigate", State: incident.ActionOpen},
		{Title: "let teams decide faster", Type: "process", State: incident.ActionOpen},
		{Title: "share more in real time, on planned and unplanned work", Type: "process", State: incident.ActionOpen},
	} {
		b.ok(w().Act(a))
	}
}
