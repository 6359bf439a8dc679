package timeline_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// An incident began on the Thursday before Easter and was over on the Tuesday
// after it: how long is that in business hours, and when was a target of eight
// such hours due?
func ExampleCalendar() {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		fmt.Println(err)
		return
	}
	office := []timeline.Shift{{From: 9 * time.Hour, To: 17 * time.Hour}}
	c, err := timeline.NewCalendar("business hours, Berlin", zone,
		timeline.Week{time.Monday: office, time.Tuesday: office, time.Wednesday: office, time.Thursday: office, time.Friday: office},
		timeline.Exception{Year: 2026, Month: time.April, Day: 3}, // Good Friday
		timeline.Exception{Year: 2026, Month: time.April, Day: 6}, // Easter Monday
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	began := time.Date(2026, time.April, 2, 15, 30, 0, 0, zone)
	over := time.Date(2026, time.April, 7, 11, 0, 0, 0, zone)

	took, _ := c.Between(began, over)
	due, _ := c.Add(began, 8*time.Hour)
	fmt.Println("by the clock:", over.Sub(began))
	fmt.Println(c.Name()+":", took)
	fmt.Println("due:", due.In(c.Zone()).Format(time.DateTime))
	// Output:
	// by the clock: 115h30m0s
	// business hours, Berlin: 3h30m0s
	// due: 2026-04-07 15:30:00
}

// The last week of the year: half a day, two holidays, and a Saturday made up
// for.
func ExampleException() {
	office := []timeline.Shift{{From: 9 * time.Hour, To: 12 * time.Hour}, {From: 13 * time.Hour, To: 17 * time.Hour}}
	morning := office[:1]
	var week timeline.Week
	for d := time.Monday; d <= time.Friday; d++ {
		week[d] = office
	}
	c, err := timeline.NewCalendar("office", time.UTC, week,
		timeline.Exception{Year: 2026, Month: time.December, Day: 19, Shifts: office},
		timeline.Exception{Year: 2026, Month: time.December, Day: 24, Shifts: morning},
		timeline.Exception{Year: 2026, Month: time.December, Day: 25},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	period := timeline.MustParseSpan("2026-12-18T14:00:00Z/2026-12-28T10:00:00Z")
	for w := range c.Windows(period).All() {
		fmt.Println(w.Start().Format("Mon _2 Jan 15:04"), "to", w.End().Format("15:04"))
	}
	// Output:
	// Fri 18 Dec 14:00 to 17:00
	// Sat 19 Dec 09:00 to 12:00
	// Sat 19 Dec 13:00 to 17:00
	// Mon 21 Dec 09:00 to 12:00
	// Mon 21 Dec 13:00 to 17:00
	// Tue 22 Dec 09:00 to 12:00
	// Tue 22 Dec 13:00 to 17:00
	// Wed 23 Dec 09:00 to 12:00
	// Wed 23 Dec 13:00 to 17:00
	// Thu 24 Dec 09:00 to 12:00
	// Mon 28 Dec 09:00 to 10:00
}
