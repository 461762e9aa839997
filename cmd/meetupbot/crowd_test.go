package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// crowdedServer serves next as the bot serves its platforms.
func crowdedServer(t *testing.T, c *crowd, next http.HandlerFunc) *httptest.Server {
	server := httptest.NewUnstartedServer(c.hear(next))
	server.Config.ConnState, server.Config.ConnContext = c.changed, withConn
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// TestCrowd: however many hold the line, no more than so many connections are
// open, and who says what they want at once is answered; also one whose answer
// takes its time while the others come.
func TestCrowd(t *testing.T) {
	c := newCrowd()
	asked, goOn := make(chan struct{}), make(chan struct{})
	server := crowdedServer(t, c, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.URL.Path == "/slow" {
			close(asked)
			<-goOn
		}
		w.Write(body)
	})
	ask := func(path string) string {
		ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+path, strings.NewReader("hello"))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
		if err != nil {
			return err.Error()
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		return string(text)
	}
	slow := make(chan string, 1)
	go func() { slow <- ask("/slow") }()
	<-asked
	for i := range 2 * maxConnections {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if i%2 == 0 { // the others say nothing at all
			fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000\r\n\r\nhel")
		}
	}
	if got := ask("/"); got != "hello" {
		t.Errorf("whoever comes among them is told %q", got)
	}
	close(goOn)
	if got := <-slow; got != "hello" {
		t.Errorf("whoever was there before is told %q", got)
	}
	// Those that were closed are told of a little later.
	for deadline := time.Now().Add(60 * time.Second); ; time.Sleep(time.Millisecond) {
		c.mu.Lock()
		open := len(c.open)
		c.mu.Unlock()
		if open <= maxConnections {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d connections are open, want %d at most", open, maxConnections)
		}
	}
}

// TestLargeBodies: few of them are read at a time, and a place is free again
// when one is done.
func TestLargeBodies(t *testing.T) {
	c := newCrowd()
	server := crowdedServer(t, c, func(w http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		fmt.Fprint(w, n)
	})
	ask := func(length int) int {
		resp, err := http.Post(server.URL, "text/plain", strings.NewReader(strings.Repeat("x", length)))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	for _, want := range []struct{ length, status int }{
		{0, 200}, {smallBody, 200}, {smallBody + 1, 200}, {maxBody, 200}, {maxBody + 1, 413}, {maxBody, 200},
	} {
		if got := ask(want.length); got != want.status {
			t.Errorf("%d bytes: status %d, want %d", want.length, got, want.status)
		}
	}
	var held []net.Conn
	for range maxLargeBody {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: bot\r\nContent-Length: %d\r\n\r\n%s", maxBody, strings.Repeat("x", smallBody+1))
		held = append(held, conn)
	}
	wait := func(what string, done func() bool) {
		t.Helper()
		for deadline := time.Now().Add(60 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("never %s", what)
			}
		}
	}
	wait("all places taken", func() bool { return len(c.large) == maxLargeBody })
	if got := ask(maxBody); got != http.StatusServiceUnavailable {
		t.Errorf("one large body more: status %d", got)
	}
	if got := ask(smallBody); got != http.StatusOK {
		t.Errorf("a small body beside them: status %d", got)
	}
	for _, conn := range held {
		conn.Close()
	}
	wait("a place again", func() bool { return ask(maxBody) == http.StatusOK })
}
