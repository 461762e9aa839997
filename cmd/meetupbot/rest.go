package main

import "runtime/debug"

// rest gives the system back what the start, or the reading of a site, took and
// waiting and posting do not need: the heap that is free by now, and the pages of
// the binary, of which those come back that are used again.
func rest() {
	debug.FreeOSMemory()
	forgetBinary()
}
