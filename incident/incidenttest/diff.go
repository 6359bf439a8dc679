package incidenttest

import (
	"slices"
	"strings"
)

// diff returns the lines that differ, as a patch does: those of before with "-"
// in front, those of now with "+". An indented line comes with the one that it
// stands below.
func diff(before, now []string) []string {
	head := 0
	for head < len(before) && head < len(now) && before[head] == now[head] {
		head++
	}
	tail := 0
	for tail < len(before)-head && tail < len(now)-head && before[len(before)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	lines := signed(" ", before[:head])
	lines = append(lines, changes(before[head:len(before)-tail], now[head:len(now)-tail])...)
	lines = append(lines, signed(" ", before[len(before)-tail:])...)
	var out []string
	above := "" // the line that indented ones stand below, until it is told
	for _, line := range lines {
		indented := strings.HasPrefix(line[1:], " ")
		switch {
		case line[0] == ' ':
			if !indented {
				above = line
			}
			continue
		case indented && above != "":
			out = append(out, above)
		}
		above = ""
		out = append(out, line)
	}
	return out
}

// signed returns the lines with a sign in front.
func signed(sign string, lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = sign + line
	}
	return out
}

// changes returns the fewest lines to take from before and to add to make now,
// and those that stay, each with its sign.
func changes(before, now []string) []string {
	const most = 4_000_000
	if len(before)*len(now) > most {
		return slices.Concat(signed("-", before), signed("+", now))
	}
	// same[i][j] is how many lines can stay of before[i:] and now[j:].
	same := make([][]int, len(before)+1)
	for i := range same {
		same[i] = make([]int, len(now)+1)
	}
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if before[i] == now[j] {
				same[i][j] = same[i+1][j+1] + 1
			} else {
				same[i][j] = max(same[i+1][j], same[i][j+1])
			}
		}
	}
	var out []string
	i, j := 0, 0
	for i < len(before) || j < len(now) {
		switch {
		case i < len(before) && j < len(now) && before[i] == now[j]:
			out = append(out, " "+before[i])
			i, j = i+1, j+1
		case j == len(now) || i < len(before) && same[i+1][j] >= same[i][j+1]:
			out = append(out, "-"+before[i])
			i++
		default:
			out = append(out, "+"+now[j])
			j++
		}
	}
	return out
}
