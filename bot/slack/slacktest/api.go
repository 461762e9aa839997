package slacktest

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// A reply is the body of an answer without its ok.
type reply map[string]any

// A refusal is an ok:false.
type refusal struct {
	code   string
	more   reply
	status int  // 0 is 200
	fault  bool // a well-behaved client is never told this
}

func (r *refusal) String() string {
	if r.more == nil {
		return r.code
	}
	return r.code + " " + string(encode(r.more))
}

// A method is one method of the Web API.
type method struct {
	app      bool     // wants the app's token, not the bot's
	scope    string   // wanted; "" for none or for one that depends on the channel
	required []string // arguments
	run      func(*Server, *Call) (reply, *refusal)
}

// methods is what the server serves. run is called with the lock held.
func methods() map[string]method {
	return map[string]method{
		"auth.test":                    {run: (*Server).authTest},
		"apps.connections.open":        {app: true, run: (*Server).openConnection},
		"chat.postMessage":             {scope: "chat:write", required: []string{"channel"}, run: (*Server).postMessage},
		"chat.postEphemeral":           {scope: "chat:write", required: []string{"channel", "user"}, run: (*Server).postEphemeral},
		"chat.update":                  {scope: "chat:write", required: []string{"channel", "ts"}, run: (*Server).update},
		"chat.delete":                  {scope: "chat:write", required: []string{"channel", "ts"}, run: (*Server).remove},
		"conversations.history":        {required: []string{"channel"}, run: (*Server).history},
		"conversations.info":           {required: []string{"channel"}, run: (*Server).conversationsInfo},
		"conversations.open":           {scope: "im:write", run: (*Server).conversationsOpen},
		"files.getUploadURLExternal":   {scope: "files:write", required: []string{"filename", "length"}, run: (*Server).getUploadURL},
		"files.completeUploadExternal": {scope: "files:write", required: []string{"files"}, run: (*Server).completeUpload},
		"users.info":                   {scope: "users:read", required: []string{"user"}, run: (*Server).usersInfo},
		"views.publish":                {required: []string{"user_id", "view"}, run: (*Server).publishView},
	}
}

func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Slack-Req-Id", random())
	s.mu.Lock()
	w.Header().Set("X-OAuth-Scopes", strings.Join(s.scopes, ","))
	s.mu.Unlock()
	s.serve(w, r, r.PathValue("method"), s.runMethod, func(bad *refusal, proper []byte) { write(w, bad, proper) })
}

// serve takes a request through its life: it is put on record, has its effect
// by run, and is answered by answer, unless it is to go otherwise.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, method string,
	run func(*Call) (reply, *refusal), answer func(bad *refusal, proper []byte)) {
	c := s.receive(r, method)
	if c == nil {
		return
	}
	var b Behaviour
	s.change(func() { b = s.behaviours.next(*c) })
	if !s.sleep(b.Before) {
		return
	}
	bad, proper := s.decide(c, b, run)
	switch {
	case !s.sleep(b.After):
	case b.Answer.Name != "":
		b.Answer.Write(w, r, proper)
	default:
		answer(bad, proper)
	}
}

// decide lets the call have its effect, or not, and completes its record.
func (s *Server) decide(c *Call, b Behaviour, run func(*Call) (reply, *refusal)) (bad *refusal, proper []byte) {
	s.change(func() {
		body := reply{"ok": true}
		if !b.Unstored {
			var good reply
			if good, bad = run(c); bad != nil {
				body = reply{"ok": false, "error": bad.code}
				good, c.Error = bad.more, bad.code
			}
			maps.Copy(body, good)
			c.Stored = bad == nil
		}
		if bad != nil && bad.fault {
			s.complain("%s: %v", c.Method, bad)
		}
		if b.Answer.Error != "" {
			c.Error = b.Answer.Error
		}
		proper = encode(body)
		if c.Answer = b.Answer.Name; c.Answer == "" {
			c.Answer = string(proper)
		}
		c.Done = true
	})
	return bad, proper
}

// write gives the proper answer as JSON.
func write(w http.ResponseWriter, bad *refusal, proper []byte) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if bad != nil && bad.status != 0 {
		if bad.status == http.StatusTooManyRequests {
			w.Header().Set("Retry-After", "1")
		}
		w.WriteHeader(bad.status)
	}
	_, _ = w.Write(proper)
}

func (s *Server) runMethod(c *Call) (reply, *refusal) {
	m, ok := s.methods[c.Method]
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
