package wire

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// A Folder makes an incident of a record.
type Folder struct {
	*Reader
	Incident *incident.Incident
	Source   string // the name of the account that every event names
	Member   string // of the events, which keeps what came
	Known    Stamp  // when all that came was known: the last of the record's own stamps
	status   Stamp  // of the last change of status
}

// ID returns the ID of an incident that goes by a name at a source.
func ID(url, name string) uuid.UUID {
	return uuid.NewSHA1(uuid.NewSHA1(uuid.NameSpaceURL, []byte(url)), []byte(name))
}

// Knows takes in stamps of the record.
func (f *Folder) Knows(stamps ...Stamp) {
	for _, s := range stamps {
		f.Known = Later(f.Known, Stamp{At: s.At})
	}
}

// Declare opens the incident, as was written at one time and shown as of another. It
// is false, and reported, if that cannot be.
func (f *Folder) Declare(d incident.Declaration, recorded, shown Stamp) bool {
	d.Stamp = f.Stamped(recorded, shown)
	inc, err := incident.Declare(d)
	if err != nil {
		f.Report(feed.BadRecord, "", "%v", err)
		return false
	}
	f.Incident, f.status = inc, recorded
	return true
}

// AdvanceTo moves the status, as was written at one time and shown as of another. A
// status is known once those before it are.
func (f *Folder) AdvanceTo(to lifecycle.State, at timeline.Instant, recorded, shown Stamp) error {
	recorded = Later(f.status, recorded)
	_, err := f.As(recorded, shown).AdvanceTo(to, at)
	if err == nil {
		f.status = recorded
	}
	return err
}

// Stamped says how something is recorded that was written at one time, and shown as
// of another that is given as it was written.
func (f *Folder) Stamped(recorded, shown Stamp) incident.Stamp {
	return incident.Stamp{Recorded: recorded.At, Source: f.Source, Visibility: timeline.Public, Written: shown.Text}
}

// As returns a writer for what was written at one time and shown as of another.
func (f *Folder) As(recorded, shown Stamp) incident.Writer {
	return f.Incident.As(f.Stamped(recorded, shown))
}

// Keep adds what came to an event.
func (f *Folder) Keep(e timeline.Event, raw json.RawMessage) timeline.Event {
	out, err := e.WithMember(f.Member, raw)
	if err != nil {
		f.Report(feed.BadRecord, "", "%v", err)
		return e
	}
	return out
}

// Record records an event. One that cannot be is reported.
func (f *Folder) Record(w incident.Writer, path string, e timeline.Event) {
	if _, err := w.Record(e); err != nil {
		f.Report(feed.BadRecord, path, "%v", err)
	}
}

// Did passes on what a verb returns. What it refuses is reported.
func (f *Folder) Did(path string) func(timeline.Event, error) timeline.Event {
	return func(e timeline.Event, err error) timeline.Event {
		if err != nil {
			f.Report(feed.BadRecord, path, "%v", err)
		}
		return e
	}
}

// ShownAt is as of when an update speaks: the time that it gives, or else when it was
// written. Where the time that it gives does not read, that is the latest it can be.
func ShownAt(shown, written Stamp) timeline.Instant {
	switch {
	case !shown.At.IsZero():
		return timeline.At(shown.At)
	case written.At.IsZero():
		return timeline.Instant{}
	case shown.Text == "":
		return timeline.At(written.At)
	}
	return timeline.NotAfter(written.At)
}

// CompareShown orders updates by when they were shown, as far as that is known, and
// those of one time by when they were written.
func CompareShown(shown, written, otherShown, otherWritten Stamp) int {
	at := func(shown, written Stamp) time.Time {
		if shown.At.IsZero() {
			return written.At
		}
		return shown.At
	}
	a, b := at(shown, written), at(otherShown, otherWritten)
	if a.IsZero() != b.IsZero() {
		if a.IsZero() {
			return 1 // unknown last
		}
		return -1
	}
	if c := a.Compare(b); c != 0 {
		return c
	}
	return written.At.Compare(otherWritten.At)
}

// Later returns the later of two stamps, by their times.
func Later(a, b Stamp) Stamp {
	if a.At.Before(b.At) {
		return b
	}
	return a
}

// Since returns a stamp no earlier than that of an event that was recorded: what
// corrects it, or follows it, was not known before.
func Since(s Stamp, e timeline.Event) Stamp {
	if s.At.Before(e.Recorded) {
		s.At = e.Recorded
	}
	return s
}

// Between is some time from one to another, each of which may be unknown.
func Between(from, to time.Time) timeline.Instant {
	switch {
	case from.IsZero() && to.IsZero():
		return timeline.Instant{}
	case from.IsZero():
		return timeline.NotAfter(to)
	case to.IsZero():
		return timeline.NotBefore(from)
	case to.Before(from):
		return timeline.At(to)
	}
	return timeline.Between(from, to)
}

// Times reports what is odd about when an update was shown, written and changed. The
// paths are those of the first and the last.
func (f *Folder) Times(shown, written, changed Stamp, shownPath, changedPath string) {
	switch {
	case ShownAt(shown, written) == timeline.Instant{}:
		f.Report(feed.NoTime, shownPath, "as of when the update speaks is not known")
	case !shown.At.IsZero() && shown.At.Before(written.At):
		f.Report(feed.Backdated, shownPath, "shown as of %s, written %s", shown.Text, written.Text)
	}
	if changed.At.After(written.At) {
		f.Report(feed.Edited, changedPath, "written %s, changed %s; only the last words are known", written.Text, changed.Text)
	}
}

// Latest is the latest moment that an instant may be, zero if there is none.
func Latest(at timeline.Instant) time.Time {
	t, _ := at.Latest()
	return t
}

// NotAfter is a time of which only the latest moment is known.
func NotAfter(at timeline.Instant) timeline.Instant { return Between(time.Time{}, Latest(at)) }
