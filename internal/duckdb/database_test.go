package duckdb_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/internal/duckdb"
	"github.com/allclear-go/allclear/internal/rivals/scale"
)

var source = scale.Source{Seed: 7}

func open(tb testing.TB, n int) *duckdb.Database {
	d, err := duckdb.Open(tb.Context(), source, n)
	require.NoError(tb, err)
	tb.Cleanup(func() { assert.NoError(tb, d.Close()) })
	return d
}

// Every way to ask gives the same answer, on one thread or two.
func TestAnswersAgree(t *testing.T) {
	for _, n := range []int{7, 5000} {
		incidents := make([]scale.Incident, n)
		source.Fill(0, incidents)
		want := scale.AskNaive(scale.NaiveOf(incidents))
		d := open(t, n)
		for threads := 1; threads <= 2; threads++ {
			require.NoError(t, d.Threads(t.Context(), threads))
			for _, q := range duckdb.Questions() {
				got, err := d.Ask(t.Context(), q)
				require.NoError(t, err)
				assert.True(t, want.Equal(got), q.Name)
			}
		}
	}
}
