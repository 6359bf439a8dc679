package timeline_test

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// wordType is what the closed sets have in common.
type wordType interface {
	comparable
	fmt.Stringer
	encoding.TextMarshaler
	IsValid() bool
}

func testWords[T wordType](t *testing.T, parse func(string) (T, error), must func(string) T, compare func(a, b T) int, at func(int) T, n int) {
	t.Helper()
	for i := range n {
		v := at(i)
		assert.True(t, v.IsValid())
		text, err := v.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, v.String(), string(text))
		got, err := parse(string(text))
		require.NoError(t, err)
		assert.Equal(t, v, got)
		assert.Equal(t, v, must(string(text)))
		back := reflect.New(reflect.TypeOf(v))
		require.NoError(t, back.Interface().(encoding.TextUnmarshaler).UnmarshalText(text))
		assert.Equal(t, v, back.Elem().Interface())
		if i > 0 {
			assert.Equal(t, 1, compare(v, at(i-1)))
		}
	}
	bad := at(n)
	assert.False(t, bad.IsValid())
	assert.Equal(t, fmt.Sprintf("%s(%d)", reflect.TypeOf(bad).Name(), n), bad.String())
	_, err := bad.MarshalText()
	assert.ErrorIs(t, err, timeline.ErrRange)
	_, err = parse("no such word")
	var pe *timeline.ParseError
	require.ErrorAs(t, err, &pe)
	assert.ErrorIs(t, err, timeline.ErrSyntax)
	assert.Contains(t, err.Error(), `"no such word"`)
	assert.Panics(t, func() { must("no such word") })
}

func TestWords(t *testing.T) {
	testWords(t, timeline.ParseHealth, timeline.MustParseHealth, timeline.Health.Compare, func(i int) timeline.Health { return timeline.Health(i) }, 6)
	testWords(t, timeline.ParseVisibility, timeline.MustParseVisibility, timeline.Visibility.Compare, func(i int) timeline.Visibility { return timeline.Visibility(i) }, 3)
	testWords(t, timeline.ParsePart, timeline.MustParsePart, timeline.Part.Compare, func(i int) timeline.Part { return timeline.Part(i) }, 3)
	testWords(t, timeline.ParseFigureKind, timeline.MustParseFigureKind, timeline.FigureKind.Compare, func(i int) timeline.FigureKind { return timeline.FigureKind(i) }, 7)
	testWords(t, timeline.ParseUnit, timeline.MustParseUnit, timeline.Unit.Compare, func(i int) timeline.Unit { return timeline.Unit(i) }, 3)
	assert.Equal(t, "not given, given, ongoing, EndState(7)", fmt.Sprintf("%s, %s, %s, %s", timeline.EndNotGiven, timeline.EndGiven, timeline.EndOngoing, timeline.EndState(7)))
}

func TestZeroValues(t *testing.T) {
	assert.False(t, timeline.Instant{}.IsKnown())
	assert.True(t, timeline.Instant{}.IsValid())
	assert.False(t, timeline.Span{}.IsValid())
	assert.Equal(t, "", timeline.Span{}.String()+timeline.Instant{}.String()+timeline.Length{}.String()+timeline.Measure{}.ID()+timeline.Milestone("").Words())
	assert.False(t, timeline.Length{}.IsStated())
	assert.Equal(t, "whole", timeline.Scope{}.String())
	assert.Equal(t, timeline.Unknown, timeline.Figure{}.Kind())
	assert.Equal(t, "", timeline.Reason{}.String())
	assert.Equal(t, "", timeline.Event{}.Fact())
	assert.True(t, timeline.Impact{}.IsWindow())
	assert.Equal(t, timeline.EndNotGiven, timeline.Impact{}.EndState)
	assert.Equal(t, 0, timeline.Event{}.Compare(timeline.Event{}))
	assert.NotPanics(t, func() { _ = timeline.Finding{}; _ = timeline.Status{}; _ = timeline.Weighting{} })
	for _, err := range []error{&timeline.ParseError{Err: timeline.ErrSyntax}, &timeline.DecodeError{Err: timeline.ErrSyntax}, &timeline.FieldError{Err: timeline.ErrRange}} {
		assert.NotEmpty(t, err.Error())
	}

	var v timeline.View
	assert.True(t, v.IsEmpty())
	assert.NotEmpty(t, figures(&v))
	assert.True(t, v.Preferring("x").IsEmpty())
	_, ok := v.Status()
	assert.False(t, ok)
	assert.Zero(t, v.Undated())
	assert.Contains(t, timeline.Figure{}.Explain(&v), "nothing measured: unknown")

	var l timeline.Log
	assert.True(t, l.AsOf(late).IsEmpty())
	_, err := l.Add(milestone(timeline.Detected, on("10:00")))
	assert.NoError(t, err, "the zero Log takes events")
	assert.Equal(t, 1, l.Len())
	assert.NoError(t, new(timeline.Log).UnmarshalJSON([]byte(jsonOf(t, timeline.NewLog(incidentID)))))
	assert.Equal(t, 1, l.Clone().Len())
}

