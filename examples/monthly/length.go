package main

import (
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// grain is what a duration is rounded to for people: about two digits.
func grain(d time.Duration) time.Duration {
	switch day := 24 * time.Hour; {
	case d < time.Minute:
		return time.Second
	case d < time.Hour:
		return time.Minute
	case d < 10*time.Hour:
		return 5 * time.Minute
	case d < 4*day:
		return time.Hour
	default:
		return day
	}
}

// rounded is a duration for people: 3h10m, and not 3h11m42s.
func rounded(d time.Duration) time.Duration { return d.Round(grain(d)) }

// down is at most d, and up at least, so that bounds stay true.
func down(d time.Duration) time.Duration { return d.Truncate(grain(d)) }

func up(d time.Duration) time.Duration {
	if least := down(d); least < d {
		return least + grain(d)
	}
	return d
}

// people writes a length rounded, and a dash for none.
func people(l timeline.Length) string {
	switch {
	case !l.IsStated():
		return "-"
	case !l.HasLongest() && down(l.Shortest()) == 0:
		return "unknown" // "at least nothing" says nothing
	case !l.HasLongest():
		return timeline.FormatLength(timeline.LastingAtLeast(down(l.Shortest())))
	case l.Shortest() == l.Longest():
		return timeline.FormatDuration(rounded(l.Shortest()))
	case rounded(l.Shortest()) == rounded(l.Longest()):
		return "~" + timeline.FormatDuration(rounded(l.Shortest()))
	}
	return timeline.FormatLength(timeline.LastingBetween(down(l.Shortest()), up(l.Longest())))
}
