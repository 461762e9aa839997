package parse

import (
	"strings"

	"meetupbot/content"
)

// countries and the like end what names a town only.
var countries = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Split(`uk,united kingdom,great britain,usa,us,united states,united states of america,england,scotland,wales,ireland,northern ireland,germany,deutschland,france,spain,espana,italy,italia,switzerland,schweiz,suisse,austria,osterreich,netherlands,the netherlands,nederland,
belgium,belgie,belgique,denmark,danmark,norway,norge,sweden,sverige,poland,polska,czechia,czech republic,cesko,canada,australia,new zealand,portugal,finland,suomi,iceland,japan,india,singapore,brazil,brasil,mexico,argentina,chile,colombia,peru,greece,hungary,romania,bulgaria,
croatia,serbia,slovenia,slovakia,ukraine,turkey,israel,south africa,kenya,nigeria,egypt,china,taiwan,hong kong,south korea,thailand,vietnam,indonesia,philippines,malaysia,estonia,latvia,lithuania,luxembourg,ca,ny,tx,wa,il,ma,co,ga,fl,or,pa,oh,mi,nc,va,md,ut,az,mn,on,bc,qc,nsw,vic`, ",") {
		m[strings.TrimSpace(c)] = true
	}
	return m
}()

// townOnly reports whether a place names a town and no more: "London, UK".
func townOnly(name string) bool {
	parts := strings.Split(name, ",")
	if len(parts) < 2 || len(parts) > 3 || digits(name) || !countries[content.Fold(parts[len(parts)-1])] {
		return false
	}
	for _, p := range parts[:len(parts)-1] {
		if len(strings.Fields(p)) > 3 {
			return false
		}
	}
	return true
}
