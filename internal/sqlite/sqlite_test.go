package sqlite_test

import (
	"database/sql"
	"database/sql/driver"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"github.com/allclear-go/allclear/severity"
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
