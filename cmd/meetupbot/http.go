package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// serveHTTP answers /healthz (the process is alive), /readyz (the first import
// is done, the runner has run, the database can be written) and what the
// platforms ask, until ctx ends.
func (s *service) serveHTTP(ctx context.Context) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.settings.ListenAddr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; set LISTEN_ADDR to another host:port", s.settings.ListenAddr, errors.Unwrap(err))
	}
	s.log.Info("listening", "address", listener.Addr().String())
	server := s.web()
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

// web answers whoever connects, and waits for nobody for long.
func (s *service) web() *http.Server {
	crowd := newCrowd()
	return &http.Server{
		Handler: s.handler(crowd), ConnState: crowd.changed, ConnContext: withConn,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 8 << 10,
	}
}

func (s *service) handler(crowd *crowd) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		switch {
		case s.answersOnly:
			http.Error(w, "degraded: the disk of the database is read-only", http.StatusServiceUnavailable)
		case !s.imported.Load():
			http.Error(w, "not ready: the first import is under way", http.StatusServiceUnavailable)
		case s.doubted.Load():
			http.Error(w, "degraded: this machine's clock is not believed", http.StatusServiceUnavailable)
		case !s.rounded.Load():
			http.Error(w, "not ready: nothing was looked at yet", http.StatusServiceUnavailable)
		case s.unwritable.Load():
			http.Error(w, "degraded: the database cannot be written", http.StatusServiceUnavailable)
		default:
			fmt.Fprintln(w, "ok")
		}
	})
	for name, p := range s.platforms {
		mux.Handle("/"+name+"/", crowd.hear(p))
	}
	return mux
}
