package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/timeline"
)

// page is a report of n entries, as data and in words, with text to be escaped, one time
// in eight uncertain.
func page(n int) *report.Report {
	doc := must(report.Executive(report.Options{}, views("pipedrive")...))
	inc := &doc.Incidents[0]
	inc.Timeline = nil
	for i := range n {
		at := time.Date(2026, 3, 4, 10, i, 0, 0, time.UTC)
		e := report.Entry{At: timeline.At(at), What: "note", Text: "the <b>queue</b> of eu-west & us-east is at 4096, \"slow\" but falling", Actor: "robin"}
		if i%8 == 7 {
			e.At = timeline.About(at, 5*time.Minute)
		}
		inc.Timeline = append(inc.Timeline, e)
	}
	doc.Sections = append(doc.Sections, report.Section{ID: "timeline", Title: "Timeline", Level: 2, Blocks: []report.Block{report.Timeline{Entries: inc.Timeline}}})
	return doc
}

// The rival is package encoding/json with plain structs, filled already; it writes the
// same bytes, see TestPlainStructsWriteTheSame.
func BenchmarkRender(b *testing.B) {
	postmortem := must(report.Postmortem(report.Options{}, views("pipedrive")...))
	for name, doc := range map[string]*report.Report{"pipedrive": postmortem, "page_of_200": page(200)} {
		out := render(b, doc)
		twin := plain(b, out)
		run := func(by string, f func() error) {
			b.Run(name+"/"+by, func(b *testing.B) {
				b.SetBytes(int64(len(out)))
				b.ReportAllocs()
				for b.Loop() {
					if err := f(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		run("ours", func() error { return json.Renderer{}.Render(io.Discard, doc) })
		run("encoding_json", func() error { return twin.write(stdjson.NewEncoder(io.Discard)) })
		sink := bytes.NewBuffer(make([]byte, 0, len(out)))
		run("floor_copy", func() error { sink.Reset(); _, err := sink.Write(out); return err })
	}
}

// spent is what is allocated to write a report, in bytes and in pieces: the least of some
// tries, as others allocate too.
func spent(t *testing.T, doc *report.Report) (bytes, pieces uint64) {
	t.Helper()
	bytes, pieces = ^uint64(0), ^uint64(0)
	for range 3 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		require.NoError(t, json.Renderer{}.Render(io.Discard, doc))
		runtime.ReadMemStats(&after)
		bytes, pieces = min(bytes, after.TotalAlloc-before.TotalAlloc), min(pieces, after.Mallocs-before.Mallocs)
	}
	return bytes, pieces
}

// A hundred times as many entries take no more memory, neither at a time nor in all: less
// than a byte for each of them, and a few pieces that the race detector makes.
func TestMemoryIsFlat(t *testing.T) {
	const few, many = 200, 20_000
	short, long := page(few), page(many)
	bytes, pieces := spent(t, short)
	moreBytes, morePieces := spent(t, long)
	assert.Less(t, moreBytes, bytes+many)
	assert.Less(t, morePieces, pieces+few)
	assert.Less(t, moreBytes, uint64(256<<10), "a buffer, and the figures one by one")
	var size sizes
	require.NoError(t, json.Renderer{}.Render(&size, long))
	assert.Greater(t, len(size)*bufferSize, 8<<20)
}

const bufferSize = 16 << 10

// sizes notes how long each write is.
type sizes []int

func (s *sizes) Write(p []byte) (int, error) {
	*s = append(*s, len(p))
	return len(p), nil
}

// The document comes in pieces of one size, however long its parts are.
func TestStreams(t *testing.T) {
	const piece = bufferSize
	doc := page(2000)
	doc.Title = strings.Repeat("one long text & \"more\" ", 10_000)
	doc.Sections[0].Blocks = append(doc.Sections[0].Blocks, report.Code{Text: strings.Repeat("line\n", 50_000)})
	size := len(render(t, doc))
	var writes sizes
	require.NoError(t, json.Renderer{}.Render(&writes, doc))
	require.Len(t, writes, (size+piece-1)/piece)
	for _, n := range writes[:len(writes)-1] {
		require.Equal(t, piece, n, "each write is full but the last")
	}
	assert.LessOrEqual(t, writes[len(writes)-1], piece)
}
