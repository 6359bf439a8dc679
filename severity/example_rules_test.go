package severity_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/allclear-go/allclear/severity"
)

// Rules over what was measured. While the incident goes on, figures are bounds,
// and the assessment says what could still make it worse.
func ExampleRules() {
	rules, err := severity.NewRules(
		severity.Rule{Name: "data loss", Level: severity.Critical, DataLoss: true},
		severity.Rule{Name: "half the customers", Level: severity.Critical, Customers: 50, Duration: 10 * time.Minute},
		severity.Rule{Name: "two regions", Level: severity.Moderate, Regions: 2},
		severity.Rule{Name: "anything else", Level: severity.Minor, Always: true},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := rules.Assess(severity.Measured{
		Customers: severity.Between[severity.Percent](20, 60),
		Regions:   severity.Exactly(2),
		OfRegions: 5,
		DataLoss:  severity.No,
		Duration:  severity.AtLeast(25 * time.Minute),
	})
	fmt.Println(a, err)

	a, err = rules.Assess(severity.Measured{DataLoss: severity.Yes})
	fmt.Println(a.Format(severity.SEV()), err)
	// Output:
	// moderate to critical: "two regions" holds (regions: 2 of 5, asked for at least 2); open: "half the customers" (customers: 20% to 60%, asked for at least 50%; duration: at least 25m, asked for at least 10m) <nil>
	// SEV1: "data loss" holds (data loss: yes) <nil>
}

// A team keeps its rules in a file. A misspelt condition is refused, with every
// other problem, and leaves no rule without it.
func ExampleRules_UnmarshalJSON() {
	var rules severity.Rules
	err := json.Unmarshal([]byte(`{"rules": [
		{"name": "half the customers", "level": "critical", "customers": "50%", "duration": "10m"},
		{"name": "anything else", "level": "minor", "always": true}
	]}`), &rules)
	for rule := range rules.All() {
		fmt.Println(rule.Level, rule.Name, rule.Customers, rule.Duration, rule.Always)
	}
	fmt.Println(err)

	err = json.Unmarshal([]byte(`{"rules": [
		{"name": "half the customers", "level": "critical", "costumers": "50%", "duration": 600}
	]}`), &rules)
	fmt.Println(err)
	// Output:
	// critical half the customers 50% 10m0s false
	// minor anything else 0% 0s true
	// <nil>
	// severity: rules refused: rules[0].costumers: there is no such member; rules[0].duration: the value is not a string
}

// Two thresholds the wrong way round: the second could never decide.
func ExampleRule() {
	_, err := severity.NewRules(
		severity.Rule{Name: "a tenth", Level: severity.Critical, Customers: 10},
		severity.Rule{Name: "a half", Level: severity.Major, Customers: 50},
	)
	fmt.Println(err)
	// Output:
	// severity: rules refused: rules[1]: "a half" can never decide: whenever it holds, "a tenth" does, at critical
}

// What is left out of the measures is unknown, not zero and not no.
func ExampleMeasured() {
	rules, err := severity.NewRules(severity.Rule{Name: "breach", Level: severity.Major, Security: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range []severity.Measured{{}, {Security: severity.No}, {Security: severity.Yes}} {
		a, err := rules.Assess(m)
		fmt.Println(a, err)
	}
	_, err = rules.Assess(severity.Measured{Regions: severity.Exactly(4), OfRegions: 3, DataLoss: "maybe"})
	fmt.Println(err)
	// Output:
	// no level to major: no rule holds; open: "breach" (security: unknown, asked for yes) <nil>
	// no level: no rule holds <nil>
	// major: "breach" holds (security: yes) <nil>
	// severity: measured refused: regions: 4 are affected and there are 3; data_loss: "maybe" is no answer (allowed: yes, no, or nothing)
}

// The reasons are data, for a page that shows what was weighed.
func ExampleAssessment() {
	rules, err := severity.NewRules(
		severity.Rule{Name: "a tenth", Level: severity.Major, Customers: 10},
		severity.Rule{Name: "everywhere", Level: severity.Critical, AllRegions: true},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := rules.Assess(severity.Measured{Customers: severity.AtLeast(severity.Percent(15)), Regions: severity.Exactly(1)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Least, "to", a.Most)
	for _, r := range a.Reasons {
		fmt.Printf("%s (%v): %q %+v\n", r.Rule, r.Level, r.Holds, r.Checks)
	}
	b, err := json.Marshal(a)
	fmt.Println(string(b), err)
	// Output:
	// major to critical
	// a tenth (major): "yes" [{What:customers Want:at least 10% Have:at least 15% Holds:yes}]
	// everywhere (critical): "" [{What:regions Want:all Have:1 Holds:}]
	// {"least":"major","most":"critical","reasons":[{"rule":"a tenth","level":"major","holds":"yes","checks":[{"what":"customers","want":"at least 10%","have":"at least 15%","holds":"yes"}]},{"rule":"everywhere","level":"critical","checks":[{"what":"regions","want":"all","have":"1"}]}]} <nil>
}

// A quantity is known, bounded or unknown, and its text says which.
func ExampleRange() {
	fmt.Println(severity.Exactly(2), severity.Between[severity.Percent](10, 30), severity.AtLeast(90*time.Minute))
	fmt.Printf("unknown is %q\n", severity.Range[int]{})

	var r severity.Range[time.Duration]
	err := r.UnmarshalText([]byte("40m..2h"))
	most, ok := r.Most()
	fmt.Println(r.Least(), most, ok, err)
	// Output:
	// 2 10%..30% 1h30m..
	// unknown is ""
	// 40m0s 2h0m0s true <nil>
}

// Thirty percent is 30, and the text has the sign.
func ExamplePercent() {
	p, err := severity.ParsePercent("0.5%")
	fmt.Println(p, severity.Percent(30), err)
	_, err = severity.ParsePercent("0.3")
	fmt.Println(err)
	// Output:
	// 0.5% 30% <nil>
	// severity: "0.3" is no percentage (allowed: 0% to 100%, as in 30% or 0.5%)
}
