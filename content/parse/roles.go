package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
)

// A role is what a section is for, as its heading says.
type role int

const (
	plain     role = iota
	programme      // times, talks
	speaking       // who speaks, bios
	venueRole      // where
	whenRole       // when
	tickets        // how to sign up
	sponsors       // who pays
	coming         // the meetup after this one
	aside          // conduct, afterwards, contact: nothing to read events from
)

// headings are phrases of folded words by which a heading names its role. The
// first phrase that a heading holds decides; longer ones stand first.
var headings = []struct {
	role    role
	phrases []string
}{
	{coming, []string{"next meetup", "next meeting", "next event", "next month", "upcoming", "coming up", "nachstes treffen", "nachster termin", "nachste treffen", "prochain", "prochaine", "proximo", "proxima", "volgende meetup", "ausblick", "vorschau", "demnachst", "next time", "save the date", "volgende keer", "proximamente", "prossimamente", "a venir", "prossimo incontro", "prossima serata", "次回", "次回予告", "next up", "what s next", "looking ahead", "nachstes mal", "la suite", "prochainement", "a vos agendas", "la siguiente", "proxima cita", "vooruitblik", "prossimi appuntamenti", "proximo encontro", "nastepne spotkanie", "kolejne spotkanie", "pristi sraz", "pristi setkani", "nasta mote", "nasta traff", "neste mote", "næste møde", "следующая встреча", "следующий митап", "proxima edicao"}},
	{aside, []string{"code of conduct", "conduct", "afterwards", "after the meetup", "verhaltenskodex", "contact", "kontakt", "about us", "uber uns", "who we are", "newsletter", "archive", "past events", "past meetings", "past meetups", "past talks", "previous meetings", "previous meetups", "previous talks", "previous events", "vergangene", "bisherige", "fruhere treffen", "encuentros anteriores", "reuniones anteriores", "charlas anteriores", "eventos anteriores", "eventos pasados", "rencontres passees", "evenements passes", "reunions passees", "vorige bijeenkomsten", "incontri passati", "eventi passati", "incontri precedenti", "encontros anteriores", "eventos passados", "tidligere moter", "tidigare traffar", "poprzednie spotkania", "minule srazy", "прошедшие встречи", "resources", "first time attendees", "call for", "cfp", "faq", "despues del evento", "requisitos", "prerequisites", "requirements", "voraussetzungen", "parking", "feedback", "impressum", "organizers", "organisers", "organisatoren", "organiza", "the pub", "pub", "mailing list", "follow us", "previous", "recent releases", "releases", "events of interest", "in other news", "other news", "community news", "statistics", "key takeaways", "highlights", "jobs", "licence", "license", "refreshments", "about the group", "recent posts", "recent comments", "recent articles", "latest posts", "related posts", "related articles", "archives", "categories", "comments", "responses", "leave a reply", "leave a comment", "similar events", "you may also like", "letzte beitrage", "neueste beitrage", "kommentare", "ahnliche beitrage", "articles recents", "commentaires", "entradas recientes", "comentarios", "recente berichten", "reacties", "other dates", "other events", "other meetups", "elsewhere", "around town", "community events", "friends of ours", "weitere termine", "andere termine", "andere veranstaltungen", "autres evenements", "autres dates", "otros eventos", "otras fechas", "andere evenementen", "andere data", "altri eventi", "outros eventos", "codigo de conducta", "codigo de conduta", "code de conduite", "gedragscode", "行動規範", "注意事項", "持ち物", "運営", "主催", "懇親会", "お問い合わせ", "過去の開催", "organizadores", "organizacao", "organizzatori", "organisateurs", "organisatie", "over ons", "sobre nosotros", "chi siamo", "sobre nos", "edicoes anteriores", "contacto", "contatti", "contato", "kodeks postepowania", "zasady", "organizatorzy", "organizator", "организаторы", "контакты", "arrangorer", "arrangoerer", "code di condotta", "codice di condotta", "diretrizes"}},
	{speaking, []string{"speaker", "speakers", "speaker bios", "bios", "bio", "biography", "biographies", "quien habla", "quienes hablan", "ponente", "ponentes", "referent", "referenten", "referentin", "sprecher", "vortragende", "intervenant", "intervenants", "conferencier", "orateur", "orateurs", "spreker", "sprekers", "vita", "who", "about the speaker", "uber den referenten", "uber die referenten", "panelists", "presenters", "about the speakers", "chi parla", "relatori", "relatore", "relatrice", "i relatori", "oradores", "orador", "oradora", "palestrantes", "quem", "quem fala", "sobre los ponentes", "les intervenants", "nuestros ponentes", "de sprekers", "wie", "登壇者", "発表者", "スピーカー", "講師", "登壇者紹介", "発表者紹介", "講師紹介", "プロフィール", "登壇者プロフィール", "自己紹介", "prelegent", "prelegenci", "prelegentka", "prelegentki", "mowcy", "wystepuja", "prednasejici", "recnici", "recnik", "spikerji", "talare", "talarna", "foredragsholder", "foredragsholdere", "ponente invitado", "nossos palestrantes", "докладчики", "докладчик", "спикеры", "спикер", "выступающие", "ospiti", "ospite", "kto"}},
	{tickets, []string{"tickets", "ticket", "registration", "register", "anmeldung", "anmelden", "rsvp", "inscription", "inscriptions", "inscripcion", "registro", "sign up", "signup", "aanmelden", "how to attend", "attend", "apuntate", "iscrizione", "iscrizioni", "inscricao", "inscricoes", "registo", "billetterie", "inschrijven", "inschrijving", "参加登録", "参加方法", "参加申し込み", "申し込み", "お申し込み", "申込方法", "bilety", "zapisy", "rejestracja", "registrace", "vstupne", "pamelding", "tilmelding", "anmalan", "регистрация", "билеты", "ingressos", "como participar", "come partecipare", "prenotazione", "prenotazioni"}},
	{sponsors, []string{"sponsor", "sponsors", "sponsoren", "patrocina", "patrocinadores", "sponsored by", "partenaires", "our sponsors", "supported by", "colabora", "sponsored", "partner", "partners", "sponsoring", "unterstutzt von", "mit freundlicher unterstutzung", "patrocinador", "apoios", "スポンサー", "協賛", "会場提供", "sponsorzy", "partnerzy", "sponzori", "sponsorer", "спонсоры", "спонсор", "партнеры", "patrocinio", "patrocinadoras", "apoio", "realizacao", "con il supporto di"}},
	{venueRole, []string{"venue", "location", "where", "where and when", "when and where", "ort", "wo", "wo und wann", "wann und wo", "lieu", "ou", "lugar", "donde", "donde y cuando", "cuando y donde", "ou et quand", "quand et ou", "locatie", "waar", "veranstaltungsort", "adresse", "address", "getting there", "anfahrt", "how to find us", "map", "dove", "onde", "sede", "local", "luogo", "sitio", "plek", "locatie en route", "sted", "hvor", "plats", "miejsce", "会場", "場所", "アクセス", "開催場所", "会場アクセス", "gdzie", "miejsce spotkania", "lokalizacja", "kde", "misto", "misto konani", "место", "место проведения", "где", "где и когда", "когда и где", "gdzie i kiedy", "kiedy i gdzie", "kde a kdy", "kdy a kde", "dove e quando", "quando e dove", "onde e quando", "quando e onde", "localizacao", "endereco", "indirizzo", "direccion", "ubicacion", "come raggiungerci", "var", "var och nar", "nar och var", "treffpunkt", "standort", "місце", "адреса", "адрес", "място", "къде", "miesto", "mjesto", "lokacija", "kje", "gdje", "helyszin", "paikka", "locatia", "unde", "mekan", "lloc", "장소", "地点", "地址"}},
	{whenRole, []string{"tid", "nar", "tidspunkt", "kiedy", "kdy", "when", "date", "date and time", "wann", "datum", "termin", "zeit", "quand", "fecha", "cuando", "wanneer", "time", "quando", "data", "data e hora", "data e ora", "日時", "開催日時", "日程", "時間", "時刻", "開催日", "開催時間", "開始時間", "とき", "data i godzina", "termin spotkania", "datum a cas", "cas", "когда", "дата", "время", "дата и время", "dia", "horario", "dia e hora", "dia e horario", "data e horario", "fecha y hora", "data e orario", "orario", "hora", "uhrzeit", "heure", "horaire", "tijd", "godzina", "klokken"}},
	{programme, []string{"program", "programme", "programm", "agenda", "schedule", "ablauf", "tagesordnung", "programa", "line up", "lineup", "the lineup", "timetable", "zeitplan", "planning", "talks", "talk", "the talks", "vortrage", "vortrag", "charlas", "charla", "sessions", "session", "presentations", "presentation", "conferences", "themen", "haupt themen", "thema", "topics", "what", "was", "overview", "de que hablaremos", "running order", "programma", "sujets", "au programme", "deroulement", "workshops", "workshop", "lightning talks", "apresentacoes", "apresentacao", "presentaciones", "presentazioni", "presentaties", "ateliers", "atelier", "talleres", "oficinas", "contenido", "programma della serata", "palestras", "sessoes", "relazioni", "interventi", "temi", "vortragsprogramm", "le programme", "deroule", "exposes", "lezingen", "de talks", "el programa", "las charlas", "発表", "発表内容", "プログラム", "タイムテーブル", "タイムスケジュール", "アジェンダ", "スケジュール", "セッション", "内容", "登壇内容", "当日のスケジュール", "ライトニングトーク", "lt", "トーク", "who and what", "wer und was", "qui et quoi", "quien y que", "prelekcje", "prezentacje", "wystapienia", "tematy", "plan spotkania", "program spotkania", "prednasky", "prednaska", "temata", "программа", "доклады", "темы", "foredrag", "forelasningar", "programacao", "agenda della serata", "i talk", "talk della serata", "pauta", "cronograma", "descripcion de la charla", "sobre a palestra"}},
}

