// Package discord is the bot on Discord: it takes questions from the gateway
// and from signed HTTP requests, answers them, posts to channels, and tells
// whoever runs it what is missing there.
//
// It knows Discord's requests, limits, markdown and permissions. It refuses to
// know what is asked and why something is posted; what strangers wrote is
// text here and nothing else, and notifies nobody.
package discord
