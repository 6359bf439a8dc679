package severity

// An Answer is yes or no. The zero Answer is neither: nobody has said, or what is
// known does not decide it. It is not a no.
type Answer string

// The answers. Their text in JSON is the same, and the zero Answer is empty.
const (
	Yes Answer = "yes"
	No  Answer = "no"
)

// IsValid reports whether a is one of the two answers. The zero Answer is not.
func (a Answer) IsValid() bool { return a == Yes || a == No }

// answer checks an answer that may be left out.
func (ps *problems) answer(path string, a Answer) {
	if a != "" && !a.IsValid() {
		ps.add(path, "value-invalid", "%q is no answer (allowed: yes, no, or nothing)", string(a))
	}
}

// words returns a for people.
func (a Answer) words() string {
	if a == "" {
		return unknown
	}
	return string(a)
}

// unknown is what people read where nothing is known.
const unknown = "unknown"
