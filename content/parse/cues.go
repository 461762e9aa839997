package parse

import "strings"

// A cue is a set of things that the phrases of a text hint at. They are looked
// up in one walk over its words: most sentences hold none, and only where one
// stands are costlier questions asked.
type cue uint32

const (
	dayCue       cue = 1 << iota // a day, a date
	clockCue                     // when it begins
	nextCue                      // the meetup after this one
	recapCue                     // it has taken place
	comingCue                    // it is to come
	groupCue                     // a group's meetups
	eventCue                     // beside a date: it is the event's
	awayCue                      // beside a date: it is something else's
	pastCue                      // the past tense
	aheadCue                     // the future
	cancelledCue                 // it will not take place
	postponedCue                 // ... not yet
	movedCue                     // ... elsewhere, or on another day
	venueCue                     // where, who hosts
	thanksCue                    // sponsors, thanks
	treatCue                     // room, food or drink
	speakCue                     // somebody speaks
	oursCue                      // before a day: our meetup is on it
	noneCue                      // before a day: nothing is on it
	topicCue                     // before a day: a talk is about it
	movedToCue                   // before a day: it is the new one
	morningCue                   // it takes place before noon
	introCue                     // a speaker is introduced
	standsCue                    // somebody is named who does not speak
	locatedCue                   // at which address something is
)

