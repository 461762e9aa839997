package discord

// Limits of what Discord takes. Its API counts code points
// (https://github.com/discord/discord-api-docs/issues/1315) and its apps count
// UTF-16 code units; bot.Length counts the latter, of which there are never
// fewer.

// Of a message: https://docs.discord.com/developers/resources/message#create-message
const (
	maxContent = 2000
	maxEmbeds  = 10
)

// Of embeds: https://docs.discord.com/developers/resources/message#embed-object-embed-limits
const (
	maxTitle       = 256
	maxDescription = 4096
	maxFieldValue  = 1024
	maxEmbedText   = 6000 // over all embeds of a message: titles, descriptions, fields, footers
)

// Of buttons: https://docs.discord.com/developers/components/reference#button
const (
	maxLabel     = 80
	maxButtonURL = 512
)

// Of rows: https://docs.discord.com/developers/components/reference#action-row
const (
	maxRows       = 5
	maxRowButtons = 5
)

// Our own, so that one long text does not crowd out the others.
const (
	maxName    = 160  // a meetup's, talk's, person's or place's name
	maxPerson  = 80   // one name of many
	maxAsks    = 5    // commands that are offered
	maxWords   = 300  // a sentence of somebody's
	maxCommand = 120  // a command to be typed
	maxBio     = 1500 // what is shown of a person's bio
	maxLink    = 1000 // an address; a longer one is no link
)
