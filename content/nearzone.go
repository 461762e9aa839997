package content

import (
	_ "embed"
	"fmt"
	"math/bits"
	"path"
	"strings"
	"sync"

	"github.com/agnivade/levenshtein"
)

// zoneNames are the names in the zone database, one a line; a test compares
// them with the database of the Go distribution.
//
//go:embed zonenames.txt
var zoneNames string

// maxZoneSlips is how many letters of a zone's name may be wrong, missing or
// too many for it to be recognised.
const maxZoneSlips = 2

// A zoneName is a name and what it is compared by.
type zoneName struct {
	name, folded, city string
	letters            uint32 // which ones the folded name has
}

var zoneTable = sync.OnceValue(func() []zoneName {
	var out []zoneName
	for name := range strings.Lines(zoneNames) {
		name = strings.TrimSpace(name)
		folded := foldZone(name)
		out = append(out, zoneName{name, folded, path.Base(folded), lettersOf(folded)})
	}
	return out
})

// NearZone returns the zone whose name somebody may have meant who wrote one
// that the database does not have: in other letters, the city alone, or a slip
// or two. "" where there is none, or more than one.
func NearZone(written string) string {
	folded := foldZone(written)
	if folded == "" || len(folded) > 64 {
		return ""
	}
	letters := lettersOf(folded)
	best, distance, several := "", maxZoneSlips+1, false
	for _, z := range zoneTable() {
		d := maxZoneSlips + 1
		switch {
		case z.folded == folded || z.city == folded:
			d = 0
		case len(folded) > 2*maxZoneSlips+1 && bits.OnesCount32(letters^z.letters) <= 2*maxZoneSlips: // others differ by more
			d = levenshtein.ComputeDistance(folded, z.folded)
		}
		switch {
		case d < distance:
			best, distance, several = z.name, d, false
		case d == distance && d <= maxZoneSlips:
			several = true
		}
	}
	if several {
		return ""
	}
	return best
}

// AskZone asks for the zone where what is written is none.
func AskZone(written string) string {
	if near := NearZone(written); near != "" {
		return fmt.Sprintf("Which time zone is %q? Did you mean %s?", written, near)
	}
	return fmt.Sprintf("Which time zone is %q? Write an IANA name such as Europe/London.", written)
}

var zoneSpaces = strings.NewReplacer(" ", "_", "-", "_")

func foldZone(name string) string {
	return zoneSpaces.Replace(strings.ToLower(strings.TrimSpace(name)))
}

func lettersOf(folded string) (set uint32) {
	for _, c := range []byte(folded) {
		if c >= 'a' && c <= 'z' {
			set |= 1 << (c - 'a')
		}
	}
	return set
}
