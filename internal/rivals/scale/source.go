package scale

import (
	"math"
	"math/rand/v2"
	"slices"
)

// The size of the question: how many severities and regions there are, and how
// many groups they make.
const (
	Severities = 5
	Regions    = 6
	Groups     = Severities * Regions
)

// Severity names a severity, from 0 for the worst.
func Severity(n uint8) string { return [...]string{"sev1", "sev2", "sev3", "sev4", "sev5"}[n] }

// Region names a region.
func Region(n uint8) string {
	return [...]string{"ap-northeast-1", "ap-south-1", "eu-central-1", "eu-west-1", "us-east-1", "us-west-2"}[n]
}

// A Kind says what an event of an incident tells.
type Kind uint8

// The kinds, in the order in which they happen.
const (
	Impact Kind = iota
	Detected
	Acknowledged
	Declared
	Mobilized
	Mitigated
	Restored
	Resolved
	Kinds
)

// String returns the kind's name, as databases hold it.
func (k Kind) String() string {
	return [...]string{"impact", "detected", "acknowledged", "declared", "mobilized", "mitigated", "restored", "resolved"}[k]
}

const (
	minute = 60_000_000
	day    = 24 * 60 * minute

	// Now is the moment as of which all are asked, in microseconds since 1970.
	Now int64 = 1_767_225_600_000_000 // 2026-01-01
)

// An Incident is the numbers that everything is made of.
type Incident struct {
	Number           int
	Severity, Region uint8
	At               [Kinds]int64 // when each event happened, microseconds since 1970; 0 if it has not
}

// Group is the number of the group that the incident belongs to.
func (in *Incident) Group() int { return int(in.Severity)*Regions + int(in.Region) }

// IsOpen reports whether service is not restored yet.
func (in *Incident) IsOpen() bool { return in.At[Restored] == 0 }

// A Source makes incidents. Equal seeds make equal incidents.
type Source struct{ Seed uint64 }

// Fill makes the incidents from number first on.
func (s Source) Fill(first int, into []Incident) {
	var pcg rand.PCG
	r := rand.New(&pcg)
	for i := range into {
		pcg.Seed(s.Seed, uint64(first+i)*0x9e3779b97f4a7c15)
		into[i] = incident(r, first+i)
	}
}

// incident draws one incident. Times to restore are log-normal, with a median of
// 70 minutes and a standard deviation of 1.25 of their logarithm, as published
// samples of incidents have them. One in twenty is still open, at an age that it
// reached before it would have been restored.
func incident(r *rand.Rand, number int) Incident {
	in := Incident{Number: number, Severity: uint8(r.IntN(Severities)), Region: uint8(r.IntN(Regions))}
	restore := logNormal(r, 70)
	detect := logNormal(r, 8)
	if detect >= restore {
		detect = int64(float64(restore) * r.Float64())
	}
	open := r.IntN(20) == 0
	end := restore
	if open { // what has happened so far
		end = detect + int64(float64(restore-detect)*r.Float64())
	}
	var between [Mitigated - Detected]int64
	for i := range between {
		between[i] = detect + int64(float64(end-detect)*r.Float64())
	}
	slices.Sort(between[:])

	start := Now - end
	if !open {
		start -= 2*60*minute + r.Int64N(365*day)
	}
	in.At[Impact], in.At[Detected] = start, start+detect
	for i, us := range between {
		in.At[int(Acknowledged)+i] = start + us
	}
	if !open {
		in.At[Restored] = start + restore
		in.At[Resolved] = start + restore + r.Int64N(60*minute)
	}
	return in
}

// logNormal draws microseconds with a median in minutes.
func logNormal(r *rand.Rand, median float64) int64 {
	return 1 + int64(median*minute*math.Exp(1.25*r.NormFloat64()))
}

// A Row is an event as a database holds it.
type Row struct {
	Incident         int
	Kind             Kind
	At               int64 // microseconds since 1970
	Severity, Region uint8
}

// Rows appends the events of the incident.
func (in *Incident) Rows(to []Row) []Row {
	for kind, at := range in.At {
		if at != 0 {
			to = append(to, Row{in.Number, Kind(kind), at, in.Severity, in.Region})
		}
	}
	return to
}
