package severity

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// A Matrix gives a level for each pair of an impact and an urgency, as ITIL's
// service desks do: how much is affected, and how long it can wait.
//
// The two axes are scales. Of their levels only the order counts, so the words of
// any scale of the team can stand there.
//
// A Matrix never changes and is safe to share. The zero Matrix has no cells.
type Matrix struct {
	impact, urgency Scale
	rows            [][]Level // by impact, then urgency, both worst first
}

// NewMatrix returns the matrix with the given rows: one for each word of impact,
// worst first, with one level for each word of urgency, worst first.
//
// Every cell has a level, and worse impact or urgency never gives a milder one.
// The error is an [*InvalidError] that names every cell that breaks this; paths
// are "rows[impact][urgency]", counted from the worst.
func NewMatrix(impact, urgency Scale, rows ...[]Level) (Matrix, error) {
	m := Matrix{impact: impact, urgency: urgency}
	if err := m.check(rows, nil).err("matrix"); err != nil {
		return Matrix{}, err
	}
	for _, row := range rows {
		m.rows = append(m.rows, slices.Clone(row))
	}
	return m, nil
}

// check returns what is wrong with rows. It says nothing of the cells where had
// has a problem already.
func (m Matrix) check(rows [][]Level, had problems) problems {
	ps := slices.Clone(had)
	ps.hasWords("impact", m.impact)
	ps.hasWords("urgency", m.urgency)
	if len(ps) > len(had) {
		return ps // no cell has a meaning
	}
	skip := had.places()
	for i := range max(len(rows), len(m.impact.words)) {
		path := fmt.Sprintf("rows[%d]", i)
		switch {
		case i >= len(rows):
			ps.add(path, "row-missing", "there is no row for impact %s", m.impact.words[i].Name)
		case i >= len(m.impact.words):
			ps.add(path, "row-extra", "there is no word of impact for the row")
		default:
			m.checkRow(&ps, rows, i, skip)
		}
	}
	return ps
}

// checkRow checks the row at i, and compares it with the one above.
func (m Matrix) checkRow(ps *problems, rows [][]Level, i int, skip map[string]bool) {
	level := func(i, j int) Level { // or zero, where there is none to compare with
		if i < 0 || j < 0 || j >= len(rows[i]) || !rows[i][j].IsValid() {
			return 0
		}
		return rows[i][j]
	}
	for j := range max(len(rows[i]), len(m.urgency.words)) {
		path := fmt.Sprintf("rows[%d][%d]", i, j)
		if skip[path] {
			continue
		}
		if j >= len(m.urgency.words) {
			ps.add(path, "cell-extra", "there is no word of urgency for the cell")
			continue
		}
		if j >= len(rows[i]) {
			ps.add(path, "cell-missing", "there is no level for %s", m.cell(i, j))
			continue
		}
		l := rows[i][j]
		if !ps.level(path, l) {
			continue
		}
		if above := level(i-1, j); above != 0 && above < l {
			ps.add(path, "cell-milder", "%s is %v, and %s only %v", m.cell(i, j), l, m.cell(i-1, j), above)
		}
		if left := level(i, j-1); left != 0 && left < l {
			ps.add(path, "cell-milder", "%s is %v, and %s only %v", m.cell(i, j), l, m.cell(i, j-1), left)
		}
	}
}

// cell names a cell for people.
func (m Matrix) cell(i, j int) string {
	return "impact " + m.impact.words[i].Name + ", urgency " + m.urgency.words[j].Name
}

// Impact returns the words of impact.
func (m Matrix) Impact() Scale { return m.impact }

// Urgency returns the words of urgency.
func (m Matrix) Urgency() Scale { return m.urgency }

// IsZero reports whether m is the zero Matrix.
func (m Matrix) IsZero() bool { return len(m.rows) == 0 }

// Rows returns each word of impact, worst first, with the levels of its row, worst
// urgency first. Word and row are the caller's own.
func (m Matrix) Rows() iter.Seq2[Word, []Level] {
	return func(yield func(Word, []Level) bool) {
		for i, row := range m.rows {
			if !yield(m.impact.words[i].clone(), slices.Clone(row)) {
				return
			}
		}
	}
}

