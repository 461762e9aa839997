package schedule

import (
	"errors"
	"fmt"
	"time"
)

const (
	// longestLeap is how far the real clock may leap before somebody has to say
	// that it is right. A machine that slept for a week is believed.
	longestLeap = 8 * 24 * time.Hour
	// clockYears is how long after it was built a program may still be in use.
	clockYears = 10
	// buildSkew is by how much the clocks of two machines may differ.
	buildSkew = 24 * time.Hour
	// longestWait is longer than all waits there are. One that is longer was
	// reckoned by a clock that was wrong, and is over.
	longestWait = 25 * time.Hour
)

// ErrClock says that the real clock cannot be right, or may not be: nothing is
// posted by it.
var ErrClock = errors.New("nothing is posted")

// A leap is what is known of the real clock's way.
type leap struct {
	last   Now   // when it was believed last
	renew  bool  // somebody says that it is right
	doubt  error // why it is not believed now, nil where it is; under the circuit's lock
	logged string
}

// believe returns ErrClock, and why, where the real clock is not to be believed.
// Whatever is planned or ended by a clock that is a year ahead stays so.
func (r *Runner) believe(now Now) error {
	doubt := r.doubtClock(now)
	r.circuit.mu.Lock()
	defer r.circuit.mu.Unlock()
	r.leap.doubt = doubt
	return doubt
}

func (r *Runner) doubtClock(now Now) error {
	if built := r.parts.Built; !built.IsZero() && (now.Real.Before(built.Add(-buildSkew)) || now.Real.After(built.AddDate(clockYears, 0, 0))) {
		return fmt.Errorf("%w: this machine's clock says that it is %s, and this program was made on %s: set the clock",
			ErrClock, now.Real.Format(time.DateOnly), built.Format(time.DateOnly))
	}
	r.circuit.mu.Lock()
	renewed := r.leap.renew
	r.leap.renew = false
	r.circuit.mu.Unlock()
	last := r.leap.last
	if now.Up > 0 && last.Up > 0 && !renewed {
		// Both without their monotonic readings: what people see.
		if by := now.Real.Round(0).Sub(last.Real.Round(0)) - (now.Up - last.Up); by.Abs() > longestLeap {
			return fmt.Errorf("%w: this machine's clock leapt by %d days, to %s. If it is right now, send SIGHUP or start the bot again; if it is wrong, set it",
				ErrClock, int(by/(24*time.Hour)), now.Real.Format(time.DateOnly))
		}
	}
	r.leap.last = now
	return nil
}

// wait is how long a row waits yet before the next attempt or look-up.
func (d *Delivery) wait(now Now) time.Duration {
	if wait := d.NotBefore.Sub(now.Real); !d.NotBefore.IsZero() && wait > 0 && wait <= longestWait {
		return wait
	}
	return 0
}
