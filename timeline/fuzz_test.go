package timeline_test

import (
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

func FuzzParseInstant(f *testing.F) {
	for _, s := range []string{"", "2025-06-10T06:06:00Z", "2022-09-21T10:00:00.5+02:00~PT30M", "[2025-06-10T00:00:00Z..]", "[..2025-06-10T00:00:00Z]", "2024-02-29", "[x..y]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		i, err := timeline.ParseInstant(s)
		if err != nil {
			return
		}
		j, err := timeline.ParseInstant(i.String())
		if err != nil || i != j {
			t.Fatalf("%q is %q, which is %q (%v)", s, i, j, err)
		}
		lo, ok1 := i.Earliest()
		hi, ok2 := i.Latest()
		if ok1 && ok2 && lo.After(hi) {
			t.Fatalf("%q runs from %v to %v", s, lo, hi)
		}
	})
}

func FuzzParseLength(f *testing.F) {
	for _, s := range []string{"", "PT1H2M", "PT1H~PT10M", "[PT50M..PT1H10M]", "P1W2DT3H4M5.000006S", "PT2562047H47M16.854775S"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := timeline.ParseLength(s)
		if err != nil {
			return
		}
		m, err := timeline.ParseLength(l.String())
		// An estimate that reached below zero was cut there and stays as it is.
		if err != nil || l != m {
			t.Fatalf("%q is %q, which is %q (%v)", s, l, m, err)
		}
		if l.Shortest() < 0 || l.Longest() < l.Shortest() {
			t.Fatalf("%q runs from %v to %v", s, l.Shortest(), l.Longest())
		}
	})
}

func FuzzParseSpan(f *testing.F) {
	f.Add("2025-06-10T06:06:00Z/2025-06-10T12:19:00Z")
	f.Add("2025-06-10T06:06:00Z/")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := timeline.ParseSpan(s)
		if err != nil {
			return
		}
		q, err := timeline.ParseSpan(p.String())
		if err != nil || p != q {
			t.Fatalf("%q is %q, which is %q (%v)", s, p, q, err)
		}
		if p.IsValid() && p.End().Before(p.Start()) {
			t.Fatalf("%q ends before it starts", s)
		}
	})
}

// use asks everything of a log, and holds what it answers to itself.
func use(t *testing.T, l *timeline.Log) {
	b, err := l.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var again timeline.Log
	if err := again.UnmarshalJSON(b); err != nil {
		t.Fatalf("%v of %s", err, b)
	}
	c, _ := again.MarshalJSON()
	if string(b) != string(c) {
		t.Fatalf("%s became %s", b, c)
	}
	for _, now := range []time.Time{late, clock("12:00"), {}} {
		v := again.AsOf(now)
		figures(v)
		figures(v.Preferring("page"))
		for range v.Impacts() {
			break
		}
	}
}

func FuzzLogJSON(f *testing.F) {
	golden, err := os.ReadFile("testdata/log_v1.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(golden)
	for _, e := range []string{`,"occurred":"[2026-03-04T10:00:00Z..]","total":"PT1H~PT2H"`, `,"health":"major","ended":"2026-03-04"`, `,"x":"\ud83d\ude00"`} {
		f.Add([]byte(logWith(e)))
	}
	for seed := range uint64(4) {
		b, _ := randomEvents(f, rand.New(rand.NewPCG(seed, 1)), 6).MarshalJSON()
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var l timeline.Log
		if l.UnmarshalJSON(data) == nil && l.Len() < 60 {
			use(t, &l)
		}
	})
}

// FuzzEvents turns bytes into events: six bytes each choose a kind, two times, a
// place, and whom it speaks of.
func FuzzEvents(f *testing.F) {
	f.Add([]byte("impact" + "restor" + "status"))
	f.Add([]byte{1, 10, 40, 1, 0, 0, 1, 10, 40, 1, 0, 0, 2, 41, 0, 1, 1, 2, 4, 3, 0, 0, 1, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		l := timeline.NewLog(incidentID)
		ids := []uuid.UUID{{}, uuidOf("00000000-0000-4000-8000-00000000dead")}
		for len(data) >= 6 && l.Len() < 40 {
			b := data[:6]
			data = data[6:]
			ref := ids[int(b[5])%len(ids)]
			e := timeline.Event{
				Kind: []timeline.Kind{
					timeline.KindMilestone, timeline.KindImpact, timeline.KindRestore, timeline.KindNotAffected, timeline.KindStatus,
					timeline.KindUpdate, timeline.KindRetract, timeline.KindComplete, timeline.KindSource, "odd",
				}[b[0]%10],
				Occurred: fuzzInstant(b[1], b[0]>>4), Ended: fuzzInstant(b[2], b[2]>>5), Health: timeline.Health(b[3] % 6),
				Scope:     []timeline.Scope{{}, timeline.Region("a"), timeline.Region("b"), timeline.Component("c").In("a"), timeline.Everywhere(), timeline.Scope{}.Of(timeline.Some)}[(b[3]>>4)%6],
				Milestone: []timeline.Milestone{"", timeline.Detected, timeline.CauseFound, timeline.Mitigated, "own"}[b[4]%5],
				Phase:     []timeline.Phase{timeline.PhaseTriage, timeline.PhaseActive, timeline.PhaseResolved, timeline.PhaseClosed}[(b[4]>>3)%4], Source: "page",
			}
			switch b[5] >> 5 {
			case 0, 1:
				e.Previous, e.Target = ref, ref
			case 2:
				e.Amends = ref
			case 3:
				e.RivalOf = ref
			case 4:
				e.ID = ref
			case 5:
				e.Total = timeline.LastingAbout(time.Duration(b[2])*time.Minute, time.Duration(b[1])*time.Minute)
			}
			got, err := l.Add(e)
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, got.ID)
		}
		use(t, l)
	})
}

func fuzzInstant(at, form byte) timeline.Instant {
	c := day.Add(time.Duration(at) * 5 * time.Minute)
	switch form % 7 {
	case 0, 1:
		return timeline.At(c)
	case 2:
		return timeline.About(c, time.Duration(form)*11*time.Minute)
	case 3:
		return timeline.Between(c, c.Add(time.Hour))
	case 4:
		return timeline.NotBefore(c)
	case 5:
		return timeline.NotAfter(c)
	}
	return timeline.Instant{}
}
