package discordtest

import (
	"fmt"
	"net"
)

// Down makes the server unreachable: connections are reset, new ones refused,
// and nothing of it is recorded. Those who restore it call Up.
func (s *Server) Down() {
	s.mu.Lock()
	s.down = true
	_ = s.listener.Close()
	s.mu.Unlock()
	s.gateway.Drop()
}

// Up makes the server reachable again, at the address it had.
func (s *Server) Up() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.down || s.ctx.Err() != nil {
		return nil
	}
	listener, err := net.Listen("tcp", s.address)
	if err != nil {
		return fmt.Errorf("bring the server up again: %w", err)
	}
	s.listener, s.down = listener, false
	s.working.Go(func() { _ = s.http.Serve(listener) })
	return nil
}
