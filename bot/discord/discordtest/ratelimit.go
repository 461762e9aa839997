package discordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// buckets are the rate limits that are kept.
type buckets struct {
	limits map[string]limit
	spent  map[string]*window
	global window
}

type limit struct {
	calls int
	per   time.Duration
}

// A window counts the calls since it began.
type window struct {
	began time.Time
	calls int
}

// spend takes one call, or says how long there is none left.
func (w *window) spend(l limit, now time.Time) (left int, reset time.Duration, ok bool) {
	if now.Sub(w.began) >= l.per {
		w.began, w.calls = now, 0
	}
	reset = l.per - now.Sub(w.began)
	if w.calls >= l.calls {
		return 0, reset, false
	}
	w.calls++
	return l.calls - w.calls, reset, true
}

// Limit keeps a rate limit on a route, for each channel, guild or webhook apart
// as Discord does: beyond so many calls in each span the answer is a 429.
// Without one the answers' headers promise a bucket that never runs dry.
func (s *Server) Limit(route string, calls int, per time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known(route)
	if s.buckets.limits == nil {
		s.buckets = buckets{limits: map[string]limit{}, spent: map[string]*window{}}
	}
	s.buckets.limits[route] = limit{calls, per}
}

// major is what tells the buckets of one route apart.
// https://discord.com/developers/docs/topics/rate-limits
func major(r *request) string {
	return r.PathValue("channel_id") + r.PathValue("guild_id") + r.PathValue("webhook_id") + r.PathValue("webhook_token")
}

// take spends one call of the buckets that r belongs to. It returns the headers
// of the answer, and the answer if it is a refusal.
func (s *Server) take(r *request) (http.Header, *answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	route, now := r.call.Route, time.Now()
	sum := sha256.Sum256([]byte(route))
	bucket := hex.EncodeToString(sum[:10])
	if g := s.settings.GlobalLimit; g > 0 && !strings.Contains(route, "token}") {
		if _, wait, ok := s.buckets.global.spend(limit{g, time.Second}, now); !ok {
			a := limited(wait, GlobalScope, "")
			return nil, &a
		}
	}
	l, kept := s.buckets.limits[route]
	if !kept {
		return bucketHeader(bucket, 5, 4, time.Second, now), nil
	}
	key := route + " " + major(r)
	w := s.buckets.spent[key]
	if w == nil {
		w = &window{}
		s.buckets.spent[key] = w
	}
	left, wait, ok := w.spend(l, now)
	if !ok {
		a := limited(wait, UserScope, bucket)
		a.header.Set("X-RateLimit-Limit", strconv.Itoa(l.calls))
		return nil, &a
	}
	return bucketHeader(bucket, l.calls, left, wait, now), nil
}

func bucketHeader(bucket string, limit, left int, reset time.Duration, now time.Time) http.Header {
	h := http.Header{}
	h.Set("X-RateLimit-Bucket", bucket)
	h.Set("X-RateLimit-Limit", strconv.Itoa(limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(left))
	h.Set("X-RateLimit-Reset", seconds(time.Duration(now.Add(reset).UnixNano())))
	h.Set("X-RateLimit-Reset-After", seconds(reset))
	return h
}

// limited is the answer to one call too many. No header of it tells a fraction
// of a second but X-RateLimit-Reset-After, which a global one lacks.
func limited(after time.Duration, scope, bucket string) answer {
	h := http.Header{}
	if scope == GlobalScope {
		h.Set("X-RateLimit-Global", "true")
	} else {
		h = bucketHeader(bucket, 5, 0, after, time.Now())
	}
	h.Set("Content-Type", "application/json")
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(after.Seconds()))))
	h.Set("X-RateLimit-Scope", scope)
	return answer{
		status: http.StatusTooManyRequests, header: h,
		body: object{"message": "You are being rate limited.", "retry_after": after.Seconds(), "global": scope == GlobalScope},
	}
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }
