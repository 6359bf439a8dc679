package duckdb

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/duckdb/duckdb-go/v2"

	"github.com/allclear-go/allclear/internal/rivals/scale"
)

// A Database is a DuckDB in memory that holds incidents in several ways: as event
// logs, whose names are text (event_text) or enumerated (event), beside a table of
// incidents (incident), and as a wide table of one row for each incident (wide).
type Database struct {
	db   *sql.DB
	conn *sql.Conn
}

// Open makes the database and loads the first n incidents.
func Open(ctx context.Context, s scale.Source, n int) (*Database, error) {
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		return nil, err
	}
	d := &Database{db: sql.OpenDB(connector)}
	if d.conn, err = d.db.Conn(ctx); err != nil {
		return nil, err
	}
	if err := d.exec(ctx, "CREATE TABLE raw (incident INTEGER, kind UTINYINT, ts BIGINT, severity UTINYINT, region UTINYINT)"); err != nil {
		return nil, err
	}
	err = d.conn.Raw(func(c any) error { return load(c.(*duckdb.Conn), s, n) })
	if err != nil {
		return nil, err
	}
	return d, d.exec(ctx, tables()...)
}

// Close lets the database go.
func (d *Database) Close() error {
	if err := d.conn.Close(); err != nil {
		return err
	}
	return d.db.Close()
}

// Threads sets on how many threads questions are answered.
func (d *Database) Threads(ctx context.Context, n int) error {
	return d.exec(ctx, fmt.Sprintf("SET threads = %d", n))
}

func (d *Database) exec(ctx context.Context, statements ...string) error {
	for _, s := range statements {
		if _, err := d.conn.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("duckdb: %s: %w", s, err)
		}
	}
	return nil
}

// load appends the events to the table raw, with numbers for names.
func load(c *duckdb.Conn, s scale.Source, n int) error {
	to, err := duckdb.NewAppenderFromConn(c, "", "raw")
	if err != nil {
		return err
	}
	batch, rows := make([]scale.Incident, 1024), []scale.Row(nil)
	for first := 0; first < n; first += len(batch) {
		batch = batch[:min(len(batch), n-first)]
		s.Fill(first, batch)
		rows = rows[:0]
		for i := range batch {
			rows = batch[i].Rows(rows)
		}
		for _, r := range rows {
			if err := to.AppendRow(int32(r.Incident), uint8(r.Kind), r.At, r.Severity, r.Region); err != nil {
				return err
			}
		}
	}
	return to.Close()
}

// tables are the statements that make the tables out of raw.
func tables() []string {
	kinds, severities, regions := "", "", ""
	for k := range scale.Kinds {
		kinds += ", '" + k.String() + "'"
	}
	for n := range uint8(scale.Severities) {
		severities += ", '" + scale.Severity(n) + "'"
	}
	for n := range uint8(scale.Regions) {
		regions += ", '" + scale.Region(n) + "'"
	}
	name := func(column, names string) string {
		return fmt.Sprintf("([%s])[%s + 1] AS %s", names[2:], column, column)
	}
	return []string{
		"CREATE TYPE kind AS ENUM (" + kinds[2:] + ")",
		"CREATE TYPE severity AS ENUM (" + severities[2:] + ")",
		"CREATE TYPE region AS ENUM (" + regions[2:] + ")",
		"CREATE TABLE event_text AS SELECT incident, " + name("kind", kinds) + ", ts, " + name("severity", severities) + ", " + name("region", regions) + " FROM raw",
		"CREATE TABLE event AS SELECT incident, kind::kind AS kind, ts, severity::severity AS severity, region::region AS region FROM event_text",
		"CREATE TABLE incident AS SELECT incident, severity, region FROM event WHERE kind = 'impact'",
		"CREATE TABLE wide AS " + fmt.Sprintf(pivot, "event"),
		"DROP TABLE raw",
	}
}

const (
	times = `max(ts) FILTER (kind = 'impact') AS impact, max(ts) FILTER (kind = 'detected') AS detected, max(ts) FILTER (kind = 'restored') AS restored`
	where = ` WHERE kind IN ('impact', 'detected', 'restored') GROUP BY incident`
	pivot = `SELECT incident, any_value(severity) AS severity, any_value(region) AS region, ` + times + ` FROM %s` + where
	join  = `SELECT severity, region, impact, detected, restored FROM (SELECT incident, ` + times + ` FROM event` + where + `) JOIN incident USING (incident)`

	answer = `WITH d AS (
	SELECT severity, region, count(*) AS n, n - count(detected) AS d_open, n - count(restored) AS r_open,
		quantile_cont(detected - impact, [0.5, 0.9]) AS d, quantile_cont(restored - impact, [0.5, 0.9]) AS r
	FROM (%s) GROUP BY severity, region
) SELECT severity::VARCHAR, region::VARCHAR, n, d_open, d[1], d[2], r_open, r[1], r[2] FROM d`
)

// A Question is one way to ask.
type Question struct{ Name, query string }

// Questions are the ways to ask.
func Questions() []Question {
	return []Question{
		{"event log", fmt.Sprintf(answer, fmt.Sprintf(pivot, "event"))},
		{"event log, joined with incidents", fmt.Sprintf(answer, join)},
		{"event log, names as text", fmt.Sprintf(answer, fmt.Sprintf(pivot, "event_text"))},
		{"wide table", fmt.Sprintf(answer, "FROM wide")},
	}
}

// Ask answers a question.
func (d *Database) Ask(ctx context.Context, q Question) (*scale.Answer, error) {
	rows, err := d.conn.QueryContext(ctx, q.query)
	if err != nil {
		return nil, fmt.Errorf("duckdb: %s: %w", q.Name, err)
	}
	return scale.ReadAnswer(rows)
}
