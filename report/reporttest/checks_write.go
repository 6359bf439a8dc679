package reporttest

import (
	"bytes"
	"errors"
	"slices"
	"sync"
	"time"
)

var errWriter = errors.New("the writer has failed")

// A failing writer fails once so many bytes are written.
type failing struct {
	after int   // bytes
	all   bool  // the failing write says that all was written
	err   error // nil cuts the write short
	n     int
	over  bool
	late  int // writes after it has failed
}

func (w *failing) Write(p []byte) (int, error) {
	if w.over {
		w.late++
		return 0, w.err
	}
	if w.n+len(p) <= w.after {
		w.n += len(p)
		return len(p), nil
	}
	w.over = true
	if w.all {
		return len(p), w.err
	}
	return w.after - w.n, w.err
}

// fails calls f for writers that fail at the points of some reports, with what
// Render then returned.
func (s *subject) fails(prototypes []failing, f func(name string, w *failing, err error)) {
	for _, x := range fixtures(s.Limits) {
		enough := map[string]int{"a Table": 300, "every block": 20}[x.Name]
		if enough == 0 {
			continue
		}
		var calls chunks
		if err := s.Render(&calls, x.Report); err != nil {
			s.fail("of %s: %v", x.Name, err)
			return
		}
		size, points := 0, []int{}
		for _, n := range calls {
			points = append(points, size, size+n-1) // a write may end or begin here
			size += n
		}
		points = append(points[:min(len(points), enough)], 0, 1, size/4, size-1)
		for i := 0; i < size; i += size/enough + 1 {
			points = append(points, i)
		}
		slices.Sort(points)
		for _, at := range slices.Compact(points) {
			for _, w := range prototypes {
				if w.after = at; at < 0 || at >= size {
					continue
				}
				f(x.Name, &w, s.Render(&w, x.Report))
			}
		}
	}
}

// chunks counts the bytes of each write.
type chunks []int

func (c *chunks) Write(p []byte) (int, error) {
	*c = append(*c, len(p))
	return len(p), nil
}

func checkWriteError(s *subject) {
	s.fails([]failing{{err: errWriter}, {err: errWriter, all: true}}, func(name string, w *failing, err error) {
		if !errors.Is(err, errWriter) {
			s.fail("of %s, after %d bytes: %v", name, w.after, err)
		}
	})
}

func checkWriteStop(s *subject) {
	s.fails([]failing{{err: errWriter}, {err: errWriter, all: true}}, func(name string, w *failing, _ error) {
		if w.late > 0 {
			s.fail("of %s, after %d bytes: %d more writes", name, w.after, w.late)
		}
	})
}

func checkShortWrite(s *subject) {
	s.fails([]failing{{}}, func(name string, w *failing, err error) {
		if err == nil || w.late > 0 {
			s.fail("of %s, after %d bytes: %v, and %d more writes", name, w.after, err, w.late)
		}
	})
}

// checkConcurrent writes a second report whenever the first one is written to its
// writer, and then all of them at once.
func checkConcurrent(s *subject) {
	all := fixtures(s.Limits)
	want := make([][]byte, len(all))
	for i, f := range all {
		out, ok := s.write(f.Name, f.Report)
		if !ok {
			return
		}
		want[i] = out
	}
	locks := false
	for i, f := range all {
		j := (i + 1) % len(all)
		w := &interrupted{between: func() *sync.WaitGroup { return s.beside(all[j], want[j], &locks) }}
		if err := s.Render(w, f.Report); err != nil || !bytes.Equal(w.out.Bytes(), want[i]) {
			s.fail("%s, while %s is written, differs: %s (%v)", f.Name, all[j].Name, apart(want[i], w.out.Bytes()), err)
		}
		for _, g := range w.inner {
			g.Wait()
		}
	}
	s.together(all, want)
}

// An interrupted writer has something else done before it takes what it is given.
type interrupted struct {
	out     bytes.Buffer
	between func() *sync.WaitGroup
	inner   []*sync.WaitGroup
}

func (w *interrupted) Write(p []byte) (int, error) {
	const enough = 10
	if len(w.inner) < enough {
		w.inner = append(w.inner, w.between())
	}
	return w.out.Write(p)
}

// beside writes a report from another goroutine and waits for it, unless the
// renderer writes one report after the other, as it may.
func (s *subject) beside(f Fixture, want []byte, locks *bool) *sync.WaitGroup {
	var g sync.WaitGroup
	done := make(chan bool)
	g.Go(func() {
		defer close(done)
		s.once(f, want)
	})
	if !*locks {
		select {
		case <-done:
		case <-time.After(200 * time.Millisecond):
			*locks = true
		}
	}
	return &g
}

// once writes a report that has to come out as wanted, on any goroutine.
func (s *subject) once(f Fixture, want []byte) {
	var out bytes.Buffer
	var found string
	func() {
		defer func() {
			if value := recover(); value != nil {
				found = panicked(value)
			}
		}()
		if err := s.Render(&out, f.Report); err != nil {
			found = err.Error()
		} else if !bytes.Equal(out.Bytes(), want) {
			found = "it differs: " + apart(want, out.Bytes())
		}
	}()
	if found != "" {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.fail("of %s, beside others: %s", f.Name, found)
	}
}

// together writes all reports at once, several times.
func (s *subject) together(all []Fixture, want [][]byte) {
	var g sync.WaitGroup
	for range 4 {
		for i, f := range all {
			g.Go(func() { s.once(f, want[i]) })
		}
	}
	g.Wait()
}
