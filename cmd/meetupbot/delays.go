//go:build !reliability

package main

// ownDelays are those of a real deployment.
func ownDelays() delays { return defaultDelays() }