// hints lists the phrases by which each cue shows, in lower case, one a line
// or parted by commas. One that ends in * stands for all its endings.
var hints = []struct {
	cue     cue
	phrases string
}{
	{dayCue, `dia, día, giorno, dnia, fecha, today, night, tonight, tomorrow, week*, month*, mon, tue*, wed*, thu*, fri*, sat*, sun*, monday*, next, last, previous, gestern, heute, morgen, montag*, dienstag*, mittwoch*, donnerstag*, freitag*, samstag*, sonntag*, mo, di, mi, do, fr, sa, so, yesterday*,
		hier, demain, lundi*, mardi*, mercredi*, jeudi*, vendredi*, samedi*, dimanche*, ayer, mañana, lunes, martes, miércoles, miercoles, jueves, viernes, sábado*, sabado*, domingo*, maandag*, dinsdag*, woensdag*, donderdag*, vrijdag*, zaterdag*, zondag*, gisteren, vandaag,
		jan*, feb*, mar*, apr*, may, june, july, jul, jun, aug*, sep*, oct*, nov*, dec*, märz, maerz, mai*, juni, juli, okt*, dez*, fév*, fev*, avril, juin, juillet, août, aout, déc*, ene*, mayo, abr*, ago*, dic*, mei, letzte*, nächste*, kommende*, vorige*, prochain*, dernier*, próxim*, pasado`},
	{clockCue, `klokken, klockan, klokka, kl, godz, godzinie, hodin, door*, start, starts, starting, begin, begins, beginnt, beginn, from, uhr, time, zeit, when, wann, evening, heure*, hora*, arrive, open, opens`},
	{nextCue, `the next meetup, the next meet-up, the next meeting, the next event, the next edition, the next session, the next talk, the next gathering, the next one, our next, the next ever meetup, next meetup, next month's, next month’s, next month we, next month is, next month will, next month on, im nächsten monat am, nächsten monat am, le mois prochain, el mes que viene, el próximo mes, volgende maand op, il mese prossimo, no próximo mês,
		see you in january, see you in february, see you in march, see you in april, see you in may, see you in june, see you in july, see you in august, see you in september, see you in october, see you in november, see you in december,
		nächstes treffen, nächste treffen, nächster termin, nächste termin, nächster stammtisch, nächste stammtisch, nächstes meetup, nächste meetup, nächste veranstaltung, nächster vortrag, nächsten treffen, nächsten stammtisch,
		next up is, next up on, next up:, next time, our next, the next evening, the next meet, the next date, we are back on, we're back on, we’re back on, meetup will be on, save the date, mark your calendars, mark your diaries, pencil in,
		nächste mal, nächsten mal, weiter geht es, weiter geht's, weiter geht’s, beim nächsten, nächster abend, nächsten termin, nächste abend, bitte vormerken, schon mal vormerken, unser nächste*, unsere nächste*,
		prochain meetup, prochaine rencontre, prochaine session, prochaine édition, prochain rendez-vous, prochaine réunion, prochaine conférence, prochaine animation, prochaine soirée, prochaine séance, prochain événement, prochain évènement, prochain atelier, la prochaine fois, la prochaine aura, la fois prochaine, à vos agendas, notez la date,
		próximo meetup, próxima reunión, próximo encuentro, próximo evento, próxima charla, próxima cita, próxima quedada, próximo taller, próxima sesión, la próxima será, el próximo será, siguiente cita, siguiente charla, nos vemos después, reservad la fecha, apuntad la fecha,
		volgende meetup, volgende bijeenkomst, volgende keer, volgende editie, volgende avond, volgende sessie, volgende evenement, volgende is, tot de volgende, noteer alvast,
		prossimo incontro, prossimo appuntamento, prossima serata, prossimo evento, prossimo meetup, prossima riunione, prossimo ritrovo, la prossima volta, próximo encontro, próxima sessão, próxima reunião, próxima oficina, próxima palestra, próximo evento, próximo meetup, próxima edição, a próxima será, o próximo será, está marcado para,
		następne spotkanie, kolejne spotkanie, příští sraz, příští schůzka, kolejny meetup, następny meetup, kolejne warsztaty, příští setkání, nästa träff, nästa möte, neste møte, næste møde, следующая встреча, следующий митап, próximo encontro`},
	{recapCue, `visited us, besuchten uns, besuchte uns, hat uns besucht, haben uns besucht, nous a rendu visite, nous ont rendu visite, nos visitó, nos visitaron, bezocht ons, bezochten ons, die aufzeichnung, den mitschnitt, der mitschnitt, the recording of, a recording of, l’enregistrement, l'enregistrement, la grabación, a gravação, la registrazione, nagranie z, záznam z, meeting held at, meetup held at, no presentation material, delivered a presentation, delivered a talk, presented a, presented an, presented the, demonstrated how, realizamos, estivemos, palestrou, apresentou, gave us a, gave us an, gave us the, takk for, takk til alle, tak til alle, tack till alla, fant sted, fandt sted, ägde rum, took place yesterday, took place last, took place on, recap, recapping, thanks to all who, thanks again to all who, thanks to everyone, thanks again to everyone, thank you to everyone, thank you to all, thanks to all of you, everyone who came, everyone who attended, was packed, packed out, last night, last evening, yesterday evening, great turnout, amazing turnout, good turnout,
		write-up, of us squeezed, of us gathered, of us came, of you came, of you joined, people came, people joined us, people turned up, we met on, we met in, we met at, was opened by, was closed by, kicked us off, walked us through, showed us, talked us through, took us through, had us all, thank you to our speaker*, thanks to our speaker*, the recording is, the video is, the stream is, is on youtube, are on youtube, now online, gave a talk, gave a great talk, gave us a talk, gave a live demo, gave his talk, gave her talk, gave a presentation, gave an, told us about, told us how, we had, we heard, we saw, we learned, joined us at, joined us for, joined us on, joined us via, kicking off our evening was, kicking off the evening was, kicked off with, slides are, slides can be, his slides, her slides, great talks, great evening, great night, for those who missed, if you missed, big thanks, was a great, were great, was great,
		took us, his takeaways, her takeaways, presented ", presented “, hat stattgefunden, haben stattgefunden, hat gezeigt, hat berichtet, hat vorgestellt, fand am, fand unser, fand das, fand der, zu gast hatten, zu gast war, war zu gast, waren zu gast, bei uns zu gast, hat erzählt, hat uns, haben uns, hat vorgetragen, gab es einen vortrag, sprach über, erzählte, berichtete, zeigte uns, stellte vor, die folien, das video, danke an alle, vielen dank an alle, kamen zum, kamen ins, kamen in die, waren dabei, wollten wissen, war gut besucht, platzte aus,
		a eu lieu, ont eu lieu, a montré, ont montré, a présenté, ont présenté, nous a présenté, a raconté, a expliqué, a réuni, se sont serré*, se sont réuni*, étaient présent*, étions, merci à tous, merci à toutes, merci encore, la captation, les supports, en ligne, s'est déroulé, s’est déroulé, s'est tenu*, s’est tenu*, tuvo lugar, se celebró, contó, nos contó, nos contaron, nos habló, nos habla*, mostró, nos mostró, presentó, presentaron, asistieron, asistimos, llenamos, disfrutamos, estuvimos, tuvimos, preguntaron, gracias a todos, gracias a todas, gracias a los asistentes, las diapositivas, el vídeo de,
		vond plaats, vonden plaats, bedankt, bedankt aan, vertelde, vertelden, liet zien, lieten zien, liet in, zat de, zaten, kwamen, was een succes, dank aan alle, de opname, de slides,
		rolou, realizamos, aconteceu, ocorreu, foi realizado, tivemos, o encontro foi, se dérouler le, s'est déroulée, s’est déroulée, were held, was held on, was held at, com'è andata, com’è andata, ha raccontato, ha mostrato, ha presentato, ha messo, era piena, erano, si è tenut*, si è svolt*, grazie a tutti, le slide, como foi, mostrou, contou, apresentou, falou, realizou-se, obrigado a todos, os slides,
		odbyło się, za nami, dziękujemy wszystkim, состоялась, состоялся, состоялось, прошёл, прошел, прошла, спасибо всем, se realizó, se llevó a cabo, contamos con la presencia, tack alla, tack till alla, takk til alle, tak til alle, proběhl*`},
	{comingCue, `velkommen til, välkommen till, påmelding, tilmelding, anmälan, meld deg på, tilmeld dig, anmäl dig, vi møtes, vi mødes, vi ses, vi arrangerer, zapraszamy, rejestracja, zveme, přijďte, join us, will be talking, will be speaking, will be presenting, will be held, will be giving, will be sharing, will be joined, will be joining, will be at, we'll be, we’ll be, we will be, we will have, we'll have, we’ll have, we will kick, we will meet, we'll meet, we will hear, we return, tickets are, tickets will, tickets available, rsvp, doors open, door open, sign up, is going to, are going to, come along, looking forward, spread the word,
		findet am, findet um, findet statt, findet in, findet im, findet bei, laden wir, laden herzlich, laden euch, laden sie, treffen wir uns, treffen uns, trifft sich, wird vorstellen, wird zeigen, wird uns, wird einen, wird die, wird der, anmeldung, nous accueillerons, vous accueill*, vous invit*, vous propos*, inscription*, aura lieu, venez, tendrá lugar, os esperamos, te esperamos, contaremos con, hablaremos, aprenderemos, apúntate, aanmelden, verwelkomen, wir freuen uns auf, freuen uns auf, seid dabei, kommt vorbei, meldet euch an, jetzt anmelden, spricht, berichtet, stellt vor, wird sprechen, erwartet euch, erwartet uns, ist zu gast, nous parlera, viendra, viendront, présentera, présenteront, parlera, animera, rejoignez, réservez, on vous attend, se tiendra, se déroulera, nos hablará, hablará, presentará, mostrará, contará, se celebrará, acompáñanos, no te lo pierdas, reserva, vertelt, vertellen, kom langs, meld je aan, schrijf je in, vindt plaats, vinden plaats, spreekt, komen, trappen we, ci troviamo, ci vediamo, si terrà, parlerà, presenterà, racconterà, vi aspettiamo, iscriviti, realiza-se, vai falar, voltamos, participa, inscrições, closing the evening is, our first speaker is, our second speaker is, our next speaker is, our final speaker is, our first speaker of the evening is, our first speaker for,
		odbędzie się, widzimy się, zveme vás, uvidíme se, koná se, vai acontecer, vai ao ar, vai rolar, acontecerá, será realizad*, venha, não perca, participe, inscreva-se, garanta, esperamos você, nos vemos el, se realizará, se llevará a cabo, los esperamos, regístrate, inscríbete, no faltes, te invitamos, los invitamos, non mancate, parleremo, состоится, пройдёт, пройдет, приглашаем, ждём вас, ждем вас, встречаемся, приходите, расскажет, выступит, välkomna, velkomne, kommer att hållas`},
	{groupCue, `réunion*, reunión, reuniones, reunião, reuniões, riunion*, vergadering*, conférence du mois, minicurso*, schůzk*, zebrani*, møte*, medlemsmøte*, möte*, medlemsmöte*, møde*, medlemsmøde*, træf, træffes, träff*, foredrag*, föredrag*, arrangement*, kveld, kvelden, kväll, kvällen, temakveld*, spotkani*, setkání, sraz, we meet, general meeting, agm, annual meeting, generalversammlung*, hauptversammlung*, jahreshauptversammlung*, jahresversammlung*, vereinsversammlung*, vollversammlung*, jahrestreffen*, generalforsamling*, assemblée annuelle, assemblea generale, assembleia geral, walne zebranie, årsmöte*, årsmøte*, årsmøde*, anwendertreffen*, nutzertreffen*, usertreffen*, mitgliedertreffen*, assemblée générale, mitgliederversammlung, asamblea, ledenvergadering, association, verein, drinks, social, pub night*, beers at,  hackathon*, hackday*, hack day*, lecture*, seminar*, study group*, reading group*, book club*, game night*, game jam*, picnic*, barcamp*, unconference*, webinar*, atelier*, come learn, our events, get-together*, get together, see you at, see you there, see you on, this month, diesen monat, ce mois-ci, este mes, deze maand, meet-up*, meetup*, meeting*, user group, our group, our event, our evening, our speaker*, stammtisch*, treffen*, vortrag*, vorträge*, veranstaltung*, rencontre*, soirée*, charla*, taller*, quedada*, evento*, evening, bijeenkomst*, avond*, serata*, incontro, incontri, encontro*, abend, jornada*, cita, workshop*, hacknight*, hack night, talks,
		spotkań, prelekcj*, přednášk*, palestra*, hangout*, appuntament*, ritrovo, встреч*, митап*, доклад*`},
	{eventCue, `visited us, besuchten uns, besuchte uns, nos visitó, nos visitaron, bezochten ons, møte*, möte*, møde*, klokken, klockan, avholdes, afholdes, äger rum, arrangerer, arrangerar, join us, come, join, doors, hackathon*, hackday*, workshop*, lecture*, seminar*, webinar*, party, picnic, study group*, game night*, atelier*, cours, taller*, cursus, invit*, einladen, eingeladen, see you, meet, meets, met, gathered, trafen, bijeen, nos vemos, nos reunimos, ci vediamo, meetup*, meet-up*, meeting*, we'll, we’ll, we will, we're, we’re, we are, we return, will be, takes place, take place, took place, sprechen wir, reden wir, hören wir, sehen wir, geht es um, on parle, nous parlerons, hablamos, hablaremos, praten we, spreken we, gaat het over, parliamo, falamos, vertelt, spreekt, spricht, parle, habla de, parla, tells, speaks, drinks, barbecue, evening, tonight, host, hosted, hosting, treffen, trifft, findet, laden, vortrag, stammtisch*, veranstaltung, nous vous, nous accueill*, nous serons, rendez-vous, aura lieu, a eu lieu, se celebra*, tendrá lugar, tuvo lugar, evento, charla*, bijeenkomst, volgende, prochaine, prochain, próxima, próximo, prossimo, prossima, nächste*, voltamos, volvemos, serata, incontro, encontro, event, talk, talks, speaker*, speaking,
		spotkanie, odbędzie, setkání, sraz, acontece*, vai ao ar, hangout*, palestra*, se realizará, se llevará, encuentro, reunión, встреч*, митап*, состоится, пройдёт, пройдет, собираемся`},
	{oursCue, `visited us, besuchten uns, besuchte uns, nos visitó, nos visitaron, bezochten ons, seeing you, we'll talk, we’ll talk, we'll be talking, we’ll be talking, we will talk, we'll learn, we’ll learn, we'll look at, we’ll look at, we'll discuss, we’ll discuss, aguardamos, nos encontramos no, nos vemos no, aconteceu, acontece no, rolou, rola no, será no dia, vi møtes, vi mødes, vi träffas, møtet, mødet, mötet, neste møte, næste møde, nästa möte, spotykamy się, sejdeme se, we meet, we met, we gather*, we will meet, we will gather, we'll meet, we’ll meet, we are meeting, we're meeting, we’re meeting, we return, we are back, we're back, we’re back, we will be back, we'll be back, we’ll be back, meet us, meets on, met on, join us, joined us, see you, come along, come to,
		the meetup, the meeting, the event, this meetup, this meeting, this month's, this month’s, next meetup, next meeting, next event, next session, next edition, next evening, next gathering, next one is, first meetup is, meetup is, meeting is, meetup will, meeting will, event will, meetup takes, meetup took, meeting took, meetup on, meeting on, our meetup, our meet-up, our meeting, our event, our evening, our monthly, our january*, our february*, our march*, our april*, our may, our june*, our july*, our august*, our september*, our october*, our november*, our december*, our annual, our summer*, our winter*, our autumn*, our spring*, our christmas*, the january*, the february*, the march*, the april*, the may meet*, the june*, the july*, the august*, the september*, the october*, the november*, the december*, came to, turned up,
		wir uns, ist wieder, ist stammtisch, ist treffen, sprechen wir, reden wir, hören wir, dreht sich alles, ist es soweit, geht es um, on parle, nous parlerons, hablamos de, hablaremos, praten we, gaat het over, parliamo, trafen uns, war es soweit, kwamen we, we kwamen, we waren, trappen we, we bij elkaar, nous étions, nous nous sommes, nous avons, on s'est retrouv*, on s’est retrouv*, estuvimos, nos juntamos, nos vimos, volvemos, voltamos, ci siamo,  treffen uns, sehen uns, trifft sich, traf sich, unser treffen, unser stammtisch, unser nächste*, unsere nächste*, nächstes treffen, nächste treffen, nächster termin, nächster stammtisch, nächste stammtisch, nächstes meetup, nächste meetup, nächste veranstaltung, das treffen, der stammtisch, das meetup, findet das, findet der, findet die, findet unser*, fand das, fand der, fand unser*, laden wir, laden euch, war es wieder, ist es wieder,
		nos vemos, nos reunimos, nos encontra*, os esperamos, te esperamos, quedamos, próximo encuentro, próxima reunión, próximo evento, próximo meetup, próxima charla, próxima quedada, el encuentro, la reunión, rendez-vous, on se retrouve, nous nous retrouv*, nous vous donnons, prochaine rencontre, prochain meetup, prochaine session, prochaine soirée, la rencontre, le meetup, we bijeen, volgende bijeenkomst, volgende meetup, de bijeenkomst, de meetup, zien we, zien elkaar, ci vediamo, ci incontriamo, ci troviamo, prossimo incontro, prossimo meetup, vemo-nos, encontramo-nos, reunimo-nos, próximo encontro,
		has been scheduled, is scheduled, has been set, has been arranged, odbędzie się, odbyło się, widzimy się, uvidíme se, koná se, vai ao ar, vai acontecer, encontro será, evento será, palestra será, encontro acontece*, evento acontece*, nosso encontro, nosso próximo, nuestro meetup, nuestro próximo, nuestra próxima, nuestra reunión, el meetup, la charla será, el evento será, l'incontro, l’incontro, la serata, il meetup, il nostro prossimo, встреча состоится, митап состоится, встреча пройд*, митап пройд*, встречаемся, собираемся, следующая встреча, следующий митап, vi ses, nästa träff, neste møte`},
	{noneCue, `of us went, we went to, went to the, waren auf der, fuimos a, no meetup, no meeting, no event, kein treffen, kein stammtisch, kein meetup, keine veranstaltung, pas de rencontre, pas de meetup, no hay, geen bijeenkomst, geen meetup, their meetup, their conference, their event, due on, due in, is due, released on, is out on, elections, birthday, no meetup in, no meeting in, closed on, apply by, until, open until, slides of, slides from, video of, videos of, recording of, recordings of, recordings from, videos from, photos of, photos from, minutes of, sale on, sale from, early bird, early-bird, deadline, closes on, close on, closes, vorverkauf, anmeldeschluss`},
	{topicCue, `about the, about how, about what, talk about, talks about, talk on the, talked about, on the outage, über den, über die, über das, spricht über, sprach über, parlera de, sur la, hablará de, hablará sobre, sobre el, sobre la, joined, has worked, has been, worked at, graduated`},
	{movedToCue, `postponed to, postponed until, moved to, moves to, move to, moving to, rescheduled to, rescheduled for, pushed back to, pushed to, shifted to, brought forward to, new date:, new date!, new date is, new date will be, is now on, neuer termin:, neuer termin ist, verzetten naar, verschuift naar, wordt verplaatst naar, rinviata al, spostato al, spostata al, neuer termin, neues datum, verschoben auf, verlegt auf, vorverlegt auf, nouvelle date :, nouvelle date:, reporté au, reportée au, reporté à, reportée à, décalé au, décalée au, nueva fecha:, aplazado al, aplazada al, aplaza al, pospuesto al, pospuesta al, trasladado al, trasladada al, nieuwe datum:, verplaatst naar, verzet naar, uitgesteld tot, rinviato al, rinviata al, adiado para, adiada para`},
	{morningCue, `coffee morning*, morning meetup*, morning meeting*, morning session*, breakfast meetup*, breakfast meeting*, breakfast session*, breakfast talk*, for breakfast, breakfast club, our breakfast, frühstücks*, zum frühstück, morgentreff*, petit déjeuner*, petit-déj*, petits-déj*, desayuno*, ontbijt*, brunch*, matinal*`},
	{awayCue, `deadline, their event, their meetup, their conference, until, since, previous, founded, call for, cfp, closes, closing, opens, conference, konferenz, posted, update*, born, release*, seit, bis zum, bis spätestens, depuis, desde, avant le, hasta, already, prior, copyright, last month*, last year*, last time, letzten monat, letztes jahr`},
	{pastCue, `visited, besuchte, besuchten, besucht, visitó, visitaron, bezocht, bezochten, hadde, havde, hade, holdt, höll, snakket, fortalte, berättade, was, were, met, gathered, trafen, kwamen, took, gave, had, came, talked, presented, spoke, yesterday, last, held, happened, squeezed, welcomed, hosted, opened, closed, joined us, heard, saw, filled, packed, attended, listened, showed, asked, told, explained, learned, learnt, enjoyed, began, went, sat, ate, drew, voted, kicked, fand, war, waren, hatte, hatten, gestern, kam, kamen, sprach, zeigte, zeigten, erzählte, berichtete, stellte, hielt, gab es, wollten, waren, saßen, platzte, diskutierten, haben wir, haben uns, hat uns, letzten, letzte, vergangenen,
		a eu, ont eu, s'est, s’est, se sont, avons, avez, était, étaient, étions, a montré, a présenté, a réuni, dernier, dernière, hier, tuvo, fue, fueron, ayer, pasado, pasada, contó, llenamos, hablaron, estuvimos, tuvimos, presentó, mostró, vinieron, disfrutamos, preguntaron, hubo,
		kwam, zat, zaten, vertelde, vertelden, liet, lieten, sprak, waren, afgelopen, vorige, hadden, genoten, era, erano, ha messo, ha raccontato, ha mostrato, abbiamo, scorso, scorsa, passada, passado, mostrou, contou, falou, foi, foram, tivemos,
		odbyło, odbyła, odbył, opowiedział*, aconteceu, rolou, состоялась, состоялся, прошёл, прошел, прошла, рассказал*, выступил*`},
	{aheadCue, `skal, kommer, neste, næste, nästa, will, join, we meet, see you, meets, nos vemos, ci vediamo, wir treffen uns, next, upcoming, tomorrow, register, rsvp, coming, are going, we'll, we’ll, they'll, he'll, she'll, you'll, wird, werden, findet, kommende*, nächste*, aura, prochain*, próxim*, tendrá, venez, va, weiter geht, folgt, volgende, komt, komen, aanstaande, zal, zullen, zijn er, ce sera, sera le, sera à, sera au, serons, aurons, viendra, se tiendra, será, seremos, habrá, toca, volvemos, prossimo, prossima, sarà, saremo, ci vediamo, vai, vamos, voltamos, terá, marcado, geplant,
		odbędzie, zapraszamy, acontecerá, acontece, venha, состоится, пройдёт, пройдет, приглашаем, ждём, ждем`},
	{cancelledCue, `cancel the, cancel our, cancel this, cancel tonight*, cancel tomorrow*, not take place, not be taking place, won't take place, won’t take place, called off, call off, not happening, not be happening, absagen, sagen wir ab, findet nicht statt, findet leider nicht statt, ausfallen, entfallen, n'aura pas lieu, n’aura pas lieu, annuler, cancelar, cancelamos, cancelou, no se celebrará, no tendrá lugar, afgezegd, afgelasten, annullato, annullata, has been cancelled, has been canceled, is cancelled, is canceled, been cancelled, been canceled, was cancelled, was canceled, have cancelled, had to cancel*, have to cancel*, are cancelled, are canceled, be cancelled, be canceled, cancel this, now cancelled, cancelled, canceled, abgesagt, fällt aus, fällt leider aus, entfällt, ausgefallen, annulé*, est annulé, cancelado, cancelada, suspendido, suspendida, afgelast, geannuleerd, gaat niet door, gaat helaas niet door, niet door, vervalt, komt te vervallen, fällt damit aus, muss ausfallen, müssen absagen, muss daher ausfallen, daher ausfallen, abgeblasen, findet doch nicht statt, kommt nicht zustande, is off, is now off, won't be happening, won’t be happening, won't happen, won’t happen, will not happen, there will be no, no meeting on, no meetup on, there is no meetup, there is no meeting, we have to call, had to call, n'aura finalement pas, n’aura finalement pas, ne pourra pas avoir lieu, est annulée, est annulé, se cancela, queda cancelad*, queda suspendid*, se suspende, no podrá celebrarse, no se podrá celebrar, annullat*, è annullat*, non si terrà, non si farà, cancelad*, não se vai realizar, não se realiza, não vai acontecer, não haverá,
		annulee, annulees, odwołan*, odwołujemy, nie odbędzie się, zrušen*, inställt, inställd, avlyst, aflyst, отменяется, отменён*, отменен*, não será realizad*`},
	{postponedCue, `postponed, postpone this, verschoben, auf unbestimmte zeit, reporté*, aplazado, aplazada, pospuesto, pospuesta, se aplaza, se pospone, queda aplazad*, uitgesteld, we stellen, wordt verzet, verschieben, verschieben wir, wird verschoben, vertagt, reporte, est reportée, est reporté, rinviat*, adiad*, put off, put back, off for now,
		przełożon*, przekładamy, odložen*, uppskju*, udsat, utsatt, переносится, перенесён*, перенесен*`},
	{movedCue, `has moved, have moved, been moved, is moved, was moved, we've moved, we’ve moved, has been moved, been rescheduled, is rescheduled, has rescheduled, rescheduled to, relocated, new venue:, new venue!, new date:, new date!, change of venue, change of date, venue change*, venue has changed, date change*, date has changed, verlegt, verschoben auf den, reportée au, reporté au, nouvelle date, nouveau lieu, cambio de fecha, cambio de lugar, trasladado, trasladada, se traslada, cambia de sede, cambio de sede, cambio di sede, cambio di data, nuova data, nuova sede, nova data, novo local, verplaatst, verhuisd, we verhuizen, nieuwe locatie, andere locatie, nieuwe datum, verschieben wir das treffen, zieht um, ziehen um, anderer ort, neuer ort, neuer raum, change de lieu, changement de lieu, changement de salle, changement de date, not be at, no longer at, no longer in, moves to, moves online, goes online, going online, move online, moving online, moved online, stream it instead, instead of the usual, new location, new room, different venue, different room`},
	{locatedCue, `is located, is situated, befindet sich, liegt am, liegt an, liegt in der, se encuentra en, está en, se trouve, est situé, si trova, fica na, fica no`},
	{venueCue, `agradec*, gràcies, agraïm, remerci*, ringrazi*, dziękuj*, děkuje*, tack till, takk til, tak til, kiitos, köszönj*, sediado, sediada, anfitriã, venue*, usual, premises, locaux, en ligne, en línea, en visio*, stream*, thank*, dank*, merci, gracias, grazie, obrigad*, bedankt, locali, sede, host, hosts, hosted, hosting, held, taking place, takes place, took place, will take place, provid*, lend*, lending, offer*, giving, letting, kindly, generously, virtual*, online, on-line, zoom, youtube, twitch, jitsi, livestream*, remote, discord, meetup*, meeting*, event*, evening, session*, meet, treffen, trifft, findet, zu gast, gastgeber, stellt, accueilli*, chez, räumen, instalaciones, oficinas, will be, was held, was at`},
	{thanksCue, `sponsor*, thanks to, thank to, thank you to, thank, grateful to, grateful, gratitude to, kindly, provided us, provided the, provided food, provided drinks, provided pizza, providing us, providing the, providing food, provid*, supplied, supplying, will feed us, patrocin*, gesponsert, dank an, dank auch, merci à, gracias a, courtesy of, hosted by`},
	{treatCue, `sponsor*, venue*, food, drink*, pizza*, beer*, refreshments, beverages, space, host, hosted, hosting, feed us, room, office, offices, patrocin*, getränke, räum*, verpflegung, locaux, buffet, instalaciones, organisation`},
	{introCue, `guest*, hear, an evening with, followed by, taught by, opened by, closed by, run by, speaker*, talk*, presentation*, session*, workshop*, given by, presented by, delivered by, led by, held by, joined by, together with, kick*, closing, opening, starting, rounding, wrapping, first*, next, up first, up next, then, finally, following, after, before, last but, second*, third*, lastly, we*, feature*, featuring, welcome, referent*, sprecher*, vortragende*, vortrag*, accueill*, contaremos, cargo*, hablar*, conférence*, présent*, animé*, gehouden, gehalten, impartid*, danach, anschließend, zuerst, zunächst, zum schluss, den anfang`},
	{standsCue, `hosted by, thank*, contact, organi*, sponsor*, dank*, photo*, image, written by, author, paper by, book by, created by, developed by, founded by, follow, announcements from, updates from, news from, host, speakers, folks, people, engineers, company, companies, team, teams, colleagues`},
	{speakCue, `hear, taught, teach*, asked, opened, closed, evening with, followed, speaker*, talk*, presentation*, session*, workshop*, given by, present*, delivered, led, held, join*, together with, kick*, closing, opening, starting, rounding, wrapping, first*, next, then, finally, following, after that, before that, last but, second*, third*, lastly, we have, we had, we'll, we’ll, we will, we also, we welcome, we got, heard from, hear from, we heard, feature*, featuring, welcome*, referent*, sprecher*, vortragende*, vortrag*, mit, durch, par, avec, accueill*, por, con, contaremos, cargo, hablar*, door, will, is going, was, gave, describe*, tell*, told, on, hosts, spoke, speak*, discuss*, share*, sharing, show*, explain*, demo*, introduc*, took, walk*, cover*, coming to, stellt*, spricht, sprach, hält, hielt, zeigt*, berichtet*, erklärt, erzählt*, erläutert, gibt, gab, wird, führt, présent*, nous, parlera, animera, nos, presentará, mostrará, contó, vertelt, presenteert, geeft, says, explores, looks, runs, closes, opens, who, leads, works, ist, est, zu gast, is`},
	{recapCue, `of us heard, of us saw, of us met, kertoi, pidettiin, järjestettiin, tapasimme, beszélt a, beszélt az, mesélt, bemutatta, tartottuk, találkoztunk, anlattı, gerçekleşti, buluştuk, düzenledik, ne-a vorbit, a vorbit despre, ne-am întâlnit, a avut loc, va parlar, ens va parlar, va tenir lloc, es va celebrar, vam parlar, ens vam trobar, berättade om, pratade om, fortalte om, snakket om, opowiedział*, opowiadał*, mluvil*, vyprávěl*, рассказал*, розповів, розповіла, pričao je, pričala je, održan je, govoril je, kiitos kaikille, kiitos osallistujille, köszönjük mindenki*, köszönet mindenki*, katılan herkese, teşekkür ederiz, mulțumim tuturor, gràcies a tothom, hvala svima`},
	{pastCue, `kertoi, pidettiin, järjestettiin, tapasimme, beszélt a, beszélt az, mesélt, bemutatta, tartottuk, találkoztunk, anlattı, gerçekleşti, buluştuk, düzenledik, ne-a vorbit, a vorbit despre, ne-am întâlnit, a avut loc, va parlar, ens va parlar, va tenir lloc, es va celebrar, vam parlar, ens vam trobar, berättade om, pratade om, fortalte om, snakket om, opowiedział*, opowiadał*, mluvil*, vyprávěl*, рассказал*, розповів, розповіла, pričao je, pričala je, održan je, govoril je`},
	{eventCue, `berättade, pratade, föreläste, fortalte, snakket, fortalt, zu gast, bei uns zu gast, sprach über, hat über, nous a parlé, nos habló, ha parlato, vertelde*, kertoi, pidettiin, järjestettiin, tapasimme, beszélt a, beszélt az, mesélt, bemutatta, tartottuk, találkoztunk, anlattı, gerçekleşti, buluştuk, düzenledik, ne-a vorbit, a vorbit despre, ne-am întâlnit, a avut loc, va parlar, ens va parlar, va tenir lloc, es va celebrar, vam parlar, ens vam trobar, berättade om, pratade om, fortalte om, snakket om, opowiedział*, opowiadał*, mluvil*, vyprávěl*, рассказал*, розповів, розповіла, pričao je, pričala je, održan je, govoril je`},
	{comingCue, `opowie, opowiedzą, wystąpi, wystąpią, poprowadzi, zaprezentuje, przedstawi, bude mluvit, bude vyprávět, představí, promluví, bude hovoriť, porozpráva, розповість, розкаже, виступить, розкажуть, поделится, расскажут, выступят, berättar om, föreläser, håller ett föredrag, håller föredrag, forteller om, snakker om, holder foredrag, holder et foredrag, fortæller om, taler om, kertoo, puhuu, esittelee, tervetuloa, beszél a, előad, bemutatja, várunk mindenkit, anlatacak, konuşacak, sunacak, bekliyoruz, va vorbi, va prezenta, vă așteptăm, vă invităm, vidimo se, održat će, predstavit će, govori o, govorit će, predaval bo, ens parlarà, parlarà, presentarà, explicarà, us esperem, ens veiem, участие бесплатн*, вход свободн*, вход бесплатн*, регистрируйтесь, нужна регистрация, вхід вільний, реєструйтесь, вступ вільний, wstęp wolny, wstęp bezpłatny, vstup zdarma, vstup volný, соберемся, соберёмся, увидимся, пройдет в, пройдёт в, будет проходить, будем встречаться, будет встреча, встретимся, запрошуємо, відбудеться, зустрічаємось, зустрічаємося, чекаємо, приходьте, zapraszamy, spotykamy się, sejdeme se, potkáme se, zveme, srdečně zveme, pozýváme, stretneme sa, pozývame, dobimo se, vabimo, vidimo se, pozivamo, каним, заповядайте, dołącz do nas`},
	{aheadCue, `соберемся, соберёмся, увидимся, зберемося, побачимось, будет, будут, будем, встретимся, запрошуємо, відбудеться, зустрічаємось, чекаємо, будемо, będzie, będziemy, opowie, opowiedzą, sejdeme, uskuteční, proběhne, bude, budeme, stretneme, vidimo se, каним, ще се проведе`},
	{eventCue, `мероприяти*, воркшоп*, семинар*, хакатон*, прошел, прошёл, прошла, прошло, пройшла, пройшов, соберемся, соберёмся, увидимся, будет проходить, встретимся, зустріч*, мітап*, відбудеться, запрошуємо, spotkani*, spotykamy, sraz*, setkání, sejdeme, potkáme, stretnut*, srečanj*, okupljanj*, среща*`},
	{oursCue, `будет проходить, встретимся, зустріч відбудеться, запрошуємо на, чекаємо на, zapraszamy na, sejdeme se, potkáme se, uskuteční se, proběhne, zveme vás na, stretneme sa, spotkanie odbędzie`},
	{oursCue, `прошел очередн*, прошел первый, прошел второй, прошел третий, прошел наш, прошел митап*, прошел воркшоп*, прошел семинар*, прошел хакатон*, прошел вебинар*, прошёл очередн*, прошёл первый, прошёл второй, прошёл третий, прошёл наш, прошёл митап*, прошёл воркшоп*, прошёл семинар*, прошёл хакатон*, прошёл вебинар*, прошла очередн*, прошла первая, прошла вторая, прошла третья, прошла наша, прошла встреча, прошла конференция, прошла лекция, прошла сессия, прошло очередн*, прошло первое, прошло второе, прошло третье, прошло наше, прошло мероприятие, прошло собрание, прошло заседание, состоялся очередн*, состоялся первый, состоялся второй, состоялся третий, состоялся наш, состоялся митап*, состоялся воркшоп*, состоялся семинар*, состоялась очередн*, состоялась первая, состоялась вторая, состоялась третья, состоялась наша, состоялась встреча, состоялась конференция, состоялось очередн*, состоялось первое, состоялось наше, состоялось мероприятие, состоялось собрание, состоялось заседание, пройшла чергова, пройшла перша, пройшла наша, пройшла зустріч, пройшла конференція, пройшов черговий, пройшов перший, пройшов наш, пройшов мітап, пройшов воркшоп, відбулася чергова, відбулася перша, відбулася наша, відбулася зустріч, відбулася конференція, відбулась чергова, відбулась перша, відбулась наша, відбулась зустріч, відбувся черговий, відбувся перший, відбувся наш, відбувся мітап, відбувся воркшоп, мероприятие пройд*, мероприятие состоится, конференция пройд*, конференция состоится, воркшоп пройд*, воркшоп состоится, семинар пройд*, семинар состоится, лекция пройд*, лекция состоится, хакатон пройд*, хакатон состоится, заседание пройд*, заседание состоится, вебинар пройд*, вебинар состоится, захід відбудеться, захід пройде, мітап відбудеться, мітап пройде, воркшоп відбудеться, воркшоп пройде, конференція відбудеться, конференція пройде, лекція відбудеться, лекція пройде, мероприятие прош*, конференция прош*, воркшоп прош*, семинар прош*, лекция прош*, хакатон прош*, встреча прош*, митап прош*, будем праздновать, соберемся, соберёмся, увидимся, мы встретились, мы собрались, зберемося, зберемось, побачимось, побачимося, wydarzenie odbędzie, meetup odbędzie, spotkaliśmy się, akce se koná, setkání se koná, setkání proběhne, setkání proběhlo`},
	{groupCue, `encuentro*, kertoo, puhuu, esittelee, beszél a, előad, anlatacak, konuşacak, va vorbi, govori o, govorit će, forteller om, snakker om, holder foredrag, opowie, wystąpi, prelegent*, bude mluvit, bude vyprávět, přednáš*, расскажет, расскажут, выступит, розповість, розкаже, виступить, доповід*, föreläs*, berättar om, forteller om, fortæller om, tapaaminen, tapaamis*, kokoontu*, iltama, találkozó*, előadás*, összejövetel*, buluşma*, etkinlik, etkinliği*, toplantı*, sunum*, întâlni*, prezentare, predavanj*, susret*, druženj*, predavan*, trobada*, xerrad*, reunió, ens parlarà, мероприяти*, воркшоп*, семинар*, лекци*, хакатон*, заседани*, собрани*, вебинар*, захід, заходу, лекці*, зустріч*, мітап*, spotkani*, spotkanie, sraz*, setkání, stretnut*, srečanj*, okupljanj*, prezentacj*, prelekcj*`},
	{recapCue, `in our first meeting of, in our second meeting of, in our last meeting, in our latest meeting, in our most recent meeting, at our last meeting, at our last meetup, at our latest meeting, at our latest meetup, at our most recent meet*, for our first meeting of, for our second meeting of, for our last meeting of, at last month's, at last month’s, at last week's, at last week’s, in last month's, in last month’s, we discussed, we introduced, we talked about, hosted a panel, panelists included, panellists included, beim letzten treffen haben, wir haben besprochen, wir sprachen über, lors de notre dernière, lors de notre dernier, lors du dernier meetup, nous avons découvert, nous avons parlé, nous avons discuté, en nuestra última, en nuestro último, hablamos de, aprendimos, conversamos sobre, na nossa última, no nosso último, conversamos sobre, op onze laatste, tijdens onze laatste, we bespraken, nel nostro ultimo, abbiamo discusso`},
	{recapCue, `прошло, мы встретились, мы собрались, закончилась, слайды и видео*, будут выложены, пройшла, пройшов, відбулася, відбувся, відбулось, дякуємо всім, дякуємо усім, спасибо всем, благодарим всех, dziękujemy za, dziękuję wszystkim, za nami, děkujeme všem, děkujeme za, máme za sebou, sešli jsme se, proběhl, proběhla, proběhlo, ďakujeme všetkým, hvala vsem, hvala svima, благодарим на`},
	{pastCue, `прошло, состоялось, собрал*, відбулася, відбулась, відбувся, пройшла, пройшов, розповів, розповіла, показал*, поговорили, обсудили, встретились, собрались, odbyło się, pokazał*, rozmawialiśmy, spotkaliśmy, proběhl*, sešli jsme, mluvil*, ukázal*, vyprávěl*`},
	{venueCue, `место*, по адресу, адрес*, в офисе, в кафе, в баре, у нас в, місце*, за адресою, miejsce*, w siedzibie, w biurze, w restauracji, w kawiarni, w klubie, místo*, v prostorách, v kavárně, v restauraci, v hospodě, v kanceláři, v priestoroch`},
	{thanksCue, `спасибо, благодар*, дякуємо, dziękuj*, podziękowan*, děkujeme, poděkování, ďakujeme, hvala`},
	{treatCue, `помещение*, угоща*, пицц*, пиво, приміщення, pizz*, piwo, poczęstunek, salę, sponzor*, občerstvení, prostor*`},
	{speakCue, `расскаж*, рассказ*, выступ*, доклад*, покажет, покажут, поделится, розкаж*, розпов*, доповід*, виступ*, opowie*, opowied*, poprowadz*, wystąpi*, pokaże*, prelekcj*, prelegent*, przedstawi*, představí*, přednáš*, povypráví*, řekne, ukáže*, mluvil*, porozpráva*, predstaví*`},
}

