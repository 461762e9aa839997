package ingest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"meetupbot/content"
)

// near is how many events of a source are kept in memory as they were read.
// Those of a larger archive wait in a file until they are worked out.
const near = 500

// A shelf holds what was read of a source, each event whole, in its order.
type shelf struct {
	scratch func() (*os.File, error)
	events  []content.Event // the first ones
	file    *os.File        // the others, nil as long as there are none
	out     *bufio.Writer
	ends    []int64              // where each of the others ends in the file
	mend    func(*content.Event) // puts right what shows only when all are read
}

// shelved is the form in which an event waits in the file.
type shelved struct {
	content.Event
	Evidence []content.Evidence `json:"evidence,omitempty"`
}

// put takes an event in, and returns its place.
func (s *shelf) put(e content.Event) (int, error) {
	if len(s.events) < near {
		s.events = append(s.events, e)
		return len(s.events) - 1, nil
	}
	if s.file == nil {
		file, err := s.scratch()
		if err != nil {
			return 0, err
		}
		s.file, s.out = file, bufio.NewWriterSize(file, 1<<18)
	}
	text, err := json.Marshal(shelved{e, e.Evidence})
	if err != nil {
		return 0, err
	}
	if _, err := s.out.Write(text); err != nil {
		return 0, err
	}
	s.ends = append(s.ends, s.start(len(s.ends))+int64(len(text)))
	return near + len(s.ends) - 1, nil
}

// start is where the event behind the first n of the file begins.
func (s *shelf) start(n int) int64 {
	if n == 0 {
		return 0
	}
	return s.ends[n-1]
}

// get returns the event at a place.
func (s *shelf) get(place int) (content.Event, error) {
	e, err := s.read(place)
	if err == nil && s.mend != nil {
		s.mend(&e)
	}
	return e, err
}

func (s *shelf) read(place int) (content.Event, error) {
	if place < len(s.events) {
		return s.events[place], nil
	}
	if s.out.Buffered() > 0 {
		if err := s.out.Flush(); err != nil {
			return content.Event{}, err
		}
	}
	n := place - near
	text := make([]byte, s.ends[n]-s.start(n))
	if _, err := s.file.ReadAt(text, s.start(n)); err != nil {
		return content.Event{}, fmt.Errorf("what was read of the source: %w", err)
	}
	var kept shelved
	if err := json.Unmarshal(text, &kept); err != nil {
		return content.Event{}, fmt.Errorf("what was read of the source: %w", err)
	}
	kept.Event.Evidence = kept.Evidence
	return kept.Event, nil
}

// close gives the file back.
func (s *shelf) close() {
	if s != nil && s.file != nil {
		_ = s.file.Close() // nothing in it is needed any more
	}
}
