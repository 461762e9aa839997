package main

import (
	"context"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/ingest"
)

// A refresher keeps the sources of a service fresh, and logs what became of
// them, each thing once: every few minutes the same would be noise.
type refresher struct {
	*service
	*watch
	blind   bool                      // what is in force could not be known
	held    map[string][]string       // lines about what is held, by source
	trouble map[string]string         // why the last look gave nothing, by source
	reports map[string]*ingest.Report // the last of each source
}

// importSources imports every source when it begins, at SIGHUP, which also reads
// the configuration again, and when the library asks for it; and each source
// when its time has come. first is called when the first import is done, as far
// as sources answer in time: what comes later is imported then. What fails is
// logged: the bot goes on with what it has.
func (s *service) importSources(ctx context.Context, hangup <-chan os.Signal, first func()) error {
	r := &refresher{service: s, held: map[string][]string{}, trouble: map[string]string{}, reports: map[string]*ingest.Report{}}
	r.watch = s.library.newWatch(s.delays.Sources, r.report)
	defer r.looks.Wait()
	r.everything(ctx)
	for ctx.Err() == nil {
		patience := r.begun.Add(r.pace.First)
		if !s.imported.Load() && (r.settled() || !s.clock.real().Before(patience)) {
			s.imported.Store(true)
			s.log.Info("imported", "summary", r.summary())
			rest() // and so does the start
			first()
		}
		r.start(ctx)
		wake := r.wake()
		if !s.imported.Load() && patience.Before(wake) {
			wake = patience
		}
		timer := time.NewTimer(wake.Sub(s.clock.real()))
		select {
		case seen := <-r.sighted:
			r.take(ctx, seen)
		case <-timer.C:
			if r.blind {
				r.everything(ctx)
			}
		case <-hangup:
			r.reread()
			r.everything(ctx)
		case <-s.library.again:
			r.everything(ctx)
		case <-ctx.Done():
		}
		timer.Stop()
	}
	return nil
}

// reread reads the configuration again.
func (r *refresher) reread() {
	config, err := r.reload()
	if err != nil {
		r.log.Error("configuration not taken, the one before stays in force", "err", err)
		return
	}
	r.config.Store(config)
	r.log.Info("configuration read again")
	for _, p := range r.platforms {
		p.Renew()
	}
	r.runner.Renew()
}

// everything has all sources looked at.
func (r *refresher) everything(ctx context.Context) {
	err := r.all(ctx, false)
	if r.blind = err != nil; r.blind && ctx.Err() == nil {
		r.log.Error("import failed; what was kept before stays", "err", err)
	}
}

// report logs what came of a look, and wakes the runner where that may change
// what is due.
func (r *refresher) report(of *watchedSource, report *ingest.Report, err error) {
	name, shown := "", ""
	if of != nil {
		name, shown = of.source.Name, content.ShownSource(of.source.Name)
	}
	if err != nil {
		if r.trouble[name] != err.Error() {
			r.log.Error("import failed; what was kept before stays", "source", shown, "err", err)
		}
		r.trouble[name] = err.Error()
		return
	}
	if r.trouble[name] != "" {
		delete(r.trouble, name)
		r.log.Info("a source can be read again", "source", shown)
	}
	if of != nil {
		r.reports[name] = report
	}
	r.lines(name, report)
	level := slog.LevelDebug
	if r.imported.Load() && report.New+report.Changed+report.Gone > 0 {
		level = slog.LevelInfo
	}
	r.log.Log(context.Background(), level, "imported", "source", report.Source, "summary", report.Summary())
	if len(report.Lines) > 0 {
		r.runner.Wake()
		rest() // reading a site takes far more than waiting does
	}
}

// lines logs the lines of a report. What is held was said once, and is until it
// is no longer so.
func (r *refresher) lines(name string, report *ingest.Report) {
	for _, line := range report.Warnings {
		r.log.Debug("import: "+line, "source", report.Source)
	}
	var held []string
	for _, line := range report.Lines {
		level := slog.LevelInfo
		switch {
		case strings.HasPrefix(line, "held: "):
			held = append(held, line)
			level = slog.LevelWarn // somebody has to look
			if slices.Contains(r.held[name], line) {
				level = slog.LevelDebug
			}
		case strings.HasPrefix(line, "gone: "):
			level = slog.LevelWarn
		case !r.imported.Load():
			level = slog.LevelDebug // a whole archive, mostly
		}
		r.log.Log(context.Background(), level, "import: "+line, "source", report.Source)
	}
	if len(report.Lines) > 0 || report.Held+report.Broken == 0 { // else it was not read again
		r.held[name] = held
	}
}

// summary is what the last looks at all sources came to.
func (r *refresher) summary() string {
	total := &ingest.Report{}
	for _, report := range r.reports {
		total.Add(report)
	}
	return total.Summary()
}
