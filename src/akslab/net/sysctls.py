"""The sysctls we set, and the value each goes back to when a state no longer names it.

A new namespace inherits most IPv4 settings from the host, whatever its administrator chose, so a state names every
value it relies on, also where it equals the one below.
"""

DEFAULTS: dict[str, str] = {
    "net.ipv4.conf.all.proxy_arp": "0",
    "net.ipv4.conf.all.rp_filter": "0",
    "net.ipv4.conf.all.send_redirects": "1",
    "net.ipv4.conf.default.proxy_arp": "0",
    "net.ipv4.conf.default.rp_filter": "0",
    "net.ipv4.conf.default.send_redirects": "1",
    "net.ipv4.ip_forward": "0",
    "net.ipv6.conf.all.disable_ipv6": "0",
    "net.ipv6.conf.default.disable_ipv6": "0",
}
"""Dotted name -> the kernel's own value in a new namespace of an untouched host."""

WRITES_ALSO: dict[str, str] = {"net.ipv6.conf.all.disable_ipv6": "net.ipv6.conf.default.disable_ipv6"}
"""Linux copies what is written to the first into the second (addrconf_disable_ipv6)."""
