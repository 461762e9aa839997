package slack

import (
	"context"
	"errors"
	"slices"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
)

// sendFile brings the answer's file into the direct messages of whoever asked,
// and returns what to tell them where they asked, if anything: who asked there
// has it before them.
func (a *Adapter) sendFile(ctx context.Context, q asked, m answer) (told answer, tell bool) {
	say := func(text string) (answer, bool) {
		return answer{message: render(bot.Notice{Text: text}, platform), private: true}, true
	}
	channel, err := a.upload(ctx, q.user, m.message)
	switch code := codeIn(err); {
	case err == nil && (q.channel == channel || q.channel == ""):
		return answer{}, false
	case err == nil:
		return say("I have sent it to you: it is in our direct messages.")
	case code == "missing_scope":
		a.log.Warn("slack: a file could not be sent", "err", err)
		return say("I may not send files yet. Please ask whoever runs me to add the scopes files:write and im:write " +
			"under OAuth & Permissions, then to press Reinstall to Workspace.")
	default:
		a.log.Warn("slack: a file could not be sent", "err", err)
		return say("The file could not be sent: Slack did not take it. Please try again in a while.")
	}
}

// upload shares the file in the user's direct messages, and returns their id.
// https://docs.slack.dev/messaging/working-with-files#upload
func (a *Adapter) upload(ctx context.Context, user string, m message) (channel string, err error) {
	if channel, err = a.conversation(ctx, user); err != nil {
		return "", err
	}
	var place *slackapi.GetUploadURLExternalResponse
	err = a.call(ctx, "files.getUploadURLExternal", "", func(ctx context.Context) error {
		place, err = a.api.GetUploadURLExternalContext(ctx, slackapi.GetUploadURLExternalParameters{
			FileName: m.File.Name, FileSize: len(m.File.Bytes),
		})
		return err
	})
	if err != nil {
		return "", err
	}
	_, err = a.request(ctx, "upload", "", func(ctx context.Context) error {
		return a.api.UploadToURL(ctx, slackapi.UploadToURLParameters{
			UploadURL: place.UploadURL, Filename: m.File.Name, Content: string(m.File.Bytes),
		})
	})
	if err != nil {
		return "", err
	}
	return channel, a.call(ctx, "files.completeUploadExternal", "", func(ctx context.Context) error {
		done, err := a.api.CompleteUploadExternalContext(ctx, slackapi.CompleteUploadExternalParameters{
			Files:   []slackapi.FileSummary{{ID: place.FileID, Title: m.File.Name}},
			Channel: channel, Blocks: slackapi.Blocks{BlockSet: m.Blocks}, // with a comment they would not be shown
		})
		if err == nil && !slices.ContainsFunc(done.Files, func(f slackapi.FileSummary) bool { return f.ID == place.FileID }) {
			err = errors.New("the answer does not name the file")
		}
		return err
	})
}
