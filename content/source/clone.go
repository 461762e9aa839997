package source

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
)

// A repositoryMark is what a repository showed, by which it is seen whether that
// changed.
type repositoryMark struct {
	Commit string `json:"commit"`
	Tree   string `json:"tree"` // of the folder that is read, or the file's
}

// readRepository reads a folder of a git repository as it is at the tip of a
// branch.
//
// Nothing is cloned to keep. The bot runs on one small machine, where a clone on
// disk would be a second thing that fills up, breaks and has to be mended, and
// where a tree that is checked out would have strangers choose the names of
// files. What a push changed is seen from the list of branches, which costs one
// request; only then is the one commit asked for, without its history, and where
// the server can tell them apart (as the large hosts can), first its folders
// alone and then no files but those that may be texts in the folder that is
// read. They pass through memory, within the limits of [pack], and nothing of a
// commit is ever a path on this machine.
func (r *Reader) readRepository(ctx context.Context, u *url.URL, mark string) (Reading, error) {
	ctx, stop := context.WithTimeoutCause(ctx, cmp.Or(r.RepositoryWait, repositoryWait), errRepositoryWait)
	defer stop()
	reading, err := r.checkOut(ctx, u, mark)
	return reading, because(ctx, err)
}

func (r *Reader) checkOut(ctx context.Context, u *url.URL, mark string) (Reading, error) {
	var before repositoryMark
	decodeMark(mark, &before)
	branch, folder := place(u)
	from, refs, err := r.list(ctx, u)
	if err != nil {
		return Reading{}, err
	}
	tip, err := tipOf(refs, branch)
	if err != nil {
		return Reading{}, err
	}
	if before.Commit == tip.String() {
		return Reading{Unchanged: true, Mark: mark}, nil
	}
	if !refs.Capabilities.Supports(capability.Shallow) {
		return Reading{}, refusal{problem: "the server gives a commit only with all its history", fix: "use another host, or name a folder that is kept up to date by other means"}
	}
	partial := refs.Capabilities.Supports(capability.Filter) && refs.Capabilities.Supports(capability.AllowReachableSHA1InWant)
	filter := packp.Filter("")
	if partial {
		filter = packp.FilterBlobNone()
	}
	got, err := from.commit(ctx, tip, filter)
	if err != nil {
		return Reading{}, err
	}
	files, err := walk(got, tip, folder)
	if err != nil {
		return Reading{}, err
	}
	now := encodeMark(repositoryMark{tip.String(), files.id.String()})
	if before.Tree == files.id.String() {
		return Reading{Unchanged: true, Mark: now}, nil
	}
	if wants := files.missing(got); partial && len(wants) > 0 {
		if got, err = from.files(ctx, tip, wants); err != nil {
			return Reading{}, err
		}
	}
	reading := files.reading(got)
	reading.Mark = now
	return reading, nil
}

// tipOf returns the commit that a branch ends in; "" is the branch that the
// repository shows to everyone.
func tipOf(refs *packp.AdvRefs, branch string) (plumbing.Hash, error) {
	const heads = "refs/heads/"
	if tip, ok := refs.References[heads+branch]; ok && branch != "" {
		return tip, nil
	}
	if branch == "" && refs.Head != nil {
		return *refs.Head, nil
	}
	var names []string
	for ref := range refs.References {
		if name, ok := strings.CutPrefix(ref, heads); ok {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return plumbing.ZeroHash, refusal{problem: "the repository is empty", fix: fixLater}
	}
	slices.Sort(names)
	const most = 5
	shown := make([]string, 0, most)
	for _, name := range names[:min(len(names), most)] {
		shown = append(shown, fmt.Sprintf("%q", shorten(name)))
	}
	problem := fmt.Sprintf("there is no branch %q in the repository", shorten(branch))
	if branch == "" {
		problem = "the repository has no branch that it shows by itself"
	}
	more := ""
	if len(names) > most {
		more = fmt.Sprintf(" and %d more", len(names)-most)
	}
	return plumbing.ZeroHash, refusal{problem: problem, fix: "name one behind a #, with a colon after it; it has " + strings.Join(shown, ", ") + more}
}

// shorten keeps a name that a stranger chose from filling a message.
func shorten(name string) string {
	if runes := []rune(name); len(runes) > 60 {
		return string(runes[:60]) + "..."
	}
	return name
}
