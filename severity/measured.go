package severity

import (
	"strconv"
	"time"
)

// Measured is what is known of the impact of an incident. It is plain data: what
// is left out is unknown, and [Rules.Assess] takes it for nothing else. In JSON,
// what is unknown is left out too, and ranges are text.
//
//	severity.Measured{
//		Customers: severity.Between[severity.Percent](10, 30),
//		Regions:   severity.Exactly(2),
//		Duration:  severity.AtLeast(40 * time.Minute), // and it goes on
//		DataLoss:  severity.No,
//	}
type Measured struct {
	// Customers is the share of customers affected, of all there are.
	Customers Range[Percent] `json:"customers,omitzero"`

	// Regions is how many regions are affected.
	Regions Range[int] `json:"regions,omitzero"`

	// OfRegions is how many regions there are. Zero is unknown; a service that
	// runs in one place has one.
	OfRegions int `json:"of_regions,omitzero"`

	// DataLoss says whether data is lost for good.
	DataLoss Answer `json:"data_loss,omitzero"`

	// Security says whether somebody could see or change what they must not.
	Security Answer `json:"security,omitzero"`

	// Duration is how long the impact lasts. While it goes on, the time so far is
	// a lower bound: [AtLeast].
	Duration Range[time.Duration] `json:"duration,omitzero"`
}

// check returns what cannot have been measured.
func (m Measured) check() (ps problems) {
	ranged := func(path string, valid bool) {
		if !valid {
			ps.add(path, "value-invalid", "the bounds are out of range or in the wrong order")
		}
	}
	ranged("customers", m.Customers.IsValid())
	ranged("regions", m.Regions.IsValid())
	if m.OfRegions < 0 {
		ps.add("of_regions", "value-invalid", "%d is negative", m.OfRegions)
	} else if m.OfRegions > 0 && max(m.Regions.least, m.Regions.most) > m.OfRegions {
		ps.add("regions", "regions-excess", "%s are affected and there are %d", m.Regions.words(), m.OfRegions)
	}
	ps.answer("data_loss", m.DataLoss)
	ps.answer("security", m.Security)
	ranged("duration", m.Duration.IsValid())
	return ps
}

// regions returns what is known of the regions affected. There are at most as
// many as there are in all.
func (m Measured) regions() Range[int] {
	if m.OfRegions > 0 && m.Regions.kind != rangeBounded {
		return Between(m.Regions.least, m.OfRegions)
	}
	return m.Regions
}

// regionWords returns the regions affected for people: "2 of 5".
func (m Measured) regionWords() string {
	switch {
	case m.OfRegions == 0:
		return m.Regions.words()
	case !m.Regions.IsKnown():
		return unknown + ", of " + strconv.Itoa(m.OfRegions)
	}
	return m.Regions.words() + " of " + strconv.Itoa(m.OfRegions)
}

// reaches reports whether a quantity is at least want, which is above zero.
func reaches[T Quantity](r Range[T], want T) Answer {
	switch {
	case !r.IsKnown():
		return ""
	case r.least >= want:
		return Yes
	case r.kind == rangeBounded && r.most < want:
		return No
	}
	return ""
}

// everywhere reports whether all regions are affected.
func (m Measured) everywhere() Answer {
	if m.OfRegions > 0 {
		return reaches(m.regions(), m.OfRegions)
	}
	if m.Regions == Exactly(0) {
		return No // however many there are
	}
	return ""
}
