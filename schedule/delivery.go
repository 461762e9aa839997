package schedule

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"meetupbot/content"
)

// A Key names one posting. It never holds an instant: an event that moves
// takes its postings along.
type Key struct {
	Place      Place
	Event      content.EventID // 0 for a digest, a test or a report
	Occurrence string          // the recurrence's local date, a digest's local date, when a test was asked for or a report was made, or ""
	Slot       string          // kind and lead: "reminder 1 day before at 10:00"
	Revision   int             // rises when what was sent or tried concerns another day than the event's new one; numbers the changes of an event
}

// marker is what a delivery is found again by. It follows from the key alone,
// so that a ledger restored from an older copy looks for the same one.
func (k Key) marker() string {
	text := strings.Join([]string{k.Place.String(), fmt.Sprint(int64(k.Event)), k.Occurrence, k.Slot, fmt.Sprint(k.Revision)}, "\n")
	sum := sha256.Sum256([]byte(text))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:markerLength])
}

// markerLength is as long as the shortest nonce that a platform takes.
const markerLength = 25

// State is how far a delivery has come.
type State string

const (
	Planned   State = "planned"   // to be posted when due
	Sending   State = "sending"   // the intention is durable, the post may be out
	Unknown   State = "unknown"   // posted or not: to be looked up after the settle time
	Sent      State = "sent"      // posted; the message id is known
	Failed    State = "failed"    // the platform refused for good
	Withheld  State = "withheld"  // too late to be useful when it could have been posted
	Withdrawn State = "withdrawn" // its event moved, was cancelled or vanished before it was due

	Retracting State = "retracting" // posted, and to be taken back
	Retracted  State = "retracted"  // posted and taken back; whoever was told stays told
)

// Final reports whether nothing more happens to a row in this state.
func (s State) Final() bool {
	switch s {
	case Sent, Failed, Withheld, Withdrawn, Retracted:
		return true
	}
	return false
}

// Posted reports whether people have seen it, whatever became of it since: it
// is not posted again.
func (s State) Posted() bool { return s == Sent || s == Retracting || s == Retracted }

// A Delivery is one row of the ledger.
type Delivery struct {
	ID    int64 // minted by the store
	Key   Key
	Kind  Kind
	State State
	Kept  State     // as the ledger had it when the row was read or saved last; "": it has no such row yet
	Due   time.Time // when it is to be posted, by the product clock
	Until time.Time // from then on it is no longer useful
	Told  string    // what the posting says of the event's day, time, place and status: the text of a Told; of a Test what it says
	Was   string    // of a Change: what had been told before, the text of a Told

	Attempts  int       // counted, durably, before each post; of one that is Retracting, how often that failed
	Crashes   int       // how often the process ended while it was at work on this row; see Recorder
	First     time.Time // the first attempt, by the real clock; nonce windows count from it
	Attempted time.Time // the last attempt, by the real clock
	NotBefore time.Time // no attempt, look-up or edit before this, by the real clock
	SentAt    time.Time // by the product clock; of one that was found in its place, when it was last tried
	Message   string    // the platform's message id
	Marker    string    // found again in a channel's history
	Shown     string    // of an Announcement or a Listing that was posted: what its message shows by now; "": that is not known
	Sweep     time.Time // when its place is looked through for a second message with its marker, by the real clock; zero: it need not be
	Doubles   int       // second messages that were found and deleted
	Reported  string    // of what Trouble organisers have been told last; "": of none
	Reason    string    // why it failed, was withheld or withdrawn, or could not be taken back, in words for an organiser
}
