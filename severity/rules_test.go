package severity_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

// shop is the set of rules of a team.
func shop(t testing.TB) severity.Rules {
	r, err := severity.NewRules(
		severity.Rule{Name: "data loss", Level: severity.Critical, DataLoss: true},
		severity.Rule{Name: "half the customers", Level: severity.Critical, Customers: 50, Duration: 10 * time.Minute},
		severity.Rule{Name: "everywhere", Level: severity.Major + 10, AllRegions: true},
		severity.Rule{Name: "breach", Level: severity.Major, Security: true, Doc: "The security team is called."},
		severity.Rule{Name: "two regions", Level: severity.Moderate, Regions: 2},
		severity.Rule{Name: "any", Level: severity.Minor, Always: true},
	)
	require.NoError(t, err)
	return r
}

func TestRulesAssess(t *testing.T) {
	type m = severity.Measured
	some := m{DataLoss: severity.No, Security: severity.No, Customers: severity.Exactly[severity.Percent](5), Regions: severity.Exactly(1), OfRegions: 3}
	with := func(change func(*m)) m { c := some; change(&c); return c }
	for _, tc := range []struct {
		name     string
		measured m
		want     string
	}{
		{"nothing known", m{}, `minor to critical: "any" holds always; open: "data loss" (data loss: unknown, asked for yes), "half the customers" (customers: unknown, asked for at least 50%; duration: unknown, asked for at least 10m), "everywhere" (regions: unknown, asked for all), "breach" (security: unknown, asked for yes), "two regions" (regions: unknown, asked for at least 2)`},
		{"all known", some, `minor: "any" holds always`},
		{"data loss", with(func(m *m) { m.DataLoss = severity.Yes }), `critical: "data loss" holds (data loss: yes)`},
		{"two decide", with(func(m *m) {
			m.DataLoss, m.Customers, m.Duration = severity.Yes, severity.AtLeast[severity.Percent](50), severity.Exactly(10*time.Minute)
		}), `critical: "data loss" holds (data loss: yes); "half the customers" holds (customers: at least 50%; duration: 10m, asked for at least 10m)`},
		{"so far", with(func(m *m) {
			m.Customers, m.Duration = severity.Exactly[severity.Percent](60), severity.AtLeast(9*time.Minute)
		}), `minor to critical: "any" holds always; open: "half the customers" (customers: 60%, asked for at least 50%; duration: at least 9m, asked for at least 10m)`},
		{"one no is enough", with(func(m *m) { m.Customers = severity.Exactly[severity.Percent](49.9) }), `minor: "any" holds always`},
		{"all regions", with(func(m *m) { m.Regions = severity.Exactly(3) }), `major+10: "everywhere" holds (regions: 3 of 3, asked for all)`},
		{"some regions, of how many is not known", with(func(m *m) { m.Regions, m.OfRegions = severity.AtLeast(2), 0 }),
			`moderate to major+10: "two regions" holds (regions: at least 2); open: "everywhere" (regions: at least 2, asked for all)`},
		{"one region in all", with(func(m *m) { m.Regions, m.OfRegions = severity.Range[int]{}, 1 }),
			`minor to major+10: "any" holds always; open: "everywhere" (regions: unknown, of 1, asked for all)`},
		{"no region, of how many is not known", with(func(m *m) { m.Regions, m.OfRegions = severity.Exactly(0), 0 }), `minor: "any" holds always`},
		{"between", with(func(m *m) { m.Regions = severity.Between(1, 2) }),
			`minor to moderate: "any" holds always; open: "two regions" (regions: 1 to 2 of 3, asked for at least 2)`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a, err := shop(t).Assess(tc.measured)
			require.NoError(t, err)
			assert.Equal(t, tc.want, a.String())
			assert.Len(t, a.Reasons, 6)
			sameJSON(t, a)
		})
	}
}

