package incident_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// same checks that two copies say the same of themselves.
func (w *world) same(a, b *incident.Incident) {
	require.Equal(w, lines(jsonOf(w, a)), lines(jsonOf(w, b)))
	require.Equal(w, a.Revision(), b.Revision())
	have, had := a.Status()
	want, is := b.Status()
	require.Equal(w, is, had)
	require.Equal(w, []any{want.Event, want.Name, want.Phase, want.Resolution, want.Hold, want.At},
		[]any{have.Event, have.Name, have.Phase, have.Resolution, have.Hold, have.At})
	name := func(l *lifecycle.Lifecycle) string {
		if l == nil {
			return ""
		}
		return l.Fingerprint()
	}
	require.Equal(w, name(a.Lifecycle()), name(b.Lifecycle()))
}

// nobody is the ID of no event.
var nobody = uuid.UUID{9}

// locks checks that writers who have read what is no longer so are refused, and
// others are not.
func (w *world) locks(inc *incident.Incident, revision string) {
	before := jsonOf(w, inc)
	_, err := inc.Apply(func(inc *incident.Incident) error {
		now := inc.Revision()
		_, err := inc.As(incident.Stamp{Revision: revision}).Note("x", unknown)
		require.Equal(w, revision != now, errors.Is(err, incident.ErrConflict))
		writer := inc.As(incident.Stamp{Revision: inc.Revision()})
		for range 2 {
			_, err = writer.Note("x", unknown)
			require.NoError(w, err)
		}
		_, err = inc.As(incident.Stamp{Revision: now}).Note("x", unknown)
		require.ErrorIs(w, err, incident.ErrConflict)
		if st, ok := inc.Status(); ok && inc.Lifecycle() != nil {
			_, err = inc.As(incident.Stamp{Expect: nobody}).Advance("resolve", unknown)
			require.ErrorIs(w, err, incident.ErrConflict)
			_, err = inc.As(incident.Stamp{Expect: st.Event}).Advance("resolve", unknown)
			require.NotErrorIs(w, err, incident.ErrConflict)
		}
		v := inc.AsOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))
		for e := range v.Events() {
			stands, amended := v.AmendedBy(e.ID)
			if !amended {
				stands = e.ID
			}
			_, err = inc.As(incident.Stamp{Expect: nobody}).Retract(e.ID)
			require.ErrorIs(w, err, incident.ErrConflict)
			if !slices.Contains(rules(inc), timeline.RuleSameID) {
				_, err = inc.As(incident.Stamp{Expect: stands}).Retract(e.ID)
				require.NoError(w, err)
			}
			break
		}
		return errNo
	})
	require.ErrorIs(w, err, errNo)
	require.Equal(w, before, jsonOf(w, inc))
}

// sum is everything that can be said of an incident.
func (w *world) sum(inc *incident.Incident) (out []any) {
	for _, now := range []time.Time{day.AddDate(0, 0, 1), late} {
		v := inc.AsOf(now)
		out = append(out, incident.Of(v, w.lives...), slices.Collect(v.Statuses()))
		for _, m := range timeline.Standard() {
			f := m.Of(v)
			out = append(out, f, f.Explain(v))
		}
	}
	return out
}

// lines is JSON in lines, so that a difference can be read.
func lines(b string) []string { return strings.Split(b, "},{") }

// converge checks that all copies become one, whatever the order in which they
// meet, and that what callers stored is enough to make it again.
func (w *world) converge() {
	all := decode(w, jsonOf(w, w.copies[0]), w.lives...)
	for _, c := range w.copies[1:] {
		_, err := all.Join(c)
		require.NoError(w, err)
	}
	want := w.sum(all)
	others := slices.Clone(w.copies)
	slices.Reverse(others)
	last := others[len(others)-1]
	for _, c := range others { // grouped from the right, each into the next
		_, err := last.Join(c)
		require.NoError(w, err)
	}
	for _, c := range []*incident.Incident{last, decode(w, jsonOf(w, last), w.lives...)} {
		added, err := c.Join(all)
		require.NoError(w, err)
		require.Empty(w, added, "nothing is left to learn")
		w.same(all, c)
		require.True(w, reflect.DeepEqual(want, w.sum(c)))
	}
	w.restore(all)
}

// restore makes the incident again from what was stored.
func (w *world) restore(all *incident.Incident) {
	for i := range 3 {
		for j := range w.stored {
			k := w.IntN(j + 1)
			w.stored[j], w.stored[k] = w.stored[k], w.stored[j]
		}
		log, half := timeline.NewLog(all.ID()), timeline.NewLog(all.ID())
		record := func() error {
			for j, e := range w.stored {
				to := log
				if i > 0 && j%2 == 0 {
					to = half
				}
				if _, err := to.Add(e); err != nil {
					return err
				}
			}
			_, err := log.Join(half)
			return err
		}
		if i > 1 {
			_, err := log.Batch(func() error { require.NoError(w, record()); return errNo })
			require.ErrorIs(w, err, errNo)
			require.Zero(w, log.Len())
			_, err = log.Batch(record)
			require.NoError(w, err)
		} else {
			require.NoError(w, record())
		}
		b, err := log.MarshalJSON()
		require.NoError(w, err)
		require.Equal(w, lines(jsonOf(w, all)), lines(string(b)))
		require.Equal(w, all.Revision(), log.Revision())
	}
}
