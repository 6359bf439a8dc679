package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"fmt"
	"os"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/timeline"
)

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
	//           "text": "& so on",
	//           "type": "paragraph"
	//         }
	//       ]
	//     }
	//   ]
	// }
}

// Every report of every case is valid JSON in which nothing that should be an
// array is null.
func TestCases(t *testing.T) {
	for _, name := range cases.Names() {
		incs, err := cases.Load(name)
		require.NoError(t, err)
		for _, inc := range incs {
			now, _ := inc.Log().LastRecorded()
			doc, err := report.Postmortem(report.Options{}, inc.AsOf(now))
			require.NoError(t, err)
			var out bytes.Buffer
			require.NoError(t, json.Renderer{}.Render(&out, doc))
			var got map[string]any
			require.NoError(t, stdjson.Unmarshal(out.Bytes(), &got))
			incident := got["incidents"].([]any)[0].(map[string]any)
			for _, list := range []string{
				"detections", "statements", "figures", "impacts", "not_affected", "timeline", "updates", "symptoms", "causes",
				"hypotheses", "actions", "rivals", "sources", "findings",
			} {
				assert.IsType(t, []any{}, incident[list], list)
			}
			assert.Equal(t, inc.ID().String(), incident["id"])
		}
	}
}

// Names of places are data, and what is not UTF-8 in them has no form in JSON.
func TestPlacesAreUTF8(t *testing.T) {
	doc := &report.Report{Incidents: []report.Incident{{Impacts: []report.Impact{{Scope: timeline.Region("eu\xff\xe2\x82")}}}}}
	var out bytes.Buffer
	require.NoError(t, json.Renderer{}.Render(&out, doc))
	assert.True(t, utf8.Valid(out.Bytes()))
	assert.Contains(t, out.String(), `"region": "eu�`)
}
