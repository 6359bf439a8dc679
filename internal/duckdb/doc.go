// Package duckdb asks DuckDB the question of package scale, beside ours, SQLite and
// a simple program, over the same million incidents and in the same run.
//
// All answers are first shown to be equal. Then
//
//	go test -run '^$' -bench . -timeout 2h .
//
// measures them. It takes a C compiler, 12 GB of memory to be safe, and DuckDB as a
// library: 30 MB to download for each platform, and more than 100 MB unpacked. That
// is why this is a module of its own, and the only one that the gate, .ci/run,
// passes over. With -short it leaves SQLite out, which takes minutes.
package duckdb
