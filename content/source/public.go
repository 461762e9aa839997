package source

import (
	"net/netip"
	"slices"
)

// Public reports whether an address is a web server's on the public internet:
// port 80 or 443, and an address that everyone reaches alike. Whatever may lead
// into the network that the bot runs in, or to the bot's own machine, is not
// public: loopback, private and link-local addresses, those of carriers and of
// a provider's machines (fly.io's fdaa:: among them), multicast, addresses set
// aside for documentation and measurements, and those that hold another
// address (NAT64, 6to4, Teredo). An IPv4 address written as IPv6 is judged as
// what it is.
func Public(to netip.AddrPort) bool {
	a := to.Addr().Unmap()
	if !a.IsValid() || to.Port() != 80 && to.Port() != 443 {
		return false
	}
	// a prefix contains no address with a zone, so that those are not public
	within := func(p netip.Prefix) bool { return p.Contains(a) }
	return (a.Is4() || global6.Contains(a)) && !slices.ContainsFunc(notPublic, within)
}

// global6 is all that was given out for general use of IPv6
// (https://www.iana.org/assignments/ipv6-address-space).
var global6 = netip.MustParsePrefix("2000::/3")

// notPublic are the special purposes, those outside of global6 apart
// (https://www.iana.org/assignments/iana-ipv4-special-registry and
// https://www.iana.org/assignments/iana-ipv6-special-registry).
var notPublic = func() []netip.Prefix {
	var list []netip.Prefix
	for _, p := range []string{
		"0.0.0.0/8",         // this network; Linux takes it for this machine
		"10.0.0.0/8",        // private
		"100.64.0.0/10",     // carriers' (CGNAT)
		"127.0.0.0/8",       // loopback
		"168.63.129.16/32",  // every Azure machine's host (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16)
		"169.254.0.0/16",    // link-local: the providers' metadata
		"172.16.0.0/12",     // private
		"192.0.0.0/24",      // protocols
		"192.0.2.0/24",      // documentation
		"192.31.196.0/24",   // AS112
		"192.52.193.0/24",   // AMT
		"192.88.99.0/24",    // 6to4 relays
		"192.168.0.0/16",    // private
		"192.175.48.0/24",   // AS112
		"198.18.0.0/15",     // benchmarking
		"198.51.100.0/24",   // documentation
		"203.0.113.0/24",    // documentation
		"224.0.0.0/4",       // multicast
		"240.0.0.0/4",       // reserved, broadcast
		"2001::/23",         // protocols: Teredo, benchmarking, ORCHID
		"2001:db8::/32",     // documentation
		"2002::/16",         // 6to4: holds an IPv4 address
		"2620:4f:8000::/48", // AS112
		"3fff::/20",         // documentation
	} {
		list = append(list, netip.MustParsePrefix(p))
	}
	return list
}()
