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
// programs that are no tests. The bot's API address is Server.URL.
//
//   - What happens in the workspace is an Envelope: made by Command, Mention,
//     Direct, Press and their like, sent by Push over a socket or by Deliver
//     to the bot's HTTP door, and sent again by way of Envelope.Again.
//   - What the bot did is in Calls, Acks and Responses; what members see of it
//     in Messages, Ephemerals, View, or all that one of them sees in Seen.
//   - What goes wrong with calls is said by Play, Stand, Choose and Revoke,
//     with a Behaviour: Stored or Unstored, and an Answer. What goes wrong
//     with sockets is said by Greet, Disconnect, Cut, HalfOpen and Frame, and
//     by Play for the method Handshake.
package slacktest
