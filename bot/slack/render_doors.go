package slack

import (
	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
)

// doors are what a member can do about a meetup.
type doors struct {
	mail    spans // where to sign up by mail
	buttons row
	shut    bool // there is a way to sign up, but none that can be shown
}

// doors gathers where to sign up, what can be asked about the meetup but for
// that which is shown already, and its page. It keeps room for them: a list
// that stands before them is cut rather than they.
func (p *page) doors(m bot.Meetup, shown string) (d doors) {
	off := m.CalledOff()
	listed := m.Page == ""
	if !off && m.When.Phase != bot.Over {
		style := slackapi.StylePrimary
		for _, l := range m.SignUp[:min(len(m.SignUp), maxSignUps)] {
			switch at := address(l.URL, maxURL); {
			case isMail(at) && len(at) <= maxLink:
				d.mail.line().add("Sign up by mail: ", plain).link("", at)
			case d.buttons.open("Sign up at ", at, style):
				style = slackapi.StyleDefault // one of a row at most stands out
				listed = listed || l.URL == m.Page
			}
		}
		d.shut = len(m.SignUp) > 0 && len(d.mail.elements)+len(d.buttons.buttons) == 0
	}
	for _, b := range m.Buttons() {
		if !off && !asks(b, shown) {
			d.buttons.ask(b)
		}
	}
	if !listed {
		d.buttons.open("More at ", address(m.Page, maxURL), slackapi.StyleDefault)
	}
	p.take(d.buttons)
	return d
}

// asks reports whether the button asks that command.
func asks(b bot.Button, command string) bool {
	if command == "" {
		return false
	}
	call, ok := bot.Pressed(b.ID)
	return ok && call.Name == command
}

// open adds the doors.
func (p *page) open(d doors) {
	if d.shut {
		p.aside("The address at which to sign up is too long for Slack.")
	}
	p.para(d.mail)
	p.buttons(d.buttons)
}

// maxSignUps is how many ways to sign up are shown.
const maxSignUps = 3
