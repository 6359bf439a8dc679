package timeline

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// FormatDuration writes d for people: unpadded, no spaces, days from 24 hours
// on, inner zeros kept and trailing ones left out.
//
//	36m   3h17m   1d0h23m   12d1h7m   1m30s   0s
//
// A day here is 24 hours. Parts below the microsecond are cut off; from a minute
// on the text is rounded to the second.
func FormatDuration(d time.Duration) string { return string(AppendDuration(make([]byte, 0, 24), d)) }

// AppendDuration appends what [FormatDuration] writes to b.
func AppendDuration(b []byte, d time.Duration) []byte { return appendPeople(b, d) }

// FormatLength writes l for people, as figures are written: "~1h" for one stated so,
// "3h–9h" for bounds, "≥ 3h" where there is no upper bound, and "unknown" if it
// is not stated.
func FormatLength(l Length) string {
	short, long := FormatDuration(l.Shortest()), FormatDuration(l.Longest())
	switch {
	case !l.IsStated():
		return Unknown.String()
	case !l.HasLongest():
		return "≥ " + short
	case l.kind == instantAbout:
		return "~" + FormatDuration(time.Duration(l.at)*time.Microsecond)
	case short == long:
		return short
	}
	return short + "–" + long
}

func appendPeople(b []byte, d time.Duration) []byte {
	neg, us := split(d)
	if us == 0 {
		return append(b, "0s"...)
	}
	if neg {
		b = append(b, '-')
	}
	const second, minute, hour, day = 1_000_000, 60_000_000, 3600_000_000, 86400_000_000
	if us >= minute {
		us = (us + second/2) / second * second
	}
	units := [...]struct {
		size uint64
		name byte
	}{{day, 'd'}, {hour, 'h'}, {minute, 'm'}}
	begun := false
	for _, u := range units {
		if us == 0 {
			return b
		}
		if n := us / u.size; n > 0 || begun {
			b = append(strconv.AppendUint(b, n, 10), u.name)
			us %= u.size
			begun = true
		}
	}
	if us > 0 {
		b = append(appendSeconds(b, us), 's')
	}
	return b
}

func appendSeconds(b []byte, us uint64) []byte {
	b = strconv.AppendUint(b, us/1_000_000, 10)
	if frac := us % 1_000_000; frac > 0 {
		b = append(b, '.')
		b = append(b, strings.TrimRight(fmt.Sprintf("%06d", frac), "0")...)
	}
	return b
}

// split gives d as a sign and whole microseconds, safe for the smallest int64.
func split(d time.Duration) (neg bool, us uint64) {
	if d < 0 {
		return true, uint64(-(d / 1000))
	}
	return false, uint64(d / 1000)
}

// appendISO writes d as ISO 8601 with hours as the largest unit, since a day of
// ISO 8601 is a calendar day and need not have 24 hours.
func appendISO(b []byte, d time.Duration) []byte {
	neg, us := split(d)
	if us == 0 {
		return append(b, "PT0S"...)
	}
	if neg {
		b = append(b, '-')
	}
	b = append(b, "PT"...)
	if h := us / 3600_000_000; h > 0 {
		b = append(strconv.AppendUint(b, h, 10), 'H')
	}
	if m := us / 60_000_000 % 60; m > 0 {
		b = append(strconv.AppendUint(b, m, 10), 'M')
	}
	if s := us % 60_000_000; s > 0 {
		b = append(appendSeconds(b, s), 'S')
	}
	return b
}

// parseISO reads an ISO 8601 duration of weeks, days (24 hours), hours, minutes
// and seconds. Years and months have no fixed length and are refused.
func parseISO(s string) (time.Duration, error) {
	bad := fmt.Errorf("%w: want an ISO 8601 duration, such as PT1H30M", ErrSyntax)
	rest, ok := strings.CutPrefix(s, "P")
	if !ok || rest == "" || strings.HasSuffix(rest, "T") {
		return 0, bad
	}
	if date, _, _ := strings.Cut(rest, "T"); strings.ContainsAny(date, "YM") {
		return 0, fmt.Errorf("%w: months and years have no fixed length", ErrAmbiguous)
	}
	units := "WDHMS"
	sizes := [...]int64{7 * 86400_000_000, 86400_000_000, 3600_000_000, 60_000_000, 1_000_000}
	var total int64
	inTime, from := false, 0
	for rest != "" {
		if !inTime && rest[0] == 'T' {
			rest, inTime, from = rest[1:], true, max(from, 2)
			continue
		}
		n := strings.IndexAny(rest, "WDHMS")
		if n < 1 {
			return 0, bad
		}
		u := strings.IndexByte(units, rest[n])
		if u < from || inTime != (u >= 2) {
			return 0, bad
		}
		v, err := parseAmount(rest[:n], sizes[u], u == len(units)-1)
		if err != nil {
			return 0, err
		}
		if total += v; total > math.MaxInt64/1000 {
			return 0, ErrRange
		}
		rest, from = rest[n+1:], u+1
	}
	return time.Duration(total) * time.Microsecond, nil
}

// parseAmount reads digits, with a decimal fraction where allowed, times size.
func parseAmount(s string, size int64, fraction bool) (int64, error) {
	whole, frac, point := strings.Cut(s, ".")
	if point && (!fraction || frac == "" || len(frac) > 6) || strings.Trim(whole+frac, "0123456789") != "" {
		return 0, fmt.Errorf("%w: %q is no amount", ErrSyntax, s)
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: %q is no amount", ErrSyntax, s)
	}
	if n > math.MaxInt64/1000/size {
		return 0, ErrRange
	}
	n *= size
	if point {
		f, _ := strconv.ParseInt(frac+strings.Repeat("0", 6-len(frac)), 10, 64)
		n += f
	}
	return n, nil
}
