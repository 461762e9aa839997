package discord

// Remembered counts what an adapter keeps in memory of what it was asked: rate
// limits, ids and servers.
func (a *Adapter) Remembered() (buckets, ids, servers int) {
	a.api.pace.mu.Lock()
	buckets = len(a.api.pace.buckets)
	a.api.pace.mu.Unlock()
	a.guilds.mu.Lock()
	defer a.guilds.mu.Unlock()
	return buckets, a.seen.Len(), len(a.guilds.known)
}
