//! The dev server: through its router without a socket, and with real files and a real watch.

#![allow(clippy::unwrap_used, clippy::case_sensitive_file_extension_comparisons, reason = "a test that fails may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use errbook::catalog::Audience;
use errbook::render::render;
use errbook::serve::{Live, Manner, Peer, Shown, Watch, router};
use errbook::site::Artifact;
use errbook::text::percent_encode;
use http_body_util::BodyExt;
use tower::ServiceExt;

const SCRIPT: &str = "<script src=\"/_errbook/reload.js\"></script>";

/// A book in a folder that goes with it.
struct Book {
    _home: tempfile::TempDir,
    root: PathBuf,
}

impl Book {
    fn new(files: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().canonicalize().unwrap().join("book");
        fs::create_dir(&root).unwrap();
        let book = Self { _home: home, root };
        for (name, text) in files {
            book.write(name, text);
        }
        book
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn live(&self) -> Live {
        Live::read(&self.root, Audience::default()).unwrap()
    }

    fn router(&self, manner: Manner) -> Router {
        router(self.live().shown(), self.root.clone(), manner)
    }
}

const LOCAL: Manner = Manner { is_edited: true, is_local: true };

fn definition(code: &str, title: &str) -> String {
    format!("code: {code}\ntitle: {title}\nsummary: What {code} is about.\n")
}

fn small() -> Book {
    let conflict = definition("conflict", "Conflict") + "aliases: [clash, /old/place]\nrelated: [gone]\n";
    let gone = definition("gone", "Gone") + "compare: [{with: conflict, choose_this: never, choose_that: always}]\n";
    Book::new(&[
        ("book.toml", "[book]\ntitle = 'Small'\n"),
        ("errors/http/conflict.yaml", &conflict),
        ("errors/http/gone.yaml", &gone),
        ("errors/plans/first.yaml", "playbook: first\ntitle: First\nsummary: What is done first.\ncovers: [gone]\nbody: Do it.\n"),
        ("static/film.webm", "0123456789"),
        ("static/own.css", "body { color: red }"),
    ])
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()
}

fn send(router: &Router, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    if headers.iter().all(|(name, _)| *name != "host") {
        request = request.header("host", "localhost:3000");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let peer = headers.iter().find(|(name, _)| *name == "x-peer").map_or("127.0.0.1:9", |(_, peer)| peer);
    let mut request = request.body(Body::from(body.to_owned())).unwrap();
    request.extensions_mut().insert(Peer(peer.parse::<SocketAddr>().unwrap()));
    runtime().block_on(async {
        let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
        Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes().to_vec() }
    })
}

fn get(router: &Router, path: &str, headers: &[(&str, &str)]) -> Answer {
    send(router, Method::GET, path, headers, "")
}

/// What the site has, by path.
fn built(live: &Live) -> BTreeMap<String, Vec<u8>> {
    let shown = live.shown().now();
    shown.site().artifacts().into_iter().map(|(path, artifact)| (path, render(shown.site(), &artifact).unwrap())).collect()
}

#[test]
fn every_path_is_what_build_writes_but_for_the_script() {
    let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let small = small();
    for root in [small.root.clone(), repository] {
        let live = Live::read(&root, Audience::default()).unwrap();
        assert!(!live.shown().now().is_broken());
        for is_edited in [true, false] {
            let router = router(live.shown(), root.clone(), Manner { is_edited, is_local: true });
            for (path, bytes) in built(&live) {
                let answer = get(&router, &format!("/{}", percent_encode(&path)), &[]);
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                let is_page = answer.header("content-type").starts_with("text/html");
                assert_eq!(is_page, path.ends_with(".html"), "{path}");
                if is_page && is_edited {
                    assert_eq!(answer.text().replacen(SCRIPT, "", 1).as_bytes(), bytes, "{path}");
                    assert_eq!(answer.text().matches(SCRIPT).count(), 1, "{path}");
                } else {
                    assert_eq!(answer.body, bytes, "{path}");
                }
            }
        }
    }
}

#[test]
fn a_page_is_sent_in_the_form_that_is_wanted() {
    let book = small();
    let router = book.router(LOCAL);
    let built = built(&book.live());
    for (path, accept, media_type, twin) in [
        ("/http/gone/", "text/html, */*;q=0.8", "text/html; charset=utf-8", ""),
        ("/http/gone/", "text/markdown", "text/markdown; charset=utf-8", "http/gone.md"),
        ("/http/gone/", "text/html;q=0.5, text/markdown", "text/markdown; charset=utf-8", "http/gone.md"),
        ("/http/gone/", "application/json", "application/json", "http/gone.json"),
        ("/http/", "text/markdown", "text/markdown; charset=utf-8", "http/index.md"),
        ("/", "text/markdown", "text/markdown; charset=utf-8", "index.md"),
        ("/", "application/json", "application/json", "catalog.json"),
        ("/compare/", "text/markdown", "text/markdown; charset=utf-8", "compare/index.md"),
        ("/playbooks/first/", "text/markdown", "text/markdown; charset=utf-8", "playbooks/first.md"),
        ("/playbooks/first/", "application/json", "text/html; charset=utf-8", ""),
        ("/http/gone.md", "application/json", "text/markdown; charset=utf-8", "http/gone.md"),
    ] {
        let answer = get(&router, path, &[("accept", accept)]);
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, media_type), "{path} {accept}");
        if !twin.is_empty() {
            assert_eq!(answer.body, built[twin], "{path} {accept}");
        }
        if path.ends_with('/') {
            assert!(answer.headers.get_all("vary").iter().any(|value| value == "Accept"), "{path} {accept}");
        }
    }
    let problem = get(&router, "/http/gone/", &[("accept", "application/problem+json")]);
    assert_eq!(problem.header("content-type"), "application/problem+json");
    let problem: serde_json::Value = serde_json::from_slice(&problem.body).unwrap();
    assert_eq!(problem["title"], "Gone");
    assert!(problem["type"].is_string());
}

