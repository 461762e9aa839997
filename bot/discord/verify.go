package discord

import (
	"crypto/ed25519"
	"encoding/hex"
	"strconv"
	"time"
)

// maxAge is how far a signature's time may be from ours, lest somebody sends
// again what they overheard.
const maxAge = 5 * time.Minute

// verify reports whether Discord signed the body, at a time that it gives as
// seconds since 1970.
// https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
func verify(key ed25519.PublicKey, signature, timestamp string, body []byte) bool {
	sig, err := hex.DecodeString(signature)
	if err != nil || len(sig) != ed25519.SignatureSize || timestamp == "" {
		return false
	}
	signed := make([]byte, 0, len(timestamp)+len(body))
	return ed25519.Verify(key, append(append(signed, timestamp...), body...), sig)
}

// fresh reports whether a signature's time is near now.
func fresh(timestamp string, now time.Time) bool {
	at, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || at < 0 {
		return false
	}
	return now.Sub(time.Unix(at, 0)).Abs() <= maxAge
}
