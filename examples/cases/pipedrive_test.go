package cases_test

import (
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

func buildPipedrive(b *builder) {
	stamp := incident.Stamp{Recorded: transcribed, Source: "review", Visibility: timeline.Public}
	b.declare(incident.Declaration{Title: "Pipedrive not accessible", At: at("2025-06-10 06:17"), Stamp: stamp})
	w := func() incident.Writer { return b.as(stamp) }
	text := func(s string) incident.Writer { st := stamp; st.Text = s; return b.as(st) }
	read := func(written, assumption string) incident.Writer {
		st := stamp
		st.Written, st.Assumption = written, assumption
		return b.as(st)
	}
	b.ok(w().Source("review", "the company's public review, with a timeline in UTC", "the review names the day and no year: 2025"))

	b.ok(read("early in the morning", "from midnight to the first alert; \"not accessible for most customers\" is read as down").
		Impact(timeline.Scope{}, timeline.Major, timeline.Between(utc("2025-06-10 00:00"), utc("2025-06-10 06:06"))))
	b.ok(text("first system alerts").Detect(incident.Monitoring, at("2025-06-10 06:06")))
	b.ok(text("response call across teams").Mark(timeline.Mobilized, at("2025-06-10 06:42")))
	b.ok(text("a networking component had restarted in an unforeseen way").Mark(timeline.CauseFound, at("2025-06-10 09:23")))
	b.ok(read("quickly", "after the cause was found, and by the time the first region was back").
		Mark(timeline.Mitigated, timeline.Between(utc("2025-06-10 09:23"), utc("2025-06-10 09:59"))))
	b.ok(text("first region back").Restore(timeline.Scope{}.Of(timeline.Some), at("2025-06-10 09:59")))
	b.ok(text("most systems back").Restore(timeline.Scope{}.Of(timeline.Most), at("2025-06-10 11:43")))
	b.ok(text("final region back").Restore(timeline.Scope{}, at("2025-06-10 12:19")))
	b.ok(text("everything stable").Advance("close", at("2025-06-10 14:39")))
	endOfWeek := time.Date(2025, 6, 23, 0, 0, 0, 0, time.UTC).Add(-time.Microsecond)
	b.ok(read("last week", "in the calendar week after the incident, Monday to Sunday").
		Mark(timeline.ReviewPublished, timeline.Between(utc("2025-06-16 00:00"), endOfWeek)))

	dns := b.ok(w().Suspect("a DNS change rolled out just before", unknown))
	b.ok(text("the DNS change was unrelated and did no harm; following it delayed finding the cause").RuleOut(dns.ID, unknown))
	b.ok(read("early in the morning", "from midnight to the first alert").
		Cause(incident.Initiating, "a routine security update restarted a key networking component and cut parts of the infrastructure off from each other",
			timeline.Between(utc("2025-06-10 00:00"), utc("2025-06-10 06:06"))))

	b.ok(w().Statement(incident.Security, incident.No, "no breach or attack"))
	b.ok(w().Statement(incident.DataLoss, incident.No, ""))
	for _, s := range []string{
		"the service could not be reached by most customers",
		"logging in and signing up failed",
		"pages stayed empty or acted up",
		"connected tools and the API did not work",
		"support answered slowly, as its own tools were affected",
	} {
		b.ok(w().Symptom(s))
	}
	for _, a := range []incident.Action{
		{Title: "change how updates are applied", Type: "prevent", State: incident.ActionDone},
		{Title: "protect critical network settings", Type: "prevent", State: incident.ActionDone},
		{Title: "change how infrastructure changes are rolled out", Type: "prevent", State: incident.ActionOpen},
		{Title: "find the real cause of problems faster", Type: "detect", State: incident.ActionOpen},
		{Title: "update the status page more often during an incident", Type: "process", State: incident.ActionOpen},
	} {
		b.ok(w().Act(a))
	}
}
