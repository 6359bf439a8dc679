// Package wire is how the packages of foreign formats read JSON: member by member
// as it is written, with a diagnostic for what is not as expected.
package wire

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/internal/jsonstream"
)

// A Format is how a source lists its incidents in a document.
type Format struct {
	// Lists are the members that hold records. A document that is a list holds them
	// itself.
	Lists []string
	// Single is a member that is a record, empty if there is none.
	Single string
	// Told are the members of which a document that is itself a record has one.
	Told []string
	// Read makes an incident of a record, with the source's own ID of it, and tells r
	// what is wrong with it.
	Read func(r *Reader, raw json.RawMessage) (id string, inc *incident.Incident)
}

// deepest is how deep a record may be: no deeper than what an event keeps.
const deepest = 100

// Items yields an item for each record of a document. A record beyond the limits is
// an item with a diagnostic.
func (f Format) Items(r io.Reader, o feed.Options) iter.Seq2[feed.Item, error] {
	return func(yield func(feed.Item, error) bool) {
		limits := jsonstream.Limits{Bytes: o.MaxBytes, Depth: min(o.MaxDepth, deepest), Count: o.MaxCount}
		whole := whole{format: f, most: cmp.Or(o.MaxBytes, jsonstream.DefaultBytes)}
		for rec, err := range jsonstream.Records(r, limits, f.Lists...) {
			var limit *jsonstream.LimitError
			isLimit := errors.As(err, &limit) && !errors.Is(err, jsonstream.ErrTooMany)
			var item feed.Item
			switch {
			case err != nil && !isLimit:
				yield(feed.Item{}, err)
				return
			case rec.Index < 0 && rec.List != f.Single && !slices.Contains(f.Lists, rec.List):
				whole.add(rec, isLimit)
				continue
			case isLimit:
				item = failed(rec.Path(), feed.TooLarge, err.Error())
			case rec.Index < 0 && rec.List != f.Single && string(rec.Raw) == "null":
				continue
			case rec.Index < 0 && rec.List != f.Single:
				item = failed(rec.Path(), feed.BadRecord, Brief(rec.Raw)+" is not a list of records")
			default:
				item = f.item(rec.Path(), rec.Raw)
			}
			whole.done = true // it holds records, and so is none
			if !yield(item, nil) {
				return
			}
		}
		if item, ok := whole.item(); ok {
			yield(item, nil)
		}
	}
}

// item makes an item of a record.
func (f Format) item(path string, raw json.RawMessage) feed.Item {
	r := &Reader{Path: path}
	item := feed.Item{Path: path}
	if raw, ok := r.Object(raw); ok {
		item.ID, item.Incident = f.Read(r, raw)
	}
	item.Diagnostics = r.Diagnostics
	return item
}

// failed is an item that is no incident.
func failed(path string, rule feed.Rule, text string) feed.Item {
	return feed.Item{Path: path, Diagnostics: []feed.Diagnostic{{Rule: rule, Path: path, Text: text}}}
}

// whole gathers the members of a document that is itself a record.
type whole struct {
	format Format
	most   int64 // bytes
	raw    []byte
	told   bool
	large  string // the member that is too much
	done   bool
}

// add takes a further member.
func (w *whole) add(rec jsonstream.Record, large bool) {
	if w.done {
		return
	}
	w.told = w.told || slices.Contains(w.format.Told, rec.List)
	if large || int64(len(w.raw)+len(rec.Raw)) > w.most {
		w.large = cmp.Or(w.large, rec.List)
		w.raw = nil
	}
	if w.large != "" {
		return
	}
	sep := byte(',')
	if len(w.raw) == 0 {
		sep = '{'
	}
	w.raw = AppendMember(append(w.raw, sep), rec.List, rec.Raw)
}

// item returns what the document is, and false if it is no record.
func (w *whole) item() (feed.Item, bool) {
	switch {
	case w.done || !w.told:
		return feed.Item{}, false
	case w.large != "":
		return failed("", feed.TooLarge, "with "+strconv.Quote(w.large)+" the incident is more than the limits allow"), true
	}
	return w.format.item("", append(w.raw, '}')), true
}

// All gathers what a decoder yields.
func All(items iter.Seq2[feed.Item, error]) ([]feed.Item, error) {
	var out []feed.Item
	for item, err := range items {
		if err != nil {
			return out, err
		}
		out = append(out, item)
	}
	return out, nil
}

