package severity

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"
)

// MarshalJSON implements [encoding/json.Marshaler]: the text of the level as a
// string, and null for the unset Level. A level out of range is an error.
func (l Level) MarshalJSON() ([]byte, error) {
	if l == 0 {
		return []byte("null"), nil
	}
	text, err := l.MarshalText()
	if err != nil {
		return nil, err
	}
	return strconv.AppendQuote(nil, string(text)), nil // plain ASCII, as in JSON
}

// UnmarshalJSON implements [encoding/json.Unmarshaler]. It accepts a string that
// [ParseLevel] accepts, and null, which is the unset Level. A number is refused:
// it does not say in which direction it counts. An error leaves l as it was.
func (l *Level) UnmarshalJSON(data []byte) error {
	var text string // null leaves it empty
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf("severity: a level in JSON is a string or null: %w", err)
	}
	return l.UnmarshalText([]byte(text))
}

// LogValue implements [slog.LogValuer]: the text of the level, for a level off
// the ruler too. The unset Level is nil, which handlers write as null or <nil>.
func (l Level) LogValue() slog.Value {
	if l == 0 {
		return slog.AnyValue(nil)
	}
	return slog.StringValue(l.String())
}

// Value implements [driver.Valuer], so that a level can stand in a column of
// text: its text, and NULL for the unset Level. A level out of range is an error.
//
// The text does not sort by severity. A query that orders by severity needs a
// column of numbers beside it; int(l) is stable and higher is worse.
func (l Level) Value() (driver.Value, error) {
	if l == 0 {
		return nil, nil
	}
	text, err := l.MarshalText()
	if err != nil {
		return nil, err
	}
	return string(text), nil
}

// Scan implements the Scanner interface of package database/sql. It reads what
// [Level.Value] writes: NULL is the unset Level, and text is read by
// [ParseLevel], to which empty text is unset as well.
//
// Text that is no level is a [*ParseError], and a value of any other type, a
// number among them, a [*ScanError]. An error leaves l as it was.
func (l *Level) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*l = 0
		return nil
	case string:
		return l.UnmarshalText([]byte(v))
	case []byte:
		return l.UnmarshalText(v)
	}
	return &ScanError{Type: fmt.Sprintf("%T", src)}
}
