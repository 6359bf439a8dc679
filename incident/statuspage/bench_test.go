package statuspage_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/statuspage"
)

// records returns a list of records with five updates each.
func records(n int) []byte {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf(`{"id":"id%d","name":"Incident with Pull Requests","status":"resolved","created_at":"2026-03-04T14:00:00.189Z",
			"updated_at":"2026-03-04T14:40:00.245Z","monitoring_at":null,"resolved_at":"2026-03-04T14:40:00.230Z","impact":"minor","shortlink":"https://stspg.io/x",
			"started_at":"2026-03-04T14:00:00.181Z","page_id":"page","components":[]%s}`, i, updates(
			"00 investigating "+changed("Pull Requests", "operational", "partial_outage"), "10 investigating", "20 identified", "30 monitoring "+changed("Pull Requests", "partial_outage", "operational"), "40 resolved")))
	}
	return []byte(`{"incidents":[` + strings.Join(out, ",") + `]}`)
}

// plain are the structs that a program would write that keeps nothing else.
type plain struct {
	Incidents []struct {
		ID, Name, Status, Impact string
		CreatedAt                string `json:"created_at"`
		UpdatedAt                string `json:"updated_at"`
		MonitoringAt             string `json:"monitoring_at"`
		ResolvedAt               string `json:"resolved_at"`
		StartedAt                string `json:"started_at"`
		Shortlink                string `json:"shortlink"`
		PageID                   string `json:"page_id"`
		Updates                  []struct {
			ID, Status, Body string
			CreatedAt        string `json:"created_at"`
			UpdatedAt        string `json:"updated_at"`
			DisplayAt        string `json:"display_at"`
			Affected         []struct {
				Code, Name string
				Old        string `json:"old_status"`
				New        string `json:"new_status"`
			} `json:"affected_components"`
		} `json:"incident_updates"`
	} `json:"incidents"`
}

func BenchmarkDecode(b *testing.B) {
	const n = 200
	data := records(n)
	var split struct{ Incidents []json.RawMessage }
	if err := json.Unmarshal(data, &split); err != nil {
		b.Fatal(err)
	}
	report := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/incident")
	}
	b.Run("wire", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			for _, raw := range split.Incidents {
				if statuspage.ReadWire(raw) != 5 {
					b.Fatal("updates are lost")
				}
			}
		}
		report(b)
	})
	b.Run("encoding-json-plain", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			var p plain
			if err := json.Unmarshal(data, &p); err != nil {
				b.Fatal(err)
			}
		}
		report(b)
	})
	b.Run("incidents", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := statuspage.DecodeBytes(data, feed.Options{}); err != nil {
				b.Fatal(err)
			}
		}
		report(b)
	})
}
