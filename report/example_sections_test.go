package report_test

import (
	"fmt"
	"os"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// One function replaces a section, and one adds one, in every format at once. They
// are given what the audience may see, and nothing else.
func ExampleSections() {
	at := func(h, m int) timeline.Instant { return timeline.At(time.Date(2026, 3, 4, h, m, 0, 0, time.UTC)) }
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at(14, 7)})
	if err != nil {
		fmt.Println(err)
		return
	}
	inc.Impact(timeline.Region("eu-west"), timeline.Major, at(13, 50))
	inc.Act(incident.Action{Title: "alert on failed payments", Owner: "Ann", State: incident.ActionOpen})

	impact := report.SectionSpec{ID: report.SectionImpact, Title: "Who was hit", Build: func(_ *report.Report, inc *report.Incident) []report.Block {
		return []report.Block{report.Paragraph{Text: fmt.Sprintf("Customers in %d region.", len(inc.Impacts))}}
	}}
	owners := report.SectionSpec{ID: "owners", Title: "Owners", Build: func(_ *report.Report, inc *report.Incident) []report.Block {
		var l report.List
		for _, a := range inc.Actions {
			l.Items = append(l.Items, report.Text(a.Owner))
		}
		return []report.Block{l}
	}}
	sections := report.PostmortemSections().Only(report.SectionImpact, report.SectionActions).With(impact).Before(report.SectionActions, owners)
	view := inc.AsOf(time.Date(2026, 3, 4, 15, 0, 0, 0, time.UTC))
	doc, err := report.Postmortem(report.Options{Sections: sections}, view)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := (text.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Who was hit
	// -----------
	//
	// Customers in 1 region.
	//
	// Owners
	// ------
	//
	// • Ann
	//
	// Actions
	// -------
	//
	// action                    type  state  owner  due
	// ────────────────────────  ────  ─────  ─────  ───────
	// alert on failed payments        open   Ann    no date
}

// Where an incident stands, for a channel that waits for the next update.
func ExampleLive() {
	at := func(h, m int) timeline.Instant { return timeline.At(time.Date(2026, 3, 4, h, m, 0, 0, time.UTC)) }
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at(14, 7)})
	if err != nil {
		fmt.Println(err)
		return
	}
	inc.Impact(timeline.Region("eu-west"), timeline.Major, at(13, 50))
	inc.Assign(incident.Commander, "Ann", at(14, 9))
	inc.Announce(incident.Announcement{Status: "identified", Text: "Payments fail in Europe.", At: at(14, 20), Next: at(14, 50)})

	o := report.Options{Sections: report.LiveSections().Only(report.SectionNow)}
	doc, err := report.Live(o, inc.AsOf(time.Date(2026, 3, 4, 14, 35, 0, 0, time.UTC)))
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := (text.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Checkout fails
	// ==============
	//
	// status         investigating (active)
	// severity       not stated
	// affected now   eu-west
	// time impacted  ≥ 45m so far
	// last update    2026-03-04 14:20
	// next update    2026-03-04 14:50
	// in command     Ann
	// as of          2026-03-04 14:35
	// times in       UTC
	// audience       internal
}

