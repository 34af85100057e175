//! The real router over a small world, and a browser of sorts.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::net::SocketAddr;

use app::Assets;
use axum::Router;
use axum::body::Body;
use axum::extract::connect_info::MockConnectInfo;
use domain::standing::Role;
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use registry::testing::World;
use server::limits::Limits;
use server::router::{Parts, router};
use tower::ServiceExt;

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// A cookie it sets.
    pub fn cookie(&self) -> Option<&str> {
        self.headers
            .get(header::SET_COOKIE)
            .map(|value| value.to_str().unwrap())
    }

    /// Whether the page came to its end: the document, and the data for the browser part after it.
    pub fn whole(&self) -> bool {
        self.body.contains("</html>") && self.body.trim_end().ends_with("</script>")
    }

    /// The body without what differs from answer to answer: the nonce of its scripts.
    pub fn without_nonce(&self) -> String {
        let mut body = self.body.clone();
        while let Some(start) = body.find("nonce=\"") {
            let end = body[start + 7..].find('"').unwrap() + start + 8;
            body.replace_range(start..end, "");
        }
        body
    }
}

/// The service and the world it stands on.
pub struct Service {
    pub world: World,
    router: Router,
}

impl Service {
    pub async fn new() -> Self {
        let world = World::new().await;
        let assets = Assets {
            js: "/pkg/contactpoint.js".into(),
            wasm: "/pkg/contactpoint.wasm".into(),
            css: "/pkg/contactpoint.css".into(),
        };
        let router = router(Parts {
            registry: world.registry.clone(),
            assets,
            site: std::env::temp_dir(),
            demonstration: None,
            proxies: Vec::new(),
            origin: None,
            limits: Limits::without_end(),
            audience: "contactpoint/feeds/v1".to_owned(),
        })
        .unwrap()
        .layer(MockConnectInfo(SocketAddr::from(([127, 0, 0, 1], 50_000))));
        Self { world, router }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Asks for a page, as a browser without JavaScript does.
    pub async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        let mut request = Request::get(path)
            .header(header::HOST, "localhost")
            .header(header::ACCEPT, "text/html");
        if let Some(token) = token {
            request = request.header(header::COOKIE, cookie(token));
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form, as a browser without JavaScript does.
    pub async fn form(&self, path: &str, body: &str, token: Option<&str>) -> Answer {
        self.post(path, body, token, "text/html").await
    }

    /// Calls a server function, as the browser part does.
    pub async fn call(&self, path: &str, body: &str, token: Option<&str>) -> Answer {
        self.post(path, body, token, "application/json").await
    }

    async fn post(&self, path: &str, body: &str, token: Option<&str>, accept: &str) -> Answer {
        let mut request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::ORIGIN, "http://localhost")
            .header("sec-fetch-site", "same-origin")
            .header(header::REFERER, "http://localhost/search")
            .header(header::ACCEPT, accept)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(token) = token {
            request = request.header(header::COOKIE, cookie(token));
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap())
            .await
    }

    /// The secret of a session that is ready to work.
    pub async fn token(&self, role: Role) -> String {
        self.world.token(role).await
    }

    /// How many entries the trail holds.
    pub async fn entries(&self) -> usize {
        self.world
            .database
            .rows("select id from audit.entry")
            .await
            .len()
    }

    /// Searches and gives the path of the results.
    pub async fn search(&self, token: &str, criteria: &str) -> String {
        let body = format!("reason=providing-service&{criteria}");
        let answer = self.form("/api/search/find", &body, Some(token)).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.body);
        answer.location().to_owned()
    }

    /// Opens a record from results and gives its path.
    pub async fn open(&self, token: &str, results: &str, child: &str) -> String {
        let search = results.rsplit('/').next().unwrap();
        let child = child.replace(' ', "");
        let body = format!("search={search}&child={child}");
        let answer = self.form("/api/search/open", &body, Some(token)).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.body);
        answer.location().to_owned()
    }
}

fn cookie(token: &str) -> String {
    format!("{}={token}", app::signed_in::COOKIE)
}

/// Criteria that find each child of the world.
pub const ANN: &str = "given=Ann&family=Example&day=14&month=5&year=2015";
pub const SAM: &str = "given=Sam&family=Hidden&day=3&month=6&year=2012";
pub const KIM: &str = "given=Kim&family=Quiet&day=1&month=3&year=2011";
