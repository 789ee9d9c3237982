//! What people paste: a code or an address in some wrapping, a message with other ids, what the hand makes of them.

use errbook::finder::Record;

use crate::dice::Dice;

/// A text as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// The message that an error prints, or nothing.
pub(crate) fn message(record: &Record) -> String {
    let told = record.messages.iter().find(|message| !message.contains('{'));
    let shown = || record.payload.iter().find(|(place, _)| place.ends_with("message") || place.ends_with("detail"));
    told.or_else(|| shown().map(|(_, text)| text)).cloned().unwrap_or_default()
}

/// The service as a text may name it: where the same code is in several, only that decides.
pub(crate) fn service(dice: &mut Dice, record: &Record) -> String {
    match (&record.service, dice.below(2)) {
        (Some(service), 0) => service.clone(),
        (Some(_), _) => record.path.split('/').next().unwrap_or_default().to_owned(),
        (None, _) => "billing-svc".to_owned(),
    }
}

/// The address of a page, as it comes along.
pub(crate) fn address(dice: &mut Dice, record: &Record) -> String {
    let path = &record.path;
    match dice.below(4) {
        0 => record.url.clone().unwrap_or_else(|| format!("https://h.test/{path}/")),
        1 => format!("http://localhost:3000/{path}"),
        2 => format!("https://acme.example/docs/errors/acme/{path}/"),
        _ => format!("https://x.test/e/{path}.md"),
    }
}

/// Sixteen ways in which a service tells of `what`.
pub(crate) fn wrapped(dice: &mut Dice, record: &Record, what: &str, service: &str) -> String {
    let (id, status, number) = (dice.id(12), record.status.unwrap_or(400), dice.below(900));
    let said = message(record);
    let said = if said.is_empty() { "it failed" } else { &said };
    match dice.below(16) {
        0 => format!(
            "{{\"service\":{},\"error\":{{\"code\":{},\"message\":{}}},\"meta\":{{\"requestId\":\"req_{id}\"}}}}",
            quoted(service),
            quoted(what),
            quoted(said)
        ),
        1 => format!("2026-03-02 12:00:07 ERROR [{service}] request req_{id} failed: {what} after {number} ms"),
        2 => format!(
            "HTTP/1.1 {status} Whatever\nserver: {service}\ncontent-type: application/problem+json\nx-request-id: {id}\n\n\
             {{\n  \"type\": {},\n  \"status\": {status}\n}}\n",
            quoted(what)
        ),
        3 => format!("level=error service={} err={} request_id={id} status={status}", quoted(service), quoted(what)),
        4 => {
            let inner = format!("upstream said {{\"error\":{{\"type\":{}}}}}", quoted(what));
            format!("{{\"level\":\"error\",\"svc\":{},\"log\":{}}}", quoted(service), quoted(&inner))
        }
        5 => format!(
            "Traceback (most recent call last):\n  File \"/srv/app/{service}.py\", line {number}, in call\n    raise ApiError(body)\n\
             app.errors.ApiError: {what}: request {id}\n"
        ),
        6 => format!("An error occurred ({what}) when calling the operation of {service}: {said}"),
        7 => format!("{service} {what}"),
        8 => format!(
            "{{\"service\":{},\"errors\":[{{\"path\":\"a\",\"extensions\":{{\"code\":{}}}}}],\"data\":nu",
            quoted(service),
            quoted(what)
        ),
        9 => format!("{{'Service': '{service}', 'Error': {{'Code': '{what}', 'Message': 'x {id}'}}}}"),
        10 => format!(
            "Exception in thread \"main\" java.lang.RuntimeException: call of {service} failed\n\
             \tat com.acme.Client.call(Client.java:{number})\nCaused by: com.acme.ApiException: {what}\n\t... 12 more"
        ),
        11 => format!("[{service}] <{what}>"),
        12 => format!("{service}: see {what}."),
        13 => quoted(&format!("{{\"service\":\"{service}\",\"code\":\"{what}\"}}")),
        14 => format!("> {service}\nerror[{what}]: it failed\n --> src/main.rs:2:{number}"),
        _ => format!(
            "127.0.0.1 - - [10/Oct/2026:13:55:36 +0000] \"POST /v1/{id} HTTP/1.1\" {status} {number} \"-\" \"svc={service} code={what}\""
        ),
    }
}

/// The message with other numbers and ids, where it stands in a log or a body.
pub(crate) fn retold(dice: &mut Dice, message: &str) -> String {
    let other = |word: &str| if word.contains(|c: char| c.is_ascii_digit()) { dice.below(99_999).to_string() } else { word.to_owned() };
    let text = message.split(' ').map(other).collect::<Vec<_>>().join(" ");
    match dice.below(5) {
        0 => text,
        1 => format!("2026-02-03 11:22:33,444 WARN worker-{} {text} (id {})", dice.below(9), dice.id(16)),
        2 => format!("{{\"requestId\":\"{}\",\"message\":{}}}", dice.id(10), quoted(&text)),
        3 => format!("ts=177{} level=error msg={} trace={}", dice.below(99_999), quoted(&text), dice.id(16)),
        _ => format!("{text} requestId: req_{}", dice.id(10)),
    }
}

/// The code with one letter lost, added, exchanged or taken for another.
pub(crate) fn mistyped(dice: &mut Dice, code: &str) -> String {
    let mut letters: Vec<char> = code.chars().collect();
    let places: Vec<usize> = (0..letters.len()).filter(|&at| letters[at].is_alphanumeric()).collect();
    let at = *dice.pick(&places);
    match dice.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, dice.letter()),
        2 if at + 1 < letters.len() && letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        _ => letters[at] = if letters[at] == 'q' { 'k' } else { 'q' },
    }
    let code: String = letters.into_iter().collect();
    match dice.below(3) {
        0 => format!("{{\"error\":{{\"code\":{}}}}}", quoted(&code)),
        1 => format!("ERROR request failed: {code}"),
        _ => code,
    }
}

/// The message without a third of its words, and what is left of them.
pub(crate) fn thinned(dice: &mut Dice, message: &str) -> (String, Vec<String>) {
    let mut words: Vec<String> = message.split_whitespace().map(str::to_owned).collect();
    for _ in 0..words.len() / 3 {
        words.remove(dice.below(words.len()));
    }
    let text = words.join(" ");
    let query = match dice.below(3) {
        0 => format!("{{\"message\":{}}}", quoted(&text)),
        1 => format!("2026-01-02 ERROR {text}"),
        _ => text,
    };
    (query, words)
}
