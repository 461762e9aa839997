package soup

import "strings"

// A calling is what classes and ids say of a part of a page: any of these.
type calling uint8

const (
	// never is what readers wrote, or what stands on every page.
	never calling = 1 << iota
	// seldom is what mostly stands around an article. A part with most of the
	// page's text is it all the same.
	seldom
	// stamps hold who posted something, and when.
	stamps
	// brands name the site.
	brands
	// articles are one text each.
	articles
	// bodies are the text of an article.
	bodies
)

// Words in classes and ids, and pairs of them, that tell what a part of a page
// is: as WordPress and its themes, Blogger, Drupal, Joomla, TYPO3, Tumblr, Ghost,
// Bootstrap and event sites name them.
var callings = func() map[string]calling {
	all := map[string]calling{}
	for _, list := range []struct {
		says  calling
		words string
	}{
		{never, `comments comment commentlist respond disqus reply cookie cookies gdpr consent breadcrumb breadcrumbs pagination pager sharedaddy addthis addtoany share sharing
			share-buttons sharebuttons social socials sr-only visually-hidden screen-reader skip-link skiplink skip-nav tagcloud tag-cloud blogroll wp-calendar pingback pingbacks trackback trackbacks
			webmentions jp-relatedposts widget-area navbar nav-links nav-menu menu-item site-footer site-navigation post-navigation kommentare kommentar commentaires comentarios navigazione fil-ariane`},
		{seldom, `nav navigation nav-above nav-below navi menu menus submenu sidebar sidebars sidebar1 sidebar2 widget widgets footer foot bottom colophon copyright topbar related similar recommended recommendations
			suggested suggestions archive archives calendar tags tag-list taglist tag-links tags-links cat-links categories category-list subscribe newsletter login signin search searchform searchbox attendees members participants
			entry-utility post-tags recent latest-posts recent-posts popular ads advert adverts advertisement banner-ad author-box author-bio about-author post-author-box more-posts prev-next prevnext
			secondary tertiary side rightcol leftcol right-column left-column rightcolumn leftcolumn sponsors-bar popup modal overlay toolbar randspalte seitenleiste barre-laterale`},
		{stamps, `entry-meta post-meta postmeta article-meta entry-info post-info postinfo byline postmetadata post-metadata entry-date post-date postdate pubdate posted-on post-byline entry-byline
			post-header-meta date-header post-footer post-timestamp posttime entry-header-meta blog-meta meta-info node-submitted submitted post-data post-details dateline news-date newsdate article-info meta`},
		{brands, `site-title site-name sitename sitetitle site-branding site-logo blog-title blogtitle blog-name logo brand branding navbar-brand site-header-title header-logo custom-logo site-description tagline blog-description`},
		{articles, `hentry h-entry post-entry blog-post blogpost entry type-post post-single single-post article node-article node--type-article news-single`},
		{bodies, `entry-content post-content post-body postbody article-content article-body articlebody e-content page-content main-content content-body content-main maincontent main-column maincol maincolumn storycontent
			event-description event-content event-details event-body field-name-body node-content post-text posttext entry-body story body-content content contents inhalt contenu contenido main hauptinhalt post text`},
	} {
		for _, w := range strings.Fields(list.words) {
			all[w] |= list.says
		}
	}
	return all
}()

// callingLengths has a bit for the length of each calling that begins with a
// letter.
var callingLengths = func() (lengths [256]uint64) {
	for w := range callings {
		lengths[w[0]] |= 1 << len(w)
	}
	return lengths
}()

// mayCall reports whether a calling may begin with a letter and have a length:
// most words do not.
func mayCall(first byte, length int) bool {
	return length < 64 && callingLengths[first]&(1<<length) != 0
}
