package discordtest

import "slices"

// Kinds of components.
// https://discord.com/developers/docs/components/reference#component-object-component-types
const (
	actionRow    = 1
	button       = 2
	stringSelect = 3
	lastSelect   = 8
	section      = 9
	textDisplay  = 10
	thumbnail    = 11
	mediaGallery = 12
	fileView     = 13
	separator    = 14
	container    = 17
)

// Limits of components.
// https://discord.com/developers/docs/components/reference
const (
	maxRows           = 5
	maxButtons        = 5
	maxComponents     = 40 // of the second version, all levels together
	maxComponentText  = 4000
	maxCustomID       = 100
	maxLabel          = 80
	maxButtonURL      = 512
	maxSelectOptions  = 25
	maxSectionTexts   = 3
	linkButton        = 5
	premiumButton     = 6
	maxOptionLabel    = 100
	maxGalleryItems   = 10
	maxSelectHolder   = 150
	minSelectElements = 1
)

// a componentCheck is under way through the components of one message.
type componentCheck struct {
	faults
	v2    bool
	count int
	text  int
	ids   map[string]bool // custom ids met
}

func (f faults) checkComponents(components []any, v2 bool) {
	c := &componentCheck{faults: f, v2: v2, ids: map[string]bool{}}
	if !v2 && len(components) > maxRows {
		f.tooLong("components", maxRows)
	}
	top := []int64{actionRow}
	if v2 {
		top = append(top, section, textDisplay, mediaGallery, fileView, separator, container)
	}
	c.children("components", components, top...)
	if v2 && c.count > maxComponents {
		f.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The maximum number of components allowed is 40")
	}
	if v2 && c.text > maxComponentText {
		f.add("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "The total displayable text size of components exceeds the max size of 4000")
	}
}

// children checks components that stand side by side, each of one of the kinds.
func (c *componentCheck) children(path string, components []any, kinds ...int64) {
	for i, v := range components {
		o, _ := v.(object)
		at := join(path, i)
		c.count++
		if !slices.Contains(kinds, number(o, "type")) {
			c.wrongKind(at)
			continue
		}
		c.one(at, o)
	}
}

func (c *componentCheck) wrongKind(path string) {
	c.add(join(path, "type"), "BASE_TYPE_CHOICES", "Value must be one of the component types that may stand here.")
}

func (c *componentCheck) one(path string, o object) {
	inner := list(o, "components")
	switch number(o, "type") {
	case actionRow:
		c.row(path, inner)
	case button:
		c.button(path, o)
	case textDisplay:
		if length(text(o, "content")) == 0 {
			c.missing(join(path, "content"))
		}
		c.text += length(text(o, "content"))
	case section:
		if len(inner) < 1 || len(inner) > maxSectionTexts {
			c.add(join(path, "components"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 3 in length.")
		}
		c.children(join(path, "components"), inner, textDisplay)
		if o["accessory"] == nil {
			c.missing(join(path, "accessory"))
			return
		}
		c.count++
		accessory := child(o, "accessory")
		if kind := number(accessory, "type"); kind != button && kind != thumbnail {
			c.wrongKind(join(path, "accessory"))
			return
		}
		c.one(join(path, "accessory"), accessory)
	case container:
		if len(inner) < 1 || len(inner) > maxComponents {
			c.add(join(path, "components"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 40 in length.")
		}
		c.children(join(path, "components"), inner, actionRow, section, textDisplay, mediaGallery, fileView, separator)
	case mediaGallery:
		if n := len(list(o, "items")); n < 1 || n > maxGalleryItems {
			c.add(join(path, "items"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 10 in length.")
		}
	case thumbnail:
		c.checkURL(join(path, "media.url"), text(child(o, "media"), "url"), maxEmbedURL, "http", "https", "attachment")
	case fileView, separator:
	default:
		c.choice(path, o)
	}
}

// row checks an action row: up to five buttons, or one select.
func (c *componentCheck) row(path string, inner []any) {
	at := join(path, "components")
	buttons, selects := 0, 0
	for _, v := range inner {
		if o, _ := v.(object); number(o, "type") == button {
			buttons++
		} else {
			selects++
		}
	}
	if len(inner) < 1 || len(inner) > maxButtons || selects > 1 || selects > 0 && buttons > 0 {
		c.add(at, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	c.children(at, inner, button, stringSelect, 5, 6, 7, lastSelect)
}

func (c *componentCheck) button(path string, o object) {
	style := number(o, "style")
	if style < 1 || style > premiumButton {
		c.add(join(path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6).")
	}
	if length(text(o, "label")) > maxLabel {
		c.tooLong(join(path, "label"), maxLabel)
	}
	if text(o, "label") == "" && o["emoji"] == nil && style != premiumButton {
		c.add(path, "BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji.")
	}
	switch {
	case style == premiumButton:
	case style == linkButton:
		if text(o, "url") == "" {
			c.missing(join(path, "url"))
		}
		if text(o, "custom_id") != "" {
			c.add(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A custom id and url cannot both be specified.")
		}
		c.checkURL(join(path, "url"), text(o, "url"), maxButtonURL, "http", "https", "discord")
	default:
		if text(o, "url") != "" {
			c.add(path, "BUTTON_COMPONENT_INVALID", "A custom id and url cannot both be specified.")
		}
		c.customID(path, o)
	}
}

// choice checks a select.
func (c *componentCheck) choice(path string, o object) {
	c.customID(path, o)
	if length(text(o, "placeholder")) > maxSelectHolder {
		c.tooLong(join(path, "placeholder"), maxSelectHolder)
	}
	if number(o, "type") != stringSelect {
		return
	}
	options := objects(o, "options")
	if len(options) < minSelectElements || len(options) > maxSelectOptions {
		c.add(join(path, "options"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length.")
	}
	values := map[string]bool{}
	for i, option := range options {
		at := join(join(path, "options"), i)
		for _, key := range []string{"label", "value", "description"} {
			if n := length(text(option, key)); n > maxOptionLabel {
				c.tooLong(join(at, key), maxOptionLabel)
			} else if n == 0 && key != "description" {
				c.missing(join(at, key))
			}
		}
		if v := text(option, "value"); values[v] {
			c.add(join(at, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
		} else {
			values[v] = true
		}
	}
}

func (c *componentCheck) customID(path string, o object) {
	id := text(o, "custom_id")
	switch {
	case id == "":
		c.missing(join(path, "custom_id"))
	case length(id) > maxCustomID:
		c.tooLong(join(path, "custom_id"), maxCustomID)
	case c.ids[id]:
		c.add(join(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
	}
	c.ids[id] = true
}
