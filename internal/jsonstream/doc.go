// Package jsonstream reads the records of a JSON document one by one, however
// long the document is. It serves the packages that decode the formats of others.
//
// A document is an object, some of whose members are lists of records, or a list
// of records itself:
//
//	{"page": {…}, "incidents": [{…}, {…}]}
//
// [Records] yields each record with its place, and each other member whole. It
// holds one of them at a time. What is longer or deeper than the limits allow is
// passed over and reported, and the next one is read; only where the document is
// no longer JSON does it end.
package jsonstream
