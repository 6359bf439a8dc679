package report_test

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

var renderers = map[string]report.Renderer{"text": text.Renderer{}, "json": json.Renderer{}}

func clock(h, m int) time.Time { return time.Date(2026, 3, 4, h, m, 0, 0, time.UTC) }

func at(h, m int) timeline.Instant { return timeline.At(clock(h, m)) }

func render(t *testing.T, r report.Renderer, doc *report.Report) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, r.Render(&out, doc))
	return out.String()
}

// caseViews returns the views of every case, by name.
func caseViews(t *testing.T) map[string][]*timeline.View {
	t.Helper()
	out := map[string][]*timeline.View{}
	for _, name := range cases.Names() {
		incs, err := cases.Load(name)
		require.NoError(t, err)
		for _, inc := range incs {
			now, _ := inc.Log().LastRecorded()
			out[name] = append(out[name], inc.AsOf(now))
		}
	}
	return out
}

// full records a fact of every kind under a stamp, all words set to word.
func full(t *testing.T, stamp incident.Stamp, word string) *incident.Incident {
	t.Helper()
	stamp.Actor, stamp.Source, stamp.Written, stamp.Assumption, stamp.Text = word, word, word, word, word
	inc, err := incident.Declare(incident.Declaration{Title: word, At: at(10, 0), Stamp: stamp})
	require.NoError(t, err)
	w := inc.As(stamp)
	var first timeline.Event
	ok := func(e timeline.Event, err error) timeline.Event {
		require.NoError(t, err)
		if first.Kind == "" {
			first = e
		}
		return e
	}
	ack := ok(w.Mark(timeline.Acknowledged, at(10, 5)))
	ok(w.Source(word, word, word))
	ok(w.Impact(timeline.Component(word).In(word), timeline.Major, at(9, 50)))
	ok(w.ImpactTotal(timeline.Region(word), timeline.Partial, timeline.Lasting(time.Minute), at(9, 0), at(9, 30)))
	ok(w.Restore(timeline.Component(word).In(word), at(11, 0)))
	ok(w.NotAffected(timeline.Region(word + "2")))
	ok(w.Detect(incident.Detector(word), at(9, 55)))
	for _, m := range []timeline.Milestone{timeline.Mobilized, timeline.CauseFound, timeline.CauseConfirmed, timeline.Mitigated, timeline.ReviewPublished, timeline.Milestone(word)} {
		ok(w.Mark(m, at(10, 30)))
	}
	scale, err := severity.NewScale("words", severity.Word{Level: severity.Major, Name: "word"})
	require.NoError(t, err)
	ok(w.AssessIn(scale, "word", at(10, 1)))
	ok(w.Record(timeline.Event{Kind: timeline.KindUpdate, Status: word, Text: word, Occurred: at(10, 20)}))
	ok(w.Record(timeline.Event{Kind: timeline.KindUpdate, Status: word, Text: word, Occurred: at(10, 40)}))
	ok(w.Symptom(word))
	ok(w.Note(word, at(10, 2)))
	ok(w.Cause(incident.CauseRole(word), word, at(9, 0)))
	h := ok(w.Suspect(word, at(10, 3)))
	ok(w.RuleOut(h.ID, at(10, 4)))
	ok(w.Act(incident.Action{Title: word, Type: word, Owner: word, State: incident.ActionState(word), DueWritten: word, Due: at(12, 0)}))
	ok(w.Statement(incident.Subject(word), incident.Answer(word), word))
	ok(w.Rival(ack.ID, at(10, 6)))
	ok(w.Record(timeline.Event{Kind: timeline.Kind(word), Text: word, Occurred: at(10, 7)}))
	r := ok(w.Assign(incident.Role(word), word, at(10, 8)))
	ok(w.Relieve(r.ID, at(10, 50)))
	ok(w.Assign(incident.Commander, word, at(10, 8)))
	ok(w.Relate(incident.Change{Type: incident.ChangeType(word), ID: word, URL: word, Text: word, Link: incident.HypothesisState(word), At: at(9, 40)}))
	ok(w.Refer(incident.Reference{System: word, ID: word, URL: word, Title: word}))
	ok(w.Affect(word, timeline.Major))
	ok(w.Link(incident.Relation(word), uuid.Max))
	ok(w.Classify(incident.Mode(word)))
	ok(w.Advance("resolve", at(11, 5)))
	return inc
}

// strings calls f with every string that can be reached from v.
func eachString(v reflect.Value, f func(string)) {
	switch v.Kind() {
	case reflect.String:
		f(v.String())
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			eachString(v.Elem(), f)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			eachString(v.Index(i), f)
		}
	case reflect.Map:
		for i := v.MapRange(); i.Next(); {
			eachString(i.Key(), f)
			eachString(i.Value(), f)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() || v.Type() == reflect.TypeFor[time.Location]() {
			return
		}
		for _, field := range v.Fields() {
			eachString(field, f)
		}
	}
}
