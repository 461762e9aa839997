package slacktest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
)

// A file is on its way: asked for, then uploaded, then shared.
type file struct {
	name    string
	length  int
	content []byte
	done    bool
}

// https://docs.slack.dev/reference/methods/files.getUploadURLExternal
func (s *Server) getUploadURL(c *Call) (reply, *refusal) {
	length, err := strconv.Atoi(c.Args["length"])
	if err != nil || length < 1 {
		return nil, invalidArguments("length must be a positive number")
	}
	id := fmt.Sprintf("F%010d", len(s.files)+1)
	s.files[id] = &file{name: c.Args["filename"], length: length}
	return reply{"upload_url": s.base + "/upload/" + id, "file_id": id}, nil
}

func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	run := func(c *Call) (reply, *refusal) { return s.upload(c, s.files[r.PathValue("id")]) }
	s.serve(w, r, Upload, run, func(bad *refusal, proper []byte) {
		if bad != nil {
			write(w, bad, proper)
			return
		}
		_, _ = w.Write([]byte("OK"))
	})
}

// upload refuses in our own words: the vendor's are not known.
func (s *Server) upload(c *Call, f *file) (reply, *refusal) {
	if f == nil || f.content != nil {
		return nil, &refusal{code: "no_such_upload", status: http.StatusNotFound, fault: true}
	}
	content, err := uploaded(c)
	if err != nil || len(content) != f.length {
		why := reply{"announced": f.length, "received": len(content), "error": fmt.Sprint(err)}
		return nil, &refusal{code: "bad_upload", more: reply{"detail": why}, status: http.StatusBadRequest, fault: true}
	}
	f.content = content
	return reply{}, nil
}

// uploaded is the file in the request: its body, or the one part of a form.
func uploaded(c *Call) ([]byte, error) {
	kind, params, _ := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if !strings.HasPrefix(kind, "multipart/") {
		return c.Body, nil
	}
	parts := multipart.NewReader(bytes.NewReader(c.Body), params["boundary"])
	for {
		p, err := parts.NextPart()
		if err != nil {
			return nil, fmt.Errorf("no file among the parts: %w", err)
		}
		if p.FileName() != "" {
			return io.ReadAll(p)
		}
	}
}

// File returns the bytes of a file that was uploaded and shared.
func (s *Server) File(id string) (name string, content []byte, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[id]
	if f == nil || !f.done {
		return "", nil, false
	}
	return f.name, f.content, true
}

// https://docs.slack.dev/reference/methods/files.completeUploadExternal
func (s *Server) completeUpload(c *Call) (reply, *refusal) {
	var asked []struct{ ID, Title string }
	if err := json.Unmarshal([]byte(c.Args["files"]), &asked); err != nil || len(asked) == 0 {
		return nil, invalidArguments("files must be an array of files")
	}
	shared := []reply{}
	for _, a := range asked {
		f := s.files[a.ID]
		if f == nil || f.content == nil || f.done {
			return nil, &refusal{code: "file_not_found", fault: true}
		}
		shared = append(shared, reply{"id": a.ID, "title": a.Title})
	}
	ids := strings.FieldsFunc(c.Args["channel_id"]+","+c.Args["channels"], func(r rune) bool { return r == ',' })
	for _, id := range ids {
		if _, ok := s.users[id]; ok {
			id = s.direct(id).ID
		}
		ch, bad := s.writable(id, false)
		if bad != nil {
			return nil, bad
		}
		m := &Message{Channel: ch.ID, User: s.BotUser, Text: c.Args["initial_comment"], Thread: c.Args["thread_ts"]}
		if blocks := c.Args["blocks"]; blocks != "" && m.Text == "" { // or they are ignored
			if _, bad := checkBlocks(blocks, maxMessageBlocks); bad != nil {
				return nil, bad
			}
			m.Blocks = json.RawMessage(blocks)
		}
		for _, a := range asked {
			m.Files = append(m.Files, a.ID)
		}
		c.TS = s.keep(m).TS
	}
	for _, a := range asked {
		s.files[a.ID].done = true
	}
	return reply{"files": shared}, nil
}