#[test]
fn links_lead_to_the_other_forms() {
    let book = small();
    let page = get(&book.router(LOCAL), "/http/gone/", &[]);
    assert_eq!(
        page.header("link"),
        "</http/gone/>; rel=\"canonical\", </http/gone.md>; rel=\"alternate\"; type=\"text/markdown\", \
         </http/gone.json>; rel=\"alternate\"; type=\"application/json\""
    );
    book.write("book.toml", "[output.html]\nsite-url = 'https://e.com/d/'\n");
    let router = book.router(LOCAL);
    assert!(get(&router, "/http/gone/", &[]).header("link").starts_with("<https://e.com/d/http/gone/>; rel=\"canonical\""));
    assert_eq!(get(&router, "/http/gone.json", &[]).header("link"), "<https://e.com/d/http/gone/>; rel=\"canonical\"");
}

#[test]
fn what_stands_elsewhere_is_redirected_to() {
    let router = small().router(LOCAL);
    for (path, status, to) in [
        ("/http/gone", 308, "/http/gone/"),
        ("/http?a=1&b=%20", 308, "/http/?a=1&b=%20"),
        ("/compare", 308, "/compare/"),
        ("/http/clash", 301, "/http/conflict/"),
        ("/http/clash/?x", 301, "/http/conflict/?x"),
        ("/old/place", 301, "/http/conflict/"),
    ] {
        let answer = get(&router, path, &[]);
        assert_eq!((answer.status.as_u16(), answer.header("location")), (status, to), "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
    let hosts = String::from_utf8(built(&small().live())["_redirects"].clone()).unwrap();
    assert!(hosts.contains("/old/place /http/conflict/ 301"), "{hosts}");
}

#[test]
fn no_path_leaves_the_book() {
    let book = small();
    fs::write(book.root.parent().unwrap().join("secret.txt"), "secret").unwrap();
    let router = book.router(LOCAL);
    for path in [
        "/../secret.txt",
        "/http/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "//secret.txt",
        "//evil.com/http/gone",
        "/http//gone/",
        "/http/./gone/",
        "/book.toml",
        "/errors/http/gone.yaml",
        "/static/own.css",
        "/%00",
        "/http/gone%00.md",
        "/%ff",
        "/%",
        "/_errbook/nothing",
        "/_errbook/../http/gone/",
        "/_errbook/..%2f..%2fsecret.txt",
    ] {
        let Ok(uri) = path.parse::<axum::http::Uri>() else {
            continue;
        };
        let answer = get(&router, &uri.to_string(), &[]);
        assert!(matches!(answer.status.as_u16(), 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("secret\n") && answer.text() != "secret", "{path}");
    }
    let long = format!("/{}", "a".repeat(20_000));
    assert_eq!(get(&router, &long, &[]).status, StatusCode::BAD_REQUEST);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_lead_nowhere() {
    let book = small();
    let outside = book.root.parent().unwrap().join("secret.txt");
    fs::write(&outside, "secret").unwrap();
    std::os::unix::fs::symlink(&outside, book.path("static/inside.txt")).unwrap();
    assert_eq!(get(&book.router(LOCAL), "/inside.txt", &[]).status, StatusCode::NOT_FOUND);
}

#[test]
fn what_is_not_there_says_so_in_the_form_that_is_wanted() {
    let router = small().router(LOCAL);
    let page = get(&router, "/nothing/here/", &[("accept", "text/html")]);
    assert_eq!((page.status, page.header("content-type")), (StatusCode::NOT_FOUND, "text/html; charset=utf-8"));
    assert!(page.text().contains("Page not found"));
    let problem = get(&router, "/nothing", &[("accept", "application/problem+json")]);
    assert_eq!((problem.status, problem.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
    let problem: serde_json::Value = serde_json::from_slice(&problem.body).unwrap();
    assert_eq!(problem["status"], 404);
}

#[test]
fn the_site_stands_below_its_path_as_well() {
    let book = small();
    book.write("book.toml", "[output.html]\nsite-url = 'https://e.com/d/'\n");
    let router = book.router(LOCAL);
    assert_eq!(get(&router, "/d/http/gone/", &[]).body, get(&router, "/http/gone/", &[]).body);
    assert_eq!(get(&router, "/e/http/gone/", &[]).status, StatusCode::NOT_FOUND);
    // A page that is shown at any path loads its files from there, on any host.
    let lost = get(&router, "/nothing/here/", &[("accept", "text/html")]);
    let style = lost.text().split("rel=\"stylesheet\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(style.starts_with("/d/assets/"), "{style}");
    assert_eq!(get(&router, style, &[]).header("content-type"), "text/css; charset=utf-8");
}

#[test]
fn what_is_known_is_not_sent_again() {
    let router = small().router(LOCAL);
    for path in ["/", "/http/gone/", "/http/gone.md", "/own.css"] {
        let first = get(&router, path, &[]);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag}");
        for known in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
            let again = get(&router, path, &[("if-none-match", &known)]);
            assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path} {known}");
            assert_eq!(again.header("etag"), tag, "{path}");
        }
        assert_eq!(get(&router, path, &[("if-none-match", "\"other\"")]).status, StatusCode::OK);
    }
    let forms = ["text/html", "text/markdown", "application/json"].map(|accept| get(&router, "/http/gone/", &[("accept", accept)]));
    assert_ne!(forms[0].header("etag"), forms[1].header("etag"));
    assert_ne!(forms[1].header("etag"), forms[2].header("etag"));
}

#[test]
fn heads_are_those_of_the_pages() {
    let router = small().router(LOCAL);
    for path in ["/", "/http/gone/", "/nothing", "/film.webm", "/http/gone.json", "/_errbook/"] {
        let page = get(&router, path, &[]);
        let head = send(&router, Method::HEAD, path, &[], "");
        assert!(head.body.is_empty(), "{path}");
        assert_eq!(head.status, page.status, "{path}");
        for name in [header::CONTENT_TYPE, header::ETAG, header::LINK, header::VARY] {
            assert_eq!(head.headers.get(&name), page.headers.get(&name), "{path} {name}");
        }
        if head.headers.contains_key("content-length") {
            assert_eq!(head.header("content-length"), page.body.len().to_string(), "{path}");
        }
    }
}

#[test]
fn text_is_compressed_where_that_is_welcome() {
    use std::io::Read;
    let router = small().router(LOCAL);
    let plain = get(&router, "/http/gone/", &[]);
    let packed = get(&router, "/http/gone/", &[("accept-encoding", "br, gzip;q=0.5")]);
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert_ne!(packed.header("etag"), plain.header("etag"));
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
    assert!(plain.headers.get_all("vary").iter().any(|value| value == "Accept-Encoding"));
    assert_eq!(get(&router, "/http/gone/", &[("accept-encoding", "gzip;q=0")]).header("content-encoding"), "");
    assert_eq!(get(&router, "/film.webm", &[("accept-encoding", "gzip")]).header("content-encoding"), "");
    let again = get(&router, "/http/gone/", &[("accept-encoding", "gzip"), ("if-none-match", packed.header("etag"))]);
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[test]
fn media_come_in_parts() {
    let router = small().router(LOCAL);
    let part = get(&router, "/film.webm", &[("range", "bytes=2-4")]);
    assert_eq!((part.status, part.text(), part.header("content-range")), (StatusCode::PARTIAL_CONTENT, "234", "bytes 2-4/10"));
    assert_eq!(part.header("content-length"), "3");
    let nothing = get(&router, "/film.webm", &[("range", "bytes=10-")]);
    assert_eq!((nothing.status, nothing.header("content-range")), (StatusCode::RANGE_NOT_SATISFIABLE, "bytes */10"));
    let other = get(&router, "/film.webm", &[("range", "bytes=2-4"), ("if-range", "\"of another time\"")]);
    assert_eq!((other.status, other.text()), (StatusCode::OK, "0123456789"));
}

#[test]
fn only_this_machine_is_answered() {
    let router = small().router(LOCAL);
    let status = |headers: &[(&str, &str)], path: &str| get(&router, path, headers).status.as_u16();
    for host in ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "book.localhost"] {
        assert_eq!(status(&[("host", host)], "/"), 200, "{host}");
    }
    for host in ["evil.com", "evil.com:3000", "127.0.0.1.evil.com", "192.168.0.7:3000"] {
        assert_eq!(status(&[("host", host)], "/"), 403, "{host}");
        assert_eq!(status(&[("host", host)], "/_errbook/diagnostics"), 403, "{host}");
    }
    assert_eq!(status(&[("host", "")], "/"), 400);
    assert_eq!(status(&[("origin", "http://localhost:3000")], "/"), 200);
    for origin in ["https://evil.com", "http://localhost:4000", "null", "http://localhost:3000.evil.com"] {
        assert_eq!(status(&[("origin", origin)], "/"), 403, "{origin}");
    }
    assert_eq!(status(&[("sec-fetch-site", "cross-site")], "/http/gone/"), 200, "a link leads here");
    assert_eq!(status(&[("sec-fetch-site", "cross-site")], "/_errbook/reload.js"), 403);
    assert_eq!(status(&[("sec-fetch-site", "same-origin")], "/_errbook/reload.js"), 200);
    let open = small().router(Manner { is_local: false, ..LOCAL });
    assert_eq!(get(&open, "/", &[("host", "192.168.0.7:3000")]).status, StatusCode::OK);
}

#[test]
fn only_reading_is_allowed() {
    let router = small().router(LOCAL);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        for path in ["/", "/http/gone/", "/_errbook/", "/_errbook/events", "/nothing"] {
            let answer = send(&router, method.parse().unwrap(), path, &[], "");
            assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"), "{method} {path}");
        }
    }
    assert_eq!(get(&router, "/_errbook/open", &[]).status, StatusCode::METHOD_NOT_ALLOWED);
}

/// The first word of the event stream.
fn word(router: &Router) -> serde_json::Value {
    let request = Request::builder().uri("/_errbook/events").header("host", "localhost").body(Body::empty()).unwrap();
    let text = runtime().block_on(async {
        let mut body = router.clone().oneshot(request).await.unwrap().into_body();
        let frame = body.frame().await.unwrap().unwrap().into_data().unwrap();
        String::from_utf8(frame.to_vec()).unwrap()
    });
    let data = text.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();
    serde_json::from_str(data).unwrap()
}

#[test]
fn files_are_opened_for_pages_of_this_server_on_this_machine() {
    let book = small();
    let router = book.router(LOCAL);
    let token = word(&router)["token"].as_str().unwrap().to_owned();
    let ask = |headers: &[(&str, &str)], body: &str| send(&router, Method::POST, "/_errbook/open", headers, body);
    let body = r#"{"file": "errors/http/gone.yaml", "line": 2, "column": 3}"#;
    assert_eq!(ask(&[], body).status, StatusCode::FORBIDDEN);
    assert_eq!(ask(&[("x-errbook-token", "guessed")], body).status, StatusCode::FORBIDDEN);
    assert_eq!(ask(&[("x-errbook-token", &token), ("x-peer", "192.168.0.9:1")], body).status, StatusCode::FORBIDDEN);
    assert_eq!(ask(&[("x-errbook-token", &token), ("origin", "http://evil.com")], body).status, StatusCode::FORBIDDEN);
    for body in [r#"{"file": "/etc/hosts"}"#, r#"{"file": "../secret.txt"}"#, r#"{"file": "errors/none.yaml"}"#] {
        assert_eq!(ask(&[("x-errbook-token", &token)], body).status, StatusCode::NOT_FOUND, "{body}");
    }
    for body in ["", "[]", "{\"line\": 1}", &format!("{{\"file\": \"{}\"}}", "a".repeat(100_000))] {
        assert_eq!(ask(&[("x-errbook-token", &token)], body).status, StatusCode::BAD_REQUEST);
    }
}

#[test]
fn without_edits_there_is_no_desk() {
    let router = small().router(Manner { is_edited: false, is_local: true });
    for path in ["/_errbook/", "/_errbook/events", "/_errbook/diagnostics", "/_errbook/reload.js"] {
        assert_eq!(get(&router, path, &[]).status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!get(&router, "/", &[]).text().contains("_errbook"));
}

#[test]
fn the_desk_shows_what_is_missing() {
    let book = small();
    book.write("errors/http/lonely.yaml", &(definition("lonely", "Nobody <b>knows</b>") + "reviewed: 2020-01-31\n"));
    let router = book.router(LOCAL);
    let desk = get(&router, "/_errbook/", &[]);
    assert_eq!(desk.header("content-type"), "text/html; charset=utf-8");
    for part in ["Nothing is wrong", "lacks=fixes", "33%", "data-errbook-file=\"errors/http/lonely.yaml\"", "years ago", SCRIPT] {
        assert!(desk.text().contains(part), "{part}\n{}", desk.text());
    }
    let lacking = get(&router, "/_errbook/?category=http&lacks=reviewed", &[]);
    assert!(lacking.text().contains("Without review in http <small>2</small>"), "{}", lacking.text());
}

#[test]
fn a_broken_book_keeps_the_last_good_site_and_says_why() {
    let book = small();
    let mut live = book.live();
    let router = router(live.shown(), book.root.clone(), LOCAL);
    let before = get(&router, "/http/gone/", &[]).body;
    book.write("errors/http/gone.yaml", "code: gone\ntitel: Gone\nsummary: S\n");
    let look = live.look(&[book.path("errors/http/gone.yaml")]).unwrap();
    assert!(look.is_changed && look.is_doubtful);
    let broken = live.show();
    assert!(broken.is_broken());
    assert_eq!(get(&router, "/http/gone/", &[]).body, before);
    let found: serde_json::Value = serde_json::from_slice(&get(&router, "/_errbook/diagnostics", &[]).body).unwrap();
    assert_eq!(found["findings"][0]["file"], "errors/http/gone.yaml");
    let overlay: serde_json::Value = serde_json::from_slice(&get(&router, "/_errbook/overlay", &[]).body).unwrap();
    let all = overlay["findings"].as_array().unwrap();
    assert_eq!(overlay["total"], all.len());
    let unknown = all.iter().find(|finding| finding["line"] == 2).expect("the misspelt key is on the second line");
    assert!(unknown["text"].as_str().unwrap().contains("^^^^^"), "{overlay}");
    book.write("errors/http/gone.yaml", &definition("gone", "Mended"));
    live.look(&[book.path("errors/http/gone.yaml")]).unwrap();
    assert!(!live.show().is_broken());
    assert!(String::from_utf8(get(&router, "/http/gone/", &[]).body).unwrap().contains("Mended"));
}

#[test]
fn a_book_that_is_broken_from_the_start_is_served() {
    let book = small();
    book.write("errors/http/conflict.yaml", "code: [");
    let mut live = book.live();
    let router = router(live.shown(), book.root.clone(), LOCAL);
    assert!(live.shown().now().is_broken());
    assert_eq!(get(&router, "/http/gone/", &[]).status, StatusCode::OK);
    book.write("errors/http/conflict.yaml", &definition("conflict", "Whole"));
    live.look(&[book.path("errors/http/conflict.yaml")]).unwrap();
    assert!(!live.show().is_broken());
    assert_eq!(get(&router, "/http/conflict/", &[]).status, StatusCode::OK);
}

#[test]
fn a_template_that_fails_is_told() {
    let book = small();
    book.write("templates/entry.html", "{{ entry.titel }}");
    let router = book.router(LOCAL);
    let page = get(&router, "/http/gone/", &[]);
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.text().contains("titel") && page.text().contains(SCRIPT), "{}", page.text());
    let found = get(&router, "/_errbook/diagnostics", &[]);
    assert!(found.text().contains("template-error"), "{}", found.text());
}

/// Edits of a definition in place, and what the same book says when it is read anew.
#[test]
fn an_edit_comes_to_the_same_as_reading_anew() {
    let book = small();
    book.write("errors/http/_category.yaml", "title: HTTP\ndefaults: {tags: [web], severity: info}\n");
    let base = definition("gone", "Gone") + "compare: [{with: conflict, choose_this: never, choose_that: always}]\n";
    let edits = [
        base.clone() + "meaning: See [[conflict]].\n",
        base.clone() + "meaning: See [[nothing]].\n",
        base.clone() + "severity: fatal\n",
        base.replace("title: Gone", "title: Away"),
        base.replace("code: gone", "code: went"),
        base.clone() + "related: [{code: conflict, why: both}]\n",
        base.clone() + "intros: {nowhere: x}\n",
        base.clone() + "aliases: [left]\n",
        base.clone() + "visibility: internal\n",
        base.clone() + "reviewed: 2024-01-01\n",
        definition("gone", "Gone"),
        "errors:\n- {code: gone, title: One, summary: S}\n- {code: two, title: Two, summary: S}\n".to_owned(),
        "errors:\n- {code: gone, title: Uno, summary: S}\n- {code: two, title: Due, summary: S}\n".to_owned(),
        base.clone() + "lint: {missing-fix: {level: allow, reason: none yet}}\n",
        base,
    ];
    let mut live = book.live();
    for edit in edits {
        book.write("errors/http/gone.yaml", &edit);
        live.look(&[book.path("errors/http/gone.yaml")]).unwrap();
        let shown = live.show();
        let anew = book.live();
        let fresh = anew.shown().now();
        assert_eq!(shown.is_broken(), fresh.is_broken(), "{edit}");
        let messages = |diagnostics: &[errbook::diagnostic::Diagnostic]| diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>();
        assert_eq!(messages(&shown.diagnostics), messages(&fresh.diagnostics), "{edit}");
        if !shown.is_broken() {
            assert_eq!(built(&live), built(&anew), "{edit}");
        }
    }
}

// With a real watch

const GENEROUS: Duration = Duration::from_secs(20);

/// A book that is watched by a thread, as the server does it.
struct Watched {
    book: Book,
    shown: Arc<Shown>,
}

fn watched(book: Book) -> Watched {
    let mut watch = Watch::new(&book.root).unwrap();
    let mut live = book.live();
    let shown = live.shown();
    std::thread::spawn(move || {
        while let Some(paths) = watch.next() {
            if live.look(&paths).unwrap_or_default().is_changed {
                live.show();
            }
        }
    });
    Watched { book, shown }
}

impl Watched {
    fn page(&self, path: &str) -> Option<String> {
        let now = self.shown.now();
        let artifact: Artifact = now.site().find(path)?;
        Some(String::from_utf8(render(now.site(), &artifact).unwrap()).unwrap())
    }

    #[track_caller]
    fn wait(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < GENEROUS, "{what}: not seen; {:?}", self.shown.now().diagnostics);
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[track_caller]
    fn sees(&self, path: &str, text: &str) {
        self.wait(&format!("`{text}` at {path}"), |this| this.page(path).is_some_and(|page| page.contains(text)));
    }

    #[track_caller]
    fn sees_no(&self, path: &str) {
        self.wait(&format!("nothing at {path}"), |this| this.page(path).is_none());
    }
}

#[test]
fn a_file_that_is_written_is_seen() {
    let watched = watched(small());
    watched.book.write("errors/http/gone.yaml", &definition("gone", "First text"));
    watched.sees("http/gone/index.html", "First text");
    // An editor that writes twice.
    watched.book.write("errors/http/gone.yaml", "");
    watched.book.write("errors/http/gone.yaml", &definition("gone", "Second text"));
    watched.sees("http/gone/index.html", "Second text");
}

#[test]
fn a_save_by_rename_is_seen() {
    let watched = watched(small());
    for turn in 0..3 {
        let text = format!("Saved text {turn}");
        fs::write(watched.book.path("errors/http/.gone.yaml.swp"), definition("gone", &text)).unwrap();
        fs::rename(watched.book.path("errors/http/.gone.yaml.swp"), watched.book.path("errors/http/gone.yaml")).unwrap();
        watched.sees("http/gone/index.html", &text);
    }
    // One that moves the old file away first.
    fs::rename(watched.book.path("errors/http/gone.yaml"), watched.book.path("errors/http/gone.yaml~")).unwrap();
    watched.book.write("errors/http/gone.yaml", &definition("gone", "Moved away"));
    watched.sees("http/gone/index.html", "Moved away");
}

#[test]
fn new_moved_and_deleted_folders_are_seen() {
    let watched = watched(small());
    let book = &watched.book;
    for number in 0..20 {
        book.write(&format!("errors/deep/er/new_{number}.yaml"), &definition(&format!("new_{number}"), "New"));
    }
    watched.wait("all of a new folder", |this| (0..20).all(|number| this.page(&format!("deep/er/new_{number}/index.html")).is_some()));
    book.write("errors/deep/er/new_3.yaml", &definition("new_3", "Edited in it"));
    watched.sees("deep/er/new_3/index.html", "Edited in it");
    fs::rename(book.path("errors/deep"), book.path("errors/moved")).unwrap();
    watched.wait("a moved folder", |this| {
        this.page("moved/er/new_19/index.html").is_some() && this.page("deep/er/new_19/index.html").is_none()
    });
    book.write("errors/moved/er/new_4.yaml", &definition("new_4", "Edited after"));
    watched.sees("moved/er/new_4/index.html", "Edited after");
    fs::remove_dir_all(book.path("errors/moved")).unwrap();
    watched.sees_no("moved/er/new_4/index.html");
}

#[test]
fn many_files_at_once_are_seen() {
    let watched = watched(small());
    for number in 0..1000 {
        watched.book.write(&format!("errors/many/of_{number}.yaml"), &definition(&format!("of_{number}"), "One of many"));
    }
    watched.wait("a thousand files", |this| this.shown.now().site().catalog.entries.len() == 1002);
    for number in 0..1000 {
        watched.book.write(&format!("errors/many/of_{number}.yaml"), &definition(&format!("of_{number}"), "Checked out"));
    }
    watched.wait("a thousand edits", |this| {
        let now = this.shown.now();
        now.site().catalog.entries.iter().filter(|entry| entry.definition().title == "Checked out").count() == 1000
    });
}

#[test]
fn settings_templates_and_static_files_are_seen() {
    let watched = watched(small());
    let book = &watched.book;
    book.write("book.toml", "[book]\ntitle = 'Renamed'\n");
    watched.sees("index.html", "Renamed");
    book.write("static/own.css", "body { color: blue }");
    watched.sees("own.css", "blue");
    assert!(watched.shown.now().changed.contains_key("own.css"));
    book.write("templates/not-found.html", "nothing, says the book");
    watched.sees("404.html", "nothing, says the book");
    fs::remove_dir_all(book.path("templates")).unwrap();
    watched.sees("404.html", "Page not found");
    book.write("templates/not-found.html", "again");
    watched.sees("404.html", "again");
}

#[test]
fn reading_is_no_event() {
    let watched = watched(small());
    watched.book.write("errors/http/gone.yaml", &definition("gone", "Written"));
    watched.sees("http/gone/index.html", "Written");
    std::thread::sleep(Duration::from_millis(400));
    let generation = watched.shown.now().generation;
    for _ in 0..20 {
        read_all(&watched.book.root);
    }
    std::thread::sleep(Duration::from_millis(400));
    assert_eq!(watched.shown.now().generation, generation);
}

fn read_all(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            read_all(&entry.path());
        } else {
            fs::read(entry.path()).unwrap();
        }
    }
}

#[test]
fn pages_are_told_of_each_change() {
    let book = small();
    let mut live = book.live();
    let router = router(live.shown(), book.root.clone(), LOCAL);
    let request = |path: &str| Request::builder().uri(path).header("host", "localhost").body(Body::empty()).unwrap();
    let words = runtime().block_on(async {
        let mut body = router.clone().oneshot(request("/_errbook/events")).await.unwrap().into_body();
        let mut words = Vec::new();
        for text in ["body { color: green }", "body { color: blue }"] {
            let frame = body.frame().await.unwrap().unwrap().into_data().unwrap();
            words.push(String::from_utf8(frame.to_vec()).unwrap());
            book.write("static/own.css", text);
            live.look(&[book.path("static/own.css")]).unwrap();
            live.show();
        }
        let frame = body.frame().await.unwrap().unwrap().into_data().unwrap();
        words.push(String::from_utf8(frame.to_vec()).unwrap());
        // A page that comes back asks for what it missed.
        let mut late = router.clone().oneshot(request("/_errbook/events?since=1")).await.unwrap().into_body();
        let frame = late.frame().await.unwrap().unwrap().into_data().unwrap();
        words.push(String::from_utf8(frame.to_vec()).unwrap());
        words
    });
    let expect = [
        ("\"generation\":0", "\"changed\":[]"),
        ("\"generation\":1", "[\"own.css\"]"),
        ("\"generation\":2", "[\"own.css\"]"),
        ("\"generation\":2", "[\"own.css\"]"),
    ];
    for (word, (generation, changed)) in words.iter().zip(expect) {
        assert!(word.contains(generation) && word.contains(changed), "{word}");
    }
}

// The program itself

/// The program, serving a book; it ends with the test.
struct Program {
    child: std::process::Child,
    port: u16,
    said: std::io::BufReader<std::process::ChildStderr>,
}

impl Program {
    fn new(book: &Book, arguments: &[&str]) -> Self {
        use std::io::BufRead;
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_errbook"));
        command.arg("serve").arg(&book.root).args(arguments).env_remove("VISUAL").env_remove("EDITOR");
        let mut child = command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn().unwrap();
        let mut said = std::io::BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("http://") {
            line.clear();
            assert!(said.read_line(&mut line).unwrap() > 0, "it ended");
        }
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap();
        let port = address.rsplit(':').next().unwrap().parse().unwrap();
        Self { child, port, said }
    }

    fn connect(&self) -> std::net::TcpStream {
        let stream = std::net::TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(GENEROUS)).unwrap();
        stream
    }

    /// The first line of the answer to a request.
    fn ask(&self, request: &str) -> String {
        use std::io::{Read, Write};
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = [0; 512];
        let mut length = 0;
        while !text[..length].contains(&b'\n') && length < text.len() {
            match stream.read(&mut text[length..]).unwrap() {
                0 => break,
                more => length += more,
            }
        }
        String::from_utf8_lossy(&text[..length]).lines().next().unwrap_or_default().to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const PAGE: &str = "GET /http/gone/ HTTP/1.1\r\nHost: localhost\r\n\r\n";

#[test]
fn a_busy_port_is_passed_over() {
    use std::io::BufRead;
    let book = small();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut program = Program::new(&book, &["--port", &port.to_string()]);
    assert_ne!(program.port, port);
    let mut line = String::new();
    program.said.read_line(&mut line).unwrap();
    assert_eq!(line, format!("port {port} is busy: this is {}\n", program.port));
    assert_eq!(program.ask(PAGE), "HTTP/1.1 200 OK");
}

#[test]
fn the_slow_and_the_many_keep_nobody_waiting() {
    use std::io::{Read, Write};
    let book = small();
    let program = Program::new(&book, &["--port", "0"]);
    let mut open = Vec::new();
    for number in 0..200 {
        let mut stream = program.connect();
        let part = match number % 4 {
            0 => "",
            1 => "GET /http/gone/ HTTP/1.1\r\nHost: local",
            2 => "POST /_errbook/open HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{",
            _ => "GET /_errbook/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
        };
        stream.write_all(part.as_bytes()).unwrap();
        open.push(stream);
    }
    assert_eq!(program.ask(PAGE), "HTTP/1.1 200 OK");
    let large = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(100_000));
    let mut stream = program.connect();
    // It may be refused before all of it is sent.
    let _ = stream.write_all(large.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP/1.1 2"), "{}", String::from_utf8_lossy(&answer));
    assert_eq!(program.ask("nonsense\r\n\r\n"), "HTTP/1.1 400 Bad Request");
    assert_eq!(program.ask("GET / HTTP/1.1\r\n\r\n"), "HTTP/1.1 400 Bad Request");
    assert_eq!(program.ask(PAGE), "HTTP/1.1 200 OK");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_with_streams_open() {
    use std::io::{Read, Write};
    for signal in ["-INT", "-TERM"] {
        let book = small();
        let mut program = Program::new(&book, &["--port", "0"]);
        let mut stream = program.connect();
        stream.write_all(b"GET /_errbook/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut first = [0; 64];
        stream.read_exact(&mut first).unwrap();
        assert!(std::process::Command::new("kill").args([signal, &program.child.id().to_string()]).status().unwrap().success());
        let start = Instant::now();
        let status = loop {
            if let Some(status) = program.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < GENEROUS, "{signal} does not end it");
            std::thread::sleep(Duration::from_millis(10));
        };
        assert!(status.success(), "{signal}: {status}");
    }
}
