package report

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// AppendDuration appends a length of time, as [Format.Duration] writes it.
func (f *Format) AppendDuration(b []byte, d time.Duration) []byte {
	if f == nil || f.Duration == nil {
		return timeline.AppendDuration(b, d)
	}
	return append(b, f.Duration(d)...)
}

// Length writes how long something lasted, for people: "54m", "30m–45m",
// "≥ 1h". A length that is not stated reads "unknown".
func (f *Format) Length(l timeline.Length) string {
	return string(f.AppendLength(make([]byte, 0, 64), l))
}

// AppendLength appends what [Format.Length] writes to b.
func (f *Format) AppendLength(b []byte, l timeline.Length) []byte {
	switch {
	case !l.IsStated():
		return append(b, f.word("unknown")...)
	case !l.HasLongest():
		return f.AppendDuration(append(b, "≥ "...), l.Shortest())
	}
	b = f.AppendDuration(b, l.Shortest())
	if l.Shortest() != l.Longest() {
		b = f.AppendDuration(append(b, "–"...), l.Longest())
	}
	return b
}

// Figure writes a figure for people. An approximate one shows its bounds too:
// "~11h10m (10h40m–11h40m)"; one that grows says so: "≥ 3h17m so far"; one
// whose ends may be in the other order says so: "-6m–7m, doubtful".
func (f *Format) Figure(fig timeline.Figure) string {
	return string(f.AppendFigure(make([]byte, 0, 64), fig))
}

// AppendFigure appends what [Format.Figure] writes to b.
func (f *Format) AppendFigure(b []byte, fig timeline.Figure) []byte {
	if !fig.Doubtful() {
		return f.appendFigure(b, &fig)
	}
	before, behind := f.around("{1}, doubtful")
	return append(f.appendFigure(append(b, before...), &fig), behind...)
}

// appendFigure leaves out whether it is doubtful.
func (f *Format) appendFigure(b []byte, fig *timeline.Figure) []byte {
	_, hasMin := fig.Min()
	_, hasMax := fig.Max()
	_, approx := fig.Approx()
	switch bounds := hasMin || hasMax; {
	case !bounds && !approx:
		return f.appendKind(b, fig)
	case fig.Kind() == timeline.Ongoing && bounds:
		before, behind := f.around("{1} so far")
		return append(f.appendValue(append(b, before...), fig), behind...)
	case fig.Kind() == timeline.Bounded && bounds && approx:
		b = append(f.appendValue(b, fig), " ("...)
		return append(f.appendRange(b, fig), ')')
	}
	return f.appendValue(b, fig)
}

// appendKind writes a figure that has no value: its kind, and why.
func (f *Format) appendKind(b []byte, fig *timeline.Figure) []byte {
	if f == nil || f.Label == nil {
		return fig.AppendString(b)
	}
	b = append(b, f.word(plain(fig.Kind().String()))...)
	if why := f.Reason(fig.Reason()); why != "" {
		b = append(append(append(b, " ("...), why...), ')')
	}
	return b
}

// appendValue writes a figure that has one, as [timeline.Figure.AppendString] does.
func (f *Format) appendValue(b []byte, fig *timeline.Figure) []byte {
	if !f.rewords(fig) {
		return fig.AppendString(b)
	}
	if at, ok := fig.Approx(); ok && fig.Kind() == timeline.Bounded {
		return f.AppendDuration(append(b, '~'), time.Duration(math.Round(at*1e6))*time.Microsecond)
	}
	return f.appendRange(b, fig)
}

// appendRange writes the bounds, as [timeline.Figure.AppendRange] does.
func (f *Format) appendRange(b []byte, fig *timeline.Figure) []byte {
	if !f.rewords(fig) {
		return fig.AppendRange(b)
	}
	least, most, hasLeast, hasMost := fig.Bounds()
	switch {
	case !hasMost:
		return f.AppendDuration(append(b, "≥ "...), least)
	case !hasLeast:
		return f.AppendDuration(append(b, "≤ "...), most)
	}
	b = f.AppendDuration(b, least)
	if least != most {
		b = f.AppendDuration(append(b, "–"...), most)
	}
	return b
}

// rewords reports whether a figure is a time and lengths of time are worded anew.
func (f *Format) rewords(fig *timeline.Figure) bool {
	return f != nil && f.Duration != nil && fig.Unit() == timeline.Seconds
}

// Reason writes why a figure is not simply known: "impact start not recorded". It is
// empty where there is no reason.
func (f *Format) Reason(r timeline.Reason) string {
	if r.Code == timeline.ReasonNone || f == nil || f.Label == nil {
		return r.String()
	}
	label := f.word(r.Code.Pattern())
	var places []string
	for i := range strings.Count(r.Code.Pattern(), "{") {
		place, about := "{"+strconv.Itoa(i+1)+"}", f.about(r, i)
		if !strings.Contains(label, place) {
			label += " " + place // or it would be lost
		}
		places = append(places, place, about)
	}
	return strings.NewReplacer(places...).Replace(label)
}

// about is what a reason is about: a milestone, save where it is a place or a number.
func (f *Format) about(r timeline.Reason, i int) string {
	if i >= len(r.About) {
		return f.word("it")
	}
	switch r.Code {
	case timeline.ReasonNotAffected, timeline.ReasonNotNamed, timeline.ReasonFewPlaces, timeline.ReasonPartialSum:
		return r.About[i]
	}
	m := timeline.Milestone(r.About[i])
	if status, ok := published(m); ok {
		before, behind := f.around(`update "{1}"`)
		return before + f.word(status) + behind
	}
	return f.word(m.Words())
}

// milestone is what a milestone is called.
func milestone(m timeline.Milestone) Value {
	if status, ok := published(m); ok {
		return Phrase(`update "{1}"`, Label(status))
	}
	return Label(m.Words())
}

// measured is what a measure is called.
func measured(m timeline.Measure) Value {
	if m.ID() == timeline.Elapsed("", "").ID() {
		return Phrase("{1} to {2}", milestone(m.From()), milestone(m.To()))
	}
	return Label(m.Words())
}

// published returns the word of the update that a milestone is, and false for others.
func published(m timeline.Milestone) (string, bool) {
	status, ok := strings.CutPrefix(string(m), string(timeline.UpdatePublished("")))
	return status, ok && m != timeline.FirstUpdate && m != timeline.LastUpdate
}
