package parse

import (
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

// firstNames are common first names of many languages. They only tip the
// scales: most people's names are not here.
var firstNames = words(`
aaron abby abdul abigail adam adrian adriana agnes ahmed aidan aisha alan albert alberto aleksandr alejandro alessandro alex alexander alexandra alexandre alexis
alfred alfredo ali alice alicia alina alison allan allison amanda amy ana anais andre andrea andreas andrei andrew andrey andy angela anita anja anke anna anne annette annika
anthony antoine anton antonio armin arnaud arne arthur arturo arun ashley astrid axel barbara bart bastian beatrice ben benedikt benjamin benoit bernard bernd bert
beth bill birgit bjorn bob boris brad brendan brian bruce bruno bryan camille carl carla carlos carmen carol caroline carolin carsten caspar catherine cecile cedric celine charles
charlie charlotte chen chloe chris christa christian christina christine christof christoph christophe christopher claire clara claudia claudio clement colin connor craig cristina
dale damien dan daniel daniela danielle danny dario dave david dawn dean deborah denis dennis derek diana didier diego dieter dimitri dirk dmitri dominic dominik don donald doris
doug duncan dustin dylan ed eddie edgar eduardo edward elena eli elias elisa elisabeth elizabeth ella ellen elodie emil emilia emilie emily emma emmanuel enrique eric erica erich erik
ernst esther etienne eugene eva evan eve fabian fabien fabio fabrice felix ferdinand fernando filip fiona florence florent florian frances francesca francesco francis francisco
francois frank frans franz fred frederic frederik freya fritz gabriel gareth gary gavin gemma geoff george georg georges gerald gerard gerd gerhard gilles giovanni giulia glenn gordon
graham greg gregor gregory guillaume gunther gustav guy hanna hannah hannes hans harald harry hassan heather heidi heike heiko heinz helen helena helene helge helmut hendrik
henning henri henrik henry herbert herman hermann holger howard hubert hugo ian ignacio igor ilya ines inga ingo ingrid irene iris isabel isabelle ivan jack jacob jacques jaime jake
jakob james jamie jan jana jane janet janine jason javier jay jean jeff jeffrey jen jennifer jens jeremy jerome jess jessica jesus jim jo joachim joan joanna joao joe joel joerg johan
johanna johannes john johnny jon jonas jonathan jordan jorg jorge jose josef joseph josh joshua juan juergen julia julian juliane julie julien juliette jurgen justin kai karen karin karl karsten kate
katharina katherine kathrin katie katja katrin kay keith kelly ken kenneth kerstin kevin kim kirsten klaus konrad konstantin kurt kyle lars laura lauren laurence laurent lea lena leo
leon leonard leonardo lewis liam lili lin linda lisa liz lorenz lorenzo lori lothar louis louise luc luca lucas lucia lucie luis lukas luke lutz lydia maarten maciej magdalena magnus
maik maike malte manfred manon manuel manuela mara marc marcel marcin marco marcus margaret maria marian marie marina mario marion mark marko markus marlene marta martha martin
martina mary mathias mathieu mathilde matt matteo matthew matthias matthieu maurice max maxim maxime maximilian megan mehdi mehmet melanie melissa mia michael michaela michal michel
michele michelle miguel mike mikhail milan mirko mohamed mohammed monica monika moritz nadia nadine naomi natalia natalie nathalie nathan neil nicholas nick nicolas nicole niels
niklas nikolai nikolaus nils nina noah nora norbert olaf oleg oliver olivia olivier ollie oscar oskar otto pablo paolo pascal patricia patrick paul paula paulo pavel pedro peter petra
phil philip philipp philippe pierre piotr quentin rachel rafael rainer ralf ralph ramon raphael raquel raul ray rebecca regina reinhard rene ricardo richard rick rita rob robert roberto
robin rodrigo roger roland rolf roman romain ron ronald rosa rosie ross roy ruben rudolf russell ruth ryan sabine sabrina sally sam samantha samuel sandra sandro sara sarah sascha scott sean
sebastian sebastien serge sergey sergio severin shane sharon shaun sheila silke silvia simon simone sofia sonja sophia sophie stacey stan stefan stefanie steffen stephan stephane stephanie
stephen steve steven stuart sue sunil susan susanne suzanne sven sylvain sylvia tamara tanja tanya tara ted teresa terry theo theresa thibault thierry thomas thorsten tiago tim timo
timothy tina tobias todd tom tomas tomasz tommy toni tony torsten tracy tristan udo ulf uli ulrich ulrike ursula uta uwe valentin valerie vanessa vera veronica veronique victor victoria
viktor vincent vladimir volker walter wayne wendy werner wesley wilhelm will william wolfgang xavier yann yannick yves yvonne zoe`)

// particles stand in lower case inside a name.
var particles = words(`van von de der den di da del della la le du dos das bin al el ten ter zu zur y e af av 't`)

// noName are words that stand in titles and places and hardly ever in names,
// though they may be written with a capital.
var noName = words(`
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
`)

// roleWords are the heads of job titles.
var roleWords = words(`
engineer engineers developer dev developpeur developpeuse entwickler entwicklerin softwareentwickler softwareentwicklerin architect architekt architektin softwarearchitekt architecte director directeur directrice manager managing
cto ceo cio coo ciso cfo vp svp evp president founder cofounder co-founder founding fondateur cofondateur grunder mitgrunder geschaftsfuhrer geschaftsfuhrerin lead leader head chief principal senior junior staff consultant berater beraterin
consultante advocate evangelist professor prof professeur lecturer researcher research scientist analyst analyste designer programmer programmierer student studentin etudiant administrator admin sysadmin sre owner master specialist spezialist expert experte expertin
experta ingenieur ingenieure ingeniero ingeniera desarrollador desarrolladora arquitecto responsable teamleiter leiter leiterin chef fellow technologist strategist author freelancer freelance trainer coach ambassador committer maintainer contributor hacker organiser organizer ontwikkelaar partner
member executive officer advisor tester devrel captain champion mentor teacher journalist writer practitioner entrepreneur unternehmer funder owner gerente responsable empresario`)

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func isUpper(r rune) bool { return unicode.IsUpper(r) || unicode.IsTitle(r) }