// A Reader reads one record and gathers what is wrong with it.
type Reader struct {
	Path        string // of the record
	Diagnostics []feed.Diagnostic
}

// Report adds a diagnostic about a place in the record.
func (r *Reader) Report(rule feed.Rule, path, format string, args ...any) {
	if path != "" && path[0] != '[' && r.Path != "" {
		path = "." + path
	}
	r.Diagnostics = append(r.Diagnostics, feed.Diagnostic{Rule: rule, Path: r.Path + path, Text: fmt.Sprintf(format, args...)})
}

// Object returns a record whose texts are UTF-8, and false if it is no object.
func (r *Reader) Object(raw json.RawMessage) (json.RawMessage, bool) {
	if len(raw) == 0 || raw[0] != '{' {
		r.Report(feed.BadRecord, "", "%s is not an object", Brief(raw))
		return nil, false
	}
	raw, changed := jsonstream.Clean(raw)
	if changed {
		r.Report(feed.BadText, "", "a text is not UTF-8; U+FFFD stands for what is not")
	}
	return raw, true
}

// A Seen tells members that are given twice.
type Seen map[string]bool

// Again reports a member that was given before: the last counts.
func (r *Reader) Again(seen Seen, path, name string) {
	if seen[name] {
		r.Report(feed.BadMember, path, "given twice; the last counts")
	}
	seen[name] = true
}

// List yields the elements of a list. Null is an empty one.
func (r *Reader) List(path string, raw json.RawMessage) iter.Seq[json.RawMessage] {
	if len(raw) == 0 || raw[0] != '[' && string(raw) != "null" {
		r.Report(feed.BadMember, path, "%s is not a list", Brief(raw))
	}
	return jsonstream.Elements(raw)
}

// Text reads a string. Null is the empty text.
func (r *Reader) Text(path string, raw json.RawMessage) string {
	if string(raw) == "null" {
		return ""
	}
	s, ok := jsonstream.Text(raw)
	if !ok {
		r.Report(feed.BadMember, path, "%s is not a string", Brief(raw))
	}
	return s
}

// A Stamp is a time as it is written.
type Stamp struct {
	Text string
	At   time.Time // zero if the text is empty or does not read
}

// String returns the time as it is written, as far as that is of any use.
func (s Stamp) String() string { return Brief([]byte(s.Text)) }

// Stamp reads a time.
func (r *Reader) Stamp(path string, raw json.RawMessage) Stamp {
	s := Stamp{Text: r.Text(path, raw)}
	if s.Text == "" {
		return s
	}
	at, err := time.Parse(time.RFC3339Nano, s.Text)
	if year := at.UTC().Year(); err != nil || !isTime(s.Text) || year < 1900 || year > 9999 {
		r.Report(feed.BadTime, path, "%s is no time of RFC 3339 in the years 1900 to 9999", Brief(raw))
		s.Text = strings.ToValidUTF8(s.Text[:min(len(s.Text), longest)], "")
		return s
	}
	s.At = at
	return s
}

// longest is how long a time may be that anybody writes.
const longest = 64

// isTime holds package time to the letter of RFC 3339, section 5.6: two digits each,
// a point before fractions, and an offset within a day.
func isTime(s string) bool {
	const shape = "0000-00-00T00:00:00"
	if len(s) <= len(shape) || len(s) > longest {
		return false
	}
	for i, c := range []byte(shape) {
		if isDigit := s[i] >= '0' && s[i] <= '9'; c == '0' && !isDigit || c != '0' && s[i] != c {
			return false
		}
	}
	zone := strings.TrimLeft(s[len(shape):], ".0123456789")
	if i := len(s) - len(zone); s[len(shape)] == ',' || i > len(shape) && s[len(shape)] != '.' {
		return false
	}
	return zone == "Z" || len(zone) == 6 && zone[1:3] < "24" && zone[4:6] < "60"
}

// Brief returns a value for a message.
func Brief[T ~string | ~[]byte](value T) string {
	const most = 64
	if len(value) > most {
		return strings.ToValidUTF8(string(value[:most]), "") + "…"
	}
	return strings.ToValidUTF8(string(value), "\uFFFD")
}

// AppendMember writes a member of an object.
func AppendMember(b []byte, name string, value json.RawMessage) []byte {
	var quoted bytes.Buffer
	enc := json.NewEncoder(&quoted)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(name); err != nil { // never: a string marshals
		return b
	}
	return append(append(append(b, bytes.TrimSpace(quoted.Bytes())...), ':'), value...)
}
