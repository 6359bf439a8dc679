// Customrenderer writes the report of a real incident in a format of its own: a list
// of cards, in JSON. Its renderer is in renderer.go, and its test is five lines with
// package reporttest.
//
//	go run ./examples/customrenderer
//	go run ./examples/customrenderer -case monday-2024 -audience public
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

func main() {
	err := run(os.Args[1:], os.Stdout, os.Stderr)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "customrenderer:", err)
		os.Exit(2)
	}
}

// run is the program without the process around it.
func run(args []string, stdout, stderr io.Writer) error {
	fs := flag.NewFlagSet("customrenderer", flag.ContinueOnError)
	fs.SetOutput(stderr)
	name := fs.String("case", "pipedrive", "`name` of the case: "+strings.Join(cases.Names(), ", "))
	audience := fs.String("audience", "internal", "for `whom`: internal, partner or public")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", fs.Arg(0))
	}
	whom, err := report.ParseAudience(*audience)
	if err != nil {
		return err
	}
	incidents, err := cases.Load(*name)
	if err != nil {
		return err
	}
	var views []*timeline.View
	for _, inc := range incidents {
		now, _ := inc.Log().LastRecorded()
		views = append(views, inc.AsOf(now))
	}
	doc, err := report.Postmortem(report.Options{Audience: whom}, views...)
	if err != nil {
		return err
	}
	return cards{}.Render(stdout, doc)
}
