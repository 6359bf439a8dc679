package csv_test

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/csv"
	"github.com/allclear-go/allclear/timeline"
)

// show prints a table, its rows ended as elsewhere.
func show(c csv.Renderer, r *report.Report) {
	var out bytes.Buffer
	if err := c.Render(&out, r); err != nil {
		fmt.Println(err)
	}
	fmt.Print(strings.ReplaceAll(out.String(), "\r\n", "\n"))
}

func ExampleRenderer() {
	show(csv.Renderer{}, &report.Report{Sections: []report.Section{
		{ID: "impact", Title: "Impact", Level: 2, Blocks: []report.Block{
			report.Paragraph{Text: "=SUM(A1), said the customer"},
			report.Table{Head: []string{"where", "from"}, Rows: [][]report.Value{
				{report.Text("eu-west"), report.At(timeline.At(time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)))},
				{report.Text("us-east"), report.Missing("not recorded")},
			}},
		}},
	}})
	// Output:
	// incident,section,level,title,block,kind,cell_1,cell_2
	// ,impact,2,Impact,1,paragraph,"'=SUM(A1), said the customer",
	// ,impact,2,Impact,2,head,where,from
	// ,impact,2,Impact,2,row,eu-west,2026-03-04 10:00
	// ,impact,2,Impact,2,row,us-east,not recorded
}

func ExampleTable() {
	show(csv.Renderer{Table: csv.Actions, Comma: ';'}, &report.Report{Incidents: []report.Incident{{
		ID: "fc38c95d", Title: "Checkout fails", Actions: []report.Action{{Title: "page the second line", State: "open", Owner: "ops"}},
	}}})
	// Output:
	// incident;title;action;type;state;owner;due_earliest;due_latest;due
	// fc38c95d;Checkout fails;page the second line;not stated;open;ops;;;not stated
}