type phrase struct {
	stem stem
	text string
	open bool // any ending will do
	cue  cue
}

// A stem is the first letters of a word: its first four, zeros where it has
// fewer. That of a phrase with as many bytes is the first seven of them, of
// which the first word alone would be too common: "the next meetup".
type stem uint64

const (
	wordStem   = 4
	phraseStem = 7
)

// stemOf returns the stem of the word that a text begins with.
func stemOf(s string) stem {
	var x stem
	for i := 0; i < wordStem && i < len(s) && wordByte(s[i]); i++ {
		x |= stem(s[i]) << (8 * i)
	}
	return x
}

// longStem returns the stem of a phrase.
func longStem(s string) stem {
	_ = s[phraseStem-1]
	return stem(s[0]) | stem(s[1])<<8 | stem(s[2])<<16 | stem(s[3])<<24 | stem(s[4])<<32 | stem(s[5])<<40 | stem(s[6])<<48
}

// phraseBook has the phrases by some bits of the slots of their stems.
var phraseBook = func() (book [1 << 13][]phrase) {
	add := func(s stem, text string, open bool, c cue) {
		book[s.slot()>>3] = append(book[s.slot()>>3], phrase{s, text, open, c})
	}
	for _, h := range hints {
		for _, p := range strings.Split(h.phrases, ",") {
			p = strings.TrimSpace(p)
			text, open := strings.CutSuffix(p, "*")
			if text = strings.TrimPrefix(text, "*"); text == "" {
				continue
			}
			if len(text) >= phraseStem {
				add(longStem(text), text, open, h.cue)
				continue
			}
			s, end := stemOf(text), 0
			for end < len(text) && wordByte(text[end]) {
				end++
			}
			if open && end == len(text) && end+1 == wordStem {
				// a short beginning: list it under every stem that it may have
				for c := stem('a'); c <= 'z'; c++ {
					add(s|c<<(8*end), text, true, h.cue)
				}
			}
			add(s, text, open, h.cue)
		}
	}
	return book
}()

