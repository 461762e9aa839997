package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"meetupbot/bot"
)

// noWords is for commands that take flags alone.
func noWords(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no words, but %q is given", cmd.CommandPath(), args[0])
	}
	return nil
}

// oneFile is for commands that take the name of one file.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("name one file: %s FILE", cmd.CommandPath())
	}
	return nil
}

// noCommand refuses a word that is no command. What can be asked in a chat is
// asked with ask.
func noCommand(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if c, ok := bot.CommandNamed(args[0]); ok {
		return fmt.Errorf("there is no command %q here; what a chat answers is asked with: meetupbot ask %s", args[0], c.Name)
	}
	return fmt.Errorf("there is no command %q", args[0])
}

// flagError is a mistake in a flag in words: the library names Go's functions.
func flagError(_ *cobra.Command, err error) error {
	var number *strconv.NumError
	if errors.As(err, &number) {
		return usageError{fmt.Errorf("%q is given where a whole number is wanted", number.Num)}
	}
	return usageError{err}
}
