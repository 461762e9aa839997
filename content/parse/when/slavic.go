package when

// dayEnding returns the token behind the ending of a day's number that a sign
// ties to it, or that Dutch adds: "18-го декабря", "18-ти", "18-go grudnia",
// "18:e december", "18de"; 0 where there is none.
func (r *reader) dayEnding(i int) int {
	if !r.touches(i) {
		return 0
	}
	tied := r.mark(i, '-') || r.mark(i, ':')
	if tied {
		i++
		if !r.touches(i) {
			return 0
		}
	}
	if t := r.at(i); t.kind != letter || t.end-t.start > 6 {
		return 0
	}
	switch r.slice(i, i+1) {
	case "го", "ого", "е", "ое", "му", "ти", "ви", "ри", "те", "то", "go", "ego", "tego", "e", "a", "ste", "de":
		return i + 1
	}
	return 0
}

// slavicAt reports whether the word at i stands before an hour in a Slavic
// language: "в 19.00", "о 19 годині", "u 18.30". In Latin letters such a word is
// many others', too.
func (r *reader) slavicAt(i int) (at, from, latin bool) {
	t := r.at(i)
	if t.kind != letter || t.end-t.start > 4 {
		return false, false, false
	}
	switch r.text[t.start:t.end] {
	case "в", "В", "во", "о", "О", "об", "у", "У":
		return true, false, false
	case "с", "С", "з", "З", "із", "от":
		return false, true, false
	case "ve", "o", "u", "ob":
		return true, false, true
	}
	return false, false, false
}

// slavicHour reports whether what stands before the number at i says that it
// is an hour with its minutes, however they are parted.
func (r *reader) slavicHour(i int, minute *token) bool {
	if r.t[i].digits != 2 || minute.kind != number || minute.n%5 != 0 {
		return false
	}
	at, from, latin := r.slavicAt(i - 1)
	if r.word(i-1).is(isTo) && r.slice(i-1, i) == "до" {
		from = true
	}
	return (at || from) && (!latin || r.t[i].n > 12)
}
