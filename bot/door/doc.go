// Package door is what the doors of all platforms need: who is at work, and what
// was taken already. It knows no platform, and not what is asked or answered.
package door
