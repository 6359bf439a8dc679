package template

import (
	"bufio"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io"
	texttemplate "text/template"

	"github.com/allclear-go/allclear/report"
)

// ErrNoTemplate reports a renderer made of a nil template.
var ErrNoTemplate = errors.New("template: no template")

// HTML returns a renderer that executes t with a [Report]. The escaping is that
// of html/template. It keeps t, which must not be changed afterwards, and is
// safe for concurrent use.
//
// Render returns the writer's error as it is, and the template's own. After
// either, what was written is not complete; write to a buffer where that
// matters.
func HTML(t *htmltemplate.Template) report.Renderer {
	if t == nil {
		return report.RendererFunc(none)
	}
	return executing(t.Execute)
}

// Text returns a renderer that executes t with a [Report], without escaping. All
// else is as with [HTML].
func Text(t *texttemplate.Template) report.Renderer {
	if t == nil {
		return report.RendererFunc(none)
	}
	return executing(t.Execute)
}

func executing(execute func(io.Writer, any) error) report.Renderer {
	return report.RendererFunc(func(w io.Writer, r *report.Report) error {
		buffered := bufio.NewWriterSize(w, bufferSize)
		if err := execute(buffered, reportOf(r)); err != nil {
			return err
		}
		return buffered.Flush()
	})
}

const bufferSize = 16 << 10

// none is the renderer of a nil template.
func none(io.Writer, *report.Report) error { return ErrNoTemplate }

// Funcs are functions for templates, to be given before parsing:
//
//	line   text on one line: {{line .Text}}
//
// The map is the caller's to add to. It serves html/template as well.
func Funcs() texttemplate.FuncMap {
	return texttemplate.FuncMap{
		"line": func(v any) string { return report.CleanLine(fmt.Sprint(v)) },
	}
}
