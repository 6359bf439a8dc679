package incident_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// reviewed is a lifecycle in which closing waits for a review.
func reviewed() *lifecycle.Lifecycle {
	return lifecycle.MustCompile(lifecycle.Definition{
		Name: "reviewed", Version: 1, Initial: []lifecycle.State{"open"},
		States: []lifecycle.StateDef{
			{Name: "open", Phase: lifecycle.PhaseActive},
			{Name: "closed", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
		},
		Edges: []lifecycle.Edge{{Trigger: "close", From: []lifecycle.State{"open"}, To: "closed", Guards: []string{"review_done"}}},
	})
}

// The guards of a lifecycle of one's own are answered by the caller.
func ExampleStamp_facts() {
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", Lifecycle: reviewed()})
	if err != nil {
		fmt.Println(err)
		return
	}
	done := false
	w := inc.As(incident.Stamp{Facts: lifecycle.FactsFunc(func(string) error {
		if !done {
			return errors.New("the review is not done")
		}
		return nil
	})})
	at := timeline.At(time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC))
	_, err = w.Advance("close", at)
	fmt.Println(err)
	done = true
	e, err := w.Advance("close", at)
	fmt.Println(e.Status, err)
	// Output:
	// incident: Advance: lifecycle: cannot close from open: review_done refuses: the review is not done
	// closed <nil>
}

func TestGuardsThatNobodyAnswersRefuse(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", Lifecycle: reviewed()})
	require.NoError(t, err)
	_, err = inc.Advance("close", timeline.Instant{})
	assert.ErrorIs(t, err, lifecycle.ErrBlocked)
	assert.ErrorIs(t, err, lifecycle.ErrUnknownGuard)
	assert.ErrorContains(t, err, "review_done refuses: unknown guard: the stamp has no facts")
}
