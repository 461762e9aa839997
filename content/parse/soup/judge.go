package soup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// How much of a page's text makes a part the article, or more than a sidebar,
// in percent.
const (
	mostText  = 50
	muchText  = 70
	someText  = 15
	maxOfMeta = 300 // bytes of a line about who posted something and when
)

// judge decides which elements are the article, and which stand around it.
func (p *page) judge() {
	for i := range p.elements {
		e := &p.elements[i]
		e.brand = e.called(brands) || p.leadsHome(e)
		e.around = p.isAround(i, p.text)
	}
	roots := p.roots()
	within := 0
	inside := make([]bool, len(p.tokens)+1)
	for _, r := range roots {
		e := &p.elements[r]
		within += e.text
		for k := e.from; k < e.to; k++ {
			inside[k] = true
		}
	}
	for i := range p.elements {
		e := &p.elements[i]
		if len(roots) > 0 && inside[e.from] {
			e.around = p.isAround(i, within)
		}
	}
	for _, r := range roots {
		p.elements[r].around = false
	}
	if len(roots) > 0 {
		for i := range p.tokens {
			if !inside[i] {
				p.tokens[i].Around = true
			}
		}
	}
}

// isAround reports whether an element is no part of an article, on a page, or
// in an article, that holds so many bytes of text.
func (p *page) isAround(i, text int) bool {
	e := &p.elements[i]
	switch e.role {
	case "navigation", "complementary", "contentinfo", "search", "banner", "dialog", "alertdialog":
		return !e.mostOf(text) || e.role == "navigation"
	case "main", "article":
		return false
	}
	switch e.atom {
	case atom.Nav:
		return true
	case atom.Footer, atom.Aside:
		return !e.mostOf(text)
	case atom.Html, atom.Body, atom.Article, atom.Main, atom.H1:
		return false
	}
	if p.onlyLinks(e) {
		return true
	}
	if !e.named {
		return e.atom == atom.Table && p.monthGrid(e)
	}
	switch {
	case e.called(never):
		return !p.holdsMain(i, false)
	case e.called(stamps):
		return e.text+e.linked <= maxOfMeta && e.day && !e.event && p.posted(e)
	case e.called(seldom):
		return !e.mostOf(text) && !p.holdsMain(i, true)
	case e.atom == atom.Table:
		return p.monthGrid(e)
	}
	return false
}

// mostOf reports whether an element holds nearly all of so many bytes of text.
func (e *element) mostOf(text int) bool { return e.text*100 > text*muchText }

// holdsMain reports whether the element holds the article, as far as its
// elements say so. Comments are articles, too, where texts says false.
func (p *page) holdsMain(i int, texts bool) bool {
	e := &p.elements[i]
	for k := i + 1; k < len(p.elements) && p.elements[k].from < e.to; k++ {
		switch q := &p.elements[k]; {
		case q.atom == atom.H1 && !q.brand && !p.leadsHome(q), q.atom == atom.Main, q.role == "main":
			return true
		case texts && q.text > e.text/2 && q.text > 0 && isArticle(q):
			return true
		}
	}
	return false
}

// isArticle reports whether an element is called an article.
func isArticle(e *element) bool {
	return e.atom == atom.Article || e.role == "article" || e.called(articles) && e.atom != atom.Body && e.atom != atom.Html
}

// monthGrid reports whether a table is the days of a month.
func (p *page) monthGrid(e *element) bool {
	if e.text+e.linked > 400 {
		return false
	}
	days := 0
	for i := e.from; i < e.to; i++ {
		if t := &p.tokens[i]; t.Type == html.TextToken {
			if s := strings.TrimSpace(t.Text); len(s) > 0 && len(s) <= 2 && strings.Trim(s, "0123456789") == "" {
				days++
			}
		}
	}
	return days >= 20
}

