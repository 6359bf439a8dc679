package conformance_test

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/report/text"
)

// Plain text is UTF-8 without anything that a terminal would act on.
func TestText(t *testing.T) {
	t.Parallel()
	for _, d := range documents(t) {
		for _, width := range []int{0, 40} {
			assert.Empty(t, controls(render(t, text.Renderer{Width: width}, d.report)), d.name)
		}
	}
	t.Logf("%d documents", len(documents(t)))
}

// controls are the characters that are no text: what is not UTF-8, control characters
// save line feeds and the tabs of code, what turns the direction of writing, and what Unicode will never
// assign.
func controls(out []byte) []string {
	var found []string
	for len(out) > 0 {
		r, n := utf8.DecodeRune(out)
		bad := r == utf8.RuneError && n == 1 || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Noncharacter_Code_Point, r)
		if bad || r != '\n' && r != '\t' && unicode.IsControl(r) {
			found = append(found, string(out[:n]))
		}
		out = out[n:]
	}
	return found
}

func TestControlsAreFound(t *testing.T) {
	for _, bad := range []string{"\x00", "\x1b", "\r", "\x7f", "\u009b", "\u202e", "\u2066", "\u061c", "\ufffe", "\U0001fffe", "\xff"} {
		assert.Equal(t, []string{bad}, controls([]byte("a"+bad+"b\n")), "%q", bad)
	}
	assert.Empty(t, controls([]byte("é漢字🚒\u200d\u2060\ufffd\n")))
}
