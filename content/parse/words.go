package parse

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A set is a list of lower-case words, or of phrases of folded words.
type set map[string]bool

func words(list string) set {
	s := set{}
	for _, w := range strings.Fields(list) {
		s[w] = true
	}
	return s
}

// A lexicon is a set that most words of a text are looked up in and few stand
// in. By their first letters and the last one it tells most of them apart.
type lexicon struct {
	set
	chance *[1 << 10]uint64
}

func newLexicon(s set) lexicon {
	x := lexicon{s, new([1 << 10]uint64)}
	for w := range s {
		at, _ := shape(w)
		x.chance[at>>6] |= 1 << (at & 63)
	}
	return x
}

// shape returns 16 bits that two words share which differ only in capitals, or in
// letters between the third and the last. It is none where these four are not all
// ASCII letters: there capitals are not told by one bit.
func shape(w string) (at uint32, ok bool) {
	if w == "" {
		return 0, false
	}
	x := uint32(w[len(w)-1])<<24 | uint32(w[0])
	if len(w) > 2 {
		x |= uint32(w[1])<<8 | uint32(w[2])<<16
	}
	return (x | 0x20202020) * 0x9E3779B1 >> 16, x&0x80808080 == 0
}

// lower reports whether the lexicon has w in lower case.
func (x lexicon) lower(w string) bool { return x.may(w) && x.set.lower(w) }

// may reports whether the lexicon may have w in lower case.
func (x lexicon) may(w string) bool {
	at, ok := shape(w)
	return !ok || x.chance[at>>6]&(1<<(at&63)) != 0
}

