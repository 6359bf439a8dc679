package severity_test

import (
	"errors"
	"fmt"

	"github.com/allclear-go/allclear/severity"
)

// A team with three words of its own, one of them between two named levels.
func ExampleNewScale() {
	scale, err := severity.NewScale("shop",
		severity.Word{Level: severity.Minor, Name: "yellow", Doc: "Somebody noticed."},
		severity.Word{Level: severity.Major - 10, Name: "orange", Aliases: []string{"amber"}, Doc: "Orders are slow."},
		severity.Word{Level: severity.Critical, Name: "red", Doc: "No orders."},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	l, err := scale.Parse(" Amber ")
	fmt.Println(l, err)
	fmt.Println(scale.Format(l))
	// Output:
	// moderate+10 <nil>
	// orange
}

// A menu of words, worst first.
func ExampleScale_Words() {
	for w := range severity.Common().Words() {
		fmt.Printf("%-8s %v\n", w.Name, w.Aliases)
	}
	// Output:
	// critical [crit]
	// major    [high]
	// moderate [medium]
	// minor    [low]
	// trivial  [cosmetic]
}

// One incident in the words of four scales. Where a scale has no word at the
// level, it says so and does not round.
func ExampleScale_Format() {
	for _, l := range []severity.Level{severity.Critical, severity.Moderate, severity.Trivial - 10} {
		fmt.Println(
			severity.Common().Format(l), "|", severity.SEV().Format(l), "|",
			severity.Priority().Format(l), "|", severity.Statuspage().Format(l),
		)
	}
	// Output:
	// critical | SEV1 | P1 | critical
	// moderate | SEV3 | P3 | minor+20
	// trivial-10 | SEV5-10 | P5-10 | none
}

// In a team that counts upwards 3 is the worst; in SEV 3 is in the middle. The
// levels know.
func ExampleScale() {
	up, err := severity.NewScale("stars",
		severity.Word{Level: severity.Minor, Name: "1 star"},
		severity.Word{Level: severity.Moderate, Name: "2 stars"},
		severity.Word{Level: severity.Critical, Name: "3 stars"},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	down := severity.SEV()

	a, _ := up.Parse("3 stars")
	b, _ := down.Parse("SEV3")
	fmt.Println(a.Compare(b) > 0)
	fmt.Println("in SEV,", "3 stars is", down.Format(a))
	// Output:
	// true
	// in SEV, 3 stars is SEV1
}

// The word at a level carries what the team means by it.
func ExampleWord() {
	w, ok := severity.SEV().Word(severity.Trivial)
	fmt.Println(w.Name, w.Doc, ok)
	_, ok = severity.SEV().Word(severity.Trivial + 1)
	fmt.Println(ok)
	// Output:
	// SEV5 Cosmetic. true
	// false
}

// A word that a scale lacks is refused, with the words it has.
func ExampleParseError() {
	_, err := severity.SEV().Parse("urgent")
	fmt.Println(err)

	var pe *severity.ParseError
	if errors.As(err, &pe) {
		fmt.Println(pe.Allowed)
	}
	// Output:
	// severity: "urgent" is no word of scale "SEV" (allowed: SEV0, SEV1, SEV2, SEV3, SEV4, SEV5)
	// SEV0, SEV1, SEV2, SEV3, SEV4, SEV5
}

// All problems come at once.
func ExampleInvalidError() {
	_, err := severity.NewScale("",
		severity.Word{Level: severity.Major, Name: "bad"},
		severity.Word{Name: "Bad"},
	)
	fmt.Println(err)
	// Output:
	// severity: scale refused: name: the scale has no name; words[1].level: there is no level (allowed: 1 to 255); words[1].name: "Bad" is already the word at words[0].name
}

// Paths and codes are for programs: a form can mark the field, a test can
// compare the code.
func ExampleProblem() {
	_, err := severity.NewScale("shop",
		severity.Word{Level: severity.Major, Name: "red"},
		severity.Word{Level: severity.Major, Name: ""},
	)
	var se *severity.InvalidError
	if errors.As(err, &se) {
		for _, p := range se.Problems {
			fmt.Println(p.Path, p.Code)
		}
	}
	// Output:
	// words[1].level level-duplicate
	// words[1].name word-empty
}
