package severity_test

import (
	"fmt"

	"github.com/allclear-go/allclear/severity"
)

// ITIL's matrix, in the words of its priorities. An urgency that nobody has
// stated leaves the priority open; it is not taken for low.
func ExampleITIL() {
	for _, words := range [][2]string{{"High", "Medium"}, {"2 - Medium", "3 - Low"}, {"High", ""}} {
		a, err := severity.ITIL().Assess(words[0], words[1])
		if err != nil {
			fmt.Println(err)
			return
		}
		level, ok := a.Level()
		fmt.Printf("%q %t\n", severity.Priority().Format(level), ok)
	}
	// Output:
	// "P2" true
	// "P4" true
	// "" false
}

// A matrix of a team's own: what is hit against how it is hit.
func ExampleNewMatrix() {
	impact, err := severity.NewScale("what",
		severity.Word{Level: severity.Critical, Name: "checkout"},
		severity.Word{Level: severity.Minor, Name: "search"},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	urgency, err := severity.NewScale("how",
		severity.Word{Level: severity.Critical, Name: "down"},
		severity.Word{Level: severity.Minor, Name: "slow"},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := severity.NewMatrix(impact, urgency,
		[]severity.Level{severity.Critical, severity.Moderate}, // checkout: down, slow
		[]severity.Level{severity.Major, severity.Minor},       // search
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := m.Assess("search", "down")
	fmt.Println(a.Format(severity.SEV()), err)
	// Output:
	// SEV2: "impact search, urgency down" holds (impact: search; urgency: down) <nil>
}

// A matrix names every cell that is wrong.
func ExampleMatrix() {
	m := severity.ITIL()
	_, err := severity.NewMatrix(m.Impact(), m.Urgency(),
		[]severity.Level{severity.Critical, severity.Major, severity.Minor},
		[]severity.Level{severity.Major, severity.Moderate, severity.Moderate},
		[]severity.Level{severity.Moderate, severity.Minor},
	)
	fmt.Println(err)
	// Output:
	// severity: matrix refused: rows[1][2]: impact Medium, urgency Low is moderate, and impact High, urgency Low only minor; rows[2][2]: there is no level for impact Low, urgency Low
}
