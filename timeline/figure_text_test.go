package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/timeline"
)

// slowReason words a reason, put together of strings.
func slowReason(r timeline.Reason) string {
	about := func(i int) string {
		if i < len(r.About) {
			return timeline.Milestone(r.About[i]).Words()
		}
		return "it"
	}
	switch r.Code {
	case timeline.ReasonMissing:
		return about(0) + " not recorded"
	case timeline.ReasonNoTime:
		return about(0) + " recorded without a time"
	case timeline.ReasonUncertain:
		return "from uncertain times"
	case timeline.ReasonWitness:
		return about(0) + " not recorded, bounded by " + about(1)
	case timeline.ReasonNotYet:
		return about(0) + " not reached yet"
	case timeline.ReasonNotAffected:
		return slowRaw(r, 0) + " not affected"
	case timeline.ReasonNotNamed:
		return "no impact recorded for " + slowRaw(r, 0)
	case timeline.ReasonAlready:
		return about(0) + " before the impact came there"
	case timeline.ReasonIncomplete:
		return "further places may have been affected"
	case timeline.ReasonNoEnd:
		return "end of impact not recorded"
	case timeline.ReasonNoHealth:
		return "how bad the impact was is not recorded"
	case timeline.ReasonNotStated:
		return "not stated"
	case timeline.ReasonResolution:
		return "ended as " + about(0)
	case timeline.ReasonNegative:
		return about(1) + " before " + about(0)
	case timeline.ReasonAcrossZero:
		return about(1) + " possibly before " + about(0)
	}
	return slowRest(r)
}

// slowRaw is what a reason is about where that is a place or a number.
func slowRaw(r timeline.Reason, i int) string {
	if i < len(r.About) {
		return r.About[i]
	}
	return "it"
}

func slowRest(r timeline.Reason) string {
	switch r.Code {
	case timeline.ReasonTooLong:
		return "longer than 292 years"
	case timeline.ReasonOverlap:
		return "stated totals may overlap"
	case timeline.ReasonFewPlaces:
		return slowRaw(r, 0) + " of " + slowRaw(r, 1) + " places named"
	case timeline.ReasonTooFew:
		return "fewer than two updates"
	case timeline.ReasonPartialSum:
		return slowRaw(r, 0) + " of " + slowRaw(r, 1) + " known"
	case timeline.ReasonMixed:
		return "different measures do not add up"
	case timeline.ReasonPeriod:
		return "the period has not begun, or is empty"
	case timeline.ReasonPeriodToNow:
		return "the period is not over, measured up to now"
	case timeline.ReasonContradicted:
		return "the recorded times contradict each other"
	case timeline.ReasonNothingKnown:
		return "nothing recorded"
	case timeline.ReasonNoDeployment:
		return "no deployment recorded as the cause"
	}
	return strings.ReplaceAll(string(r.Code), "_", " ")
}

func TestReasonWords(t *testing.T) {
	codes := []timeline.ReasonCode{
		"never_heard_of",
		timeline.ReasonNone,
		timeline.ReasonMissing,
		timeline.ReasonNoTime,
		timeline.ReasonUncertain,
		timeline.ReasonWitness,
		timeline.ReasonNotYet,
		timeline.ReasonNotAffected,
		timeline.ReasonNotNamed,
		timeline.ReasonAlready,
		timeline.ReasonFewPlaces,
		timeline.ReasonIncomplete,
		timeline.ReasonNoEnd,
		timeline.ReasonNoHealth,
		timeline.ReasonNotStated,
		timeline.ReasonResolution,
		timeline.ReasonNegative,
		timeline.ReasonAcrossZero,
		timeline.ReasonTooLong,
		timeline.ReasonOverlap,
		timeline.ReasonTooFew,
		timeline.ReasonPartialSum,
		timeline.ReasonMixed,
		timeline.ReasonPeriod,
		timeline.ReasonPeriodToNow,
		timeline.ReasonContradicted,
		timeline.ReasonNothingKnown,
		timeline.ReasonNoDeployment,
	}
	assert.ElementsMatch(t, codes[2:], slices.Collect(timeline.ReasonCodes()), "all but the one that is not known, and none")
	for _, code := range codes {
		for _, about := range [][]string{nil, {"impact_started"}, {"cause_found", "update_published:first"}, {"1", "2"}} {
			r := timeline.Reason{Code: code, About: about}
			assert.Equal(t, slowReason(r), r.String())
		}
	}
}

func TestAppendDuration(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		d := time.Duration(r.Int64()>>r.IntN(63)) * time.Duration(1-2*r.IntN(2))
		assert.Equal(t, "x"+timeline.FormatDuration(d), string(timeline.AppendDuration([]byte("x"), d)))
	}
}

// A figure of a share is cut to four decimals of a percent, its upper bound
// rounded up.
func TestAppendFigure(t *testing.T) {
	month := timeline.MustParseSpan("2026-03-01T00:00:00Z/2026-04-01T00:00:00Z")
	r := rand.New(rand.NewPCG(7, 8))
	for range 500 {
		from := month.Start().Add(time.Duration(r.Int64N(int64(20 * 24 * time.Hour))))
		to := from.Add(time.Duration(r.Int64N(int64(9 * 24 * time.Hour))))
		log := timeline.NewLog([16]byte{1})
		log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: timeline.At(from), Ended: timeline.About(to, time.Duration(r.IntN(3))*time.Hour), Recorded: from})
		f := timeline.Availability(timeline.DowntimeOnly(), month).Of(log.AsOf(month.End()))
		assert.Equal(t, "x"+f.String(), string(f.AppendString([]byte("x"))))
		assert.Equal(t, "x"+f.Range(), string(f.AppendRange([]byte("x"))))
		if lo, ok := f.Min(); ok {
			cut := fmt.Sprintf("%.4f %%", float64(int64(lo*1e6+1e-7))/1e4)
			assert.True(t, strings.HasPrefix(f.Range(), cut), "%s for %v", f.Range(), lo)
		}
	}
}
