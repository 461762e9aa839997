package slacktest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Wire returns the folder of the vendor's published specifications, which lies
// beside the repository, or skips the test where it is absent.
func Wire(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("no go.mod above the working directory")
		}
		dir = filepath.Dir(dir)
	}
	folder := filepath.Join(dir, "..", "shared", "wire")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("published specifications are absent: %v", err)
	}
	return folder
}

// published are the vendor's specifications of calls and of events. Reading
// them takes longer than most tests, so it is done once.
type published struct {
	once    sync.Once
	methods spec
	event   func(payload any) error // what is wrong with an event
	err     error
}

var specifications published

func (p *published) read(folder string) error {
	p.once.Do(func() {
		if p.methods, p.err = readSpec(folder); p.err == nil {
			p.event, p.err = eventSchemas(folder)
		}
	})
	return p.err
}

// Validate holds all calls of the Web API on record and all events that were
// sent against the vendor's published specifications; where those are absent,
// it skips the test.
func (s *Server) Validate(t testing.TB) {
	t.Helper()
	if err := specifications.read(Wire(t)); err != nil {
		t.Fatal(err)
	}
	for _, c := range s.Calls("") {
		switch c.Method {
		case ResponseURL, Upload, Handshake:
			continue
		}
		for _, fault := range specifications.methods.faults(c) {
			t.Errorf("%s: %s", c.Method, fault)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, sent := range s.sockets.sent {
		if sent.envelope.Type == events && sent.envelope.EventID() != "" {
			if err := specifications.event(sent.envelope.Payload); err != nil {
				t.Errorf("event %s: %v", sent.envelope.EventID(), err)
			}
		}
	}
}

// A SigningVector is a published request with its signature.
type SigningVector struct {
	Name      string `json:"name"`
	Secret    string `json:"secret"`
	Timestamp string `json:"timestamp"` // Unix seconds, years ago
	Body      string `json:"body"`
	Signature string `json:"signature"`
	Valid     bool   `json:"valid"` // whether it fits, its age left aside
}

// SigningVectors returns the published vectors, or skips the test where they
// are absent.
func SigningVectors(t testing.TB) []SigningVector {
	t.Helper()
	var vectors []SigningVector
	if err := read(filepath.Join(Wire(t), "slack-signing.json"), &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) == 0 {
		t.Fatal("slack-signing.json holds no vectors")
	}
	return vectors
}

// eventSchemas returns what holds an event's payload against both published
// schemas and the list of events.
func eventSchemas(folder string) (func(payload any) error, error) {
	compiler := jsonschema.NewCompiler()
	var schemas []*jsonschema.Schema
	var list struct {
		Topics map[string]any `json:"topics"`
	}
	for _, at := range []string{"slack_common_event_wrapper_schema.json", "slack_events_api_async_v1.json#/components/schemas/GenericEventWrapper"} {
		file, _, _ := strings.Cut(at, "#")
		var doc any
		for _, into := range []any{&doc, &list} {
			if err := read(filepath.Join(folder, file), into); err != nil {
				return nil, err
			}
		}
		if err := compiler.AddResource(file, doc); err != nil {
			return nil, fmt.Errorf("schema %s: %w", file, err)
		}
		schema, err := compiler.Compile(at)
		if err != nil {
			return nil, fmt.Errorf("schema %s: %w", at, err)
		}
		schemas = append(schemas, schema)
	}
	return func(payload any) error {
		var plain struct {
			Event struct {
				Type string `json:"type"`
			} `json:"event"`
		}
		var value any
		text := encode(payload) // as it went over the wire
		if err := json.Unmarshal(text, &value); err != nil {
			return err
		}
		for _, schema := range schemas {
			if err := schema.Validate(value); err != nil {
				return err
			}
		}
		if err := json.Unmarshal(text, &plain); err != nil {
			return err
		}
		// https://docs.slack.dev/reference/events/app_home_opened is newer than the list
		kind := plain.Event.Type
		if _, ok := list.Topics[strings.ReplaceAll(kind, "_", ".")]; !ok && kind != "app_home_opened" {
			return fmt.Errorf("no such event: %q", kind)
		}
		return nil
	}, nil
}

func read(path string, v any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, v); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}
