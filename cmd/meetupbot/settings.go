package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"

	"github.com/kelseyhightower/envconfig"
)

// Settings are the process's settings and secrets, from the environment.
type Settings struct {
	// Where everything is kept: sqlite: and a path, relative to the working folder.
	DatabaseURL string `envconfig:"DATABASE_URL" default:"sqlite:meetupbot.db"`
	// The file that declares groups, sources and channels. Named here it must
	// exist; left out, meetupbot.toml is used if it is there.
	Config string `envconfig:"MEETUPBOT_CONFIG"`
	// Where /healthz and /readyz answer: host:port.
	ListenAddr string `envconfig:"LISTEN_ADDR" default:"127.0.0.1:8080"`
	// debug, info, warn or error.
	LogLevel string `envconfig:"LOG_LEVEL" default:"info"`
	// text or json.
	LogFormat string `envconfig:"LOG_FORMAT" default:"text"`
}

const (
	defaultConfig   = "meetupbot.toml"
	defaultLogLevel = "info"
)

// loadSettings reads the environment and reports everything that is wrong with
// it at once, never a value.
func loadSettings() (Settings, error) {
	var s Settings
	if err := envconfig.Process("", &s); err != nil {
		return s, fmt.Errorf("the environment cannot be read: %w", err)
	}
	return s, s.validate()
}

func (s Settings) validate() error {
	var problems []error
	if s.DatabaseURL == "" {
		problems = append(problems, errors.New("DATABASE_URL is empty: leave it out, or write sqlite: and a path"))
	}
	if _, _, err := net.SplitHostPort(s.ListenAddr); err != nil {
		problems = append(problems, errors.New("LISTEN_ADDR is not host:port: write it like 127.0.0.1:8080"))
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		problems = append(problems, errors.New("LOG_LEVEL is not one of debug, info, warn, error"))
	}
	if s.LogFormat != "text" && s.LogFormat != "json" {
		problems = append(problems, errors.New("LOG_FORMAT is not one of text, json"))
	}
	return errors.Join(problems...)
}

// logger writes to w in the format and from the level set.
func (s Settings) logger(w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(s.LogLevel)) // validate has seen it
	options := &slog.HandlerOptions{Level: level}
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// configPath returns the path of the configuration file, or "" when there is
// none and none was asked for.
func (s Settings) configPath() (string, error) {
	if s.Config != "" {
		if _, err := os.Stat(s.Config); err != nil {
			return "", errors.New("MEETUPBOT_CONFIG names a file that cannot be read: " + strings.TrimPrefix(err.Error(), "stat "))
		}
		return s.Config, nil
	}
	if _, err := os.Stat(defaultConfig); err == nil {
		return defaultConfig, nil
	}
	return "", nil
}
