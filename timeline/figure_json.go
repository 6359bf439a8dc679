package timeline

import (
	"strconv"
	"time"
)

// MarshalJSON writes the figure as one object:
//
//	{"measure":"time_to_restore","version":1,"from":"detected","to":"restored",
//	 "scope":{"region":"eu-west","component":null,"part":"whole"},
//	 "kind":"known","unit":"seconds","min":5340,"max":5340,"approx":5340,
//	 "iso8601":"PT1H29M","text":"1h29m","reason":null,"inputs":["…"]}
//
// A min or max of null is no bound; from and to are null for totals; iso8601 is
// there for known durations. Further members say how the measure was refined:
// "period", "weighting", "pick" (first, last, cumulative), "places" and "of" (when
// so many regions or components were back), "coalesced" (gaps up to this length
// count), "calendar" (working time counts), "hold" (whether time on hold, of which
// there was some, is included or excluded), and for a sum "incidents".
func (f Figure) MarshalJSON() ([]byte, error) { return f.AppendJSON(nil, f.String(), nil), nil }

// AppendJSON appends what [Figure.MarshalJSON] writes to b, for documents that have
// their own words for people and their own idea of what text is safe: text is what the
// figure reads as, and clean, where it is not nil, what every text in it is put through.
func (f Figure) AppendJSON(b []byte, text string, clean func(string) string) []byte {
	o := objectWriter{b: append(b, '{'), clean: clean}
	f.measure.appendJSON(&o)
	o.text("hold", holdNames[f.hold])
	o.count("incidents", f.incidents)
	o.text("kind", f.kind.String())
	o.text("unit", f.Unit().String())
	o.number("min", f, f.lo, hasMin)
	o.number("max", f, f.hi, hasMax)
	o.number("approx", f, f.at, hasApprox)
	iso := ""
	if d, ok := f.Duration(); ok {
		iso = string(appendISO(nil, d))
	}
	o.nullable("iso8601", iso)
	o.name("text")
	o.quote(text)
	if f.doubtful {
		o.raw("doubtful", []byte("true"))
	}
	o.name("reason")
	f.reason.public().appendJSON(&o)
	o.name("inputs")
	o.b = append(o.b, '[')
	for i, id := range f.facts() {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.b = appendQuoted(o.b, id.String())
	}
	return append(o.b, ']', '}')
}

// appendJSON writes what was measured, as members of the object of a figure.
func (m Measure) appendJSON(o *objectWriter) {
	o.name("measure")
	o.quote(m.ID())
	o.name("version")
	o.b = strconv.AppendInt(o.b, int64(m.Version()), 10)
	o.nullable("from", string(m.from))
	o.nullable("to", string(m.to))
	o.name("scope")
	m.scope.appendJSON(o)
	if m.clip.IsValid() {
		o.text("period", m.clip.String())
	}
	o.text("weighting", m.weighting.Name)
	o.text("pick", pickNames[m.pick])
	if m.places > 0 {
		o.count("places", int(m.places))
		o.text("of", m.dimension())
	}
	if m.gap > 0 {
		o.text("coalesced", string(appendISO(nil, time.Duration(m.gap)*time.Microsecond)))
	}
	if m.calendar != nil {
		o.text("calendar", m.calendar.Name())
	}
}

// count writes a number of things, unless there are none.
func (o *objectWriter) count(name string, n int) {
	if n > 0 {
		o.name(name)
		o.b = strconv.AppendInt(o.b, int64(n), 10)
	}
}

// number writes a bound of f as a decimal without an exponent, null if it has none.
func (o *objectWriter) number(name string, f Figure, v int64, has hasValue) {
	o.name(name)
	if f.has&has == 0 {
		o.b = append(o.b, "null"...)
		return
	}
	places := [...]int{Seconds: 6, Ratio: 12, Count: 0}[f.Unit()]
	o.b = appendDecimal(o.b, v, places)
}

// appendDecimal writes v with its last places digits behind the point, and no
// zeros at the end.
func appendDecimal(b []byte, v int64, places int) []byte {
	u := uint64(v)
	if v < 0 {
		b, u = append(b, '-'), -uint64(v)
	}
	unit := uint64(1)
	for range places {
		unit *= 10
	}
	b = strconv.AppendUint(b, u/unit, 10)
	if u %= unit; u == 0 {
		return b
	}
	b = append(b, '.')
	for u > 0 {
		unit /= 10
		b = append(b, byte('0'+u/unit))
		u %= unit
	}
	return b
}

func (r Reason) appendJSON(o *objectWriter) {
	if r.Code == ReasonNone {
		o.b = append(o.b, "null"...)
		return
	}
	o.b = append(o.b, `{"code":`...)
	o.quote(string(r.Code))
	o.b = append(o.b, `,"about":[`...)
	for i, s := range r.About {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.quote(s)
	}
	o.b = append(o.b, ']', '}')
}

// MarshalJSON writes {"region":…,"component":…,"part":…}, null where the scope
// is not narrowed.
func (s Scope) MarshalJSON() ([]byte, error) {
	var o objectWriter
	s.appendJSON(&o)
	return o.b, nil
}

func (s Scope) appendJSON(o *objectWriter) {
	in := objectWriter{b: append(o.b, '{'), clean: o.clean}
	in.nullable("region", s.region)
	in.nullable("component", s.component)
	in.name("part")
	in.quote(s.part.String())
	o.b = append(in.b, '}')
}
