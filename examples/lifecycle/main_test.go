package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// program runs the program on some input.
func program(stdin string, args ...string) (string, error) {
	var out, errs bytes.Buffer
	err := run(args, strings.NewReader(stdin), &out, &errs)
	return out.String(), err
}

func TestShows(t *testing.T) {
	for args, want := range map[string]string{
		"":                                      "# allclear-default, version 1\n\n| state | phase |",
		"-of statuspage":                        "| `postmortem` | closed | yes | completed |",
		"-of rootly -format mermaid":            "    resolved --> started: restart\n",
		"-of itil -format dot":                  `"new" -> "in_progress" [label="start"]`,
		"-format json":                          `"name": "allclear-default"`,
		"-of itil -from new -to closed":         "[resolve close]\n",
		"-from resolved":                        "close to closed\nreopen to investigating\n",
		"-from triage":                          "merge to merged, if merge_target\n",
		"-replay triage,resolved,investigating": "legal, and ends in investigating\n",
		"-of maintenance -replay scheduled,in_progress": "legal, and ends in in_progress\n",
	} {
		out, err := program("", strings.Fields(args)...)
		require.NoError(t, err, args)
		assert.Contains(t, out, want, args)
	}
}

// What the program writes as JSON it reads, and shows alike.
func TestReadsWhatItWrites(t *testing.T) {
	for name := range shipped {
		written, err := program("", "-of", name, "-format", "json")
		require.NoError(t, err)
		path := filepath.Join(t.TempDir(), "mine.json")
		require.NoError(t, os.WriteFile(path, []byte(written), 0o600))
		for _, format := range []string{"markdown", "mermaid", "dot", "json"} {
			want, err := program("", "-of", name, "-format", format)
			require.NoError(t, err)
			got, err := program(written, "-file", "-", "-format", format)
			require.NoError(t, err)
			assert.Equal(t, want, got)
			got, err = program("", "-file", path, "-format", format)
			require.NoError(t, err)
			assert.Equal(t, want, got)
		}
	}
}

func TestSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		stdin string
		args  []string
		want  []string
	}{
		{"", []string{"-of", "jira"}, []string{`no lifecycle "jira"`}},
		{"", []string{"-format", "pdf"}, []string{`no format "pdf"`}},
		{"", []string{"now"}, []string{`unexpected argument "now"`}},
		{"", []string{"-from", "limbo"}, []string{`no state "limbo"`}},
		{"", []string{"-from", "closed", "-to", "triage"}, []string{"cannot go from closed to triage"}},
		{"", []string{"-replay", "closed,triage"}, []string{"no life begins in closed", "cannot go from closed to triage"}},
		{"", []string{"-file", "/nowhere/at/all"}, []string{"/nowhere/at/all"}},
		{`{"colour":"red"}`, []string{"-file", "-"}, []string{`colour: unknown member`}},
		{`{"name":"x","version":1,"initial":["a"],"states":[{"name":"a","phase":"active"}],"edges":[{"trigger":"go","from":["a"],"to":"b"}]}`,
			[]string{"-file", "-"}, []string{`edges[0].to: state "b" is not declared`}},
	} {
		out, err := program(c.stdin, c.args...)
		require.Error(t, err, c.args)
		assert.Empty(t, out)
		for _, want := range c.want {
			assert.ErrorContains(t, err, want)
		}
	}
	_, err := program("", "-h")
	assert.Error(t, err)
}
