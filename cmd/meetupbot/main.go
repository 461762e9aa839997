package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, ownDelays()))
}

// Exit statuses. Wrong usage is told apart from work that failed so that
// scripts can tell a typo from a broken post.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// A usageError is a mistake in how the command was called.
type usageError struct{ error }

// An app is what every command has at hand: the streams and the real clock.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
	delays         delays
}

// run is the whole program: main without the process around it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, d delays) int {
	plain := printable(stderr)
	defer plain.Close()
	stderr = plain
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, now: time.Now, delays: d}
	root := &cobra.Command{
		Use:   "meetupbot",
		Short: "Answers about a user group's meetups, and reminds people of them",
		Long: "meetupbot reads the posts a user group already writes, answers questions about\n" +
			"its meetups, talks and speakers, and posts reminders by itself.\n\n" +
			"Try it with nothing configured: meetupbot serve",
		Version:           version(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		Args:              noCommand,
		RunE:              func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	root.AddCommand(a.serveCommand(), a.askCommand(), a.planCommand(),
		a.organisersCommand("review"), a.organisersCommand("why"), a.organisersCommand("status"),
		a.importCommand(), a.parseCommand(), a.explainCommand(),
		a.backupCommand(), a.restoreCommand(), a.exportCommand(),
		a.doctorCommand(), a.manifestCommand(), a.readyCommand(), a.versionCommand())
	for _, c := range root.Commands() {
		c.DisableFlagsInUseLine = true
		if c.Args != nil {
			check := c.Args
			c.Args = func(cmd *cobra.Command, args []string) error {
				if err := check(cmd, args); err != nil {
					return usageError{err}
				}
				return nil
			}
		}
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)

	cmd, err := root.ExecuteContextC(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errReported):
		return exitFailed
	case errors.As(err, &usage) || cmd == root:
		fmt.Fprintf(stderr, "meetupbot: %v\nFor how to call it: %s --help\n", err, cmd.CommandPath())
		return exitUsage
	}
	fmt.Fprintf(stderr, "meetupbot: %v\n", err)
	return exitFailed
}

// errReported ends a command whose problems stand on standard error already.
var errReported = errors.New("problems were reported")

// asOf adds the --as-of flag to a command and returns what reads the product
// clock: the time given, running on, or the real one.
func (a *app) asOf(cmd *cobra.Command) func() (productClock, error) {
	at := cmd.Flags().String("as-of", "", "let it be `TIME` (2006-01-02T15:04:05+01:00) when the command starts")
	return func() (productClock, error) {
		if *at == "" {
			return productClock{real: a.now}, nil
		}
		t, err := time.Parse(time.RFC3339, *at)
		if err != nil {
			return productClock{}, usageError{fmt.Errorf("--as-of %q is not a time with its offset: write it like 2026-05-05T18:45:00+01:00", *at)}
		}
		return productClock{real: a.now, ahead: t.Sub(a.now()), set: true}, nil
	}
}

// A productClock says what is due and what is over. It runs with the real
// clock, ahead of or behind it by as much as --as-of set it.
type productClock struct {
	real  func() time.Time
	ahead time.Duration
	set   bool // by --as-of
}

// Now is the product time. The monotonic reading is taken off: a machine that
// slept through an hour has to know it.
func (c productClock) Now() time.Time { return c.real().Add(c.ahead).Round(0) }
