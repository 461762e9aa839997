// Package slacktest is a Slack for tests: the Web API, response URLs, file
// uploads and Socket Mode on loopback, over real HTTP and real websockets.
//
// It knows what Slack answers, what it refuses (limits, membership, scopes,
// kinds of token), what members then see, and the ways in which Slack and the
// network go wrong; it keeps a record of all that reached it. It refuses to
// know the bot under test: nothing here is shared with the code that it
// tests, so that the two cannot be wrong together.
//
// A Server is the front door. New closes it with its test and fails the test
// for whatever a well-behaved client would not have sent; Start serves
// programs that are no tests.
package slacktest
