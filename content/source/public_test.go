package source_test

import (
	"net/netip"
	"testing"

	"meetupbot/content/source"
)

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"1.1.1.1:80":                   true,
		"1.1.1.1:443":                  true,
		"9.255.255.255:80":             true,
		"11.0.0.0:80":                  true,
		"100.63.255.255:443":           true,
		"100.128.0.0:443":              true,
		"172.15.255.255:80":            true,
		"172.32.0.0:80":                true,
		"223.255.255.255:80":           true,
		"[2606:4700::1111]:443":        true,
		"[2a00:1450:4001::200e]:80":    true,
		"[::ffff:1.1.1.1]:80":          true,
		"[2001:200::1]:80":             true,
		"1.1.1.1:0":                    false,
		"1.1.1.1:22":                   false,
		"1.1.1.1:25":                   false,
		"1.1.1.1:81":                   false,
		"1.1.1.1:6379":                 false,
		"1.1.1.1:8080":                 false,
		"1.1.1.1:8443":                 false,
		"[2606:4700::1111]:65535":      false,
		"0.0.0.0:80":                   false,
		"0.1.2.3:80":                   false,
		"10.0.0.0:80":                  false,
		"10.255.255.255:80":            false,
		"100.64.0.0:80":                false,
		"100.127.255.255:80":           false,
		"127.0.0.1:80":                 false,
		"127.255.255.255:443":          false,
		"168.63.129.16:80":             false,
		"169.254.169.254:80":           false,
		"172.16.0.0:80":                false,
		"172.31.255.255:80":            false,
		"192.0.0.192:80":               false,
		"192.0.2.1:80":                 false,
		"192.31.196.1:80":              false,
		"192.52.193.1:80":              false,
		"192.88.99.1:80":               false,
		"192.168.0.0:80":               false,
		"192.168.255.255:80":           false,
		"192.175.48.1:80":              false,
		"198.18.0.0:80":                false,
		"198.19.255.255:80":            false,
		"198.51.100.1:80":              false,
		"203.0.113.1:80":               false,
		"224.0.0.1:80":                 false,
		"239.255.255.255:80":           false,
		"240.0.0.1:80":                 false,
		"255.255.255.255:80":           false,
		"[::]:80":                      false,
		"[::1]:80":                     false,
		"[::127.0.0.1]:80":             false,
		"[::ffff:127.0.0.1]:80":        false,
		"[::ffff:10.0.0.1]:80":         false,
		"[::ffff:169.254.169.254]:80":  false,
		"[64:ff9b::1.1.1.1]:80":        false,
		"[64:ff9b::10.0.0.1]:80":       false,
		"[64:ff9b:1::10.0.0.1]:80":     false,
		"[100::1]:80":                  false,
		"[2001::1]:80":                 false,
		"[2001:0:a00:1::]:80":          false,
		"[2001:2::1]:80":               false,
		"[2001:10::1]:80":              false,
		"[2001:20::1]:80":              false,
		"[2001:db8::1]:80":             false,
		"[2002:a00:1::]:80":            false,
		"[2002:101:101::]:80":          false,
		"[2620:4f:8000::1]:80":         false,
		"[3fff::1]:80":                 false,
		"[4000::1]:80":                 false,
		"[5f00::1]:80":                 false,
		"[fc00::1]:80":                 false,
		"[fdaa::3]:80":                 false,
		"[fdaa:0:18:a7b:7d:0:1:2]:443": false,
		"[fe80::1]:80":                 false,
		"[fe80::1%eth0]:80":            false,
		"[2606:4700::1111%eth0]:80":    false,
		"[fec0::1]:80":                 false,
		"[ff02::1]:80":                 false,
	} {
		if got := source.Public(netip.MustParseAddrPort(address)); got != want {
			t.Errorf("Public(%s) = %v, want %v", address, got, want)
		}
	}
	if source.Public(netip.AddrPort{}) {
		t.Error("no address at all is public")
	}
}

// FuzzPublic holds Public against what the standard library knows of
// addresses, and against the ways in which one address holds another.
func FuzzPublic(f *testing.F) {
	for _, s := range []string{"1.1.1.1", "127.0.0.1", "::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "fdaa::3", "2a00::1"} {
		f.Add(netip.MustParseAddr(s).AsSlice(), uint16(80), "")
	}
	f.Add(netip.MustParseAddr("fe80::1").AsSlice(), uint16(443), "lo")
	f.Fuzz(func(t *testing.T, bytes []byte, port uint16, zone string) {
		a, ok := netip.AddrFromSlice(bytes)
		if !ok {
			return
		}
		if a.Is6() {
			a = a.WithZone(zone)
		}
		public := source.Public(netip.AddrPortFrom(a, port))
		if a.Is4() {
			mapped := netip.AddrFrom16(a.As16())
			if source.Public(netip.AddrPortFrom(mapped, port)) != public {
				t.Errorf("%v and %v are not judged alike", a, mapped)
			}
			for _, b := range [][16]byte{embed("64:ff9b::", a, 12), embed("2002::", a, 2), embed("2001::", a, 4), embed("::", a, 12)} {
				if v6 := netip.AddrFrom16(b); source.Public(netip.AddrPortFrom(v6, port)) {
					t.Errorf("%v holds %v and is public", v6, a)
				}
			}
		}
		if !public {
			return
		}
		a = a.Unmap()
		if a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified() || !a.IsGlobalUnicast() || a.Zone() != "" || port != 80 && port != 443 {
			t.Errorf("%v at port %d is public", a, port)
		}
	})
}

// embed puts an IPv4 address into an IPv6 one.
func embed(prefix string, a netip.Addr, at int) [16]byte {
	b, v4 := netip.MustParseAddr(prefix).As16(), a.As4()
	copy(b[at:], v4[:])
	return b
}
