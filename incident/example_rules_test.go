package incident_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// Rules assess what was measured; the level goes on record with the reasons for it.
func ExampleWriter_Assess() {
	rules, err1 := severity.NewRules(
		severity.Rule{Name: "half the customers", Level: severity.Critical, Customers: 50},
		severity.Rule{Name: "a tenth of the customers for an hour", Level: severity.Major, Customers: 10, Duration: time.Hour},
		severity.Rule{Name: "anything", Level: severity.Minor, Always: true},
	)
	at := timeline.MustParseInstant
	inc, err2 := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at("2026-03-04T14:00:00Z")})
	if err := errors.Join(err1, err2); err != nil {
		fmt.Println(err)
		return
	}
	found, err := rules.Assess(severity.Measured{Customers: severity.AtLeast[severity.Percent](20), Duration: severity.Exactly(90 * time.Minute)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(found)
	if _, err := inc.As(incident.Stamp{Text: found.String()}).Assess(found.Least, at("2026-03-04T15:30:00Z")); err != nil {
		fmt.Println(err)
		return
	}
	now, _ := incident.Of(inc.AsOf(moment("2026-03-04T16:00:00Z"))).Severity()
	fmt.Println(now.Level)
	// Output:
	// major to critical: "a tenth of the customers for an hour" holds (customers: at least 20%, asked for at least 10%; duration: 1h30m, asked for at least 1h); open: "half the customers" (customers: at least 20%, asked for at least 50%)
	// major
}
