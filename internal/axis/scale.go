package axis

import (
	"math"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A Reach is where an edge may lie. It has no bound where it is infinite. The zero
// Reach is the beginning of time, or no length.
type Reach struct{ Lo, Hi float64 }

// At is exactly there.
func At(x float64) Reach { return Reach{x, x} }

// Between is anywhere from lo to hi.
func Between(lo, hi float64) Reach { return Reach{lo, hi} }

// ReachOf is where an instant may lie.
func ReachOf(i timeline.Instant) Reach {
	r := Reach{math.Inf(-1), math.Inf(1)}
	if t, ok := i.Earliest(); ok {
		r.Lo = Seconds(t)
	}
	if t, ok := i.Latest(); ok {
		r.Hi = Seconds(t)
	}
	return r
}

// ReachOfLength is how long a stated length may be.
func ReachOfLength(l timeline.Length) Reach {
	if !l.HasLongest() {
		return Reach{l.Shortest().Seconds(), math.Inf(1)}
	}
	return Reach{l.Shortest().Seconds(), l.Longest().Seconds()}
}

// Seconds is a moment as a number of seconds.
func Seconds(t time.Time) float64 { return float64(t.Unix()) + float64(t.Nanosecond())/1e9 }

// A Scale is the stretch that a picture shows. The zero Scale has no length.
type Scale struct {
	Lo, Hi float64
	Log    bool // a logarithmic one, of lengths
}

// Lengths is a logarithmic scale of nothing so far, see [Scale.Cover].
func Lengths() Scale { return Scale{Lo: math.Inf(1), Log: true} }

// Cover widens the scale to hold a length, if it is stated. Nothing shorter than a
// second is told apart.
func (s *Scale) Cover(l timeline.Length) {
	if !l.IsStated() {
		return
	}
	s.Lo = min(s.Lo, max(1, l.Shortest().Seconds()))
	s.Hi = max(s.Hi, l.Shortest().Seconds())
	if l.HasLongest() {
		s.Hi = max(s.Hi, l.Longest().Seconds())
	}
}

// IsDrawable reports whether there is a stretch to draw on.
func (s Scale) IsDrawable() bool { return s.Hi > s.Lo }

// Place is where v is, between 0 and 1. What lies outside is at the side.
func (s Scale) Place(v float64) float64 {
	lo, hi := s.Lo, s.Hi
	if s.Log {
		lo, hi, v = math.Log(lo), math.Log(hi), math.Log(max(v, s.Lo))
	}
	f := (v - lo) / (hi - lo)
	if !(f > 0) { // not a number, too
		return 0
	}
	return min(f, 1)
}

// A Span is what a scale of time shows, in the zone of the report.
type Span struct{ From, To time.Time }

// Over is the scale of time between two instants; false if they bound no stretch of
// it.
func Over(from, to timeline.Instant, f *report.Format) (Scale, Span, bool) {
	lo, ok1 := from.Earliest()
	hi, ok2 := to.Latest()
	if !ok1 || !ok2 {
		return Scale{}, Span{}, false
	}
	zone := time.UTC
	if f != nil && f.Zone != nil {
		zone = f.Zone
	}
	s := Scale{Lo: Seconds(lo), Hi: Seconds(hi)}
	return s, Span{lo.In(zone), hi.In(zone)}, s.IsDrawable()
}
