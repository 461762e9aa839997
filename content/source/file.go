package source

import (
	"io"
	"io/fs"
	"os"
	"syscall"

	"meetupbot/content"
)

// open reads one file of the folder, as a whole and from one opening, so that
// what is judged is what was read.
func (f *folder) open(name string) file {
	// without O_NONBLOCK, opening a pipe would wait for its writer
	in, err := f.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return file{path: name, problem: unopened(name, err)}
	}
	defer in.Close()
	info, err := in.Stat()
	switch {
	case err != nil:
		return file{path: name, problem: unopened(name, err)}
	case !info.Mode().IsRegular():
		return file{path: name, problem: &content.DocumentError{Path: name, Problem: "this is no regular file", Fix: "name a folder or a text file"}}
	}
	data, large, err := text(in, info.Size())
	info, statErr := in.Stat() // as it is once it was read
	switch {
	case err != nil:
		return file{path: name, problem: unopened(name, err)}
	case large:
		return file{path: name, problem: tooLarge(name)}
	case data == nil:
		return file{path: name}
	case statErr != nil:
		return file{path: name, problem: unopened(name, statErr)}
	}
	return file{path: name, data: xmlToUTF8(data), moving: f.moves(info)}
}

// text returns the whole of a file, or nil for one that is no text. One that is
// too large is not read further than that can be told.
func text(in io.Reader, size int64) (data []byte, large bool, err error) {
	head := make([]byte, headBytes)
	n, err := io.ReadFull(in, head)
	head = head[:n]
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, false, err
	}
	if !isText(head) {
		return nil, false, nil
	}
	if size > MaxBytes {
		return nil, true, nil
	}
	// one byte more than allowed tells a file that grew meanwhile
	rest, err := io.ReadAll(io.LimitReader(in, MaxBytes+1-int64(n)))
	return append(head, rest...), n+len(rest) > MaxBytes, err
}

// moves reports whether a file was written so short a time ago that it may not be
// finished. Its size would not tell: what is written over keeps its size.
func (f *folder) moves(info fs.FileInfo) bool {
	return f.Now != nil && f.Now().Sub(info.ModTime()).Abs() < settle
}
