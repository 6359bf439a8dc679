package cases_test

import (
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

func buildPipefy(b *builder) {
	posted := func(s string) incident.Stamp {
		return incident.Stamp{Recorded: utc(s), Source: "status-page", Visibility: timeline.Public}
	}
	opened := posted("2021-04-28 16:04")
	opened.Assumption = firstPost
	b.declare(incident.Declaration{Title: "Pipefy does not send e-mail", At: at("2021-04-28 16:04"), Stamp: opened})
	for _, u := range []struct{ when, status, trigger, text string }{
		{"2021-04-28 16:04", "investigating", "", "We are looking into it."},
		{"2021-04-28 16:11", "identified", "identify", "The cause is known and a fix is being made."},
		{"2021-04-28 16:19", "monitoring", "monitor", "The fix is in and mail goes out; some may arrive late. Nothing was lost."},
		{"2021-04-28 16:34", "resolved", "resolve", "E-mail features are stable."},
	} {
		w := func() incident.Writer { return b.inc.As(posted(u.when)) }
		if u.trigger != "" {
			b.ok(w().Advance(trigger(u.trigger), at(u.when)))
		}
		b.ok(w().Publish(u.status, u.text, at(u.when)))
	}

	stamp := incident.Stamp{Recorded: utc("2021-05-10 17:41"), Source: "postmortem", Visibility: timeline.Public}
	w := func() incident.Writer { return b.as(stamp) }
	b.ok(w().Source("postmortem", "the review posted on the status page, times in UTC", ""))
	b.ok(b.inc.As(posted("2021-04-28 16:04")).Source("status-page", "the updates posted on the status page, times in UTC", ""))
	b.ok(w().Mark(timeline.ReviewPublished, at("2021-05-10 17:41")))
	var window timeline.Event
	for _, part := range []string{"Apps (Email messaging)", "Apps (Email template)"} {
		window = b.ok(w().ImpactUntil(timeline.Component(part), timeline.Partial, at("2021-04-28 15:58"), at("2021-04-28 16:34")))
	}
	complete := stamp
	complete.Assumption = "the components that the page lists as affected are all that were"
	b.ok(b.as(complete).ScopesComplete())
	narrative := timeline.Event{
		Kind: timeline.KindImpact, Scope: window.Scope, Health: timeline.Partial, RivalOf: window.ID, Source: "postmortem-narrative",
		Total: timeline.LastingAbout(time.Hour, 30*time.Minute), Written: "for about an hour", Assumption: aboutAssumed,
		Text: "users whose DNS caches lived longer had trouble for longer",
	}
	b.ok(w().Record(narrative))
	b.ok(w().Source("postmortem-narrative", "the running text of the review, where it differs from the window it states", ""))

	b.ok(w().Detect(incident.Monitoring, unknown))
	b.ok(w().Detect(incident.UserReport, unknown))
	word := stamp
	word.Written, word.Text = "Major", "several users met a partial outage"
	b.ok(b.as(word).AssessIn(severity.Statuspage(), "major", unknown))
	b.ok(w().Cause(incident.Initiating, "a planned migration with the e-mail vendor, in stages; this is when it began", timeline.OnDay(2021, time.April, 18, time.UTC)))
	b.ok(b.as(rooted(stamp)).Cause(incident.Contributing, "an operational error in the procedure agreed with the vendor, after messages were misread", unknown))
	b.ok(w().Cause(incident.Contributing, "DNS records stayed cached for differing times, so recovery was uneven", unknown))
	b.ok(w().Statement(incident.DataLoss, incident.No, "some mail was late, none was lost"))
	b.ok(w().Symptom("mail was not sent"))
	due := stamp
	due.Assumption = "the due date is read as June 21, 2021; it may mean June 2021"
	b.ok(b.as(due).Act(incident.Action{
		Title: "improve the monitoring of e-mail errors, so that trouble shows at once", Type: "detect",
		State: incident.ActionOpen, Due: timeline.OnDay(2021, time.June, 21, time.UTC), DueWritten: "06/21",
	}))
}

// rooted notes what the review itself calls the root cause.
func rooted(s incident.Stamp) incident.Stamp {
	s.Written, s.Assumption = "root cause", "what the review calls the root cause let the migration do harm; the migration set it off"
	return s
}
