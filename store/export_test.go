package store

import (
	"fmt"
	"strings"
)

// FillForTesting leaves the database no room to grow, as a full disk would.
func (db *DB) FillForTesting() error {
	_, err := db.write.Exec(fmt.Sprintf(`PRAGMA max_page_count = %d`, 1))
	return err
}

// A PlanForTesting says how the engine answers a question that was asked.
type PlanForTesting struct {
	Text  string
	Steps []string
}

// PlansForTesting returns the plans of all questions asked so far.
func (db *DB) PlansForTesting() ([]PlanForTesting, error) {
	var plans []PlanForTesting
	for text := range db.prepared {
		args := make([]any, strings.Count(text, "$"))
		for i := range args {
			args[i] = 1
		}
		found, err := db.read.Query(`EXPLAIN QUERY PLAN `+text, args...)
		if err != nil {
			return nil, err
		}
		type step struct {
			id, parent, unused int
			detail             string
		}
		steps, err := scanAll(found, func(s *step) []any { return []any{&s.id, &s.parent, &s.unused, &s.detail} })
		if err != nil {
			return nil, err
		}
		plan := PlanForTesting{Text: text}
		for _, s := range steps {
			plan.Steps = append(plan.Steps, s.detail)
		}
		plans = append(plans, plan)
	}
	return plans, nil
}
