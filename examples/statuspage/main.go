// Statuspage reads an export of a status page and says what it tells about each
// incident, what it does not, what contradicts itself in it, and what that comes to
// by year.
//
//	go run ./examples/statuspage                          # a page of our own making
//	go run ./examples/statuspage incidents.json
//	curl -s https://www.example.com/api/v2/incidents.json | go run ./examples/statuspage
//	go run ./examples/statuspage -from servicehealth -format json < incidents.json
//	go run ./examples/statuspage -as-of 2026-03-04T14:20:00Z
//	go run ./examples/statuspage -definitions datadog,servicenow
//
// A page says when words were published. Where it says more, as of components or
// locations, that is measured too.
package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/servicehealth"
	"github.com/allclear-go/allclear/incident/statuspage"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

//go:embed sample-statuspage.json
var sampleStatuspage []byte

//go:embed sample-servicehealth.json
var sampleServicehealth []byte

// A source is a format that can be read.
type source struct {
	decode func(io.Reader, feed.Options) iter.Seq2[feed.Item, error]
	sample []byte
}

var sources = map[string]source{
	"statuspage":    {statuspage.Decode, sampleStatuspage},
	"servicehealth": {servicehealth.Decode, sampleServicehealth},
}

// sampled is when the samples were taken.
var sampled = time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)

func main() {
	s := streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, now: time.Now()}
	s.inTerminal, s.errTerminal = terminal(os.Stdin), terminal(os.Stderr)
	err := run(os.Args[1:], s)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "statuspage:", err)
		os.Exit(2)
	}
}

// terminal reports whether somebody sits at a file.
func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// streams are what the program reads, writes and knows of the world.
type streams struct {
	in                      io.Reader
	out, err                io.Writer
	now                     time.Time
	inTerminal, errTerminal bool
}

// settings are what the flags say.
type settings struct {
	source source
	writer func(io.Writer, []definition.Definition) writer
	asOf   time.Time // zero: now, or when the sample was taken
	file   string
	// definitions of other tools to measure by as well
	definitions []definition.Definition
}

// A writer writes what is known of each record, and then of all of them.
type writer interface {
	// item is called for each record. The view is nil if the record is no incident,
	// or one that was not known yet. The findings are what contradicts itself in it.
	item(item feed.Item, view *timeline.View, findings []timeline.Finding) error
	end(t *totals) error
}

func parse(args []string, stderr io.Writer) (settings, error) {
	fs := flag.NewFlagSet("statuspage", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.Usage = func() {
		fmt.Fprintln(stderr, "usage: statuspage [flags] [file]\n\nReads a file, or what is piped in, or else a sample.")
		fs.PrintDefaults()
	}
	from := fs.String("from", "statuspage", "`format` of the input: statuspage or servicehealth")
	format := fs.String("format", "text", "`format` of the output: text or json")
	asOf := fs.String("as-of", "", "`moment` to report what was known at, RFC 3339 (default now)")
	definitions := fs.String("definitions", "", "`tools` as which to measure too, with commas: all, "+strings.Join(slices.Collect(definition.Vendors()), ", ")+", or IDs")
	if err := fs.Parse(args); err != nil {
		return settings{}, err
	}
	s := settings{file: fs.Arg(0)}
	if fs.NArg() > 1 {
		return s, fmt.Errorf("unexpected argument %q", fs.Arg(1))
	}
	var ok bool
	if s.source, ok = sources[*from]; !ok {
		return s, fmt.Errorf("no format %q to read (there are: statuspage, servicehealth)", *from)
	}
	switch *format {
	case "text":
		s.writer = newText
	case "json":
		s.writer = newJSON
	default:
		return s, fmt.Errorf("no format %q (there are: text, json)", *format)
	}
	if *asOf != "" {
		at, err := time.Parse(time.RFC3339, *asOf)
		if err != nil {
			return s, fmt.Errorf("-as-of: %w", err)
		}
		s.asOf = at
	}
	var err error
	if s.definitions, err = definition.Parse(*definitions); err != nil {
		return s, fmt.Errorf("-definitions: %w", err)
	}
	return s, nil
}

// input opens what is to be read.
func input(s *settings, std streams) (io.Reader, func() error, error) {
	nothing := func() error { return nil }
	if s.file != "" {
		f, err := os.Open(s.file)
		if err != nil {
			return nil, nothing, err
		}
		return f, f.Close, nil
	}
	if !std.inTerminal {
		in := bufio.NewReader(std.in)
		if _, err := in.Peek(1); err != io.EOF {
			return in, nothing, nil // what is wrong with it is told on reading
		}
	}
	fmt.Fprintln(std.err, "statuspage: nothing to read, so this is a sample")
	if s.asOf.IsZero() {
		s.asOf = sampled
	}
	return bytes.NewReader(s.source.sample), nothing, nil
}

// run is the program without the process around it.
func run(args []string, std streams) (err error) {
	s, err := parse(args, std.err)
	if err != nil {
		return err
	}
	in, done, err := input(&s, std)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	if s.asOf.IsZero() {
		s.asOf = std.now
	}
	out := bufio.NewWriter(std.out)
	w, t := s.writer(out, s.definitions), newTotals(s.asOf)
	var broken error // of the document, after what was read of it
	for item, err := range s.source.decode(in, feed.Options{}) {
		if err != nil {
			broken = err
			break
		}
		view, findings := t.add(&item)
		if err := w.item(item, view, findings); err != nil {
			return err
		}
		if std.errTerminal && t.records%1_000 == 0 {
			fmt.Fprintf(std.err, "\r%d records", t.records)
		}
	}
	if std.errTerminal && t.records >= 1_000 {
		fmt.Fprint(std.err, "\r                    \r")
	}
	if t.records > 0 && t.unread == t.records && broken == nil {
		broken = fmt.Errorf("not one of %s is an incident; is it another format? (-from)", count(t.records, "record"))
	}
	return errors.Join(w.end(t), out.Flush(), broken)
}
