package reporttest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// JSON parses one JSON document. Names of members are kinds, and may not be given
// twice; strings and numbers are texts.
func JSON(b []byte) (Node, error) {
	if !utf8.Valid(b) {
		return Node{}, errors.New("json: not UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	n, err := jsonValue(dec)
	if err != nil {
		return Node{}, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Node{}, errors.New("json: more than one document")
	}
	return n, nil
}

func jsonValue(dec *json.Decoder) (Node, error) {
	token, err := dec.Token()
	if err != nil {
		return Node{}, err
	}
	switch v := token.(type) {
	case json.Delim:
		n := Node{Kind: "array"}
		if v == '{' {
			n.Kind = "object"
		}
		seen := map[string]bool{}
		for dec.More() {
			name := ""
			if v == '{' {
				key, err := dec.Token()
				if err != nil {
					return Node{}, err
				}
				if name = key.(string); seen[name] {
					return Node{}, fmt.Errorf("json: the member %q is there twice", name)
				}
				seen[name] = true
			}
			c, err := jsonValue(dec)
			if err != nil {
				return Node{}, err
			}
			if name != "" {
				c.Kind = name + ": " + c.Kind
			}
			n.Nodes = append(n.Nodes, c)
		}
		_, err := dec.Token()
		return n, err
	case string:
		return Node{Kind: "string", Text: v}, nil
	case json.Number:
		return Node{Kind: "number", Text: v.String()}, nil
	case bool:
		return Node{Kind: "bool", Text: fmt.Sprint(v)}, nil
	}
	return Node{Kind: "null"}, nil
}

// CSV parses comma-separated values as RFC 4180 has them, for readers with a
// spreadsheet: a cell that it would take for a formula is an error, and the
// apostrophe that keeps it from that is no part of the text.
func CSV(b []byte) (Node, error) {
	n, err := RawCSV(b)
	if err != nil {
		return n, err
	}
	const formula = "=+-@\t\r\x00"
	for _, row := range n.Nodes {
		for i, cell := range row.Nodes {
			switch t := cell.Text; {
			case t != "" && strings.Contains(formula, t[:1]):
				return Node{}, fmt.Errorf("csv: a spreadsheet takes %s for a formula", short(t))
			case len(t) > 1 && t[0] == '\'' && strings.Contains(formula, t[1:2]):
				row.Nodes[i].Text = t[1:]
			}
		}
	}
	return n, nil
}

// RawCSV is [CSV] for readers that are programs: no cell is a formula, and no
// apostrophe is taken off.
func RawCSV(b []byte) (Node, error) {
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return Node{}, err
	}
	n := Node{Kind: "csv"}
	for _, row := range rows {
		out := Node{Kind: "row"}
		for _, cell := range row {
			out.Nodes = append(out.Nodes, Node{Kind: "cell", Text: cell})
		}
		n.Nodes = append(n.Nodes, out)
	}
	return n, nil
}
