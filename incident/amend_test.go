package incident_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// A fact may be corrected as often as need be, by its own ID or by that of a
// correction: the last word holds, and nothing is contradictory.
func TestAmendAgain(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: on("09:00")})
	require.NoError(t, err)
	note, err := inc.Note("a", on("09:10"))
	require.NoError(t, err)
	say := func(id timeline.Event, text string) timeline.Event {
		e := note
		e.Text = text
		e, err := inc.Amend(id.ID, e)
		require.NoError(t, err)
		return e
	}
	first := say(note, "b")
	say(first, "c")
	say(note, "d")
	say(first, "e")
	v := inc.AsOf(clock("12:00"))
	held, ok := v.Event(note.ID)
	require.True(t, ok)
	assert.Equal(t, "e", held.Text)
	assert.Empty(t, incident.Of(v).Findings)
}

// An assessment at an unknown time does not displace one that is known to hold.
func TestUnknownSeverityIsNotCurrent(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: on("09:00")})
	require.NoError(t, err)
	_, err = inc.Assess(80, on("09:30"))
	require.NoError(t, err)
	_, err = inc.Assess(60, timeline.Instant{})
	require.NoError(t, err)
	s, ok := incident.Of(inc.AsOf(clock("12:00"))).Severity()
	require.True(t, ok)
	assert.Equal(t, "major", s.Level.String())
}

// A rival carries over what the fact says, so it is for no wider circle.
func TestRivalsAreForNoMoreEyesThanTheFact(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: on("09:00")})
	require.NoError(t, err)
	fact, err := inc.Impact(timeline.Region("SECRET-DC"), timeline.Major, on("09:10"))
	require.NoError(t, err)
	rival, err := inc.As(incident.Stamp{Visibility: timeline.Public, Source: "status page"}).Rival(fact.ID, on("09:05"))
	require.NoError(t, err)
	assert.Equal(t, timeline.Internal, rival.Visibility)
}
