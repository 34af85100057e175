//! How often one network address may ask. What one account may search in an hour is counted in
//! the database, where several servers share it.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Requests a second from one address, in the long run: an organisation behind one address is
/// many people.
const REQUESTS_A_SECOND: NonZeroU32 = NonZeroU32::new(100).expect("not zero");
/// Requests from one address at once.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(400).expect("not zero");
/// Attempts to sign in from one address in a minute.
const SIGN_INS_A_MINUTE: NonZeroU32 = NonZeroU32::new(120).expect("not zero");

/// How often addresses have asked of late.
#[derive(Clone)]
pub struct Limits {
    requests: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    sign_ins: Arc<DefaultKeyedRateLimiter<IpAddr>>,
}

impl Default for Limits {
    fn default() -> Self {
        let requests = Quota::per_second(REQUESTS_A_SECOND).allow_burst(AT_ONCE);
        Self::of(requests, Quota::per_minute(SIGN_INS_A_MINUTE))
    }
}

impl Limits {
    /// These many requests, and these many attempts to sign in, from one address.
    pub fn of(requests: Quota, sign_ins: Quota) -> Self {
        Self {
            requests: Arc::new(RateLimiter::keyed(requests)),
            sign_ins: Arc::new(RateLimiter::keyed(sign_ins)),
        }
    }

    /// No limits, for tests and measurements: they ask more often than any one address may.
    pub fn without_end() -> Self {
        let quota = Quota::per_second(NonZeroU32::MAX);
        Self::of(quota, quota)
    }

    /// Whether an address may make a request to a path now.
    pub fn allow(&self, address: IpAddr, path: &str) -> bool {
        let key = network(address);
        self.requests.check_key(&key).is_ok()
            && (path != "/api/sign-in" || self.sign_ins.check_key(&key).is_ok())
    }

    /// Forgets addresses that have not asked for a while.
    pub fn forget_idle(&self) {
        self.requests.retain_recent();
        self.sign_ins.retain_recent();
    }
}

/// What counts as one address: of IPv6 the whole /64, which one household or machine has to itself.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) & !u128::from(u64::MAX)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_try_to_sign_in_without_end_auth_07() {
        let limits = Limits::default();
        let guesser = IpAddr::from([192, 0, 2, 1]);
        let allowed = (0..1000)
            .filter(|_| limits.allow(guesser, "/api/sign-in"))
            .count();
        assert!((100..200).contains(&allowed), "{allowed}");
        assert!(
            limits.allow(IpAddr::from([192, 0, 2, 2]), "/api/sign-in"),
            "others still may"
        );
    }

    #[test]
    fn a_machine_cannot_hide_in_its_own_ipv6_network_auth_07() {
        let a: IpAddr = "2001:db8::1".parse().unwrap();
        let b: IpAddr = "2001:db8::ffff:1".parse().unwrap();
        assert_eq!(network(a), network(b));
    }
}
