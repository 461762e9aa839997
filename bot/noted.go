package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"meetupbot/schedule"
)

// connections says how the platforms are connected: as this program knows, or
// as the one that runs beside it has noted.
func (q question) connections(ctx context.Context) ([]Connection, error) {
	if q.desk.Connections != nil {
		return q.desk.Connections(), nil
	}
	var all []Connection
	err := q.noted(ctx, ConnectionsNote, &all)
	return all, err
}

// circuits says of whom nothing is asked.
func (q question) circuits(ctx context.Context, here schedule.Channel) (closed []Posting, err error) {
	var open []schedule.Circuit
	if q.desk.Circuits != nil {
		open = q.desk.Circuits()
	} else if err := q.noted(ctx, CircuitsNote, &open); err != nil {
		return nil, err
	}
	for _, c := range open {
		switch {
		case c.Platform == "":
			closed = append(closed, Posting{What: "all posts", State: "held", Why: c.Why})
		case c.Place == (schedule.Place{}):
			closed = append(closed, Posting{
				What: "all posts on " + c.Platform, State: "closed", Why: c.Why, Do: "Nothing is tried before the bot reads its configuration again (SIGHUP) or is started again.",
			})
		case q.now.Before(c.Until) && q.sees(ctx, c.Place):
			closed = append(closed, Posting{
				What: "all posts", Place: c.Place, State: "closed", Why: c.Why, Do: "Tried again on " + clockText(c.Until.In(q.zone(here))) + ".",
			})
		}
	}
	return closed, nil
}

// noted reads what the program that runs beside this one has noted.
func (q question) noted(ctx context.Context, name string, to any) error {
	noted, err := q.desk.Notes.Note(ctx, name)
	if err != nil || noted == "" {
		return err
	}
	if err := json.Unmarshal([]byte(noted), to); err != nil {
		return fmt.Errorf("note %q: %w", name, err)
	}
	return nil
}
