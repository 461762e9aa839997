// Package discord is the bot on Discord: it takes questions from the gateway
// and from signed HTTP requests, answers them, posts to channels, and tells
// whoever runs it what is missing there.
//
// It knows Discord's requests, limits, markdown and permissions. It refuses to
// know what is asked and why something is posted; what strangers wrote is
// text here and nothing else, and notifies nobody.
//
// Of the library discordgo it takes embeds, components and forms. Requests and
// the gateway are its own, as the library's cannot be made safe from outside:
// its requests sleep under a lock whatever their context says, repeat posts,
// read answers without bound and keep a rate limit for every interaction; its
// gateway waits for ever on silence or on an early call to reconnect, hides the
// code with which Discord hangs up, goes on after codes that are final, begins
// sessions without bound, looks for heartbeats only after five, and does not
// resume where Discord says.
package discord
