// Package console is the bot on a terminal: replies as text of 80 columns, a
// prompt that answers, and a place to post to.
//
// It knows columns, colours and what a terminal would take for a command. It
// refuses to know what is asked or why something is posted, and it reads
// neither a clock nor the environment.
package console
