package scale

import (
	"database/sql"
	"fmt"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// A SQLite is a database in memory that holds incidents twice: as an event log and
// as a wide table of one row for each incident.
type SQLite struct{ db *sql.DB }

// NewSQLite makes the database and loads the incidents from number 0 on.
func NewSQLite(s Source, n int) (*SQLite, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // each connection would have a memory of its own
	d := &SQLite{db}
	if err := d.load(s, n); err != nil {
		return nil, fmt.Errorf("scale: loading SQLite: %w", err)
	}
	return d, nil
}

// Close lets the database go.
func (d *SQLite) Close() error { return d.db.Close() }

func (d *SQLite) load(s Source, n int) error {
	tx, err := d.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	if _, err := tx.Exec("CREATE TABLE event (incident INTEGER, kind TEXT, ts INTEGER, severity TEXT, region TEXT)"); err != nil {
		return err
	}
	const together = 64 // rows in one statement
	many, err := tx.Prepare("INSERT INTO event VALUES " + strings.Repeat("(?,?,?,?,?),", together-1) + "(?,?,?,?,?)")
	if err != nil {
		return err
	}
	defer many.Close()
	batch, rows := make([]Incident, 1024), []Row(nil)
	args := make([]any, 0, 5*together)
	for first := 0; first < n; first += len(batch) {
		batch = batch[:min(len(batch), n-first)]
		s.Fill(first, batch)
		rows = rows[:0]
		for i := range batch {
			rows = batch[i].Rows(rows)
		}
		for len(rows) > 0 {
			k := min(together, len(rows))
			args = args[:0]
			for _, r := range rows[:k] {
				args = append(args, r.Incident, r.Kind.String(), r.At, Severity(r.Severity), Region(r.Region))
			}
			if k == together {
				_, err = many.Exec(args...)
			} else {
				_, err = tx.Exec("INSERT INTO event VALUES "+strings.Repeat("(?,?,?,?,?),", k-1)+"(?,?,?,?,?)", args...)
			}
			if err != nil {
				return err
			}
			rows = rows[k:]
		}
	}
	if _, err := tx.Exec("CREATE TABLE wide AS " + sqlitePivot); err != nil {
		return err
	}
	return tx.Commit()
}

const (
	sqlitePivot = `SELECT incident, severity, region,
	max(CASE kind WHEN 'impact' THEN ts END) AS impact,
	max(CASE kind WHEN 'detected' THEN ts END) AS detected,
	max(CASE kind WHEN 'restored' THEN ts END) AS restored
FROM event WHERE kind IN ('impact', 'detected', 'restored') GROUP BY incident`

	// SQLite has no quantile. That of R-7 at p is the sum over the ranks i of the values
	// times the height of a triangle of width 2 whose top is at (n-1)p.
	sqliteSpread = `, %[1]s_ranked AS (
	SELECT severity, region, %[1]s - impact AS x,
		row_number() OVER (PARTITION BY severity, region ORDER BY %[1]s - impact) - 1 AS i,
		count(*) OVER (PARTITION BY severity, region) - 1 AS n
	FROM p WHERE %[1]s IS NOT NULL
), %[1]s_spread AS (
	SELECT severity, region,
		sum(x * max(0, 1 - abs(i - 0.5 * n))) AS p50,
		sum(x * max(0, 1 - abs(i - 0.9 * n))) AS p90
	FROM %[1]s_ranked GROUP BY severity, region
)`
	sqliteAnswer = ` SELECT severity, region, count(*), count(*) - count(p.detected), d.p50, d.p90, count(*) - count(p.restored), r.p50, r.p90
FROM p JOIN detected_spread d USING (severity, region) LEFT JOIN restored_spread r USING (severity, region)
GROUP BY severity, region`
)

// AskLog answers from the event log.
func (d *SQLite) AskLog() (*Answer, error) { return d.ask(sqlitePivot) }

// AskWide answers from the wide table.
func (d *SQLite) AskWide() (*Answer, error) { return d.ask("SELECT * FROM wide") }

func (d *SQLite) ask(pivot string) (*Answer, error) {
	rows, err := d.db.Query("WITH p AS MATERIALIZED (" + pivot + ")" + fmt.Sprintf(sqliteSpread, "detected") + fmt.Sprintf(sqliteSpread, "restored") + sqliteAnswer)
	if err != nil {
		return nil, err
	}
	return ReadAnswer(rows)
}

// ReadAnswer reads what a database answers: a row for each group, with its names,
// how many incidents there are, and then how many are open, the median and the
// ninetieth percentile, first of detection and then of restoration. It closes the
// rows.
func ReadAnswer(rows *sql.Rows) (*Answer, error) {
	defer rows.Close()
	out := new(Answer)
	for rows.Next() {
		var severity, region string
		var n int
		var d, r Spread
		var p [4]sql.NullFloat64
		if err := rows.Scan(&severity, &region, &n, &d.Open, &p[0], &p[1], &r.Open, &p[2], &p[3]); err != nil {
			return nil, err
		}
		g := GroupOf(severity, region)
		if g < 0 {
			return nil, fmt.Errorf("scale: no group %s/%s", severity, region)
		}
		d.N, d.P50, d.P90 = n, p[0].Float64, p[1].Float64
		r.N, r.P50, r.P90 = n, p[2].Float64, p[3].Float64
		out.Detect[g], out.Restore[g] = d, r
	}
	return out, rows.Err()
}
