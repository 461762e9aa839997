package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// serveHealth answers /healthz (the process is alive) and /readyz (the first
// import is done, the runner has run, the database can be written) until ctx
// ends.
func (s *service) serveHealth(ctx context.Context) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; set LISTEN_ADDR to another host:port", s.listen, errors.Unwrap(err))
	}
	s.log.Info("listening", "address", listener.Addr().String())
	server := &http.Server{Handler: s.healthHandler(), ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err := <-stopped:
		return fmt.Errorf("the HTTP server ended: %w", err)
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.delays.Stop)
	defer cancel()
	if err := server.Shutdown(ending); err != nil {
		server.Close()
	}
	<-stopped
	return nil
}

func (s *service) healthHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !s.imported.Load():
			http.Error(w, "not ready: the first import is under way", http.StatusServiceUnavailable)
		case !s.rounded.Load():
			http.Error(w, "not ready: nothing was looked at yet", http.StatusServiceUnavailable)
		case s.unwritable.Load():
			http.Error(w, "degraded: the database cannot be written", http.StatusServiceUnavailable)
		default:
			fmt.Fprintln(w, "ok")
		}
	})
	return mux
}
