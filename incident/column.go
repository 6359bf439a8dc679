package incident

import (
	"database/sql/driver"
	"fmt"
	"log/slog"
)

// Value implements [driver.Valuer]: the incident's JSON, which is its event log, and
// NULL for a nil Incident.
func (inc *Incident) Value() (driver.Value, error) {
	if inc == nil {
		return nil, nil
	}
	raw, err := inc.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return string(raw), nil
}

// Scan implements the Scanner of package database/sql, as [Incident.UnmarshalJSON]
// reads: an incident that follows a lifecycle of one's own is read by [Decode]
// instead, or goes over to it by [Incident.Follow].
func (inc *Incident) Scan(src any) error {
	switch src := src.(type) {
	case string:
		return inc.UnmarshalJSON([]byte(src))
	case []byte:
		return inc.UnmarshalJSON(src)
	}
	return fmt.Errorf("incident: reading an incident from a column: it holds a %T, not text", src)
}

// LogValue implements [slog.LogValuer]: which incident it is and how it stands. Its
// words are left out, as they may be for fewer eyes than a program's log.
func (inc *Incident) LogValue() slog.Value {
	if inc == nil || inc.log == nil {
		return slog.StringValue("not declared")
	}
	st, _ := inc.Status()
	return slog.GroupValue(slog.String("id", inc.ID().String()), slog.String("status", st.Name), slog.String("phase", string(st.Phase)), slog.Int("events", inc.log.Len()))
}
