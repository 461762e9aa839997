// Package slack is the bot on Slack: it takes questions from Socket Mode and
// from signed HTTP requests, answers them in Block Kit, posts to channels, and
// tells whoever runs it what is missing there.
//
// It knows Slack's requests, limits, markup and scopes. It refuses to know
// what is asked and why something is posted; what strangers wrote is text here
// and nothing else, and notifies nobody.
package slack
