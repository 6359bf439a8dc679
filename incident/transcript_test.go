package incident_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// TestTranscripts runs the commands of testdata/*.txt and compares what they
// print: the event that was recorded, or why not, and where the incident stands.
func TestTranscripts(t *testing.T) {
	for _, path := range []string{"testdata/life.txt", "testdata/corrections.txt"} {
		t.Run(path, func(t *testing.T) {
			old, err := os.ReadFile(path)
			require.NoError(t, err)
			var out strings.Builder
			p := &player{events: map[string]timeline.Event{}}
			for line := range strings.Lines(string(old)) {
				switch {
				case strings.HasPrefix(line, "#"):
					out.WriteString(line)
				case strings.HasPrefix(line, "> "):
					out.WriteString(line)
					p.command(t, &out, strings.Fields(line[2:]))
					out.WriteString("\n")
				}
			}
			golden(t, path, out.String())
		})
	}
}

// A player runs commands. A command may name its event, "x = advance resolve",
// and later ones may speak of it by that name.
type player struct {
	inc    *incident.Incident
	events map[string]timeline.Event
}

func (p *player) command(t *testing.T, out *strings.Builder, args []string) {
	name := ""
	if len(args) > 2 && args[1] == "=" {
		name, args = args[0], args[2:]
	}
	e, err := p.run(t, args)
	switch {
	case err != nil:
		fmt.Fprintln(out, err)
	case e.Kind != "":
		p.events[name] = e
		b, err := e.MarshalJSON()
		require.NoError(t, err)
		out.Write(append(b, '\n'))
	}
	st, _ := p.inc.Status()
	fmt.Fprintln(out, strings.TrimSpace(fmt.Sprintf("status %s, phase %s %s", st.Name, st.Phase, st.Resolution)))
	for _, f := range incident.Of(p.inc.AsOf(late)).Findings {
		fmt.Fprintf(out, "finding %s: %s\n", f.Rule, f.Text)
	}
}

func (p *player) run(t *testing.T, args []string) (timeline.Event, error) {
	arg := func(i int) string {
		if i < len(args) {
			return args[i]
		}
		return ""
	}
	at := func(i int) timeline.Instant {
		if arg(i) == "" {
			return unknown
		}
		return on(arg(i))
	}
	of := p.events[arg(1)]
	switch args[0] {
	case "declare":
		inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", State: lifecycle.State(arg(1)), At: at(2)})
		require.NoError(t, err)
		p.inc = inc
		st, _ := inc.Status()
		e, _ := inc.Log().Event(st.Event)
		return e, nil
	case "advance":
		return p.inc.Advance(lifecycle.Trigger(arg(1)), at(2))
	case "publish":
		return p.inc.Publish(arg(1), "", at(2))
	case "mark":
		return p.inc.Mark(timeline.Milestone(arg(1)), at(2))
	case "merge-into":
		return p.inc.MergeInto(elsewhere, at(1))
	case "retract":
		return p.inc.Retract(of.ID)
	case "amend":
		of.Status, of.Occurred = arg(2), at(3)
		return p.inc.Amend(of.ID, of)
	case "decode":
		p.inc = decode(t, jsonOf(t, p.inc))
		return timeline.Event{}, nil
	}
	t.Fatalf("unknown command %q", args[0])
	return timeline.Event{}, nil
}
