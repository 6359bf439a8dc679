package definition_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

// outage is an incident that was noticed five minutes in, opened after ten, over
// after two hours and closed in the afternoon.
func outage() *timeline.View {
	at := func(hour, minute int) timeline.Instant {
		return timeline.At(time.Date(2026, 3, 4, hour, minute, 0, 0, time.UTC))
	}
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000001"))
	must := func(e timeline.Event, err error) timeline.Event {
		if err != nil {
			panic(err)
		}
		return e
	}
	must(log.Add(timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Everywhere(), Health: timeline.Major, Occurred: at(10, 0), Ended: at(12, 0)}))
	must(log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: at(10, 5)}))
	opened := must(log.Add(timeline.Event{Kind: timeline.KindStatus, Status: "open", Phase: timeline.PhaseActive, Occurred: at(10, 10)}))
	must(log.Add(timeline.Event{Kind: timeline.KindStatus, Status: "closed", Phase: timeline.PhaseClosed, Occurred: at(15, 0), Previous: opened.ID}))
	return log.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
}

func Example() {
	definitions, err := definition.Select("datadog/time_to_repair", "datadog/time_to_repair@until-2025-02", "servicenow/calendar_duration", "dora")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(definition.Compare(outage(), definitions...))
	// Output:
	// restore, time to restore 2h
	//   Datadog Time to Repair (2025-02)             1h55m                                 starts 5m later (detected 2026-03-04 10:05:00 instead of impact start 2026-03-04 10:00:00), ends with it
	//   Datadog Time to Repair (until-2025-02)       1h50m                                 starts 10m later (declared 2026-03-04 10:10:00 instead of impact start 2026-03-04 10:00:00), ends with it
	//   ServiceNow Calendar duration (2024-12)       4h50m                                 starts 10m later (declared 2026-03-04 10:10:00 instead of impact start 2026-03-04 10:00:00), ends 3h later (closed 2026-03-04 15:00:00 instead of restored 2026-03-04 12:00:00)
	//   DORA Failed deployment recovery time (2023)  none (no time recorded for deployed)  starts elsewhere (deployed instead of impact start 2026-03-04 10:00:00), how far from it is not known (deployed not recorded), ends with it
	//   DORA Time to restore service (until-2023)    2h                                    has the same clock
}

// A definition of one's own is a value like the others.
func ExampleDefinition() {
	ours := definition.Definition{
		ID: "acme/time_to_recover", Vendor: "Acme", Name: "TTR", Version: "2026-01", Meaning: definition.Restore,
		From: definition.End{Fact: timeline.Acknowledged, Else: timeline.Declared}, To: definition.End{Fact: timeline.Restored},
	}
	for _, g := range definition.Compare(outage(), ours).Groups {
		for _, row := range g.Rows {
			fmt.Println(row)
		}
	}
	// Output:
	// Acme TTR (2026-01): 1h50m, with declared for acknowledged, from declared to restored. No time is recorded for acknowledged, and Acme takes declared. Against our time to restore it starts 10m later (declared 2026-03-04T10:10:00Z instead of impact start 2026-03-04T10:00:00Z), ends with it.
}

func ExampleDefinition_Of() {
	d, _ := definition.ByID("servicenow/resolve_time")
	r := d.Of(outage())
	fmt.Println(r)
	fmt.Println(r.Imputed())
	d, _ = definition.ByID("atlassian/time_to_acknowledge")
	r = d.Of(outage())
	fmt.Println(r)
	fmt.Println(r.Missing)
	// Output:
	// 4h50m, with closed for resolved
	// [{resolved closed}]
	// none (no time recorded for acknowledged)
	// [acknowledged]
}

func ExampleResult_Versus() {
	now, _ := definition.ByID("datadog/time_to_repair")
	before, _ := definition.ByID("datadog/time_to_repair@until-2025-02")
	v := outage()
	d := before.Of(v).Versus(v, now.Of(v))
	fmt.Println(d.Start.Direction, d.Start.Figure, d.End.Direction)
	// Output:
	// later 5m same
}
