package lifecycle_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// A nil Lifecycle answers every question as the zero Lifecycle does.
func TestNilLifecycle(t *testing.T) {
	var none *lifecycle.Lifecycle
	typ := reflect.TypeFor[*lifecycle.Lifecycle]()
	require.Positive(t, typ.NumMethod())
	for m := range typ.Methods() {
		t.Run(m.Name, func(t *testing.T) {
			ask := func(lc *lifecycle.Lifecycle) []any {
				in := []reflect.Value{reflect.ValueOf(lc)}
				for i := 1; i < m.Type.NumIn(); i++ {
					in = append(in, argument(m.Type.In(i)))
				}
				var out []any
				for _, v := range m.Func.Call(in) {
					out = append(out, answer(v))
				}
				return out
			}
			want := ask(new(lifecycle.Lifecycle))
			if m.Name == "MarshalJSON" {
				want[0] = []byte("null")
			}
			assert.Equal(t, want, ask(none))
		})
	}
}

// argument returns a value of a type: a name for text, a short history.
func argument(typ reflect.Type) reflect.Value {
	v := reflect.New(typ).Elem()
	switch {
	case typ.Kind() == reflect.String:
		v.SetString("open")
	case typ == reflect.TypeFor[[]lifecycle.Step]():
		v.Set(reflect.ValueOf([]lifecycle.Step{{State: "open"}, {Trigger: "fix"}, {State: "done"}}))
	}
	return v
}

// answer returns what an answer says: of an iterator how much it yields, of an
// error its text.
func answer(v reflect.Value) any {
	if v.Kind() == reflect.Func {
		n := 0
		switch v.Type().NumIn() {
		case 1:
			if v.Type().In(0).NumIn() == 2 {
				for range v.Seq2() {
					n++
				}
				break
			}
			for range v.Seq() {
				n++
			}
		}
		return n
	}
	if err, ok := v.Interface().(error); ok {
		return err.Error()
	}
	return v.Interface()
}

// A lifecycle that is nil contains nothing, and nothing is contained.
func TestNilLifecycleBesideOthers(t *testing.T) {
	var none *lifecycle.Lifecycle
	var short *lifecycle.SupersetError
	require.ErrorAs(t, none.Contains(lifecycle.Default()), &short)
	assert.Equal(t, "allclear-default", short.Base)
	assert.NoError(t, none.Contains(none))
	lc, err := none.Extend(small())
	require.NoError(t, err)
	assert.Equal(t, small(), lc.Definition())
}
