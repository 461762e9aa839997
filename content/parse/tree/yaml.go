package tree

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"meetupbot/content/parse/pattern"
)

// YAML reads one YAML document. The error is an *Error.
func YAML(src []byte) (*Value, error) {
	if bytes.Count(src, []byte{'\n'}) > maxValues { // before the decoder makes a node of each
		return nil, &Error{maxValues, fmt.Sprintf("it has more than %d lines", maxValues), "split it"}
	}
	dec := yaml.NewDecoder(bytes.NewReader(src))
	var doc, more yaml.Node
	if err := dec.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, yamlError(err, src)
	}
	switch err := dec.Decode(&more); {
	case errors.Is(err, io.EOF):
	case err != nil:
		return nil, yamlError(err, src)
	case len(more.Content) > 0 && more.Content[0].Tag != "!!null":
		return nil, within(src, &Error{more.Content[0].Line, "a second YAML document begins here", "put it into a file of its own, or make them a list"})
	}
	if len(doc.Content) == 0 {
		return &Value{Line: 1}, nil
	}
	v, err := new(yamlReader).value(doc.Content[0], 0)
	if err != nil {
		return nil, within(src, err)
	}
	v.keepWithin(1 + bytes.Count(src, []byte{'\n'}))
	return v, nil
}

var yamlLine = pattern.New(`line (\d+): `)

func yamlError(err error, src []byte) error {
	e := &Error{Line: 1, Problem: strings.TrimPrefix(err.Error(), "yaml: "), Fix: correctLine}
	if m := yamlLine.FindStringSubmatch(e.Problem); m != nil {
		e.Line, _ = strconv.Atoi(m[1])
		e.Problem = strings.TrimPrefix(e.Problem, m[0])
	}
	switch {
	case strings.Contains(e.Problem, "mapping values"):
		e.Fix = "put the value in quotation marks"
	case strings.Contains(e.Problem, "start any token"), strings.Contains(e.Problem, "tab"):
		e.Fix = "use spaces, not tabs, and quote values that begin with a special character"
	}
	return within(src, e)
}

// plainTags are the types that a value may say it has.
var plainTags = map[string]bool{"!!str": true, "!!int": true, "!!float": true, "!!bool": true, "!!null": true, "!!timestamp": true, "!!map": true, "!!seq": true, "!": true}

// maxRepeated is how many bytes of text the aliases of a document repeat: a
// place that is written once and meant often is of some hundred.
const maxRepeated = 1 << 20

// A yamlReader makes values of nodes.
type yamlReader struct {
	left     budget
	open     []*yaml.Node // what is being repeated, the outermost first
	repeated int          // bytes
}

// allowed refuses what no value and no key may be.
func (r *yamlReader) allowed(n *yaml.Node, depth int) error {
	if err := r.left.spend(n.Line, depth); err != nil {
		return err
	}
	if len(r.open) > 0 {
		if r.repeated += len(n.Value); r.repeated > maxRepeated {
			return &Error{n.Line, "its aliases repeat more than 1 MiB", splitIt}
		}
	}
	if n.Style&yaml.TaggedStyle != 0 && !plainTags[n.Tag] {
		return &Error{n.Line, fmt.Sprintf("it uses the tag %s", n.Tag), "write the value as plain text"}
	}
	return nil
}

func (r *yamlReader) value(n *yaml.Node, depth int) (*Value, error) {
	if err := r.allowed(n, depth); err != nil {
		return nil, err
	}
	v := &Value{Line: n.Line}
	switch n.Kind {
	case yaml.AliasNode:
		return r.repeat(n, depth)
	case yaml.MappingNode:
		return v, r.fields(v, n, depth)
	case yaml.SequenceNode:
		v.Kind = List
		for _, c := range n.Content {
			x, err := r.value(c, depth+1)
			if err != nil {
				return nil, err
			}
			v.List = append(v.List, x)
		}
	default:
		if n.Tag != "!!null" {
			v.Kind, v.Text = Text, n.Value
		}
		v.Literal = n.Style&yaml.LiteralStyle != 0
		if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 && v.Text != "" {
			v.Line++ // the text begins on the line after the key
		}
	}
	return v, nil
}

// repeat reads what an alias stands for once more. Its lines are those on which
// it is written.
func (r *yamlReader) repeat(n *yaml.Node, depth int) (*Value, error) {
	if slices.Contains(r.open, n.Alias) {
		return nil, &Error{n.Line, "an alias stands inside of what it repeats", "write the value out"}
	}
	r.open = append(r.open, n.Alias)
	v, err := r.value(n.Alias, depth+1)
	r.open = r.open[:len(r.open)-1]
	return v, err
}

// fields reads the keys of a mapping. What it merges from elsewhere comes last,
// and gives way to what it says itself.
func (r *yamlReader) fields(v *Value, n *yaml.Node, depth int) error {
	v.Kind = Object
	seen := make(map[string]bool, len(n.Content)/2)
	var merged []*Value
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind == yaml.AliasNode && key.Alias.Kind == yaml.ScalarNode {
			key = key.Alias
		}
		if key.Kind != yaml.ScalarNode {
			if _, err := r.value(key, depth+1); err != nil {
				return err
			}
			return &Error{key.Line, "a key is no plain text", correctLine}
		}
		if err := r.allowed(key, depth+1); err != nil {
			return err
		}
		merges := key.Tag == "!!merge"
		if seen[key.Value] && !merges {
			return twice(key.Line, key.Value)
		}
		x, err := r.value(n.Content[i+1], depth+1)
		if err != nil {
			return err
		}
		if merges {
			merged = append(merged, x.Items()...)
			continue
		}
		seen[key.Value] = true
		v.Fields = append(v.Fields, newField(key.Value, key.Line, x))
	}
	for _, m := range merged {
		for _, f := range m.Fields {
			if !seen[f.Name] {
				seen[f.Name] = true
				v.Fields = append(v.Fields, f)
			}
		}
	}
	return nil
}

// keepWithin keeps lines inside of the text: YAML also counts line breaks that
// nobody else does.
func (v *Value) keepWithin(lines int) {
	v.Line = min(v.Line, lines)
	for i := range v.Fields {
		v.Fields[i].Line = min(v.Fields[i].Line, lines)
		v.Fields[i].Value.keepWithin(lines)
	}
	for _, x := range v.List {
		x.keepWithin(lines)
	}
}

// within keeps the line that a library blames inside of its text.
func within(src []byte, err error) error {
	if e, ok := err.(*Error); ok {
		e.Line = min(max(e.Line, 1), 1+bytes.Count(src, []byte{'\n'}))
	}
	return err
}
