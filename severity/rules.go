package severity

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Rules is a team's set of rules that say how bad an incident is by its impact. Of
// the rules that hold, the worst level counts; the order is for people only.
//
// Rules never change and are safe to share. The zero Rules has no rule and gives
// no incident a level.
type Rules struct {
	rules []Rule
}

// NewRules returns the set of the given rules, of which it keeps a copy.
//
// A rule that can never decide is refused, as that is how two thresholds look
// that were written the wrong way round. The error is an [*InvalidError] that
// holds all problems at once.
func NewRules(rules ...Rule) (Rules, error) {
	if err := checkRules(rules, make([]bool, len(rules))).err("rules"); err != nil {
		return Rules{}, err
	}
	return Rules{rules: slices.Clone(rules)}, nil
}

// checkRules returns what is wrong with a set of rules. Those that are bad
// already, and those it finds to be, are not compared with others; bad is its own
// to write.
func checkRules(rules []Rule, bad []bool) (ps problems) {
	if len(rules) == 0 {
		ps.add("rules", "rules-empty", "there are no rules")
	}
	for i, r := range rules {
		had := len(ps)
		r.check(&ps, fmt.Sprintf("rules[%d]", i))
		bad[i] = bad[i] || len(ps) > had
	}
	for i, r := range rules {
		path := fmt.Sprintf("rules[%d]", i)
		same := slices.IndexFunc(rules[:i], func(s Rule) bool { return strings.EqualFold(r.Name, s.Name) })
		if same >= 0 && r.Name != "" {
			ps.add(path+".name", "name-duplicate", "%q is already the name at rules[%d]", r.Name, same)
		}
		if j := shadow(rules, bad, i); j >= 0 {
			ps.add(path, "rule-shadowed", "%q can never decide: whenever it holds, %q does, at %v", r.Name, rules[j].Name, rules[j].Level)
		}
	}
	return ps
}

// shadow returns the index of a rule that holds whenever the rule at i does and is
// as bad or worse, or -1. Of rules that say the same the first one stays.
func shadow(rules []Rule, bad []bool, i int) int {
	for j := range rules {
		covers := rules[i].implies(rules[j]) && rules[j].Level >= rules[i].Level
		same := rules[j].implies(rules[i]) && rules[j].Level == rules[i].Level
		if !bad[i] && !bad[j] && covers && (!same || j < i) {
			return j
		}
	}
	return -1
}

// All returns the rules, in the order in which they were given.
func (r Rules) All() iter.Seq[Rule] { return slices.Values(r.rules) }

// IsZero reports whether there is no rule.
func (r Rules) IsZero() bool { return len(r.rules) == 0 }

// Assess returns how bad an incident of the measured impact is: the worst level
// of the rules that hold. A rule that what is known does not decide leaves the
// assessment open towards its level. If no rule holds there is no level, which is
// not a mild one.
//
// The error is an [*InvalidError] with everything that cannot have been measured,
// such as more regions than there are; its paths are the members in JSON.
func (r Rules) Assess(m Measured) (Assessment, error) {
	if err := m.check().err("measured"); err != nil {
		return Assessment{}, err
	}
	var a Assessment
	for _, rule := range r.rules {
		reason := rule.weigh(m)
		a.Reasons = append(a.Reasons, reason)
		if reason.Holds == Yes {
			a.Least = max(a.Least, rule.Level)
		}
		if reason.Holds != No {
			a.Most = max(a.Most, rule.Level)
		}
	}
	return a, nil
}

// rulesJSON is a set of rules as it stands in a file.
type rulesJSON struct {
	Rules []ruleJSON `json:"rules"`
}

type ruleJSON struct {
	Name       string `json:"name"`
	Level      string `json:"level"`
	Doc        string `json:"doc,omitempty"`
	Customers  string `json:"customers,omitempty"`
	Regions    int    `json:"regions,omitempty"`
	AllRegions bool   `json:"all_regions,omitempty"`
	DataLoss   bool   `json:"data_loss,omitempty"`
	Security   bool   `json:"security,omitempty"`
	Duration   string `json:"duration,omitempty"`
	Always     bool   `json:"always,omitempty"`
}

// MarshalJSON implements [encoding/json.Marshaler]. Conditions that are not asked
// are left out; the zero Rules is null.
//
//	{"rules": [{"name": "half the customers", "level": "critical", "customers": "50%", "duration": "10m"}]}
func (r Rules) MarshalJSON() ([]byte, error) {
	var w rulesJSON
	for _, r := range r.rules {
		out := ruleJSON{
			Name: r.Name, Level: r.Level.String(), Doc: r.Doc, Regions: r.Regions,
			AllRegions: r.AllRegions, DataLoss: r.DataLoss, Security: r.Security, Always: r.Always,
		}
		if r.Customers != 0 {
			out.Customers = format(r.Customers)
		}
		if r.Duration != 0 {
			out.Duration = format(r.Duration)
		}
		w.Rules = append(w.Rules, out)
	}
	return encodeOr(r.IsZero(), w)
}

// UnmarshalJSON implements [encoding/json.Unmarshaler]. It reads what
// [Rules.MarshalJSON] writes and checks it as [NewRules] does; null is the zero
// Rules. Durations are read by [time.ParseDuration]. It is strict about members,
// as [Scale.UnmarshalJSON] is: a misspelt condition is refused.
//
// The error is an [*InvalidError], and r is then as it was.
func (r *Rules) UnmarshalJSON(data []byte) error {
	var d decoder
	var w *rulesJSON
	if d.decode(data, &w) && w == nil {
		*r = Rules{}
	} else if w != nil {
		rules, bad := make([]Rule, len(w.Rules)), make([]bool, len(w.Rules))
		for i, rule := range w.Rules {
			had := len(d.problems)
			rules[i] = d.rule("rules["+strconv.Itoa(i)+"]", rule)
			bad[i] = len(d.problems) > had
		}
		if d.under("", checkRules(rules, bad)); len(d.problems) == 0 {
			*r = Rules{rules: rules}
		}
	}
	return d.err("rules")
}

// rule reads the texts of one rule.
func (d *decoder) rule(path string, w ruleJSON) Rule {
	return Rule{
		Name: w.Name, Level: d.level(path+".level", w.Level), Doc: w.Doc, Regions: w.Regions,
		AllRegions: w.AllRegions, DataLoss: w.DataLoss, Security: w.Security, Always: w.Always,
		Customers: quantity[Percent](d, path+".customers", w.Customers),
		Duration:  quantity[time.Duration](d, path+".duration", w.Duration),
	}
}

// quantity reads the text of a quantity. Empty text is zero, which no condition
// asks for.
func quantity[T Quantity](d *decoder, path, text string) T {
	if text == "" {
		return 0
	}
	v, ok := parse[T](text)
	if !ok {
		d.add(path, "value-invalid", "%q is malformed or out of range (as in 30%% or 1h30m)", text)
	}
	return v
}
