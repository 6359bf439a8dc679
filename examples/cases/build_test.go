package cases_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

var update = flag.Bool("update", false, "write the event logs from the code that builds them")

// A build writes one incident with the verbs of package incident. The embedded
// logs are its output.
var builds = []struct {
	file  string
	build func(*builder)
}{
	{"pipedrive.json", buildPipedrive},
	{"pipefy.json", buildPipefy},
	{"monday-2022-a.json", buildMonday2022A},
	{"monday-2022-b.json", buildMonday2022B},
	{"monday-2024-a.json", buildMonday2024A},
	{"monday-2024-b.json", buildMonday2024B},
	{"pipedream.json", buildPipedream},
}

func TestLogsAreBuilt(t *testing.T) {
	for _, b := range builds {
		t.Run(b.file, func(t *testing.T) {
			w := &builder{t: t}
			b.build(w)
			compact, err := json.Marshal(w.inc)
			require.NoError(t, err)
			var pretty bytes.Buffer
			require.NoError(t, json.Indent(&pretty, compact, "", "\t"))
			pretty.WriteByte('\n')
			if *update {
				require.NoError(t, os.WriteFile(b.file, pretty.Bytes(), 0o666))
			}
			have, err := os.ReadFile(b.file)
			require.NoError(t, err)
			assert.Equal(t, pretty.String(), string(have), "run with -update, then read the difference")
		})
	}
}

func TestLoad(t *testing.T) {
	total := 0
	for _, name := range cases.Names() {
		incs, err := cases.Load(name)
		require.NoError(t, err)
		require.NotEmpty(t, incs, name)
		total += len(incs)
	}
	assert.Equal(t, len(builds), total, "every log belongs to a case")
	_, err := cases.Load("nope")
	assert.ErrorContains(t, err, "pipedrive")
}

// A builder fails the test where a verb is refused, so that the cases read as
// lists of facts.
type builder struct {
	t        *testing.T
	inc      *incident.Incident
	recorded int
}

// as is the incident's writer under a stamp. Facts of one account are recorded
// a second apart, in the order in which they are written down.
func (b *builder) as(s incident.Stamp) incident.Writer {
	s.Recorded = s.Recorded.Add(time.Duration(b.recorded) * time.Second)
	b.recorded++
	return b.inc.As(s)
}

func (b *builder) declare(d incident.Declaration) {
	b.t.Helper()
	inc, err := incident.Declare(d)
	require.NoError(b.t, err)
	b.inc = inc
}

// ok takes the result of a verb.
func (b *builder) ok(e timeline.Event, err error) timeline.Event {
	b.t.Helper()
	require.NoError(b.t, err)
	return e
}

// transcribed is when the reports that bear no date of their own were written
// down here.
var transcribed = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// unknown is the time that a report does not give.
var unknown timeline.Instant

func utc(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	return t
}

func at(s string) timeline.Instant { return timeline.At(utc(s)) }

// about reads "around" and "approximately" as half an hour either way; the
// events that use it say so.
func about(s string) timeline.Instant { return timeline.About(utc(s), 30*time.Minute) }

// firstPost is how an incident that only a status page tells of was declared.
const firstPost = "the page's first post is read as the declaration"

const aboutAssumed = "approximate times are read as ±30 minutes"
