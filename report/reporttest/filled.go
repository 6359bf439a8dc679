package reporttest

import (
	"reflect"
	"strconv"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// Filled returns a report in which every string is the given text: in its data, in a
// block of each type, in its figures and in the name of its zone. The strings are found
// by reflection, so that those of later versions are among them. Every list has
// something in it, and whatever is no text is set too. It is for tests of renderers:
// two such reports differ in their texts alone.
func Filled(text string) *report.Report {
	r := &report.Report{}
	newFiller(func(string) string { return text }).fill(reflect.ValueOf(r).Elem(), "the report")
	return r
}

// A filler sets all that can be set.
type filler struct {
	word func(place string) string
	view *timeline.View // what figures are of
	n    int            // values made so far
	of   int            // figures made so far
}

func newFiller(word func(place string) string) *filler { return &filler{word: word, view: past()} }

// past is made once, as a view is never changed.
var past = sync.OnceValue(closed)

// fill sets v, which stands in the given place, and all that is in it.
func (f *filler) fill(v reflect.Value, place string) {
	if made := f.value(v.Type(), place); made != nil {
		v.Set(reflect.ValueOf(made))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(f.word(place))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), place)
	case reflect.Slice:
		n := 1
		if v.Type() == reflect.TypeFor[[]report.Figure]() {
			n = kinds
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			f.fill(v.Index(i), place)
		}
	case reflect.Struct:
		for field, of := range v.Fields() {
			f.fill(of, place+", "+field.Name)
		}
	}
}

// value makes what reflection cannot, and nil for the rest.
func (f *filler) value(t reflect.Type, place string) any {
	f.n++
	at := clock(10, 0).Add(time.Duration(f.n) * time.Minute)
	switch t {
	case reflect.TypeFor[time.Time]():
		return at
	case reflect.TypeFor[uuid.UUID]():
		return uuid.UUID{15: byte(f.n)}
	case reflect.TypeFor[timeline.Instant]():
		return timeline.At(at)
	case reflect.TypeFor[timeline.Length]():
		return timeline.Lasting(time.Duration(f.n) * time.Minute)
	case reflect.TypeFor[timeline.Scope]():
		return timeline.Component(f.word(place + ", the component")).In(f.word(place + ", the region"))
	case reflect.TypeFor[timeline.Figure]():
		return f.figure(place)
	case reflect.TypeFor[report.Format]():
		return report.Format{Zone: time.FixedZone(f.word(place+", the zone"), 0), Language: f.word(place + ", the language")}
	case reflect.TypeFor[report.Value]():
		return report.Of(f.figure(place))
	case reflect.TypeFor[[]int]():
		return []int{0} // an index
	case reflect.TypeFor[[]report.Value]():
		return []report.Value{
			report.Text(f.word(place)), report.Label(f.word(place + ", a label")), report.Missing(f.word(place + ", a reason")),
			report.At(timeline.At(at)), report.Of(f.figure(place)), report.Number(f.n),
		}
	case reflect.TypeFor[[]report.Block]():
		return f.blocks(place)
	}
	return nil
}

// kinds is how many kinds of figures have names of their makers' in them.
const kinds = 3

// figure makes a figure that bears names of its makers', of another kind each time.
// Beside those stands a word, so that none of them can be one that is known.
func (f *filler) figure(place string) timeline.Figure {
	name := func(what string) string { return what + " " + f.word(place+", "+what) }
	at := timeline.Component(name("component")).In(name("region"))
	measures := [kinds]timeline.Measure{
		timeline.Elapsed(timeline.Milestone(name("from")), timeline.Milestone(name("to"))),
		timeline.Availability(timeline.Weighting{Name: name("weighting"), Major: 100}, timeline.MustParseSpan("2009-03-01T00:00:00Z/2009-04-01T00:00:00Z")),
		timeline.TimeToRestore(),
	}
	f.of++
	return measures[f.of%kinds].In(at).Of(f.view)
}

// blocks makes one block of each type.
func (f *filler) blocks(place string) []report.Block {
	types := []report.Block{
		report.Paragraph{}, report.List{}, report.Table{}, report.Code{}, report.Facts{}, report.Figures{}, report.Timeline{}, report.Lanes{},
		report.Phases{}, report.Cadence{}, report.Steps{}, report.Spreads{}, report.Found{}, report.Definitions{},
	}
	out := []report.Block{own{f.word(place), []string{f.word(place)}, f.word(place)}}
	for i, b := range types {
		made := reflect.New(reflect.TypeOf(b)).Elem()
		f.fill(made, place+" "+strconv.Itoa(i))
		out = append(out, made.Interface().(report.Block))
	}
	return out
}
