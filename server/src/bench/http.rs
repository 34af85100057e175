//! How long the pages take: from the search form being sent to the results being read, and from
//! opening a record to reading it, over HTTP and through everything that stands before the door.

use std::error::Error;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use app::signed_in::COOKIE;
use domain::search::Criteria;
use registry::Registry;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use super::criteria::Sets;
use super::report::{self, Times, ms};
use super::users::{User, Users};
use crate::limits::Limits;
use crate::router::{Parts, router};
use crate::settings::Serving;

/// How many journeys are timed.
const JOURNEYS: usize = 300;
/// How many are made before.
const WARMING: usize = 30;

const HEADING: [&str; 5] = ["ms", "journeys", "p50", "p95", "p99"];

/// Serves in this process and measures journeys from the search form to a record.
pub(super) async fn measure(
    users: &mut Users,
    registry: &Registry,
    serving: &Serving,
    sets: &Sets,
) -> Result<(), Box<dyn Error>> {
    let service = router(Parts {
        registry: registry.clone(),
        assets: serving.assets()?,
        site: serving.site.clone(),
        demonstration: None,
        proxies: Vec::new(),
        origin: None,
        limits: Limits::without_end(),
        audience: "contactpoint/feeds/v1".to_owned(),
    })?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let server = listener.local_addr()?;
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move { axum::serve(listener, service).await });
    let (mut searching, mut opening) = (Vec::new(), Vec::new());
    let user = &mut users.0[0];
    for (n, (criteria, _)) in sets.exact.iter().take(WARMING + JOURNEYS).enumerate() {
        let Some((search, record)) = journey(user, server, criteria).await? else {
            continue;
        };
        if n >= WARMING {
            searching.push(search);
            opening.push(record);
        }
    }
    serving.abort();
    let rows = [
        ("search to results", searching),
        ("opening to record", opening),
    ]
    .map(|(label, times)| {
        let times = Times::new(times);
        let mut row = vec![label.to_owned(), times.len().to_string()];
        row.extend([50, 95, 99].map(|percent| ms(times.percentile(percent))));
        row
    });
    report::table("Pages over HTTP, two requests each", &HEADING, &rows);
    Ok(())
}

/// One journey: how long searching took and how long opening. None where nobody, or too many,
/// were found.
async fn journey(
    user: &mut User,
    server: SocketAddr,
    criteria: &Criteria,
) -> Result<Option<(Duration, Duration)>, Box<dyn Error>> {
    user.ready(false).await?;
    let browser = Browser {
        server,
        address: user.address(),
        token: user.token().to_owned(),
    };
    let start = Instant::now();
    let sent = browser
        .post("/api/search/find", &search_form(criteria))
        .await?;
    let results = browser.get(&sent.location()?).await?;
    let searching = start.elapsed();
    let (Some(search), Some(child)) = (results.hidden("search"), results.hidden("child")) else {
        return Ok(None);
    };
    let start = Instant::now();
    let opened = browser
        .post(
            "/api/search/open",
            &form(&[("search", search), ("child", child)]),
        )
        .await?;
    let record = browser.get(&opened.location()?).await?;
    let opening = start.elapsed();
    // After the document stand the data that the browser part takes over.
    if !record.body.contains("</html>") {
        return Err("a page does not end".into());
    }
    Ok(Some((searching, opening)))
}

/// As little of a browser as a journey without JavaScript needs.
struct Browser {
    server: SocketAddr,
    address: IpAddr,
    token: String,
}

/// An answer.
struct Answer {
    head: String,
    body: String,
}

impl Browser {
    async fn get(&self, path: &str) -> Result<Answer, Box<dyn Error>> {
        self.send(&format!("GET {path} HTTP/1.1\r\n"), "").await
    }

    async fn post(&self, path: &str, form: &str) -> Result<Answer, Box<dyn Error>> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nOrigin: http://{}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
            self.server,
            form.len()
        );
        self.send(&head, form).await
    }

    async fn send(&self, head: &str, body: &str) -> Result<Answer, Box<dyn Error>> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(self.address, 0))?;
        let mut stream: TcpStream = socket.connect(self.server).await?;
        let request = format!(
            "{head}Host: {}\r\nCookie: {COOKIE}={}\r\nAccept: text/html\r\nConnection: close\r\n\r\n{body}",
            self.server, self.token
        );
        stream.write_all(request.as_bytes()).await?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await?;
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text
            .split_once("\r\n\r\n")
            .ok_or("an answer without an end to its head")?;
        let chunked = head
            .to_ascii_lowercase()
            .contains("transfer-encoding: chunked");
        let body = if chunked {
            unchunked(body)
        } else {
            body.to_owned()
        };
        Ok(Answer {
            head: head.to_owned(),
            body: body.trim_end().to_owned(),
        })
    }
}

impl Answer {
    /// Where it leads.
    fn location(&self) -> Result<String, Box<dyn Error>> {
        let location = self
            .head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(name, _)| name.eq_ignore_ascii_case("location"));
        match location {
            Some((_, path)) => Ok(path.to_owned()),
            None => Err(format!(
                "led nowhere: {}",
                self.head.lines().next().unwrap_or_default()
            )
            .into()),
        }
    }

    /// The value of the first hidden field of a name.
    fn hidden(&self, name: &str) -> Option<&str> {
        let tag = self
            .body
            .split("<input")
            .skip(1)
            .map(|rest| rest.split('>').next().unwrap_or_default());
        let mut fields = tag.filter(|tag| tag.contains(&format!("name=\"{name}\"")));
        fields.next()?.split_once("value=\"")?.1.split('"').next()
    }
}

/// A body whose pieces each tell their length first.
fn unchunked(body: &str) -> String {
    let mut whole = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((length, after)) = rest.split_once("\r\n") {
        let Ok(length) = usize::from_str_radix(length.trim(), 16) else {
            break;
        };
        let Some(piece) = after.get(..length) else {
            break;
        };
        whole.push_str(piece);
        rest = after.get(length + 2..).unwrap_or_default();
        if length == 0 {
            break;
        }
    }
    whole
}

fn search_form(criteria: &Criteria) -> String {
    form(&[
        ("reason", "new-contact-with-child"),
        ("words", "A measurement of made-up children"),
        ("given", &criteria.given),
        ("family", &criteria.family),
        ("day", &criteria.day),
        ("month", &criteria.month),
        ("year", &criteria.year),
        ("postcode", &criteria.postcode),
    ])
}

/// Fields as a form sends them.
fn form(fields: &[(&str, &str)]) -> String {
    let encoded = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_sent_as_browsers_send_them() {
        assert_eq!(form(&[("a", "O’B 1"), ("b", "")]), "a=O%E2%80%99B%201&b=");
    }

    #[test]
    fn pieces_are_put_together() {
        assert_eq!(unchunked("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), "abcde");
    }
}
