//! Live keys and tokens by their shapes.

/// A shape of a secret: how it begins, what follows, and what it is called.
struct Shape {
    start: &'static str,
    /// How many letters follow at least.
    least: usize,
    name: &'static str,
}

const fn shape(start: &'static str, least: usize, name: &'static str) -> Shape {
    Shape { start, least, name }
}

const SHAPES: [Shape; 27] = [
    shape("AKIA", 16, "AWS access key"),
    shape("ASIA", 16, "AWS access key"),
    shape("ghp_", 30, "GitHub token"),
    shape("gho_", 30, "GitHub token"),
    shape("ghu_", 30, "GitHub token"),
    shape("ghs_", 30, "GitHub token"),
    shape("ghr_", 30, "GitHub token"),
    shape("github_pat_", 30, "GitHub token"),
    shape("glpat-", 18, "GitLab token"),
    shape("npm_", 30, "npm token"),
    shape("pypi-", 40, "PyPI token"),
    shape("sk_live_", 16, "Stripe secret key"),
    shape("rk_live_", 16, "Stripe restricted key"),
    shape("whsec_", 24, "webhook secret"),
    shape("sk-ant-", 30, "API key"),
    shape("sk-proj-", 30, "API key"),
    shape("sk-", 40, "API key"),
    shape("xoxa-", 20, "Slack token"),
    shape("xoxb-", 20, "Slack token"),
    shape("xoxp-", 20, "Slack token"),
    shape("xoxr-", 20, "Slack token"),
    shape("xoxs-", 20, "Slack token"),
    shape("AIza", 35, "Google API key"),
    shape("ya29.", 30, "Google access token"),
    shape("SG.", 40, "SendGrid key"),
    shape("dop_v1_", 60, "DigitalOcean token"),
    shape("hf_", 30, "Hugging Face token"),
];

/// A secret in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Secret<'a> {
    pub(super) text: &'a str,
    pub(super) kind: &'static str,
}

/// The secrets in a text.
pub(super) fn find(text: &str) -> Vec<Secret<'_>> {
    let mut found = Vec::new();
    if let Some(secret) = private_key(text) {
        found.push(secret);
    }
    let mut before = "";
    for token in tokens(text) {
        let token = token.trim_matches(['.', '/', '+']);
        if token.len() >= 16 {
            let kind = SHAPES
                .iter()
                .find(|shape| is(shape, token))
                .map(|shape| shape.name)
                .or_else(|| web_token(token))
                .or_else(|| bearer(before, token));
            if let Some(kind) = kind.filter(|_| !is_placeholder(token)) {
                found.push(Secret { text: token, kind });
            }
        }
        if !token.is_empty() {
            before = token;
        }
    }
    found
}

/// The runs of letters, digits and what else keys are made of.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'+' | b'/');
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let start = at + bytes[at..].iter().position(is_part)?;
        at = start + bytes[start..].iter().position(|byte| !is_part(byte)).unwrap_or(bytes.len() - start);
        Some(&text[start..at])
    })
}

fn is(shape: &Shape, token: &str) -> bool {
    token.strip_prefix(shape.start).is_some_and(|rest| {
        // Names in small words such as `sk-some-long-name-of-a-thing` are no keys.
        let is_mixed = rest.contains(|c: char| c.is_ascii_digit()) && rest.contains(|c: char| c.is_ascii_alphabetic());
        let is_right = match shape.start {
            "AKIA" | "ASIA" => rest.len() == shape.least && rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()),
            _ => rest.len() >= shape.least && is_mixed,
        };
        is_right && entropy(rest) > 2.5
    })
}

/// Three parts, the first two of which are encoded JSON objects.
fn web_token(token: &str) -> Option<&'static str> {
    let parts: Vec<&str> = token.split('.').collect();
    let [head, body, signature] = parts.as_slice() else {
        return None;
    };
    (head.starts_with("eyJ") && body.starts_with("eyJ") && signature.len() >= 20).then_some("JSON Web Token")
}

/// A long text without a pattern behind the word `Bearer`.
fn bearer(before: &str, token: &str) -> Option<&'static str> {
    let is_mixed = token.contains(|c: char| c.is_ascii_digit())
        && token.contains(|c: char| c.is_ascii_lowercase())
        && token.contains(|c: char| c.is_ascii_uppercase());
    (before == "Bearer" && token.len() >= 20 && is_mixed && entropy(token) > 3.5).then_some("access token")
}

fn private_key(text: &str) -> Option<Secret<'_>> {
    let start = text.find("-----BEGIN ")?;
    let line = text[start..].lines().next()?;
    let body = text[start + line.len()..].lines().map(str::trim).find(|line| !line.is_empty())?;
    let is_key = line.contains("PRIVATE KEY-----") && body.len() >= 40 && !is_placeholder(body);
    is_key.then_some(Secret { text: line, kind: "private key" })
}

/// What stands for a secret and is none: `$API_KEY`, `xxxx`, `EXAMPLE`, `0000`, `...`.
fn is_placeholder(token: &str) -> bool {
    let small = token.to_ascii_lowercase();
    let repeats = token.as_bytes().windows(5).any(|five| five.iter().all(|byte| *byte == five[0]));
    let counts = ["12345678", "abcdefgh"].iter().any(|run| small.contains(run));
    let says =
        ["example", "placeholder", "your", "redacted", "secret", "dummy", "sample", "fake", "..."].iter().any(|word| small.contains(word));
    repeats || counts || says
}

/// How many bits a character carries, by how often each one stands in the text (Shannon).
fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in text.bytes() {
        counts[usize::from(byte)] += 1;
    }
    let total = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let bits = |count: &u32| {
        let share = f64::from(*count) / total;
        -share * share.log2()
    };
    counts.iter().filter(|count| **count > 0).map(bits).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text without a pattern, made here so that no file holds what looks like a key.
    fn noise(length: usize) -> String {
        let letters = b"k3Rv9QzLm2XwTb7YcN5pHd8Gs4Jf6AeU";
        (0..length).map(|at| char::from(letters[(at * 7 + at / 5) % letters.len()])).collect()
    }

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(find(text).first().map(|secret| secret.kind), expect, "{text}");
    }

    #[test]
    fn live_keys() {
        check(&format!("-H 'Authorization: Bearer sk_{}_{}'", "live", noise(24)), Some("Stripe secret key"));
        check(&format!("token=gh{}_{}", 'p', noise(36)), Some("GitHub token"));
        check(&format!("AK{}{}", "IA", noise(16).to_uppercase()), Some("AWS access key"));
        check(&format!("AI{}{}", "za", noise(35)), Some("Google API key"));
        check(&format!("xo{}-{}", "xb", noise(30)), Some("Slack token"));
        check(&format!("eyJ{0}.eyJ{0}.{0}", noise(24)), Some("JSON Web Token"));
        check(&format!("Authorization: Bearer {}", noise(32)), Some("access token"));
        check(&format!("-----BEGIN {}-----\n{}\n", "PRIVATE KEY", noise(64)), Some("private key"));
    }

    #[test]
    fn placeholders() {
        for text in [
            "Authorization: Bearer $API_KEY",
            "Bearer <token>",
            "sk_live_...",
            "AKIAIOSFODNN7EXAMPLE",
            "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "Bearer YOUR_ACCESS_TOKEN_GOES_HERE",
            "sk-some-long-name-of-a-thing-that-is-not-a-key-at-all",
            "req_9fQ2",
            "https://docs.example.com/a/very/long/path/to/a/page",
            "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        ] {
            check(text, None);
        }
    }
}
