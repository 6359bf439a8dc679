package incident_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// full is an incident in which each verb had its turn.
func full(t testing.TB) *incident.Incident {
	t.Helper()
	must := ok(t)
	minute := 0
	stamp := func(visible timeline.Visibility) incident.Stamp {
		minute++
		return incident.Stamp{Recorded: clock("16:00").Add(time.Duration(minute) * time.Minute), Actor: "ana", Source: "chat", Visibility: visible}
	}
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: on("14:07"), Stamp: stamp(timeline.Public)})
	require.NoError(t, err)
	w := func() incident.Writer { return inc.As(stamp(timeline.Public)) }
	secret := func() incident.Writer { return inc.As(stamp(timeline.Internal)) }
	must(w().Source("chat", "the incident channel", "times are UTC"))
	impact := must(w().Impact(timeline.Region("eu-west"), timeline.Major, timeline.About(clock("13:50"), 10*time.Minute)))
	must(w().ImpactUntil(timeline.Component("search"), timeline.Degraded, on("13:55"), timeline.Between(clock("14:40"), clock("14:50"))))
	must(w().ImpactTotal(timeline.Region("us"), timeline.Partial, timeline.LastingAbout(20*time.Minute, 5*time.Minute), on("13:50"), on("15:00")))
	must(w().NotAffected(timeline.Region("apac")))
	must(w().ScopesComplete())
	must(w().Detect(incident.Monitoring, on("14:02")))
	must(secret().Detect(incident.UserReport, unknown))
	must(w().Mark(timeline.Mobilized, on("14:12")))
	must(secret().Assess(severity.Moderate, on("14:10")))
	must(w().AssessIn(severity.SEV(), "SEV1", on("14:30")))
	must(w().Publish("investigating", "We are looking into it.", on("14:20")))
	must(w().Symptom("payments were declined"))
	must(secret().Note("fed the cat", on("14:30")))
	must(w().Cause(incident.Initiating, "a bad deploy", on("13:45")))
	dns := must(secret().Suspect("DNS", on("14:15")))
	must(secret().RuleOut(dns.ID, on("14:25")))
	deploy := must(w().Suspect("the deploy", on("14:26")))
	must(w().Confirm(deploy.ID, on("14:35")))
	must(w().Advance("identify", on("14:35")))
	must(w().Restore(timeline.Region("eu-west"), on("15:31")))
	wrong := must(w().Advance("resolve", on("15:40")))
	must(w().Advance("reopen", on("15:50")))
	must(w().Advance("close", timeline.OnDay(2026, 3, 5, time.UTC)))
	must(w().Act(incident.Action{Title: "alarm on declines", Type: "detect", Owner: "bo", State: incident.ActionOpen, Due: timeline.OnDay(2026, 6, 21, time.UTC), DueWritten: "06/21"}))
	must(w().Statement(incident.DataLoss, incident.No, "nothing was lost"))
	must(inc.As(incident.Stamp{Source: "mail", Recorded: clock("18:00")}).Rival(impact.ID, on("13:30")))
	later := wrong
	later.Occurred = on("15:42")
	must(w().Amend(wrong.ID, later))
	typo := must(w().Note("a note of another incident", unknown))
	must(w().Retract(typo.ID))
	must(w().Record(member(timeline.Event{Kind: "weather", Text: "rain"}, "millimetres", `12.50`)))
	return inc
}

// The committed file must decode for ever, to the same facts and the same bytes.
func TestGoldenV1(t *testing.T) {
	var pretty bytes.Buffer
	require.NoError(t, json.Indent(&pretty, []byte(jsonOf(t, full(t))), "", "\t"))
	pretty.WriteByte('\n')
	golden(t, "testdata/incident_v1.json", pretty.String())

	inc := decode(t, pretty.String())
	assert.Equal(t, jsonOf(t, full(t)), jsonOf(t, inc))
	s := incident.Of(inc.AsOf(late))
	assert.Equal(t, incident.Of(full(t).AsOf(late)), s)
	assert.Empty(t, s.Findings)
	assert.Equal(t, "closed", s.Status)
	v := inc.AsOf(late)
	figure := timeline.TimeToRestore().Since(timeline.Detected).In(timeline.Region("eu-west"))
	assert.Equal(t, "≥ 1h29m", figure.Of(v).String(), "users may have noticed before the monitoring did")
	changes(t, inc, func() (timeline.Event, error) { return inc.Note("it can be worked on", unknown) })
}

