package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// The twin of the reader is a writer: it puts a known length into words in many
// ways, and the reader must get it back.

var writtenUnits = []struct {
	size  time.Duration
	words []string // singular, plural, and short ones
	below int      // an amount behind a larger unit stays below
}{
	{7 * 24 * time.Hour, []string{"week", "weeks", "w", "wk", "WKS"}, 99},
	{24 * time.Hour, []string{"day", "days", "d", "Days", "D"}, 7},
	{time.Hour, []string{"hour", "hours", "h", "hr", "hrs", "hrs."}, 24},
	{time.Minute, []string{"minute", "minutes", "m", "min", "mins", "min."}, 60},
	{time.Second, []string{"second", "seconds", "s", "sec", "secs", "S"}, 60},
}

var (
	writtenOnes  = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	writtenTens  = strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	writtenGaps  = []string{" ", "  ", "\u00a0", "\u2003", "\t"}
	writtenBonds = []string{" ", " ", ", ", " and ", ", and ", " & "}
)

func one[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// writeAmount writes a whole number, and tells whether a unit may follow at once.
func writeAmount(r *rand.Rand, n int) (text string, digits bool) {
	switch {
	case n == 1 && r.IntN(3) == 0:
		return one(r, []string{"a", "an", "one"}), false
	case n < 20 && r.IntN(3) == 0:
		return writtenOnes[n], false
	case n < 100 && n >= 20 && r.IntN(3) == 0:
		if n%10 == 0 {
			return writtenTens[n/10], false
		}
		return writtenTens[n/10] + one(r, []string{"-", " ", "‑"}) + writtenOnes[n%10], false
	case n >= 1000 && r.IntN(2) == 0:
		return fmt.Sprintf("%d%s%03d", n/1000, one(r, []string{",", "\u202f", "\u2009"}), n%1000), true
	case n < 10 && r.IntN(4) == 0:
		return fmt.Sprintf("%02d", n), true
	}
	return fmt.Sprint(n), true
}

// writeLength makes up a length and writes it.
func writeLength(r *rand.Rand) (d time.Duration, text string) {
	var b strings.Builder
	from := r.IntN(len(writtenUnits))
	for i := from; i < len(writtenUnits); i++ {
		u := writtenUnits[i]
		if i > from && r.IntN(2) == 0 {
			continue
		}
		n := r.IntN(u.below)
		if i == from {
			n = 1 + r.IntN([]int{3, 30, 3000}[r.IntN(3)])
		} else {
			b.WriteString(one(r, writtenBonds))
		}
		amount, digits := writeAmount(r, n)
		d += time.Duration(n) * u.size
		if digits && r.IntN(6) == 0 { // the last, as a fraction
			frac := r.IntN(1000)
			d += u.size * time.Duration(frac) / 1000
			fmt.Fprintf(&b, "%s.%03d %s", amount, frac, one(r, u.words))
			return d.Truncate(time.Microsecond), b.String()
		}
		gap := one(r, writtenGaps)
		if digits && r.IntN(2) == 0 {
			gap = one(r, []string{"", "-"})
		}
		b.WriteString(amount + gap + one(r, u.words))
		if r.IntN(12) == 0 {
			b.WriteString(" and a half")
			return d + u.size/2, b.String()
		}
	}
	return d, b.String()
}

func TestReadLengthAgainstWriter(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 26))
	for range rounds(20_000) {
		d, text := writeLength(r)
		want, around := timeline.Lasting(d), false
		e, longer := writeLength(r)
		switch r.IntN(8) {
		case 0:
			text, around = one(r, []string{"~", "about ", "approx. ", "around "})+text, true
		case 1:
			text, want = one(r, []string{"at least ", "over ", "more than ", "≥", "> "})+text, timeline.LastingAtLeast(d)
		case 2:
			text, want = one(r, []string{"up to ", "less than ", "within ", "≤", "<= "})+text, timeline.LastingBetween(0, d)
		case 3:
			text = one(r, []string{"for ", "lasting ", "a total of ", "("}) + text
			if text[0] == '(' {
				text += ")"
			}
		case 4, 5:
			if e <= d {
				break
			}
			want = timeline.LastingBetween(d, e)
			if r.IntN(2) == 0 {
				text = "between " + text + one(r, []string{" and ", ", and "}) + longer
			} else {
				text += one(r, []string{" - ", "–", " to "}) + longer
			}
		}
		got, about, err := timeline.ReadLength(text)
		require.NoError(t, err)
		require.Equal(t, want, got, "%q is %s, not %s", text, got, want)
		require.Equal(t, around, about, text)
	}
}

// What this package writes for people and for programs, it reads.
func TestReadLengthOfOwnText(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 8))
	for range rounds(20_000) {
		d := time.Duration(r.Int64N(int64(1) << (10 + r.IntN(50)))).Truncate(time.Microsecond)
		people := timeline.FormatDuration(d)
		l, about, err := timeline.ReadLength(people)
		require.NoError(t, err)
		require.False(t, about)
		require.Equal(t, people, timeline.FormatDuration(l.Shortest()), people)
		for _, l := range []timeline.Length{
			timeline.Lasting(d), timeline.LastingAtLeast(d), timeline.LastingBetween(d/2, d), timeline.LastingAbout(d, d/3), timeline.LastingAbout(d, 2*d),
		} {
			got, about, err := timeline.ReadLength(" " + l.String() + "\n")
			require.NoError(t, err)
			require.False(t, about)
			require.Equal(t, l, got)
		}
	}
}

func FuzzReadLength(f *testing.F) {
	for _, s := range []string{
		"", "1hr and 2 mins", "an hour and a half", "between 3 hours 19 minutes, and 4 hours 25 minutes", "~54 minutes", "over a 10-hour period", "2+ days", "1,415 min", "02:56", "1:02:30",
		"2½ hours", "PT1H~PT5M", "(about 30–45 minutes or so.)", "9 months", "\u202f1\u2009000 s", "half a", "a a a", "at least an", "1 M", "twenty-", "and a half", ">", "99999999999 w",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, about, err := timeline.ReadLength(s)
		if err != nil {
			if l != (timeline.Length{}) || about || err.Error() == "" {
				t.Fatalf("%q leaves %v behind", s, l)
			}
			return
		}
		if again, err := timeline.ParseLength(l.String()); err != nil || l != again || l.Shortest() < 0 || l.Longest() < l.Shortest() {
			t.Fatalf("%q is %q, which is %q (%v)", s, l, again, err)
		}
		if strict, err := timeline.ParseLength(s); err == nil && (strict != l || about) {
			t.Fatalf("%q is %q, and to ParseLength %q", s, l, strict)
		}
		if !strings.ContainsAny(s, "P[") {
			other := strings.NewReplacer(" ", "\u2003", "-", "–").Replace(s)
			if m, too, err := timeline.ReadLength(other); err != nil || m != l || too != about {
				t.Fatalf("%q is %q, and %q is %q (%v)", s, l, other, m, err)
			}
		}
		if s := strings.TrimSpace(s); l.IsStated() && !strings.ContainsAny(s, "P[()") && !about {
			if m, too, err := timeline.ReadLength("about " + s); err != nil || m != l || !too {
				t.Fatalf("%q is %q, and about that is %q (%v)", s, l, m, err)
			}
		}
	})
}
