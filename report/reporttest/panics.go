package reporttest

import (
	"fmt"
	"path"
	"runtime"
	"strings"
)

// panicked says with what the code under test panicked, and where. It is for
// deferred functions that have recovered.
func panicked(value any) string {
	text := fmt.Sprintf("it panics: %v", value)
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs[:])])
	for began := false; ; {
		f, more := frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			began = true
		case began && !strings.HasPrefix(f.Function, "runtime."):
			return fmt.Sprintf("%s (%s, %s:%d)", text, path.Base(f.Function), path.Base(f.File), f.Line)
		}
		if !more {
			return text
		}
	}
}
