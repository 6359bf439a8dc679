package timeline_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/timeline"
)

// A rival may name its fact by any of its amendments, and counts once.
func TestRivalOfAnAmendment(t *testing.T) {
	l := timeline.NewLog(incidentID)
	fact := add(t, l, impact(timeline.Scope{}, timeline.Major, on("10:00"), on("10:30")))
	better := fact
	better.ID, better.Amends, better.Ended = uuid.Nil, fact.ID, on("10:40")
	better = add(t, l, better)
	rival := impact(timeline.Scope{}, timeline.Major, on("12:00"), on("13:00"))
	rival.RivalOf, rival.Source = better.ID, "page"
	add(t, l, rival)
	v := l.AsOf(late)
	assert.Equal(t, "40m", timeline.Downtime().Of(v).String())
	assert.Equal(t, "1h", timeline.Downtime().Of(v.Preferring("page")).String())
}
