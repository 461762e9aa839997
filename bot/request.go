package bot

import (
	"time"

	"meetupbot/content"
)

// A Request is one question with what is known of the asker and the place.
type Request struct {
	Line      string          // the words as typed, a mention of the bot already taken off
	Call      Call            // what a platform has taken apart already; in force when it has a Name
	Groups    []content.Group // followed by the place; none: all groups answer
	Now       time.Time       // by the product clock
	Private   bool            // asked where only the asker reads the answer
	Organiser bool            // the asker may use organisers' commands
}

// A Call is a command with its options' values, by option name; a flag that
// is said has the value "true".
type Call struct {
	Name string
	Args map[string]string
}
