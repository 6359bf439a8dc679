package cases_test

import (
	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

func buildPipedream(b *builder) {
	page := timeline.Component("Public APIs (REST API)")
	posted := func(s string) incident.Stamp {
		return incident.Stamp{Recorded: utc(s), Source: "status-page", Visibility: timeline.Public}
	}
	opened := posted("2022-09-21 14:14")
	opened.Assumption = firstPost
	b.declare(incident.Declaration{Title: "Pipedream: builder and event inspector", At: at("2022-09-21 14:14"), Stamp: opened})
	var resolved timeline.Event
	for _, u := range []struct{ when, status, trigger, text string }{
		{"2022-09-21 14:14", "investigating", "", "An unusual number of errors on the API behind the builder's event summaries; we are looking into it."},
		{"2022-09-21 14:25", "monitoring", "monitor", "A fix is in and we are watching."},
		{"2022-09-21 15:02", "resolved", "resolve", "Resolved."},
	} {
		w := func() incident.Writer { return b.inc.As(posted(u.when)) }
		if u.trigger != "" {
			resolved = b.ok(w().Advance(trigger(u.trigger), at(u.when)))
		}
		e := timeline.Event{Kind: timeline.KindUpdate, Status: u.status, Text: u.text, Occurred: at(u.when), Scope: page}
		b.ok(w().Record(e))
	}
	b.ok(b.inc.As(posted("2022-09-21 14:14")).Source("status-page", "the updates posted on the status page, times in UTC", ""))

	pipedreamReview(b, resolved)
}

// pipedreamReview is what the review adds to the page, and where it differs.
func pipedreamReview(b *builder, resolved timeline.Event) {
	stamp := incident.Stamp{Recorded: utc("2022-09-22 19:35"), Source: "postmortem", Visibility: timeline.Public}
	label := stamp
	label.Source = "postmortem-utc"
	w := func() incident.Writer { return b.as(stamp) }
	b.ok(w().Source("postmortem", "the review posted on the status page; its times of the response are Pacific",
		"Pacific time was UTC-7 on that day"))
	b.ok(w().Source("postmortem-utc", "the UTC times that the same review puts in brackets behind its Pacific ones, an hour apart from them", ""))
	b.ok(w().Mark(timeline.ReviewPublished, at("2022-09-22 19:35")))
	impact := stamp
	impact.Written, impact.Assumption = "approximately 10:00 AM UTC to 2:00 PM UTC", aboutAssumed+"; what users could not do is read as down"
	for _, part := range []string{"builder", "event inspector"} {
		b.ok(b.as(impact).ImpactUntil(timeline.Component(part), timeline.Major, about("2022-09-21 10:00"), about("2022-09-21 14:00")))
	}
	complete := stamp
	complete.Assumption = "the review names all that was affected; the page's component, Public APIs (REST API), stands for both"
	b.ok(b.as(complete).ScopesComplete())
	b.ok(w().NotAffected(timeline.Component("deployed workflows")))
	b.ok(w().Detect(incident.UserReport, unknown))

	ack := stamp
	ack.Written, ack.Text = "7:00 AM PT", "the team responded to users who reported the dashboard"
	acknowledged := b.ok(b.as(ack).Mark(timeline.Acknowledged, at("2022-09-21 14:00")))
	label.Written = "13:00 UTC"
	b.ok(b.as(label).Rival(acknowledged.ID, at("2022-09-21 13:00")))
	fix := stamp
	fix.Written, fix.Text = "7:18 AM PT", "the API was restarted and could reach its data store again"
	mitigated := b.ok(b.as(fix).Mark(timeline.Mitigated, at("2022-09-21 14:18")))
	label.Written = "13:18 UTC"
	b.ok(b.as(label).Rival(mitigated.ID, at("2022-09-21 13:18")))
	fix.Text = "the review calls the incident resolved at the restart"
	b.ok(b.as(fix).Rival(resolved.ID, at("2022-09-21 14:18")))

	b.ok(w().Mark(timeline.CauseFound, unknown))
	b.ok(w().Cause(incident.Initiating, "unscheduled maintenance by the vendor of the data store changed the addresses of the cluster", unknown))
	b.ok(w().Cause(incident.Contributing, "the API's client for the data store did not resolve the new addresses", unknown))
	b.ok(w().Cause(incident.Contributing, "alarms watch whether services are available; they were, so none was raised", unknown))
	b.ok(w().Note("the failing operations did reach the error tracker, which raised no alarm", unknown))
	b.ok(w().Symptom("workflows could not be edited or deployed in the builder"))
	b.ok(w().Symptom("incoming events did not appear in the inspector"))
	for _, a := range []incident.Action{
		{Title: "upgrade the client of the data store to a version that survives this", Type: "prevent", State: incident.ActionOpen},
		{Title: "look at a type of cluster that is less sensitive to changes beneath it", Type: "prevent", State: incident.ActionOpen},
		{Title: "raise alarms on frequent exceptions like those of this incident", Type: "detect", State: incident.ActionOpen},
	} {
		b.ok(w().Act(a))
	}
}
