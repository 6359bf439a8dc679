package timeline

import (
	"bytes"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

// Values sit in a column of a database as their text, and what is not known or not
// stated as NULL. A scope and an event are JSON. A database that compares texts
// orders exact instants of one precision alone: keep [Instant.Earliest] in a column
// of its own where rows are to be sorted by time.

// valueOf is the text of a value for a column, or NULL.
func valueOf(v encoding.TextMarshaler, null bool) (driver.Value, error) {
	if null {
		return nil, nil
	}
	text, err := v.MarshalText()
	if err != nil {
		return nil, err
	}
	return string(text), nil
}

// scan reads a column by the text that it holds. NULL is the empty text. On an error
// the value is as it was.
func scan[T any](into *T, what string, src any, read func(*T, []byte) error) error {
	var out T
	var err error
	switch src := src.(type) {
	case nil:
		err = read(&out, nil)
	case string:
		err = read(&out, []byte(src))
	case []byte:
		err = read(&out, bytes.Clone(src))
	default:
		err = fmt.Errorf("timeline: reading %s from a column: it holds a %T, not text", what, src)
	}
	if err == nil {
		*into = out
	}
	return err
}

// Value implements [driver.Valuer]: the instant's text, and NULL if it is unknown.
func (i Instant) Value() (driver.Value, error) { return valueOf(i, i == Instant{}) }

// Scan implements the Scanner of package database/sql.
func (i *Instant) Scan(src any) error { return scan(i, "an instant", src, (*Instant).UnmarshalText) }

// Value implements [driver.Valuer]: the length's text, and NULL if it is not stated.
func (l Length) Value() (driver.Value, error) { return valueOf(l, l == Length{}) }

// Scan implements the Scanner of package database/sql.
func (l *Length) Scan(src any) error { return scan(l, "a length", src, (*Length).UnmarshalText) }

// Value implements [driver.Valuer]: the span's text, and NULL for the zero Span.
func (s Span) Value() (driver.Value, error) { return valueOf(s, s == Span{}) }

// Scan implements the Scanner of package database/sql.
func (s *Span) Scan(src any) error { return scan(s, "a span", src, (*Span).UnmarshalText) }

// Value implements [driver.Valuer]: the word, and NULL if it is unstated.
func (h Health) Value() (driver.Value, error) { return valueOf(h, h == Unstated) }

// Scan implements the Scanner of package database/sql.
func (h *Health) Scan(src any) error { return scan(h, "a health", src, (*Health).UnmarshalText) }

// Value implements [driver.Valuer]: the word. It is never NULL.
func (v Visibility) Value() (driver.Value, error) { return valueOf(v, false) }

// Scan implements the Scanner of package database/sql. NULL is refused: a column
// that does not say who may read is no leave to read.
func (v *Visibility) Scan(src any) error {
	if src == nil {
		return fmt.Errorf("timeline: reading a visibility from a column: it is NULL")
	}
	return scan(v, "a visibility", src, (*Visibility).UnmarshalText)
}

// UnmarshalJSON reads what [Scope.MarshalJSON] writes. Members may be left out;
// others are an error.
func (s *Scope) UnmarshalJSON(data []byte) error {
	var read struct {
		Region    string `json:"region"`
		Component string `json:"component"`
		Part      *Part  `json:"part"`
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&read); err != nil {
		return fmt.Errorf("timeline: reading a scope: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return fmt.Errorf("timeline: reading a scope: more follows")
	}
	*s = Scope{region: read.Region, component: read.Component}
	if read.Part != nil {
		s.part = *read.Part
	}
	return nil
}

// Value implements [driver.Valuer]: the scope's JSON. It is never NULL.
func (s Scope) Value() (driver.Value, error) {
	raw, err := s.MarshalJSON()
	return string(raw), err
}

// Scan implements the Scanner of package database/sql. NULL is the zero Scope.
func (s *Scope) Scan(src any) error {
	return scan(s, "a scope", src, func(s *Scope, b []byte) error {
		if b == nil {
			return nil
		}
		return s.UnmarshalJSON(b)
	})
}

// Value implements [driver.Valuer]: the event's JSON.
func (e Event) Value() (driver.Value, error) {
	raw, err := e.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return string(raw), nil
}

// Scan implements the Scanner of package database/sql.
func (e *Event) Scan(src any) error { return scan(e, "an event", src, (*Event).UnmarshalJSON) }

// LogValue implements [slog.LogValuer]: which event it is, and none of its words,
// which may be for fewer eyes than a program's log.
func (e Event) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", e.ID.String()), slog.String("kind", string(e.Kind)), slog.String("occurred", e.Occurred.String()))
}

// LogValue implements [slog.LogValuer]: what was measured and what came out.
func (f Figure) LogValue() slog.Value {
	return slog.GroupValue(slog.String("measure", f.measure.ID()), slog.String("kind", f.kind.String()), slog.String("text", f.String()))
}
