package when_test

import (
	"fmt"
	"testing"

	"meetupbot/content/parse/when"
)

func TestTry(t *testing.T) {
	for _, s := range []string{
		"Meetup - Tuesday 26th September 2017 at The Hall", "on Mi(!). 12.12.2018, 19 Uhr", "Am 18.10.2012 treffen wir uns um 18.00 Uhr", "Mardi 8 avril", "le 8 avril", "1er mai 2015",
		"8 de abril de 2015", "20 - 23 May", "Del 20 al 22 de marzo de 2015", "14 and 15 December", "2-3 Feb 2019", "28 February - 2 March 2019", "June 30 - July 2, 2018",
		"16th Septemeber 2019", "8th June 1027", "31 April", "may 5 people", "you may 5 times march 3", "the 5th may be", "May 5th", "may 5th", "Sept. 26, 2017", "Dec 2018", "12. Oktober 2016",
		"2019年1月8日", "1月8日(火)", "12/12(土)", "2017/09/26", "03/04/2017", "26/09/2017", "14/01/14", "version 1.9.2 of", "v1.10.2017", "16:9", "24/7", "10.1.1.24", "in 2016",
		"yesterday evening in", "last night", "hier soir", "gestern Abend", "heute Abend", "Heute gab es", "today's cloud", "next Tuesday", "le mois prochain", "mardi prochain", "every Tuesday", "the first Tuesday of the month", "1. Mittwoch im Monat",
		"on Tuesday", "the day after tomorrow", "après-demain", "Sat, Aug. 9th, 2025, 13:00", "25th February 2023 (Saturday)", "Tuesday the 9th of April", "2017-09-09T10:01:54+00:00", "2018-12-12-cloud-native", "am 18.10. um", "20.-23.05.2017", "20. bis 23. Mai 2017", "in December", "April Smith", "our April meetup", "may-2016",
		"12 May 18:30", "December 18:30", "Mar 8 avril", "vrijdag 5 mei", "do. 5 mei 2016", "esta tarde", "mañana a las 19:00", "por la mañana", "el sábado 20 de noviembre", "am 14. November 2015", "Wednesday, Mai 11th!", "5 and 19 December", "Friday 20th to Sunday 22nd March 2015", "1.9.2017", "0.95 and 12.5", "https://x.org/2017-09-26 and", "Wed 7 Nov", "the 27 th November 2018", "this evening", "mar 5 de abril", "1 match of 2", "4th match 2019",
	} {
		fmt.Printf("%s\n", s)
		for _, m := range when.Dates(s) {
			txt := m.Text
			m.Text = ""
			fmt.Printf("    %q %d-%d-%d wd=%v/%v until=%v rel=%v either=%v ord=%v typo=%q prob=%q\n", txt, m.Year, m.Month, m.Day, m.HasWeekday, m.Weekday, m.Until, m.Relative, m.EitherOrder, m.Order, m.Typo, m.Problem)
		}
	}
}
