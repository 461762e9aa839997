package source

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// IsRepository reports whether a location is the address of a git repository:
// one whose path ends in .git. A folder that happens to be one is a folder.
func IsRepository(location string) bool {
	u, err := parseAddress(location)
	return err == nil && isRepository(u)
}

func isRepository(u *url.URL) bool {
	return u.RawQuery == "" && strings.HasSuffix(strings.TrimSuffix(u.Path, "/"), ".git")
}

// place returns what the fragment of a repository's address names: the branch,
// "" for the one that the repository shows to everyone, and the folder or file,
// "" for all of it. As in git's own REVISION:PATH, a branch ends in a colon, and
// no branch's name holds one.
func place(u *url.URL) (branch, folder string) {
	branch, folder, ok := strings.Cut(u.Fragment, ":")
	if !ok {
		branch, folder = "", u.Fragment
	}
	return branch, strings.TrimPrefix(path.Clean("/"+folder), "/")
}

// within reports whether the place that a repository's address names is in the
// repository.
func within(u *url.URL) bool {
	_, folder, ok := strings.Cut(u.Fragment, ":")
	if !ok {
		folder = u.Fragment
	}
	return !slices.Contains(strings.Split(folder, "/"), "..") && !strings.ContainsAny(u.Fragment, "\x00\r\n")
}
