package slacktest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// A reply is the body of an answer without its ok.
type reply map[string]any

// A refusal is an ok:false.
type refusal struct {
	code  string
	more  reply
	fault bool // a well-behaved client is never told this
}

// A method is one method of the Web API.
type method struct {
	app      bool     // wants the app's token, not the bot's
	scope    string   // wanted; "" for none or for one that depends on the channel
	required []string // arguments
	run      func(*Server, *Call) (reply, *refusal)
}

// methods is what the server serves. Each is called with the lock held.
func methods() map[string]method {
	return map[string]method{
		"auth.test":                    {run: (*Server).authTest},
		"apps.connections.open":        {app: true, run: (*Server).openConnection},
		"bots.info":                    {scope: "users:read", run: (*Server).botsInfo},
		"chat.postMessage":             {scope: "chat:write", required: []string{"channel"}, run: (*Server).postMessage},
		"chat.postEphemeral":           {scope: "chat:write", required: []string{"channel", "user"}, run: (*Server).postEphemeral},
		"chat.update":                  {scope: "chat:write", required: []string{"channel", "ts"}, run: (*Server).update},
		"chat.delete":                  {scope: "chat:write", required: []string{"channel", "ts"}, run: (*Server).remove},
		"conversations.history":        {required: []string{"channel"}, run: (*Server).history},
		"conversations.info":           {required: []string{"channel"}, run: (*Server).conversationsInfo},
		"conversations.members":        {required: []string{"channel"}, run: (*Server).conversationsMembers},
		"conversations.open":           {scope: "im:write", run: (*Server).conversationsOpen},
		"files.getUploadURLExternal":   {scope: "files:write", required: []string{"filename", "length"}, run: (*Server).getUploadURL},
		"files.completeUploadExternal": {scope: "files:write", required: []string{"files"}, run: (*Server).completeUpload},
		"users.conversations":          {run: (*Server).usersConversations},
		"users.info":                   {scope: "users:read", required: []string{"user"}, run: (*Server).usersInfo},
		"views.publish":                {required: []string{"user_id", "view"}, run: (*Server).publishView},
	}
}

func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request) {
	c, b := s.receive(r, r.PathValue("method"))
	s.sleep(b.Before)
	proper := s.decide(c, b, func() (reply, *refusal) { return s.runMethod(c) })
	s.sleep(b.After)
	w.Header().Set("X-Slack-Req-Id", random())
	s.mu.Lock()
	w.Header().Set("X-OAuth-Scopes", strings.Join(s.scopes, ","))
	s.mu.Unlock()
	if b.Answer.Name != "" {
		b.Answer.Write(w, r, proper)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(proper)
}

// decide lets the call have its effect, or not, and completes its record. It
// returns the proper answer.
func (s *Server) decide(c *Call, b Behaviour, run func() (reply, *refusal)) []byte {
	body := reply{"ok": true}
	s.change(func() {
		defer func() { c.Done = true }()
		if b.Unstored {
			c.Error = b.Answer.Error
			return
		}
		good, bad := run()
		if bad != nil {
			good = reply{"ok": false, "error": bad.code}
			for k, v := range bad.more {
				good[k] = v
			}
			c.Error = bad.code
			if bad.fault {
				s.complain("%s: %s %s", c.Method, bad.code, encode(bad.more))
			}
		} else {
			good["ok"] = true
			c.Stored = true
		}
		if b.Answer.Error != "" {
			c.Error = b.Answer.Error
		}
		body = good
	})
	proper := encode(body)
	s.change(func() {
		c.Answer = b.Answer.Name
		if c.Answer == "" {
			c.Answer = string(proper)
		}
	})
	return proper
}

func (s *Server) runMethod(c *Call) (reply, *refusal) {
	m, ok := methods()[c.Method]
	if !ok {
		return nil, &refusal{code: "unknown_method", more: reply{"req_method": c.Method}, fault: true}
	}
	if bad := s.authenticate(c, m); bad != nil {
		return nil, bad
	}
	for _, name := range m.required {
		if c.Args[name] == "" {
			return nil, invalidArguments("missing required field: " + name)
		}
	}
	return m.run(s, c)
}

// authenticate goes by the token's kind, then by the token, then by the scope.
// https://docs.slack.dev/authentication/tokens
func (s *Server) authenticate(c *Call, m method) *refusal {
	want, other := s.BotToken, s.AppToken
	if m.app {
		want, other = other, want
	}
	switch {
	case c.Token == "":
		return &refusal{code: "not_authed", fault: true}
	case s.revoked != "" && (c.Token == want || c.Token == other):
		return &refusal{code: s.revoked}
	case c.Token == other:
		return &refusal{code: "not_allowed_token_type", fault: true}
	case c.Token != want:
		return &refusal{code: "invalid_auth"}
	}
	return s.scope(m.scope)
}

// scope refuses what the app was not granted.
func (s *Server) scope(scope string) *refusal {
	if scope == "" || slices.Contains(s.scopes, scope) {
		return nil
	}
	return &refusal{code: "missing_scope", more: reply{"needed": scope, "provided": strings.Join(s.scopes, ",")}}
}

func invalidArguments(message string) *refusal {
	return &refusal{
		code:  "invalid_arguments",
		more:  reply{"response_metadata": reply{"messages": []string{"[ERROR] " + message}}},
		fault: true,
	}
}

func (s *Server) authTest(*Call) (reply, *refusal) {
	return reply{
		"url": "https://rivertown.slack.com/", "team": "Rivertown", "team_id": s.TeamID,
		"user": "meetupbot", "user_id": s.BotUser, "bot_id": s.BotID, "is_enterprise_install": false,
	}, nil
}

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // our own maps
	}
	return b
}

// truth reads a boolean argument: Slack takes 1 and true.
func truth(arg string) bool { return arg == "1" || strings.EqualFold(arg, "true") }
