// Package text writes reports as plain text, for terminals, chat and mail.
//
//	err := text.Renderer{}.Render(os.Stdout, doc)
//	err := text.Renderer{Width: 80, ANSI: true}.Render(os.Stdout, doc)
//	err := text.Renderer{Width: 40, ASCII: true}.Render(w, doc)
//
// # What becomes what
//
//   - A section has its title underlined, by = on the first level and by - below it.
//     Nothing else reads as such a line.
//   - Tables are aligned and wrapped to the width. Where the words of a row do not fit
//     side by side, each row is written as lines, a label before each.
//   - A timeline is a table, and in lines of less than 72 columns a list: the time, and
//     under it what happened.
//   - Lanes, phases, cadences, steps and spreads are drawn, over the table that says
//     the same. Labels stand before the bars, or over them where the lines are narrow;
//     none is cut, and none overlaps another. Of more than 100 rows, the first 100 are.
//   - Code is indented by four, and nothing else is throughout.
//
// # Pictures
//
//	eu-west major     ██████████████████████████
//	us-east degraded     ░░░░░▄▄▄▄▄▄▄▄▄▄▄▄▄░░░░░     ░ possibly affected
//	apac major        ······························ · the stated total lies in here
//	search                    ■■■■■■■■■■■■■■■■■■■■■▶ ■ affected   ▶ not over
//	mail partial              ▆░░░░░░░░░░░░░░░░░░░░? ? end not recorded
//
// The taller a bar, the worse the health; the lighter, the less certain. What has a
// length has a cell at least, and so has an edge that is not certain. The signs that
// are seen are explained under each picture. Lengths over several groups lie on one
// logarithmic scale: the whole range, where the median lies, the median and the 90 %
// quantile.
//
//	major  ├────────────────█▒▒───────────◆──────────────────────────┤  25m
//
// # Widths
//
// East Asian wide characters and emoji count as two columns, marks that combine and
// joiners as none, and everything else as one, as terminals have it. A sequence of
// emoji that are joined counts as its parts. Where a terminal shows the characters of
// this package's own in two columns, as some do in East Asia, ASCII keeps the tables
// aligned.
//
// # Terminals
//
// [Renderer.ANSI] says by weight and colour what is said by words and signs anyway.
// It is for the caller to know whether that is wanted: no environment is read, so to
// heed NO_COLOR takes
//
//	text.Renderer{ANSI: os.Getenv("NO_COLOR") == ""}
//
// All text is cleaned before it is written, so that no escape sequence of it comes
// through: those in the output are this package's own.
//
// [Renderer.ASCII] concerns what this package and the values of a report write:
// bars, rules, bullets, and the figures, instants and lengths, which read 3h53m-9h59m,
// >= 3h17m and +/-30m. Text stays as it is, whoever wrote it: people, the builder of
// the report where it put a sentence or a title together, or a translation.
package text
