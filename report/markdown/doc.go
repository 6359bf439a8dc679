// Package markdown writes reports as GitHub Flavored Markdown, with figures as
// Mermaid diagrams beside their tables.
//
//	err := markdown.Renderer{}.Render(w, doc)
//	err := markdown.Renderer{Mermaid: markdown.MermaidGitLab}.Render(w, doc)
//	err := markdown.Renderer{Mermaid: markdown.MermaidNone, Links: true}.Render(w, doc)
//
// # What becomes what
//
//   - A section becomes a heading of its level, from 1 to 6.
//   - Facts become a list, label in bold; figures, timelines and every other
//     block the table that they lower to; code a fenced block.
//   - Lanes, phases, cadences and steps become a Gantt diagram, then their table.
//     Red is what is sure, or worth looking at; grey is what is possible; the
//     words stand in the bars, so no colour is needed to read them.
//   - What is missing stands in italics: not stated.
//
// # Safety
//
// Text is shown as it was written. Nothing in it becomes a heading, a list, a
// table cell, emphasis, code, math, HTML, a link or a picture: what Markdown
// would act on is escaped, and only where it would, so that the source stays
// readable. Hosts act on more than Markdown does. Mentions (@name) and
// references (#12, !12, GH-12) would notify people and link to strangers, so an
// invisible U+2060 stands behind their first character; take it out where you
// copy such text. Addresses are text unless [Renderer.Links] is set, though a
// host may still link http addresses by itself. Words between colons that a
// host knows as emoji become emoji.
//
// Mermaid has no escapes. In labels the characters that it acts on are replaced
// by their full-width twins; the table beside the diagram has the text as it is.
package markdown
