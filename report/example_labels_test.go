package report_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
)

// A report in German: a map of labels, how durations read, and the zone. What the map
// does not have stays as it is.
func ExampleLabels() {
	german := map[string]string{
		"status": "Status", "closed": "beendet", "severity": "Schwere", "not stated": "keine Angabe", "affected": "betroffen",
		"place not shown": "Ort nicht angegeben", "the service": "der Dienst", "time impacted": "Störung", "downtime": "Ausfall", "data loss": "Datenverlust", "security": "Angriff", "no": "nein", "degraded time": "Einschränkung",
		"next": "als Nächstes", "nothing recorded": "nichts verzeichnet", "as of": "Stand", "times in": "Zeiten in", "audience": "für", "public": "alle",
		"Key figures": "Kennzahlen", "the incident as a whole": "der Vorfall im Ganzen", "time to first update": "bis zur ersten Meldung",
		"time to detect": "bis zur Entdeckung", "time to mitigate": "bis zur Behebung", "time to restore": "bis zur Wiederherstellung", "time to resolve": "bis zur Lösung",
	}
	for label := range german {
		if !slices.Contains(slices.Collect(report.Labels()), label) {
			fmt.Println("not a label:", label)
		}
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		fmt.Println(err)
		return
	}
	incs, err := cases.Load("pipedrive")
	if err != nil {
		fmt.Println(err)
		return
	}
	now, _ := incs[0].Log().LastRecorded()
	doc, err := report.Executive(report.Options{
		Audience: report.Public, Zone: berlin, Language: "de",
		Label: func(label string) string {
			if s, ok := german[label]; ok {
				return s
			}
			return label
		},
		Duration: func(d time.Duration) string {
			words := strings.NewReplacer("d", " Tg. ", "h", " Std. ", "m", " Min. ", "s", " Sek.")
			return strings.TrimSpace(words.Replace(timeline.FormatDuration(d)))
		},
		Sections: report.ExecutiveSections().Only(report.SectionBrief, report.SectionKeyFigures),
	}, incs[0].AsOf(now))
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := (text.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Pipedrive not accessible
	// ========================
	//
	// Status        beendet
	// Schwere       keine Angabe
	// betroffen     der Dienst
	// Störung       6 Std. 13 Min.–12 Std. 19 Min.
	// Ausfall       6 Std. 13 Min.–12 Std. 19 Min.
	// Angriff       nein
	// Datenverlust  nein
	// als Nächstes  change how infrastructure changes are rolled out
	// Stand         2026-11-21 01:00:25
	// Zeiten in     Europe/Berlin
	// für           alle
	//
	// Kennzahlen
	// ----------
	//
	// der Vorfall im Ganzen
	//   bis zur Entdeckung         0 Sek.–6 Std. 6 Min.
	//   bis zur Behebung           3 Std. 17 Min.–9 Std. 59 Min.
	//   bis zur Wiederherstellung  6 Std. 13 Min.–12 Std. 19 Min.
	//   Störung                    6 Std. 13 Min.–12 Std. 19 Min.
}
