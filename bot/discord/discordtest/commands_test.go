package discordtest_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot/discord/discordtest"
)

func command(name string, options ...object) object {
	return object{"name": name, "description": "x", "type": 1, "options": options}
}

func option(kind int, name string) object {
	return object{"type": kind, "name": name, "description": "x"}
}

// with is o with one more field.
func with(o object, key string, value any) object {
	o[key] = value
	return o
}

func commandsPath(srv *discordtest.Server) string { return "/applications/" + srv.AppID + "/commands" }

func TestCommandLimits(t *testing.T) {
	srv := discordtest.New(t)
	numbered := func(kind int) func(int) object {
		return func(i int) object { return option(kind, fmt.Sprint("o", i)) }
	}
	choices := func(n int) []object {
		return times(n, func(i int) object { return object{"name": fmt.Sprint(i), "value": fmt.Sprint(i)} })
	}
	wordy := func(n int) object {
		inner := func(i int) object {
			return with(option(3, strings.Repeat("a", 30)+fmt.Sprint(10+i)), "description", long(100))
		}
		return with(command("c", times(n, inner)...), "description", "x")
	}
	named := func(c object, name string) object { return with(c, "name", name) }
	// 2 more characters than the name and description of a choice have hold 8,000.
	heavy := func(last int) object {
		c := wordy(25) // 25 x 132 + 2 = 3302
		for i, o := range c["options"].([]object) {
			o["choices"] = []object{{"name": long(94), "value": long(93)}} // 25 x 187 = 4675, 7977 by now
			if i == 0 {
				o["choices"] = append(o["choices"].([]object), object{"name": long(last), "value": "a"})
			}
		}
		return c
	}
	for _, c := range []struct {
		name      string
		good, bad object
		fault     string
	}{
		{"name", command(strings.Repeat("a", 32)), command(strings.Repeat("a", 33)), "0.name"},
		{"capitals", command("next"), command("Next"), "0.name"},
		{"space", command("next-meetup_2"), command("next meetup"), "0.name"},
		{"another script", command("発表"), command("発表!"), "0.name"},
		{"no name", command("x"), command(""), "0.name"},
		{"description", with(command("x"), "description", long(100)), with(command("x"), "description", long(101)), "0.description"},
		{"no description", command("x"), with(command("x"), "description", ""), "0.description"},
		{"options", command("x", times(25, numbered(3))...), command("x", times(26, numbered(3))...), "0.options"},
		{"option name", command("x", option(3, "a")), command("x", option(3, "A")), "0.options.0.name"},
		{"option description", command("x", option(3, "a")), command("x", with(option(3, "a"), "description", long(101))), "0.options.0.description"},
		{"option twice", command("x", option(3, "a"), option(3, "b")), command("x", option(3, "a"), option(3, "a")), "0.options.1"},
		{"option kind", command("x", option(11, "a")), command("x", option(12, "a")), "0.options.0.type"},
		{"required first", command("x", with(option(3, "a"), "required", true), option(3, "b")),
			command("x", option(3, "a"), with(option(3, "b"), "required", true)), "0.options.1"},
		{"choices", command("x", with(option(3, "a"), "choices", choices(25))), command("x", with(option(3, "a"), "choices", choices(26))), "0.options.0.choices"},
		{"choice name", command("x", with(option(3, "a"), "choices", []object{{"name": long(100), "value": long(100)}})),
			command("x", with(option(3, "a"), "choices", []object{{"name": long(101), "value": "a"}})), "0.options.0.choices.0.name"},
		{"choices of a truth value", command("x", option(5, "a")), command("x", with(option(5, "a"), "choices", choices(1))), "0.options.0.choices"},
		{"choices and autocomplete", command("x", with(option(3, "a"), "autocomplete", true)),
			command("x", with(with(option(3, "a"), "autocomplete", true), "choices", choices(1))), "0.options.0.autocomplete"},
		{"sub-commands apart", command("x", with(option(1, "a"), "options", []object{option(3, "b")}), option(1, "c")),
			command("x", option(1, "a"), option(3, "b")), "0.options"},
		{"groups", command("x", with(option(2, "g"), "options", []object{with(option(1, "a"), "options", []object{option(3, "b")})})),
			command("x", with(option(2, "g"), "options", []object{option(3, "a")})), "0.options.0.options"},
		{"depth", command("x", option(1, "a")), command("x", with(option(1, "a"), "options", []object{option(1, "b")})), "0.options.0.options.0.type"},
		{"size", heavy(22), heavy(23), "0"},
		{"message command", with(command("Any Name"), "type", 3), named(command("x"), "Any Name"), "0.name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name != "message command" { // whose names are free: it is here for its opposite
				want(t, call(t, srv, "PUT "+commandsPath(srv), []object{c.good}), 200, 0)
			}
			wantFault(t, call(t, srv, "PUT "+commandsPath(srv), []object{c.bad}), c.fault)
		})
	}
	want(t, call(t, srv, "PUT "+commandsPath(srv), times(100, func(i int) object { return command(fmt.Sprint("c", i)) })), 200, 0)
	want(t, call(t, srv, "PUT "+commandsPath(srv), times(101, func(i int) object { return command(fmt.Sprint("c", i)) })), 400, 30032)
	wantFault(t, call(t, srv, "PUT "+commandsPath(srv), []object{command("a"), command("a")}), "1")
	wantFault(t, call(t, srv, "PUT "+commandsPath(srv), object{}), "")
	if n := len(srv.Commands()); n != 100 {
		t.Errorf("%d commands are registered, want the 100 of the last good call", n)
	}
}

func TestCommands(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	put := func(names ...string) []*discordgo.ApplicationCommand {
		t.Helper()
		var cs []*discordgo.ApplicationCommand
		for _, n := range names {
			cs = append(cs, &discordgo.ApplicationCommand{Name: n, Description: "x"})
		}
		got, err := s.ApplicationCommandBulkOverwrite(srv.AppID, "", cs)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := put("help", "speaker")
	second := put("speaker", "talks")
	if first[1].ID != second[0].ID || second[1].ID == first[0].ID {
		t.Errorf("ids are %s and %s, then %s and %s: a command keeps its own", first[0].ID, first[1].ID, second[0].ID, second[1].ID)
	}
	if got := srv.Commands(); !slices.Equal(got, []string{"speaker", "talks"}) {
		t.Errorf("there are %v", got)
	}
	got, err := s.ApplicationCommands(srv.AppID, "")
	if err != nil || len(got) != 2 || got[0].Name != "speaker" || got[0].ApplicationID != srv.AppID {
		t.Errorf("ApplicationCommands = %+v, %v", got, err)
	}
	i := srv.Begin(discordtest.Ask{Command: "talks"})
	var body struct {
		Data struct{ ID string }
	}
	if err := json.Unmarshal(i.Body, &body); err != nil || body.Data.ID != second[1].ID {
		t.Errorf("an ask for it names the command %q, %v, want %s", body.Data.ID, err, second[1].ID)
	}
	want(t, call(t, srv, "GET /applications/1/commands", nil), 404, 10002)
	want(t, call(t, srv, "PUT /applications/1/commands", []object{}), 404, 10002)
	put()
	if got := srv.Commands(); len(got) != 0 {
		t.Errorf("after an empty overwrite there are %v", got)
	}
}
