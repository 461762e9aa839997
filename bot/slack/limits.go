package slack

// What Slack takes, in characters and pieces. Lengths are counted in UTF-16
// code units (see bot.Length), the largest of what may be meant.
const (
	// https://docs.slack.dev/reference/block-kit/blocks
	maxBlocks     = 50  // of a message
	maxHomeBlocks = 100 // of App Home

	// https://docs.slack.dev/reference/block-kit/blocks/header-block
	maxHeader = 150

	// https://docs.slack.dev/reference/block-kit/blocks/context-block and, for
	// the text in it, …/composition-objects/text-object
	maxContext = 3000

	// https://docs.slack.dev/reference/block-kit/blocks/actions-block
	maxActions = 25

	// https://docs.slack.dev/reference/block-kit/block-elements/button-element
	maxButton = 75
	maxURL    = 3000
)

// maxTotal is how many bytes all blocks of a message may take as JSON. That
// Slack refuses some 13,200 characters with msg_blocks_too_long is documented
// nowhere; https://github.com/slackapi/bolt-js/issues/2509 found it for
// Markdown, https://github.com/slackapi/bolt-js/issues/2867 that rich text is
// refused when its texts are far shorter. So structure counts too, and Slack
// adds some of its own.
const maxTotal = 12_000

// What we allow ourselves, in characters.
const (
	maxName     = 240   // a title or a person's name
	maxSentence = 600   // a reason, a role, a sentence from elsewhere
	maxSaid     = 2_000 // what a reply consists of, and a bio
	maxText     = 300   // the line for notifications, before it is escaped
	maxHost     = 40    // a host shown beside a link
	maxLink     = 1_000 // the address of a link within text
	maxProse    = 4_000 // what a bio takes with its links, in bytes of JSON
)

// maxTalks is how many talks a meetup's card names; the programme has them all.
const maxTalks = 12
