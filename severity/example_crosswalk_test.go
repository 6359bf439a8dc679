package severity_test

import (
	"fmt"

	"github.com/allclear-go/allclear/severity"
)

// A team that rates in SEV posts to a status page that has four words, and sees
// what the page will not say.
func ExampleCrosswalk() {
	c, err := severity.NewCrosswalk(severity.SEV(), severity.Statuspage())
	if err != nil {
		fmt.Println(err)
		return
	}
	for ours, theirs := range c.Words() {
		fmt.Println(ours.Name, "→", theirs.Name)
	}
	for lost := range c.Losses() {
		fmt.Println("-", lost)
	}
	// Output:
	// SEV0 → critical
	// SEV1 → critical
	// SEV2 → major
	// SEV3 → major
	// SEV4 → minor
	// SEV5 → none
	// - SEV0 becomes critical, which is milder by 20
	// - SEV3 becomes major, which is worse by 20
	// - SEV5 becomes none, which is milder by 10
	// - SEV0 and SEV1 both become critical
	// - SEV2 and SEV3 both become major
}

// One word, with what is lost of it.
func ExampleCrosswalk_Word() {
	c, err := severity.NewCrosswalk(severity.SEV(), severity.Priority())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{"sev-2", "SEV0"} {
		w, lost, err := c.Word(text)
		fmt.Println(w.Name, lost, err)
	}
	// Output:
	// P2 [] <nil>
	// P1 [SEV0 becomes P1, which is milder by 20 SEV0 and SEV1 both become P1] <nil>
}

// Every priority is a SEV of the same level, so the way there and back is exact.
// The other way it is not: two words become P1.
func ExampleCrosswalk_IsExact() {
	there, _ := severity.NewCrosswalk(severity.Priority(), severity.SEV())
	back, _ := severity.NewCrosswalk(severity.SEV(), severity.Priority())
	fmt.Println(there.IsExact(), back.IsExact())
	// Output:
	// true false
}

// A pair says what a word becomes where the team knows better than the ruler.
func ExamplePair() {
	c, err := severity.NewCrosswalk(severity.Priority(), severity.Statuspage(),
		severity.Pair{From: "P3", To: "minor"}, // by levels alone it would be major
		severity.Pair{From: "P5", To: "minor"}, // somebody is affected, if little
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for from, to := range c.Words() {
		fmt.Print(from.Name, "=", to.Name, " ")
	}
	// Output:
	// P1=critical P2=major P3=minor P4=minor P5=minor
}

// A loss is data: a program can let pass what rounds up and stop at the rest.
func ExampleLoss() {
	c, _ := severity.NewCrosswalk(severity.SEV(), severity.Statuspage())
	for l := range c.Losses() {
		if l.Kind == severity.LossMilder {
			fmt.Println(l.From, l.To, l.By)
		}
	}
	// Output:
	// [SEV0] critical 20
	// [SEV5] none 10
}

// The nearest word may stand elsewhere, which its level shows. Of two that are
// equally near it is the worse one.
func ExampleScale_Nearest() {
	for _, l := range []severity.Level{severity.Major, severity.Moderate, 255} {
		w, ok := severity.Statuspage().Nearest(l)
		fmt.Println(l, w.Name, int(w.Level-l), ok)
	}
	// Output:
	// major major 0 true
	// moderate major 20 true
	// critical+155 critical -155 true
}
