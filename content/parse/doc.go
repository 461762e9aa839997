// Package parse reads documents into events: what is announced or reported,
// on which day, with which talks by whom, and where people sign up.
//
// It reads a source as a whole, in three phases: [Source] first reads every
// document for itself into facts (front matter, outline, every place that
// states a day); then it learns from all of them together which of those
// places hold the event's day on this site; then it decides on each
// document's events. Whatever it says carries the line it was read from, and
// what the documents leave open or contradict becomes a doubt: a question
// that an organiser can answer. A date is never guessed.
//
// It refuses to know where documents come from, what was known before, and
// what day it is.
package parse
