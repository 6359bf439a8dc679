package definition_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

func TestEveryDefinitionIsWhole(t *testing.T) {
	ids := map[string]bool{}
	for d := range definition.All() {
		assert.False(t, ids[d.ID], "%s: twice", d.ID)
		ids[d.ID] = true
		for what, s := range map[string]string{"ID": d.ID, "vendor": d.Vendor, "name": d.Name, "version": d.Version, "basis": d.Basis} {
			assert.NotEmpty(t, s, "%s: %s", d.ID, what)
			assert.Equal(t, strings.TrimSpace(s), s, d.ID)
		}
		u, err := url.Parse(d.Source)
		require.NoError(t, err, d.ID)
		assert.Equal(t, "https", u.Scheme, d.ID)
		assert.NotEmpty(t, u.Host, d.ID)
		assert.True(t, d.Meaning.IsValid() && d.Meaning != definition.Other, d.ID)
		clock := d.From.Fact != "" && d.To.Fact != ""
		total := d.Measure != (timeline.Measure{}) && d.From == (definition.End{}) && d.To == (definition.End{})
		assert.True(t, clock != total, "%s: a clock or a total", d.ID)
		if clock {
			assert.NotEqual(t, d.From.Fact, d.To.Fact, "%s: zero by construction", d.ID)
		}
		base, version, replaced := strings.Cut(d.ID, "@")
		if replaced {
			assert.Equal(t, d.Version, version, d.ID)
			assert.True(t, strings.HasPrefix(version, "until-"), d.ID)
			assert.Contains(t, base, "/")
		}
		found, ok := definition.ByID(d.ID)
		assert.True(t, ok)
		assert.Equal(t, d, found)
	}
	assert.GreaterOrEqual(t, len(ids), 30)
}

func TestVendors(t *testing.T) {
	vendors := slices.Collect(definition.Vendors())
	assert.Equal(t, []string{
		"datadog", "pagerduty", "firehydrant", "rootly", "incident_io", "servicenow", "dora", "atlassian", "google_sre",
	}, vendors)
	n := 0
	for _, v := range vendors {
		name := ""
		for d := range definition.Of(v) {
			assert.True(t, strings.HasPrefix(d.ID, v+"/"), d.ID)
			assert.True(t, name == "" || name == d.Vendor, "%s: one spelling", d.ID)
			name = d.Vendor
			n++
		}
	}
	assert.Len(t, slices.Collect(definition.All()), n)
	assert.Empty(t, slices.Collect(definition.Of("nobody")))
	_, ok := definition.ByID("datadog/nothing")
	assert.False(t, ok)
	for range definition.All() {
		break // stops where the caller does
	}
	for range definition.Vendors() {
		break
	}
}

func TestSelect(t *testing.T) {
	got, err := definition.Select("dora", "datadog/time_to_repair")
	require.NoError(t, err)
	assert.Len(t, got, 3)
	assert.Equal(t, "datadog/time_to_repair", got[2].ID)
	got, err = definition.Select()
	require.NoError(t, err)
	assert.Equal(t, slices.Collect(definition.All()), got)
	for _, name := range []string{"", "Datadog", "datadog/", "all"} {
		_, err = definition.Select("dora", name)
		require.ErrorIs(t, err, definition.ErrUnknown, name)
		assert.ErrorContains(t, err, "pagerduty")
	}
}

// Callers get copies: nobody can change the definitions of others.
func TestDefinitionsAreCopies(t *testing.T) {
	for d := range definition.Of("rootly") {
		d.From.Fact, d.ID = timeline.ImpactStarted, "changed"
	}
	assert.Equal(t, timeline.Declared, byID(t, "rootly/duration").From.Fact)
}

func TestMeanings(t *testing.T) {
	for m := definition.Other; m.IsValid(); m++ {
		text, err := m.MarshalText()
		require.NoError(t, err)
		var back definition.Meaning
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, m, back)
		own, ok := m.Own()
		assert.Equal(t, m != definition.Other, ok)
		if ok {
			assert.Equal(t, m, own.Meaning)
			assert.Equal(t, own.Measure.Of(full().view(t)), own.Of(full().view(t)).Figure, "ours is measured as it always is")
		}
	}
	_, err := definition.Meaning(99).MarshalText()
	assert.ErrorIs(t, err, definition.ErrMeaning)
	assert.Equal(t, "Meaning(99)", definition.Meaning(99).String())
	_, err = definition.ParseMeaning("repair")
	assert.ErrorIs(t, err, definition.ErrMeaning)
	_, ok := definition.Meaning(99).Own()
	assert.False(t, ok)
}

func TestParse(t *testing.T) {
	all := slices.Collect(definition.All())
	dora := slices.Collect(definition.Of("dora"))
	tests := map[string]struct {
		list string
		want []definition.Definition
		err  error
	}{
		"nothing":          {"", nil, nil},
		"all":              {"all", all, nil},
		"a vendor":         {"dora", dora, nil},
		"several":          {"dora,datadog/time_to_repair", append(slices.Clone(dora), must(definition.ByID("datadog/time_to_repair"))), nil},
		"an unknown name":  {"dora,nobody", nil, definition.ErrUnknown},
		"an empty name":    {"dora,", nil, definition.ErrUnknown},
		"spaces":           {" dora ", dora, nil},
		"nothing but some": {" ", nil, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := definition.Parse(test.list)
			require.ErrorIs(t, err, test.err)
			assert.Equal(t, test.want, got)
		})
	}
}

func must(d definition.Definition, ok bool) definition.Definition {
	if !ok {
		panic("no such definition")
	}
	return d
}
