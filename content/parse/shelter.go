package parse

import (
	"fmt"
	"path"
	"runtime"
	"strings"

	"meetupbot/content"
)

// shelteredFacts reads one document for itself.
func shelteredFacts(d Document, h Hints) (f *facts) {
	if err := sheltered(d.Path, func() { f = readFacts(d, h) }); err != nil {
		return &facts{path: d.Path, err: err}
	}
	return f
}

// shelteredResult decides what a document says, with what its source taught.
func shelteredResult(f *facts, taught lessons, h Hints) (r Result) {
	err := sheltered(f.path, func() {
		r = decide(f, taught, h)
		for i := range r.Events {
			if w := skipped(&r.Events[i]); w != "" {
				r.Warnings = append(r.Warnings, w)
			}
		}
		r.written()
	})
	if err != nil {
		return Result{Path: f.path, Kind: content.Other, Err: err}
	}
	return r
}

// sheltered runs one step with one document. A document that makes the reader itself fail
// costs its own events, not those of all others and the bot's life. The error
// names the place in this code, by which the fault can be found; what failed
// there is nothing that people have to read.
func sheltered(name string, step func()) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &content.DocumentError{Path: name,
				Problem: fmt.Sprintf("the reader itself fails on this document (reference %s)", failedAt()),
				Fix:     "leave it out of the source, and report it with this reference"}
		}
	}()
	step()
	return nil
}

// failedAt returns the line of ours that panicked.
func failedAt() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	panicked := false
	for {
		f, more := frames.Next()
		if f.Function == "runtime.gopanic" {
			panicked = true
		} else if panicked && strings.HasPrefix(f.Function, "meetupbot/") {
			return fmt.Sprintf("%s:%d", path.Base(f.File), f.Line)
		}
		if !more {
			return "unknown"
		}
	}
}
