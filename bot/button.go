package bot

import (
	"slices"
	"strconv"
	"strings"

	"meetupbot/content"
)

// A Button asks a question at one press, mostly about one meetup. What comes back of
// it, its ID, carries no trust: anybody can send one, so it only names what is
// asked, and the router looks the meetup up and sees whether it may be told
// where the button was pressed. The answer is for whoever pressed.
type Button struct {
	Label string
	ID    string // at most maxButtonID bytes of ASCII
}

const maxButtonID = 64

// buttons are what can be asked of a meetup, by the command that answers it.
var buttons = []struct {
	label, command string
	fits           func(Meetup) bool
}{
	{"Add to calendar", "calendar", func(m Meetup) bool { return m.When.Date.IsDay() && !m.CalledOff() && m.When.Phase != Over }},
	{"Remind me", remindMe, func(m Meetup) bool { return m.remindable() && !m.Reminded }},
	{"Undo reminder", forgetMe, func(m Meetup) bool { return m.Reminded }},
	{"Programme", "agenda", func(m Meetup) bool { return len(m.Talks) > 0 }},
	{"Speakers", "speaker", func(m Meetup) bool { return m.speakers() > 0 }},
}

// Buttons returns what can be asked of the meetup. There are none for one that
// is not kept.
func (m Meetup) Buttons() []Button {
	var fit []Button
	for _, b := range buttons {
		if m.ID != 0 && b.fits(m) {
			fit = append(fit, Button{Label: b.label, ID: b.command + ":" + strconv.FormatInt(int64(m.ID), 10)})
		}
	}
	return fit
}

// list asks for all meetups.
var list = Button{Label: "All meetups", ID: "meetups"}

// Buttons returns what can be asked beside a digest: what it has no room for,
// and what has come since.
func (Digest) Buttons() []Button { return []Button{list} }

// Pressed returns what a button of that ID asks, and false when there is no
// such button.
func Pressed(id string) (Call, bool) {
	if id == list.ID {
		return Call{Name: id, Pressed: true}, true
	}
	if verb, ok := strings.CutPrefix(id, "review:"); ok {
		return decides(verb)
	}
	command, number, _ := strings.Cut(id, ":")
	event, err := strconv.ParseInt(number, 10, 64)
	for _, b := range buttons {
		if b.command == command && err == nil && event > 0 && id == command+":"+strconv.FormatInt(event, 10) {
			return Call{Name: command, Pressed: true, Event: content.EventID(event)}, true
		}
	}
	return Call{}, false
}

// decides returns what a button of a review decides: "approve:12:0f3a771c",
// "hold:12:0f3a771c", "date:12:2017-09-26:0f3a771c", "undo:12:7". What stands
// last is the mark of what was shown.
func decides(id string) (Call, bool) {
	verb, rest, _ := strings.Cut(id, ":")
	number, value, _ := strings.Cut(rest, ":")
	event, err := strconv.ParseInt(number, 10, 64)
	if err != nil || event <= 0 || number != strconv.FormatInt(event, 10) {
		return Call{}, false
	}
	call := Call{Name: "review", Pressed: true, Event: content.EventID(event)}
	if verb == "undo" {
		call.Args = map[string]string{"action": verb, "decision": value}
		return call, value != ""
	}
	shown := value
	if last := strings.LastIndex(value, ":"); last >= 0 {
		value, shown = value[:last], value[last+1:]
	} else {
		value = ""
	}
	switch {
	case !isMark(shown):
		return Call{}, false
	case (verb == "approve" || verb == "hold") && value == "":
		call.Args = map[string]string{"action": verb, "shown": shown}
	case slices.Contains(content.Correctable, verb) && value != "":
		call.Args = map[string]string{"action": "correct", setting(verb): value, "shown": shown}
	default:
		return Call{}, false
	}
	return call, true
}

func (m Meetup) speakers() int {
	n := 0
	for _, t := range m.Talks {
		n += len(t.Speakers)
	}
	return n
}