// A month of incidents, and whether it differs from the one before.
func ExamplePortfolio() {
	month := func(m time.Month) cohort.Rule {
		span, _ := timeline.Month(2026, m, time.UTC)
		return cohort.StartedIn(span)
	}
	var views []*timeline.View
	for i := range 12 {
		began := time.Date(2026, 8, 3+5*i, 9, 0, 0, 0, time.UTC)
		inc, err := incident.Declare(incident.Declaration{Title: fmt.Sprintf("Outage %d", i+1), At: timeline.At(began.Add(5 * time.Minute))})
		if err != nil {
			fmt.Println(err)
			return
		}
		inc.Impact(timeline.Region("eu-west"), timeline.Major, timeline.At(began))
		inc.ScopesComplete()
		inc.Restore(timeline.Region("eu-west"), timeline.At(began.Add(time.Duration(20+7*i)*time.Minute)))
		inc.Advance("resolve", timeline.At(began.Add(3*time.Hour)))
		views = append(views, inc.AsOf(time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)))
	}
	doc, err := report.Portfolio(report.Options{Title: "September 2026"}, report.Selection{
		Rule: month(time.September), Before: month(time.August), Statistics: cohort.Options{Resamples: -1},
	}, views...)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := (text.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// September 2026
	// ==============
	//
	// incidents              6
	// counted by             impact start, 2026-09-01 – 2026-09-30
	// outside of the period  6
	// measured               6
	// of these open          0
	// not measured           0
	// times in               UTC
	// audience               internal
	//
	// How long they lasted
	// --------------------
	//
	// time to restore
	// all  ├▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒█▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒◆▒▒▒▒▒┤  1h19m30s
	//      ──────────────────────────────────────────────────────────────────────┴──────────────
	//                                                                            1h30m
	//      1h2m                                                                            1h37m
	//      ├ shortest   ┤ longest   ▒ where the median lies (90 %)   █ median   ◆ 90 % quantile
	//
	// time to restore  closed  open  not measured  median    where it lies (90 %)  p90       longest
	// ───────────────  ──────  ────  ────────────  ────────  ────────────────────  ────────  ───────
	// all                   6     0             0  1h19m30s  1h2m–1h37m            1h33m30s  1h37m
	//
	// by severity
	// not stated  ├▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒█▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒◆▒▒▒▒▒┤  1h19m30s
	//             ────────────────────────────────────────────────────────────────┴─────────────
	//                                                                             1h30m
	//             1h2m                                                                     1h37m
	//             ├ shortest   ┤ longest   ▒ where the median lies (90 %)   █ median   ◆ 90 % quantile
	//
	// by severity  closed  open  not measured  median    where it lies (90 %)  p90       longest
	// ───────────  ──────  ────  ────────────  ────────  ────────────────────  ────────  ───────
	// not stated        6     0             0  1h19m30s  1h2m–1h37m            1h33m30s  1h37m
	//
	// Against the period before
	// -------------------------
	//
	// time to restore
	// before  ├▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒█▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒◆▒▒┤                               37m30s
	// now                                                               ├▒▒▒▒▒▒▒▒▒▒▒▒█▒▒▒▒▒▒▒▒◆┤  1h19m30s
	//         ┴────────────────────┴───────────────────────────────────┴────────────────────┴───
	//         20m                  30m                                 1h                  1h30m
	//         20m                                                                          1h37m
	//         ├ shortest   ┤ longest   ▒ where the median lies (90 %)   █ median   ◆ 90 % quantile
	//
	// time to restore  closed  open  not measured  median    where it lies (90 %)  p90       longest
	// ───────────────  ──────  ────  ────────────  ────────  ────────────────────  ────────  ───────
	// before                6     0             0  37m30s    20m–55m               51m30s    55m
	// now                   6     0             0  1h19m30s  1h2m–1h37m            1h33m30s  1h37m
	//
	// • longer: 2.1× (1.5 to 3.4 at 95 %), p = 0.0022, 6 before and 6 after
	// • method: exact permutation of Gehan's scores (Mann–Whitney)
	//
	// Incidents
	// ---------
	//
	// began             incident   status    severity    time to restore
	// ────────────────  ─────────  ────────  ──────────  ───────────────
	// 2026-09-02 09:00  Outage 7   resolved  not stated  1h2m
	// 2026-09-07 09:00  Outage 8   resolved  not stated  1h9m
	// 2026-09-12 09:00  Outage 9   resolved  not stated  1h16m
	// 2026-09-17 09:00  Outage 10  resolved  not stated  1h23m
	// 2026-09-22 09:00  Outage 11  resolved  not stated  1h30m
	// 2026-09-27 09:00  Outage 12  resolved  not stated  1h37m
}
