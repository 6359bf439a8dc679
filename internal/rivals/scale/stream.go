package scale

// Stream answers for the first n incidents of a source and never holds more than a
// batch of them: each batch is made, recorded in logs, viewed, measured, added up
// and let go. Each group keeps so many durations one by one.
func Stream(s Source, n, batch, goroutines, exact int) (*Answer, error) {
	tallies, errs := NewTallies(goroutines, exact), make([]error, goroutines)
	share(n, goroutines, func(part, from, to int) {
		incidents := make([]Incident, min(batch/goroutines+1, to-from))
		for first := from; first < to && errs[part] == nil; first += len(incidents) {
			incidents = incidents[:min(len(incidents), to-first)]
			s.Fill(first, incidents)
			var kept *Kept
			if kept, errs[part] = Keep(incidents, 1); errs[part] == nil {
				errs[part] = tallies[part].Add(kept)
			}
		}
	})
	if err := first(errs); err != nil {
		return nil, err
	}
	return tallies.Answer()
}
