package severity_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/allclear-go/allclear/severity"
)

// A level sits in a column of text. Unset is NULL, and nothing else is.
func ExampleLevel_Value() {
	for _, l := range []severity.Level{severity.Major + 5, 0} {
		v, err := l.Value()
		fmt.Printf("%#v %v\n", v, err)
	}
	// Output:
	// "major+5" <nil>
	// <nil> <nil>
}

// A number in the column is refused: it does not say in which direction it counts.
func ExampleLevel_Scan() {
	l := severity.Minor
	fmt.Println(l.Scan("major"), l)
	fmt.Println(l.Scan(nil), l == 0)

	err := l.Scan(int64(80))
	_, ok := errors.AsType[*severity.ScanError](err)
	fmt.Println(err, ok)
	// Output:
	// <nil> major
	// <nil> true
	// severity: cannot scan int64 (allowed: string, []byte, nil) true
}

// In a log a level is its text, and an assessment a group.
func ExampleLevel_LogValue() {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	a, err := severity.ITIL().Assess("High", "Low")
	log.Warn("declared", "severity", severity.Major, "before", severity.Level(0), "assessed", a, "err", err)
	// Output:
	// level=WARN msg=declared severity=major before=<nil> assessed.least=moderate assessed.most=moderate assessed.decided_by="[impact High, urgency Low]" assessed.open=[] err=<nil>
}

// A team keeps its scale in a file; it is checked as it is read.
func ExampleScale_UnmarshalJSON() {
	var scale severity.Scale
	err := json.Unmarshal([]byte(`{"name": "shop", "words": [
		{"level": "critical", "name": "red", "doc": "No orders."},
		{"level": "major-10", "name": "orange", "aliases": ["amber", "Red"]}
	]}`), &scale)
	fmt.Println(err)

	err = json.Unmarshal([]byte(`{"name": "shop", "words": [
		{"level": "critical", "name": "red", "doc": "No orders."},
		{"level": "moderate+10", "name": "orange", "aliases": ["amber"]}
	]}`), &scale)
	l, _ := scale.Parse("Amber")
	fmt.Println(l, err)
	// Output:
	// severity: scale refused: words[1].level: "major-10" is no level (allowed: critical, major, moderate, minor, trivial, or the nearest of these below with an offset, as in major+5; below trivial, trivial-5); words[1].aliases[1]: "Red" is already the word at words[0].name
	// moderate+10 <nil>
}

// A JSON number is no level, and unset is null.
func ExampleLevel_MarshalJSON() {
	b, err := json.Marshal([]severity.Level{severity.Critical, 0})
	fmt.Println(string(b), err)

	var levels []severity.Level
	fmt.Println(json.Unmarshal([]byte(`["minor", null]`), &levels), levels[0], levels[1] == 0)
	fmt.Println(json.Unmarshal([]byte(`[80]`), &levels) != nil)
	// Output:
	// ["critical",null] <nil>
	// <nil> minor true
	// true
}
