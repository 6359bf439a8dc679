// Postmortem prints the report of a real incident: its figures, its timeline,
// and how each figure came about. An internal report also says what does not fit
// together in it, as a linter finds.
//
//	go run ./examples/postmortem
//	go run ./examples/postmortem -case monday-2024 -audience public
//	go run ./examples/postmortem -case pipefy -profile customers
//	go run ./examples/postmortem -case all -format json
//	go run ./examples/postmortem -format html -o pipedrive.html
//	go run ./examples/postmortem -case pipefy -as-of 2021-04-28T16:15:00Z
//	go run ./examples/postmortem -case pipedream -zone America/Los_Angeles
//	go run ./examples/postmortem -definitions datadog,rootly
//	go run ./examples/postmortem -width 80 -ansi | less -R
//	go run ./examples/postmortem -case monday-2024 -width 60 -ascii
//
// The incidents are those of package cases. A case of two incidents prints both
// and their sums.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // zones on machines that have none

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/csv"
	"github.com/allclear-go/allclear/report/html"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/report/markdown"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

func main() {
	err := run(os.Args[1:], os.Stdout, os.Stderr)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "postmortem:", err)
		os.Exit(2)
	}
}

// settings are what the flags say.
type settings struct {
	cases    []string
	renderer report.Renderer
	file     string // to write to; empty is standard output
	profile  profile
	audience report.Audience
	asOf     time.Time // zero: the last moment that each log was recorded at
	zone     *time.Location
	// definitions of other tools to measure by as well
	definitions []definition.Definition
}

// A profile is how a report is laid out.
type profile func(report.Options, ...*timeline.View) (*report.Report, error)

// run is the program without the process around it.
func run(args []string, stdout, stderr io.Writer) error {
	s, err := parse(args, stderr)
	if err != nil {
		return err
	}
	var reports []*report.Report
	for _, name := range s.cases {
		r, err := build(name, s)
		if err != nil {
			return err
		}
		reports = append(reports, r)
	}
	if s.file == "" {
		return s.renderer.Render(stdout, report.Concat(reports...))
	}
	return write(s.file, s.renderer, report.Concat(reports...))
}

// write renders a report into a file. One that could not be written whole is taken away.
func write(name string, to report.Renderer, r *report.Report) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := errors.Join(to.Render(f, r), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

func parse(args []string, stderr io.Writer) (settings, error) {
	fs := flag.NewFlagSet("postmortem", flag.ContinueOnError)
	fs.SetOutput(stderr)
	name := fs.String("case", "pipedrive", "`name` of the case: "+strings.Join(cases.Names(), ", ")+", or all")
	format := fs.String("format", "text", "`format` of the report: text, html, markdown, json, csv, or figures for those alone as CSV")
	layout := fs.String("profile", "postmortem", "`layout` of the report: postmortem, customers, executive or live")
	file := fs.String("o", "", "`file` to write the report to (default standard output)")
	audience := fs.String("audience", "internal", "for `whom`: internal, partner or public")
	asOf := fs.String("as-of", "", "`moment` to report what was known at, RFC 3339 (default the last one recorded; reports without a date of their own were recorded on 2026-11-21)")
	width := fs.Int("width", 0, "`columns` of a line of text (default 100)")
	ansi := fs.Bool("ansi", false, "mark text by weight and colour, for terminals")
	ascii := fs.Bool("ascii", false, "draw text in ASCII")
	zone := fs.String("zone", "UTC", "time `zone` of the report, such as Europe/Prague")
	definitions := fs.String("definitions", "", "`tools` as which to measure too, with commas: all, "+strings.Join(slices.Collect(definition.Vendors()), ", ")+", or IDs")
	if err := fs.Parse(args); err != nil {
		return settings{}, err
	}
	if fs.NArg() > 0 {
		return settings{}, fmt.Errorf("unexpected argument %q", fs.Arg(0))
	}
	s := settings{cases: []string{*name}, file: *file}
	if *name == "all" {
		s.cases = cases.Names()
	}
	renderers := map[string]report.Renderer{
		"text":     text.Renderer{Width: *width, ANSI: *ansi, ASCII: *ascii},
		"json":     json.Renderer{},
		"markdown": markdown.Renderer{},
		"html":     html.Renderer{},
		"csv":      csv.Renderer{},
		"figures":  csv.Renderer{Table: csv.Figures},
	}
	if s.renderer = renderers[*format]; s.renderer == nil {
		return s, fmt.Errorf("no format %q (there are: %s)", *format, strings.Join(slices.Sorted(maps.Keys(renderers)), ", "))
	}
	profiles := map[string]profile{"postmortem": report.Postmortem, "customers": report.Customers, "executive": report.Executive, "live": report.Live}
	if s.profile = profiles[*layout]; s.profile == nil {
		return s, fmt.Errorf("no profile %q (there are: postmortem, customers, executive, live)", *layout)
	}
	var err error
	if s.audience, err = report.ParseAudience(*audience); err != nil {
		return s, err
	}
	if *asOf != "" {
		if s.asOf, err = time.Parse(time.RFC3339, *asOf); err != nil {
			return s, fmt.Errorf("-as-of: %w", err)
		}
	}
	if s.definitions, err = definition.Parse(*definitions); err != nil {
		return s, fmt.Errorf("-definitions: %w", err)
	}
	s.zone, err = time.LoadLocation(*zone)
	return s, err
}

// build makes the report of one case.
func build(name string, s settings) (*report.Report, error) {
	incidents, err := cases.Load(name)
	if err != nil {
		return nil, err
	}
	var views []*timeline.View
	for _, inc := range incidents {
		now := s.asOf
		if now.IsZero() {
			now, _ = inc.Log().LastRecorded()
		}
		views = append(views, inc.AsOf(now))
	}
	labels, err := zones()
	if err != nil {
		return nil, err
	}
	return s.profile(report.Options{
		Audience: s.audience, Zone: s.zone, Period: month(views, s.zone),
		Linter: incident.Linter{Zones: labels}, Definitions: s.definitions,
	}, views...)
}

// month is the calendar month in which the impact began, as the period over
// which availability is reported; zero if no view has a time for that.
func month(views []*timeline.View, zone *time.Location) timeline.Span {
	var starts []time.Time
	for _, v := range views {
		for i := range v.Impacts() {
			if t, ok := i.Start.Earliest(); ok {
				starts = append(starts, t)
			}
		}
	}
	if len(starts) == 0 {
		return timeline.Span{}
	}
	first := slices.MinFunc(starts, time.Time.Compare).In(zone)
	span, err := timeline.Month(first.Year(), first.Month(), zone)
	if err != nil {
		return timeline.Span{}
	}
	return span
}
