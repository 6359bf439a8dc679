// Package cases holds five incidents that were reported in public, as event
// logs: the facts of each report, in words of our own. They are what the
// library was built from and what its examples run on.
//
//	pipedrive    2025-06-10  one region after another came back
//	pipefy       2021-04-28  a status page with its updates and review
//	monday-2022  2022-04-11  two incidents, downtime stated and not derived
//	monday-2024  2024-04-11  two incidents, dates and totals and little else
//	pipedream    2022-09-21  two accounts that disagree about the clock
//
// Where a report leaves something open, so does the log: an approximate time
// has bounds, an unknown one stays unknown, and what was assumed to read it is
// recorded on the event.
package cases

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/allclear-go/allclear/incident"
)

//go:embed *.json
var logs embed.FS

// Names returns the names of the cases, the most telling first.
func Names() []string {
	return []string{"pipedrive", "pipefy", "monday-2022", "monday-2024", "pipedream"}
}

// Load returns the incidents of a case, in the order of the report: one, or two
// where a report covers two.
func Load(name string) ([]*incident.Incident, error) {
	if !slices.Contains(Names(), name) {
		return nil, fmt.Errorf("cases: no case %q (there are: %s)", name, strings.Join(Names(), ", "))
	}
	entries, err := logs.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var out []*incident.Incident
	for _, e := range entries {
		base := strings.TrimSuffix(e.Name(), ".json")
		if base != name && base != name+"-a" && base != name+"-b" {
			continue
		}
		data, err := logs.ReadFile(e.Name())
		if err != nil {
			return nil, err
		}
		inc, err := incident.Decode(data)
		if err != nil {
			return nil, fmt.Errorf("cases: %s: %w", e.Name(), err)
		}
		out = append(out, inc)
	}
	return out, nil
}
