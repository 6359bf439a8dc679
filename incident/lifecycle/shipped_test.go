package lifecycle_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// shipped returns every lifecycle that the package ships.
func shipped() []*lifecycle.Lifecycle {
	return []*lifecycle.Lifecycle{
		lifecycle.Default(), lifecycle.Maintenance(), lifecycle.Statuspage(), lifecycle.ServiceHealth(), lifecycle.ITIL(), lifecycle.Rootly(),
	}
}

// A change of a shipped lifecycle shows as a diff of its page.
func TestShippedPages(t *testing.T) {
	for _, lc := range shipped() {
		t.Run(lc.Name(), func(t *testing.T) {
			page := fmt.Sprintf("# %s version %d\n\nFingerprint %s\n\n```mermaid\n%s```\n\n%s",
				lc.Name(), lc.Version(), lc.Fingerprint(), lc.Mermaid(), lc.Markdown())
			golden(t, "testdata/"+lc.Name()+".md", page)
			golden(t, "testdata/"+lc.Name()+".dot", lc.DOT())
		})
	}
}

func TestShippedCannotBeReplaced(t *testing.T) {
	for i, lc := range shipped() {
		want := lc.Fingerprint()
		*lc = lifecycle.Lifecycle{}
		assert.Equal(t, want, shipped()[i].Fingerprint())
	}
}

// Whatever a state is called, people can find out what it means and how to go on.
func TestShippedExplainThemselves(t *testing.T) {
	for _, lc := range shipped() {
		for s := range lc.States() {
			assert.NotEmpty(t, s.Doc, "%s: %s", lc.Name(), s.Name)
		}
	}
}

func TestMaintenancePromises(t *testing.T) {
	lc := lifecycle.Maintenance()
	for _, c := range []struct {
		history string
		ok      bool
	}{
		{"scheduled in_progress verifying completed", true},
		{"scheduled in_progress completed", true},
		{"scheduled cancelled", true},
		{"scheduled in_progress scheduled in_progress completed", true},
		{"in_progress verifying in_progress completed", true},
		{"completed", true},
		{"cancelled", false},
		{"completed scheduled", false},
	} {
		_, err := lc.Replay(steps(strings.Fields(c.history)...))
		assert.Equal(t, c.ok, err == nil, "%s: %v", c.history, err)
	}
}

func TestITILPromises(t *testing.T) {
	lc := lifecycle.ITIL()
	holds := map[lifecycle.State]string{}
	for s := range lc.States() {
		if s.Hold != "" {
			holds[s.Name] = s.Hold
			assert.True(t, lc.Can(s.Name, "resume"), "%s", s.Name)
			assert.True(t, lc.Can(s.Name, "resolve"), "%s", s.Name)
		}
	}
	assert.Equal(t, map[lifecycle.State]string{
		"awaiting_caller": "awaiting_caller", "awaiting_change": "awaiting_change",
		"awaiting_problem": "awaiting_problem", "awaiting_vendor": "awaiting_vendor",
	}, holds, "the four reasons of the list that ServiceNow offers")
	for _, from := range []lifecycle.State{"new", "in_progress", "awaiting_caller"} {
		assert.False(t, lc.Can(from, "close"), "%s is not resolved", from)
		assert.True(t, lc.Can(from, "cancel"), "%s", from)
	}
	_, err := lc.Replay(steps("new", "in_progress", "awaiting_vendor", "awaiting_change", "in_progress", "resolved", "in_progress", "resolved", "closed"))
	assert.NoError(t, err)
}

func TestRootlyPromises(t *testing.T) {
	lc := lifecycle.Rootly()
	for _, c := range []struct {
		from, to lifecycle.State
		ok       bool
	}{
		{"in_triage", "resolved", false}, // "you can't skip from Triage to Resolved"
		{"in_triage", "mitigated", false},
		{"started", "resolved", true},
		{"mitigated", "closed", false}, // closed only from resolved
		{"resolved", "closed", true},
		{"closed", "started", true}, // restart
		{"cancelled", "started", true},
		{"resolved", "cancelled", false},
		{"closed", "cancelled", false},
	} {
		_, err := lc.Via(c.from, c.to)
		assert.Equal(t, c.ok, err == nil, "%s to %s: %v", c.from, c.to, err)
	}
	closed, _ := lc.State("closed")
	assert.Equal(t, lifecycle.ResolutionCompleted, closed.Resolution, "an end, though it can be reopened")
}

