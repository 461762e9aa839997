package parse

import "strings"

// A standing is how the words around a mention tie it to this event.
type standing struct {
	ours  bool // its clause is about our meetup: "we meet on", "the next meetup is on"
	leads bool // ... and its sentence begins so, or with the day
	weak  bool // it is some other day: a deadline, what it is not, what came before
	moved bool // the event was moved to it
}

// farClause is how many bytes before and behind a mention its clause may reach.
const farClause = 90

// movedReach is how many bytes before a day "moved to" may begin.
const movedReach = 28

// standingOf looks at the clause of the mention at start to end of a
// lower-case sentence. before and after are the neighbouring mentions' ends
// nearest to it, or the bounds of the sentence.
func standingOf(s string, start, end, before, after int) standing {
	lead := s[runeStart(s, max(before, start-farClause)):start]
	tail := s[end:runeStart(s, min(after, end+farClause))]
	var st standing
	if strings.HasSuffix(strings.TrimRight(lead, " "), " auf den") && hintsIn(tail).cues&(postponedCue|movedCue) != 0 {
		return standing{ours: true, leads: true, moved: true}
	}
	bare := strings.TrimRight(dropFillers(lead), " ,:*_(")
	last := bare[strings.LastIndexAny(bare, " (*_")+1:]
	clause := strings.TrimLeft(lead[strings.LastIndexAny(lead, ",;:(–")+1:], " *_")
	first, _, _ := strings.Cut(clause, " ")
	cues := hintsIn(lead).cues
	switch {
	case (last == "na" || last == "no" && lastWord(lead) == last) && containsAny(s[start:end], "feira", "sábado", "domingo", " de "): // Portuguese: on the
	case limits[last], setsApart[first] && ofWords[lastWord(lead)], strings.HasSuffix(bare, "no later"):
		st.weak = true
	case cues&noneCue != 0:
		st.weak = true
	case cues&topicCue != 0 && hintsIn(clause).cues&oursCue == 0:
		st.weak = true
	}
	if st.weak {
		return st
	}
	// The words before a day govern it; where there are hardly any, those behind.
	if cues&oursCue != 0 {
		st.ours = true
		st.leads = hintsIn(clause[:runeStart(clause, min(len(clause), 30))]).cues&oursCue != 0 ||
			before == 0 && hintsIn(s[:runeStart(s, min(start, 40))]).cues&oursCue != 0
		return st
	}
	if bare == "" || before == 0 && len(bare) < 12 || clause == "" && strings.HasSuffix(strings.TrimRight(lead, " "), ",") {
		if hintsIn(tail).cues&oursCue != 0 {
			st.ours, st.leads = true, before == 0
		}
	}
	return st
}

// limits are words right before a day that is a limit, or is not the one.
var limits = words(`by before until till after because since not than instead bis spätestens vor seit nach statt anstatt nicht wegen
	avant jusqu'au jusqu’au après depuis pas antes hasta desde tras después no vóór tot na sinds uiterlijk niet closes close closed ends end expires deadline ending closing originally ursprünglich initialement`)

// setsApart are words with which a clause begins whose noun is of another day:
// "after the meetup of 20 August"; ofWords tie the day to the noun.
var setsApart = words(`after since before until instead nachdem nach seit après depuis después tras desde antes hasta avant na sinds vóór`)

var ofWords = words(`of from vom von du de del van`)

func lastWord(s string) string {
	s = strings.TrimRight(s, " *_")
	return s[strings.LastIndexByte(s, ' ')+1:]
}

// dropFillers takes the small words away that stand between a preposition and
// a day.
func dropFillers(lead string) string {
	for {
		lead = strings.TrimRight(lead, " *_")
		i := strings.LastIndexByte(lead, ' ') + 1
		if !fillers[lead[i:]] || i == 0 && lead == "" {
			return lead
		}
		lead = lead[:i]
		if lead == "" {
			return ""
		}
	}
}

var fillers = words(`on the at of is be dem den der zum am le el de del il op die van du evening morning`)
