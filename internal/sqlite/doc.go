// Package sqlite stores values of the library in a real database and reads them
// back. It is a module of its own, so that the library does not depend on a
// driver.
//
// The database is SQLite in pure Go (modernc.org/sqlite), held in memory: the
// tests need no server, no C compiler and no file. To hold another type to the
// same, give it a row in the table of sqlite_test.go.
package sqlite
