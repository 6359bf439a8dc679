package html

import (
	"bytes"
	stdhtml "html"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
)

func escaped(s string, brk byte, bytewise bool) string {
	var out bytes.Buffer
	w := newWriter(&out)
	if bytewise {
		escape(&w, []byte(s), brk)
	} else {
		escape(&w, s, brk)
	}
	w.flush()
	return out.String()
}

// The one pass writes what the two functions would that it stands for.
func TestEscapeIsCleanThenEscape(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{"a", " ", "<", ">", "&", `"`, "'", "é", "語", "\x00", "\x1b", "\x7f", "\xff", "\xe2", "\x80", "\xf0\x9f", "\u202e", "\ufffe", "\ufffd", "\u0600", "\t", "plain words"}
	breaks := []string{"\n", "\r\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"}
	for range 4000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		s := b.String()
		want := stdhtml.EscapeString(report.Clean(s))
		assert.Equal(t, want, escaped(s, '\n', false), "%q", s)
		assert.Equal(t, want, escaped(s, '\n', true), "%q", s)
		s += breaks[r.IntN(len(breaks))] + b.String()
		line := stdhtml.UnescapeString(escaped(s, ' ', false))
		assert.Equal(t, strings.Join(strings.Fields(report.CleanLine(s)), " "), strings.Join(strings.Fields(line), " "), "%q", s)
		assert.NotContains(t, line, "\n")
		assert.Contains(t, escaped(s, '\n', false), "\n")
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "a&b", "<\xff\xff>", "\u202e\r\n", "\xe2\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsAny(s, "\r\v\f\u0085\u2028\u2029") {
			return // what break becomes what is tested above
		}
		assert.Equal(t, stdhtml.EscapeString(report.Clean(s)), escaped(s, '\n', true))
	})
}

func TestDecimal(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 0.5: "0.5", 100: "100", 33.333: "33.33", 99.999: "100", 10: "10"} {
		var out bytes.Buffer
		w := newWriter(&out)
		w.decimal(x)
		w.flush()
		assert.Equal(t, want, out.String())
	}
}

// Ticks are few, in order, on the scale, and never the same.
func TestTicks(t *testing.T) {
	prague := time.FixedZone("CET", 3600)
	start := time.Date(2026, 3, 28, 22, 17, 3, 0, prague)
	for length := time.Second; length > 0 && length < 9000*24*time.Hour; length = length * 3 / 2 {
		ticks := timeTicks(axis.Span{From: start, To: start.Add(length)})
		assert.LessOrEqual(t, len(ticks), mostTicks+1, length)
		if length > 5*time.Second {
			assert.NotEmpty(t, ticks, length)
		}
		for i, k := range ticks {
			assert.GreaterOrEqual(t, k.at, axis.Seconds(start))
			assert.LessOrEqual(t, k.at, axis.Seconds(start.Add(length)))
			assert.True(t, i == 0 || k.at > ticks[i-1].at)
		}
		for _, k := range append(lengthTicks(length.Seconds()), logTicks(1, length.Seconds())...) {
			assert.LessOrEqual(t, k.at, length.Seconds())
		}
	}
	ages := timeTicks(axis.Span{From: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)})
	assert.NotEmpty(t, ages)
	assert.LessOrEqual(t, len(ages), mostTicks+1)
}

func TestScaleStaysInside(t *testing.T) {
	for _, s := range []axis.Scale{{Lo: 0, Hi: 1}, {Lo: 5, Hi: 5}, {Lo: 1, Hi: 100, Log: true}, {}} {
		for _, v := range []float64{0, -1, 0.5, 1e300, math.Inf(1), math.Inf(-1), math.NaN()} {
			g := plot{scale: s}
			x := g.place(v)
			assert.True(t, x >= leftSide && x <= rightSide, "%v on %v: %v", v, s, x)
		}
	}
}
