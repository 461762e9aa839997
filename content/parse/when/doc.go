// Package when reads dates and times in prose: "Tuesday 26th September",
// "le 8 avril", "12. Oktober 2016", "yesterday evening", "6:45 - 7:15",
// "à partir de 18h30", "19 Uhr".
//
// It knows how people write days, months, ranges and clock times in English,
// German, French, Spanish, Dutch and Japanese (and the month and weekday names
// of some more languages), and how a year that is left out follows from a
// publishing date, a weekday or neighbouring dates. It never guesses: what the
// words and their surroundings do not settle comes back as a problem that
// names the readings. It refuses to know what an event is, what a document is
// made of (front matter, Markdown, HTML), and the machine's clock or zone.
//
// Reading has two steps. [Dates] and [Times] find what the words say, with the
// place where they say it. [Mention.Resolve] and [Settle] then add what only
// the surroundings know: the year, the order of 3/4, morning or evening.
package when
