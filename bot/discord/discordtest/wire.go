package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Validate fails t for every call whose query or body is not what Discord's
// published specification says. It skips where that is not at hand: the folder
// shared/wire beside the module's. What the specification lets through although
// Discord refuses it, this server refuses by itself: commands named with
// capitals, contents over 2,000 characters, embeds over 6,000 together, empty
// messages.
func Validate(t testing.TB, calls []Call) {
	t.Helper()
	if tt, ok := t.(*testing.T); ok {
		tt.Run("wire", func(t *testing.T) { validate(t, calls) })
		return
	}
	validate(t, calls)
}

func validate(t testing.TB, calls []Call) {
	t.Helper()
	w, err := openSpec(wireFile(t, "discord-openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range calls {
		if err := w.check(c); err != nil {
			t.Errorf("call %d, %s: %v\nbody: %.1000s", c.N, c.Route, err, c.Body)
		}
	}
}

// wireFile returns the path of a published file, and skips where there is none.
func wireFile(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("not inside a module: cannot look for ", name)
		}
	}
	path := filepath.Join(dir, "..", "shared", "wire", name)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not beside the module in ../shared/wire", name)
	}
	return path
}

// spec is the published specification.
type spec struct {
	doc      object
	compiler *jsonschema.Compiler
}

// specURL is the name of the specification within itself.
const specURL = "https://discord.test/openapi.json"

func openSpec(path string) (*spec, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	o, ok := doc.(object)
	if !ok {
		return nil, fmt.Errorf("read %s: not an object", path)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(specURL, doc); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return &spec{doc: o, compiler: c}, nil
}

// operation returns what the specification says of a route, and where.
func (w *spec) operation(route string) (op object, path []string, err error) {
	method, template, _ := strings.Cut(route, " ")
	path = []string{"paths", template, strings.ToLower(method)}
	op = child(child(child(w.doc, path[0]), path[1]), path[2])
	if op == nil {
		return nil, nil, fmt.Errorf("%q is not in the specification", route)
	}
	return op, path, nil
}

// at checks a value against the schema that stands at path.
func (w *spec) at(path []string, value any) error {
	var pointer strings.Builder
	for _, p := range path {
		pointer.WriteString("/" + url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(p)))
	}
	schema, err := w.compiler.Compile(specURL + "#" + pointer.String())
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

func (w *spec) check(c Call) error {
	op, path, err := w.operation(c.Route)
	if err != nil {
		return err
	}
	if err := w.checkQuery(op, path, c.Query); err != nil {
		return err
	}
	content := child(child(op, "requestBody"), "content")
	if content == nil || c.Method == "GET" || c.Method == "DELETE" {
		if len(c.Body) > 0 {
			return errors.New("has a body, which the specification does not know")
		}
		return nil
	}
	if c.JSON == nil {
		return errors.New("has no JSON")
	}
	// The files of a form are bytes, which no schema describes: payload_json is
	// held against what a plain body must be.
	body := path
	body = append(body, "requestBody", "content", "application/json", "schema")
	return w.at(body, loosen(c))
}

func (w *spec) checkQuery(op object, path []string, query string) error {
	values, err := url.ParseQuery(query)
	if err != nil {
		return err
	}
	for key, all := range values {
		known := false
		for i, p := range objects(op, "parameters") {
			if text(p, "name") != key || text(p, "in") != "query" {
				continue
			}
			known = true
			at := append(path[:len(path):len(path)], "parameters", strconv.Itoa(i), "schema")
			// The bare word of a query is a string, a number or a truth value.
			if w.at(at, all[0]) != nil {
				if err := w.at(at, bare(all[0])); err != nil {
					return fmt.Errorf("query %s: %w", key, err)
				}
			}
		}
		if !known {
			return fmt.Errorf("query %s: the specification does not know it", key)
		}
	}
	return nil
}

func bare(s string) any {
	v, err := decode([]byte(s))
	if err != nil {
		return s
	}
	return v
}

// loosen returns what a call says with the permissions of commands as numbers:
// the specification wants them so, Discord's documents and answers have strings,
// and Discord takes either.
// https://discord.com/developers/docs/interactions/application-commands#application-command-object
func loosen(c Call) any {
	commands, ok := c.JSON.([]any)
	if !ok {
		return c.JSON
	}
	out := make([]any, len(commands))
	for i, v := range commands {
		out[i] = v
		o, _ := v.(object)
		if bits, isText := o["default_member_permissions"].(string); isText {
			copied := object{}
			for k, v := range o {
				copied[k] = v
			}
			copied["default_member_permissions"] = json.Number(bits)
			out[i] = copied
		}
	}
	return out
}

// A SignatureVector is one request to the HTTP door, and whether it is signed
// by the owner of the key.
type SignatureVector struct {
	Name      string `json:"name"`
	PublicKey string `json:"public_key"` // hex
	Timestamp string `json:"timestamp"`
	Body      string `json:"body"`
	Signature string `json:"signature"` // hex, mostly
	Valid     bool   `json:"valid"`
}

// SignatureVectors returns the published vectors, and skips where they are not
// at hand.
func SignatureVectors(t testing.TB) []SignatureVector {
	t.Helper()
	raw, err := os.ReadFile(wireFile(t, "discord-ed25519.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out []SignatureVector
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
