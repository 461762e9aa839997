package parse

import (
	"strings"
	"sync"

	"meetupbot/content/parse/pattern"
)

// A tongue is how sentences of one language say who speaks about what. Each
// expression is asked right before or right behind a name.
type tongue struct {
	name string
	// words are small words that no other of the languages has.
	words set
	// introduces ends what stands before the name of a speaker.
	introduces *pattern.Pattern
	// performs begins what stands behind it.
	performs *pattern.Pattern
	// about stands before what a talk is about, behind a word for speaking.
	about *pattern.Pattern
	// direct begins what stands behind the name where what is presented follows
	// as it is: "Ana Finch presented owls".
	direct *pattern.Pattern
	// inverted ends what stands before the name where the word for speaking
	// comes first: "Danach spricht", "vertelt". What follows the name may be
	// the topic, behind topical.
	inverted *pattern.Pattern
	topical  *pattern.Pattern
	// infinitive is what ends a sentence whose first verb is an auxiliary, and
	// speech what is given or held.
	infinitive *pattern.Pattern
	speech     *pattern.Pattern
	// closes is where a topic ends.
	closes *pattern.Pattern
}

var english = &tongue{
	name:       "en",
	words:      words(`the and of to we our with will is are was at for you about from`),
	introduces: pattern.New(`(?i)(?:\b(?:speakers?|talks?|presentations?|sessions?|workshops?)\b[^.]{0,40}?\b(?:is|are|was|were|by|from|with)|\b(?:speakers?|talks? from|talks? by)[^.:]{0,40}?:|\b(?:given|presented|delivered|led|held|taught|run|opened|closed) by|\b(?:joined|followed) by|\bkick(?:ed|ing)? (?:off|things off)[^.]{0,40}?(?:is|was|are|with|by)?|\b(?:closing|opening|starting|rounding off|wrapping up|first up|next up|up first|up next|then|finally|following that|following this|after that|before that|last but not least|second(?:ly)?|third(?:ly)?|first(?:ly)?|next|lastly)\b[^.]{0,60}?|\b(?:to )?hear|\ban evening with|\btogether with|\bguests?(?:[ ,]+(?-i:\p{Ll}[\p{L}’'-]*|\p{Lu}{2,}\p{L}*)){0,12}|\bwe(?:'ll|’ll| will| also)? (?:have|had|welcome[d]?|heard from|hear from|heard|got)(?: the [\w ]{0,30}| local| our own)?|\b(?:features?|featuring|welcome))[\s,:"*]*$`),
	performs:   pattern.New(`(?i)^[\s,]*(?:who |will then |then |also )?(?:(?:will|is going to|'ll|’ll|is|was)\s+(?:be\s+)?(?:then\s+|also\s+)?(?:talk|speak|present|giv|shar|show|tell|teach|lead|open|close|discuss|demo|introduc|explain|walk|tak|return|describ|cover|explor|work through|join|host(?:ing)? an? (?:\w+ ){0,3}(?:talk|session|workshop|tutorial|class|course|panel|discussion|chat|q&a|demo|seminar|lecture))|(?:’s|'s)\s+(?:(?:\w+\s+)?(?:talk|presentation|session|demo|lecture|keynote)\b|["“„«])|gave|presented|described|told|spoke|talked|discussed|showed|shared|explained|demonstrated|demoed|introduced|talks|speaks|presents|shares|shows|tells|explains|gives|discusses|took us|walked|covered|(?:followed|continued|finished|closed|ended)(?: up| on)? with|wrapping up|wrapped up|with (?:a|an|his|her|their) (?:\w+ )?(?:talk|discussion|presentation|session|demo)|kicking|kicked|opened|closed|asked|coming to (?:talk|speak|tell)|talking|telling|discussing|presenting|sharing|showing|describing|on ["“]|on (?:why|how|whether)\b|says|explores?|looks? at|runs?|hosts? a|closes|opens|joins? us (?:to|with|and)|we(?: will|’ll|'ll)? (?:discuss|read|explore|work through|look at))`),
	about:      pattern.New(`(?i)(?:\b(?:talk|talks|talked|talking|spoke|speak|speaking|presentation|discussion|telling|session|workshop|demo|lecture|keynote|tell(?:ing)?|told)\b(?:[^.,;"“]{0,60}?))?\b(?:on|about|entitled|titled|called|about:|presented|described|with)\s+`),
	direct:     pattern.New(`(?i)^[\s,]*(?:who )?(?:(?:walked|took|talked|guided|led) us through|presented|described|introduced|demonstrated|demoed|discussed|discussing|presenting|wrapp(?:ed|ing) up our evening (?:by discussing|with)|(?:will be giving|will give|is giving|gave|gives)(?: us)?(?: an?)?(?: short| brief| quick| great)?|will (?:present|discuss|introduce|demo|demonstrate|show(?: us)?|be presenting|be discussing|be demoing|explain)|is going to (?:show us|present|explain|introduce|demo)|presents|present|introduces|(?:explains|explained|showed|shows)(?: us)?|we(?: will|’ll|'ll)? (?:discuss|read|explore|work through|look at))\s+`),
	closes:     pattern.New(`(?i)\s*(?:,\s*(?:an? [^,.]{3,60}? (?:that|which)\b|explaining|and (?:his|her|their|left|how|told|in|gave|explained)|where|which|who|in which|with|showing|saying|discussing|describing|giving|sharing|demonstrating|as|from|we|he|she|they|telling|his|her|during|including|covering)\b|\s+\((?:starting|slides|video|watch)|\s+(?:with|and) (?:his|her|their) |\.\s|\.$|;|\s+[-–]\s+(?-i:\p{Ll})|:\s+(?-i:\p{Ll})|:\s*$|!$|\?$| and in (?:his|her|their))`),
}

