package severity

import (
	"fmt"
	"time"
)

// A Rule says how bad an incident is at least, if all its conditions hold. A
// condition that is left out is not asked.
//
//	severity.Rule{Name: "half the customers", Level: severity.Critical, Customers: 50, Duration: 10 * time.Minute}
type Rule struct {
	// Name says which rule it is, in an assessment: "half the customers". No two
	// rules of a set share it.
	Name string

	// Level is how bad an incident is for which the rule holds.
	Level Level

	// Doc says why the rule is there. It may be empty.
	Doc string

	Customers  Percent       // at least this share of the customers is affected
	Regions    int           // at least this many regions are
	AllRegions bool          // all regions are
	DataLoss   bool          // data is lost for good
	Security   bool          // somebody could see or change what they must not
	Duration   time.Duration // it lasts at least this long

	// Always says that the rule holds for every incident, and has no condition:
	// it is the mildest that this team gives. Without such a rule an incident for
	// which no rule holds has no level.
	Always bool
}

// conditional reports whether the rule has a condition.
func (r Rule) conditional() bool {
	return r.Customers != 0 || r.Regions != 0 || r.AllRegions || r.DataLoss || r.Security || r.Duration != 0
}

// check reports what is wrong with the rule by itself.
func (r Rule) check(ps *problems, path string) {
	ps.name(path+".name", "rule", r.Name)
	ps.level(path+".level", r.Level)
	if !r.Customers.IsValid() {
		ps.add(path+".customers", "value-invalid", "%v is out of range (allowed: %s)", r.Customers, percentTexts)
	}
	if r.Regions < 0 {
		ps.add(path+".regions", "value-invalid", "%d is negative", r.Regions)
	}
	if r.Duration < 0 {
		ps.add(path+".duration", "value-invalid", "%v is negative", r.Duration)
	}
	switch conditional := r.conditional(); {
	case r.Always && conditional:
		ps.add(path+".always", "condition-needless", "the rule holds always and has a condition")
	case !r.Always && !conditional:
		ps.add(path, "condition-missing", "the rule has no condition (say that it holds always if it does)")
	}
}

// implies reports whether s holds whenever r does.
func (r Rule) implies(s Rule) bool {
	regions := r.Regions
	if r.AllRegions {
		regions = max(regions, 1) // however many there are
	}
	return r.Customers >= s.Customers &&
		regions >= s.Regions &&
		(r.AllRegions || !s.AllRegions) &&
		(r.DataLoss || !s.DataLoss) &&
		(r.Security || !s.Security) &&
		r.Duration >= s.Duration
}

// weigh holds the rule against what was measured.
//
// Note: each condition is met or not by one figure alone, and more of it never
// turns a condition off. So a rule that is open does hold for some of what the
// figures may be and does not for the rest, and the worst of what all the rules
// may say comes about together. Bounds over conditions such as "at most" would
// not be tight, and are left out for that too.
func (r Rule) weigh(m Measured) Reason {
	reason := Reason{Rule: r.Name, Level: r.Level, Holds: Yes}
	ask := func(asked bool, what, want, have string, holds Answer) {
		if !asked {
			return
		}
		reason.Checks = append(reason.Checks, Check{What: what, Want: want, Have: have, Holds: holds})
		if holds == No || holds == "" && reason.Holds == Yes {
			reason.Holds = holds
		}
	}
	ask(r.Customers > 0, "customers", "at least "+format(r.Customers), m.Customers.words(), reaches(m.Customers, r.Customers))
	ask(r.Regions > 0, "regions", fmt.Sprintf("at least %d", r.Regions), m.regionWords(), reaches(m.regions(), r.Regions))
	ask(r.AllRegions, "regions", "all", m.regionWords(), m.everywhere())
	ask(r.DataLoss, "data loss", "yes", m.DataLoss.words(), m.DataLoss)
	ask(r.Security, "security", "yes", m.Security.words(), m.Security)
	ask(r.Duration > 0, "duration", "at least "+format(r.Duration), m.Duration.words(), reaches(m.Duration, r.Duration))
	return reason
}
