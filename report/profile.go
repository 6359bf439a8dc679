package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// Postmortem builds the complete report of one incident, or of several that belong
// together, with their sums. It fails with [ErrNoView] without any, on an audience that
// is none of the constants, and on a language that is no tag.
func Postmortem(o Options, views ...*timeline.View) (*Report, error) {
	return profile(o, PostmortemSections, true, views)
}

// Customers is [Postmortem] for the public: what happened to them, the figures and moments
// that matter, what was published, causes and what is done about them, each in words
// that were recorded for everyone. Nobody is named; people are called by their roles.
// Its audience is always [Public], whatever the options say.
func Customers(o Options, views ...*timeline.View) (*Report, error) {
	o.Audience = Public
	return profile(o, CustomerSections, true, views)
}

// Executive is [Postmortem] on one page: where it stands, what was affected and for how
// long, how bad it was held to be, the figures that matter and what is left to do.
func Executive(o Options, views ...*timeline.View) (*Report, error) {
	return profile(o, ExecutiveSections, false, views)
}

// Live reports where incidents stand as of their views: phase, impact, the updates
// and the next one promised, who is in command, and how long it has been so far.
func Live(o Options, views ...*timeline.View) (*Report, error) {
	return profile(o, LiveSections, false, views)
}

// profile makes a report with a profile's sections, or those of the options.
func profile(o Options, own func() Sections, withSums bool, views []*timeline.View) (*Report, error) {
	o, err := o.checked(views)
	if err != nil {
		return nil, err
	}
	specs := o.Sections
	if specs == nil {
		specs = own()
	}
	r := o.report()
	var titles []string
	found := findingsOf(o, views)
	for i, v := range views {
		b := builder{o: o, f: &r.Format, v: v, s: incident.Of(v), found: found[i]}
		inc := b.incident()
		titles = append(titles, inc.Title)
		r.Incidents = append(r.Incidents, inc)
	}
	if r.Title == "" {
		r.Title = strings.Join(titles, "; ")
	}
	if o.Title != "" || len(views) > 1 {
		r.Sections = append(r.Sections, overview(r, o.Title))
	}
	for i := range r.Incidents {
		r.Sections = append(r.Sections, specs.build(r, &r.Incidents[i])...)
	}
	if withSums && len(views) > 1 {
		r.Sums = sums(o, &r.Format, views)
		r.Sections = append(r.Sections, sumSections(r)...)
	}
	return r, nil
}

// checked fills in what the options leave open.
func (o Options) checked(views []*timeline.View) (Options, error) {
	if len(views) == 0 || slices.Contains(views, nil) {
		return o, ErrNoView
	}
	if !o.Audience.IsValid() {
		return o, fmt.Errorf("report: %s is no audience", o.Audience)
	}
	if o.Language != "" && !isTag(o.Language) {
		return o, fmt.Errorf("report: %q is no tag of a language (such as: de, pt-BR)", o.Language)
	}
	if o.Weightings == nil {
		o.Weightings = []timeline.Weighting{timeline.DowntimeOnly(), timeline.DegradedInFull()}
	}
	return o, nil
}

// report is an empty report.
func (o Options) report() *Report {
	return &Report{Title: o.Title, Audience: o.Audience, Format: Format{Zone: o.Zone, Label: o.Label, Duration: o.Duration, Language: o.Language}}
}
