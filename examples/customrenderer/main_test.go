package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/reporttest"
)

// The whole test of a renderer.
func TestRenderer(t *testing.T) {
	reporttest.Run(t, func() report.Renderer { return cards{} }, reporttest.Options{
		Parse: reporttest.JSON,
	})
}

func output(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	require.NoError(t, run(args, &out, &errs), errs.String())
	return out.String()
}

func TestCase(t *testing.T) {
	var got []card
	require.NoError(t, json.Unmarshal([]byte(output(t)), &got))
	assert.Equal(t, "title", got[0].Kind)
	assert.Contains(t, got, card{"row", []string{"status", "closed"}})
	assert.Contains(t, output(t), "response call")
	assert.NotContains(t, output(t, "-audience", "public"), "response call")
	assert.Contains(t, output(t, "-case", "monday-2024"), "downtime, US")
}

func TestBadFlags(t *testing.T) {
	for _, args := range [][]string{{"-case", "nope"}, {"-audience", "everyone"}, {"extra"}, {"-nope"}} {
		var out, errs bytes.Buffer
		assert.Error(t, run(args, &out, &errs), args)
		assert.Empty(t, out.String())
	}
}

// The renderer is as short as the documentation says.
func TestRendererIsShort(t *testing.T) {
	source, err := os.ReadFile("renderer.go")
	require.NoError(t, err)
	_, code, _ := strings.Cut(string(source), "// Render writes")
	assert.Less(t, strings.Count(code, "\n"), 60)
}
