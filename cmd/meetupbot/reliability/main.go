package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// A measurement is one run of this command.
type measurement struct {
	program string
	seed    uint64
	dice    *dice // of the experiment

	mu     sync.Mutex // for figures
	broken bool
}

func main() {
	short := flag.Bool("short", false, "a short run of each")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "repeat the run of this `number`")
	only := flag.String("only", "", "these experiments, by `names` with commas: "+names())
	flag.Parse()
	if err := run(*short, *seed, *only); err != nil {
		fmt.Fprintln(os.Stderr, "reliability:", err)
		os.Exit(1)
	}
}

func names() string {
	var all []string
	for _, e := range experiments {
		all = append(all, e.name)
	}
	return strings.Join(all, ", ")
}

var errBroken = errors.New("a promise was broken")

func run(short bool, seed uint64, only string) error {
	dir, err := os.MkdirTemp("", "reliability")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	m := &measurement{program: filepath.Join(dir, "meetupbot"), seed: seed}
	build := exec.Command("go", "build", "-tags", "reliability", "-o", m.program, "meetupbot/cmd/meetupbot")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as it is shipped
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build the bot: %w", err)
	}
	fmt.Printf("seed %d, commit %s, %s\n", seed, commit(), time.Now().UTC().Format(time.DateOnly))
	for _, e := range experiments {
		if only != "" && !slices.Contains(strings.Split(only, ","), e.name) {
			continue
		}
		m.dice = newDice(seed)
		fmt.Printf("\n%s: %s\n", e.name, e.about)
		if err := e.run(m, short); err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
	}
	if m.broken {
		return errBroken
	}
	return nil
}

// commit is what the working tree stands at.
func commit() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}

// figure prints one figure.
func (m *measurement) figure(what, result string, kept bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	word := "kept"
	if !kept {
		word, m.broken = "BROKEN", true
	}
	fmt.Printf("  %s: %s\n    %s\n", what, word, strings.ReplaceAll(result, "\n", "\n    "))
}

// unmeasured prints why a figure is missing.
func (m *measurement) unmeasured(why string) { fmt.Printf("  NOT MEASURED: %s\n", why) }
