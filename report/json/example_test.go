package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"fmt"
	"os"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/timeline"
)

// A program that reads reports has structs for what it needs and passes over the rest.
// What may be null is a pointer: a bound that is not there is not zero. Types of package
// timeline read what they wrote.
func Example() {
	var doc struct {
		SchemaVersion int `json:"schema_version"`
		Incidents     []struct {
			Title    string  `json:"title"`
			Severity *string `json:"severity"` // null here: nobody said
			Figures  []struct {
				Measure string              `json:"measure"`
				Scope   timeline.Scope      `json:"scope"`
				Kind    timeline.FigureKind `json:"kind"`
				Min     *float64            `json:"min"`
				Max     *float64            `json:"max"`
				Text    string              `json:"text"`
			} `json:"figures"`
			Impacts []struct {
				Scope timeline.Scope   `json:"scope"`
				Start timeline.Instant `json:"start"`
				End   timeline.Instant `json:"end"`
			} `json:"impacts"`
		} `json:"incidents"`
	}
	if err := stdjson.Unmarshal(published(), &doc); err != nil {
		fmt.Println(err)
	}
	if doc.SchemaVersion != json.SchemaVersion {
		fmt.Println("a document of another version:", doc.SchemaVersion)
	}
	for _, inc := range doc.Incidents {
		fmt.Println(inc.Title)
		if inc.Severity == nil {
			fmt.Println("severity: not stated")
		}
		for _, i := range inc.Impacts {
			fmt.Printf("%s: %s to %s\n", i.Scope, i.Start, i.End)
		}
		for _, f := range inc.Figures[:8] {
			switch {
			case f.Scope != timeline.Scope{}: // of a part
			case f.Min != nil && f.Max != nil:
				fmt.Printf("%s, %s: %g to %g seconds\n", f.Measure, f.Kind, *f.Min, *f.Max)
			default:
				fmt.Printf("%s: %s\n", f.Measure, f.Text)
			}
		}
	}
	// Output:
	// Pipedrive not accessible
	// severity: not stated
	// whole: [2025-06-10T00:00:00Z..2025-06-10T06:06:00Z] to 2025-06-10T12:19:00Z
	// time_to_detect, bounded: 0 to 21960 seconds
	// time_to_declare, bounded: 660 to 22620 seconds
	// time_to_root_cause, bounded: 11820 to 33780 seconds
	// time_to_mitigate, bounded: 11820 to 35940 seconds
	// time_to_restore, bounded: 22380 to 44340 seconds
	// time_to_resolve: unknown (resolved not recorded)
}

// published is a report as a program gets it.
func published() []byte {
	var out bytes.Buffer
	doc := must(report.Postmortem(report.Options{Audience: report.Public}, views("pipedrive")...))
	if err := (json.Renderer{}).Render(&out, doc); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func ExampleRenderer() {
	doc := &report.Report{Title: "Two <regions>", Sections: []report.Section{
		{ID: "note", Title: "Note", Level: 1, Blocks: []report.Block{report.Paragraph{Text: "& so on"}}},
	}}
	if err := (json.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "schema_version": 1,
	//   "title": "Two <regions>",
	//   "audience": "internal",
	//   "zone": "UTC",
	//   "incidents": [],
	//   "sums": [],
	//   "sections": [
	//     {
	//       "id": "note",
	//       "incident": null,
	//       "title": "Note",
	//       "level": 1,
	//       "blocks": [
	//         {
	//           "type": "paragraph",
	//           "text": "& so on"
	//         }
	//       ]
	//     }
	//   ]
	// }
}

// What a member means and which words it can hold is asked of the schema.
func ExampleSchema() {
	var schema struct {
		ID   string `json:"$id"`
		Defs map[string]struct {
			Properties map[string]struct {
				Description string    `json:"description"`
				Enum        []*string `json:"enum"`
			} `json:"properties"`
		} `json:"$defs"`
	}
	if err := stdjson.Unmarshal(json.Schema(), &schema); err != nil {
		fmt.Println(err)
	}
	fmt.Println(schema.ID)
	unit := schema.Defs["figure"].Properties["unit"]
	for _, word := range unit.Enum {
		fmt.Print(*word, " ")
	}
	fmt.Println("-", unit.Description)
	// Output:
	// https://github.com/allclear-go/allclear/report/json/schema/v1
	// seconds ratio count - What the numbers count; ratio is of one, so that 0.998 is 99.8 %.
}
