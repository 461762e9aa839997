package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"meetupbot/content"
	"meetupbot/content/source"
)

// unchanged names the documents whose text is what it was.
func unchanged(before, now []content.DocumentRecord) map[string]bool {
	was := make(map[string]string, len(before))
	for _, d := range before {
		was[d.Path] = d.Hash
	}
	same := make(map[string]bool, len(now))
	for _, d := range now {
		same[d.Path] = d.Hash != "" && was[d.Path] == d.Hash
	}
	return same
}

// differ reports whether the texts of a source are not what they were, one that
// is missing included. same names those that are.
func differ(before, now []content.DocumentRecord, same map[string]bool) bool {
	for _, d := range now {
		if !same[d.Path] {
			return true
		}
	}
	return len(before) != len(now)
}

// basis is equal for one group that the same program reads beside the same other
// sources in one month: series without an end are read up to some months ahead.
func (im *Importer) basis(group content.Group, now time.Time) string {
	return hash(fmt.Appendf(nil, "%q %q %q %q %q %t %q", im.Program, im.Declared, group.Name, group.Title, group.Zone, group.Review, today(group, now).Month()))
}

// today returns the day that it is for a group.
func today(group content.Group, now time.Time) content.Date {
	loc, err := content.LoadZone(group.Zone)
	if err != nil {
		loc = time.UTC
	}
	return content.DateOf(now.In(loc))
}

// digest is equal for equal documents and problems.
func digest(r source.Reading) string {
	all := sha256.New()
	for _, d := range r.Documents {
		fmt.Fprintf(all, "%q %x", d.Path, sha256.Sum256(d.Data))
	}
	for _, p := range r.Problems {
		fmt.Fprintf(all, "%q", p.Error())
	}
	return hex.EncodeToString(all.Sum(nil))
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
