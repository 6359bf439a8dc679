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
func (f Figure) MarshalJSON() ([]byte, error) {
	o := objectWriter{b: []byte{'{'}}
	m := f.measure
	o.raw("measure", appendQuoted(nil, m.ID()))
	o.raw("version", strconv.AppendInt(nil, int64(m.Version()), 10))
	o.raw("from", nullable(string(m.from)))
	o.raw("to", nullable(string(m.to)))
	o.raw("scope", m.scope.appendJSON(nil))
	if m.clip.IsValid() {
		o.text("period", m.clip.String())
	}
	o.text("weighting", m.weighting.Name)
	o.text("pick", pickNames[m.pick])
	if m.places > 0 {
		o.raw("places", strconv.AppendInt(nil, int64(m.places), 10))
		o.text("of", m.dimension())
	}
	if m.gap > 0 {
		o.text("coalesced", string(appendISO(nil, time.Duration(m.gap)*time.Microsecond)))
	}
	if m.calendar != nil {
		o.text("calendar", m.calendar.Name())
	}
	o.text("hold", holdNames[f.hold])
	if f.incidents > 0 {
		o.raw("incidents", strconv.AppendInt(nil, int64(f.incidents), 10))
	}
	o.text("kind", f.kind.String())
	o.text("unit", f.Unit().String())
	o.raw("min", f.appendNumber(f.lo, hasMin))
	o.raw("max", f.appendNumber(f.hi, hasMax))
	o.raw("approx", f.appendNumber(f.at, hasApprox))
	iso := ""
	if d, ok := f.Duration(); ok {
		iso = string(appendISO(nil, d))
	}
	o.raw("iso8601", nullable(iso))
	o.text("text", f.String())
	o.raw("reason", f.reason.public().appendJSON(nil))
	o.name("inputs")
	o.b = append(o.b, '[')
	for i, id := range f.facts() {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.b = appendQuoted(o.b, id.String())
	}
	return append(o.b, ']', '}'), nil
}

func nullable(s string) []byte {
	if s == "" {
		return []byte("null")
	}
	return appendQuoted(nil, s)
}

// appendNumber writes a bound as a decimal without an exponent.
func (f Figure) appendNumber(v int64, has hasValue) []byte {
	if f.has&has == 0 {
		return []byte("null")
	}
	places := [...]int{Seconds: 6, Ratio: 12, Count: 0}[f.Unit()]
	return appendDecimal(nil, v, places)
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

func (r Reason) appendJSON(b []byte) []byte {
	if r.Code == ReasonNone {
		return append(b, "null"...)
	}
	b = append(appendQuoted(append(b, `{"code":`...), string(r.Code)), `,"about":[`...)
	for i, s := range r.About {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendQuoted(b, s)
	}
	return append(b, ']', '}')
}

// MarshalJSON writes {"region":…,"component":…,"part":…}, null where the scope
// is not narrowed.
func (s Scope) MarshalJSON() ([]byte, error) { return s.appendJSON(nil), nil }

func (s Scope) appendJSON(b []byte) []byte {
	b = append(append(b, `{"region":`...), nullable(s.region)...)
	b = append(append(b, `,"component":`...), nullable(s.component)...)
	b = appendQuoted(append(b, `,"part":`...), s.part.String())
	return append(b, '}')
}
