// Package report turns views of incidents into a document that any format can
// be written from.
//
//	doc, err := report.Postmortem(report.Options{Audience: report.Public}, view)
//	err = text.Renderer{}.Render(w, doc)
//
// # How it works
//
// A builder reads the views and makes a [Report] for one [Audience]: sections of
// typed blocks, and beside them the same content as data. What the audience may
// not see is left out there and then; a renderer never holds it. The renderer
// writes the report in one format and decides nothing but its looks.
//
// # Profiles and sections
//
// [Postmortem] is complete. [Customers] is for everyone outside, [Executive] is one page,
// [Live] says where an incident stands, [Portfolio] tells of many incidents over a period.
// They differ in their sections; the data of an incident is the same in all but the last. A
// section is one function, given nothing but that data:
//
//	o.Sections = report.PostmortemSections().With(report.SectionSpec{ID: report.SectionImpact, Title: "Impact", Build: own})
//
// replaces one in every format at once. See [Sections] for adding, leaving out and order.
//
// # Words used here
//
//   - An [Audience] says for whom: internal, partners, public. It guards words
//     (each event bears a visibility) and times (each audience has the kinds of
//     fact whose times it is shown).
//   - A [Report] has [Section] after section of [Block] after block, and an
//     [Incident] of data for each view.
//   - A [Block] is a paragraph, list, table or code, or something richer that
//     says how it reads as those. A [Renderer] draws the blocks it knows; the
//     others reach it lowered, so that nothing is dropped in silence.
//   - A [Value] is what stands in a cell: text, an instant, a figure, or missing
//     for a reason. The zero Value is missing.
//   - A [Format] is how instants, lengths and labels read: it holds the zone and the
//     language and travels with the report, so that all formats agree.
//
// # Other languages
//
// [Options.Label] words every label of the library, of which [Labels] is the list,
// [Options.Duration] every length of time, and [Options.Language] says which language that
// is. Explanations, findings, warnings of statistics and what is said of the definitions of
// others are put together of English sentences and stay so, as [English] values; the reports
// [Customers], [Executive] and [Live] have none. What is for programs stays as it is: in JSON
// all but titles, sections, how figures read and who somebody was, in CSV all but the columns
// that its package names.
//
// # Rules
//
// A figure is shown only if every fact that it was computed from is of a kind
// whose time the audience may see, and its explanation leaves out the words of
// events that the audience may not read. Public reports name no people: they are
// called by the roles that they had, as far as those may be read. What is unknown
// reads as unknown, with the reason; what was recorded and is not for the audience
// reads as not shown, save for statements, of which the question alone would tell.
// Same views and options, same report; same report, same bytes.
package report
