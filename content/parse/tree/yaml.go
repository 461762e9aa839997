package tree

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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
	v, err := fromYAML(doc.Content[0], 0, new(budget))
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

// allowed refuses what no value and no key may be.
func allowed(n *yaml.Node, depth int, left *budget) error {
	if err := left.spend(n.Line, depth); err != nil {
		return err
	}
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return &Error{n.Line, "it uses an alias or anchor", "write the value out"}
	}
	if n.Style&yaml.TaggedStyle != 0 && !plainTags[n.Tag] {
		return &Error{n.Line, fmt.Sprintf("it uses the tag %s", n.Tag), "write the value as plain text"}
	}
	return nil
}

func fromYAML(n *yaml.Node, depth int, left *budget) (*Value, error) {
	if err := allowed(n, depth, left); err != nil {
		return nil, err
	}
	v := &Value{Line: n.Line}
	switch n.Kind {
	case yaml.MappingNode:
		v.Kind = Object
		seen := make(map[string]bool, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if key.Kind != yaml.ScalarNode {
				if _, err := fromYAML(key, depth+1, left); err != nil {
					return nil, err
				}
				return nil, &Error{key.Line, "a key is no plain text", correctLine}
			}
			if err := allowed(key, depth+1, left); err != nil {
				return nil, err
			}
			if seen[key.Value] {
				return nil, twice(key.Line, key.Value)
			}
			seen[key.Value] = true
			x, err := fromYAML(n.Content[i+1], depth+1, left)
			if err != nil {
				return nil, err
			}
			v.Fields = append(v.Fields, newField(key.Value, key.Line, x))
		}
	case yaml.SequenceNode:
		v.Kind = List
		for _, c := range n.Content {
			x, err := fromYAML(c, depth+1, left)
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
