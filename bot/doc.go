// Package bot answers questions, does what organisers decide, and words
// announcements.
//
// It knows the table of commands, how people type them, what each one asks of
// the library or does at the organisers' desk, and the closed set of replies:
// meanings such as "this is the next meetup" or "nobody of that name is known".
// It refuses to know what a reply looks like (there is no markup in one), which
// platforms exist, how anything is stored, who organises a place (the platform
// is asked), and what time it is: a request and a delivery bring their now
// along. It posts nothing itself: organisers' commands write rules and rows,
// and the schedule acts on them.
package bot
