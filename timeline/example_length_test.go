package timeline_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// Reports put lengths in words. What they leave open stays open.
func ExampleReadLength() {
	for _, s := range []string{
		"1hr and 2 mins", "an hour and a half", "1,415 minutes", "over 10 hours", "less than 5 minutes", "30–45 minutes",
		"02:56", "9 months", "9h 16m (during support hours)",
	} {
		l, _, err := timeline.ReadLength(s)
		switch {
		case errors.Is(err, timeline.ErrAmbiguous):
			fmt.Println("ask the writer:", err)
		case err != nil:
			fmt.Println(err)
		default:
			fmt.Printf("%-20s %s\n", s, l)
		}
	}
	// Output:
	// 1hr and 2 mins       PT1H2M
	// an hour and a half   PT1H30M
	// 1,415 minutes        PT23H35M
	// over 10 hours        [PT10H..]
	// less than 5 minutes  [PT0S..PT5M]
	// 30–45 minutes        [PT30M..PT45M]
	// ask the writer: timeline: parsing length in words "02:56": ambiguous: "02:56" at byte 0: hours and minutes, or minutes and seconds
	// ask the writer: timeline: parsing length in words "9 months": ambiguous: "months" at byte 2: months and years have no fixed length
	// timeline: parsing length in words "9h 16m (during support hours)": syntax: "(" at byte 7: not part of a length
}

// How far off "about" may be is not in the text. Here a quarter of the length is
// taken, and that is recorded with the fact.
func ExampleLength_Widen() {
	written := "for about an hour"
	total, about, err := timeline.ReadLength(written)
	if err != nil {
		fmt.Println(err)
		return
	}
	e := timeline.Event{Kind: timeline.KindImpact, Health: timeline.Partial, Total: total, Written: written}
	if about {
		e.Total = total.Widen(total.Shortest() / 4)
		e.Assumption = "about: a quarter more or less"
	}
	fmt.Println(e.Total, "from", e.Total.Shortest(), "to", e.Total.Longest())

	ten := timeline.LastingAtLeast(10 * time.Hour)
	fmt.Println(ten, "has an upper bound:", ten.HasLongest())
	// Output:
	// PT1H~PT15M from 45m0s to 1h15m0s
	// [PT10H..] has an upper bound: false
}
