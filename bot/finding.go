package bot

// A Finding is one thing that was checked of how the bot is set up, in words
// for whoever set it up. It never holds a secret.
type Finding struct {
	Level Level
	What  string // what was checked: "bot token", "channel C0123456789"
	Text  string // what is so, a sentence
	Fix   string // exactly what to click or run; "" where nothing is to be done
}

// Level says how bad a Finding is.
type Level int

const (
	OK      Level = iota // as it should be
	Warning              // the bot runs, but less well
	Broken               // something that was asked for does not work
)

func (l Level) String() string {
	switch l {
	case OK:
		return "ok"
	case Warning:
		return "warning"
	case Broken:
		return "broken"
	}
	return "unknown"
}
