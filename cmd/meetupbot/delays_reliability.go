//go:build reliability

package main

import (
	"encoding/json"
	"os"
)

// ownDelays are those of a real deployment, but for those that DELAYS names:
// JSON, in nanoseconds. Measurements cannot wait as long as people.
func ownDelays() delays {
	d := defaultDelays()
	if text := os.Getenv("DELAYS"); text != "" {
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			panic("DELAYS: " + err.Error())
		}
	}
	return d
}
