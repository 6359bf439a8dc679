package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// office is a calendar of one shift on weekdays.
func office(t testing.TB, name string, zone *time.Location, from time.Duration, off ...timeline.Exception) *timeline.Calendar {
	t.Helper()
	shifts := []timeline.Shift{{From: from, To: 17 * time.Hour}}
	c, err := timeline.NewCalendar(name, zone, timeline.Week{time.Monday: shifts, time.Tuesday: shifts}, off...)
	require.NoError(t, err)
	return c
}

func TestDefinition(t *testing.T) {
	period := span(t, 0, 86400)
	for _, c := range []struct {
		m    timeline.Measure
		want string
	}{
		{timeline.Measure{}, ""},
		{timeline.TimeToRestore(), "time_to_restore v1 from impact_started to restored"},
		{timeline.TimeToRestore().Since(timeline.Detected).First().WithoutHold().In(timeline.Region("eu")),
			"time_to_restore v1 from detected to restored, first, without time on hold"},
		{timeline.TimeToRestore().In(timeline.Region("eu").Of(timeline.Some)), "time_to_restore v1 from impact_started to restored, some of it"},
		{timeline.TimeToDetect().In(timeline.Region("eu").Of(timeline.Some)), "time_to_detect v1 from impact_started to detected"},
		{timeline.TimeToRestore().Components(2), "time_to_restore v1 from impact_started to restored, of 2 components"},
		{timeline.Elapsed("own, from", timeline.UpdatePublished("identified")).Cumulative(), `elapsed v1 from "own, from" to update_published:identified, cumulative`},
		{timeline.Downtime().Coalesce(5 * time.Minute).Within(period),
			"downtime v1, gaps up to PT5M, within 2026-03-04T00:00:00Z/2026-03-05T00:00:00Z"},
		{timeline.Availability(timeline.StatuspageWeighting(), period),
			`availability v1, weighted "statuspage" (major 100, partial 30, degraded 0, maintenance 0), within 2026-03-04T00:00:00Z/2026-03-05T00:00:00Z`},
		{timeline.Updates(), "updates v1"},
	} {
		assert.Equal(t, c.want, c.m.Definition())
	}
	assert.Regexp(t, `^downtime v1, in the working time of "office \\"A\\"" \([0-9a-f]{32}\)$`,
		timeline.Downtime().Under(office(t, `office "A"`, time.UTC, 9*time.Hour)).Definition())
}

// A name is no proof that two calendars are the same, and a second pointer none
// that they differ.
func TestComparableCalendars(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	christmas := timeline.Exception{Year: 2026, Month: time.December, Day: 24}
	nine := 9 * time.Hour
	one := office(t, "office", berlin, nine, christmas)
	under := func(c *timeline.Calendar) timeline.Measure { return timeline.TimeToRestore().Under(c) }
	comparable := func(a, b *timeline.Calendar) bool {
		t.Helper()
		same := under(a).Comparable(under(b))
		assert.Equal(t, same, under(b).Comparable(under(a)))
		assert.Equal(t, same, under(a).Definition() == under(b).Definition())
		return same
	}
	assert.True(t, comparable(one, one))
	assert.True(t, comparable(one, office(t, "office", berlin, nine, christmas, christmas)))
	assert.False(t, comparable(one, nil))
	assert.False(t, comparable(one, office(t, "bureau", berlin, nine, christmas)), "another name")
	assert.False(t, comparable(one, office(t, "office", berlin, 8*time.Hour, christmas)), "other shifts")
	assert.False(t, comparable(one, office(t, "office", berlin, nine)), "no holiday")
	assert.False(t, comparable(one, office(t, "office", time.UTC, nine, christmas)), "other clocks")
	assert.False(t, comparable(one, office(t, "office", time.FixedZone("Europe/Berlin", 3600), nine, christmas)), "a zone by that name")
	assert.True(t, comparable(&timeline.Calendar{}, &timeline.Calendar{}))
}

// changed sets an unexported field of a measure to a value unlike any other.
func changed(t *testing.T, m timeline.Measure, field string) timeline.Measure {
	f := reflect.ValueOf(&m).Elem().FieldByName(field)
	f = reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem()
	switch f.Kind() {
	case reflect.Bool:
		f.SetBool(!f.Bool())
	case reflect.Uint8, reflect.Uint16:
		f.SetUint(f.Uint() + 1)
	case reflect.Int64:
		f.SetInt(f.Int() + 60_000_000)
	default:
		switch f.Type() {
		case reflect.TypeFor[timeline.Milestone]():
			f.SetString("another")
		case reflect.TypeFor[timeline.Span]():
			f.Set(reflect.ValueOf(span(t, 1, 2)))
		case reflect.TypeFor[timeline.Weighting]():
			f.Set(reflect.ValueOf(timeline.Weighting{Name: "another", Major: 7}))
		case reflect.TypeFor[*timeline.Calendar]():
			f.Set(reflect.ValueOf(office(t, "another", time.UTC, time.Hour)))
		case reflect.TypeFor[timeline.Scope]():
			f.Set(reflect.ValueOf(timeline.Region("another")))
		default:
			t.Fatalf("%s %s: say here how to change a field of this type", field, f.Type())
		}
	}
	return m
}

