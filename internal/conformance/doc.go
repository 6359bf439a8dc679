// Package conformance asks programs of others whether what the renderers write is
// what it claims to be: the checkers, parsers and drawing programs of each format,
// in fixed versions. It is a module of its own, so that the library depends on none
// of them, and holds tests alone.
//
//	npm ci --ignore-scripts
//	go test ./...
//
// # Who is asked what
//
//   - HTML, SVG, CSS: vnu, the checker of the W3C, about pages, fragments, figures and
//     the style sheet; html-validate about form and accessibility; golang.org/x/net/html
//     for what a browser reads: nothing runs, loads or links where it should not.
//   - SVG: xmllint whether figures by themselves are XML, and rsvg-convert to draw them.
//   - Markdown: cmark-gfm, which GitHub wrote, and goldmark, which have to read the same.
//   - Mermaid: Mermaid itself, for the tasks that it finds in each Gantt diagram. They
//     are compared with those that the block of the report means, one by one, as Mermaid
//     passes over what it takes for a command and says nothing.
//   - JSON: ajv, by the schema that package report/json ships.
//   - CSV: csv-parse, which has to find the cells that encoding/csv finds.
//   - Plain text needs no foreign program: it is UTF-8 without control characters.
//
// # About what
//
// The documents are those of documents_test.go: each case of package cases in every
// profile for every audience, as other tools measure, in several zones, as of earlier
// moments; portfolios of all of them; the fixtures of package reporttest; what only a
// program of one's own would put into a report; and every text of reporttest.Hostile
// in every place of a report, and in every field of an incident that reports are built
// from. A hostile document has to have the shape of a benign one.
//
// Every validator is also given files that are broken on purpose, and has to refuse
// each. Each is started once for all files of a kind, as that is what takes long; a
// failure names the document.
//
// # What it needs
//
// Node.js 18 or later with npm, a Java runtime, and the programs of the Debian packages
// libxml2-utils, librsvg2-bin and cmark-gfm. The versions of what npm installs stand in
// package.json, all that they need in package-lock.json, which names no registry. They
// are the newest that run on Node.js 18, which Debian 12 has. A test whose program is not there
// is skipped and says how to install it; where the environment says CI=true it fails.
package conformance
