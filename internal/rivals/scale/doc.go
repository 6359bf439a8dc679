// Package scale asks one question of many incidents, in several ways: how many
// there are, how many of them are open, and the median and the ninetieth
// percentile of the time to detect and of the time to restore, for each severity
// and region.
//
// A [Source] makes the incidents out of a seed, each by its number, so that any
// part of any amount can be made anew and no more than that part is held. From the
// same numbers come views of timelines ([Incident.View]), rows of an event log as a
// database loads them ([Incident.Rows]), and what a program without any library
// would hold ([NaiveOf]). All give an [Answer]; [Answer.Equal] says whether two are
// the same. Module internal/duckdb asks DuckDB as well.
//
//	go test -run '^$' -bench 'Million|Growth' -benchtime 1x -timeout 2h .
//
// measures a million, and how time and memory grow up to ten million. It takes ten
// minutes and 9 GB.
package scale
