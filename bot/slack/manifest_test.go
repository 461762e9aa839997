package slack_test

import (
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"meetupbot/bot/slack"
	"meetupbot/bot/slack/slacktest"
)

var manifests = map[string]string{"socket.yaml": "", "http.yaml": "https://bot.example.org/"}

func TestManifests(t *testing.T) {
	for name, address := range manifests {
		got, err := slack.Manifest(address)
		if err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", "manifest", name)
		if flag.Lookup("update").Value.String() == "true" { // the renderer's tests define it
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for _, address := range []string{"bot.example.org", "http://bot.example.org", "https://", "https://bot.example.org?x=1", "https://u:p@bot.example.org"} {
		if _, err := slack.Manifest(address); err == nil {
			t.Errorf("Manifest(%q): no error", address)
		}
	}
}

// The link carries the same manifest.
func TestCreateLink(t *testing.T) {
	for _, address := range manifests {
		link, err := slack.CreateLink(address)
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(link)
		if err != nil || u.Host != "api.slack.com" || u.Query().Get("new_app") != "1" || len(link) > 8000 {
			t.Errorf("%v: link of %d characters: %s", err, len(link), link)
		}
		text, err := slack.Manifest(address)
		if err != nil {
			t.Fatal(err)
		}
		var want, got any
		if err := yaml.Unmarshal(text, &want); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(u.Query().Get("manifest_json")), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-manifest +link:\n%s", diff)
		}
	}
	if _, err := slack.CreateLink("bot.example.org"); err == nil {
		t.Error("an address without https is taken")
	}
}

// goRegexp compiles the patterns of a schema. What Go's have no word for, a
// look ahead, stands in front of domains only, which a manifest of ours has
// none of.
func goRegexp(pattern string) (jsonschema.Regexp, error) {
	pattern = strings.Replace(pattern, `(?![\.\-])`, "", 1)
	return regexp.Compile(pattern)
}

// TestManifestsFollowTheSchemas holds the manifests against both published
// versions of the schema.
func TestManifestsFollowTheSchemas(t *testing.T) {
	folder := slacktest.Wire(t)
	for _, file := range []string{"manifest.schema.1.0.0.json", "manifest.schema.2.0.0.json"} {
		compiler := jsonschema.NewCompiler()
		compiler.UseRegexpEngine(goRegexp)
		f, err := os.Open(filepath.Join(folder, file))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource(file, doc); err != nil {
			t.Fatal(err)
		}
		schema, err := compiler.Compile(file)
		if err != nil {
			t.Fatal(err)
		}
		for name, address := range manifests {
			text, err := slack.Manifest(address)
			if err != nil {
				t.Fatal(err)
			}
			var manifest any
			if err := yaml.Unmarshal(text, &manifest); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(manifest); err != nil {
				t.Errorf("%s, %s: %v", file, name, err)
			}
		}
	}
}
