// Package bot answers questions and words announcements.
//
// It knows the table of commands, how people type them, what each one asks of
// the library, and the closed set of replies: meanings such as "this is the
// next meetup" or "nobody of that name is known". It refuses to know what a
// reply looks like (there is no markup in one), which platforms exist, how
// anything is stored, and what time it is: a request and a delivery bring
// their now along.
package bot
