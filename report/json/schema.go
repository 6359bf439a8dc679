package json

import _ "embed" // schema.json

//go:embed schema.json
var schema string

// Schema returns the JSON Schema (draft 2020-12) of documents of [SchemaVersion], whose
// $id is https://github.com/allclear-go/allclear/report/json/schema/v1. It describes
// every member, says which words are closed lists and which are open, and what readers
// may rely on; the package comment has that in short. It holds for reports as package
// report builds them: one that is put together by hand can bear IDs that are none. It
// allows members that it does not describe, as readers have to.
//
// Each call returns a copy, and always the same text.
func Schema() []byte { return []byte(schema) }
