package main

import (
	"errors"
	"io"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/statuspage"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// data is incidents, as of one moment, and how they are to be measured.
type data struct {
	source string
	asOf   time.Time
	views  []*timeline.View
	aside  aside
	// undated are incidents of which nobody recorded when they began: they are of no
	// month, and could have spent any budget.
	undated []*timeline.View
	// afterwards are incidents that were entered when they were over. They happened,
	// and how long they were open on the page says nothing.
	afterwards []*timeline.View

	scale   severity.Scale
	measure timeline.Measure   // what gets better or worse
	beside  timeline.Measure   // what the table shows next to it
	called  string             // the measure, for people
	picked  timeline.Milestone // by which an incident belongs to a month
	places  string             // regions or components
	// byPlace adds an incident's figures to groups of its places.
	byPlace func(*cohort.Groups[cell], *timeline.View, func(timeline.Scope) cell) bool
	// caused says that the data tells which deployments caused incidents, and where
	// service was how bad.
	caused bool
}

// aside counts what is in no figure.
type aside struct {
	Undated     int `json:"undated"`       // nobody recorded when it began
	NotYet      int `json:"not_yet_known"` // as of the moment asked for
	Maintenance int `json:"maintenance"`
	Repeated    int `json:"repeated"`
	Unread      int `json:"unread"`
}

// generated is incidents of our own making, with everything recorded that a good
// tool records.
func generated(s settings) (data, error) {
	d := data{
		source: "generated incidents, scenario " + s.scenario, asOf: s.asOf, scale: severity.SEV(),
		measure: timeline.TimeToRestore(), beside: timeline.TimeToDetect(),
		called: timeline.TimeToRestore().Words(), picked: timeline.ImpactStarted,
		places: "region", byPlace: (*cohort.Groups[cell]).AddRegions, caused: true,
	}
	if d.asOf.IsZero() {
		d.asOf = generatedUntil
	}
	incidents, err := generate(s.seed, s.scenario)
	if err != nil {
		return d, err
	}
	for _, inc := range incidents {
		d.add(inc.AsOf(d.asOf))
	}
	return d, nil
}

// add takes a view in, unless it says nothing yet.
func (d *data) add(v *timeline.View) {
	_, known := v.Status()
	switch {
	case !known:
		d.aside.NotYet++
	case !v.When(d.picked).IsKnown():
		d.aside.Undated++
		d.undated = append(d.undated, v)
	default:
		d.views = append(d.views, v)
	}
}

// ofPage is the incidents of an export of a status page. A page tells when an
// incident was shown, and of some how components were.
func ofPage(r io.Reader, asOf time.Time) (data, error) {
	d := data{
		source: "export of a status page", asOf: asOf, scale: severity.Statuspage(),
		measure: timeline.Elapsed(timeline.Declared, timeline.Resolved), beside: timeline.ImpactTime(),
		called: "time from declared to resolved", picked: timeline.Declared,
		places: "component", byPlace: (*cohort.Groups[cell]).AddComponents,
	}
	var incidents []*incident.Incident
	seen := map[uuid.UUID]bool{}
	for item, err := range statuspage.Decode(r, feed.Options{}) {
		switch inc := item.Incident; {
		case err != nil:
			return d, err
		case inc == nil:
			d.aside.Unread++
		case seen[inc.ID()]:
			d.aside.Repeated++
		default:
			seen[inc.ID()] = true
			incidents = append(incidents, inc)
		}
	}
	if len(incidents) == 0 {
		return d, errors.New("no incident in the export")
	}
	if d.asOf.IsZero() {
		d.asOf = lastRecorded(incidents)
	}
	for _, inc := range incidents {
		switch v := inc.AsOf(d.asOf); {
		case isMaintenance(v):
			d.aside.Maintenance++
		case isAfterwards(v):
			d.afterwards = append(d.afterwards, v)
		default:
			d.add(v)
		}
	}
	return d, nil
}

// lastRecorded is when the data ends: what happened later nobody knows from it.
func lastRecorded(incidents []*incident.Incident) (last time.Time) {
	for _, inc := range incidents {
		if at, ok := inc.Log().LastRecorded(); ok && at.After(last) {
			last = at
		}
	}
	return last
}

// isMaintenance reports whether a view is of work that was planned.
func isMaintenance(v *timeline.View) bool {
	for st := range v.Statuses() {
		if st.Phase == timeline.PhasePlanned {
			return true
		}
	}
	return false
}

// reasonAfterwards is why an incident is not measured that was entered when it was over.
const reasonAfterwards timeline.ReasonCode = "entered_afterwards"

// isAfterwards reports whether the page first showed an incident when it was
// over: how long it was open there says nothing.
func isAfterwards(v *timeline.View) bool {
	for st := range v.Statuses() {
		return isOver(st)
	}
	return false
}

func isOver(st timeline.Status) bool {
	return st.Phase == timeline.PhaseResolved || st.Phase == timeline.PhaseClosed
}