// stemsKnown has a bit for the slot of each stem in the book.
var stemsKnown = func() (bits [1 << 10]uint64) {
	for _, phrases := range phraseBook {
		for _, p := range phrases {
			at := p.stem.slot()
			bits[at>>6] |= 1 << (at & 63)
		}
	}
	return bits
}()

func (s stem) slot() uint64 { return uint64(s) * 0x9E3779B97F4A7C15 >> 48 }

func (s stem) known() bool { return stemsKnown[s.slot()>>6]&(1<<(s.slot()&63)) != 0 }

// A hinting is what the words of a text hint at.
type hinting struct {
	cues          cue
	recap, coming int // how often
}

// hintsIn walks the words of a lower-case text.
func hintsIn(low string) hinting {
	var h hinting
	for i := 0; i < len(low); {
		c := low[i]
		if !wordByte(c) {
			i++
			continue
		}
		if c >= '0' && c <= '9' {
			h.cues |= dayCue
		}
		start, han := i, false
		for i < len(low) && wordByte(low[i]) {
			han = han || low[i] >= firstHan && low[i] <= lastHan
			i++
		}
		if han {
			h.inHan(low[start:i])
		}
		if s := stemOf(low[start:]); s.known() { // most words hint at nothing
			h.look(low, start, s)
		}
		if len(low) >= start+phraseStem {
			if s := longStem(low[start:]); s.known() {
				h.look(low, start, s)
			}
		}
	}
	return h
}

