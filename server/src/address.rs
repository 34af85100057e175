//! Whose request it is, by network address. A forwarding header is believed only as far as it was
//! written by our own proxies: what a client writes itself stands further to the left.

use std::net::IpAddr;

use http::HeaderMap;
use ipnet::IpNet;

/// The address of whoever stands behind the proxies. Walks the forwarding header from the right,
/// past every proxy of ours; the first address that is none is the client's.
pub fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let peer = peer.to_canonical();
    let ours = |address: &IpAddr| proxies.iter().any(|network| network.contains(address));
    if !ours(&peer) {
        return peer;
    }
    let written: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let mut nearest = peer;
    for text in written.into_iter().rev() {
        let Ok(address) = text.trim().parse::<IpAddr>() else {
            return nearest;
        };
        nearest = address.to_canonical();
        if !ours(&nearest) {
            return nearest;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), value.parse().unwrap())])
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_header_that_a_client_wrote_is_not_believed_auth_06() {
        let proxies = ["10.0.0.0/8".parse().unwrap()];
        assert_eq!(
            client(ip("203.0.113.9"), &headers("192.0.2.1"), &proxies),
            ip("203.0.113.9")
        );
        assert_eq!(
            client(ip("203.0.113.9"), &headers("10.0.0.1"), &[]),
            ip("203.0.113.9")
        );
        let through = client(ip("10.0.0.1"), &headers("192.0.2.1, 203.0.113.9"), &proxies);
        assert_eq!(
            through,
            ip("203.0.113.9"),
            "the client itself wrote 192.0.2.1"
        );
    }

    #[test]
    fn our_own_proxies_are_walked_past_auth_06() {
        let proxies = ["10.0.0.0/8".parse().unwrap()];
        let behind_two = client(ip("10.0.0.1"), &headers("203.0.113.9, 10.0.0.2"), &proxies);
        assert_eq!(behind_two, ip("203.0.113.9"));
        assert_eq!(
            client(ip("10.0.0.1"), &HeaderMap::new(), &proxies),
            ip("10.0.0.1")
        );
        assert_eq!(
            client(ip("10.0.0.1"), &headers("nonsense"), &proxies),
            ip("10.0.0.1")
        );
    }
}