// Without a rule that always holds, no rule is no level, and never a mild one.
func TestNoRuleHolds(t *testing.T) {
	r, err := severity.NewRules(severity.Rule{Name: "data loss", Level: severity.Critical, DataLoss: true})
	require.NoError(t, err)

	a, err := r.Assess(severity.Measured{DataLoss: severity.No})
	require.NoError(t, err)
	assert.Equal(t, "no level: no rule holds", a.String())
	assert.False(t, a.IsOpen())
	_, ok := a.Level()
	assert.False(t, ok)

	a, err = r.Assess(severity.Measured{})
	require.NoError(t, err)
	assert.Equal(t, `no level to critical: no rule holds; open: "data loss" (data loss: unknown, asked for yes)`, a.String())
	assert.True(t, a.IsOpen())

	var zero severity.Rules
	assert.True(t, zero.IsZero())
	a, err = zero.Assess(severity.Measured{DataLoss: severity.Yes})
	require.NoError(t, err)
	assert.Zero(t, a)
	assert.Equal(t, "no level: no rule holds", a.String())
}

func TestAssessRefusesWhatCannotBe(t *testing.T) {
	a, err := shop(t).Assess(severity.Measured{
		Customers: severity.Exactly[severity.Percent](101), Regions: severity.AtLeast(-1), OfRegions: -1,
		DataLoss: "perhaps", Security: "Yes", Duration: severity.Between(time.Hour, time.Minute),
	})
	assert.Zero(t, a)
	assert.Equal(t, []at{
		{"customers", "value-invalid"}, {"regions", "value-invalid"}, {"of_regions", "value-invalid"},
		{"data_loss", "value-invalid"}, {"security", "value-invalid"}, {"duration", "value-invalid"},
	}, problemsOf(t, "measured", err))

	for _, r := range []severity.Range[int]{severity.Exactly(6), severity.AtLeast(6), severity.Between(2, 6)} {
		_, err = shop(t).Assess(severity.Measured{Regions: r, OfRegions: 5})
		assert.Equal(t, []at{{"regions", "regions-excess"}}, problemsOf(t, "measured", err))
	}
}

