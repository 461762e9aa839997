package discordtest_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/bot/discord/discordtest"
)

func long(n int) string { return strings.Repeat("é", n) }

// times is n things, numbered.
func times(n int, f func(i int) object) []object {
	out := make([]object, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

func row(components ...object) object { return object{"type": 1, "components": components} }

func button(id string) object { return object{"type": 2, "style": 1, "label": "x", "custom_id": id} }

func link(url string) object { return object{"type": 2, "style": 5, "label": "x", "url": url} }

func note(text string) object { return object{"type": 10, "content": text} }

// v2 is a message of components of the second version.
func v2(components ...object) object { return object{"flags": 1 << 15, "components": components} }

func field(i int) object { return object{"name": fmt.Sprint(i), "value": "x"} }

func embed(key string, value any) object {
	return object{"embeds": []object{{"title": "x", key: value}}}
}

func old(components ...object) object { return object{"content": "x", "components": components} }

// TestLimits sends what is just within each limit and what is just beyond it.
func TestLimits(t *testing.T) {
	srv := discordtest.New(t)
	for _, c := range []struct {
		name   string
		good   object
		bad    object
		fault  string
		second string // another place where a fault must be
	}{
		{"content", object{"content": long(2000)}, object{"content": long(2001)}, "content", ""},
		{"nonce", object{"content": "x", "nonce": long(25)}, object{"content": "x", "nonce": long(26)}, "nonce", ""},
		{"title", embed("title", long(256)), embed("title", long(257)), "embeds.0.title", ""},
		{"description", embed("description", long(4096)), embed("description", long(4097)), "embeds.0.description", ""},
		{"fields", embed("fields", times(25, field)), embed("fields", times(26, field)), "embeds.0.fields", ""},
		{"field name", embed("fields", []object{{"name": long(256), "value": "x"}}), embed("fields", []object{{"name": long(257), "value": "x"}}), "embeds.0.fields.0.name", ""},
		{"field value", embed("fields", []object{{"name": "x", "value": long(1024)}}), embed("fields", []object{field(0), {"name": "x", "value": long(1025)}}), "embeds.0.fields.1.value", ""},
		{"field without text", embed("fields", []object{field(0)}), embed("fields", []object{{"name": "", "value": " "}}), "embeds.0.fields.0.name", "embeds.0.fields.0.value"},
		{"footer", embed("footer", object{"text": long(2048)}), embed("footer", object{"text": long(2049)}), "embeds.0.footer.text", ""},
		{"author", embed("author", object{"name": long(256)}), embed("author", object{"name": long(257)}), "embeds.0.author.name", ""},
		{"embed address", embed("url", "https://x.example"), embed("url", "javascript:alert(1)"), "embeds.0.url", ""},
		{"length of an embed's address", embed("url", "https://x.example/"+strings.Repeat("a", 2030)), embed("url", "https://x.example/"+strings.Repeat("a", 2031)), "embeds.0.url", ""},
		{"attachments", object{"content": "x", "attachments": times(10, attachment)}, object{"content": "x", "attachments": times(11, attachment)}, "attachments", ""},
		{"colour", embed("color", 0xffffff), embed("color", 0x1000000), "embeds.0.color", ""},
		{"timestamp", embed("timestamp", "2026-05-01T18:00:00Z"), embed("timestamp", "tomorrow"), "embeds.0.timestamp", ""},
		{"embeds together", object{"embeds": []object{{"description": long(3000)}, {"description": long(3000)}}},
			object{"embeds": []object{{"description": long(3000)}, {"description": long(3001)}}}, "embeds", ""},
		{"embeds", object{"embeds": times(10, func(int) object { return object{"title": "x"} })},
			object{"embeds": times(11, func(int) object { return object{"title": "x"} })}, "embeds", ""},
		{"rows", old(times(5, func(i int) object { return row(button(fmt.Sprint(i))) })...),
			old(times(6, func(i int) object { return row(button(fmt.Sprint(i))) })...), "components", ""},
		{"buttons", old(row(times(5, func(i int) object { return button(fmt.Sprint(i)) })...)),
			old(row(times(6, func(i int) object { return button(fmt.Sprint(i)) })...)), "components.0.components", ""},
		{"empty row", old(row(button("a"))), old(row()), "components.0.components", ""},
		{"custom id", old(row(button(long(100)))), old(row(button(long(101)))), "components.0.components.0.custom_id", ""},
		{"custom id twice", old(row(button("a"), button("b"))), old(row(button("a")), row(button("a"))), "components.1.components.0.custom_id", ""},
		{"no custom id", old(row(button("a"))), old(row(button(""))), "components.0.components.0.custom_id", ""},
		{"label", old(row(object{"type": 2, "style": 1, "custom_id": "a", "label": long(80)})),
			old(row(object{"type": 2, "style": 1, "custom_id": "a", "label": long(81)})), "components.0.components.0.label", ""},
		{"no label", old(row(object{"type": 2, "style": 1, "custom_id": "a", "emoji": object{"name": "📅"}})),
			old(row(object{"type": 2, "style": 1, "custom_id": "a"})), "components.0.components.0", ""},
		{"address", old(row(link("https://x.example/" + strings.Repeat("a", 494)))),
			old(row(link("https://x.example/" + strings.Repeat("a", 495)))), "components.0.components.0.url", ""},
		{"address of another kind", old(row(link("http://x.example"))), old(row(link("mailto:a@x.example"))), "components.0.components.0.url", ""},
		{"link with a custom id", old(row(link("https://x.example"))),
			old(row(object{"type": 2, "style": 5, "label": "x", "url": "https://x.example", "custom_id": "a"})), "components.0.components.0", ""},
		{"style", old(row(button("a"))), old(row(object{"type": 2, "style": 9, "label": "x", "custom_id": "a"})), "components.0.components.0.style", ""},
		{"component of another place", old(row(button("a"))), old(button("a")), "components.0.type", ""},
		{"select", old(row(object{"type": 3, "custom_id": "a", "options": times(25, choice)})),
			old(row(object{"type": 3, "custom_id": "a", "options": times(26, choice)})), "components.0.components.0.options", ""},
		{"select of nothing", old(row(object{"type": 3, "custom_id": "a", "options": times(1, choice)})),
			old(row(object{"type": 3, "custom_id": "a", "options": []object{}})), "components.0.components.0.options", ""},
		{"select option", old(row(object{"type": 3, "custom_id": "a", "options": []object{{"label": long(100), "value": "x"}}})),
			old(row(object{"type": 3, "custom_id": "a", "options": []object{{"label": long(101), "value": "x"}}})), "components.0.components.0.options.0.label", ""},
		{"select placeholder", old(row(object{"type": 3, "custom_id": "a", "placeholder": long(150), "options": times(1, choice)})),
			old(row(object{"type": 3, "custom_id": "a", "placeholder": long(151), "options": times(1, choice)})), "components.0.components.0.placeholder", ""},
		{"select twice", old(row(object{"type": 3, "custom_id": "a", "options": times(2, choice)})),
			old(row(object{"type": 3, "custom_id": "a", "options": []object{choice(1), choice(1)}})), "components.0.components.0.options.1.value", ""},
		{"second version in the first", v2(note("x")), old(note("x")), "components.0.type", ""},
		{"second version with content", v2(note("x")), object{"flags": 1 << 15, "components": []object{note("x")}, "content": "x"}, "content", ""},
		{"second version with embeds", v2(note("x")), object{"flags": 1 << 15, "components": []object{note("x")}, "embeds": []object{{"title": "x"}}}, "embeds", ""},
		{"components", v2(times(40, func(int) object { return note("x") })...), v2(times(41, func(int) object { return note("x") })...), "components", ""},
		{"components nested", v2(object{"type": 17, "components": times(39, func(int) object { return note("x") })}),
			v2(object{"type": 17, "components": times(40, func(int) object { return note("x") })}), "components", ""},
		{"text of components", v2(note(long(2000)), note(long(2000))), v2(note(long(2000)), note(long(2001))), "components", ""},
		{"empty text", v2(note("x")), v2(note("")), "components.0.content", ""},
		{"section", v2(object{"type": 9, "components": times(3, func(int) object { return note("x") }), "accessory": link("https://x.example")}),
			v2(object{"type": 9, "components": times(4, func(int) object { return note("x") }), "accessory": link("https://x.example")}), "components.0.components", ""},
		{"section without accessory", v2(object{"type": 9, "components": []object{note("x")}, "accessory": button("a")}),
			v2(object{"type": 9, "components": []object{note("x")}}), "components.0.accessory", ""},
		{"accessory of another kind", v2(object{"type": 9, "components": []object{note("x")}, "accessory": object{"type": 11, "media": object{"url": "https://x.example/a.png"}}}),
			v2(object{"type": 9, "components": []object{note("x")}, "accessory": note("x")}), "components.0.accessory.type", ""},
		{"gallery too long", v2(gallery(10)), v2(gallery(11)), "components.0.items", ""},
		{"gallery", v2(object{"type": 12, "items": times(10, func(int) object { return object{"media": object{"url": "https://x.example/a.png"}} })}),
			v2(object{"type": 12, "items": []object{}}), "components.0.items", ""},
		{"kinds of mentions", object{"content": "x", "allowed_mentions": none}, object{"content": "x", "allowed_mentions": object{"parse": []string{"here"}}}, "allowed_mentions.parse", ""},
		{"mentions both ways", object{"content": "x", "allowed_mentions": object{"parse": []any{}, "roles": []string{"1"}}},
			object{"content": "x", "allowed_mentions": object{"parse": []string{"roles"}, "roles": []string{"1"}}}, "allowed_mentions", ""},
		{"content of another type", object{"content": "x"}, object{"content": 5}, "content", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			want(t, post(t, srv, c.good), 200, 0)
			before := len(srv.Messages(srv.ChannelID))
			r := post(t, srv, c.bad)
			wantFault(t, r, c.fault)
			if c.second != "" {
				wantFault(t, r, c.second)
			}
			if got := len(srv.Messages(srv.ChannelID)); got != before {
				t.Error("what was refused is there")
			}
		})
	}
}

func choice(i int) object { return object{"label": fmt.Sprint(i), "value": fmt.Sprint(i)} }

func attachment(i int) object { return object{"id": fmt.Sprint(i)} }

func gallery(n int) object {
	return object{"type": 12, "items": times(n, func(int) object { return object{"media": object{"url": "https://x.example/a.png"}} })}
}

func TestEmptyMessages(t *testing.T) {
	srv := discordtest.New(t)
	for _, body := range []object{
		{}, {"content": ""}, {"content": " \n\t"}, {"embeds": []object{}}, {"embeds": []object{{"color": 5}}}, {"flags": 1 << 15},
	} {
		want(t, post(t, srv, body), 400, 50006)
	}
}

// Content counts without the white space around it.
func TestContentIsTrimmed(t *testing.T) {
	srv := discordtest.New(t)
	want(t, post(t, srv, object{"content": strings.Repeat(" ", 500) + long(2000) + "\n\n"}), 200, 0)
}

func TestMissingPermissions(t *testing.T) {
	srv := discordtest.New(t)
	srv.Permit(srv.ChannelID, discordtest.Ordinary&^discordtest.EmbedLinks)
	want(t, post(t, srv, object{"content": "x"}), 200, 0)
	want(t, post(t, srv, embed("title", "x")), 403, 50013)
	srv.Permit(srv.ChannelID, discordtest.Ordinary&^discordtest.SendMessages)
	want(t, post(t, srv, object{"content": "x"}), 403, 50013)
	srv.Permit(srv.ChannelID, 0)
	want(t, post(t, srv, object{"content": "x"}), 403, 50001)
	if n := srv.Invalid(); n != 3 {
		t.Errorf("%d invalid requests, want 3", n)
	}
	forum := srv.AddChannel(discordtest.Channel{Name: "forum", Kind: discordtest.ForumChannel})
	want(t, call(t, srv, "POST /channels/"+forum+"/messages", object{"content": "x", "allowed_mentions": none}), 400, 50008)
}

// Edits meet the limits with what the message has already.
func TestLimitsOfEdits(t *testing.T) {
	srv := discordtest.New(t)
	id := post(t, srv, object{"content": "x", "embeds": []object{{"title": "x"}}}).field(t, "id")
	edit := func(body object) reply {
		body["allowed_mentions"] = none
		return call(t, srv, "PATCH /channels/"+srv.ChannelID+"/messages/"+id, body)
	}
	wantFault(t, edit(object{"content": long(2001)}), "content")
	wantFault(t, edit(v2(note("x"))), "content")
	change := v2(note("x"))
	change["content"], change["embeds"] = nil, []object{}
	want(t, edit(change), 200, 0)
	wantFault(t, edit(object{"content": "back again"}), "content")
}