// Any open state may follow any other of its family, any state may come first,
// and only a postmortem follows resolved.
func TestStatuspagePromises(t *testing.T) {
	lc := lifecycle.Statuspage()
	families := [][]lifecycle.State{{"investigating", "identified", "monitoring"}, {"scheduled", "in_progress", "verifying"}}
	for s := range lc.States() {
		assert.True(t, lc.IsInitial(s.Name), "%s", s.Name)
		for to := range lc.States() {
			want := s.Name == "resolved" && to.Name == "postmortem"
			for i, f := range families {
				end := lifecycle.State([]string{"resolved", "completed"}[i])
				want = want || slices.Contains(f, s.Name) && s.Name != to.Name && (slices.Contains(f, to.Name) || to.Name == end)
			}
			_, err := lc.Via(s.Name, to.Name)
			assert.Equal(t, want, err == nil, "%s to %s", s.Name, to.Name)
		}
	}
}

// steps makes a history of statuses.
func steps(states ...string) []lifecycle.Step {
	var out []lifecycle.Step
	for _, s := range states {
		out = append(out, lifecycle.Step{State: lifecycle.State(s)})
	}
	return out
}

// The status histories of real incidents on many companies' pages, repeated
// statuses left out, replay under the Statuspage lifecycle. The transitions that
// follow from the shapes are those that were counted apart from them.
func TestStatuspageReplaysRealHistories(t *testing.T) {
	f, err := os.Open("testdata/statuspage_shapes.txt")
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	lc := lifecycle.Statuspage()
	incidents, moves, first, last := 0, map[string]int{}, map[string]int{}, map[string]int{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		count, shape, ok := strings.Cut(strings.TrimSpace(lines.Text()), " ")
		if strings.HasPrefix(count, "#") {
			continue
		}
		require.True(t, ok, lines.Text())
		n, err := strconv.Atoi(count)
		require.NoError(t, err)
		states := strings.Split(shape, ">")
		end, err := lc.Replay(steps(states...))
		assert.NoError(t, err, shape)
		assert.Equal(t, states[len(states)-1], string(end))
		incidents += n
		first[states[0]] += n
		last[string(end)] += n
		for i := range states[1:] {
			moves[states[i]+" "+states[i+1]] += n
		}
	}
	assert.Equal(t, 2234, incidents)
	assert.Equal(t, map[string]int{"investigating": 1137, "resolved": 934, "identified": 88, "scheduled": 53, "monitoring": 22}, first)
	assert.Equal(t, map[string]int{"resolved": 2141, "completed": 50, "postmortem": 39, "scheduled": 2, "investigating": 1, "in_progress": 1}, last)
	assert.Equal(t, map[string]int{
		"investigating resolved": 761, "monitoring resolved": 407, "investigating monitoring": 238,
		"identified monitoring": 168, "investigating identified": 156, "identified resolved": 78,
		"scheduled in_progress": 51, "in_progress completed": 50, "resolved postmortem": 39,
		"monitoring investigating": 13, "monitoring identified": 8, "identified investigating": 6,
	}, moves)
}

// The same for a file of real incidents, where one is at hand: updates with the
// status "update" keep the one before.
func TestStatuspageReplaysRealFile(t *testing.T) {
	dir := os.Getenv("ALLCLEAR_DATA")
	if dir == "" {
		t.Skip("ALLCLEAR_DATA names no folder with real incidents")
	}
	data, err := os.ReadFile(dir + "/statuspage-github-2010-2023.json")
	require.NoError(t, err)
	type update struct {
		Status  string `json:"status"`
		Display string `json:"display_at"`
		Created string `json:"created_at"`
	}
	var page struct {
		Incidents []struct {
			ID      string   `json:"id"`
			Updates []update `json:"incident_updates"`
		} `json:"incidents"`
	}
	require.NoError(t, json.Unmarshal(data, &page))
	require.NotEmpty(t, page.Incidents)
	updates := 0
	for _, inc := range page.Incidents {
		slices.SortStableFunc(inc.Updates, func(a, b update) int {
			return strings.Compare(a.Display+a.Created, b.Display+b.Created)
		})
		var history []string
		for _, u := range inc.Updates {
			updates++
			if u.Status != "update" {
				history = append(history, u.Status)
			}
		}
		_, err := lifecycle.Statuspage().Replay(steps(history...))
		assert.NoError(t, err, "%s: %v", inc.ID, history)
	}
	t.Logf("%d incidents, %d updates", len(page.Incidents), updates)
}
