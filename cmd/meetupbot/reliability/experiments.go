package main

// An experiment is one of the figures.
type experiment struct {
	name, about string
	run         func(m *measurement, short bool) error
}

var experiments = []experiment{
	{"kills", "SIGKILL at random moments", func(m *measurement, short bool) error {
		return m.kills(pick(short, 1000, 10_000), pick(short, 50, 1000))
	}},
	{"points", "the process ends at named lines of the program", func(m *measurement, short bool) error {
		return m.points(pick(short, 1, 200))
	}},
	{"answers", "answers that do not say what became of a post", func(m *measurement, short bool) error {
		return m.answers(pick(short, 1000, 10_000))
	}},
	{"questions", "members ask while the process is killed", func(m *measurement, short bool) error {
		return m.questions(pick(short, 100, 1000))
	}},
	{"disk", "a disk that is full, that fails, and an end inside a commit", func(m *measurement, short bool) error {
		return m.disk(pick(short, 5, 500))
	}},
	{"zones", "reminders around each change of clocks in each zone", func(m *measurement, short bool) error {
		return m.zones(pick(short, 20, 1))
	}},
	{"burst", "many reminders due at once, and the platforms' limits", func(m *measurement, short bool) error {
		return m.burst(pick(short, 10, 100))
	}},
	{"fanout", "how fast posts go out, and how late", func(m *measurement, short bool) error {
		if err := m.fanout(pick(short, 1000, 10_000)); err != nil || short {
			return err // the gate runs each benchmark anyway
		}
		return benchmark("BenchmarkRound", "schedule")
	}},
	{"lag", "a Slack whose history lags behind for longer than is waited", func(m *measurement, short bool) error {
		return m.lag(pick(short, 400, 4000), pick(short, 20, 200))
	}},
	{"unsettled", "the same without waiting: doubles must show, or the measurement is blind", func(m *measurement, short bool) error {
		return m.unsettled(pick(short, 400, 4000), pick(short, 15, 200))
	}},
}

// pick returns the size of a short run, or of a full one.
func pick(short bool, few, many int) int {
	if short {
		return few
	}
	return many
}
