package jsonstream_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/internal/jsonstream"
)

// read returns what a document holds, a line for each record, and the last error.
func read(r io.Reader, limits jsonstream.Limits) (lines []string, last error) {
	for rec, err := range jsonstream.Records(r, limits, "incidents", "more") {
		var limit *jsonstream.LimitError
		switch {
		case errors.As(err, &limit) && !errors.Is(err, jsonstream.ErrTooMany):
			lines = append(lines, rec.Path()+"!"+err.Error())
		case err != nil:
			last = err
		default:
			lines = append(lines, rec.Path()+"="+string(rec.Raw))
		}
	}
	return lines, last
}

func TestRecords(t *testing.T) {
	for _, c := range []struct {
		name, doc string
		lines     []string
		err       string
	}{
		{"an object with lists", `{"page":{"id":"x"},"incidents":[{"a":[1,{}]},2] , "more":[],"n":1}`,
			[]string{`page={"id":"x"}`, `incidents[0]={"a":[1,{}]}`, `incidents[1]=2`, `n=1`}, ""},
		{"a list", "\ufeff [ {\"a\":\"]}\\\"\"} ,\n[1]]\n", []string{`[0]={"a":"]}\""}`, `[1]=[1]`}, ""},
		{"an empty list", `[]`, nil, ""},
		{"an empty object", ` { } `, nil, ""},
		{"a list that is none", `{"incidents":{"a":1},"other":[1,2]}`, []string{`incidents={"a":1}`, `other=[1,2]`}, ""},
		{"a list twice", `{"incidents":[1],"incidents":[2]}`, []string{"incidents[0]=1", "incidents[0]=2"}, ""},
		{"names with escapes", `{"\u0069ncidents":[true,null,"\\"]}`, []string{"incidents[0]=true", "incidents[1]=null", `incidents[2]="\\"`}, ""},
		{"nothing", ``, nil, "the document at byte 0: the document ends"},
		{"space", " \n", nil, "the document at byte 2: the document ends"},
		{"a number", `17`, nil, "the document at byte 0: the document is neither an object nor a list"},
		{"half a mark", "\xEF\xBB[]", nil, "the document at byte 2: half a byte order mark"},
		{"two documents", `[1] [2]`, []string{"[0]=1"}, "[0] at byte 4: more follows the document: one value is read, and not lines of JSON"},
		{"cut off in a record", `{"incidents":[{"a":1},{"b`, []string{`incidents[0]={"a":1}`}, "incidents[1] at byte 25: the document ends"},
		{"cut off after one", `{"incidents":[{"a":1}`, []string{`incidents[0]={"a":1}`}, "incidents[0] at byte 21: the document ends"},
		{"cut off after a comma", `[1,`, []string{"[0]=1"}, "[0] at byte 3: the document ends"},
		{"a comma too many", `[1,]`, []string{"[0]=1"}, `[1] at byte 3: ']' in place of a value`},
		{"no comma", `[1 2]`, []string{"[0]=1"}, `[0] at byte 3: '2' in place of ',' or ']'`},
		{"no colon", `{"a" 1}`, nil, `the document at byte 5: '1' in place of ':'`},
		{"no name", `{1:2}`, nil, "the document at byte 1: a name is missing"},
		{"a comma before the end", `{"a":1,}`, []string{"a=1"}, "a at byte 7: a name is missing"},
		{"a name without end", `{"` + strings.Repeat("x", 70_000) + `":1}`, nil, "the document at byte 70003: a name is too long"},
		{"a broken name", `{"\x":1}`, nil, "the document at byte 5: a name is not a string"},
		{"a word of its own", `[nope]`, nil, "[0] at byte 1: invalid character 'o' in literal null (expecting 'u')"},
		{"a record that is none", `[{"a":1,}]`, nil, "[0] at byte 1: invalid character '}' looking for beginning of object key string"},
		{"brackets that do not match", `[{"a":[1}]]`, nil, "[0] at byte 1: invalid character '}' after array element"},
		{"words run together", `[1"a"]`, []string{"[0]=1"}, `[0] at byte 2: '"' in place of ',' or ']'`},
		{"a word before a list", `[1[2]]`, []string{"[0]=1"}, `[0] at byte 2: '[' in place of ',' or ']'`},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(c.doc), iotest.OneByteReader(strings.NewReader(c.doc)), iotest.DataErrReader(strings.NewReader(c.doc))} {
				lines, err := read(r, jsonstream.Limits{})
				assert.Equal(t, c.lines, lines)
				if c.err == "" {
					require.NoError(t, err)
					continue
				}
				require.EqualError(t, err, c.err)
				require.ErrorIs(t, err, jsonstream.ErrSyntax)
			}
		})
	}
}

