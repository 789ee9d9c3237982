//! Secrets in a pasted text → black bars, before it is shown, stored or copied.
//!
//! The browser does the same in `static/finder/redact.js`. Better one bar too many than a key in a ticket; what names the secret (`Bearer`, `sk_live_`, the field) stays.

use super::text::squeeze;

/// What stands in a secret's place.
pub const BAR: &str = "█████";

/// The text with its secrets blacked out: bearer tokens, keys of known shapes, JSON web tokens, private keys, passwords in
/// addresses and calls of curl, cookies, fields named like a secret, and the names in e-mail addresses.
#[must_use]
pub fn redact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let is_start = !text[..at].chars().next_back().is_some_and(is_name);
        let rules: [Rule; 6] = [private_key, scheme, shape, field, option, mail];
        let found = if is_start { rules.iter().find_map(|rule| rule(&text[at..])) } else { None };
        if let Some((keep, end)) = found.or_else(|| address(&text[at..])) {
            out.push_str(&text[at..at + keep]);
            out.push_str(BAR);
            at += end;
        } else {
            out.push(c);
            at += c.len_utf8();
        }
    }
    out
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The length of the leading run of characters that pass.
fn run(text: &str, passes: impl Fn(char) -> bool) -> usize {
    text.find(|c| !passes(c)).unwrap_or(text.len())
}

/// What a secret that begins here looks like: how much of it to keep, and where it ends.
type Rule = fn(&str) -> Option<(usize, usize)>;

fn private_key(text: &str) -> Option<(usize, usize)> {
    let line = text.strip_prefix("-----BEGIN ")?.lines().next()?;
    let keep = 11 + line.find("PRIVATE KEY-----")? + 16;
    let end = text.find("-----END ").and_then(|i| Some(i + 9 + text[i + 9..].find("-----")? + 5));
    Some((keep, end.unwrap_or(text.len())))
}

/// `Bearer abc…`, `Basic abc…`.
fn scheme(text: &str) -> Option<(usize, usize)> {
    let name = ["bearer ", "basic "].iter().find(|n| text.get(..n.len()).is_some_and(|t| t.eq_ignore_ascii_case(n)))?;
    let keep = name.len() + run(&text[name.len()..], |c| c == ' ');
    let length = run(&text[keep..], |c| c.is_ascii_alphanumeric() || "._~+/=-".contains(c));
    (length >= 8).then_some((keep, keep + length))
}

/// Keys that can be known by how they begin, and JSON web tokens.
fn shape(text: &str) -> Option<(usize, usize)> {
    const SHAPES: [(&str, usize); 26] = [
        ("sk_live_", 8),
        ("sk_test_", 8),
        ("pk_live_", 8),
        ("rk_live_", 8),
        ("rk_test_", 8),
        ("whsec_", 8),
        ("sk-", 16),
        ("ghp_", 16),
        ("gho_", 16),
        ("ghu_", 16),
        ("ghs_", 16),
        ("ghr_", 16),
        ("github_pat_", 16),
        ("glpat-", 16),
        ("xoxa-", 8),
        ("xoxb-", 8),
        ("xoxp-", 8),
        ("xoxs-", 8),
        ("xapp-", 8),
        ("hooks.slack.com/services/", 8),
        ("npm_", 16),
        ("pypi-", 16),
        ("AIza", 30),
        ("AKIA", 12),
        ("ASIA", 12),
        ("eyJ", 20),
    ];
    let &(begins, least) = SHAPES.iter().find(|(b, _)| text.starts_with(b))?;
    let is_token = begins == "eyJ";
    let is_address = begins.ends_with('/');
    let length = run(&text[begins.len()..], |c| is_name(c) || c == '-' || is_token && c == '.' || is_address && c == '/');
    let is_whole = !is_token || text[..begins.len() + length].contains('.');
    (length >= least && is_whole).then_some((if is_token { 0 } else { begins.len() }, begins.len() + length))
}

