package main

import (
	"encoding/json"
	"io"
)

// writeJSON writes for programs.
func writeJSON(w io.Writer, r *review) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
