// Package discordtest is a Discord for tests: real HTTP and websockets on
// loopback, behind which channels, messages, interactions and gateway sessions
// behave as Discord's do, limits and refusals included, and misbehave when they
// are told to.
//
// It knows Discord's wire format and nothing of ours: no reply, no delivery,
// no client library. It keeps an append-only record of every request, and it
// complains of what Discord would let pass but a thousand members would not,
// such as a message that may notify somebody.
//
//	srv := discordtest.New(t)
//	srv.Play(discordtest.CreateMessage, discordtest.Fail(502), discordtest.Fail(502).AfterStoring())
//	... DISCORD_API_URL=srv.URL() DISCORD_TOKEN=srv.Token ...
//	calls, err := srv.Await(ctx, discordtest.CreateMessage, 3)
//
// Addresses of the pages that name the limits stand beside the constants.
package discordtest
