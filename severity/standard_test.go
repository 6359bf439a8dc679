package severity_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

func standard() []severity.Scale {
	return []severity.Scale{
		severity.Common(), severity.SEV(), severity.Priority(), severity.Statuspage(), severity.ServiceHealth(),
		severity.CVSS(), severity.Jira(), severity.Alert(), severity.ITIL().Impact(), severity.ITIL().Urgency(),
	}
}

// The ready-made scales are tables that skip NewScale. This holds them to its
// rules and to its order.
func TestStandardScalesAreScales(t *testing.T) {
	for _, s := range standard() {
		t.Run(s.Name(), func(t *testing.T) {
			again, err := severity.NewScale(s.Name(), slices.Collect(s.Words())...)
			require.NoError(t, err)
			assert.Equal(t, again, s)

			for w := range s.Words() {
				for _, text := range append([]string{w.Name}, w.Aliases...) {
					l, err := s.Parse(text)
					require.NoError(t, err)
					assert.Equal(t, w.Level, l)
					assert.Equal(t, w.Name, s.Format(l))
				}
			}
		})
	}
}

// Words that a user can spoil for the next caller would be a global that can be
// set.
func TestStandardScalesCannotBeSpoilt(t *testing.T) {
	for w := range severity.SEV().Words() {
		w.Aliases[0] = "spoilt"
	}
	l, err := severity.SEV().Parse("SEV-0")
	require.NoError(t, err)
	assert.Equal(t, severity.Critical+20, l)
}

func TestStandardPositions(t *testing.T) {
	for _, tc := range []struct {
		scale severity.Scale
		text  string
		want  string
	}{
		{severity.Common(), "Critical", "critical"},
		{severity.Common(), "HIGH", "major"},
		{severity.Common(), "medium", "moderate"},
		{severity.Common(), "low", "minor"},
		{severity.Common(), "trivial", "trivial"},
		{severity.SEV(), "sev0", "critical+20"},
		{severity.SEV(), "sev-1", "critical"},
		{severity.SEV(), "Sev 2", "major"},
		{severity.SEV(), "SEV3", "moderate"},
		{severity.SEV(), "SEV4", "minor"},
		{severity.SEV(), "SEV5", "trivial"},
		{severity.Priority(), "1 - Critical", "critical"},
		{severity.Priority(), "p2", "major"},
		{severity.Priority(), "P3 - Moderate", "moderate"},
		{severity.Priority(), "low", "minor"},
		{severity.Priority(), "5 - Planning", "trivial"},
		{severity.Priority(), "informational", "trivial"},
		{severity.Statuspage(), "critical", "critical"},
		{severity.Statuspage(), "major", "major"},
		{severity.Statuspage(), "minor", "minor"},
		{severity.Statuspage(), "none", "trivial-10"},
		{severity.ServiceHealth(), "SERVICE_OUTAGE", "major"},
		{severity.ServiceHealth(), "medium", "moderate"},
		{severity.ServiceHealth(), "low", "minor"},
		{severity.Priority(), "3 - Medium", "moderate"},
		{severity.CVSS(), "high", "major"},
		{severity.CVSS(), "None", "trivial-10"},
		{severity.Jira(), "highest", "critical"},
		{severity.Jira(), "Lowest", "trivial"},
		{severity.Alert(), "error", "major"},
		{severity.Alert(), "warning", "moderate"},
		{severity.Alert(), "info", "trivial"},
	} {
		t.Run(tc.scale.Name()+" "+tc.text, func(t *testing.T) {
			l, err := tc.scale.Parse(tc.text)
			require.NoError(t, err)
			assert.Equal(t, tc.want, l.String())
		})
	}
}

func TestStandardScalesRefuseBareNumbers(t *testing.T) {
	for _, s := range standard() {
		for _, text := range []string{"0", "1", "5", ""} {
			_, err := s.Parse(text)
			assert.Error(t, err, "%s %q", s.Name(), text)
		}
	}
}

// In one scale 1 is the worst, in the other 3 is. Their levels agree all the
// same, which is what the ruler is for.
func TestScalesThatNumberInOppositeDirections(t *testing.T) {
	up, down := stars(t), severity.SEV()
	parse := func(s severity.Scale, text string) severity.Level {
		l, err := s.Parse(text)
		require.NoError(t, err)
		return l
	}
	for _, tc := range []struct {
		up, down string
		want     int
	}{
		{"3 stars", "SEV1", 0},
		{"3 stars", "SEV0", -1},
		{"3 stars", "SEV3", 1},
		{"1 star", "SEV1", -1},
		{"1 star", "SEV4", 0},
		{"2 stars", "SEV2", -1},
		{"2 stars", "SEV3", 1},
	} {
		t.Run(tc.up+" and "+tc.down, func(t *testing.T) {
			a, b := parse(up, tc.up), parse(down, tc.down)
			assert.Equal(t, tc.want, a.Compare(b))
			assert.Equal(t, -tc.want, b.Compare(a))
		})
	}
}
