package report

import "slices"

// The IDs of the standard sections of an incident; see [StandardSections].
const (
	SectionSummary      = "summary"      // what readers ask first, under the incident's title
	SectionBrief        = "brief"        // the same in the fewest rows: status, where, how long
	SectionOutline      = "outline"      // the same for those it happened to: what, when, for how long
	SectionNow          = "now"          // where it stands: phase, impact, next update, command
	SectionSymptoms     = "symptoms"     // what people saw, and could no longer do
	SectionImpact       = "impact"       // a lane for each impact
	SectionPhases       = "phases"       // what the time went into
	SectionSeverity     = "severity"     // how bad it was held to be, over time
	SectionKeyFigures   = "key_figures"  // the few that matter
	SectionFigures      = "figures"      // all
	SectionDefinitions  = "definitions"  // as others measure it, where they were asked for
	SectionTimeline     = "timeline"     // what happened
	SectionKeyMoments   = "key_moments"  // the same, key moments alone
	SectionUpdates      = "updates"      // published updates, and the promises of the next
	SectionCauses       = "causes"       // and hypotheses
	SectionChanges      = "changes"      // that may have a part in it
	SectionCausesBrief  = "causes_brief" // causes in words alone
	SectionRoles        = "roles"        // who did what
	SectionActions      = "actions"      // to be done
	SectionActionsBrief = "actions_text" // what is to be done, in words alone
	SectionActionsOpen  = "actions_open" // those that are neither done nor cancelled
	SectionRelated      = "related"      // references, links and what was taken over
	SectionRivals       = "rivals"       // accounts that take no part in the figures
	SectionFindings     = "findings"     // of the linter
	SectionSources      = "sources"      // where facts come from
	SectionExplanations = "explanations" // how each figure came about, told inside alone
)

// A SectionFunc builds what stands in a section. It is given the report with the
// data of all its incidents, and the incident that the section is of, all of it for
// the report's audience and nothing else: what it makes cannot leak what that
// audience may not see. It changes neither. A section without blocks is left out,
// and so are nil blocks.
type SectionFunc func(r *Report, inc *Incident) []Block

// A SectionSpec is a section that each incident of a report has.
type SectionSpec struct {
	ID    string // see [Section]
	Title string // goes through [Format.Label]; empty is the incident's title, a level higher
	Build SectionFunc
}

// Sections are what a report has for each incident, in order, in every format.
// Their methods return new ones and leave the receiver as it is. Nil Sections are a
// profile's own, see [Options]; to have none, use empty ones.
type Sections []SectionSpec

// StandardSections are all sections of this package. Profiles have some of them
// each: [PostmortemSections], [CustomerSections], [ExecutiveSections], [LiveSections].
func StandardSections() Sections {
	return Sections{
		{SectionSummary, "", summary},
		{SectionBrief, "", brief},
		{SectionOutline, "", outline},
		{SectionNow, "", now},
		{SectionSymptoms, "What people saw", symptoms},
		{SectionImpact, "Impact", impact},
		{SectionPhases, "What the time went into", phasesOf},
		{SectionSeverity, "How bad it was held to be", stepsOf},
		{SectionKeyFigures, "Key figures", keyFigures},
		{SectionFigures, "Figures", figureBlocks},
		{SectionDefinitions, "As others measure it", definitionsOf},
		{SectionTimeline, "Timeline", timelineOf},
		{SectionKeyMoments, "Key moments", keyMoments},
		{SectionUpdates, "Published updates", updatesOf},
		{SectionCauses, "Causes", causes},
		{SectionCausesBrief, "Causes", causesBrief},
		{SectionChanges, "Changes", changes},
		{SectionRoles, "Who did what", roles},
		{SectionActions, "Actions", actions},
		{SectionActionsBrief, "What we do about it", actionsText},
		{SectionActionsOpen, "Open actions", openActions},
		{SectionRelated, "Related", related},
		{SectionRivals, "Other accounts", rivals},
		{SectionFindings, "Findings", findings},
		{SectionSources, "Sources", sources},
		{SectionExplanations, "How each figure came about", explanations},
	}
}

// PostmortemSections are those of [Postmortem].
func PostmortemSections() Sections {
	return StandardSections().Only(
		SectionSummary, SectionSymptoms, SectionImpact, SectionPhases, SectionSeverity, SectionFigures, SectionDefinitions,
		SectionTimeline, SectionUpdates, SectionCauses, SectionChanges, SectionRoles, SectionActions, SectionRelated,
		SectionRivals, SectionFindings, SectionSources, SectionExplanations,
	)
}

// CustomerSections are those of [Customers].
func CustomerSections() Sections {
	return StandardSections().Only(
		SectionOutline, SectionSymptoms, SectionImpact, SectionKeyFigures, SectionKeyMoments, SectionUpdates, SectionCausesBrief, SectionActionsBrief,
	)
}

// ExecutiveSections are those of [Executive].
func ExecutiveSections() Sections {
	return StandardSections().Only(SectionBrief, SectionImpact, SectionSeverity, SectionKeyFigures, SectionActionsOpen)
}

// LiveSections are those of [Live].
func LiveSections() Sections {
	return StandardSections().Only(SectionNow, SectionImpact, SectionKeyFigures, SectionUpdates)
}

// Find returns the section with that ID, and false if there is none.
func (s Sections) Find(id string) (SectionSpec, bool) {
	if i := s.index(id); i >= 0 {
		return s[i], true
	}
	return SectionSpec{}, false
}

// With puts a section in the place of the one with its ID, or at the end.
func (s Sections) With(spec SectionSpec) Sections {
	i := s.index(spec.ID)
	if i < 0 {
		return append(slices.Clone(s), spec)
	}
	out := slices.Clone(s)
	out[i] = spec
	return out
}

// Before puts a section before the one with that ID, or at the end. One that has the
// section's own ID goes.
func (s Sections) Before(id string, spec SectionSpec) Sections {
	out := s
	if id != spec.ID {
		out = s.Without(spec.ID)
	}
	i := out.index(id)
	if i < 0 {
		i = len(out)
	}
	return slices.Insert(slices.Clone(out), i, spec)
}

// Without leaves out the sections with those IDs.
func (s Sections) Without(ids ...string) Sections {
	return slices.DeleteFunc(append(Sections{}, s...), func(x SectionSpec) bool { return slices.Contains(ids, x.ID) })
}

// Only are the sections with those IDs, in their order. An ID of none is passed over.
func (s Sections) Only(ids ...string) Sections {
	out := Sections{}
	for _, id := range ids {
		if spec, ok := s.Find(id); ok {
			out = append(out, spec)
		}
	}
	return out
}

func (s Sections) index(id string) int {
	return slices.IndexFunc(s, func(x SectionSpec) bool { return x.ID == id })
}

// build makes the sections of one incident.
func (s Sections) build(r *Report, inc *Incident) []Section {
	var out []Section
	for _, spec := range s {
		if spec.Build == nil {
			continue
		}
		some := slices.DeleteFunc(slices.Clone(spec.Build(r, inc)), func(b Block) bool { return b == nil })
		if len(some) == 0 {
			continue
		}
		sec := Section{ID: spec.ID, Incident: inc.ID, Title: inc.Title, Level: 1, Blocks: some}
		if spec.Title != "" {
			sec.Title, sec.Level = r.Format.Words(spec.Title), 2
		}
		out = append(out, sec)
	}
	return out
}