// onlyLinks reports whether an element is a line of links that bars or
// brackets part: "[ home | meetings ]".
func (p *page) onlyLinks(e *element) bool {
	if e.linked == 0 || e.text == 0 || e.text > 40 || e.day || e.heading {
		return false
	}
	links, bars := 0, 0
	open := false
	for i := e.from; i < e.to; i++ {
		t := &p.tokens[i]
		switch {
		case t.Type == html.TextToken && !open:
			rest := strings.TrimSpace(strings.ReplaceAll(t.Text, "\u00a0", " "))
			if strings.Trim(rest, " |[]·•»>:/–-") != "" {
				return false
			}
			bars += strings.Count(rest, "|") + strings.Count(rest, "[") + strings.Count(rest, "·") + strings.Count(rest, "•")
		case t.Atom == atom.A:
			open = t.Type == html.StartTagToken
			if open {
				links++
			}
		case t.Atom == atom.Li, t.Atom == atom.Br:
			return false
		}
	}
	return links >= 2 && bars > 0
}

// postedWords tell that a line is about the text, not of it.
var postedWords = []string{"post", "publi", "written", "by ", "author", "von ", "am ", "geschrieben", "erstellt", "verfasst", "par ", "écrit", "le ", "por ", "el ", "escrito", "door ", "geplaatst", "op ", "filed", "comment", "kommentar", "scritto", "inserito", "submitted", "投稿", "公開", "admin", "on "}

// posted reports whether a part that is called a stamp can be one: its name
// says what is stamped, or its text says that it is about the posting.
func (p *page) posted(e *element) bool {
	if !e.onlyMeta {
		return true
	}
	text := strings.ToLower(p.textOf(e))
	for _, w := range postedWords {
		if strings.HasPrefix(text, w) || len(w) > 3 && strings.Contains(text, w) {
			return true
		}
	}
	return false
}

func (p *page) textOf(e *element) string {
	var b strings.Builder
	for i := e.from; i < e.to; i++ {
		if t := &p.tokens[i]; t.Type == html.TextToken {
			b.WriteString(t.Text)
		}
	}
	return strings.TrimSpace(b.String())
}

// leadsHome reports whether a heading is nothing but a link to the site's
// front page.
func (p *page) leadsHome(e *element) bool {
	if e.atom != atom.H1 && e.atom != atom.H2 && e.atom != atom.H3 || e.text > 0 || e.linked == 0 {
		return false
	}
	for i := e.from; i < e.to; i++ {
		t := &p.tokens[i]
		if t.Atom != atom.A || t.Type != html.StartTagToken {
			continue
		}
		url := t.Attribute("href")
		if strings.Contains(t.Attribute("rel"), "home") {
			return true
		}
		if _, rest, ok := strings.Cut(url, "://"); ok {
			_, path, _ := strings.Cut(rest, "/")
			return path == ""
		}
		switch strings.TrimPrefix(url, "./") {
		case "", "/", "..", "../", "../..", "../../", "index.html", "/index.html", "../index.html", "index.php", "/index.php", "index.htm":
			return true
		}
		return false
	}
	return false
}

// roots returns the elements that are what the page is about: none where all
// of the page is, but for what stands around.
func (p *page) roots() []int {
	hidden := make([]bool, len(p.elements)) // around, or within what is
	for i := range p.elements {
		e := &p.elements[i]
		hidden[i] = e.around || e.parent >= 0 && hidden[e.parent]
	}
	whole := 0 // bytes of text that are not around
	for i := range p.elements {
		e := &p.elements[i]
		if e.parent < 0 {
			whole += e.text
		}
		if e.around && (e.parent < 0 || !hidden[e.parent]) {
			whole -= e.text
		}
	}
	kinds := []func(e *element) bool{
		isArticle,
		func(e *element) bool { return e.atom == atom.Main || e.role == "main" },
		func(e *element) bool {
			return e.called(bodies) && e.atom != atom.Body && e.atom != atom.Html && e.atom != atom.P && e.atom != atom.Span
		},
	}
	for _, is := range kinds {
		if found := p.outermost(hidden, is); len(found) > 0 {
			text := 0
			for _, i := range found {
				text += p.elements[i].text
			}
			if text*100 >= whole*mostText {
				return found
			}
		}
	}
	return nil
}

// outermost returns the elements of a kind that are not around and not within
// another one.
func (p *page) outermost(hidden []bool, is func(*element) bool) []int {
	var found []int
	end := -1
	for i := range p.elements {
		e := &p.elements[i]
		if e.from < end || hidden[i] || !is(e) {
			continue
		}
		found = append(found, i)
		end = e.to
	}
	return found
}
