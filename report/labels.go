package report

import (
	"iter"
	"slices"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
	"github.com/allclear-go/allclear/timeline/definition"
)

// Labels returns what [Format.Label] may be asked for by the reports and renderers of
// this library, sorted: what a translation has to know. Where {1} to {9} stand in one,
// values do; see [Phrase].
//
// Besides there are the words of vocabularies that are not closed, as somebody recorded
// them and with spaces for underscores, save where words of updates are quoted:
// milestones, kinds of event, states and resolutions of one's own lifecycle, words of
// updates, roles, detectors, types of actions and changes, subjects and answers of
// statements, relations, weightings; and the titles and labels of one's own sections,
// blocks and groupings. Of the vocabularies, Labels has the words that the library
// itself gives.
func Labels() iter.Seq[string] {
	return func(yield func(string) bool) {
		all := slices.Concat(ownLabels(), measureLabels(), vocabulary())
		for _, s := range StandardSections() {
			all = append(all, s.Title)
		}
		slices.Sort(all)
		for _, label := range slices.Compact(all) {
			if label != "" && !yield(label) {
				return
			}
		}
	}
}

// measureLabels are those of figures and what they are between.
func measureLabels() (out []string) {
	for m := range timeline.Milestones() {
		out = append(out, m.Words())
	}
	for _, m := range origins {
		out = append(out, "since "+m.Words())
	}
	for _, m := range stops[1:] {
		out = append(out, "until "+m.Words())
	}
	own := timeline.Availability(timeline.Weighting{}, timeline.Span{})
	for _, m := range append(timeline.Standard(), own, timeline.FailedDeploymentRecovery(), timeline.WeightedDowntime(timeline.Weighting{}, timeline.Span{})) {
		out = append(out, m.Words())
	}
	for c := range timeline.ReasonCodes() {
		out = append(out, c.Pattern())
	}
	for m := definition.Meaning(0); m.IsValid(); m++ {
		out = append(out, m.String())
	}
	return append(out, timeline.FirstUpdate.Words(), timeline.LastUpdate.Words(), plain(string(timeline.Deployed)))
}

// words adds the words of a vocabulary.
func words[W ~string](out []string, list ...W) []string {
	for _, w := range list {
		out = append(out, plain(string(w)))
	}
	return out
}

// vocabulary is the words that records are made with.
func vocabulary() (out []string) {
	for h := timeline.Health(0); h.IsValid(); h++ {
		out = append(out, healthWords(h))
	}
	for _, l := range [...]severity.Level{severity.Trivial, severity.Minor, severity.Moderate, severity.Major, severity.Critical} {
		out = append(out, l.String())
	}
	for a := Audience(0); a.IsValid(); a++ {
		out = append(out, a.String())
	}
	for v := cohort.BudgetVerdict(0); v.IsValid(); v++ {
		out = append(out, v.String())
	}
	for _, w := range [...]timeline.Weighting{
		timeline.DowntimeOnly(), timeline.DegradedInFull(), timeline.StatuspageWeighting(), timeline.OpenStatusWeighting(), timeline.PartialInFull(),
	} {
		out = words(out, w.Name)
	}
	for _, l := range [...]*lifecycle.Lifecycle{
		lifecycle.Default(), lifecycle.Maintenance(), lifecycle.Statuspage(), lifecycle.ServiceHealth(), lifecycle.ITIL(), lifecycle.Rootly(),
	} {
		for s := range l.States() {
			out = words(out, string(s.Name), s.Phase.String(), s.Resolution.String())
		}
	}
	out = words(out, incident.KindSeverity, incident.KindNote, incident.KindCause, incident.KindHypothesis, incident.KindRole, incident.KindMode, incident.KindReference,
		incident.KindChange, incident.KindCapability)
	out = words(out, incident.Monitoring, incident.UserReport, incident.Employee, incident.Vendor)
	out = words(out, incident.Initiating, incident.Contributing)
	out = words(out, incident.Suspected, incident.RuledOut, incident.Confirmed)
	out = words(out, incident.DataLoss, incident.Security)
	out = words(out, incident.Yes, incident.No)
	out = words(out, incident.ActionOpen, incident.ActionStarted, incident.ActionDone, incident.ActionCancelled)
	out = words(out, incident.Commander, incident.Operations, incident.Communications, incident.Scribe, incident.Liaison, incident.Responder)
	out = words(out, incident.PromiseKept, incident.PromiseMissed, incident.PromiseDue, incident.PromiseUndecided)
	out = words(out, incident.Real, incident.Drill, incident.Test, incident.Retrospective)
	out = words(out, incident.Deployment, incident.Configuration, incident.FeatureFlag, incident.Migration, incident.Infrastructure)
	return words(out, incident.PartOf, incident.FollowUpOf, incident.CausedBy, incident.DuplicateOf, incident.MergedInto, incident.Absorbed, incident.RelatedTo)
}
