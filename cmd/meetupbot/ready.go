package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

func (a *app) readyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "ready",
		Short: "Ask the bot that runs on this machine whether it is ready",
		Long: "ready asks /readyz at LISTEN_ADDR, for a health check where there is no other\n" +
			"program to ask with. The exit status is 0 when the bot is ready.",
		Args: noWords,
		RunE: func(cmd *cobra.Command, args []string) error {
			settings, err := loadSettings()
			if err != nil {
				return err
			}
			host, port, err := net.SplitHostPort(settings.ListenAddr)
			if err != nil {
				return err
			}
			if host == "" || host == "0.0.0.0" || host == "::" {
				host = "127.0.0.1" // it listens everywhere
			}
			client := &http.Client{Timeout: 4 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
			req, err := http.NewRequestWithContext(cmd.Context(), http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
			if err != nil {
				return err
			}
			resp, err := client.Do(req)
			if err != nil {
				return fmt.Errorf("nothing answers on %s: is meetupbot serve running, with the same LISTEN_ADDR?", settings.ListenAddr)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<10))
			if err != nil {
				return fmt.Errorf("ask %s: %w", settings.ListenAddr, err)
			}
			if resp.StatusCode != http.StatusOK {
				return errors.New(strings.TrimSpace(string(body)))
			}
			fmt.Fprintln(a.stdout, strings.TrimSpace(string(body)))
			return nil
		},
	}
}