/// `password=abc`, `"api_key": "abc"`, `Authorization: abc`.
fn field(text: &str) -> Option<(usize, usize)> {
    const NAMES: [&str; 15] = [
        "password",
        "passwd",
        "pwd",
        "secret",
        "token",
        "apikey",
        "secretkey",
        "privatekey",
        "accesskey",
        "passphrase",
        "signature",
        "credential",
        "sessionid",
        "authorization",
        "cookie",
    ];
    let name = &text[..run(text, |c| is_name(c) || c == '-')];
    let squeezed = squeeze(name);
    let secret = NAMES.iter().find(|n| squeezed.ends_with(**n))?;
    let rest = &text[name.len()..];
    let quoted = run(rest, |c| "\\\"'".contains(c));
    let sign = quoted + run(&rest[quoted..], |c| c == ' ');
    let behind = match rest[sign..].chars().next()? {
        '=' => &rest[sign + 1..],
        ':' if quoted > 0 || rest[sign + 1..].starts_with(' ') => &rest[sign + 1..],
        _ => return None,
    };
    let spaces = run(behind, |c| c == ' ');
    let marks = spaces + run(&behind[spaces..], |c| "\\\"'".contains(c));
    let value = &behind[marks..];
    let scheme = ["bearer ", "basic "].iter().find(|n| value.get(..n.len()).is_some_and(|v| v.eq_ignore_ascii_case(n)));
    let scheme = scheme.map_or(0, |n| n.len());
    let is_line = marks == spaces && ["authorization", "cookie"].contains(secret);
    let ends = |c: char| if is_line { "\n\"'".contains(c) } else { c.is_ascii_whitespace() || "\\\"',;&<>{}[]()".contains(c) };
    let length = run(&value[scheme..], |c| !ends(c));
    let start = text.len() - value.len() + scheme;
    let is_secret = length >= 3 && !["true", "false", "null"].contains(&&text[start..start + length]);
    is_secret.then_some((start, start + length))
}

/// `curl -u user:password`, `--cookie 'name=abc'`.
fn option(text: &str) -> Option<(usize, usize)> {
    const OPTIONS: [(&str, char); 4] = [("--user", ':'), ("-u", ':'), ("--cookie", '='), ("-b", '=')];
    let (behind, sign) =
        OPTIONS.iter().find_map(|(option, sign)| Some((text.strip_prefix(option)?.trim_start_matches([' ', '=']), *sign)))?;
    let inside = behind.strip_prefix(['"', '\'']).unwrap_or(behind);
    let is_quoted = inside.len() < behind.len();
    let ends = |c: char| if is_quoted { "\n\"'".contains(c) } else { c.is_ascii_whitespace() || "\"'".contains(c) };
    let name = run(inside, |c| !ends(c) && !":=".contains(c));
    let value = inside[name..].strip_prefix(sign).filter(|_| name > 0)?;
    let length = run(value, |c| !ends(c));
    let start = text.len() - value.len();
    (length > 0).then_some((start, start + length))
}

/// The part of a mail address that names a person.
fn mail(text: &str) -> Option<(usize, usize)> {
    let name = run(text, |c| is_name(c) || ".%+-".contains(c));
    let host = text[name..].strip_prefix('@')?;
    let host = &host[..run(host, |c| c.is_ascii_alphanumeric() || c == '-' || c == '.')];
    (name > 0 && host.trim_end_matches('.').contains('.')).then_some((0, name))
}

/// The password in `https://user:password@host`.
fn address(text: &str) -> Option<(usize, usize)> {
    let user = text.strip_prefix("://")?;
    let name = run(user, |c| !c.is_ascii_whitespace() && !"/:@\"'".contains(c));
    let password = user[name..].strip_prefix(':')?;
    let length = run(password, |c| !c.is_ascii_whitespace() && !"/@\"'".contains(c));
    let keep = 3 + name + 1;
    (length > 0 && password[length..].starts_with('@')).then_some((keep, keep + length))
}
