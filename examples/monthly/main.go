// Monthly writes what a service owner reads of a month of incidents: whether it
// got better, what that rests on, and when it cannot be said.
//
//	go run ./examples/monthly                                     # incidents of our own making
//	go run ./examples/monthly -scenario better -seed 7
//	go run ./examples/monthly -month 2026-06 -as-of 2026-07-01T00:00:00Z -format json
//	go run ./examples/monthly -statuspage incidents.json -month 2023-05
//	go run ./examples/monthly -format html > month.html
//	curl -s https://www.example.com/api/v2/incidents.json | go run ./examples/monthly -statuspage -
//
// Reading it starts with three lines: better, worse or cannot be said; why; what is
// still open. The same figures come as JSON for programs. As HTML or Markdown the
// month is the page that report.Portfolio makes of it, with every incident in a list.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/allclear-go/allclear/report/html"
	"github.com/allclear-go/allclear/report/markdown"
)

func main() {
	err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "monthly:", err)
		os.Exit(2)
	}
}

// settings are what the flags say.
type settings struct {
	seed       uint64
	scenario   string
	statuspage string    // a file, "-" for standard input, or empty
	month      time.Time // its first moment; zero is the last whole one
	asOf       time.Time // zero is when the data ends
	objective  float64
	write      func(io.Writer, data, settings) error
}

// run is the program without the process around it.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	s, err := parse(args, stderr)
	if err != nil {
		return err
	}
	d, err := load(s, stdin)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(stdout)
	return errors.Join(s.write(out, d, s), out.Flush())
}

func parse(args []string, stderr io.Writer) (s settings, err error) {
	fs := flag.NewFlagSet("monthly", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.Uint64Var(&s.seed, "seed", 8, "`number` that the generated incidents, and the intervals of means, are drawn from")
	fs.StringVar(&s.scenario, "scenario", "same", "`what` becomes of generated incidents in the last month: same, better or worse")
	fs.StringVar(&s.statuspage, "statuspage", "", "`file` with the export of a status page to read instead, - for standard input")
	fs.Float64Var(&s.objective, "objective", 0.99, "`share` of the month in which each region should be available")
	month := fs.String("month", "", "`month` to review, such as 2026-09 (default the last whole one)")
	asOf := fs.String("as-of", "", "`moment` to report what was known at, RFC 3339 (default when the data ends)")
	format := fs.String("format", "text", "`format` of the output: text, json, html or markdown")
	if err := fs.Parse(args); err != nil {
		return s, err
	}
	if fs.NArg() > 0 {
		return s, fmt.Errorf("unexpected argument %q", fs.Arg(0))
	}
	if _, ok := scenarios[s.scenario]; !ok {
		return s, fmt.Errorf("no scenario %q (there are: same, better, worse)", s.scenario)
	}
	if !(s.objective > 0 && s.objective <= 1) {
		return s, fmt.Errorf("-objective %v is not above 0 and at most 1", s.objective)
	}
	writers := map[string]func(io.Writer, data, settings) error{
		"text": written(writeText), "json": written(writeJSON), "html": portfolio(html.Renderer{}), "markdown": portfolio(markdown.Renderer{}),
	}
	if s.write = writers[*format]; s.write == nil {
		return s, fmt.Errorf("no format %q (there are: text, json, html, markdown)", *format)
	}
	if *month != "" {
		if s.month, err = time.Parse("2006-01", *month); err != nil || s.month.Year() < 1 || s.month.IsZero() {
			return s, fmt.Errorf("-month %q is not a month, such as 2026-09", *month)
		}
	}
	if *asOf != "" {
		if s.asOf, err = time.Parse(time.RFC3339, *asOf); err != nil {
			return s, fmt.Errorf("-as-of: %w", err)
		}
		s.asOf = s.asOf.UTC()
	}
	return s, nil
}

// load gets the incidents.
func load(s settings, stdin io.Reader) (data, error) {
	switch s.statuspage {
	case "":
		return generated(s)
	case "-":
		return ofPage(stdin, s.asOf)
	}
	f, err := os.Open(s.statuspage)
	if err != nil {
		return data{}, err
	}
	d, err := ofPage(f, s.asOf)
	return d, errors.Join(err, f.Close())
}
