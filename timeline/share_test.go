package timeline_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/timeline"
)

// Views and calendars are safe to share, and a log may grow beside its views; the
// race detector watches.
func TestViewsAreSafeToShare(t *testing.T) {
	l := randomEvents(t, rand.New(rand.NewPCG(5, 99)), 60)
	v := l.AsOf(late)
	want := figures(v)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			meter := timeline.NewMeter(timeline.Standard()...)
			for range 5 {
				assert.Equal(t, want, figures(v))
				meter.Of(v)
				v.Preferring("page")
				timeline.Stages(v)
				timeline.Diff(v, v)
				for e := range v.Where(timeline.Filter{}) {
					v.Event(e.ID)
				}
			}
		})
	}
	for range 50 {
		add(t, l, update("more", on("10:00")))
		l.AsOf(late)
	}
	for e := range l.All() {
		r, err := timeline.Redaction(e.ID, "text")
		assert.NoError(t, err)
		add(t, l, r)
		break
	}
	wait.Wait()
}
