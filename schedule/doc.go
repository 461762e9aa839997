// Package schedule decides what is to be posted, where and when, and sees that
// each posting happens: rules, the plan, the delivery ledger and its rounds.
//
// It knows events, places, rules and deliveries. It refuses to know what a
// message looks like, which platforms there are (a place names one, that is
// all), how rows are kept, and what time it is: every function takes now, and
// a [Runner] is handed a [Clock].
//
// # From rules to posts
//
// The plan is pure: channels with their rules ([Channel], [Lead], [Quiet],
// [ParseDigest]) and events in, deliveries out, and a reason for each one that
// will not be; [Runner.Forecast] shows it. A [Runner] works in rounds. Each
// compares the plan with the [Ledger], some hundred places at a time: new rows,
// rows re-timed in place because their event moved, rows withdrawn or
// withheld. Then it posts what is due, each row only after the ledger holds
// that it is being posted. A row of which it is not known whether it was posted
// is looked up after a settle time; see [Finder]. We promise each posting at
// least once or a reason in the log, never early and never silently late; not
// exactly once.
//
// A platform that does not answer holds up no other: a round goes on without what
// takes too long, and what it began ends beside the next ones. A place that asks
// for a pause holds up no other, and nothing is tried there before it is over; nor
// is anything claimed for one that its platform's limits have wait (see [Pacer]).
//
// # Who hears of a change
//
// Whoever was told of an event hears of its material change, cancellation or
// postponement, whatever kinds the channel takes: a place is compared by what
// was said there last. A digest tells of the events with a day that it names
// ([DigestLength] of them), not of those behind "more" and not of places; the
// latest digest of a place counts, for five weeks. That the day of an event is
// merely missing, without a word that it is postponed, is told nobody: more
// often than not a document is being edited.
//
// # Posts that live on
//
// An announcement is one row and one message for as long as anybody looks at it:
// it is edited to show what is so now, that its event is tomorrow, today, on or
// over, and the media that come later. What it told at first stays in the row:
// an edit notifies nobody, and changes are told beside it. Who speaks is part of
// what was told: somebody in another's place is a change, another spelling or
// one more is not. Edits are debounced, and tried again, by what the row says.
//
// # How long a posting is useful
//
// What could not be posted while it was useful is withheld, and the log says
// so. A reminder is useful until the event begins or the next reminder of the
// event is due, so that of several missed ones only the latest is posted; an
// announcement and the agenda until the event begins (where no start is known,
// until its day ends); "starting" for 30 minutes; a digest until its local day
// ends; a change until the event is over, by what was told or by what is so
// now; a recap for 7 days. An event that is over when it is first seen is not
// missed by anybody.
//
// # What organisers decide
//
// In a paused channel nothing is posted. What falls due meanwhile is withheld
// and not made up for; what comes after the pause, and changes of what had been
// told, are posted. A test ([NewTest]) is a row that no rule asks for. A post
// that is to be taken back ([Retract]) is deleted by the next round, which tries
// until the platform has done so or refuses for good; its row counts as posted
// ever after.
//
// # What organisers hear
//
// A row that ends in trouble (see [Delivery.Trouble]) is kept together with a
// report of it, in one transaction: a row of kind [Report] to the first of the
// organisers' places, posted like any other. What goes wrong in Delays.Gather is
// one report, and reports to a place are Delays.Apart from each other. A row
// remembers what was reported of it, so that nothing is told twice; what waits
// for organisers beside posts is told once in five weeks. A report that is
// refused, or not out after Delays.Forward, goes to the next place. Nothing is
// reported of reports, of tests, and of what a pause withheld. What a place
// refuses for good has failed; only what is to stand in a server's list waits,
// for it is of use whenever somebody gives the bot the permission.
//
// # Quiet hours
//
// What falls into a channel's quiet hours waits until they end, if it is of
// use then. Otherwise a reminder or agenda is posted a minute before they
// begin, and everything else at its time: quiet hours delay, they never
// suppress.
package schedule
