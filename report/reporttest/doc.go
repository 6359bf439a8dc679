// Package reporttest tests renderers of reports: those of package
// [github.com/allclear-go/allclear/report] and any other. It is for tests, and
// brings no test library along.
//
// Five lines test a renderer of one's own:
//
//	func TestRenderer(t *testing.T) {
//		reporttest.Run(t, func() report.Renderer { return acme.Renderer{} }, reporttest.Options{
//			Parse: reporttest.JSON,
//		})
//	}
//
// # What there is
//
//   - [Run] and [TestRenderer] check every rule of the contract of
//     [report.Renderer]. A failure names the rule, says what should be, and what was
//     found. [Rules] lists them.
//   - [Options] hold what the kit has to know of the format: how to read it, what it
//     can hold, and which rules it cannot obey, for what reason.
//   - [Text], [Markdown], [HTML], [JSON], [CSV] and [RawCSV] read what renderers
//     write. Each says what it covers, and refuses the rest: a parser of a format of
//     one's own should too. It returns a tree of [Node].
//   - [TestAudiences] checks a builder of reports of one's own: that nobody is told
//     what is not for them.
//   - [Fixtures], [Random], [Hostile] and [Filled] are what the rules are tried on: for
//     golden files, for fuzz tests, for validators of the format.
//
// # How it works
//
// The kit renders reports and reads what comes out. Each text of its reports holds a
// word of its own, so that a search tells whether it came through, once, whole and in
// order. That no text can do harm is shown by shapes: a report that is full of
// hostile texts has to have the same tree as one that says "benign" in their places,
// with the texts still there to be read. So a parser that is strict proves much, and
// one that returns a single node proves nothing.
//
// What the kit does not see: looks, what a viewer of the format does beyond the
// parser, and goroutines and clocks in what a renderer runs elsewhere. Run it with
// -race: then what concurrent calls share shows too.
//
// Everything but the rule time, which is for those who ask for it, is deterministic.
package reporttest