var tongues = []*tongue{
	english,
	{
		name:       "de",
		words:      words(`der das und ist nicht wir ein eine mit für von auf euch uns zum im wird dem den am bei`),
		introduces: pattern.New(`(?i)(?:\b(?:referent(?:in|innen|en)?|sprecher(?:in|innen)?|vortragende[rn]?|gäste?|speaker)\b(?:[^.:]{0,30}?(?:\b(?:ist|sind|war|waren)|:))?|\bvortr(?:ag|ägen?) (?:von|mit)|\b(?:gehalten|vorgestellt|präsentiert|geleitet|moderiert|gezeigt) von|\b(?:den (?:anfang|auftakt|abschluss|start)|die eröffnung) (?:macht|machte|machen|machten|bildet|bildete|übernimmt|übernahm)(?: dann)?|\bbegrüß(?:en|ten) (?:wir|dürfen wir)?(?: an diesem abend| herzlich| heute)?|\bbesuchten? uns(?: dann)?|\b(?:wir begrüßen|freuen (?:wir )?uns (?:sehr )?auf|zu gast (?:ist|war|sind|haben wir|hatten wir)|eingeladen haben wir|weiter (?:geht|ging) es mit|los (?:geht|ging) es mit|konnten (?:wir )?)|\b(?:folgt|folgte|kommt|kam) (?:dann )?|\bunser(?:e|er)? (?:\p{L}+ )?(?:gast|referent(?:in)?|sprecher(?:in)?) (?:ist )?)[\s,:"*]*(?:(?:herr|frau) )?$`),
		performs:   pattern.New(`(?i)^[\s,]*(?:(?:die|der) )?(?:(?:mit \S+ )?zu gast|(?:mit|in) (?:seinem|ihrem|dem|einem|seiner|ihrer|der|einer) (?:\p{L}+ )?(?:vortrag|talk|session|präsentation|lightning talk)|(?:stellt|stellte)\b[^.;]{1,120}\bvor\b|stellte?\s+["„“]|spricht|sprach(?:en)?|sprechen|halten|hält|hielt(?:en)?|zeigen|zeigten|zeigt|zeigte|berichteten|berichten|berichtet|berichtete|erklären|erzählen|erläutern|präsentieren|referieren|demonstrieren|erklärt|erklärte|erzählt|erzählte|erläutert|erläuterte|präsentiert|präsentierte|referiert|referierte|demonstriert|demonstrierte|gibt (?:uns |einen |eine |einblick)|gab (?:uns |einen |eine |einblick)|führt (?:uns |durch|in )|führte (?:uns |durch|in )|wird\b[^.;]{1,140}\b(?:sprechen|halten|zeigen|berichten|erklären|erzählen|erläutern|präsentieren|referieren|vorstellen|geben|demonstrieren|einführen|vorführen))`),
		about:      pattern.New(`(?i)(?:\b(?:vortrag|talk|session|workshop|präsentation|spricht|sprach|sprachen|sprechen|berichten|berichteten|berichtet|berichtete|erzählt|erzählte|referiert|referierte|einführung|einblicke?)\b[^.,;"„“]{0,50}?)(?:\süber|\b(?:zum thema|zu|rund um|mit dem titel|in))\s+`),
		direct:     pattern.New(`(?i)^[\s,]*(?:(?:die|der) )?(?:(?:stellt|stellte|zeigen|zeigten|präsentieren|präsentierten|erklären|erklärten|zeigt|zeigte|präsentiert|präsentierte|erklärt|erklärte|erläutert|erläuterte|demonstriert|demonstrierte|erzählt|erzählte)(?: uns| euch)?(?: (?:anhand|an) [^,]{3,40})?,?)\s+`),
		inverted:   pattern.New(`(?i)\b(spricht|sprach|hält|hielt|zeigt|zeigte|berichtet|berichtete|erklärt|erklärte|erzählt|erzählte|erläutert|erläuterte|präsentiert|präsentierte|referiert|referierte|demonstriert|demonstrierte|stellt|stellte|gibt|gab|führt|führte|wird|war|ist|waren|sind)(?: uns| euch| dann)?[\s,*]*$`),
		topical:    pattern.New(`(?i)^[\s,]*(?:(?:uns|euch|dann|live|einen|eine|ihren|seinen|den|die) )?(?:(?:\p{L}+ )?(?:vortrag|talk|einblick|einführung|präsentation)\s+)?(?:über|zum thema|zu|rund um|mit dem titel|in)\s+`),
		infinitive: pattern.New(`(?i)\b(?:sprechen|halten|zeigen|berichten|erklären|erzählen|erläutern|präsentieren|referieren|vorstellen|geben|demonstrieren|einführen|vorführen|diskutieren)\b`),
		speech:     pattern.New(`(?i)\b(?:\p{L}*vortrag|talk|einblicke?|einführung|präsentation|session|workshop|keynote|durch|ein)\b|\süberblick\b`),
		closes:     pattern.New(`(?i)\s*(?:\s(?:sprechen|berichten|erzählen|halten|referieren|vorstellen|zeigen|erklären|geben|präsentieren|vor|ein)(?:[.,;!]|$)|,\s*(?:der|die|das|und|wobei|in dem|in der|mit|bevor|danach|anschließend|sowie)\b|\.\s|\.$|;|:\s*$|!$|\?$|\s+\()`),
	},
	{
		name:       "fr",
		words:      words(`le les des et est nous vous pour une dans avec sur par du au aux ce cette qui que`),
		introduces: pattern.New(`(?i)(?:\b(?:orateurs?|oratrices?|speakers?|intervenante?s?|conférenci(?:er|ère)s?|invité(?:e|s|es))\b(?:[^.:]{0,30}?(?:\b(?:est|sont|sera|seront)|était|:))?|\binvité(?:[^.:]{0,30}?(?:\b(?:est|sont|sera|seront)|était|:))?|\b(?:présentée?s?|animée?s?|donnée?s?|proposée?s?|assurée?s?|menée?s?) par|\b(?:conférence|présentation|talk|intervention|session|exposé|atelier|retour d[’']expérience) (?:de|d[’'])|\baccueill(?:ons|erons|ions|i|ait|irons)|\b(?:recevons|recevrons|avons reçu|recevions)|\bretrouver(?:ons|ez)?|\b(?:en compagnie|le plaisir d[’']accueillir|le plaisir de recevoir) ?(?:de)?|\bpuis|\bcommencer avec)[\s,:"*«]*$`),
		performs:   pattern.New(`(?i)^[\s,]*(?:qui )?(?:(?:nous|vous|a|ont|va|vont|viendra|viendront|est venue?|sont venus|ensuite|aussi|également|enfin|d[’']abord|lui) )*(?:présent(?:era|eront|e|ent|é|er|ait)(?:[^\p{L}]|$)|parl(?:era|eront|e|ent|é|er|ait)(?:[^\p{L}]|$)|expliqu\p{L}+|montr\p{L}+|racont\p{L}+|anim(?:era|eront|e|ent|é|er|ait)(?:[^\p{L}]|$)|partag\p{L}+|interv(?:ient|iendra|enait|iendront)\b|donn(?:era|eront|e|ent|é|er|ait)(?:[^\p{L}]|$)|propos(?:era|e|é|er|ait)(?:[^\p{L}]|$)|abord\p{L}+|démontr\p{L}+|dévoil\p{L}+|détaill\p{L}+|expos\p{L}+|reviendra|revient|ouvert la|ouvrira|clôtur\p{L}+|fait (?:une?|le|la) |fera (?:une?|le|la) |prendra la parole|avec (?:une?|sa|son|leur) (?:présentation|conférence|talk|démo|retour))`),
		about:      pattern.New(`(?i)(?:\b(?:parl\p{L}+|présentation|conférence|talk|intervention|atelier|sujet|exposé|retour d[’']expérience|démo|session)[^.,;"«]{0,40}?)(?:(?:\sà propos de|\b(?:sur|autour de|intitulée?|de|des|du))\s+|(?:\sà propos |\b)d[’'])`),
		direct:     pattern.New(`(?i)^[\s,]*(?:qui )?(?:(?:nous|vous|a|ont|va|vont|viendra|est venue?|ensuite|aussi|également|enfin|d[’']abord) )*(?:présent(?:era|eront|e|ent|é|er|ait)|expliqu\p{L}+|montr\p{L}+|racont\p{L}+|expos\p{L}+|dévoil\p{L}+|démontr\p{L}+|détaill\p{L}+)(?: en direct)?\s+`),
		closes:     pattern.New(`(?i)\s*(?:,\s*(?:(?:et|qui|avec|puis|avant|en|dont|une?|pour|suivi)\b|où)|\.\s|\.$|;|:\s*$|!$|\?$|\s+\(|\s+lors d|\s+avant de\b)`),
	},
	{
		name:       "es",
		words:      words(`el los las y es con para una por del que nos se su en al como más`),
		introduces: pattern.New(`(?i)(?:\b(?:ponentes?|oradora?e?s?|speakers?|invitad[oa]s?)\b(?:[^.:]{0,30}?(?:\b(?:es|son|será|serán|fue|fueron)|:))?|\b(?:impartid|presentad|dad|ofrecid|conducid)[oa]s? por|\ba cargo de(?:l)?(?: gran)?|\bde la mano de|\b(?:charla|ponencia|taller|presentación|conferencia|sesión|conferencia) de|\b(?:contaremos|contamos|contábamos|estaremos|tendremos|tuvimos)\b(?: \p{L}+){0,4} (?:con|a)|\bcon|\b(?:empezó|abrió|cerró|siguió|comenzó|continuó|intervino|habló|hablará|presentó|presentará|contó|contará|mostró|mostrará|explicó|explicará|participará|empezará|abrirá|cerrará|comenzará|impartirá)|\bnos (?:acompañ|visit|habl|cont|mostr|explic)\p{L}+)[\s,:"*«]*$`),
		performs:   pattern.New(`(?i)^[\s,]*(?:que |quien )?(?:(?:nos|os|les|va a|vino a|vendrá a|también|después|luego) )*(?:hablará|hablarán|habló|hablaron|hablar|presentará|presentarán|presentó|presentar|mostrará|mostrarán|mostró|mostrar|contará|contarán|contó|contaron|contar|explicará|explicarán|explicó|explicar|dará|darán|dio|impartirá|impartirán|impartió|compartirá|compartirán|compartió|enseñará|enseñó|expondrá|expuso|tratará|charlará|realizará|hará una|hizo una|demostrará|demostró|introducirá|con (?:su|la|una) (?:charla|ponencia|presentación|taller))`),
		about:      pattern.New(`(?i)(?:\b(?:habl\p{L}+|charla|charlará|ponencia|taller|presentación|conferencia|sesión)[^.,;"«]{0,40}?)\b(?:sobre|acerca de|titulad[oa]|llamad[oa]|del|de)\s+`),
		direct:     pattern.New(`(?i)^[\s,]*(?:que |quien )?(?:(?:nos|os|les|va a|también|después|luego) )*(?:presentará|presentarán|presentó|mostrará|mostró|contará|contarán|contó|explicará|explicarán|explicó|enseñará|enseñó|expondrá|expuso|demostrará|demostró)\s+`),
		closes:     pattern.New(`(?i)\s*(?:,\s*(?:y|que|con|donde|para|una?|seguid[oa]|en)\b|\s+y (?:la|le|lo) |\.\s|\.$|;|:\s*$|!$|\?$|\s+\()`),
	},
	{
		name:       "nl",
		words:      words(`het een van voor met zijn niet wij ons dat naar ook aan bij over te hij deze ze worden`),
		introduces: pattern.New(`(?i)(?:\b(?:sprekers?|spreekster|speakers?|gast(?:spreker)?)\b(?:[^.:]{0,30}?(?:\b(?:is|zijn|was|waren)|:))?|\b(?:gehouden|gegeven|verzorgd|gepresenteerd) door|\b(?:presentatie|lezing|talk|verhaal|workshop|praatje) (?:van|door)|\bverwelkom(?:en|den) (?:we|wij)?|\bte gast (?:is|was|zijn)|\b(?:we|wij) (?:hebben|hadden|verwelkomen)|\b(?:met|en) (?:dank aan )?(?:onze )?(?:spreker|gast))[\s,:"*]*$`),
		performs:   pattern.New(`(?i)^[\s,]*(?:die )?(?:(?:ons|jullie|daarna|vervolgens|dan) )*(?:vertelt|vertelde|vertelden|geeft|gaf|presenteert|presenteerde|spreekt|sprak|laat\b[^.;]{1,30}\bzien|liet\b[^.;]{1,60}\bzien|toont|toonde|houdt|hield|deelt|deelde|(?:neemt|nemen|nam|namen) (?:ons|je|jullie|u)|neemt ons|nam ons|bespreekt|besprak|legt\b[^.;]{1,30}\buit|trapte? af|trapt af|beet het spits af|bijt het spits af|(?:zal|gaat|komt)\b[^.;]{1,100}\b(?:vertellen|spreken|presenteren|zien|geven|houden|delen|bespreken|uitleggen)|met (?:een|zijn|haar|hun) (?:verhaal|presentatie|talk|lezing|praatje))`),
		about:      pattern.New(`(?i)(?:\b(?:vertel\p{L}+|presentatie|lezing|talk|verhaal|praatje|spreekt|sprak|spreken|praten|workshop|sessie)\b[^.,;"“„]{0,40}?)\b(?:over|genaamd|getiteld|met de titel)\s+`),
		direct:     pattern.New(`(?i)^[\s,]*(?:die )?(?:(?:ons|jullie) )*(?:presenteert|presenteerde|bespreekt|besprak|toont|toonde|(?:laat|liet) (?:ons )?zien,?|legt uit,?|vertelt|vertelde)\s+`),
		inverted:   pattern.New(`(?i)\b(vertelt|vertelde|vertellen|vertelden|geeft|gaf|presenteert|presenteerde|presenteren|spreekt|sprak|spreken|laat|liet|toont|toonde|houdt|hield|deelt|deelde|bespreekt|besprak|komt|gaat|zal)(?: ons| dan)?[\s,*]*$`),
		topical:    pattern.New(`(?i)^[\s,]*(?:(?:ons|jullie|dan|een|zijn|haar) )?(?:(?:\p{L}+ )?(?:presentatie|lezing|talk|verhaal|praatje)\s+)?(?:over|genaamd|getiteld)\s+`),
		infinitive: pattern.New(`(?i)\b(?:meenemen|vertellen|spreken|presenteren|zien|geven|houden|delen|bespreken|uitleggen|praten)\b`),
		speech:     pattern.New(`(?i)\b(?:presentatie|lezing|talk|praatje|verhaal|workshop|demo|inleiding|sessie)\b`),
		closes:     pattern.New(`(?i)\s*(?:\s(?:vertellen|spreken|presenteren|zien|geven|houden)(?:[.,;!]|$)|,\s*(?:en|die|dat|met|waarin|waarbij|gevolgd)\b|\.\s|\.$|;|:\s*$|!$|\?$|\s+\()`),
	},
	{
		name:       "it",
		words:      words(`il gli della con è per una che nel dal ci si alla sono anche delle di degli nella nei dei più`),
		introduces: pattern.New(`(?i)(?:\b(?:relator[ei]|relatric[ei]|speakers?|ospit[ei])\b(?:[^.:]{0,30}?(?:è|\bsono|sarà|\bsaranno|\bera|:))?|\b(?:tenut|presentat|condott|guidat|curat)[oa] da|\b(?:talk|intervento|presentazione|workshop|relazione|incontro|sessione) (?:di|con)|\bcon|\bconduce|\b(?:parlerà|presenterà|racconterà|ha parlato|ha presentato)|\bospit(?:iamo|eremo|erà))[\s,:"*«]*$`),
		performs:   pattern.New(`(?i)^[\s,]*(?:che )?(?:(?:ci|vi|ha|hanno|poi|anche) )*(?:parlerà|parlerann?o|parlato|presenterà|presenteranno|presentato|racconterà|racconterann?o|raccontato|mostrerà|mostrato|spiegherà|spiegato|illustrerà|illustrato|terrà|tenuto|condurrà|condotto|guidat[oa]|guiderà|accompagnat[oa]|accompagnerà|messo a confronto|con (?:il|la|un|una) (?:suo |sua )?(?:talk|intervento|presentazione))`),
		about:      pattern.New(`(?i)(?:\b(?:parl\p{L}+|talk|intervento|presentazione|relazione|incontro|workshop)[^.,;"«]{0,40}?)\b(?:su|sul|sulla|sui|sulle|di|del|della|intitolat[oa]|dal titolo)\s+`),
		direct:     pattern.New(`(?i)^[\s,]*(?:che )?(?:(?:ci|vi|ha|hanno|poi|anche) )*(?:presenterà|presentato|racconterà|raccontato|mostrerà|mostrato|spiegherà|spiegato|illustrerà|illustrato)\s+`),
		closes:     pattern.New(`(?i)\s*(?:,\s*(?:e|che|con|dove|per|una?)\b|\.\s|\.$|;|:\s*$|!$|\?$|\s+\()`),
	},
	{
		name:       "pt",
		words:      words(`os uma com não ao dos da em é para pelo pela mais também já às são`),
		introduces: pattern.New(`(?i)(?:\b(?:orador(?:es|a|as)?|palestrantes?|speakers?|convidad[oa]s?)\b(?:[^.:]{0,30}?(?:\b(?:são|será|serão|foi)|:))?|\b(?:apresentad|dad|conduzid|dinamizad|ministrad|proferid|realizad)[oa] (?:por|pel[oa])|\bvez d[aeo](?: palestra)?(?: d[aeo])?|\b(?:palestra|talk|apresentação|sessão|workshop) (?:de|da|do|com)|\bcom|\b(?:falou|falará|apresentou|apresentará|mostrou|mostrará|contou|contará|explicou|explicará|abriu|fechou|começou|seguiu-se)(?: a| o)?|\b(?:recebemos|receberemos|contamos com|teremos)(?: a| o)?)[\s,:"*«]*$`),
		performs:   pattern.New(`(?i)^[\s,]*(?:que )?(?:(?:nos|vai|vem|vão|vêm|veio|também|depois|a) )*(?:falar|falou|falaram|falará|apresentar|apresentou|apresentaram|apresentará|mostrar|mostrou|mostrará|contar|contou|contará|explicar|explicou|explicará|partilhar|partilhou|dar|deu|dará|conduzir|conduziu|trouxe|traz|com (?:a|o) (?:palestra|talk|apresentação))(?:[^\p{L}]|$)`),
		about:      pattern.New(`(?i)(?:\b(?:fal\p{L}+|palestra|talk|apresentação|sessão|workshop|conversa)[^.,;"«]{0,40}?)\b(?:sobre|acerca de|intitulad[oa]|chamad[oa]|de)\s+`),
		direct:     pattern.New(`(?i)^[\s,]*(?:que )?(?:(?:nos|vai|vem|vão|vêm|veio|também|depois|a) )*(?:apresentar|apresentou|apresentará|mostrar|mostrou|mostrará|contar|contou|contará|explicar|explicou|explicará)(?:-nos)?\s+`),
		closes:     pattern.New(`(?i)\s*(?:,\s*(?:e|que|com|onde|para|uma?)\b|\.\s|\.$|;|:\s*$|!$|\?$|\s+\()`),
	},
}

