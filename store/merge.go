package store

import (
	"context"

	"meetupbot/content"
)

// merge makes two kept events one: what was decided and posted about m.From is
// m.Into's from now on. A posting of which there is one about either stays
// where it is, unless m.Into's was never posted and m.From's was.
func (k *keeper) merge(ctx context.Context, m content.Merge, imp *content.Import) error {
	const posted = `state IN ('sending', 'unknown', 'sent', 'retracting', 'retracted')`
	const same = `o.platform = d.platform AND o.place = d.place AND o.occurrence = d.occurrence AND o.slot = d.slot AND o.revision = d.revision`
	from, into := int64(m.From), int64(m.Into)
	for _, text := range []string{
		`DELETE FROM deliveries AS d WHERE d.event = $1 AND NOT d.` + posted + ` AND EXISTS (
			SELECT 1 FROM deliveries o WHERE o.event = $2 AND ` + same + ` AND o.` + posted + `)`,
		`UPDATE deliveries AS d SET event = $1 WHERE d.event = $2 AND NOT EXISTS (
			SELECT 1 FROM deliveries o WHERE o.event = $1 AND ` + same + `)`,
		`UPDATE decisions SET event = $1 WHERE event = $2`,
	} {
		if err := k.exec(ctx, text, into, from); err != nil {
			return err
		}
	}
	return k.markGone(ctx, m.From, imp, true)
}
