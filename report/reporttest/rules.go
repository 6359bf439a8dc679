package reporttest

// rules returns the rules, those that others rest on first.
func rules() []rule {
	return []rule{
		{"empty", "nothing should be written as nothing: no report, no sections, no blocks, no rows, no cells, without an error or a panic", checkEmpty},
		{"well_formed", "what is written should be of its format: it parses", checkWellFormed},
		{"utf8", "what is written should be valid UTF-8, whatever the texts hold", checkUTF8},
		{"controls", "no control or bidirectional character of a text should come through", checkControls},
		{"clock", "nothing should be read off a clock", checkClock},
		{"same_bytes", "the same report should give the same bytes, again and from a copy", checkSameBytes},
		{"unchanged", "the report should be left as it is, and what lies behind its slices", checkUnchanged},
		{"canaries", "a report should say no word of another report that was written before", checkCanaries},
		{"goroutines", "no goroutine should outlive the call", checkGoroutines},
		{"write_error", "the writer's error should be returned, wherever it comes", checkWriteError},
		{"write_stop", "nothing should be written after the writer has failed", checkWriteStop},
		{"short_write", "a write that is cut short should be an error, and the last one", checkShortWrite},
		{"concurrent", "one renderer should write several reports at a time, each as if alone", checkConcurrent},
		{"own_blocks", "blocks that a renderer does not know should be written as those that they lower to", checkOwnBlocks},
		{"missing", "what is missing should read as its reason or as unknown, and never as zero or empty", checkMissing},
		{"figures", "figures of every kind should read as Format.Figure has them", checkFigures},
		{"nothing_dropped", "every text, instant and count of every block should be there, in full", checkNothingDropped},
		{"in_order", "texts should come in the order of the report", checkInOrder},
		{"apart", "the texts of two cells, items or blocks should not run into one another", checkApart},
		{"labels", "every label should be worded by Format.Label, once, and nothing else should be", checkLabels},
		{"lengths", "every length of time should be worded by Format.Duration", checkLengths},
		{"zone", "times should be in the zone of the report, which is named beside a timeline", checkZone},
		{"shape", "no text should change the shape of what is written", checkShape},
		{"links", "links should lead to http, https or mailto alone", checkLinks},
		{"kept", "a hostile text should still be there to be read", checkKept},
		{"size", "a longer report should give output that is longer by as much", checkSize},
		{"memory", "the memory that a report takes should grow as the report does", checkMemory},
		{"time", "the time that a report takes should grow as the report does", checkTime},
	}
}