func TestNewRulesRefuses(t *testing.T) {
	type rule = severity.Rule
	for _, tc := range []struct {
		name  string
		rules []rule
		want  []at
	}{
		{"none", nil, []at{{"rules", "rules-empty"}}},
		{"nothing in it", []rule{{}}, []at{{"rules[0].name", "name-empty"}, {"rules[0].level", "level-unset"}, {"rules[0]", "condition-missing"}}},
		{"out of range", []rule{
			{Name: "a ", Level: 256, Customers: 101, Regions: -1, Duration: -1},
			{Name: "b", Level: severity.Major, Customers: severity.Percent(math.NaN())},
		}, []at{
			{"rules[0].name", "name-malformed"}, {"rules[0].level", "level-invalid"}, {"rules[0].customers", "value-invalid"},
			{"rules[0].regions", "value-invalid"}, {"rules[0].duration", "value-invalid"}, {"rules[1].customers", "value-invalid"},
		}},
		{"always, if", []rule{{Name: "a", Level: severity.Minor, Always: true, Regions: 1}}, []at{{"rules[0].always", "condition-needless"}}},
		{"one name", []rule{{Name: "a", Level: severity.Major, Regions: 2}, {Name: "A", Level: severity.Minor, Regions: 1}}, []at{{"rules[1].name", "name-duplicate"}}},
		{"thresholds the wrong way round", []rule{{Name: "tenth", Level: severity.Critical, Customers: 10}, {Name: "half", Level: severity.Major, Customers: 50}},
			[]at{{"rules[1]", "rule-shadowed"}}},
		{"below the mildest", []rule{{Name: "two", Level: severity.Minor, Regions: 2}, {Name: "any", Level: severity.Minor, Always: true}},
			[]at{{"rules[0]", "rule-shadowed"}}},
		{"the same twice", []rule{{Name: "a", Level: severity.Major, DataLoss: true}, {Name: "b", Level: severity.Major, DataLoss: true}},
			[]at{{"rules[1]", "rule-shadowed"}}},
		{"all are at least one", []rule{{Name: "all", Level: severity.Major, AllRegions: true}, {Name: "one", Level: severity.Major, Regions: 1}},
			[]at{{"rules[0]", "rule-shadowed"}}},
		{"a bad one does not hide the others", []rule{{Name: "", Level: severity.Critical, Always: true}, {Name: "a", Level: severity.Major, Regions: 1}, {Name: "b", Level: severity.Major, Regions: 2}},
			[]at{{"rules[0].name", "name-empty"}, {"rules[2]", "rule-shadowed"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := severity.NewRules(tc.rules...)
			assert.True(t, r.IsZero())
			assert.Equal(t, tc.want, problemsOf(t, "rules", err))
		})
	}
}

func TestRulesJSON(t *testing.T) {
	sameJSON(t, shop(t))
	sameJSON(t, severity.Rules{})
	b, err := json.Marshal(shop(t))
	require.NoError(t, err)
	assert.JSONEq(t, `{"rules":[
		{"name":"data loss","level":"critical","data_loss":true},
		{"name":"half the customers","level":"critical","customers":"50%","duration":"10m"},
		{"name":"everywhere","level":"major+10","all_regions":true},
		{"name":"breach","level":"major","doc":"The security team is called.","security":true},
		{"name":"two regions","level":"moderate","regions":2},
		{"name":"any","level":"minor","always":true}]}`, string(b))

	r := shop(t)
	require.NoError(t, json.Unmarshal([]byte("null"), &r))
	assert.True(t, r.IsZero())
}

func TestRulesJSONRefuses(t *testing.T) {
	for text, want := range map[string][]at{
		`{}`:           {{"rules", "rules-empty"}},
		`{"rules":[]}`: {{"rules", "rules-empty"}},
		`{"rules":[{"name":"a","level":"major","costumers":"50%","data_loss":true}]}`: {{"rules[0].costumers", "json-member"}},
		`{"rules":[{"name":"a","level":"major","regions":"two","duration":600,"always":"yes"}]}`: {
			{"rules[0].regions", "json-type"}, {"rules[0].duration", "json-type"}, {"rules[0].always", "json-type"},
		},
		`{"rules":[{"name":"a","level":"major","regions":1.5}]}`: {{"rules[0].regions", "json-type"}},
		`{"rules":[
			{"name":"a","level":"SEV1","customers":"half"},
			{"name":"b","level":"minor","duration":"-1h"},
			{"name":"c","level":"major","regions":1},
			{"name":"d","level":"minor","regions":2}]}`: {
			{"rules[0].level", "level-invalid"}, {"rules[0].customers", "value-invalid"},
			{"rules[1].duration", "value-invalid"}, {"rules[3]", "rule-shadowed"},
		},
	} {
		r := shop(t)
		assert.Equal(t, want, problemsOf(t, "rules", json.Unmarshal([]byte(text), &r)), text)
		assert.Equal(t, shop(t), r, "an error changes nothing")
	}
}

func TestRulesOwnTheirRules(t *testing.T) {
	given := []severity.Rule{{Name: "a", Level: severity.Major, Regions: 1}}
	r, err := severity.NewRules(given...)
	require.NoError(t, err)
	given[0].Level = severity.Minor
	for rule := range r.All() {
		rule.Level = severity.Minor
	}
	assert.Equal(t, severity.Major, slices.Collect(r.All())[0].Level)
}

func TestAssessmentLogs(t *testing.T) {
	var b bytes.Buffer
	log := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	a, err := shop(t).Assess(severity.Measured{DataLoss: severity.No, Security: severity.Yes, Customers: severity.Exactly[severity.Percent](1), OfRegions: 2})
	require.NoError(t, err)
	log.Info("assessed", "severity", a)
	assert.Equal(t, "level=INFO msg=assessed severity.least=major severity.most=major+10 severity.decided_by=[breach] severity.open=[everywhere]\n", b.String())

	for range a.Open() {
		break // stopping early is allowed
	}
}
