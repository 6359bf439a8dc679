package text

import "github.com/allclear-go/allclear/timeline"

// A look is what one cell of a picture shows.
type look uint8

const (
	nothing look = iota
	operational
	degraded
	partial
	major
	maintenance
	affected // nobody said how badly
	tone1    // of stages and of severities, used in turn
	tone2
	tone3
	tone4
	silent   // no update was published
	possible // whatever it is, it is not certain
	within   // somewhere in here, for a stated total
	thread   // a line that marks are on
	shortest
	longest
	interval
	median
	quantile
	published
	promise
	missed
	open // in the last cell: not over
	lost // in the last cell: nobody recorded the end
	looks
)

// signs are the characters of this package's own. The taller a bar, the worse it
// is; the lighter, the less certain.
type signs struct {
	cells                     [looks]string
	bullet, rule, ruler, mark string
}

var unicodeSigns = signs{
	cells: [looks]string{
		nothing: " ", operational: "▁", maintenance: "▂", degraded: "▄", partial: "▆", major: "█", affected: "■",
		tone1: "█", tone2: "▄", tone3: "▆", tone4: "▂", silent: "▄", possible: "░", within: "·",
		thread: "─", shortest: "├", longest: "┤", interval: "▒", median: "█", quantile: "◆",
		published: "┃", promise: "○", missed: "×", open: "▶", lost: "?",
	},
	bullet: "•", rule: "─", ruler: "─", mark: "┴",
}

var asciiSigns = signs{
	cells: [looks]string{
		nothing: " ", operational: "_", maintenance: "-", degraded: "=", partial: "%", major: "#", affected: "*",
		tone1: "#", tone2: "=", tone3: "%", tone4: "-", silent: "=", possible: ".", within: ":",
		thread: "-", shortest: "[", longest: "]", interval: "=", median: "#", quantile: "*",
		published: "|", promise: "o", missed: "x", open: ">", lost: "?",
	},
	bullet: "*", rule: "-", ruler: "-", mark: "+",
}

// healthLook is the look of something affected.
func healthLook(h timeline.Health) (look, style) {
	switch h {
	case timeline.Operational:
		return operational, green
	case timeline.Degraded:
		return degraded, yellow
	case timeline.Partial:
		return partial, magenta
	case timeline.Major:
		return major, red
	case timeline.Maintenance:
		return maintenance, cyan
	}
	return affected, plain
}

// toneLook is the look of one of several that take turns.
func toneLook(n int) (look, style) {
	styles := [...]style{blue, yellow, magenta, cyan}
	n %= len(styles)
	return tone1 + look(n), styles[n]
}