// lower reports whether the set has w in lower case, mostly without making it.
func (s set) lower(w string) bool {
	var room [32]byte
	if len(w) > len(room) {
		return s[strings.ToLower(w)]
	}
	for i := range len(w) {
		c := w[i]
		if c >= 0x80 {
			return s[strings.ToLower(w)]
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		room[i] = c
	}
	return s[string(room[:len(w)])]
}

// firstNames are common first names of many languages. They only tip the
// scales: most people's names are not here.
var firstNames = newLexicon(words(firstNameList))

//go:embed firstnames.txt
var firstNameList string

// particles stand in lower case inside a name.
var particles = words(`van von de der den di da del della la le du dos das bin al el ten ter zu zur y e af av 't`)

// noName are words that stand in titles and places and hardly ever in names,
// though they may be written with a capital.
var noName = newLexicon(words(`
a about academy access action advanced after agenda agile ai all an analytics and android angular announcement ansible apache api apis app application applications apps architecture are art as assembly at attack auto automated automation
aws azure backend basics beer before beginner behind best better beyond big bio bios birds blockchain bof break bring browser bug build building built business by c cache calm can case center centre challenge challenges
change chaos chapter charla chat ci city class clean clojure close closing cloud club cluster clusters code coding coffee college committee communication communities community company complex computer computing conference conf config container
containers content continuous control core cost create creating css cto ceo culture customer data database databases date day days debugging deep defense delivery demo deploy deploying deployment design designing details dev developer developers development
devops digital dinner directions discussion distributed django do docker docs domain doors down drinks driven drupal easy edge education effective elastic elasticsearch embedded end engine engineer engineering enterprise entwicklung erlang event events every everyone everything evening example
experience experiences exploring extreme fast feature features first five flow food for foundation four framework free friday from front frontend full fun function functional functions future game games generation get getting git github gitops go going golang good google gpu grab graph graphql great group groups growing guide hack hacking hall
hands hardware has haskell have hello help high history home hosted hotel house how http i if image implementation improve in infrastructure inside insights install institute integration intelligence interactive intermediate intermission internals internet into intro introducing introduction ios iot is issues it its java javascript jenkins join js july
june just keep keynote kotlin kubernetes language languages large last late latest launch leadership learn learned learning lessons let life lightning like linux lite live local location logging logs london low lunch machine made make making manage managed management managing manifesto many map march market massive
may maybe me meet meeting meetings meets meetup meetups mesh messaging method micro microservice microservices migrating migration mobile model modeling modern monday mongo monitoring monolith more most moving much multi my mysql native net network networking networks neural new news next night no node nodejs nosql not notes novel now object observability october of
office official on one online open opening operating operations operator operators ops or oracle organisers organizers organizing other our out over overview page panel parallel part party patterns people performance perl philosophy photos php pipeline pipelines pizza place platform platforms play please plus policy post postgres postgresql power practical practice practices
present presentation presentations presents privacy problem process product production productivity program programme programming progress project projects prometheus protocol public puppet python q qa quality questions quick rails react reactive real recap redis refreshments registration release reliability remote research resources rest review rest revolution road roadmap room ruby run running rust
saturday scala scalable scale scaling schedule school science search second secrets secure securing security see self september series serverless server service services session sessions set shared ship should show simple site slack slides smart so social software solution solutions some source space spark speaker speakers speed spinnaker sponsor sponsors spring sql stack stammtisch standard start
starting state station stories story strategy stream streaming street structure student students summer sunday support swift system systems take taking talk talks team teams tech technical technologies technology tensorflow terraform test testing tests than thank thanks that the their there these things third this three through thursday tickets time tips title to today together tools topic topics towards track traffic training transformation treffen tuesday tutorial two type
types ui under understanding unit university unix up update updates upgrade us use user users using ux van venue video videos virtual vision vote vue walk was watch way we web website wednesday week weekend welcome what when where which who why wifi wiki will windows winter with without work working workflow workshop workshops world wordpress year years yes you your zero xml yaml
welche welcher welches welchen wieso weshalb der die das ein eine einer eines und oder mit ohne fur im am zum zur vom aus auf bei nach uber unter vortrag vortrage thema themen treffen veranstaltung anmeldung ort zeit datum wann wo wer was wie warum einfuhrung referent sprecher programm pause begrussung ausklang diskussion montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz mai juni juli oktober dezember firma
les des un une et ou avec sans pour dans sur par aux au ce cette nos notre votre vous nous comment pourquoi quoi qui lieu inscription inscriptions programme presentation lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
los las una con sin para por en que como cuando donde quien charla charlas taller evento lugar fecha programa lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
een het met zonder voor bij naar uit over wat waar wanneer hoe waarom maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
january february april august november december monday mr mrs miss dr prof inc ltd llc gmbh ag plc corp corporation co limited
finally following then afterwards later firstly secondly thirdly lastly lately also both join joining currently originally previously formerly recently tonight besides meanwhile however although since because while once again thus hence another any each few many several such same own other others whose whom if unless though toward via per vs versus
`))

// roleWords are the heads of job titles.
var roleWords = words(`
masterin scrum engineer engineers developer dev developpeur developpeuse entwickler entwicklerin softwareentwickler softwareentwicklerin architect architekt architektin softwarearchitekt architecte director directeur directrice manager managing
cto ceo cio coo ciso cfo vp svp evp president founder cofounder co-founder founding fondateur cofondateur grunder mitgrunder geschaftsfuhrer geschaftsfuhrerin lead leader head chief principal senior junior staff consultant berater beraterin
consultante advocate evangelist professor prof professeur lecturer researcher research scientist analyst analyste designer programmer programmierer student studentin etudiant administrator admin sysadmin sre owner master specialist spezialist expert experte expertin
experta ingenieur ingenieure ingeniero ingeniera desarrollador desarrolladora arquitecto responsable teamleiter leiter leiterin chef fellow technologist strategist author freelancer freelance trainer coach ambassador committer maintainer contributor hacker organiser organizer ontwikkelaar partner
member executive officer advisor tester devrel captain champion mentor teacher journalist writer practitioner entrepreneur unternehmer funder owner gerente responsable empresario
freiberuflich freiberufler freiberuflerin selbststandig independant independante indépendant autonomo autonoma zelfstandig zzp freischaffend
jurist juristin avocat avocate lawyer abogado abogada architetto architetta sviluppatore sviluppatrice consulente ingegnere ingegnera docente ricercatore ricercatrice insegnante enseignant enseignante chercheur chercheuse investigador investigadora onderzoeker onderzoekster redacteur journaliste
wissenschaftler wissenschaftlerin forscher forscherin lehrer lehrerin dozent dozentin doktorand doktorandin autor autorin redakteur redakteurin geschaftsfuhrender projektleiter projektleiterin produktmanager informatiker informatikerin beraterin entwicklungsleiter technicien technicienne consultant formateur formatrice directora director ingénieure ingenieure cartographe programmeur programmeuse programador programadora profesor profesora catedratico phd doctorand librarian cartographer illustrator statistician エンジニア 代表 開発者 教授 フリーランス 学生 フリーランサー`)

// smallLetters reports whether s is nothing but small ASCII letters: Fold leaves
// it as it is.
func smallLetters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// oneLine returns the words of s with one space between them.
func oneLine(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' || c == ' ' && (i == 0 || i+1 == len(s) || s[i-1] == ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s
}

// fields appends the words of s to a list, n at most.
func fields(list []string, s string, n int) []string {
	for w := range strings.FieldsSeq(s) {
		if len(list) == n {
			break
		}
		list = append(list, w)
	}
	return list
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func isUpper(r rune) bool { return unicode.IsUpper(r) || unicode.IsTitle(r) }