func TestErrorsOfTheReader(t *testing.T) {
	boom := errors.New("boom")
	_, err := read(io.MultiReader(strings.NewReader(`{"incidents":[{`), iotest.ErrReader(boom)), jsonstream.Limits{})
	assert.Equal(t, boom, err)
	lines, err := read(io.MultiReader(strings.NewReader(`[1,2`), iotest.ErrReader(boom)), jsonstream.Limits{})
	assert.Equal(t, boom, err)
	assert.Equal(t, []string{"[0]=1"}, lines)
	_, err = read(idle{}, jsonstream.Limits{})
	assert.ErrorIs(t, err, io.ErrNoProgress)
}

// idle brings neither bytes nor an error.
type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

// What is more than the limits allow is passed over, and the rest is read.
func TestLimits(t *testing.T) {
	lines, err := read(strings.NewReader(`{"incidents":[{"a":"0123456789"},{"b":1}],"page":"01234567890"}`), jsonstream.Limits{Bytes: 10})
	require.NoError(t, err)
	assert.Equal(t, []string{
		"incidents[0]!incidents[0] at byte 14: too long (limit 10)", `incidents[1]={"b":1}`, "page!page at byte 49: too long (limit 10)",
	}, lines)

	lines, err = read(strings.NewReader(`[[[1]],[[[2]]],3,[[{"a":[]}]]]`), jsonstream.Limits{Depth: 2})
	require.NoError(t, err)
	assert.Equal(t, []string{"[0]=[[1]]", "[1]![1] at byte 7: too deep (limit 2)", "[2]=3", "[3]![3] at byte 17: too deep (limit 2)"}, lines)

	lines, err = read(strings.NewReader(`{"page":1,"incidents":[1,2,3]}`), jsonstream.Limits{Count: 2})
	assert.EqualError(t, err, "incidents[1] at byte 25: too many records (limit 2)")
	assert.ErrorIs(t, err, jsonstream.ErrTooMany)
	assert.Equal(t, []string{"page=1", "incidents[0]=1"}, lines)

	deep := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	lines, err = read(strings.NewReader(`{"incidents":[`+deep+`,1]}`), jsonstream.Limits{})
	require.NoError(t, err)
	assert.Equal(t, []string{"incidents[0]!incidents[0] at byte 14: too deep (limit 64)", "incidents[1]=1"}, lines)
}

func TestStopsWhenToldTo(t *testing.T) {
	n := 0
	for range jsonstream.Records(strings.NewReader(`[1,2,nonsense`), jsonstream.Limits{}) {
		if n++; n == 2 {
			break
		}
	}
	assert.Equal(t, 2, n)
}

// endless is a list of n records.
type endless struct {
	n    int
	left []byte
	done bool
}

func (e *endless) Read(p []byte) (int, error) {
	if len(e.left) == 0 {
		switch {
		case e.done:
			return 0, io.EOF
		case e.n == 0:
			e.left, e.done = []byte(`null]}`), true
		default:
			if e.left == nil {
				e.left = []byte(`{"incidents":[`)
			}
			e.n--
			e.left = append(e.left, []byte(`{"id":"0123456789","body":"`+strings.Repeat("x", 900)+`"},`)...)
		}
	}
	n := copy(p, e.left)
	e.left = e.left[n:]
	return n, nil
}

