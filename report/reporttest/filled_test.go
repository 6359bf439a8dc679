package reporttest_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/report/reporttest"
	"github.com/allclear-go/allclear/timeline"
)

// empty calls f with the place of everything that can be set and is not, and of every
// string that is not the text. What cannot be set is left to its package.
func empty(v reflect.Value, place, text string, f func(place string)) {
	switch v.Kind() {
	case reflect.String:
		if v.String() != text {
			f(place + " is " + v.String())
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() && v.Type() != reflect.TypeFor[*time.Location]() {
			empty(v.Elem(), place, text, f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			empty(v.Index(i), place, text, f)
		}
	case reflect.Struct:
		for field, of := range v.Fields() {
			if field.IsExported() {
				empty(of, place+"."+field.Name, text, f)
			}
		}
	}
	index := v.Kind() == reflect.Int // the first element has the index 0
	if !index && v.IsZero() && v.Kind() != reflect.Func {
		f(place + " is not set")
	}
}

func TestFilled(t *testing.T) {
	const text = "a text of its own"
	doc := reporttest.Filled(text)
	empty(reflect.ValueOf(doc), "report", text, func(place string) { t.Error(place) })
	inc := doc.Incidents[0]
	assert.Equal(t, timeline.Component(text).In(text), inc.Impacts[0].Scope)
	assert.Equal(t, text, doc.Format.ZoneName())
	for _, f := range []timeline.Figure{inc.Figures[0].Figure, inc.Phases.Whole, doc.Sums[0].Figure} {
		assert.Contains(t, f.Measure().Scope().Region(), text)
	}
	types := map[reflect.Type]bool{}
	for _, b := range doc.Sections[0].Blocks {
		types[reflect.TypeOf(b)] = true
	}
	for _, f := range reporttest.Fixtures() {
		for _, s := range f.Report.Sections {
			for _, b := range s.Blocks {
				if v := reflect.ValueOf(b); v.Kind() != reflect.Pointer {
					assert.True(t, types[v.Type()], "there is a block like that of %s", f.Name)
				}
			}
		}
	}
	assert.Equal(t, doc, reporttest.Filled(text), "the same again")
}
