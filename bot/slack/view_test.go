package slack

import (
	"fmt"
	"strings"
	"testing"

	slackapi "github.com/slack-go/slack"
)

// view shows blocks roughly as members see them: *bold*, _italic_, ~struck~
// and `code` stand for how text is set, [words](address) for links.
func view(t *testing.T, blocks []slackapi.Block) string {
	t.Helper()
	var b strings.Builder
	for i, block := range blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		switch block := block.(type) {
		case *slackapi.HeaderBlock:
			fmt.Fprintf(&b, "# %s\n", block.Text.Text)
		case *slackapi.ContextBlock:
			for _, e := range block.ContextElements.Elements {
				fmt.Fprintf(&b, "(%s)\n", e.(*slackapi.TextBlockObject).Text)
			}
		case *slackapi.DividerBlock:
			b.WriteString("---\n")
		case actions:
			for _, e := range block.Elements {
				button := e.(*slackapi.ButtonBlockElement)
				fmt.Fprintf(&b, "[%s]%s", button.Text.Text, strings.Repeat("*", len(button.Style)/7))
				if button.URL != "" {
					fmt.Fprintf(&b, "(%s)", button.URL)
				}
				b.WriteByte(' ')
			}
			b.WriteByte('\n')
		case *slackapi.RichTextBlock:
			for _, part := range block.Elements {
				switch part := part.(type) {
				case *slackapi.RichTextSection:
					b.WriteString(viewSection(t, part) + "\n")
				case *slackapi.RichTextList:
					for _, item := range part.Elements {
						b.WriteString("  • " + strings.ReplaceAll(viewSection(t, item.(*slackapi.RichTextSection)), "\n", "\n    ") + "\n")
					}
				default:
					t.Errorf("no view of %T", part)
				}
			}
		default:
			t.Errorf("no view of %T", block)
		}
	}
	return b.String()
}

func viewSection(t *testing.T, s *slackapi.RichTextSection) string {
	t.Helper()
	var b strings.Builder
	for _, e := range s.Elements {
		switch e := e.(type) {
		case *slackapi.RichTextSectionTextElement:
			mark := ""
			if st := e.Style; st != nil {
				mark = map[bool]string{st.Bold: "*", st.Italic: "_", st.Strike: "~", st.Code: "`"}[true]
			}
			b.WriteString(mark + e.Text + mark)
		case *slackapi.RichTextSectionLinkElement:
			fmt.Fprintf(&b, "[%s](%s)", e.Text, e.URL)
		case *slackapi.RichTextSectionEmojiElement:
			fmt.Fprintf(&b, ":%s:", e.Name)
		case *slackapi.RichTextSectionDateElement:
			fmt.Fprintf(&b, "{%d %s|%s}", e.Timestamp, e.Format, *e.Fallback)
		case *slackapi.RichTextSectionChannelElement:
			fmt.Fprintf(&b, "<#%s>", e.ChannelID)
		default:
			t.Errorf("no view of %T", e)
		}
	}
	return b.String()
}