// A headingPhrase is one of the phrases of headings.
type headingPhrase struct {
	text  string // folded
	role  role
	order int // the first that a heading holds decides
}

// allPhrases are those of headings, in their order; phrasesBy are these by their
// first words, and headingRoles what a phrase is for that is a whole heading.
var allPhrases, phrasesBy, headingRoles = func() (all []headingPhrase, by map[string][]headingPhrase, roles map[string]role) {
	by, roles = map[string][]headingPhrase{}, map[string]role{}
	for _, h := range headings {
		for _, text := range h.phrases {
			p := headingPhrase{content.Fold(text), h.role, len(all)}
			all = append(all, p)
			first, _, _ := strings.Cut(p.text, " ")
			by[first] = append(by[first], p)
			if _, ok := roles[p.text]; !ok {
				roles[p.text] = h.role
			}
		}
	}
	return all, by, roles
}()

// othersHeadings stand above what is somebody else's, part by part, each with a
// heading of its own: releases, other groups' evenings, news of the web.
var othersHeadings = strings.Split(`recent releases,releases,events of interest,other events,other meetups,in other news,other news,community news,community events,elsewhere,around town,friends of ours,weitere veranstaltungen,andere veranstaltungen,autres evenements,otros eventos,andere evenementen,altri eventi,outros eventos,similar events,related posts,recent posts`, ",")

