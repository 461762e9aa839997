package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync/atomic"

	"meetupbot/content"
)

// A Router answers requests. It never fails: what people can bring about is a
// reply, and what is our fault is logged under a reference that the reply
// names.
type Router struct {
	library Library
	groups  func() []content.Group
	log     *slog.Logger
	faults  atomic.Int64
}

// NewRouter returns a router over the library. groups names all groups there
// are; it is called once a request and may change its answer.
func NewRouter(library Library, groups func() []content.Group, log *slog.Logger) *Router {
	return &Router{library: library, groups: groups, log: log}
}

// Answer answers a request. It may be called by many at a time.
func (r *Router) Answer(ctx context.Context, req Request) (reply Reply) {
	call, known := req.Call, true
	defer func() {
		if p := recover(); p != nil {
			reply = r.fault(ctx, req, call, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	if call.Name == "" {
		call, known = Parse(req.Line)
	}
	command, found := CommandNamed(call.Name)
	if !known || !found {
		return unknownCommand(call.Name)
	}
	if command.Organisers && !req.Organiser {
		return Notice{Text: "Only organisers can ask for " + command.Name + "."}
	}
	if wrong := command.check(call); wrong != "" {
		return Notice{Text: wrong, Try: command.Examples}
	}
	reply, err := r.run(ctx, newQuestion(r, req, call))
	if err != nil {
		return r.fault(ctx, req, call, err)
	}
	return reply
}

// run is where the table's names get their code.
func (r *Router) run(ctx context.Context, q question) (Reply, error) {
	switch q.call.Name {
	case "nextmeetup":
		return q.nextMeetup(ctx)
	case "meetups":
		return q.meetups(ctx)
	case "agenda":
		return q.agenda(ctx)
	case "speaker":
		return q.speaker(ctx)
	case "talks":
		return q.talks(ctx)
	case "help":
		return q.help(), nil
	}
	return nil, fmt.Errorf("command %q is in the table but has no code", q.call.Name)
}

// fault logs what is our fault and words it for the asker.
func (r *Router) fault(ctx context.Context, req Request, call Call, err error) Reply {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		r.log.WarnContext(ctx, "a question took too long", "command", call.Name, "args", call.Args, "err", err)
		return Notice{Text: "That took too long, so there is no answer. Please try again."}
	}
	reference := fmt.Sprintf("%s-%d", req.Now.UTC().Format("0102-1504"), r.faults.Add(1))
	r.log.ErrorContext(ctx, "a question could not be answered", "reference", reference,
		"command", call.Name, "args", call.Args, "err", err)
	return Notice{Text: "Something went wrong here, not with your question. " +
		"If it happens again, please give an organiser this reference: " + reference + "."}
}

// unknownCommand answers words that name no command.
func unknownCommand(words string) Reply {
	typed := strings.Fields(words)
	var near []string
	for n := min(2, len(typed)); n > 0 && near == nil; n-- {
		rest := strings.Join(typed[n:], " ")
		for _, i := range nearest(strings.Join(typed[:n], ""), len(table), func(i int) []string {
			return append([]string{table[i].Name}, table[i].Aliases...)
		}) {
			near = append(near, strings.TrimSpace(table[i].Name+" "+echo(rest)))
		}
	}
	notice := Notice{Text: fmt.Sprintf("There is no command “%s”.", echo(words)), Near: near}
	if len(near) == 0 {
		notice.Try = []string{"nextmeetup", "help"}
	}
	return notice
}

// help answers "help" and "help COMMAND".
func (q question) help() Reply {
	name := strings.TrimLeft(q.call.Args["command"], "/!")
	if name == "" {
		var shown []Command
		for _, c := range table {
			if !c.Organisers || q.req.Organiser {
				shown = append(shown, c)
			}
		}
		return Help{Commands: shown}
	}
	if c, found := CommandNamed(name); found {
		return Help{Commands: []Command{c}}
	}
	notice := unknownCommand(name).(Notice)
	for i, near := range notice.Near {
		notice.Near[i] = "help " + near
	}
	return notice
}
