package schedule

import (
	"fmt"
	"math/bits"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"meetupbot/content"
)

const digestForm = `write five fields, such as "0 9 * * MON" for Mondays at 09:00`

// A DigestRule says on which local days a digest comes and at what wall time.
type DigestRule struct{ spec *cron.SpecSchedule }

// ParseDigest reads a cron expression of five fields that falls at most once a
// day: minute and hour are one number each. "@weekly" and its like are read
// too; "@every" and a zone of its own ("TZ=...") are refused, as is a rule
// that never falls.
func ParseDigest(s string) (rule DigestRule, err error) {
	// The cron parser panics on some malformed zones.
	defer func() {
		if p := recover(); p != nil {
			rule, err = DigestRule{}, fmt.Errorf("%q is not a digest rule: %s", s, digestForm)
		}
	}()
	s = strings.TrimSpace(s)
	if strings.Contains(s, "TZ=") {
		return DigestRule{}, fmt.Errorf("digest rule %q names a zone: set the channel's zone instead", s)
	}
	parsed, err := cron.ParseStandard(s)
	if err != nil {
		return DigestRule{}, fmt.Errorf("%q is not a digest rule: %v; %s", s, err, digestForm)
	}
	spec, ok := parsed.(*cron.SpecSchedule)
	if !ok {
		return DigestRule{}, fmt.Errorf("digest rule %q counts a span and not days: %s", s, digestForm)
	}
	if bits.OnesCount64(spec.Hour<<1) != 1 || bits.OnesCount64(spec.Minute<<1) != 1 { // the top bit marks a star
		return DigestRule{}, fmt.Errorf("digest rule %q comes more than once a day: give one hour and one minute; %s", s, digestForm)
	}
	spec.Location = time.UTC
	// Any year shows whether the rule ever falls: cron gives up after five.
	if spec.Next(time.Unix(0, 0).UTC()).IsZero() {
		return DigestRule{}, fmt.Errorf("digest rule %q never comes: there is no such day; %s", s, digestForm)
	}
	return DigestRule{spec}, nil
}

// next returns the first digest on day or later: its local date and its
// instant in loc. ok is false when there is none within five years.
//
// Cron is asked in UTC, whose clock never changes, and its answer is taken as
// a wall time. Asked in the zone itself it would leave out the day on which
// clocks skip that time and come twice on the day that shows it twice.
func (r DigestRule) next(day content.Date, loc *time.Location) (date content.Date, due time.Time, ok bool) {
	midnight, err := content.Instant(day, "", time.UTC)
	if err != nil {
		return "", due, false
	}
	for t := midnight.Add(-time.Second); ; {
		if t = r.spec.Next(t); t.IsZero() {
			return "", due, false
		}
		date = content.DateOf(t)
		due, err = content.Instant(date, content.Clock(t.Format("15:04")), loc)
		if err == nil {
			return date, due, true
		}
		// The calendar skipped the whole day in loc: the digest after it.
	}
}