// A hundred megabytes are read with little memory.
func TestMemoryStaysFlat(t *testing.T) {
	const n = 110_000
	records, most := 0, uint64(0)
	for _, err := range jsonstream.Records(&endless{n: n}, jsonstream.Limits{}, "incidents") {
		require.NoError(t, err)
		if records++; records%10_000 == 0 {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	assert.Equal(t, n+1, records)
	assert.Less(t, most, uint64(64<<20))
}

// whole is the slow twin: the document as package json reads it.
func whole(doc []byte) (lines []string, ok bool) {
	if !json.Valid(doc) {
		return nil, false
	}
	line := func(path string, raw json.RawMessage) { lines = append(lines, path+"="+string(raw)) }
	list := func(path string, raw json.RawMessage) bool {
		var records []json.RawMessage
		if len(raw) == 0 || raw[0] != '[' || json.Unmarshal(raw, &records) != nil {
			return false
		}
		for i, r := range records {
			line(fmt.Sprintf("%s[%d]", path, i), r)
		}
		return true
	}
	doc = bytes.TrimLeft(doc, " \t\r\n")
	if list("", doc) {
		return lines, true
	}
	dec := json.NewDecoder(bytes.NewReader(doc))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return nil, false
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, false
		}
		var raw json.RawMessage
		if dec.Decode(&raw) != nil {
			return nil, false
		}
		if s := name.(string); s != "incidents" && s != "more" || !list(s, raw) {
			line(s, raw)
		}
	}
	return lines, true
}

// compare reads a document in both ways.
func compare(t *testing.T, doc []byte) {
	t.Helper()
	if bytes.Count(doc, []byte("["))+bytes.Count(doc, []byte("{")) > 9_000 {
		return // where package json, which counts the depth of the whole, may refuse what we read
	}
	lines, err := read(bytes.NewReader(doc), jsonstream.Limits{Depth: 20_000})
	want, ok := whole(doc)
	if !ok {
		require.Error(t, err, "%q", doc)
		return
	}
	require.NoError(t, err, "%q", doc)
	require.Equal(t, want, lines, "%q", doc)
	slow, err := read(iotest.OneByteReader(bytes.NewReader(doc)), jsonstream.Limits{Depth: 20_000})
	require.NoError(t, err)
	require.Equal(t, want, slow)
}

// Documents at random, some of them spoilt.
func TestAgainstTheWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	pieces := strings.Fields(`{ } [ ] , : "incidents" "more" "a" "\u0041\"" 1 -2.5e3 true null {} [] [1,2] {"a":[{}]} "é" x \ "`)
	for range 20_000 {
		doc := "{\"incidents\":["
		if r.IntN(3) == 0 {
			doc = "["
		}
		for range r.IntN(8) {
			doc += pieces[r.IntN(len(pieces))]
			if r.IntN(2) == 0 {
				doc += ","
			}
		}
		doc = strings.TrimSuffix(doc, ",") + []string{"]", "]}", "],\"more\":[1]}", "],\"page\":{}}", "}", ""}[r.IntN(6)]
		compare(t, []byte(doc))
	}
}

func FuzzRecords(f *testing.F) {
	f.Add([]byte(`{"page":{"id":"x"},"incidents":[{"a":[1,{}]},2],"more":[null]}`))
	f.Add([]byte(`[{"a":"]}\""},[1]]`))
	f.Add([]byte(`{"incidents":[{"b`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if bytes.HasPrefix(doc, []byte("\xEF\xBB\xBF")) {
			doc = doc[3:]
		}
		compare(t, bytes.TrimLeft(doc, "\xEF\xBB\xBF"))
	})
}

func BenchmarkRecords(b *testing.B) {
	var doc strings.Builder
	_, err := io.Copy(&doc, &endless{n: 1_000})
	require.NoError(b, err)
	b.Run("records", func(b *testing.B) {
		b.SetBytes(int64(doc.Len()))
		b.ReportAllocs()
		for b.Loop() {
			for _, err := range jsonstream.Records(strings.NewReader(doc.String()), jsonstream.Limits{}, "incidents") {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("encoding-json-valid", func(b *testing.B) {
		raw := []byte(doc.String())
		b.SetBytes(int64(doc.Len()))
		for b.Loop() {
			if !json.Valid(raw) {
				b.Fatal("not valid")
			}
		}
	})
}
