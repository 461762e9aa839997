package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"meetupbot/content"
)

// readFolder returns the documents of the folder or file at location.
func readFolder(ctx context.Context, location string) ([]Document, []*content.DocumentError, error) {
	info, err := os.Stat(location)
	if err != nil {
		return nil, nil, Unreadable(fmt.Sprintf("source %q: %v; name a folder or a file that exists", location, cause(err)))
	}
	folder, only := location, ""
	if !info.IsDir() {
		folder, only = filepath.Split(filepath.Clean(location))
		if folder == "" {
			folder = "."
		}
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, nil, Unreadable(fmt.Sprintf("source %q: %v; check that the bot may read it", location, cause(err)))
	}
	defer root.Close()
	if only != "" {
		docs, problems := keep(nil, nil, root, only)
		return docs, problems, nil
	}
	var docs []Document
	var problems []*content.DocumentError
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			problems = append(problems, &content.DocumentError{Path: name, Problem: cause(err).Error(), Fix: "check that the bot may read it"})
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case name != "." && strings.HasPrefix(path.Base(name), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular():
			if len(docs) == MaxDocuments {
				problems = append(problems, &content.DocumentError{Path: ".", Problem: fmt.Sprintf("the source has more than %d documents, and what comes from %s on is not read", MaxDocuments, name), Fix: "name a folder further down"})
				return fs.SkipAll
			}
			docs, problems = keep(docs, problems, root, name)
		}
		return nil
	})
	return docs, problems, err
}

// keep reads one file of the root and appends it to the documents, or what is
// wrong with it to the problems, or nothing to either when it is no text.
func keep(docs []Document, problems []*content.DocumentError, root *os.Root, name string) ([]Document, []*content.DocumentError) {
	data, err := read(root, name)
	var problem *content.DocumentError
	switch {
	case errors.As(err, &problem):
		problems = append(problems, problem)
	case err != nil:
		problems = append(problems, &content.DocumentError{Path: name, Problem: cause(err).Error(), Fix: "check that the bot may read it"})
	case data != nil:
		docs = append(docs, Document{Path: filepath.ToSlash(name), Data: data})
	}
	return docs, problems
}

// read returns the whole of a regular file, or nil for one that is no text.
func read(root *os.Root, name string) ([]byte, error) {
	// without O_NONBLOCK, opening a pipe would wait for its writer
	f, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &content.DocumentError{Path: name, Problem: "this is no regular file", Fix: "name a folder or a text file"}
	}
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	head = head[:n]
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	if !isText(head) {
		return nil, nil
	}
	// one byte more than allowed tells a file that grew since Stat
	rest, err := io.ReadAll(io.LimitReader(f, MaxBytes+1-int64(n)))
	if err != nil {
		return nil, err
	}
	if len(head)+len(rest) > MaxBytes {
		return nil, &content.DocumentError{Path: name, Problem: fmt.Sprintf("the file is larger than %d KiB", MaxBytes>>10), Fix: "split it, or keep it out of the source"}
	}
	return append(head, rest...), nil
}

// isText tells texts from pictures, sounds, fonts and archives by their first
// bytes. What is merely odd is for the reader to judge.
func isText(head []byte) bool {
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	switch family, _, _ := strings.Cut(kind, "/"); family {
	case "image", "audio", "video", "font":
		return false
	}
	switch kind {
	case "application/pdf", "application/zip", "application/x-gzip", "application/x-rar-compressed", "application/wasm", "application/vnd.ms-fontobject":
		return false
	}
	return true
}

// cause takes the path out of a file error: the message names it already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
