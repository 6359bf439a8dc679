package conformance_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
)

// absent skips the test for want of a tool, and fails it where that must not be.
func absent(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// tool finds a program that a package of Debian brings.
func tool(t *testing.T, name, pkg string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		absent(t, "%s is not there: apt-get install %s", name, pkg)
	}
	return path
}

// modules makes sure that what npm installs is there, as package.json pins it.
func modules(t *testing.T) {
	t.Helper()
	var pinned struct{ DevDependencies map[string]string }
	readJSON(t, "package.json", &pinned)
	for name, want := range pinned.DevDependencies {
		var have struct{ Version string }
		file := filepath.Join("node_modules", name, "package.json")
		if _, err := os.Stat(file); err == nil {
			readJSON(t, file, &have)
		}
		if have.Version != want {
			absent(t, "node_modules has %s %q and not %q: run npm ci --ignore-scripts in internal/conformance", name, have.Version, want)
		}
	}
}

func readJSON(t *testing.T, file string, v any) {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, v), file)
}

// node runs a script of this module. Both sides speak JSON.
func node(t *testing.T, script string, in, out any) {
	t.Helper()
	path := tool(t, "node", "nodejs")
	modules(t)
	data, err := json.Marshal(in)
	require.NoError(t, err)
	cmd := exec.Command(path, script)
	cmd.Env = append(os.Environ(), "TZ=UTC")
	cmd.Stdin = bytes.NewReader(data)
	require.NoError(t, json.Unmarshal(output(t, cmd), out), script)
}

// ask has a script look at files.
func ask(t *testing.T, script string, f *folder) []complaint {
	t.Helper()
	var out []complaint
	node(t, script, f.files, &out)
	return out
}

// output runs a command that must end well.
func output(t *testing.T, cmd *exec.Cmd) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), "%s: %.2000s", cmd.Args[0], &stderr)
	return stdout.Bytes()
}

// A folder holds documents in files, and knows which they are. Equal documents share
// a file.
type folder struct {
	dir     string
	files   []string          // in the order of adding
	names   map[string]string // of each file, what it is
	broken  map[string]bool   // files that a validator must refuse
	hostile map[string]bool   // files of hostile documents, where that matters
	same    map[[sha256.Size]byte]string
}

func newFolder(t *testing.T) *folder {
	return &folder{dir: t.TempDir(), names: map[string]string{}, broken: map[string]bool{}, hostile: map[string]bool{}, same: map[[sha256.Size]byte]string{}}
}

// add writes a document and returns its file.
func (f *folder) add(t *testing.T, name, ext string, content []byte) string {
	t.Helper()
	sum := sha256.Sum256(content)
	if file, ok := f.same[sum]; ok {
		return file
	}
	file := filepath.Join(f.dir, fmt.Sprintf("%05d%s", len(f.files), ext))
	require.NoError(t, os.WriteFile(file, content, 0o600))
	f.files = append(f.files, file)
	f.names[file], f.same[sum] = name, file
	return file
}

// control adds what is wrong on purpose: a validator that says nothing of it did not
// look.
func (f *folder) control(t *testing.T, name, ext, content string) {
	t.Helper()
	f.broken[f.add(t, "control: "+name, ext, []byte(content))] = true
}

// A complaint is what a validator found in a file.
type complaint struct {
	File string
	Line int
	Text string
}

// judge fails for every complaint, and for every control without one.
func (f *folder) judge(t *testing.T, complaints []complaint) {
	t.Helper()
	t.Logf("%d files", len(f.files))
	const enough = 20
	refused, n := map[string]bool{}, 0
	for _, c := range complaints {
		name, ok := f.names[c.File]
		require.True(t, ok, "about no file of ours: %+v", c)
		refused[c.File] = true
		if f.broken[c.File] {
			continue
		}
		if n++; n <= enough {
			t.Errorf("%s, line %d: %s", name, c.Line, c.Text)
		}
	}
	if n > enough {
		t.Errorf("and %d more", n-enough)
	}
	require.NotEmpty(t, f.broken)
	for file := range f.broken {
		assert.True(t, refused[file], "%s: not refused", f.names[file])
	}
}

// render writes a report in memory.
func render(t *testing.T, r report.Renderer, doc *report.Report) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, r.Render(&out, doc))
	return out.Bytes()
}

// What npm is to install is pinned, and the lock names no registry: it is whichever
// npm is set up to use.
func TestPins(t *testing.T) {
	var own struct{ DevDependencies map[string]string }
	readJSON(t, "package.json", &own)
	require.NotEmpty(t, own.DevDependencies)
	for name, version := range own.DevDependencies {
		require.Regexp(t, `^\d+\.\d+\.\d+$`, version, name)
	}
	var lock struct {
		Packages map[string]struct{ Resolved, Integrity string }
	}
	readJSON(t, "package-lock.json", &lock)
	require.Greater(t, len(lock.Packages), len(own.DevDependencies))
	for name, p := range lock.Packages {
		require.Empty(t, p.Resolved, name)
		require.True(t, name == "" || strings.HasPrefix(p.Integrity, "sha512-"), name)
	}
}
