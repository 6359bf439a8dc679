package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

func benchSpans(n int, sorted bool) []timeline.Span {
	r := rand.New(rand.NewPCG(1, 1))
	out := make([]timeline.Span, n)
	for i := range out {
		from := day.Add(time.Duration(i) * 40 * time.Second)
		out[i], _ = timeline.NewSpan(from, from.Add(time.Duration(r.IntN(60))*time.Second))
	}
	if !sorted {
		r.Shuffle(n, func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	return out
}

func BenchmarkNewWindows(b *testing.B) {
	for _, n := range []int{12, 1000, 1_000_000} {
		for _, order := range []string{"sorted", "unsorted"} {
			b.Run(fmt.Sprintf("%d/%s", n, order), func(b *testing.B) {
				spans := benchSpans(n, order == "sorted")
				b.ReportAllocs()
				for b.Loop() {
					timeline.NewWindows(spans...).Total()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/window")
			})
		}
	}
}

func BenchmarkUnionLength(b *testing.B) {
	for _, n := range []int{12, 1000, 1_000_000} {
		for _, order := range []string{"sorted", "unsorted"} {
			b.Run(fmt.Sprintf("%d/%s", n, order), func(b *testing.B) {
				spans := benchSpans(n, order == "sorted")
				b.ReportAllocs()
				for b.Loop() {
					timeline.UnionLength(spans...)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/window")
			})
		}
	}
}

func BenchmarkWorstHealth(b *testing.B) {
	for _, n := range []int{12, 1000, 1_000_000} {
		for _, order := range []string{"sorted", "unsorted"} {
			b.Run(fmt.Sprintf("%d/%s", n, order), func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, 2)) // no pattern to learn
				affected := make([]timeline.Affected, n)
				for i, s := range benchSpans(n, order == "sorted") {
					affected[i] = timeline.Affected{Span: s, Health: []timeline.Health{timeline.Maintenance, timeline.Degraded, timeline.Partial, timeline.Major}[r.IntN(4)]}
				}
				b.ReportAllocs()
				for b.Loop() {
					timeline.WorstHealth(affected...)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/window")
			})
		}
	}
}

// incidentOf10 is an incident of ten events in three regions.
func incidentOf10(b testing.TB) *timeline.View {
	l := logOf(b,
		impact(timeline.Region("eu"), timeline.Major, timeline.About(clock("10:00"), 5*time.Minute), timeline.Instant{}),
		impact(timeline.Region("us"), timeline.Partial, on("10:05"), timeline.Instant{}),
		impact(timeline.Region("ap"), timeline.Degraded, on("10:10"), timeline.Instant{}),
		milestone(timeline.Detected, on("10:08")), milestone(timeline.CauseFound, on("10:40")),
		restore(timeline.Region("eu"), on("11:00")), restore(timeline.Region("us"), on("11:10")), restore(timeline.Region("ap"), on("11:20")))
	s := status(b, l, "open", timeline.PhaseActive, on("10:09"), uuid.Nil)
	status(b, l, "resolved", timeline.PhaseResolved, on("11:30"), s.ID)
	return l.AsOf(late)
}

func BenchmarkStandardMeasures(b *testing.B) {
	v := incidentOf10(b)
	measures := timeline.Standard()
	b.Run("whole", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, m := range measures {
				m.Of(v)
			}
		}
	})
	b.Run("meter", func(b *testing.B) {
		meter := timeline.NewMeter(measures...)
		b.ReportAllocs()
		for b.Loop() {
			meter.Of(v)
		}
	})
	b.Run("by region", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, m := range measures {
				for range m.ByRegion(v) {
				}
			}
		}
	})
}

func benchLog(b *testing.B, n int) *timeline.Log {
	l := timeline.NewLog(incidentID)
	for i := range n {
		e := impact(timeline.Region(fmt.Sprint("r", i%50)), timeline.Major, timeline.At(sec(i)), timeline.Instant{})
		if i%2 == 1 {
			e = restore(timeline.Region(fmt.Sprint("r", (i-1)%50)), timeline.At(sec(i)))
		}
		add(b, l, e)
	}
	return l
}

func BenchmarkLogAdd(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				benchLog(b, n)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/event")
		})
	}
}

func BenchmarkView(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		l := benchLog(b, n)
		b.Run(fmt.Sprintf("take/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l.AsOf(late)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/event")
		})
		v := l.AsOf(late)
		b.Run(fmt.Sprintf("measure/%d", n), func(b *testing.B) {
			for b.Loop() {
				for _, m := range timeline.Standard() {
					m.Of(v)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/event")
		})
	}
}
