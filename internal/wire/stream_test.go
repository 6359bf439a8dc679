package wire_test

import (
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/servicehealth"
	"github.com/allclear-go/allclear/incident/statuspage"
	"github.com/allclear-go/allclear/internal/jsonstream"
)

// endless is a list of records that does not end before it is told to.
type endless struct {
	record string // with a place for a number
	n      int
	rest   string
	read   int64
	most   int64 // bytes; then the list is closed
}

func (e *endless) Read(p []byte) (int, error) {
	if e.rest == "" {
		switch {
		case e.read >= e.most && e.n < 0:
			return 0, io.EOF
		case e.read >= e.most:
			e.rest, e.n = "]", -1
		default:
			e.rest = map[bool]string{true: "[", false: ","}[e.n == 0] + fmt.Sprintf(e.record, e.n)
			e.n++
		}
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	e.read += int64(n)
	return n, nil
}

// The formats, with a record of each that has several updates and places.
var formats = map[string]struct {
	decode func(io.Reader, feed.Options) iter.Seq2[feed.Item, error]
	record string
}{
	"statuspage": {statuspage.Decode, `{"id":"%d","name":"n","status":"resolved","impact":"major","incident_updates":[` +
		`{"status":"resolved","body":"` + strings.Repeat("words ", 100) + `","created_at":"2026-03-04T15:00:00.000Z","affected_components":[{"code":"a","name":"API","old_status":"major_outage","new_status":"operational"}]},` +
		`{"status":"investigating","body":"` + strings.Repeat("words ", 100) + `","created_at":"2026-03-04T14:00:00.000Z","affected_components":[{"code":"a","name":"API","old_status":"operational","new_status":"major_outage"}]}]}`},
	"servicehealth": {servicehealth.Decode, `{"id":"%d","external_desc":"n","begin":"2026-03-04T13:50:00+00:00","end":"2026-03-04T15:00:00+00:00","affected_products":[{"id":"sql","title":"SQL"}],"updates":[` +
		`{"status":"AVAILABLE","text":"` + strings.Repeat("words ", 100) + `","when":"2026-03-04T15:00:00+00:00","affected_locations":[{"id":"us"},{"id":"eu"}]},` +
		`{"status":"SERVICE_OUTAGE","text":"` + strings.Repeat("words ", 100) + `","when":"2026-03-04T14:00:00+00:00","affected_locations":[{"id":"us"},{"id":"eu"}]}]}`},
}

// However long a document is, its records pass through a heap of the same size,
// and the count limit ends it.
func TestHeapStaysFlat(t *testing.T) {
	const limit = 16 << 20
	most := int64(100 << 20)
	if testing.Short() {
		most = 10 << 20
	}
	for name, format := range formats {
		t.Run(name, func(t *testing.T) {
			doc := &endless{record: format.record, most: most}
			records, worst := 0, uint64(0)
			for item, err := range format.decode(doc, feed.Options{MaxCount: 1 << 30}) {
				require.NoError(t, err)
				require.NotNil(t, item.Incident)
				if records++; records%5_000 == 0 {
					var mem runtime.MemStats
					runtime.GC()
					runtime.ReadMemStats(&mem)
					worst = max(worst, mem.HeapAlloc)
				}
			}
			assert.GreaterOrEqual(t, doc.read, most)
			assert.Less(t, worst, uint64(limit))
			t.Logf("%d records of %d MiB, %.1f MiB of heap", records, doc.read>>20, float64(worst)/(1<<20))

			records = 0
			for _, err := range format.decode(&endless{record: format.record, most: 1 << 40}, feed.Options{MaxCount: 1_000}) {
				if err != nil {
					assert.ErrorIs(t, err, jsonstream.ErrTooMany)
					break
				}
				records++
			}
			assert.Equal(t, 1_000, records, "a document that does not end")
		})
	}
}
