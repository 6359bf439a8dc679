package severity

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// Scales, crosswalks, matrices, rules, measures and assessments have JSON as their
// text: in a column of a database, in a flag, wherever a text is wanted. What is zero
// is NULL there and the empty text here.

// textOf is the JSON of a value as its text, empty for null.
func textOf(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil || string(raw) == "null" || string(raw) == "{}" {
		return []byte{}, err
	}
	return raw, nil
}

// fromText reads the JSON of a value, and the zero value from the empty text. On an
// error the value is as it was.
func fromText[T any](into *T, text []byte) error {
	var out T
	if len(bytes.TrimSpace(text)) > 0 {
		if err := json.Unmarshal(text, &out); err != nil {
			return err
		}
	}
	*into = out
	return nil
}

func valueOf(v any) (driver.Value, error) {
	text, err := textOf(v)
	if err != nil || len(text) == 0 {
		return nil, err
	}
	return string(text), nil
}

func scan[T any](into *T, src any) error {
	switch src := src.(type) {
	case nil:
		return fromText(into, nil)
	case string:
		return fromText(into, []byte(src))
	case []byte:
		return fromText(into, src)
	}
	return &ScanError{Type: fmt.Sprintf("%T", src)}
}

// MarshalText implements [encoding.TextMarshaler]: the scale as JSON.
func (s Scale) MarshalText() ([]byte, error) { return textOf(s) }

// UnmarshalText implements [encoding.TextUnmarshaler], as [Scale.UnmarshalJSON] reads.
func (s *Scale) UnmarshalText(text []byte) error { return fromText(s, text) }

// MarshalText implements [encoding.TextMarshaler]: the crosswalk as JSON.
func (c Crosswalk) MarshalText() ([]byte, error) { return textOf(c) }

// UnmarshalText implements [encoding.TextUnmarshaler], as [Crosswalk.UnmarshalJSON] reads.
func (c *Crosswalk) UnmarshalText(text []byte) error { return fromText(c, text) }

// MarshalText implements [encoding.TextMarshaler]: the matrix as JSON.
func (m Matrix) MarshalText() ([]byte, error) { return textOf(m) }

// UnmarshalText implements [encoding.TextUnmarshaler], as [Matrix.UnmarshalJSON] reads.
func (m *Matrix) UnmarshalText(text []byte) error { return fromText(m, text) }

// MarshalText implements [encoding.TextMarshaler]: the rules as JSON.
func (r Rules) MarshalText() ([]byte, error) { return textOf(r) }

// UnmarshalText implements [encoding.TextUnmarshaler], as [Rules.UnmarshalJSON] reads.
func (r *Rules) UnmarshalText(text []byte) error { return fromText(r, text) }

// Value implements [driver.Valuer]: the scale as JSON, and NULL for the zero Scale.
func (s Scale) Value() (driver.Value, error) { return valueOf(s) }

// Scan implements the Scanner of package database/sql. On an error s is as it was.
func (s *Scale) Scan(src any) error { return scan(s, src) }

// Value implements [driver.Valuer]: the crosswalk as JSON, and NULL for the zero Crosswalk.
func (c Crosswalk) Value() (driver.Value, error) { return valueOf(c) }

// Scan implements the Scanner of package database/sql. On an error c is as it was.
func (c *Crosswalk) Scan(src any) error { return scan(c, src) }

// Value implements [driver.Valuer]: the matrix as JSON, and NULL for the zero Matrix.
func (m Matrix) Value() (driver.Value, error) { return valueOf(m) }

// Scan implements the Scanner of package database/sql. On an error m is as it was.
func (m *Matrix) Scan(src any) error { return scan(m, src) }

// Value implements [driver.Valuer]: the rules as JSON, and NULL for the zero Rules.
func (r Rules) Value() (driver.Value, error) { return valueOf(r) }

// Scan implements the Scanner of package database/sql. On an error r is as it was.
func (r *Rules) Scan(src any) error { return scan(r, src) }

// Value implements [driver.Valuer]: what was measured as JSON, and NULL for the zero Measured.
func (m Measured) Value() (driver.Value, error) { return valueOf(m) }

// Scan implements the Scanner of package database/sql. On an error m is as it was.
func (m *Measured) Scan(src any) error { return scan(m, src) }

// Value implements [driver.Valuer]: the assessment as JSON, and NULL for the zero
// Assessment.
func (a Assessment) Value() (driver.Value, error) {
	if a.Least == 0 && a.Most == 0 && len(a.Reasons) == 0 {
		return nil, nil
	}
	return valueOf(a)
}

// Scan implements the Scanner of package database/sql. On an error a is as it was.
func (a *Assessment) Scan(src any) error { return scan(a, src) }
