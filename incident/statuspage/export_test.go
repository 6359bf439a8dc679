package statuspage

import "encoding/json"

// ReadWire reads a record into the wire structs, without folding it. It returns
// how many updates there are.
func ReadWire(raw json.RawMessage) int { return len(silent().incident(raw).updates) }
