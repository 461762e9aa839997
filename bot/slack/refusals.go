package slack

import (
	"slices"
	"strings"

	"meetupbot/schedule"
)

// refusals are the errors after which trying again is useless until somebody
// does what stands beside them.
// https://docs.slack.dev/reference/methods/chat.postMessage#errors
var refusals = map[string]string{
	"channel_not_found": "there is no such channel, or it is private and the bot is not in it: write /invite @meetupbot there",
	"not_in_channel":    "the bot is not in the channel: write /invite @meetupbot there",
	"is_archived":       "the channel is archived",
	"user_not_found":    "there is no such member",

	"restricted_action":                        "an administrator restricts who may post there",
	"restricted_action_read_only_channel":      "the channel is read-only for the bot",
	"restricted_action_thread_only_channel":    "only threads may be answered in the channel",
	"restricted_action_non_threadable_channel": "the channel has no threads",
	"restricted_action_thread_locked":          "the thread is locked",
	"messages_tab_disabled":                    "direct messages to the bot are turned off: turn on the Messages tab under App Home",
	"method_not_supported_for_channel_type":    "such a conversation takes no messages of a bot",
	"cannot_reply_to_message":                  "such a message cannot be answered",
	"cant_update_message":                      "the message is not the bot's",
	"cant_delete_message":                      "the message is not the bot's",
	"edit_window_closed":                       "the workspace does not let old messages be edited",
	"message_not_found":                        "the message is gone",
	"msg_too_long":                             "the message is too long",
	"msg_blocks_too_long":                      "the message is too long",
	"no_text":                                  "the message is empty",
	"invalid_blocks":                           "the message is badly formed",
	"invalid_blocks_format":                    "the message is badly formed",
	"invalid_arguments":                        "the message is badly formed",
	"invalid_metadata_format":                  "the message is badly formed",
	"invalid_metadata_schema":                  "the message is badly formed",
	"metadata_too_large":                       "the message is badly formed",
	"too_many_attachments":                     "the message is badly formed",
	"slack_connect_file_link_sharing_blocked":  "files may not be shared there",
	"missing_scope":                            "a permission is missing: run meetupbot doctor, which names it",
	"no_permission":                            "the bot may not do that there",
	"not_allowed_token_type":                   "the token is of the wrong kind: the bot token starts with xoxb-",
	"invalid_auth":                             "Slack does not know the token: copy it again, from OAuth & Permissions",
	"not_authed":                               "Slack does not know the token: copy it again, from OAuth & Permissions",
	"token_revoked":                            "the token was revoked: reinstall the app and copy the new token",
	"token_expired":                            "the token has expired: turn token rotation off, reinstall the app and copy the new token",
	"account_inactive":                         "the app was uninstalled or its workspace is gone: install it again and copy the new token",
	"user_removed_from_team":                   "the app was removed from the workspace: install it again and copy the new token",
	"team_disabled":                            "the workspace is disabled",
	"team_access_not_granted":                  "the app has no access to that workspace",
	"access_denied":                            "an administrator denies the app access",
	"ekm_access_denied":                        "an administrator has suspended posting",
	"org_login_required":                       "the workspace is being moved by an administrator",
	"enterprise_is_restricted":                 "an administrator restricts the app",
}

// unchangeable are those of refusals after which a message stays as it is, if it
// is still there.
// https://docs.slack.dev/reference/methods/chat.update#errors
var unchangeable = []string{"message_not_found", "edit_window_closed", "cant_update_message"}

// tokenRefusals are those of refusals that concern a token, whatever was asked
// with it.
var tokenRefusals = []string{
	"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "not_allowed_token_type",
	"user_removed_from_team", "team_disabled",
}

// placeRefusals are those of refusals that concern whatever is posted in the
// place. Those that begin with restricted_action do so, too.
var placeRefusals = []string{
	"channel_not_found", "not_in_channel", "is_archived", "user_not_found", "messages_tab_disabled",
	"method_not_supported_for_channel_type", "team_access_not_granted", "access_denied", "ekm_access_denied",
	"org_login_required", "enterprise_is_restricted", "no_permission",
}

// scopeOf returns what an error of refusals concerns.
func scopeOf(code string) schedule.Scope {
	switch {
	case slices.Contains(tokenRefusals, code):
		return schedule.ThisPlatform
	case slices.Contains(placeRefusals, code), strings.HasPrefix(code, "restricted_action"):
		return schedule.ThisPlace
	}
	return schedule.ThisPost
}

// doubtful are the errors after which what was asked for may have been done.
// https://docs.slack.dev/reference/methods/chat.postMessage#errors
var doubtful = []string{"fatal_error", "internal_error", "duplicate_message_not_found", "duplicate_channel_not_found", ""}

// notNow are the other errors of chat.postMessage: nothing was posted, and somebody
// may mend what is wrong, or Slack does.
// https://docs.slack.dev/reference/methods/chat.postMessage#errors
var notNow = []string{
	"service_unavailable", "request_timeout", "team_added_to_org", "team_not_found", "accesslimited", "two_factor_setup_required", "message_limit_exceeded",
	"deprecated_endpoint", "method_deprecated", "as_user_not_supported", "attachment_payload_limit_exceeded", "block_mismatch", "markdown_text_conflict",
	"invalid_arg_name", "invalid_array_arg", "invalid_charset", "invalid_form_data", "invalid_post_type", "missing_post_type", "missing_file_data",
	"channel_type_not_supported", "slack_connect_canvas_sharing_blocked", "slack_connect_clip_sharing_blocked", "slack_connect_lists_sharing_blocked",
}
