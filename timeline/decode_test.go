package timeline_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// logWith is a log's JSON whose second event has the members given.
func logWith(members string) string {
	return `{"schema_version":1,"incident":"` + incidentID.String() + `","events":[{"kind":"note"},{"kind":"impact"` + members + `}]}`
}

func TestDecodeNamesThePlace(t *testing.T) {
	head := `{"schema_version":1,"incident":"` + incidentID.String() + `",`
	tests := map[string]struct {
		in, path string
		is       error
	}{
		"empty":             {``, "", nil},
		"null":              {`null`, "", timeline.ErrSyntax},
		"array":             {`[]`, "", timeline.ErrSyntax},
		"more":              {logWith("") + `{}`, "", timeline.ErrSyntax},
		"no version":        {`{"incident":"` + incidentID.String() + `","events":[]}`, "schema_version", timeline.ErrMissing},
		"version 2":         {`{"schema_version":2}`, "schema_version", timeline.ErrSchema},
		"version text":      {`{"schema_version":"1"}`, "schema_version", timeline.ErrSchema},
		"no incident":       {`{"schema_version":1,"events":[]}`, "incident", timeline.ErrMissing},
		"incident number":   {`{"schema_version":1,"incident":7,"events":[]}`, "incident", timeline.ErrSyntax},
		"incident word":     {`{"schema_version":1,"incident":"x","events":[]}`, "incident", timeline.ErrSyntax},
		"no events":         {head + `"x":1}`, "events", timeline.ErrMissing},
		"events object":     {head + `"events":{}}`, "events", timeline.ErrSyntax},
		"event number":      {head + `"events":[1]}`, "events[0]", timeline.ErrSyntax},
		"event null":        {head + `"events":[null]}`, "events[0]", timeline.ErrSyntax},
		"no kind":           {head + `"events":[{}]}`, "events[0].kind", timeline.ErrMissing},
		"kind null":         {head + `"events":[{"kind":null}]}`, "events[0].kind", timeline.ErrMissing},
		"events twice":      {head + `"events":[],"events":[]}`, "events", timeline.ErrDuplicate},
		"member twice":      {logWith(`,"text":"a","text":"a"`), "events[1].text", timeline.ErrDuplicate},
		"unknown twice":     {logWith(`,"x":1,"x":1`), "events[1].x", timeline.ErrDuplicate},
		"twice by escape":   {logWith(`,"x":1,"\u0078":1`), "events[1].x", timeline.ErrDuplicate},
		"bad UTF-8":         {logWith(",\"text\":\"\xff\""), "", timeline.ErrNotUTF8},
		"lone high":         {logWith(`,"text":"\ud83d"`), "", timeline.ErrNotUTF8},
		"lone low":          {logWith(`,"text":"\ude00x"`), "", timeline.ErrNotUTF8},
		"high and no low":   {logWith(`,"text":"\ud83d\u0041"`), "", timeline.ErrNotUTF8},
		"lone in a name":    {logWith(`,"\ud800":1`), "", timeline.ErrNotUTF8},
		"occurred word":     {logWith(`,"occurred":"noon"`), "events[1].occurred", timeline.ErrSyntax},
		"occurred year 0":   {logWith(`,"occurred":"0000-01-01T00:00:00Z"`), "events[1].occurred", timeline.ErrRange},
		"occurred reversed": {logWith(`,"occurred":"[2025-06-10T06:06:00Z..2025-06-10T06:00:00Z]"`), "events[1].occurred", timeline.ErrRange},
		"recorded about":    {logWith(`,"recorded":"2025-06-10T06:06:00Z~PT1M"`), "events[1].recorded", timeline.ErrSyntax},
		"total negative":    {logWith(`,"total":"-PT1M"`), "events[1].total", timeline.ErrSyntax},
		"total too long":    {logWith(`,"total":"PT9999999999H"`), "events[1].total", timeline.ErrRange},
		"health":            {logWith(`,"health":"awful"`), "events[1].health", timeline.ErrSyntax},
		"visibility":        {logWith(`,"visibility":"secret"`), "events[1].visibility", timeline.ErrSyntax},
		"part":              {logWith(`,"part":"half"`), "events[1].part", timeline.ErrSyntax},
		"upper-case ID":     {logWith(`,"target":"6F1C1D2E-0000-4000-8000-000000000001"`), "events[1].target", timeline.ErrSyntax},
		"braced ID":         {logWith(`,"amends":"{6f1c1d2e-0000-4000-8000-000000000001}"`), "events[1].amends", timeline.ErrSyntax},
		"trailing comma":    {logWith(`,`), "", nil},
		"no comma":          {logWith(` "x":1`), "", nil},
		"deep":              {logWith(`,"x":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000)), "", nil},
	}
	for _, name := range []string{
		"id", "milestone", "occurred", "ended", "total", "written", "assumption", "recorded", "actor", "source", "region", "component",
		"part", "health", "status", "phase", "resolution", "previous", "target", "amends", "rival_of", "text", "visibility",
	} {
		for what, v := range map[string]string{"number": "1", "object": "{}", "array": `["a"]`, "boolean": "true"} {
			tests[name+" "+what] = struct {
				in, path string
				is       error
			}{logWith(`,"` + name + `":` + v), "events[1]." + name, timeline.ErrSyntax}
		}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			l := logOf(t, milestone(timeline.Detected, on("10:00")))
			before := jsonOf(t, l)
			err := l.UnmarshalJSON([]byte(tt.in))
			var de *timeline.DecodeError
			require.ErrorAs(t, err, &de)
			if tt.is != nil {
				assert.ErrorIs(t, err, tt.is)
				assert.Equal(t, tt.path, de.Path, "%v", err)
			}
			assert.Equal(t, before, jsonOf(t, l), "a log that cannot be read leaves the old one alone")
			assert.Equal(t, 1, strings.Count(err.Error(), "timeline: decoding"), "%v", err)
		})
	}
	assert.NoError(t, new(timeline.Log).UnmarshalJSON([]byte(logWith(`,"text":null,"x":null`))), "null is a member left out")
	assert.NoError(t, new(timeline.Log).UnmarshalJSON([]byte(logWith(`,"text":"\ud83d\ude00 \\ud83d"`))), "a whole pair, and an escaped backslash")
}

func TestDecodeTruncated(t *testing.T) {
	l := randomEvents(t, rand.New(rand.NewPCG(5, 5)), 4)
	whole := jsonOf(t, l)
	for n := range len(whole) {
		var back timeline.Log
		err := back.UnmarshalJSON([]byte(whole[:n]))
		var de *timeline.DecodeError
		require.ErrorAs(t, err, &de, "first %d bytes", n)
		require.Error(t, json.Unmarshal([]byte(whole[:n]), &back))
	}
}

func TestUnknownMembersAndKindsStay(t *testing.T) {
	in := `{"schema_version":1,"incident":"6f1c1d2e-0000-4000-8000-000000000001","events":[` +
		`{"id":"00000000-0000-4000-8000-000000000001","kind":"from_the_future","occurred":"2026-03-04T10:00:00Z","a<b":[1.0,1e3,-0,"\u00e9/\/"],"z":null}` +
		`],"more":{"x":[ ]}}`
	var l timeline.Log
	require.NoError(t, l.UnmarshalJSON([]byte(in)))
	want := strings.Replace(in, "[ ]", "[]", 1)
	assert.Equal(t, want, jsonOf(t, &l), "compact, and otherwise byte for byte")
	b, err := json.Marshal(&l)
	require.NoError(t, err)
	var again timeline.Log
	require.NoError(t, json.Unmarshal(b, &again))

	e, ok := l.Event(uuidOf("00000000-0000-4000-8000-000000000001"))
	require.True(t, ok)
	v, ok := e.Member("a<b")
	assert.True(t, ok)
	v[0] = 'X' // the bytes are the caller's
	assert.Equal(t, want, jsonOf(t, &l))
	assert.Equal(t, "from_the_future", e.Fact())
}

func TestWithMember(t *testing.T) {
	e := timeline.Event{Kind: "note"}
	a, err := e.WithMember("b", json.RawMessage(` { "x" : 1 } `))
	require.NoError(t, err)
	b, err := a.WithMember("a", json.RawMessage(`2`))
	require.NoError(t, err)
	b, err = b.WithMember("b", json.RawMessage(`3`))
	require.NoError(t, err)
	got := func(e timeline.Event) (out string) {
		for name, v := range e.Members() {
			out += name + string(v)
		}
		return out
	}
	assert.Equal(t, []string{"", `b{"x":1}`, "a2b3"}, []string{got(e), got(a), got(b)}, "the event before is unchanged")
	for name, v := range map[string]string{"kind": "1", "x": "", "y": "{", "z": "\"\xff\"", "\xff": "1"} {
		_, err := e.WithMember(name, json.RawMessage(v))
		assert.ErrorIs(t, err, timeline.ErrMember, name)
	}
	_, ok := e.Member("none")
	assert.False(t, ok)
}

func TestAddRefuses(t *testing.T) {
	ok := timeline.Event{Kind: "note"}
	with := func(f func(*timeline.Event)) timeline.Event { e := ok; f(&e); return e }
	for field, e := range map[string]timeline.Event{
		"kind":       {},
		"text":       with(func(e *timeline.Event) { e.Text = "\xff" }),
		"region":     with(func(e *timeline.Event) { e.Scope = timeline.Region("\xff") }),
		"ended":      with(func(e *timeline.Event) { e.Ended = timeline.About(day, -1) }),
		"total":      with(func(e *timeline.Event) { e.Total = timeline.Lasting(-1) }),
		"recorded":   with(func(e *timeline.Event) { e.Recorded = day.AddDate(9000, 0, 0) }),
		"health":     with(func(e *timeline.Event) { e.Health = 9 }),
		"part":       with(func(e *timeline.Event) { e.Scope = e.Scope.Of(9) }),
		"visibility": with(func(e *timeline.Event) { e.Visibility = 9 }),
	} {
		l := timeline.NewLog(incidentID)
		_, err := l.Add(e)
		var fe *timeline.FieldError
		require.ErrorAs(t, err, &fe, field)
		assert.Equal(t, field, fe.Field)
		assert.Zero(t, l.Len())
		_, err = e.MarshalJSON()
		assert.Error(t, err, field)
	}
}
