package severity_test

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/allclear-go/allclear/severity"
)

// The program of the package comment: two scales, one ruler.
func Example() {
	ours, err := severity.SEV().Parse("SEV2")
	if err != nil {
		fmt.Println(err)
		return
	}
	theirs, err := severity.Statuspage().Parse("minor")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(ours, "against", theirs)
	if ours.Compare(theirs) > 0 {
		fmt.Println("ours is worse")
	}
	// Output:
	// major against minor
	// ours is worse
}

// A level between two names is written from the one below.
func ExampleLevel() {
	for _, l := range []severity.Level{severity.Major, severity.Major + 5, severity.Critical + 20, severity.Trivial - 10, 999} {
		fmt.Println(l, l.IsValid())
	}
	fmt.Printf("unset is %q\n", severity.Level(0))
	// Output:
	// major true
	// major+5 true
	// critical+20 true
	// trivial-10 true
	// Level(999) false
	// unset is ""
}

// Compare sorts. Turned round, it puts the worst first.
func ExampleLevel_Compare() {
	levels := []severity.Level{severity.Minor, severity.Critical, severity.Moderate}
	slices.SortFunc(levels, func(a, b severity.Level) int { return b.Compare(a) })
	fmt.Println(levels)
	// Output:
	// [critical moderate minor]
}

// In JSON a level is its text, which no team's edits to its words can change.
func ExampleLevel_MarshalText() {
	type page struct {
		Severity severity.Level `json:"severity,omitzero"`
	}
	for _, p := range []page{{severity.Major + 5}, {}, {999}} {
		b, err := json.Marshal(p)
		fmt.Println(string(b), err != nil)
	}
	// Output:
	// {"severity":"major+5"} false
	// {} false
	//  true
}

// ParseLevel is strict: one level, one spelling.
func ExampleParseLevel() {
	for _, text := range []string{"major+5", "Major", "major+20"} {
		l, err := severity.ParseLevel(text)
		fmt.Printf("%q %d %t\n", text, int(l), err == nil)
	}
	// Output:
	// "major+5" 85 true
	// "Major" 0 false
	// "major+20" 0 false
}