func TestReasonsAreWorded(t *testing.T) {
	for _, code := range append(slices.Collect(timeline.ReasonCodes()), "of_tomorrow") {
		assert.NotEmpty(t, timeline.Reason{Code: code}.String())
		assert.NotContains(t, timeline.Reason{Code: code, About: []string{"eu-west", "detected"}}.String(), "_")
	}
}

func TestLengths(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "PT0S": "PT0S", "PT1H2M": "PT1H2M", "P1D": "PT24H", "P1W": "PT168H", "PT90M": "PT1H30M", "PT1.5S": "PT1.5S", "PT1H~PT10M": "PT1H~PT10M",
		"PT1M~PT10M": "PT1M~PT10M", "[PT50M..PT1H10M]": "[PT50M..PT1H10M]", "[PT1H..PT1H]": "PT1H", "PT9223372036.854775S": "PT2562047H47M16.854775S",
	} {
		l, err := timeline.ParseLength(in)
		require.NoError(t, err, in)
		assert.Equal(t, want, l.String())
		assert.Equal(t, l, timeline.MustParseLength(want))
	}
	for _, in := range []string{
		"P", "PT", "1H", "PT-1H", "-PT1H", "P1Y", "P1M", "PT1.1234567S", "PT1H~", "[PT1H]", "[PT2H..PT1H]", "[..PT1H]", "PT9223372036.854776S",
		"PT9223372036S~PT9S", "PT1e3S", "PT+1S", "pt1h", "PT1H PT1M",
	} {
		_, err := timeline.ParseLength(in)
		var pe *timeline.ParseError
		require.ErrorAs(t, err, &pe, in)
		assert.Equal(t, "length", pe.What)
	}
	for _, l := range []timeline.Length{timeline.Lasting(-1), timeline.LastingAbout(-1, 0), timeline.LastingAbout(0, -1), timeline.LastingAbout(math.MaxInt64, time.Second),
		timeline.LastingBetween(2, 1), timeline.LastingBetween(-1, 1)} {
		assert.False(t, l.IsValid())
		assert.Equal(t, "invalid", l.String())
		_, err := l.MarshalText()
		assert.ErrorIs(t, err, timeline.ErrRange)
	}
	about := timeline.LastingAbout(time.Minute, time.Hour)
	assert.Equal(t, time.Duration(0), about.Shortest(), "never below zero")
	assert.Equal(t, 61*time.Minute, about.Longest())
	row := []timeline.Length{{}, timeline.LastingBetween(0, time.Minute), timeline.Lasting(time.Minute), timeline.Lasting(time.Hour)}
	assert.True(t, slices.IsSortedFunc(row, timeline.Length.Compare))
}

func TestSpans(t *testing.T) {
	for _, in := range []string{"2025-06-10T06:06:00Z", "2025-06-10T06:06:00Z/", "/", "2025-06-10T06:06:00Z/2025-06-10T06:05:00Z", "2025-06-10T06:06:00Z/PT1H", "x/y"} {
		_, err := timeline.ParseSpan(in)
		var pe *timeline.ParseError
		require.ErrorAs(t, err, &pe, in)
	}
	_, err := timeline.NewSpan(sec(2), sec(1))
	assert.ErrorIs(t, err, timeline.ErrRange)
	_, err = timeline.NewSpan(time.Time{}, sec(1))
	assert.ErrorIs(t, err, timeline.ErrRange)
	_, err = timeline.Month(2026, 3, nil)
	assert.ErrorIs(t, err, timeline.ErrRange)
	s := span(t, 10, 20)
	assert.Equal(t, []bool{false, true, true, false}, []bool{s.Contains(sec(9)), s.Contains(sec(10)), s.Contains(sec(19)), s.Contains(sec(20))})
	row := []timeline.Span{{}, span(t, 1, 2), span(t, 1, 3), span(t, 2, 2)}
	assert.True(t, slices.IsSortedFunc(row, timeline.Span.Compare))
	february, err := timeline.Month(2024, time.February, time.UTC)
	require.NoError(t, err)
	d, ok := february.Duration()
	assert.True(t, ok)
	assert.Equal(t, 29*24*time.Hour, d)
	text, err := february.MarshalText()
	require.NoError(t, err)
	var back timeline.Span
	require.NoError(t, back.UnmarshalText(text))
	assert.Equal(t, february, back)
}

func TestTextMethods(t *testing.T) {
	i, l := timeline.About(clock("10:00"), time.Minute), timeline.LastingAbout(time.Hour, time.Minute)
	text, err := i.MarshalText()
	require.NoError(t, err)
	var j timeline.Instant
	require.NoError(t, j.UnmarshalText(text))
	assert.Equal(t, i, j)
	require.Error(t, j.UnmarshalText([]byte("noon")))
	text, err = l.MarshalText()
	require.NoError(t, err)
	var m timeline.Length
	require.NoError(t, m.UnmarshalText(text))
	assert.Equal(t, l, m)
	text, err = timeline.Region("eu").Of(timeline.Most).MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, `{"region":"eu","component":null,"part":"most"}`, string(text))
	names := []string{}
	for _, s := range []timeline.Scope{timeline.Everywhere(), timeline.Component("api").In("eu"), timeline.Component("api"), timeline.Region("eu").Of(timeline.Some)} {
		names = append(names, s.String())
	}
	assert.Equal(t, []string{"everywhere", "eu/api", "api", "some of eu"}, names)
}
