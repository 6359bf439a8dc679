package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// width is where lines of prose end.
const width = 110

// wrap writes a paragraph in lines, those after the first indented.
func wrap(out *strings.Builder, text, indent string) {
	at := 0
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case at+1+n > width:
			out.WriteString("\n" + indent)
			at = len(indent)
		default:
			out.WriteByte(' ')
			at++
		}
		out.WriteString(word)
		at += n
	}
	out.WriteByte('\n')
}

// number writes a number, and a dash for none.
func number(n cohort.Number, format string) string {
	x, ok := n.Value()
	if !ok {
		return "-"
	}
	return fmt.Sprintf(format, x)
}

// percent is a share in percent.
func percent(n cohort.Number) cohort.Number {
	x, ok := n.Value()
	if !ok {
		return n
	}
	return cohort.NumberOf(100 * x)
}

// ratio writes how many times as much something is, to two digits.
func ratio(n cohort.Number) string {
	switch x, ok := n.Value(); {
	case !ok:
		return "-"
	case x < 0.995:
		return fmt.Sprintf("%.2f", x)
	case x < 9.95:
		return fmt.Sprintf("%.1f", x)
	default:
		return fmt.Sprintf("%.0f", x)
	}
}

// probability writes a p value.
func probability(n cohort.Number) string {
	if x, ok := n.Value(); ok && x < 0.001 {
		return "< 0.001"
	}
	return number(n, "%.2g")
}

// equals is probability after "p".
func equals(n cohort.Number) string {
	if text := probability(n); strings.HasPrefix(text, "<") {
		return text
	}
	return "= " + probability(n)
}

// interval writes the bounds of a number.
func interval(i cohort.Interval) string {
	low, high := ratio(i.Low), ratio(i.High)
	switch {
	case low == "-" && high == "-":
		return "-"
	case high == "-":
		return "at least " + low
	case low == "-":
		return "at most " + high
	}
	return low + " to " + high
}

// extent writes bounds, each times a factor.
func extent(e cohort.Extent, times float64, format string) string {
	least, ok1 := e.Least.Value()
	most, ok2 := e.Most.Value()
	if !ok1 || !ok2 {
		return "-"
	}
	low, high := fmt.Sprintf(format, least*times), fmt.Sprintf(format, most*times)
	if low == high {
		return low
	}
	return low + "–" + high
}

// enough is how many incidents it takes for a p90 to say anything.
const enough = 10

// p90 writes what nine of ten incidents do not exceed, if there are enough.
func p90(s cohort.Summary) string {
	if s.Measured() < enough {
		return "-"
	}
	return people(s.P90.Value)
}

// bracket writes an interval in brackets.
func bracket(l timeline.Length) string {
	text := people(l)
	if text == "-" || text == "unknown" {
		return "-"
	}
	return "(" + text + ")"
}

// trend writes a trend, without the slope where so few periods have none.
func trend(t cohort.Trend) string {
	if t.Verdict == cohort.TooFewPeriods {
		return fmt.Sprintf("%d months with a value are too few to tell a trend", t.Periods)
	}
	return t.String()
}

// dash writes a count, and a dash for zero.
func dash(n uint64) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprint(n)
}

// count counts things in words.
func count(n uint64, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// few is how many of a kind are named before the rest is counted.
const few = 4

// list names the first few.
func list(names []string) string {
	if n := len(names); n > few+1 {
		return strings.Join(names[:few], ", ") + fmt.Sprintf(" and %d more", n-few)
	}
	return strings.Join(names, ", ")
}

func words(code string) string { return strings.ReplaceAll(code, "_", " ") }

// sentenceCase opens a text with a capital.
func sentenceCase(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// sentence makes one of a text.
func sentence(text string) string { return sentenceCase(text) + "." }
