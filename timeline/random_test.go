package timeline_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func randomInstant(r *rand.Rand) timeline.Instant {
	a := day.Add(time.Duration(r.Int64N(86400_000_000)) * time.Microsecond)
	if r.IntN(3) > 0 {
		a = a.Truncate(time.Minute)
	}
	b := a.Add(time.Duration(r.IntN(7200)) * time.Second)
	return pick(r, timeline.Instant{}, timeline.At(a), timeline.At(a), timeline.About(a, b.Sub(a)), timeline.Between(a, b),
		timeline.NotBefore(a), timeline.NotAfter(a), timeline.OnDay(2026, 3, 1+r.IntN(9), time.UTC))
}

func randomLength(r *rand.Rand) timeline.Length {
	a := time.Duration(r.IntN(9000)) * time.Second
	return pick(r, timeline.Length{}, timeline.Length{}, timeline.Lasting(a), timeline.LastingAbout(a, time.Minute), timeline.LastingBetween(a, a+time.Hour))
}

func randomScope(r *rand.Rand) timeline.Scope {
	return pick(r, timeline.Scope{}, timeline.Everywhere(), timeline.Region("eu"), timeline.Region("us"), timeline.Component("api"),
		timeline.Component("api").In("eu"), timeline.Region("eu").Of(timeline.Most), timeline.Scope{}.Of(timeline.Some))
}

var oddTexts = []string{"", "", "plain", `quotes " and \`, "line\nbreak\ttab", "\x00\x1f\x7f", "é 日本 🚒", "<b>&amp;</b>", "\u2028\u202e"}

// randomEvents is a log of n events with any fields set, valid or contradictory.
func randomEvents(t testing.TB, r *rand.Rand, n int) *timeline.Log {
	l := timeline.NewLog(incidentID)
	ids := []uuid.UUID{uuid.Nil, uuid.Nil, uuid.MustParse("00000000-0000-4000-8000-00000000dead")}
	for range n {
		e := timeline.Event{
			Kind: pick(r, timeline.KindMilestone, timeline.KindImpact, timeline.KindImpact, timeline.KindRestore, timeline.KindNotAffected,
				timeline.KindComplete, timeline.KindStatus, timeline.KindStatus, timeline.KindUpdate, timeline.KindSource, timeline.KindRetract, "custom"),
			Occurred: randomInstant(r), Text: pick(r, oddTexts...), Actor: pick(r, oddTexts...), Source: pick(r, "", "page", "chat"),
			Scope: randomScope(r), Health: timeline.Health(r.IntN(6)), Visibility: timeline.Visibility(r.IntN(3)),
		}
		if r.IntN(2) == 0 {
			e.Recorded = day.Add(time.Duration(r.IntN(86400)) * time.Second)
		}
		if r.IntN(3) == 0 {
			e.Written, e.Assumption = pick(r, oddTexts...), pick(r, oddTexts...)
		}
		if e.Kind == timeline.KindMilestone || r.IntN(12) == 0 {
			e.Milestone = pick(r, timeline.Detected, timeline.Acknowledged, timeline.CauseFound, timeline.Mitigated, timeline.ReviewPublished, timeline.Deployed, "own")
		}
		if e.Kind == timeline.KindImpact {
			e.Total = randomLength(r)
			if r.IntN(2) == 0 {
				e.Ended = randomInstant(r)
			}
		}
		if e.Kind == timeline.KindStatus || e.Kind == timeline.KindUpdate {
			e.Status = pick(r, "investigating", "identified", "monitoring", "")
			e.Phase = pick(r, timeline.PhaseTriage, timeline.PhaseActive, timeline.PhaseResolved, timeline.PhaseClosed, "strange")
			e.Resolution = pick(r, "", "", "completed", "duplicate")
			e.Previous = pick(r, ids...)
		}
		if e.Kind == timeline.KindRetract || r.IntN(9) == 0 {
			e.Target = pick(r, ids...)
		}
		if r.IntN(9) == 0 {
			e.Amends = pick(r, ids...)
		}
		if r.IntN(9) == 0 {
			e.RivalOf = pick(r, ids...)
		}
		if r.IntN(4) == 0 {
			var err error
			e, err = e.WithMember(pick(r, "x", "ünï", "zz\"q"), json.RawMessage(pick(r, `1.0e3`, `{"a":[true,null],"b":"é"}`, `"<&>"`, `null`, `-0`)))
			require.NoError(t, err)
		}
		if r.IntN(12) == 0 {
			e = redaction(t, r, pick(r, ids[2:]...))
		}
		if r.IntN(15) == 0 {
			e.ID = pick(r, ids...) // perhaps the ID of another event
		}
		ids = append(ids, add(t, l, e).ID)
	}
	return l
}

func redaction(t testing.TB, r *rand.Rand, of uuid.UUID) timeline.Event {
	e, err := timeline.Redaction(of, pick(r, "text", "actor", "x"), pick(r, "text", "written", "region"))
	require.NoError(t, err)
	e.Text, e.Actor = pick(r, oddTexts...), pick(r, "", "ana")
	return e
}
