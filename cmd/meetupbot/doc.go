// Command meetupbot reads the posts that a user group already writes, answers questions
// about its meetups, talks and speakers, and reminds people of them by itself.
//
// This page is the tour of the house, from the ground up. The README is for those
// who run it.
//
// # What a meetup is
//
// Package [meetupbot/content] holds the nouns: Event, Talk, Speaker, Venue, Group.
// An event's truth is its local day, its wall times and its zone; the instant is
// derived from them by one resolver, content.Instant, which follows RFC 5545 where
// clocks change. What the documents do not say stays unknown. Each statement
// carries Evidence, and what only an organiser can decide is a Doubt, which holds
// the event back.
//
// # How it is read
//
// Package [meetupbot/content/source] fetches documents: a folder or a file, and
// nothing outside it, a git repository, or the page, calendar or feed at a web
// address, if everyone may reach it.
// Package [meetupbot/content/parse] turns the documents of a
// source, taken together, into events. It reads front matter first, then the body
// as one tree for Markdown and HTML ([meetupbot/content/parse/outline]), then
// dates and times ([meetupbot/content/parse/when]), the programme and the people.
// What a page states for programs leads over what it tells
// ([meetupbot/content/parse/page]); an entry of a feed is a document like a post
// ([meetupbot/content/parse/feed]). Calendars ([meetupbot/content/parse/ics]) and
// the programmes of conferences ([meetupbot/content/parse/schedule]) have readers
// of their own.
// Package [meetupbot/content/ingest] finds each event again among those that are
// kept, or takes it for a new one, and reports what changed, what is held and what
// is gone.
//
// # Where it is kept
//
// Package [meetupbot/store] is one SQLite file: events with all that hangs on them,
// people across events, evidence, sources, the ledger of deliveries, and the
// indices that answer questions. One process writes, any number read beside it.
//
// # What is posted
//
// Package [meetupbot/schedule] turns rules, events and channels into a plan, and
// sees in rounds that each posting happens. The intention is durable before the
// first byte leaves; what may or may not have been posted when the process died
// is looked up before anything is posted again.
//
// # What is answered
//
// Package [meetupbot/bot] has the table of commands and the closed set of replies.
// A command is a question, a reply is a meaning: no platform and no markup. Its
// Announcer gives a delivery its words, as a reply like any other. What organisers
// decide in a conversation is worked at its Desk: it writes rules, rows and sources,
// and the runner acts on them.
//
// # Where people are
//
// A platform package receives requests by its doors, verifies them, asks the Router
// within the time that the platform gives, renders the reply natively, and sends
// posts: [meetupbot/bot/slack] (Socket Mode and signed HTTP), [meetupbot/bot/discord]
// (the gateway and signed HTTP), and [meetupbot/bot/console]. Rendering is a pure
// function with a golden file of every reply. Who organises a place, what keeps the
// bot from posting there and what is wrong with its tokens, the platform is asked.
// What their doors have in common is in [meetupbot/bot/door]. Packages slacktest and
// discordtest play the platforms on loopback.
//
// # The binary
//
// This package reads flags, environment and meetupbot.toml, wires the parts, and
// starts and stops them. The service (service.go) is the running bot; its rulebook
// and its library lay what was set in conversations beside what the file declares.
// The library's watch looks at each source in its own time, several at once, and
// applies what they showed one by one.
// The terminal (terminal.go) answers one line beside it, and decides where none runs.
// Platforms are made in platforms.go, and one that fails stops no other. doctor
// checks all of it, manifest prints what the platforms have to be told.
//
// It alone reads a clock, and there are two: the product clock, which --as-of sets,
// says what is due or over; the real one times attempts and retries. The flows are
//
//	document -> parse -> ingest -> store -> plan -> ledger -> round -> announcer -> platform
//	platform -> request -> command -> reply -> platform
//
// and nothing flows back except through the store.
package main
