package source

import "encoding/json"

// encodeMark writes a mark for whoever keeps it. A mark of strings is always
// written.
func encodeMark(mark any) string {
	text, _ := json.Marshal(mark)
	return string(text)
}

// decodeMark reads a mark. One that is of another kind, or kept badly, tells
// nothing: all is read again.
func decodeMark(text string, mark any) {
	if text != "" {
		_ = json.Unmarshal([]byte(text), mark)
	}
}