// Every field of a measure but its place is part of the definition. A field that is
// new fails here until it is.
func TestEveryFieldIsPartOfTheDefinition(t *testing.T) {
	base := timeline.Elapsed("from", "to").Regions(3)
	typ := reflect.TypeFor[timeline.Measure]()
	for field := range typ.Fields() {
		name := field.Name
		m := changed(t, base, name)
		switch name {
		case "scope":
			assert.True(t, base.Comparable(m))
			assert.Equal(t, base.Definition(), m.Definition())
		case "fromCode", "toCode": // numbers of from and to
		default:
			assert.False(t, base.Comparable(m), name)
			assert.NotEqual(t, base.Definition(), m.Definition(), name)
		}
	}
	weighting := reflect.TypeFor[timeline.Weighting]()
	for i := range weighting.NumField() {
		w := timeline.StatuspageWeighting()
		f := reflect.ValueOf(&w).Elem().Field(i)
		if f.Kind() == reflect.String {
			f.SetString("another")
		} else {
			f.SetInt(7)
		}
		a, b := timeline.Availability(timeline.StatuspageWeighting(), span(t, 0, 60)), timeline.Availability(w, span(t, 0, 60))
		assert.False(t, a.Comparable(b), weighting.Field(i).Name)
		assert.NotEqual(t, a.Definition(), b.Definition())
	}
}

// refinedBy calls every method of a measure that returns a changed one.
func refinedBy(t *testing.T, r *rand.Rand, m timeline.Measure, offices []*timeline.Calendar) timeline.Measure {
	v := reflect.ValueOf(m)
	for i := range v.NumMethod() {
		method, typ := v.Method(i), v.Type().Method(i)
		if typ.Type.NumOut() != 1 || typ.Type.Out(0) != v.Type() || r.IntN(4) > 0 {
			continue
		}
		var args []reflect.Value
		for n := 1; n < typ.Type.NumIn(); n++ {
			var arg any
			switch in := typ.Type.In(n); in {
			case reflect.TypeFor[timeline.Milestone]():
				arg = pick(r, timeline.Detected, timeline.Deployed, timeline.Restored, "own")
			case reflect.TypeFor[timeline.Scope]():
				arg = randomScope(r)
			case reflect.TypeFor[timeline.Span]():
				arg = pick(r, timeline.Span{}, span(t, 0, 60), span(t, 0, 61))
			case reflect.TypeFor[int]():
				arg = r.IntN(3)
			case reflect.TypeFor[time.Duration]():
				arg = time.Duration(r.IntN(3)) * time.Minute
			case reflect.TypeFor[*timeline.Calendar]():
				arg = pick(r, offices...)
			default:
				t.Fatalf("%s takes a %s: say here what to pass", typ.Name, in)
			}
			args = append(args, reflect.ValueOf(arg))
		}
		m = method.Call(args)[0].Interface().(timeline.Measure)
		v = reflect.ValueOf(m)
	}
	return m
}

// Two measures are comparable if and only if their definitions are equal, which the
// place never changes, and equal measures are comparable.
func TestComparableAgainstDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(347, 349))
	offices := []*timeline.Calendar{nil, nil, office(t, "a", time.UTC, time.Hour), office(t, "a", time.UTC, time.Hour), office(t, "a", time.UTC, 2*time.Hour)}
	measures := append(timeline.Standard(), timeline.FailedDeploymentRecovery(), timeline.Elapsed("own", timeline.Restored),
		timeline.Availability(timeline.DowntimeOnly(), span(t, 0, 60)), timeline.WeightedDowntime(timeline.DowntimeOnly(), span(t, 0, 60)))
	empty := timeline.NewLog(incidentID).AsOf(late)
	same := 0
	for range rounds(20_000) {
		m := pick(r, measures...)
		a, b := refinedBy(t, r, m, offices), refinedBy(t, r, m, offices)
		require.Equal(t, a.Definition() == b.Definition(), a.Comparable(b), "%s\n%s", a.Definition(), b.Definition())
		require.True(t, a.Comparable(a.In(timeline.Region("elsewhere").Of(a.Scope().Part()))), a.Definition())
		f := timeline.Sum(a.Of(empty))
		require.Equal(t, a.Comparable(b), f.MeasuredAs(&b))
		if a == b {
			require.True(t, a.Comparable(b))
		}
		if a.Comparable(b) {
			same++
		}
	}
	require.Greater(t, same, rounds(20_000)/50)
}

// Whole and part of a place are not one statistic.
func ExampleMeasure_Definition() {
	ttr := timeline.TimeToRestore().Since(timeline.Detected)
	eu, us := timeline.Region("eu"), timeline.Region("us")
	fmt.Println(ttr.In(eu).Definition())
	fmt.Println(ttr.In(eu).Comparable(ttr.In(us)), ttr.In(eu).Comparable(timeline.TimeToRestore().In(eu)))
	fmt.Println(ttr.In(eu.Of(timeline.Some)).Definition())
	// Output:
	// time_to_restore v1 from detected to restored
	// true false
	// time_to_restore v1 from detected to restored, some of it
}

func BenchmarkComparable(b *testing.B) {
	period, err := timeline.Month(2026, time.March, time.UTC)
	require.NoError(b, err)
	for _, m := range []timeline.Measure{timeline.TimeToRestore(), timeline.Availability(timeline.StatuspageWeighting(), period)} {
		f := m.In(timeline.Region("eu-west-1")).Of(incidentOf10(b))
		us := f.Measure().In(timeline.Region("us-east-1"))
		ok := true
		b.Run(m.ID()+"/pointers", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ok = ok && f.MeasuredAs(&us)
			}
		})
		b.Run(m.ID()+"/values", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ok = ok && f.Measure().Comparable(us)
			}
		})
		require.True(b, ok)
	}
}
