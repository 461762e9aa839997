package discord

// Remembered counts what an adapter keeps in memory of what it was asked: rate
// limits, ids and servers.
func (a *Adapter) Remembered() (buckets, ids, servers int) {
	a.api.pace.mu.Lock()
	buckets = len(a.api.pace.buckets)
	a.api.pace.mu.Unlock()
	a.seen.mu.Lock()
	ids = len(a.seen.young) + len(a.seen.old)
	a.seen.mu.Unlock()
	a.guilds.mu.Lock()
	defer a.guilds.mu.Unlock()
	return buckets, ids, len(a.guilds.known)
}

// MaxSeen is how many ids are remembered at most.
const MaxSeen = 2 * maxSeen
