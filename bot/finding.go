package bot

import (
	"fmt"
	"time"
)

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

// muchSkew is how far a clock may be off without a word.
const muchSkew = 30 * time.Second

// ClockFinding says whether this machine's clock, which is ahead of a platform's by
// skew, agrees with it. The platform refuses what is signed by one that is off by
// more than most.
func ClockFinding(what, platform string, skew, most time.Duration) Finding {
	skew = skew.Round(time.Second)
	off := fmt.Sprintf("This machine's clock is off by %s from %s's", skew, platform)
	switch {
	case skew.Abs() > most:
		return Finding{Level: Broken, What: what, Text: off + ": signed requests are refused, and posts come at the wrong time.",
			Fix: "Set the clock, and keep it by NTP: timedatectl set-ntp true"}
	case skew.Abs() > muchSkew:
		return Finding{Level: Warning, What: what, Text: off + ".", Fix: "Keep the clock by NTP: timedatectl set-ntp true"}
	}
	return Finding{What: what, Text: "This machine's clock agrees with " + platform + "'s."}
}
