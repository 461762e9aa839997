package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"

	"meetupbot/content"
	"meetupbot/schedule"
)

// A Router answers requests. It never fails: what people can bring about is a
// reply, and what is our fault is logged under a reference that the reply
// names.
type Router struct {
	parts  Parts
	faults atomic.Int64

	greeting sync.Mutex // one at a time
}

// Parts are what a Router is made of. Its functions are called once a request
// and may change their answers.
type Parts struct {
	Library Library
	Groups  func() []content.Group               // all there are
	Follows func(schedule.Place) []content.Group // those that a place follows; nil: no place does, all groups answer everywhere
	Desk    *Desk                                // nil: organisers' commands are not served
	Log     *slog.Logger
}

// NewRouter returns a router made of parts.
func NewRouter(p Parts) *Router { return &Router{parts: p} }

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
	if call.Pressed && (call.Name == remindMe || call.Name == forgetMe) {
		return r.reply(ctx, newQuestion(r, req, call), r.remind)
	}
	command, found := CommandNamed(call.Name)
	if !known || !found {
		return unknownCommand(call.Name)
	}
	if command.Organisers {
		if refused := r.refuse(ctx, req, call); refused != nil {
			return refused
		}
	}
	if wrong := command.check(call); wrong != "" {
		return Notice{Text: wrong, Try: command.Examples}
	}
	return r.reply(ctx, newQuestion(r, req, call), r.run)
}

// maxLooks bounds how often what to answer is found out.
const maxLooks = 3

// reply finds out what to answer, and does so again where a row of the ledger that
// was to be changed has been changed meanwhile: by a post, or by somebody else.
func (r *Router) reply(ctx context.Context, q question, run func(context.Context, question) (Reply, error)) Reply {
	for look := 1; ; look++ {
		reply, err := run(ctx, q)
		if err == nil {
			return reply
		}
		if !errors.Is(err, schedule.ErrExists) || look == maxLooks {
			return r.fault(ctx, q.req, q.call, err)
		}
	}
}

// refuse returns why the asker may not use organisers' commands, nil when they
// may. Who they are is asked at each command: people come and go.
func (r *Router) refuse(ctx context.Context, req Request, call Call) Reply {
	desk := r.parts.Desk
	if desk == nil {
		return Notice{Text: "What organisers decide is decided where the bot runs: this only answers questions."}
	}
	if desk.allows(req.Asker) {
		return nil
	}
	if req.Organiser != nil {
		organiser, err := req.Organiser(ctx, req.Place)
		if err != nil {
			return r.fault(ctx, req, call, fmt.Errorf("is %s an organiser of %s: %w", req.Asker, req.Place, err))
		}
		if organiser {
			return nil
		}
	}
	if req.Private {
		// a platform may not know there what somebody administers elsewhere
		return Notice{Text: "Only organisers can do that, in the channel that it is about: those who administer it, and whom the bot's operator allows."}
	}
	return Notice{Text: "Only organisers can do that: those who administer this place, and whom the bot's operator allows."}
}

// remind answers the buttons for one's own reminder.
func (r *Router) remind(ctx context.Context, q question) (Reply, error) {
	if q.call.Name == forgetMe {
		return q.forgetMe(ctx)
	}
	return q.remindMe(ctx)
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
	case "calendar":
		return q.calendar(ctx)
	case "speaker":
		return q.speaker(ctx)
	case "talks":
		return q.talks(ctx)
	case "help":
		return q.help(), nil
	}
	return q.organise(ctx)
}

// fault logs what is our fault and words it for the asker.
func (r *Router) fault(ctx context.Context, req Request, call Call, err error) Reply {
	args := maps.Clone(call.Args)
	if address, said := args["address"]; said {
		args["address"] = content.ShownSource(address) // its query may be a key
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		r.parts.Log.WarnContext(ctx, "a question took too long", "command", call.Name, "args", args, "err", err)
		return Notice{Text: "That took too long, so there is no answer. Please try again."}
	}
	reference := fmt.Sprintf("%s-%d", req.Now.UTC().Format("0102-1504"), r.faults.Add(1))
	r.parts.Log.ErrorContext(ctx, "a question could not be answered", "reference", reference,
		"command", call.Name, "args", args, "err", err)
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
			near = append(near, strings.TrimSpace(table[i].FullName()+" "+echo(rest)))
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
	if under, ok := strings.CutPrefix(strings.ToLower(name), Parent+" "); ok {
		name = under
	}
	if name == "" || strings.EqualFold(name, Parent) {
		var shown []Command
		for _, c := range table {
			if !c.Organisers || q.desk != nil {
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
		notice.Near[i] = "help " + strings.TrimPrefix(near, Parent+" ")
	}
	return notice
}
