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
// Instants are in the grammar of [timeline.ParseInstant], figures as
// [timeline.Figure.MarshalJSON] writes them. What is not stated is null. The
// sections hold the same content as prose formats show it, in primitives.
package json