// look takes in which of the phrases of a stem stands at a place of a text.
func (h *hinting) look(low string, start int, s stem) {
	phrases := phraseBook[s.slot()>>3]
	for i := range phrases {
		p := &phrases[i]
		if p.stem != s || h.cues&p.cue != 0 && p.cue&(recapCue|comingCue) == 0 || !strings.HasPrefix(low[start:], p.text) {
			continue
		}
		if end := start + len(p.text); !p.open && end < len(low) && wordByte(low[end]) && wordByte(low[end-1]) {
			continue
		}
		h.cues |= p.cue
		switch p.cue {
		case recapCue:
			h.recap++
		case comingCue:
			h.coming++
		}
	}
}

// firstHan and lastHan are the first bytes of the characters of Japanese, Chinese and Korean: their
// words are parted neither by spaces nor from the names and numbers beside them.
const firstHan, lastHan = 0xe3, 0xed

var hanHints = []struct {
	text string
	cue  cue
}{
	{"모임", groupCue | eventCue | oursCue},
	{"밋업", groupCue | eventCue | oursCue},
	{"세미나", groupCue | eventCue | oursCue},
	{"열립니다", comingCue | aheadCue | eventCue | oursCue},
	{"개최합니다", comingCue | aheadCue | eventCue | oursCue},
	{"진행합니다", comingCue | aheadCue | eventCue | oursCue},
	{"발표합니다", comingCue | aheadCue},
	{"열렸습니다", recapCue | pastCue | eventCue | oursCue},
	{"진행했습니다", recapCue | pastCue | eventCue | oursCue},
	{"聚会", groupCue | eventCue | oursCue},
	{"聚會", groupCue | eventCue | oursCue},
	{"沙龙", groupCue | eventCue | oursCue},
	{"线下活动", groupCue | eventCue | oursCue},
	{"将举办", comingCue | aheadCue | eventCue | oursCue},
	{"將舉辦", comingCue | aheadCue | eventCue | oursCue},
	{"将举行", comingCue | aheadCue | eventCue | oursCue},
	{"欢迎参加", comingCue | aheadCue},
	{"歡迎參加", comingCue | aheadCue},
	{"举办了", recapCue | pastCue | eventCue | oursCue},
	{"舉辦了", recapCue | pastCue | eventCue | oursCue},
	{"について話します", groupCue | comingCue | aheadCue},
	{"登壇します", groupCue | comingCue | aheadCue},
	{"お話しします", comingCue | aheadCue},
	{"勉強会", groupCue | eventCue | oursCue},
	{"ミートアップ", groupCue | eventCue | oursCue},
	{"もくもく会", groupCue | eventCue | oursCue},
	{"例会", groupCue | eventCue | oursCue},
	{"読書会", groupCue | eventCue | oursCue},
	{"交流会", groupCue | eventCue},
	{"講演会", groupCue | eventCue},
	{"セミナー", groupCue | eventCue},
	{"ハンズオン", groupCue | eventCue},
	{"ワークショップ", groupCue | eventCue},
	{"イベント", groupCue | eventCue},
	{"集い", groupCue | eventCue},
	{"祭り", groupCue | eventCue},
	{"開催日", groupCue | eventCue | aheadCue},
	{"開催決定", comingCue | aheadCue | eventCue | oursCue},
	{"開催が決", comingCue | aheadCue | eventCue | oursCue},
	{"を開催", eventCue | oursCue},
	{"実施します", comingCue | aheadCue | eventCue | oursCue},
	{"実施しました", recapCue | pastCue | eventCue | oursCue},
	{"行います", comingCue | aheadCue},
	{"受付中", comingCue | aheadCue},
	{"受付を開始", comingCue | aheadCue},
	{"参加者募集", comingCue | aheadCue},
	{"ご参加ください", comingCue | aheadCue},
	{"ご期待ください", comingCue | aheadCue},
	{"時間", clockCue},
	{"時刻", clockCue},
	{"日時", clockCue},
	{"開場", clockCue},
	{"開演", clockCue},
	{"開始", clockCue},
	{"開催します", comingCue | aheadCue | eventCue | oursCue},
	{"開催いたします", comingCue | aheadCue | eventCue | oursCue},
	{"開催しました", recapCue | pastCue | eventCue | oursCue},
	{"開催いたしました", recapCue | pastCue | eventCue | oursCue},
	{"次回", nextCue | aheadCue | eventCue | oursCue},
	{"開催した", recapCue | pastCue | eventCue | oursCue},
	{"開催された", recapCue | pastCue | eventCue | oursCue},
	{"開催されました", recapCue | pastCue | eventCue | oursCue},
	{"行いました", recapCue | pastCue},
	{"ありがとうございました", recapCue | pastCue},
	{"参加してくれました", recapCue | pastCue},
	{"参加いただきました", recapCue | pastCue},
	{"でした", pastCue},
	{"レポート", recapCue},
	{"開催報告", recapCue},
	{"開催予定", comingCue | aheadCue | eventCue | oursCue},
	{"開催されます", comingCue | aheadCue | eventCue | oursCue},
	{"お待ちしています", comingCue | aheadCue},
	{"お待ちしております", comingCue | aheadCue},
	{"申し込", comingCue},
	{"参加登録", comingCue},
	{"お楽しみに", aheadCue},
	{"中止", cancelledCue},
	{"開催しません", cancelledCue},
	{"延期", postponedCue},
	{"会場", venueCue},
	{"会場が変", movedCue},
	{"会場を変更", movedCue},
	{"会場変更", movedCue},
	{"日程変更", movedCue},
	{"日程を変更", movedCue},
	{"に変更", movedToCue},
}

// inHan looks for the phrases of a language without spaces.
func (h *hinting) inHan(run string) {
	if strings.Contains(run, "日") {
		h.cues |= dayCue
	}
	for _, p := range hanHints {
		if strings.Contains(run, p.text) {
			h.cues |= p.cue
			if p.cue&recapCue != 0 {
				h.recap++
			}
			if p.cue&comingCue != 0 {
				h.coming++
			}
		}
	}
}

func wordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 }