// Assess returns the level of an impact and an urgency, given as words of the two
// scales. Empty text, or only space, is not stated: every word of that scale is
// then possible, and the assessment spans the levels of their cells.
//
// Text that is no word of its scale is a [*ParseError]; both are, joined, if
// neither is one.
func (m Matrix) Assess(impact, urgency string) (Assessment, error) {
	rows, err := possibleWords(m.impact, impact)
	columns, errUrgency := possibleWords(m.urgency, urgency)
	if err := errors.Join(err, errUrgency); err != nil {
		return Assessment{}, err
	}
	holds := Yes
	if len(rows)*len(columns) > 1 {
		holds = ""
	}
	var a Assessment
	for _, i := range rows {
		for _, j := range columns {
			l := m.rows[i][j]
			if a.Reasons == nil || l < a.Least {
				a.Least = l
			}
			a.Most = max(a.Most, l)
			a.Reasons = append(a.Reasons, Reason{Rule: m.cell(i, j), Level: l, Holds: holds, Checks: []Check{
				axisCheck("impact", m.impact.words[i].Name, len(rows)),
				axisCheck("urgency", m.urgency.words[j].Name, len(columns)),
			}})
		}
	}
	return a, nil
}

// possibleWords returns the indexes of the words that text may mean: one, or all.
func possibleWords(s Scale, text string) ([]int, error) {
	if strings.TrimSpace(text) == "" && !s.IsZero() {
		all := make([]int, len(s.words))
		for i := range all {
			all[i] = i
		}
		return all, nil
	}
	if i := s.find(text); i >= 0 {
		return []int{i}, nil
	}
	return nil, s.unknown(text)
}

// axisCheck returns the check of a word, which holds if it is the only one that
// is possible.
func axisCheck(what, word string, of int) Check {
	if of > 1 {
		return Check{What: what, Want: word, Have: unknown}
	}
	return Check{What: what, Want: word, Have: word, Holds: Yes}
}

// matrixJSON is a matrix as it stands in a file.
type matrixJSON struct {
	Impact  *scaleJSON `json:"impact"`
	Urgency *scaleJSON `json:"urgency"`
	Rows    [][]string `json:"rows"`
}

// MarshalJSON implements [encoding/json.Marshaler]. The zero Matrix is null.
//
//	{"impact": {…}, "urgency": {…}, "rows": [["critical", "major"], ["major", "minor"]]}
func (m Matrix) MarshalJSON() ([]byte, error) {
	w := matrixJSON{Impact: m.impact.wire(), Urgency: m.urgency.wire()}
	for _, row := range m.rows {
		texts := make([]string, len(row))
		for j, l := range row {
			texts[j] = l.String()
		}
		w.Rows = append(w.Rows, texts)
	}
	return encodeOr(m.IsZero(), w)
}

// UnmarshalJSON implements [encoding/json.Unmarshaler]. It reads what
// [Matrix.MarshalJSON] writes and checks it as [NewMatrix] does; null is the zero
// Matrix. It is strict about members, as [Scale.UnmarshalJSON] is.
//
// The error is an [*InvalidError], and m is then as it was.
func (m *Matrix) UnmarshalJSON(data []byte) error {
	var d decoder
	var w *matrixJSON
	if d.decode(data, &w) && w == nil {
		*m = Matrix{}
	} else if w != nil {
		read := Matrix{impact: d.scale("impact", w.Impact), urgency: d.scale("urgency", w.Urgency)}
		if len(d.problems) > 0 {
			return d.err("matrix") // what a cell means is open without the scales
		}
		for i, texts := range w.Rows {
			row := make([]Level, len(texts))
			for j, text := range texts {
				row[j] = d.level("rows["+strconv.Itoa(i)+"]["+strconv.Itoa(j)+"]", text)
			}
			read.rows = append(read.rows, row)
		}
		if d.problems = read.check(read.rows, d.problems); len(d.problems) == 0 {
			*m = read
		}
	}
	return d.err("matrix")
}
