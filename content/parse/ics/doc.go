// Package ics reads iCalendar files (RFC 5545) into events: days, times, zones,
// places, what was cancelled, and every date of a series.
//
// Calendars come from many programs, and few of them keep to the standard. Each
// component is read for itself, so that one bad line costs one property or one
// event and is told of in a warning. What a calendar leaves open or contradicts
// becomes a doubt; a date is never guessed. Series are followed within limits.
//
// It refuses to know what the words of a description say, where the file comes
// from and what day it is.
package ics

//go:generate go run ./windowszones
