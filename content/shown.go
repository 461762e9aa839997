package content

import (
	"net/url"
	"strings"
)

// ShownSource returns a source's name as it may be shown and logged: a web
// address without user, password, query and fragment, which may be secret. The
// fragment of a git repository names a folder of it, and is shown.
func ShownSource(name string) string {
	if !strings.Contains(name, "://") {
		return name // a folder or a file
	}
	u, err := url.Parse(name)
	if err != nil || u.Opaque != "" {
		// where user and password end is anybody's guess
		if strings.Contains(name, "@") {
			return "..."
		}
		if i := strings.IndexAny(name, "?#"); i >= 0 {
			return name[:i] + "?..."
		}
		return name
	}
	query := ""
	if u.RawQuery != "" {
		query = "?..."
	}
	if !strings.HasSuffix(strings.TrimSuffix(u.Path, "/"), ".git") || query != "" || strings.Contains(u.Fragment, "?") {
		u.Fragment, u.RawFragment = "", ""
	}
	u.User, u.RawQuery, u.ForceQuery = nil, "", false
	return u.String() + query
}
