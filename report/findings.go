package report

import "github.com/allclear-go/allclear/timeline"

// findingsOf is what the linter finds, for each view: a finding between incidents is the
// one's of its first event. Nobody else reads findings than the organisation.
func findingsOf(o Options, views []*timeline.View) [][]timeline.Finding {
	out := make([][]timeline.Finding, len(views))
	if o.Audience != Internal {
		return out
	}
	for _, f := range o.Linter.Lint(views...) {
		of := 0
		for i, v := range views {
			if len(f.Events) > 0 {
				if _, ok := v.Event(f.Events[0]); ok {
					of = i
					break
				}
			}
		}
		out[of] = append(out[of], f)
	}
	return out
}
