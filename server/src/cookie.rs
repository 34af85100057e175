//! The session's cookie.

use app::signed_in::COOKIE;
use http::{HeaderMap, HeaderValue, header};

/// The session's secret, where the browser sent one.
pub fn token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == COOKIE && !value.is_empty())
        .map(|(_, value)| value)
}

/// Takes a session's secret from the browser.
pub fn cleared() -> HeaderValue {
    HeaderValue::from_static(
        "__Host-contactpoint=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let headers = HeaderMap::from_iter([(
            header::COOKIE,
            HeaderValue::from_static("a=b; __Host-contactpoint=secret; c=d"),
        )]);
        assert_eq!(token(&headers), Some("secret"));
        assert!(cleared().to_str().unwrap().starts_with(COOKIE));
    }
}
