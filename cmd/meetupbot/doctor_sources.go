package main

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/parse"
	"meetupbot/content/source"
)

// sources reads each source and its documents as an import would, several at a
// time, and keeps nothing. held says why changes of sources are held back.
func (d *doctor) sources(ctx context.Context, settings Settings, groups []ConfiguredGroup, held map[string]string) {
	reader := settings.reader(nil)
	reader.RepositoryWait = patience
	var all []ingest.Source
	var of []content.Group
	for _, g := range groups {
		for _, src := range g.Sources {
			all, of = append(all, src), append(of, g.Group)
		}
	}
	findings := make([]bot.Finding, len(all))
	var looks errgroup.Group
	looks.SetLimit(8)
	for i, src := range all {
		looks.Go(func() error {
			docs, problems, err := reader.Read(ctx, src.Location)
			texts := make([]parse.Document, len(docs))
			for i, doc := range docs {
				texts[i] = parse.Document(doc)
			}
			results, _ := parse.Source(texts, parse.Hints{Group: of[i].Name, Zone: of[i].Zone})
			meetups, wrong := 0, make([]error, len(problems))
			for i, problem := range problems {
				wrong[i] = problem
			}
			for _, r := range results {
				meetups += len(r.Events)
				if r.Err != nil {
					wrong = append(wrong, r.Err)
				}
			}
			findings[i] = sourceFinding(src, len(docs), meetups, wrong, err, held[src.Name])
			return nil
		})
	}
	_ = looks.Wait() // what is wrong is in the findings
	if len(findings) > 0 {
		d.add("Sources", findings...)
	}
}

// sourceFinding says what reading a source came to: so many documents with so
// many meetups, those that are wrong, and what kept it from being read at all.
func sourceFinding(src ingest.Source, documents, meetups int, wrong []error, err error, held string) bot.Finding {
	f := bot.Finding{What: content.ShownSource(src.Name), Text: countOf(documents, "document") + "."}
	why, told := errors.AsType[source.Unreadable](err)
	switch {
	case told:
		f.Level, f.Text = bot.Broken, why.Why
	case err != nil:
		f.Level, f.Text = bot.Broken, err.Error()
	case held != "":
		f.Level, f.Text = bot.Warning, fmt.Sprintf("%s; held: %s.", countOf(documents, "document"), held)
		f.Fix = "See what became of them. If they are really gone, stop serve and run: meetupbot import --accept-loss"
	case len(wrong) > 0:
		f.Level, f.Text = bot.Warning, fmt.Sprintf("%s; %s could not be read, the first: %v", countOf(documents, "document"), countOf(len(wrong), "document"), wrong[0])
	case documents == 0:
		f.Level, f.Text, f.Fix = bot.Warning, "There is no document in it.", "See that it is the right folder."
	case meetups == 0:
		f.Level, f.Text = bot.Warning, fmt.Sprintf("%s, and no meetup is found there.", countOf(documents, "document"))
		f.Fix = "See what is understood of it: meetupbot explain " + f.What
	}
	return f
}
