package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/report"
	reportjson "github.com/allclear-go/allclear/report/json"
	reporttext "github.com/allclear-go/allclear/report/text"
)

var update = flag.Bool("update", false, "write testdata")

// output runs the program on what is piped in.
func output(t *testing.T, in string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	require.NoError(t, run(args, streams{in: strings.NewReader(in), out: &out, err: &errs, now: sampled}), errs.String())
	return out.String()
}

func TestGoldens(t *testing.T) {
	for _, from := range []string{"statuspage", "servicehealth"} {
		for _, format := range []string{"text", "json"} {
			got := output(t, "", "-from", from, "-format", format)
			file := filepath.Join("testdata", from+"."+format)
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got, "%s: run with -update, then read the difference", file)
		}
	}
}

// What the sample says, worked out by hand.
func TestSample(t *testing.T) {
	page := output(t, "")
	for _, want := range []string{
		"Checkout fails for some customers  (incidents[1], s3)",
		"impact                 1h55m (API: 1h55m, Checkout: 1h5m)",
		"declared to resolved   ≥ 2h30m",
		"planned work           1h20m",
		"declared to resolved   never shown as open",
		"as if entered afterwards [zero_length]",
	} {
		assert.Contains(t, page, want)
	}
	cloud := output(t, "", "-from", "servicehealth")
	for _, want := range []string{
		"impact                 3h15m (europe-west1: 0s–2h20m, us-central1: 50m–2h20m, us-east1: 2h25m–3h15m)",
		"declared to resolved   3h18m", "[grid]", "[never_available]", "declared to resolved   never shown as open",
	} {
		assert.Contains(t, cloud, want)
	}
	early := output(t, "", "-as-of", "2026-03-04T14:20:00Z")
	assert.Contains(t, early, "status                 investigating\n", "how bad was recorded later")
	assert.Contains(t, early, "declared to resolved   ≥ 15m")
	assert.Contains(t, early, "1 incident was not known yet at that time.")
	assert.NotContains(t, early, "Webhooks")
}

// What others make of the sample. A page tells little of what they need.
func TestDefinitions(t *testing.T) {
	page := output(t, "", "-definitions", "datadog,servicenow,firehydrant/mttm")
	for _, want := range []string{
		"as others resolve      1h55m by Datadog Time to Resolve (2025-02), Datadog Time to Resolve (until-2025-02), ServiceNow Resolve time (2024-08)",
		"; 1d19h55m by ServiceNow Calendar duration (2024-12)", "as others mitigate     no figure by 1 definition",
		"0s, with declared for detected by Datadog Time to Detect (2025-02)",
	} {
		assert.Contains(t, page, want)
	}
	assert.NotContains(t, output(t, ""), "as others")
	doc := output(t, "", "-definitions", "datadog", "-format", "json")
	assert.Contains(t, doc, `"datadog/time_to_repair"`)
	var out, errs bytes.Buffer
	assert.ErrorContains(t, run([]string{"-definitions", "nobody"}, streams{in: strings.NewReader(""), out: &out, err: &errs, now: sampled}), "pagerduty")
}

func TestInputs(t *testing.T) {
	file := filepath.Join(t.TempDir(), "export.json")
	require.NoError(t, os.WriteFile(file, sampleStatuspage, 0o666))
	assert.Equal(t, output(t, ""), output(t, string(sampleStatuspage)), "piped in")
	assert.Equal(t, output(t, ""), output(t, "ignored", file), "a file")
	var out, errs bytes.Buffer
	assert.ErrorIs(t, run(nil, streams{in: iotest.ErrReader(os.ErrClosed), out: &out, err: &errs, now: sampled}), os.ErrClosed, "no sample in its place")
	out.Reset()
	require.NoError(t, run(nil, streams{in: iotestNever{t}, out: &out, err: &errs, now: time.Now(), inTerminal: true}))
	assert.Equal(t, output(t, ""), out.String(), "nobody types an export")
	assert.Contains(t, errs.String(), "sample")
}

// iotestNever must not be read.
type iotestNever struct{ t *testing.T }

func (r iotestNever) Read([]byte) (int, error) {
	assert.Fail(r.t, "read")
	return 0, io.EOF
}

func TestJSON(t *testing.T) {
	var doc struct {
		SchemaVersion int `json:"schema_version"`
		Incidents     []struct {
			ID, Title, Path string
			SourceID        *string `json:"source_id"`
			Severity        *struct{ Word string }
			Figures         []map[string]any
			Diagnostics     []struct{ Rule, Path, Text string }
		}
		Totals struct {
			Records int
			Unread  []struct{ Path string }
			Years   []map[string]any
			Rules   map[string]int
		}
	}
	in := strings.Replace(string(sampleStatuspage), `"incidents": [`, `"incidents": [7,`, 1)
	require.NoError(t, json.Unmarshal([]byte(output(t, in, "-format", "json")), &doc))
	assert.Equal(t, 1, doc.SchemaVersion)
	require.Len(t, doc.Incidents, 4)
	assert.Equal(t, "incidents[2]", doc.Incidents[1].Path)
	assert.Equal(t, "s3", *doc.Incidents[1].SourceID)
	assert.Equal(t, "backdated", doc.Incidents[1].Diagnostics[0].Rule)
	assert.Equal(t, "major", doc.Incidents[1].Severity.Word)
	assert.NotEmpty(t, doc.Incidents[1].Figures)
	assert.Equal(t, 5, doc.Totals.Records)
	require.Len(t, doc.Totals.Unread, 1)
	assert.Equal(t, "incidents[0]", doc.Totals.Unread[0].Path)
	assert.Equal(t, map[string]int{"backdated": 2, "edited": 1, "zero_length": 1, "bad_record": 1}, doc.Totals.Rules)
	assert.Equal(t, float64(2025), doc.Totals.Years[0]["year"])
	var empty map[string]any
	require.NoError(t, json.Unmarshal([]byte(output(t, `[]`, "-format", "json")), &empty))
	assert.Empty(t, empty["incidents"])
}

