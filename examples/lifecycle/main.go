// Lifecycle checks a lifecycle and shows it.
//
//	go run ./examples/lifecycle
//	go run ./examples/lifecycle -of statuspage -format mermaid
//	go run ./examples/lifecycle -format json > mine.json
//	go run ./examples/lifecycle -file mine.json -format dot
//	go run ./examples/lifecycle -of itil -from new -to closed
//	go run ./examples/lifecycle -replay triage,merged,resolved
//
// A file holds a definition as JSON. Everything that is wrong with it is told at
// once.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

func main() {
	err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// shipped are the lifecycles of the library, by the name of their function.
var shipped = map[string]func() *lifecycle.Lifecycle{
	"default":       lifecycle.Default,
	"maintenance":   lifecycle.Maintenance,
	"statuspage":    lifecycle.Statuspage,
	"servicehealth": lifecycle.ServiceHealth,
	"itil":          lifecycle.ITIL,
	"rootly":        lifecycle.Rootly,
}

// run is the program without the process around it.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	fs := flag.NewFlagSet("lifecycle", flag.ContinueOnError)
	fs.SetOutput(stderr)
	of := fs.String("of", "default", "`name` of a lifecycle of the library: default, maintenance, statuspage, servicehealth, itil, rootly")
	file := fs.String("file", "", "`path` of a definition as JSON, - for standard input")
	format := fs.String("format", "markdown", "`format`: markdown, mermaid, dot or json")
	from := fs.String("from", "", "show what may happen in this `state`; with -to, the way there")
	to := fs.String("to", "", "the `state` to go to, see -from")
	replay := fs.String("replay", "", "check a history of `states`, separated by commas")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() > 0 {
		return fmt.Errorf("lifecycle: unexpected argument %q", fs.Arg(0))
	}
	lc, err := load(*of, *file, stdin)
	if err != nil {
		return err
	}
	switch {
	case *replay != "":
		return check(stdout, lc, strings.Split(*replay, ","))
	case *to != "":
		way, err := lc.Path(lifecycle.State(*from), lifecycle.State(*to))
		if err == nil {
			_, err = fmt.Fprintln(stdout, way)
		}
		return err
	case *from != "":
		return options(stdout, lc, lifecycle.State(*from))
	}
	return show(stdout, lc, *format)
}

// load returns the lifecycle that is asked for.
func load(name, file string, stdin io.Reader) (*lifecycle.Lifecycle, error) {
	if file == "" {
		f, ok := shipped[name]
		if !ok {
			return nil, fmt.Errorf("lifecycle: no lifecycle %q", name)
		}
		return f(), nil
	}
	if file == "-" {
		return read(stdin)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	lc, err := read(f)
	return lc, errors.Join(err, f.Close())
}

// read reads a definition and compiles it.
func read(r io.Reader) (*lifecycle.Lifecycle, error) {
	var d lifecycle.Definition
	if err := json.NewDecoder(r).Decode(&d); err != nil {
		return nil, err
	}
	return lifecycle.Compile(d)
}

// show writes the lifecycle in a format.
func show(w io.Writer, lc *lifecycle.Lifecycle, format string) error {
	text := ""
	switch format {
	case "markdown":
		text = fmt.Sprintf("# %s, version %d\n\n%s", lc.Name(), lc.Version(), lc.Markdown())
	case "mermaid":
		text = lc.Mermaid()
	case "dot":
		text = lc.DOT()
	case "json":
		data, err := json.MarshalIndent(lc.Definition(), "", "  ")
		if err != nil {
			return err
		}
		text = string(data) + "\n"
	default:
		return fmt.Errorf("lifecycle: no format %q (there are: markdown, mermaid, dot, json)", format)
	}
	_, err := io.WriteString(w, text)
	return err
}

// options writes what may happen next. No facts are at hand, so every guard
// refuses, and shows.
func options(w io.Writer, lc *lifecycle.Lifecycle, from lifecycle.State) error {
	if _, ok := lc.State(from); !ok {
		return fmt.Errorf("lifecycle: %s has no state %q", lc.Name(), from)
	}
	for o := range lc.Options(from, nil) {
		var line strings.Builder
		fmt.Fprintf(&line, "%s to %s", o.Trigger, o.To)
		var blocked *lifecycle.TransitionError
		if errors.As(o.Err, &blocked) {
			for _, r := range blocked.Refusals {
				line.WriteString(", if " + r.Guard)
			}
		}
		if _, err := fmt.Fprintln(w, line.String()); err != nil {
			return err
		}
	}
	return nil
}

// check follows a history.
func check(w io.Writer, lc *lifecycle.Lifecycle, states []string) error {
	var history []lifecycle.Step
	for _, s := range states {
		history = append(history, lifecycle.Step{State: lifecycle.State(strings.TrimSpace(s))})
	}
	end, err := lc.Replay(history)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, "legal, and ends in", end)
	return err
}
