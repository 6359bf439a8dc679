package incident_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// A stamp says where a fact comes from and how the time was written. What was
// assumed to read it is explained with every figure that uses it.
func ExampleStamp() {
	inc, err := incident.Declare(incident.Declaration{
		Title: "Database down", At: timeline.MustParseInstant("2022-04-12T12:50:00Z"),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	letter := incident.Stamp{
		Recorded: time.Date(2022, 4, 20, 9, 0, 0, 0, time.UTC), Source: "letter", Visibility: timeline.Public,
	}
	w := inc.As(letter)
	if _, err := w.Source("letter", "the letter to customers", "times are New York wall clock"); err != nil {
		fmt.Println(err)
	}
	letter.Written, letter.Assumption = "around 8:00 PM EST", `"around" is read as half an hour either way`
	around := timeline.About(time.Date(2022, 4, 13, 0, 0, 0, 0, time.UTC), 30*time.Minute)
	found, err := inc.As(letter).Mark(timeline.CauseFound, around)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(found.Occurred)
	fmt.Println(found.Written)
	fmt.Println(found.Source, found.Visibility, found.Recorded.Format(time.DateOnly))
	fmt.Println(timeline.TimeToRootCause().Since(timeline.Declared).Of(inc.AsOf(letter.Recorded)))
	// Output:
	// 2022-04-13T00:00:00Z~PT30M
	// around 8:00 PM EST
	// letter public 2022-04-20
	// ~11h10m
}
