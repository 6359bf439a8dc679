package main

import (
	"io"

	"github.com/allclear-go/allclear/report"
)

// portfolio writes the month as a report of its incidents.
func portfolio(to report.Renderer) func(io.Writer, data, settings) error {
	return func(w io.Writer, d data, s settings) error {
		r, err := newReviewer(d, s)
		if err != nil {
			return err
		}
		month := report.Selection{Rule: r.rule(r.month), Before: r.rule(monthBefore(r.month)), What: d.measure, Statistics: r.options}
		if d.caused {
			month.Objective = r.objective(s.objective)
		}
		doc, err := report.Portfolio(report.Options{Title: "Incidents, " + r.review.name}, month, r.everything()...)
		if err != nil {
			return err
		}
		return to.Render(w, doc)
	}
}
