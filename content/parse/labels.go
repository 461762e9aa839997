package parse

import (
	"bytes"
	"strings"
	"unicode"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// A label is what a word that stands before a colon, or alone above a text,
// says that the text is.
type label int

const (
	noLabel       label = iota
	titleLabel          // a talk's title
	topicLabel          // what may be a talk's title: "What: our summer party"
	speakerLabel        // who speaks
	chairLabel          // who leads a panel
	abstractLabel       // what a talk is about
	bioLabel            // who somebody is
	orgLabel            // their company
	roleLabel           // their job
	otherLabel          // when, where, for whom: it ends what stands before it
)

// labelPhrases are folded.
var labelPhrases = map[label]string{
	titleLabel: `talk, title, talk title, title of the talk, presentation title, topic of the talk, keynote, lightning talk, lightning talks, lightning, ignite, ignites, pecha kucha, workshop, vortrag, titel, vortragstitel, titel des vortrags, hauptvortrag, kurzvortrag, titre, titre du talk, conference, atelier, titulo, charla, ponencia, taller, titulo de la charla, lezing, titel van de talk, presentatie, titolo, relazione, titulo da palestra, palestra, tema da palestra, タイトル, 演題, 題目, 発表タイトル, トークタイトル, トーク, lt, prelekcja, prezentacja, tytul, tytul prelekcji, prednaska, nazev, nazev prednasky, доклад, тема доклада, название, foredrag, foredrag, forelasning, titel pa foredrag, titolo del talk, titulo da apresentacao`,
	topicLabel: `topic, session, panel, panel discussion, paneldiskussion, podiumsdiskussion, table ronde, mesa redonda, paneldiscussie, tavola rotonda, what, presentation, thema, was, sujet, theme, quoi, tema, que, onderwerp, wat, テーマ, セッション, 内容, 発表, argomento, cosa, assunto, o que, mesa redonda, temat, tema prednasky, тема, emne, amne`,
	speakerLabel: `speaker, speakers, presenter, presenters, presented by, given by, speaker s, our speaker, our speakers, guest speaker, lecturer, instructor, instructors, by, who, with, referent, referentin, referenten, referentinnen, referent in, sprecher, sprecherin, vortragender, vortragende, von, wer, mit, dozent, dozentin,
		intervenant, intervenante, intervenants, intervenantes, orateur, oratrice, orateurs, conferencier, conferenciere, speaker e, par, qui, avec, presente par, anime par, ponente, ponentes, orador, oradora, oradores, conferenciante, por, quien, con, imparte, impartido por, spreker, sprekers, spreekster, door, presentator,
		relatore, relatrice, relatori, chi, di, conduce, palestrante, palestrantes, quem, orador a, apresentado por, dinamizado por, conduzido por, com, facilitador, facilitadora, 発表者, 登壇者, スピーカー, 講師, 話者, 発表者名, panelists, panellists, on the panel, teilnehmer des panels, trainer, trainerin, trainers, formateur, formatrice, docente, prelegent, prelegentka, prelegenci, prowadzacy, prowadzaca, mowca, kto, prednasi, prednasejici, recnik, докладчик, докладчики, спикер, спикеры, кто, ведущий, taler, talare, foredragsholder, forelasare, ministrante, ministrantes`,
	chairLabel:    `moderator, moderatorin, moderation, moderated by, chair, chaired by, moderateur, moderatrice, animation, animee par, moderador, moderadora, modera, gespreksleider, moderato da, moderatore, moderacao, moderada por, moderado por, 司会, モデレーター, モデレータ`,
	abstractLabel: `abstract, description, summary, synopsis, about the talk, about this talk, talk description, details, the talk, beschreibung, inhalt, zusammenfassung, kurzbeschreibung, worum geht es, worum geht s, zum vortrag, uber den vortrag, zum inhalt, resume, a propos du talk, descriptif, resumen, descripcion, de que va, sobre la charla, la charla, samenvatting, omschrijving, over de talk, waarover, sinossi, descrizione, in breve, resumo, descricao, sobre a palestra, sobre a sessao, 概要, 紹介, 発表概要, 要旨, アブストラクト, opis, opis prelekcji, streszczenie, popis, anotace, описание, аннотация, о чем, beskrivelse, beskrivning`,
	bioLabel: `bio, biography, speaker bio, short bio, about the speaker, about the speakers, about the presenter, about the author, about me, vita, kurzvita, biografie, zur person, zum referenten, zur referentin, zu den referenten, zu den referentinnen, uber den referenten, uber die referentin, uber die referenten, uber die referentinnen, uber den sprecher, uber die sprecherin, zum sprecher, zur sprecherin, uber mich,
		biographie, a propos de l orateur, a propos de l oratrice, a propos du speaker, a propos de l intervenant, a propos de l intervenante, l orateur, le speaker, qui est l orateur, biografia, sobre el ponente, sobre la ponente, sobre los ponentes, sobre el autor, quien es, over de spreker, over de spreekster, over de sprekers, wie is de spreker, chi e, il relatore, la relatrice, sul relatore, sobre o orador, sobre a oradora, sobre os oradores, biografia do orador, nota biografica, プロフィール, 自己紹介, 略歴, 発表者紹介, 登壇者紹介, 講師紹介, 登壇者プロフィール, 講師プロフィール, 経歴, o prelegencie, o prelegentce, o mowcy, o prednasejicim, о докладчике, о спикере, sobre o palestrante, sobre a palestrante, om taleren, om talaren, sulla relatrice`,
	orgLabel:  `company, affiliation, organisation, organization, employer, firma, unternehmen, arbeitgeber, entreprise, societe, empresa, bedrijf, azienda, 所属, 会社, firma, компания`,
	roleLabel: `role, job title, job, position, rolle, beruf, poste, fonction, cargo, puesto, functie, ruolo, 役職, 肩書`,
	otherLabel: `when, date, date and time, when and where, next meeting, next meetup, time, where, venue, location, address, level, language, duration, length, audience, format, tags, slides, video, links, twitter, website, github, linkedin, mastodon, prerequisites, requirements, takeaways, key takeaways, cost, price, entry, rsvp, register, registration, tickets, agenda, schedule, note, notes, sponsor, sponsors, host, hosts, organiser, organisers, organizer, organizers, contact, room, track, doors, parking,
		wann, datum, termin, nachster termin, beginn, einlass, treffpunkt, datum und uhrzeit, wann und wo, uhrzeit, zeit, wo, ort, veranstaltungsort, niveau, sprache, dauer, zielgruppe, vorkenntnisse, voraussetzungen, folien, kosten, eintritt, anmeldung, ablauf, programm, hinweis, gastgeber, organisation, kontakt, quand, date et heure, heure, lieu, ou, adresse, langue, duree, public, prerequis, inscription, tarif, programme, cuando, fecha, fecha y hora, hora, donde, lugar, direccion, nivel, idioma, duracion, requisitos, inscripcion, precio, programa, wanneer, tijd, waar, locatie, adres, taal, duur, voorkennis, aanmelden, kosten, programma, quando, dove, durata, lingua, livello, iscrizione, quando, hora, local, onde, morada, nivel, inscricoes, inscricao, 日時, 日程, 時間, 会場, 場所, 住所, 対象, レベル, 定員, 参加費, 会費, 参加登録, 申し込み, 持ち物, 主催, 協賛, スポンサー, kiedy, gdzie, data, miejsce, godzina, czas, bilety, zapisy, rejestracja, jezyk, wstep, kdy, kde, cas, datum, misto, vstup, vstupne, registrace, когда, где, дата, время, место, адрес, вход, регистрация, язык, nar, hvor, sted, tid, sprak, sprog, plats, var, horario, endereco, orario, indirizzo, ingresso`,
}

var labelBook = func() map[string]label {
	m := map[string]label{}
	for l, list := range labelPhrases {
		for _, p := range strings.Split(list, ",") {
			m[content.Fold(p)] = l
		}
	}
	return m
}()

// longestLabel is how many bytes a label may have, its number and the marks
// around it included.
const longestLabel = 48

// readLabel returns the label that a line begins with, the number that it
// carries ("Talk 2:"), and what stands behind it.
func readLabel(t outline.Text) (l label, n int, rest outline.Text) {
	t = undecorated(t)
	s := t.Plain
	colon := -1
	for i, r := range s[:min(len(s), longestLabel)] {
		if r == ':' || r == '：' {
			colon = i
			break
		}
		if r == '.' || r == ',' || r == ';' || r == '“' || r == '「' {
			break
		}
	}
	if colon > 0 && colon+1 < len(s) && s[colon-1] >= '0' && s[colon-1] <= '9' && s[colon+1] >= '0' && s[colon+1] <= '9' {
		return noLabel, 0, t // "Lightning talks (6:30)"
	}
	if colon >= 0 {
		end := colon + 1
		if strings.HasPrefix(s[colon:], "：") {
			end = colon + len("：")
		}
		if l, n = labelCalled(s[:colon]); l != noLabel {
			return l, n, t.Slice(end, len(s))
		}
		return noLabel, 0, t
	}
	// "**Speaker** Ana Finch", `Talk "Owls"`, "Speaker? Ana Finch", "Referent – Ana Finch"
	for _, m := range t.Marks {
		if m.Start == 0 && m.Style == outline.Bold && m.End < len(s) && m.End < longestLabel && s[m.End] == ' ' {
			if l, n = labelCalled(s[:m.End]); l != noLabel {
				return l, n, t.Slice(m.End+len(leading(s[m.End:], " -–—")), len(s))
			}
		}
	}
	head := s[:min(len(s), longestLabel)]
	for _, sep := range []string{" – ", " - ", " — ", "? "} {
		if i := strings.Index(head, sep); i > 0 && i+len(sep) < len(s) {
			if l, n = labelCalled(s[:i]); l != noLabel && l != topicLabel && strings.Count(s, sep) == 1 {
				return l, n, t.Slice(i+len(sep), len(s))
			}
			break
		}
	}
	if i := strings.IndexByte(head, ' '); i > 0 && isUpper(firstRune(s)) { // "Referent Martin Feld"
		if l, n = labelCalled(s[:i]); l == speakerLabel && i > 4 {
			if name, size := namePrefix(s[i+1:]); size > 0 && i+1+size >= len(strings.TrimRight(s, " .:")) && shaped(name) > 0 {
				return l, n, t.Slice(i+1, len(s))
			}
		}
	}
	if !quoteOpens.In(head) {
		return noLabel, 0, t
	}
	if i := strings.IndexAny(head, "\"“„«「"); i > 0 {
		if l, n = labelCalled(s[:i]); l == titleLabel || l == topicLabel {
			return l, n, t.Slice(i, len(s))
		}
	}
	return noLabel, 0, t
}

// quoteOpens are the marks before a title in quotes.
var quoteOpens = pattern.OneOf(`"`, "“", "„", "«", "「")

// undecorated leaves out the pictures that stand before a line: "🎤 Owls".
func undecorated(t outline.Text) outline.Text {
	at := 0
	for i, r := range t.Plain {
		if !unicode.In(r, unicode.So, unicode.Sk) && r != ' ' && r != '\u200d' && r != '\ufe0f' && r != '→' && r != '▶' && r != '●' && r != '•' {
			at = i
			break
		}
	}
	if at == 0 {
		return t
	}
	return t.Slice(at, len(t.Plain))
}

func leading(s, cut string) string { return s[:len(s)-len(strings.TrimLeft(s, cut))] }

// labelCalled returns the label of a word or two, and the number beside them.
func labelCalled(s string) (label, int) {
	s = strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if s == "" || len(s) > longestLabel {
		return noLabel, 0
	}
	n := 0
	if last := s[len(s)-1]; last >= '0' && last <= '9' {
		n = int(last - '0')
		s = strings.TrimRight(s, "0123456789 #.-")
	} else if first := s[0]; first >= '0' && first <= '9' {
		n = int(first - '0')
		s = strings.TrimLeft(s, "0123456789 #.-")
		for _, ordinal := range []string{"st ", "nd ", "rd ", "th ", "er ", "e ", "ème ", "º ", "ª "} {
			if rest, ok := strings.CutPrefix(s, ordinal); ok {
				s = rest
			}
		}
	}
	var room [longestLabel + 16]byte
	f := content.AppendFold(room[:0], s)
	if l, ok := labelBook[string(f)]; ok {
		return l, n
	}
	first, rest, ok := bytes.Cut(f, []byte{' '})
	if k, isOrdinal := ordinals[string(first)]; ok && isOrdinal {
		if l := labelBook[string(rest)]; l == titleLabel || l == topicLabel || l == speakerLabel {
			return l, k
		}
	}
	return noLabel, 0
}

// ordinals number talks and speakers in words.
var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "main": 0, "our": 0,
	"erster": 1, "zweiter": 2, "dritter": 3, "erste": 1, "zweite": 2, "dritte": 3, "vierter": 4,
	"premier": 1, "premiere": 1, "deuxieme": 2, "seconde": 2, "troisieme": 3,
	"primera": 1, "primer": 1, "segunda": 2, "segundo": 2, "tercera": 3, "tercer": 3,
	"eerste": 1, "tweede": 2, "derde": 3, "prima": 1, "primo": 1, "seconda": 2, "secondo": 2,
}
