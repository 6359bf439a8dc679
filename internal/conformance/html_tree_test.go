package conformance_test

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// An outline is a tree of HTML in lines, one for each element and each text, moved in
// by how deep it lies. It is what two trees are compared by.
type outline []string

// read parses HTML as a browser does.
func read(t *testing.T, page []byte) *html.Node {
	t.Helper()
	n, err := html.Parse(bytes.NewReader(page))
	require.NoError(t, err)
	return n
}

// shape is the elements of a tree with the names of their attributes and the classes.
func shape(n *html.Node) outline {
	var out outline
	walk(n, 0, func(n *html.Node, depth int) {
		if n.Type != html.ElementNode {
			return
		}
		parts := []string{strings.Repeat(" ", depth) + n.Data}
		for _, a := range n.Attr {
			parts = append(parts, a.Namespace+a.Key)
			if a.Key == "class" {
				parts = append(parts, a.Val)
			}
		}
		out = append(out, strings.Join(parts, " "))
	})
	return out
}

func walk(n *html.Node, depth int, visit func(*html.Node, int)) {
	visit(n, depth)
	for c := range n.ChildNodes() {
		walk(c, depth+1, visit)
	}
}

// acting are elements that run, load, embed or send something.
var acting = strings.Fields("script noscript template iframe frame object embed applet portal link base form input button select textarea " +
	"img image picture video audio source track canvas map area use foreignobject animate set handler listener dialog slot")

// acts are attributes that do so, besides those that begin with on.
var acts = strings.Fields("src srcset srcdoc action formaction poster data background ping manifest codebase cite longdesc xlink:href http-equiv style")

// dangers finds what a page of this library must not hold.
func dangers(n *html.Node) []string {
	var out []string
	ids := map[string]bool{}
	var inner []string
	walk(n, 0, func(n *html.Node, _ int) {
		if n.Type == html.CommentNode {
			out = append(out, "a comment")
		}
		if n.Type != html.ElementNode {
			return
		}
		if slices.Contains(acting, strings.ToLower(n.Data)) {
			out = append(out, "element "+n.Data)
		}
		for _, a := range n.Attr {
			key := strings.ToLower(a.Key)
			if a.Namespace != "" {
				key = a.Namespace + ":" + key
			}
			switch {
			case key == "id":
				ids[a.Val] = true
			case key == "href" && strings.HasPrefix(a.Val, "#"):
				inner = append(inner, a.Val[1:])
			case key == "href":
				if !safe(a.Val) {
					out = append(out, "a link to "+a.Val)
				}
			case key == "http-equiv" && a.Val == "Content-Security-Policy":
			case strings.HasPrefix(key, "on") || slices.Contains(acts, key):
				out = append(out, "attribute "+key)
			case n.Data != "style" && strings.Contains(strings.ToLower(a.Val), "url(") && key != "fill" && key != "class":
				out = append(out, "an address in "+key)
			}
		}
	})
	for _, id := range inner {
		if !ids[id] {
			out = append(out, "a link to #"+id+", which is not there")
		}
	}
	return out
}

// safe reports whether a link may be followed: it leads to a page or to an address for mail.
func safe(link string) bool {
	u, err := url.Parse(link)
	return err == nil && slices.Contains([]string{"http", "https", "mailto"}, u.Scheme)
}

func TestDangersAreFound(t *testing.T) {
	for page, want := range map[string]string{
		`<p>x</p><script>x</script>`:                   "element script",
		`<p onclick="x">x</p>`:                         "attribute onclick",
		`<a href="javascript:x">x</a>`:                 "a link to javascript:x",
		`<a href=" JavaScript:x">x</a>`:                "a link to  JavaScript:x",
		`<a href="//example.com">x</a>`:                "a link to //example.com",
		`<a href="#x">x</a>`:                           "a link to #x, which is not there",
		`<svg><a xlink:href="javascript:x"></a></svg>`: "attribute xlink:href",
		`<svg><foreignObject></foreignObject></svg>`:   "element foreignObject",
		`<svg><image href="https://x.example"/></svg>`: "element image",
		`<!-- x -->`:                              "a comment",
		`<p style="color:red">x</p>`:              "attribute style",
		`<meta http-equiv="refresh" content="0">`: "attribute http-equiv",
	} {
		assert.Equal(t, []string{want}, dangers(read(t, []byte(page))), page)
	}
	assert.Empty(t, dangers(read(t, []byte(`<a href="https://x.example">x</a><a href="mailto:a@x.example">x</a><h1 id="a"><a href="#a">x</a>`))))
}
