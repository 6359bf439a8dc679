package main

import (
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// zones is what the zone labels in the reports of package cases mean.
func zones() (timeline.Zones, error) {
	out := timeline.Zones{}
	for label, name := range map[string]string{"EST": "America/New_York", "EDT": "America/New_York", "PT": "America/Los_Angeles"} {
		place, err := time.LoadLocation(name)
		if err != nil {
			return nil, err
		}
		out[label] = []*time.Location{place}
	}
	return out, nil
}
