package timeline

// A Weighting says how much each state of health counts as unavailable, in
// percent from 0 to 100. It has a name because availability has no meaning
// without one: status pages count a partial outage at 30, 50 or 100 percent,
// and say so nowhere near the figure. The zero Weighting counts nothing.
type Weighting struct {
	Name        string `json:"name"`
	Major       int    `json:"major"`
	Partial     int    `json:"partial"`
	Degraded    int    `json:"degraded"`
	Maintenance int    `json:"maintenance"`
}

// DowntimeOnly counts time down and nothing else.
func DowntimeOnly() Weighting { return Weighting{Name: "downtime_only", Major: 100} }

// DegradedInFull counts every impact in full, except maintenance.
func DegradedInFull() Weighting {
	return Weighting{Name: "degraded_in_full", Major: 100, Partial: 100, Degraded: 100}
}

// StatuspageWeighting counts a partial outage at 30 percent, as Atlassian
// Statuspage's uptime display is documented to, and Instatus after it.
func StatuspageWeighting() Weighting {
	return Weighting{Name: "statuspage", Major: 100, Partial: 30}
}

// OpenStatusWeighting counts a partial outage at 50 percent, as the source of
// openstatus does.
func OpenStatusWeighting() Weighting {
	return Weighting{Name: "openstatus", Major: 100, Partial: 50}
}

// PartialInFull counts a partial outage like a full one, as incident.io's
// status pages do.
func PartialInFull() Weighting {
	return Weighting{Name: "partial_in_full", Major: 100, Partial: 100}
}

// of returns the weight of a state of health, and false where the state is
// unstated and could be any.
func (w Weighting) of(h Health) (percent int64, stated bool) {
	var p int
	switch h {
	case Major:
		p = w.Major
	case Partial:
		p = w.Partial
	case Degraded:
		p = w.Degraded
	case Maintenance:
		p = w.Maintenance
	case Unstated:
		return 100, false
	}
	return int64(min(max(p, 0), 100)), true
}
