package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/content/ingest"
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
		Args: noWords,
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

// add puts findings into the section of that title.
func (d *doctor) add(title string, findings ...bot.Finding) {
	if last := len(d.sections) - 1; last >= 0 && d.sections[last].title == title {
		d.sections[last].findings = append(d.sections[last].findings, findings...)
		return
	}
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

// broken makes a finding of each of the errors that err joins.
func broken(what string, err error, fix string) []bot.Finding {
	var all interface{ Unwrap() []error }
	if !errors.As(err, &all) {
		return []bot.Finding{finding(what, "", err, fix)}
	}
	var findings []bot.Finding
	for _, err := range all.Unwrap() {
		findings = append(findings, broken(what, err, fix)...)
	}
	return findings
}

// examine looks at everything, whatever else is broken: what is wrong in one
// place says nothing of another.
func (d *doctor) examine(ctx context.Context) {
	settings, _ := loadSettings() // what is wrong with them is found where it belongs
	config := d.configuration(settings)
	d.add("Time", timeZones())
	groups, places, held := d.database(ctx, settings, config)
	d.sources(ctx, settings, groups, held)
	for _, p := range config.Organisers.Channels {
		if !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	d.platforms(ctx, settings, places)
}

// configuration looks at the settings and what the file declares, and returns
// what is declared, which may be nothing.
func (d *doctor) configuration(settings Settings) *Config {
	var findings []bot.Finding
	for _, problem := range settings.processProblems() {
		findings = append(findings, finding("environment", "", problem, ""))
	}
	config, err := declaredBy(settings)
	switch {
	case err != nil:
		findings = append(findings, broken("file", err, "")...)
	case config == nil:
		findings = append(findings, bot.Finding{Level: bot.Broken, What: defaultConfig, Text: "There is none here, so no group is declared.",
			Fix: "Write it with a [[group]] and its sources, as the README shows, or run this in its folder."})
	default:
		findings = append(findings, bot.Finding{What: "declared", Text: fmt.Sprintf("%s, %s.", countOf(len(config.Groups), "group"), countOf(len(config.Channels), "channel"))})
		if err := config.servable(settings); err != nil {
			findings = append(findings, broken("channels", err, "Set it, or take the channel out.")...)
		}
	}
	d.add("Configuration", findings...)
	if config == nil {
		return &Config{}
	}
	return config
}

// timeZones sees that the zone database answers: wrong or missing, all times
// would be.
func timeZones() bot.Finding {
	for _, zone := range []string{"Europe/London", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo", "Africa/Cairo"} {
		if _, err := content.LoadZone(zone); err != nil {
			return finding("zone database", "", err, "Use a release build: it carries the zones itself.")
		}
	}
	return bot.Finding{What: "zone database", Text: "It knows the zones of six continents' cities."}
}

// database looks at the database without making or changing one, and returns
// the groups with all their sources and the places with rules: those declared
// and those it keeps; and why sources are held, by name.
func (d *doctor) database(ctx context.Context, settings Settings, config *Config) (groups []ConfiguredGroup, places []schedule.Place, held map[string]string) {
	groups = config.Groups
	for _, ch := range config.Channels {
		places = append(places, ch.Place)
	}
	written := finding("writable", "It can be written.", store.Writable(ctx, settings.DatabaseURL), "")
	kept, all, held, err := d.kept(ctx, settings, config)
	switch {
	case written.Level == bot.Broken: // which says why it cannot be read, too
		d.add("Database", written)
		return groups, places, held
	case errors.Is(err, fs.ErrNotExist):
		written.Text = "There is none yet. It can be made: serve and import do that."
	case errors.Is(err, store.ErrOlder):
		written.Text = "It can be written. An older program made it: serve and import bring it up to date."
	case err != nil:
		d.add("Database", written, finding("readable", "", err, ""))
		return groups, places, held
	default:
		groups = all
	}
	for _, ch := range kept {
		if !slices.Contains(places, ch.Place) {
			places = append(places, ch.Place)
		}
	}
	rules := bot.Finding{What: "channels", Text: fmt.Sprintf("%s with rules set in conversations.", countOf(len(kept), "channel"))}
	if len(places) == 0 && len(groups) > 0 {
		rules = bot.Finding{Level: bot.Warning, What: "channels", Text: "None follows a group, so nothing is posted.",
			Fix: "Type /meetupbot follow in a channel, or declare a [[channel]] in " + defaultConfig + "."}
	}
	d.add("Database", written, rules)
	for _, ch := range kept {
		if token := settings.lacks(ch.Place.Platform); token != "" {
			d.add("Database", bot.Finding{Level: bot.Warning, What: ch.Place.String(), Text: "It follows groups by a word in a conversation, and nothing is posted there.",
				Fix: "Set " + token + ": the README says where it comes from."})
		}
	}
	return groups, places, held
}

// kept returns what was set in conversations, the rules of channels and the
// groups with sources that were added; and why sources are held, by name.
func (d *doctor) kept(ctx context.Context, settings Settings, config *Config) (channels []schedule.Channel, groups []ConfiguredGroup, held map[string]string, err error) {
	db, err := store.Open(ctx, settings.DatabaseURL, store.Reader)
	if err != nil {
		return nil, nil, nil, err
	}
	defer db.Close()
	if channels, err = db.Channels(ctx); err != nil {
		return nil, nil, nil, err
	}
	library := newLibrary(db, fixed(config), productClock{real: d.app.now}, ingest.Importer{})
	records, err := library.Sources(ctx)
	held = map[string]string{}
	for _, r := range records {
		held[r.Name] = r.Held
	}
	if err == nil {
		groups, err = library.all(ctx)
	}
	return channels, groups, held, err
}

// platforms lets each connected platform examine itself and its places. One
// whose settings are wrong keeps no other from it, and is not asked: its token
// would go nobody knows where.
func (d *doctor) platforms(ctx context.Context, settings Settings, places []schedule.Place) {
	clock := productClock{real: d.app.now}
	quiet := slog.New(slog.DiscardHandler)
	for _, name := range []string{"discord", "slack"} {
		title, settings := map[string]string{"discord": "Discord", "slack": "Slack"}[name], settings.only(name)
		if problems := settings.platformProblems(); len(problems) > 0 {
			d.add(title, broken("settings", errors.Join(problems...), "")...)
			continue
		}
		all, err := platformsOf(settings, platformParts{
			router: bot.NewRouter(bot.Parts{Log: quiet}), // nobody asks
			clock:  func() schedule.Now { return schedule.Now{Product: clock.Now(), Real: clock.real()} },
			delays: d.app.delays,
			log:    quiet,
		})
		if err != nil {
			d.add(title, broken("settings", err, "")...)
			continue
		}
		if p := all[name]; p != nil {
			mine := slices.DeleteFunc(slices.Clone(places), func(p schedule.Place) bool { return p.Platform != name })
			ctx, cancel := context.WithTimeout(ctx, patience)
			d.add(title, p.Check(ctx, mine)...)
			cancel()
		}
	}
	if !settings.slack() && !settings.discord() {
		d.add("Platforms", bot.Finding{Level: bot.Warning, What: "none", Text: "Neither Slack nor Discord is connected, only the console.",
			Fix: "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN: the README says where they come from."})
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
			// the title says already whose it is
			title := strings.ToLower(s.title)
			what, text := strings.TrimPrefix(f.What, title+" "), strings.TrimPrefix(f.Text, title+": ")
			fmt.Fprintf(out, "  %-7s  %s: %s\n", f.Level, what, text)
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
