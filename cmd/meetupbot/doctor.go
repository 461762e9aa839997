package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// patience is how long one platform or source may take to be looked at.
const patience = 30 * time.Second

func (a *app) doctorCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check everything that is set up, and say exactly what is missing",
		Long: "doctor checks the configuration, the database, the sources and each platform that\n" +
			"is connected: its tokens, permissions and channels. It posts and changes nothing.\n" +
			"Each finding that needs something done says what to click or run.\n\n" +
			"The exit status is 1 when something does not work, else 0, warnings included.",
		Args: cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		d := &doctor{app: a}
		d.examine(cmd.Context())
		return d.print(a.stdout)
	}
	return cmd
}

// A doctor collects findings, by what they concern.
type doctor struct {
	app      *app
	sections []section
}

type section struct {
	title    string
	findings []bot.Finding
}

func (d *doctor) add(title string, findings ...bot.Finding) {
	d.sections = append(d.sections, section{title, findings})
}

// finding says that what is well, or, with an error, what is wrong and what to
// do.
func finding(what, well string, err error, fix string) bot.Finding {
	if err != nil {
		return bot.Finding{Level: bot.Broken, What: what, Text: err.Error(), Fix: fix}
	}
	return bot.Finding{What: what, Text: well}
}

// examine goes on as far as what it needs is there.
func (d *doctor) examine(ctx context.Context) {
	settings, err := loadSettings()
	var config *Config
	if err == nil {
		config, err = declaredBy(settings)
	}
	switch {
	case err != nil:
		d.add("Configuration", finding("settings", "", err, ""))
	case config == nil:
		d.add("Configuration", bot.Finding{Level: bot.Broken, What: defaultConfig, Text: "there is none here, so no group is declared",
			Fix: "write it with a [[group]] and its sources; the README shows one"})
	default:
		findings := []bot.Finding{{What: "declared", Text: fmt.Sprintf("%s, %s", countOf(len(config.Groups), "group"), countOf(len(config.Channels), "channel"))}}
		if err := config.servable(settings); err != nil {
			findings = append(findings, finding("channels", "", err, "set it, or take the channel out"))
		}
		d.add("Configuration", findings...)
	}
	d.add("Time", timeZones())
	if err != nil {
		return // nothing else can be told without settings
	}
	if config == nil {
		config = &Config{}
	}
	places := d.database(ctx, settings, config)
	d.sources(ctx, settings, config)
	d.platforms(ctx, settings, places)
}

// timeZones sees that the zone database answers: wrong or missing, all times
// would be.
func timeZones() bot.Finding {
	for _, zone := range []string{"Europe/London", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo", "Africa/Cairo"} {
		if _, err := content.LoadZone(zone); err != nil {
			return finding("zone database", "", err, "use a release build: it carries the zones itself")
		}
	}
	return bot.Finding{What: "zone database", Text: "it knows the zones of six continents' cities"}
}

// database opens the database as serve would, and returns the places with
// rules: those declared and those it keeps.
func (d *doctor) database(ctx context.Context, settings Settings, config *Config) []schedule.Place {
	var places []schedule.Place
	for _, ch := range config.Channels {
		places = append(places, ch.Place)
	}
	db, err := store.Open(ctx, settings.DatabaseURL, store.Writer)
	written := finding("writable", "it can be opened and written", err, "")
	if errors.Is(err, store.ErrLocked) {
		// a running bot has it: then that one writes
		db, err = store.Open(ctx, settings.DatabaseURL, store.Reader)
		written = finding("writable", "it is in use: a running meetupbot writes it", err, "")
	} else if err == nil {
		err = db.Writable(ctx)
		written = finding("writable", "it can be opened and written", err, "see that the disk has room and that this user may write there")
	}
	if db == nil {
		d.add("Database", written)
		return places
	}
	defer db.Close()
	kept, err := db.Channels(ctx)
	for _, ch := range kept {
		if !slices.Contains(places, ch.Place) {
			places = append(places, ch.Place)
		}
	}
	d.add("Database", written, finding("channels", fmt.Sprintf("%s with rules set in conversations", countOf(len(kept), "channel")), err, ""))
	return places
}

// sources reads each declared source as an import would, and keeps nothing.
func (d *doctor) sources(ctx context.Context, settings Settings, config *Config) {
	reader := settings.reader()
	var findings []bot.Finding
	for _, g := range config.Groups {
		for _, src := range g.Sources {
			ctx, cancel := context.WithTimeout(ctx, patience)
			docs, problems, err := reader.Read(ctx, src.Location)
			cancel()
			f := finding(src.Name, countOf(len(docs), "document"), err, "")
			switch {
			case err != nil:
			case len(problems) > 0:
				f.Level, f.Text = bot.Warning, fmt.Sprintf("%s; %s could not be read, the first: %v", f.Text, countOf(len(problems), "document"), problems[0])
			case len(docs) == 0:
				f.Level, f.Text, f.Fix = bot.Warning, "there is no document in it", "see that it is the right folder"
			}
			findings = append(findings, f)
		}
	}
	if len(findings) > 0 {
		d.add("Sources", findings...)
	}
}

// platforms lets each connected platform examine itself and its places.
func (d *doctor) platforms(ctx context.Context, settings Settings, places []schedule.Place) {
	clock := productClock{real: d.app.now}
	quiet := slog.New(slog.DiscardHandler)
	all, err := platformsOf(settings, platformParts{
		router: bot.NewRouter(bot.Parts{Log: quiet}), // nobody asks
		clock:  func() schedule.Now { return schedule.Now{Product: clock.Now(), Real: clock.real()} },
		delays: d.app.delays,
		log:    quiet,
	})
	if err != nil {
		d.add("Platforms", finding("settings", "", err, ""))
		return
	}
	if len(all) == 0 {
		d.add("Platforms", bot.Finding{Level: bot.Warning, What: "none", Text: "neither Slack nor Discord is connected, only the console",
			Fix: "the README says how: SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN"})
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		mine := slices.DeleteFunc(slices.Clone(places), func(p schedule.Place) bool { return p.Platform != name })
		ctx, cancel := context.WithTimeout(ctx, patience)
		d.add(map[string]string{"slack": "Slack", "discord": "Discord"}[name], all[name].Check(ctx, mine)...)
		cancel()
	}
}

// print writes the findings and ends in an error when something is broken.
func (d *doctor) print(w io.Writer) error {
	plain := printable(w)
	defer plain.Close()
	out := bufio.NewWriter(plain)
	count := map[bot.Level]int{}
	for _, s := range d.sections {
		fmt.Fprintf(out, "%s\n", s.title)
		for _, f := range s.findings {
			count[f.Level]++
			fmt.Fprintf(out, "  %-7s  %s: %s\n", f.Level, f.What, f.Text)
			if f.Fix != "" {
				fmt.Fprintf(out, "           -> %s\n", f.Fix)
			}
		}
	}
	switch broken, warnings := count[bot.Broken], count[bot.Warning]; {
	case broken > 0:
		fmt.Fprintf(out, "\nBroken: %d, warnings: %d.\n", broken, warnings)
	case warnings > 0:
		fmt.Fprintf(out, "\nNothing is broken, warnings: %d.\n", warnings)
	default:
		fmt.Fprint(out, "\nAll is well.\n")
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if count[bot.Broken] > 0 {
		return errReported
	}
	return nil
}