func TestDecodeRefuses(t *testing.T) {
	const id = `"incident":"6f1c1d2e-0000-4000-8000-000000000001"`
	for _, c := range []struct {
		name, data, path string
		is               error
	}{
		{"empty", ``, "", nil},
		{"space", ` `, "", nil},
		{"null", `null`, "", timeline.ErrSyntax},
		{"an array", `[]`, "", timeline.ErrSyntax},
		{"an empty object", `{}`, "schema_version", timeline.ErrMissing},
		{"no version", `{` + id + `,"events":[]}`, "schema_version", timeline.ErrMissing},
		{"another version", `{"schema_version":2,` + id + `,"events":[]}`, "schema_version", timeline.ErrSchema},
		{"a version in words", `{"schema_version":"1",` + id + `,"events":[]}`, "schema_version", timeline.ErrSchema},
		{"no incident", `{"schema_version":1,"events":[]}`, "incident", timeline.ErrMissing},
		{"no incident's ID", `{"schema_version":1,"incident":"","events":[]}`, "incident", nil},
		{"a number for an incident", `{"schema_version":1,"incident":7,"events":[]}`, "incident", timeline.ErrSyntax},
		{"no events", `{"schema_version":1,` + id + `}`, "events", timeline.ErrMissing},
		{"null events", `{"schema_version":1,` + id + `,"events":null}`, "events", timeline.ErrSyntax},
		{"an object of events", `{"schema_version":1,` + id + `,"events":{}}`, "events", timeline.ErrSyntax},
		{"an event that is none", written(`{"kind":"note"}`, `7`), "events[1]", timeline.ErrSyntax},
		{"an event of no kind", written(`{"text":"x"}`), "events[0].kind", timeline.ErrMissing},
		{"a kind of the wrong type", written(`{"kind":7}`), "events[0].kind", timeline.ErrSyntax},
		{"a time that is none", written(`{"kind":"note","occurred":"soon"}`), "events[0].occurred", timeline.ErrSyntax},
		{"the year 0", written(`{"kind":"note","occurred":"0000-01-01T00:00:00Z"}`), "events[0].occurred", timeline.ErrRange},
		{"a day that is none", written(`{"kind":"note","occurred":"2026-02-30"}`), "events[0].occurred", nil},
		{"a range backwards", written(`{"kind":"note","occurred":"[2026-03-04T14:00:00Z..2026-03-04T13:00:00Z]"}`), "events[0].occurred", timeline.ErrRange},
		{"a total that is none", written(`{"kind":"impact","total":"an hour"}`), "events[0].total", nil},
		{"a health that is none", written(`{"kind":"impact","health":"bad"}`), "events[0].health", timeline.ErrSyntax},
		{"a visibility that is none", written(`{"kind":"note","visibility":"secret"}`), "events[0].visibility", timeline.ErrSyntax},
		{"an ID that is none", written(`{"kind":"note","id":"7"}`), "events[0].id", timeline.ErrSyntax},
		{"a member twice", written(`{"kind":"note","kind":"note"}`), "events[0].kind", timeline.ErrDuplicate},
		{"text that is not UTF-8", written(`{"kind":"note","text":"` + notUTF8 + `"}`), "", timeline.ErrNotUTF8},
		{"two documents", written() + written(), "", timeline.ErrSyntax},
	} {
		t.Run(c.name, func(t *testing.T) {
			inc, err := incident.Decode([]byte(c.data))
			assert.Nil(t, inc)
			var bad *timeline.DecodeError
			require.ErrorAs(t, err, &bad)
			assert.Equal(t, c.path, bad.Path)
			if c.is != nil {
				assert.ErrorIs(t, err, c.is)
			}
		})
	}
}

func TestDecodeTruncated(t *testing.T) {
	text := jsonOf(t, full(t))
	for n := range len(text) {
		if n%7 != 0 && testing.Short() {
			continue
		}
		_, err := incident.Decode([]byte(text[:n]))
		var bad *timeline.DecodeError
		require.ErrorAs(t, err, &bad, "cut at %d", n)
	}
}

// What this version does not know survives a round trip: kinds, members of
// events, members of the log.
func TestUnknownSurvives(t *testing.T) {
	log := strings.Replace(written(
		`{"id":"`+idA+`","kind":"weather","text":"rain","millimetres":12.50,"deep":{"a":[1,null,"é"]}}`,
		status(idB, "investigating", "active", ""),
	), `"events"`, `"made_by":{"tool":"x","n":1e400},"events"`, 1)
	inc := decode(t, log)
	text := jsonOf(t, inc)
	for _, want := range []string{`"millimetres":12.50`, `"deep":{"a":[1,null,"é"]}`, `"made_by":{"tool":"x","n":1e400}`, `"kind":"weather"`} {
		assert.Contains(t, text, want)
	}
	assert.Empty(t, rules(inc))
	changes(t, inc, func() (timeline.Event, error) { return inc.Advance("resolve", on("15:00")) })
	_, err := inc.Apply(func(inc *incident.Incident) error { _, err := inc.Note("x", unknown); return err })
	require.NoError(t, err)
	assert.Contains(t, jsonOf(t, inc), `"made_by"`)
}

// The lifecycle that a log follows is found by name, version and fingerprint.
func TestDecodeFindsTheLifecycle(t *testing.T) {
	d := lifecycle.Default().Definition()
	d.Name = "acme"
	acme := lifecycle.MustCompile(d)
	d.Version = 2
	newer := lifecycle.MustCompile(d)
	inc, err := incident.Declare(incident.Declaration{Title: "x", Lifecycle: acme})
	require.NoError(t, err)
	text := jsonOf(t, inc)
	assert.Nil(t, decode(t, text).Lifecycle())
	assert.Nil(t, decode(t, text, newer).Lifecycle(), "another version is another lifecycle")
	assert.Same(t, acme, decode(t, text, nil, newer, acme).Lifecycle())
	assert.NotNil(t, decode(t, written(status(idA, "triage", "triage", ""))).Lifecycle(), "the default, if the log names none")
	assert.Same(t, acme, inc.Lifecycle())
}
