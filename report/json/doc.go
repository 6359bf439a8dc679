// Package json writes reports as one JSON document, for programs.
//
//	{
//	  "schema_version": 1,
//	  "title": "…", "audience": "internal", "zone": "UTC",
//	  "incidents": [{"id": "…", "title": "…", "status": "closed", "phase": "closed",
//	                 "severity": null, "figures": […], "impacts": […], …}],
//	  "sums": […],
//	  "sections": [{"id": "figures", "blocks": […]}]
//	}
//
// [Schema] describes every member.
//
// # What stands where
//
// The incidents are data: instants in the grammar of [timeline.ParseInstant] and in UTC,
// lengths in that of [timeline.ParseLength], figures as [timeline.Figure.MarshalJSON]
// writes them, places as [timeline.Scope.MarshalJSON] does. Whatever is written for
// people is as in every other format of the report, in its zone: the text of figures,
// what explains them, the facts they stand on, the sections. The sections hold what
// formats for people show, in paragraphs, lists, tables and code, and what programs
// added.
//
// All text is as [report.Clean] leaves it, so that nothing in it acts on a terminal or
// an editor; the names of places are too.
//
// # What readers may rely on
//
// Every member that the schema requires is there. What is not stated, not known or not
// shown is null, never empty and never zero; a list of nothing is empty and never null.
// As long as schema_version is the same, members keep their names, types and meanings,
// and closed lists of words gain none.
//
// Readers have to pass over members that they do not know, in any object, and to live
// with words that they do not know where the schema calls a list open. Later versions of
// this package add both. Whatever else is changed raises schema_version.
//
// # Length
//
// A document is written piece by piece: however long the timeline, no more is held than
// a buffer, one figure and one cell.
package json