// spokenWords are the small words of all languages, with the indices of those
// that have them.
var spokenWords = sync.OnceValue(func() map[string][]int {
	m := map[string][]int{}
	for j, t := range tongues {
		for w := range t.words {
			m[w] = append(m[w], j)
		}
	}
	return m
})

// smallWords tell most other words from these.
var smallWords = sync.OnceValue(func() lexicon {
	s := set{}
	for w := range spokenWords() {
		s[w] = true
	}
	return newLexicon(s)
})

// spokenIn returns the languages of a text, the likeliest first. English is
// always among them: half of all titles are.
func spokenIn(units []unit) []*tongue {
	count := make([]int, len(tongues))
	known, small := spokenWords(), smallWords()
	seen := 0
	for i := range units {
		for w := range strings.FieldsSeq(units[i].low) {
			if len(w) > 6 {
				continue
			}
			if small.may(w) {
				for _, j := range known[w] {
					count[j]++
				}
			}
			if seen++; seen > 600 {
				break
			}
		}
	}
	best := 0
	for j := range count {
		if count[j] > count[best] {
			best = j
		}
	}
	if best == 0 || count[best] < 3 && (count[best] < 2 || count[0] > 0) {
		return []*tongue{english}
	}
	return []*tongue{tongues[best], english}
}
