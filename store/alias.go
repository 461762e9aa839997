package store

import (
	"net/url"
	"strings"

	"github.com/adrg/strutil"
	"github.com/adrg/strutil/metrics"
)

// profile returns the page by which a person is known elsewhere, in one form
// however the address was written. Only addresses that name one account of a
// person count: a company's page or a talk's says nothing about who somebody is.
func profile(address string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	host := strings.ToLower(u.Hostname())
	host = strings.TrimPrefix(strings.TrimPrefix(host, "www."), "mobile.")
	path := strings.Split(strings.ToLower(strings.Trim(u.Path, "/")), "/")
	switch {
	case (host == "twitter.com" || host == "x.com") && len(path) == 1 && path[0] != "":
		return "x.com/" + strings.TrimPrefix(path[0], "@"), true
	case (host == "github.com" || host == "gitlab.com") && len(path) == 1 && path[0] != "":
		return host + "/" + path[0], true
	case host == "linkedin.com" && len(path) == 2 && path[0] == "in":
		return host + "/in/" + path[1], true
	case len(path) == 1 && len(path[0]) > 1 && path[0][0] == '@': // the Fediverse
		return host + "/" + path[0], true
	}
	return "", false
}

// sameName reports whether two folded names can be one person's, who also name
// the same page: the family names agree and one first name shortens the other
// ("kat" and "katherine", "j" and "jane"), one leaves out middle names, or the
// whole differs by little, as a misspelling does. Two people who share a
// company's account rarely pass.
func sameName(a, b string) bool {
	wa, wb := strings.Fields(a), strings.Fields(b)
	if len(wa) == 0 || len(wb) == 0 {
		return false
	}
	firstA, firstB := wa[0], wb[0]
	lastA, lastB := wa[len(wa)-1], wb[len(wb)-1]
	if len(wa) > 1 && len(wb) > 1 && lastA == lastB && (strings.HasPrefix(firstA, firstB) || strings.HasPrefix(firstB, firstA)) {
		return true
	}
	return likeness(a, b) >= 0.8
}

// likeness is the Sørensen-Dice coefficient of the names' letter pairs, from 0
// to 1.
func likeness(a, b string) float64 {
	return strutil.Similarity(a, b, metrics.NewSorensenDice())
}
