package main

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/source"
)

// sources reads each source as an import would, several at a time, and keeps
// nothing. held says why changes of sources are held back.
func (d *doctor) sources(ctx context.Context, settings Settings, groups []ConfiguredGroup, held map[string]string) {
	reader := settings.reader(nil)
	reader.RepositoryWait = patience
	var all []ingest.Source
	for _, g := range groups {
		all = append(all, g.Sources...)
	}
	findings := make([]bot.Finding, len(all))
	var looks errgroup.Group
	looks.SetLimit(8)
	for i, src := range all {
		looks.Go(func() error {
			docs, problems, err := reader.Read(ctx, src.Location)
			findings[i] = sourceFinding(src, docs, problems, err, held[src.Name])
			return nil
		})
	}
	_ = looks.Wait() // what is wrong is in the findings
	if len(findings) > 0 {
		d.add("Sources", findings...)
	}
}

// sourceFinding says what reading a source came to.
func sourceFinding(src ingest.Source, docs []source.Document, problems []*content.DocumentError, err error, held string) bot.Finding {
	f := bot.Finding{What: content.ShownSource(src.Name), Text: countOf(len(docs), "document") + "."}
	why, told := errors.AsType[source.Unreadable](err)
	switch {
	case told:
		f.Level, f.Text = bot.Broken, why.Why
	case err != nil:
		f.Level, f.Text = bot.Broken, err.Error()
	case held != "":
		f.Level, f.Text = bot.Warning, fmt.Sprintf("%s; held: %s.", countOf(len(docs), "document"), held)
		f.Fix = "See what became of them. If they are really gone, stop serve and run: meetupbot import --accept-loss"
	case len(problems) > 0:
		f.Level, f.Text = bot.Warning, fmt.Sprintf("%s; %s could not be read, the first: %v", countOf(len(docs), "document"), countOf(len(problems), "document"), problems[0])
	case len(docs) == 0:
		f.Level, f.Text, f.Fix = bot.Warning, "There is no document in it.", "See that it is the right folder."
	}
	return f
}