// What was read is told, and then what is wrong with the document.
func TestBrokenDocument(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		var out, errs bytes.Buffer
		in := string(sampleStatuspage[:bytes.LastIndex(sampleStatuspage, []byte(`"s2a"`))])
		err := run([]string{"-format", format}, streams{in: strings.NewReader(in), out: &out, err: &errs, now: sampled})
		require.ErrorContains(t, err, "the document ends")
		assert.Contains(t, out.String(), "Checkout fails")
		assert.Equal(t, format == "json", json.Valid(out.Bytes()))
	}
}

// What is told twice counts once, what goes on is in no sum, and a document of which
// nothing can be read is no success.
func TestTotals(t *testing.T) {
	update := func(minute int, status string) string {
		return fmt.Sprintf(`{"status":%q,"created_at":"2026-01-01T10:%02d:00Z"}`, status, minute)
	}
	over := `{"id":"a","name":"n","incident_updates":[` + update(0, "investigating") + "," + update(30, "resolved") + `]}`
	open := `{"id":"b","name":"n","incident_updates":[` + update(0, "investigating") + `]}`
	got := output(t, "["+over+","+over+","+open+"]")
	assert.Contains(t, got, "the same incident as [0]; it is counted once [same_id]")
	assert.Contains(t, got, "1 record told again of an incident that came before.")
	assert.Contains(t, got, "  2026          2        0     1           0                   30m      30m       -   0")
	var out, errs bytes.Buffer
	err := run(nil, streams{in: strings.NewReader(`[{"id":"x"},7]`), out: &out, err: &errs, now: sampled})
	require.ErrorContains(t, err, "not one of 2 records is an incident")
	assert.Contains(t, out.String(), "no incident: [1]")
}

// Text from a page cannot act on the terminal.
func TestHostileText(t *testing.T) {
	in := `[{"id":"a\u001b[2J","name":"x\u001b[31m\u202e\nforged","incident_updates":[{"status":"\u0007bell","created_at":"2026-01-01T00:00:00Z"},{"status":"resolved","created_at":"2026-01-01T00:00:00Z"}]}]`
	got := output(t, in)
	assert.NotContains(t, got, "\x1b")
	assert.NotContains(t, got, "\x07")
	assert.NotContains(t, got, "\u202e")
	assert.NotContains(t, got, "\nforged")
}

func TestProgress(t *testing.T) {
	record := `{"id":"%d","name":"n","incident_updates":[{"status":"resolved","created_at":"2026-01-01T00:00:00Z"}]}`
	var in strings.Builder
	in.WriteString("[")
	for i := range 1_500 {
		if i > 0 {
			in.WriteString(",")
		}
		fmt.Fprintf(&in, record, i)
	}
	in.WriteString("]")
	for _, terminal := range []bool{true, false} {
		var out, errs bytes.Buffer
		require.NoError(t, run(nil, streams{in: strings.NewReader(in.String()), out: &out, err: &errs, now: sampled, errTerminal: terminal}))
		assert.Equal(t, terminal, strings.Contains(errs.String(), "\r1000 records"))
	}
}

func TestBadFlags(t *testing.T) {
	for _, args := range [][]string{
		{"-from", "pigeon"}, {"-format", "pdf"}, {"-as-of", "yesterday"}, {"a", "b"}, {"-nope"}, {"/no/such/file"},
	} {
		var out, errs bytes.Buffer
		assert.Error(t, run(args, streams{in: strings.NewReader(""), out: &out, err: &errs, now: sampled}), args)
		assert.Empty(t, out.String())
	}
}

// Every real incident is read, measured and written without an error.
func TestRealFiles(t *testing.T) {
	dir := os.Getenv("ALLCLEAR_DATA")
	if dir == "" {
		t.Skip("ALLCLEAR_DATA names no folder with real incidents")
	}
	for file, from := range map[string]string{"statuspage-github-2010-2023.json": "statuspage", "gcp-incidents-2021-2022.json": "servicehealth"} {
		for _, format := range []string{"text", "json"} {
			got := output(t, "", "-from", from, "-format", format, filepath.Join(dir, file))
			assert.Equal(t, format == "json", json.Valid([]byte(got)))
			assert.NotContains(t, got, "no incident")
		}
		data, err := os.ReadFile(filepath.Join(dir, file))
		require.NoError(t, err)
		for item, err := range sources[from].decode(bytes.NewReader(data), feed.Options{}) {
			require.NoError(t, err)
			for _, audience := range []report.Audience{report.Internal, report.Public} {
				r, err := report.Postmortem(report.Options{Audience: audience}, item.Incident.AsOf(sampled))
				require.NoError(t, err)
				for _, renderer := range []report.Renderer{reporttext.Renderer{}, reportjson.Renderer{}} {
					var out bytes.Buffer
					require.NoError(t, renderer.Render(&out, r))
					assert.NotZero(t, out.Len())
				}
			}
		}
	}
}
