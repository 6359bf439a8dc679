// Package html writes reports as HTML pages, or as fragments for pages of one's
// own.
//
//	err := html.Renderer{}.Render(w, doc)
//
// # The page
//
// A page is one file: no script, no font, no image, no address is loaded, and
// its content security policy says so to the browser. It is light or dark as the
// reader's system is, fits a phone, and prints. Headings follow the levels of
// the sections, each in a section of its own; exact instants are time elements,
// figures bear the class of their kind (known, bounded, ongoing, pending,
// not-applicable, unknown, invalid), and what is missing is said and marked with
// class none. With [Renderer.Fragment] only the report is written, and [CSS]
// gives the sheet for the page around it.
//
// # The pictures
//
// Impacts, phases, updates, severities and spreads are drawn as inline SVG, with
// their table beside them, so that nothing is told by a picture alone. What is
// certain is solid, what is possible is hatched, what goes on runs off the end
// with an arrow, an end that nobody recorded has a question mark, and a stretch
// that holds a stated total is an outline. [SVG] writes one picture by itself.
//
// # Rules
//
// All text is cleaned as [report.Clean] does and escaped: no text can change the
// structure of the page. Addresses in text stay text. The page is written
// through a buffer of fixed size, so that memory does not grow with the report. Its
// language is that of the report's format, and what the library says in English
// whatever that is ([report.English]) is marked as English.
package html
