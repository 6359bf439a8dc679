// Package csv writes reports for spreadsheets, as RFC 4180 has it.
//
//	err := csv.Renderer{}.Render(w, doc)                   // all that the report says
//	err := csv.Renderer{Table: csv.Figures}.Render(w, doc) // one table, to compute with
//	err := csv.Renderer{BOM: true, Comma: ';'}.Render(w, doc)
//
// # What is in it
//
// The zero [Renderer] writes the whole report, one row for each paragraph, item,
// piece of code and row of a table, in the order of the report:
//
//	incident,section,level,title,block,kind,cell_1,cell_2,…
//
// Block counts the blocks of a section from 1, and kind is paragraph, item,
// head, row, code or section, which is a section without blocks. A spreadsheet
// filters it by section. The cells are words, the same as in every other format.
//
// Each other [Table] is one kind of data with columns of its own, for computing
// with: times in UTC, numbers as numbers, what people read beside them. They
// hold the incidents' data ([report.Report.Incidents]) and not what a user's own
// blocks say.
//
//	Figures:  incident,title,group,label,measure,version,definition,from,to,region,component,part,kind,unit,min,max,text,reason
//	Timeline: incident,title,earliest,latest,stated,time,what,text,status,written,actor,source
//	Impacts:  incident,title,region,component,part,place,health,start_earliest,start_latest,end_earliest,end_latest,end_state,start,end,total
//	Updates:  as Timeline
//	Actions:  incident,title,action,type,state,owner,due_earliest,due_latest,due
//
// Numbers of figures are seconds, ratios or counts, as unit says. A number or a
// time is empty where there is no such bound, and kind, reason and the words say
// why. Words that nobody recorded read "not stated". Figures ends with the sums
// over several incidents; their incident is all of the IDs.
//
// In the language of the report are titles and cells, group, label, text and reason of
// figures, time and what, place, health, start and end of impacts, type, state and due
// of actions, and that something is not stated. The names of columns and all else are
// for programs, and the same in every language.
//
// # Formulas
//
// A spreadsheet computes cells that begin with =, +, - or @, which can send data
// away or start programs. Cells of text that begin so, or with a tab, a line
// break or NUL, or with a full-width twin of those signs, get an apostrophe
// before them, spaces in front or not. Quoting alone does not help against that.
// Programs that need the text as it was set [Renderer.Raw]. What holds a
// semicolon is quoted only if the comma is one: set [Renderer.Comma] where
// spreadsheets part cells by semicolons, or they may part text into cells.
package csv
