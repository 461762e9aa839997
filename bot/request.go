package bot

import (
	"context"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// A Request is one question with what is known of the asker and the place.
type Request struct {
	Line    string         // the words as typed, a mention of the bot already taken off
	Call    Call           // what a platform has taken apart already; in force when it has a Name
	Place   schedule.Place // where it was asked; zero: nowhere in particular, and all groups answer
	Asker   schedule.Place // the person, by the platform's id; zero: not known
	Now     time.Time      // by the product clock
	Private bool           // asked in a direct message or on a terminal, where only the asker reads
	// Organiser asks the platform whether the asker administers a place: Place
	// or another, of which they may be told then; nil: they administer none. It
	// is asked only where a command wants to know.
	Organiser func(context.Context, schedule.Place) (bool, error)
}

// A Call is a command with its options' values, by option name; a flag that
// is said has the value "true".
type Call struct {
	Name    string
	Args    map[string]string
	Pressed bool            // a button asks it
	Event   content.EventID // the meetup that the button is about; 0: the options say
}

// Private reports whether only the asker should see the answer: the command's
// table says so, or a button was pressed.
func (c Call) Private() bool {
	command, known := CommandNamed(c.Name)
	return !known || command.Private || command.Organisers || c.Pressed
}
