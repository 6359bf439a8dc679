package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func Example() {
	main()
	// Output:
	// eu-west restored after 1h29m
	// 2m–22m to detect, ≥ 2h so far to find the cause
}

// block returns the first fenced block of a language in the README.
func block(t *testing.T, readme, language string) string {
	t.Helper()
	_, rest, found := strings.Cut(readme, "```"+language+"\n")
	require.True(t, found)
	code, _, found := strings.Cut(rest, "```")
	require.True(t, found)
	return code
}

// What the README shows is this program, and what it says is printed is.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	program, err := os.ReadFile("main.go")
	require.NoError(t, err)
	_, code, _ := strings.Cut(string(program), "\n") // without its first comment
	assert.Equal(t, code, block(t, string(readme), "go"))
	assert.LessOrEqual(t, strings.Count(code, "\n"), 25, "a page of 25 lines")
	test, err := os.ReadFile("main_test.go")
	require.NoError(t, err)
	for line := range strings.Lines(block(t, string(readme), "text")) {
		assert.Contains(t, string(test), "// "+line, "the Example prints it")
	}
}
