//go:build !linux

package main

// forgetBinary does nothing: how much of a program stays mapped is the system's
// business here.
func forgetBinary() {}
