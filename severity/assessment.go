package severity

import (
	"encoding/json"
	"fmt"
	"iter"
	"log/slog"
	"strings"
)

// An Assessment is how bad an incident is found to be, and why. [Matrix.Assess]
// and [Rules.Assess] return it.
//
// The level lies from Least to Most. They are equal if what is known decides it;
// if not, the true level may be any that a reason gives from Least to Most. An
// unset Least says that perhaps no level is given at all, and is not mild. The
// zero Assessment gives no level for no reason.
type Assessment struct {
	// Least is the level that is sure. Unset, nothing is.
	Least Level `json:"least"`

	// Most is the worst level that is still possible. Invariant: Least <= Most.
	Most Level `json:"most"`

	// Reasons holds every rule that was asked, in their order, also those that
	// do not hold. Of a matrix it holds the cells that are possible.
	Reasons []Reason `json:"reasons,omitempty"`
}

// A Reason is what one rule, or one cell of a matrix, has to say of an incident.
type Reason struct {
	// Rule is the name of the rule, or the words of the cell: "impact High,
	// urgency Low".
	Rule string `json:"rule"`

	// Level is the level that it gives.
	Level Level `json:"level"`

	// Holds says whether it does give it. The zero Answer says that what is known
	// does not decide it.
	Holds Answer `json:"holds,omitempty"`

	// Checks holds the conditions that were asked, in the order of the fields of
	// [Rule]. It is empty for a rule that always holds.
	Checks []Check `json:"checks,omitempty"`
}

// A Check is one condition beside what is known.
type Check struct {
	What  string `json:"what"`            // what was asked about: "customers", "urgency"
	Want  string `json:"want"`            // what the rule asks for: "at least 50%"
	Have  string `json:"have"`            // what is known: "10% to 30%", "unknown"
	Holds Answer `json:"holds,omitempty"` // the zero Answer is not decided
}

// Level returns the level if what is known decides it. It returns false if the
// level is open, and if there is none.
func (a Assessment) Level() (Level, bool) {
	if a.IsOpen() || !a.Least.IsValid() {
		return 0, false
	}
	return a.Least, true
}

// IsOpen reports whether more knowledge could change the level.
func (a Assessment) IsOpen() bool { return a.Least != a.Most }

// Deciding returns the reasons that hold and give the level Least.
func (a Assessment) Deciding() iter.Seq[Reason] {
	return a.where(func(r Reason) bool { return r.Holds == Yes && r.Level == a.Least })
}

// Open returns the reasons that what is known does not decide and that give a
// worse level than Least. They say what to find out next.
func (a Assessment) Open() iter.Seq[Reason] {
	return a.where(func(r Reason) bool { return r.Holds == "" && r.Level > a.Least })
}

func (a Assessment) where(keep func(Reason) bool) iter.Seq[Reason] {
	return func(yield func(Reason) bool) {
		for _, r := range a.Reasons {
			if keep(r) && !yield(r) {
				return
			}
		}
	}
}

// String returns the assessment as a sentence, without a full stop, in the words
// of this package. See [Assessment.Format].
func (a Assessment) String() string { return a.Format(Scale{}) }

// Format returns the assessment as a sentence, without a full stop, with levels
// in the words of a scale, as [Scale.Format] writes them:
//
//	SEV1: "data loss" holds (data loss: yes)
//	SEV3 to SEV1: "two regions" holds (regions: 2 of 5, asked for at least 2); open: "half the customers" (customers: unknown, asked for at least 50%)
//	no level: no rule holds
func (a Assessment) Format(s Scale) string {
	var b strings.Builder
	b.WriteString(a.levels(s))
	b.WriteString(": ")
	n := 0
	for r := range a.Deciding() {
		if n++; n > 1 {
			b.WriteString("; ")
		}
		b.WriteString(`"` + r.Rule + `" holds` + r.checks())
	}
	switch {
	case a.Least == 0:
		b.WriteString("no rule holds")
	case n == 0 && a.IsOpen(): // several cells of a matrix
		b.WriteString("no milder in any possible case")
	case n == 0:
		b.WriteString("the same in every possible case")
	}
	n = 0
	for r := range a.Open() {
		if n++; n == 1 {
			b.WriteString("; open: ")
		} else {
			b.WriteString(", ")
		}
		b.WriteString(`"` + r.Rule + `"` + r.checks())
	}
	return b.String()
}

// levels returns the level or the levels between which it lies.
func (a Assessment) levels(s Scale) string {
	word := func(l Level) string {
		if l == 0 {
			return "no level"
		}
		return s.Format(l)
	}
	if !a.IsOpen() {
		return word(a.Least)
	}
	return word(a.Least) + " to " + word(a.Most)
}

// checks returns the conditions in brackets.
func (r Reason) checks() string {
	if len(r.Checks) == 0 {
		return " always"
	}
	var parts []string
	for _, c := range r.Checks {
		text := c.What + ": " + c.Have
		if c.Want != c.Have {
			text += ", asked for " + c.Want
		}
		parts = append(parts, text)
	}
	return " (" + strings.Join(parts, "; ") + ")"
}

// LogValue implements [slog.LogValuer]: a group of the levels, and the names of
// the rules that decide and of those that are open.
func (a Assessment) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Any("least", a.Least), slog.Any("most", a.Most),
		slog.Any("decided_by", ruleNames(a.Deciding())), slog.Any("open", ruleNames(a.Open())),
	)
}

// ruleNames returns the names of rules. It is never nil, so that a log holds a
// list in every case.
func ruleNames(reasons iter.Seq[Reason]) []string {
	names := []string{}
	for r := range reasons {
		names = append(names, r.Rule)
	}
	return names
}

// UnmarshalJSON implements [encoding/json.Unmarshaler]. Both levels have to be
// there, null if unset, and in order. Null is the zero Assessment. Members that
// are not known are left out, as a later version may have more to say.
//
// The error is an [*InvalidError], a [*ParseError] of a level, or one of package
// json, and a is then as it was.
func (a *Assessment) UnmarshalJSON(data []byte) error {
	type plain Assessment // without this method
	const missing = -1    // which no text of a level gives
	read := plain{Least: missing, Most: missing}
	if isNull(data) {
		read = plain{}
	}
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	if err := Assessment(read).check().err("assessment"); err != nil {
		return err
	}
	*a = Assessment(read)
	return nil
}

// check returns what is wrong with an assessment that was stored.
func (a Assessment) check() (ps problems) {
	there := func(path string, l Level) bool {
		if l < 0 {
			ps.add(path, "level-unset", "the member is missing (null says that there is no level)")
		}
		return l >= 0
	}
	if least, most := there("least", a.Least), there("most", a.Most); least && most && a.Least > a.Most {
		ps.add("least", "range-reversed", "%v is worse than %v, the most", a.Least, a.Most)
	}
	for i, r := range a.Reasons {
		path := fmt.Sprintf("reasons[%d]", i)
		ps.answer(path+".holds", r.Holds)
		for j, c := range r.Checks {
			ps.answer(fmt.Sprintf("%s.checks[%d].holds", path, j), c.Holds)
		}
	}
	return ps
}
