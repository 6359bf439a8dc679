package sqlite_test

import (
	"database/sql"
	"database/sql/driver"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// columns is where a type is added: one line for each that has Value and Scan.
var columns = []struct {
	name string
	test func(t *testing.T)
}{
	{"severity.Level", column[severity.Level]{
		cells: []cell[severity.Level]{
			{1, "trivial-19"},
			{severity.Trivial - 10, "trivial-10"},
			{severity.Minor, "minor"},
			{severity.Major + 5, "major+5"},
			{severity.Critical, "critical"},
			{255, "critical+155"},
		},
		foreign: []any{"SEV1", "Major", "80", " ", int64(80), 80.5},
		refused: []severity.Level{-1, 256},
	}.test},
	{"timeline.Instant", column[timeline.Instant]{
		cells: []cell[timeline.Instant]{
			{timeline.At(noon), "2026-03-04T12:00:00Z"},
			{timeline.About(noon, 10*time.Minute), "2026-03-04T12:00:00Z~PT10M"},
			{timeline.Between(noon, noon.Add(time.Hour)), "[2026-03-04T12:00:00Z..2026-03-04T13:00:00Z]"},
			{timeline.NotAfter(noon), "[..2026-03-04T12:00:00Z]"},
		},
		foreign: []any{"noon", "12:00", int64(7), 1.5},
		refused: []timeline.Instant{timeline.At(time.Time{})},
	}.test},
	{"timeline.Length", column[timeline.Length]{
		cells:   []cell[timeline.Length]{{timeline.Lasting(90 * time.Minute), "PT1H30M"}, {timeline.LastingAtLeast(time.Hour), "[PT1H..]"}},
		foreign: []any{"a while", int64(7)},
		refused: []timeline.Length{timeline.Lasting(-time.Hour)},
	}.test},
	{"timeline.Span", column[timeline.Span]{
		cells:   []cell[timeline.Span]{{timeline.MustParseSpan("2026-03-04T12:00:00Z/2026-03-04T13:00:00Z"), "2026-03-04T12:00:00Z/2026-03-04T13:00:00Z"}},
		foreign: []any{"noon/midnight", int64(7)},
	}.test},
	{"timeline.Health", column[timeline.Health]{
		cells:   []cell[timeline.Health]{{timeline.Major, "major"}, {timeline.Operational, "operational"}},
		foreign: []any{"poorly", int64(4)},
		refused: []timeline.Health{99},
	}.test},
}

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// An incident, an event of it, a place and a circle of readers go into a database
// and come out as they were.
func TestIncident(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: timeline.At(noon)})
	require.NoError(t, err)
	place := timeline.Component("api").In("eu").Of(timeline.Most)
	e, err := inc.As(incident.Stamp{Visibility: timeline.Partner}).Impact(place, timeline.Major, timeline.At(noon))
	require.NoError(t, err)
	db := open(t)
	assert.Equal(t, e, query[timeline.Event](t, db, insert(t, db, e)))
	assert.Equal(t, place, query[timeline.Scope](t, db, insert(t, db, place)))
	for _, v := range []timeline.Visibility{timeline.Internal, timeline.Partner, timeline.Public} {
		assert.Equal(t, v, query[timeline.Visibility](t, db, insert(t, db, v)))
	}
	var readers timeline.Visibility
	assert.Error(t, db.QueryRowContext(t.Context(), `SELECT NULL`).Scan(&readers))
	var back incident.Incident
	id := insert(t, db, inc)
	require.NoError(t, db.QueryRowContext(t.Context(), `SELECT v FROM cells WHERE id = ?`, id).Scan(&back))
	assert.Equal(t, inc.Revision(), back.Revision())
	_, err = back.Advance("resolve", timeline.At(noon.Add(time.Hour)))
	assert.NoError(t, err)
}

func TestColumns(t *testing.T) {
	for _, c := range columns {
		t.Run(c.name, c.test)
	}
}

// A column is what one type is held to. Its zero value is unset.
type column[T interface {
	comparable
	driver.Valuer
}] struct {
	cells   []cell[T] // values, and the text that the database is to hold for each
	foreign []any     // what other hands may have written, and is refused
	refused []T       // values that are not to be stored
}

// A cell is a value and what is stored for it.
type cell[T any] struct {
	value T
	text  string
}

func (c column[T]) test(t *testing.T) {
	db := open(t)
	var unset, other T
	other = c.cells[0].value

	id := insert(t, db, unset)
	assert.Nil(t, query[any](t, db, id), "unset is NULL")
	assert.Equal(t, unset, query[T](t, db, id))
	assert.Zero(t, query[sql.Null[T]](t, db, id))

	got := other // a variable that held something else before
	require.NoError(t, db.QueryRowContext(t.Context(), `SELECT NULL`).Scan(&got))
	assert.Equal(t, unset, got)

	for _, cell := range c.cells {
		id := insert(t, db, cell.value)
		assert.Equal(t, cell.text, query[any](t, db, id))
		assert.Equal(t, cell.value, query[T](t, db, id))
		assert.Equal(t, sql.Null[T]{V: cell.value, Valid: true}, query[sql.Null[T]](t, db, id))

		var n int
		require.NoError(t, db.QueryRowContext(t.Context(), `SELECT count(*) FROM cells WHERE v = ?`, cell.value).Scan(&n))
		assert.Equal(t, 1, n, "equal values are equal text: %v", cell.value)

		got := other
		require.NoError(t, db.QueryRowContext(t.Context(), `SELECT CAST(v AS BLOB) FROM cells WHERE id = ?`, id).Scan(&got))
		assert.Equal(t, cell.value, got, "bytes are read too")
	}
	for _, v := range c.foreign {
		got := other
		err := db.QueryRowContext(t.Context(), `SELECT v FROM cells WHERE id = ?`, insert(t, db, v)).Scan(&got)
		assert.Error(t, err, "%v", v)
		assert.Equal(t, other, got, "an error changes nothing")
	}
	for _, v := range c.refused {
		_, err := db.ExecContext(t.Context(), `INSERT INTO cells (v) VALUES (?)`, v)
		assert.Error(t, err, "%v", v)
	}
}

// open returns an empty database. Its one column has no type, so that nothing is
// converted on the way. It has a single connection, as every connection to
// ":memory:" has a database of its own.
func open(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, db.Close()) })
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(t.Context(), `CREATE TABLE cells (id INTEGER PRIMARY KEY, v)`)
	require.NoError(t, err)
	return db
}

// insert stores a value and returns the row it is in.
func insert(t *testing.T, db *sql.DB, v any) int64 {
	t.Helper()
	done, err := db.ExecContext(t.Context(), `INSERT INTO cells (v) VALUES (?)`, v)
	require.NoError(t, err)
	id, err := done.LastInsertId()
	require.NoError(t, err)
	return id
}

// query reads what is in a row.
func query[T any](t *testing.T, db *sql.DB, id int64) (v T) {
	t.Helper()
	require.NoError(t, db.QueryRowContext(t.Context(), `SELECT v FROM cells WHERE id = ?`, id).Scan(&v))
	return v
}