// ofOthers reports whether a heading begins a section about what is not the
// group's own.
func ofOthers(heading string) bool {
	f := content.Fold(heading)
	for _, p := range othersHeadings {
		if f == p || strings.HasPrefix(f, p+" ") {
			return true
		}
	}
	return false
}

// alone are phrases that make a heading only when nothing stands beside them:
// "Data" says when, "Data Engineering" does not.
var alone = words(`data var dia cas map`)

// roleOf tells what a heading's section is for. A heading of many words has a
// role only when it begins or ends with the phrase.
func roleOf(heading string) role {
	f := content.Fold(heading)
	if f == "" {
		return plain
	}
	if r, ok := headingRoles[f]; ok {
		return r
	}
	w := strings.Fields(f)
	if len(w) > 7 {
		return plain
	}
	found, best := plain, len(allPhrases)
	among := func(phrases []headingPhrase) {
		for _, p := range phrases {
			if p.order < best && p.names(f, len(w)) {
				found, best = p.role, p.order
			}
		}
	}
	if slices.ContainsFunc(w, eastern) { // in a language without spaces every word may hold a phrase
		among(allPhrases)
		return found
	}
	for _, word := range w {
		among(phrasesBy[word])
	}
	return found
}

// names reports whether a folded heading of so many words holds the phrase.
func (p headingPhrase) names(f string, words int) bool {
	t := p.text
	if len(t) < 4 && words > 2 || alone[t] {
		return false
	}
	opens := len(f) > len(t) && f[len(t)] == ' ' && f[:len(t)] == t && (words <= 4 || p.role == coming)
	ends := len(f) > len(t) && f[len(f)-len(t)-1] == ' ' && f[len(f)-len(t):] == t && words <= 4
	return opens || ends || len(t) > 12 && holdsPhrase(f, t)
}

// holdsPhrase reports whether a folded heading holds a phrase as words of its
// own: "representations" holds no presentations.
func holdsPhrase(f, phrase string) bool {
	at := strings.Index(f, phrase)
	if at < 0 || script(firstRune(phrase)) {
		return at >= 0
	}
	end := at + len(phrase)
	return (at == 0 || f[at-1] == ' ') && (end == len(f) || f[end] == ' ')
}
