// Command reliability measures what the bot promises: no reminder is lost, none
// is silently late, none is posted twice where the platform lets us prevent it.
//
// It builds the bot with the tag reliability, runs it as a process of its own
// beside servers that stand for both platforms, and ends that process again and
// again. What should have been posted it works out by itself, from the meetups
// that it invented ([meetups]); what was posted it takes from the servers'
// records. It shares no code with the bot but the servers that the tests use,
// and never reads the bot's database, but for one question: whether what a life
// left on a failing disk is whole, and knows of each post.
//
// System calls are made to fail by strace. Where that is missing, or may not
// trace, the figures of the disk are printed as not measured.
//
//	go run ./cmd/meetupbot/reliability          all measurements, about an hour
//	go run ./cmd/meetupbot/reliability -short   a short run of each
//	go run ./cmd/meetupbot/reliability -only kills -seed 7
//
// Each figure is printed with the seed and the commit that it was measured at.
// The exit status is 1 when a promise was broken.
package main
