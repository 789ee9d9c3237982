//! Uses the constants as a service would.
mod errors;

use errors::{ALL, ERROR_404, ERR_A_KEY_NOT_FOUND, ErrorCode, Retry, S3_ACCESS_DENIED};

fn advice(error: ErrorCode) -> &'static str {
    match error {
        ERR_A_KEY_NOT_FOUND => "make the key",
        _ if error.retry == Some(Retry::WithChanges) => "ask otherwise",
        _ => "read the page",
    }
}

fn main() {
    assert_eq!(advice(ERR_A_KEY_NOT_FOUND), "make the key");
    assert_eq!(advice(S3_ACCESS_DENIED), "ask otherwise");
    assert_eq!((ERROR_404.code, ERROR_404.status, ERROR_404.r#type), ("404", Some(404), "about:blank"));
    assert_eq!(ErrorCode::find("err:a:key_not_found"), Some(&ERR_A_KEY_NOT_FOUND));
    assert_eq!(ErrorCode::find("nothing"), None);
    let problem = ERR_A_KEY_NOT_FOUND.problem().with_detail("\"k_1\"\n").with_instance("/keys/k_1");
    assert_eq!(problem.to_string(), "Key not found: \"k_1\"\n");
    let expect = r#"{"type":"https://errors.example.com/e/x/key_not_found/","title":"Key not found","status":404,"detail":"\"k_1\"\u000a","instance":"/keys/k_1"}"#;
    assert_eq!(problem.to_json(), expect);
    for error in ALL {
        println!("{}", [error.code, error.title, error.url].join("\t").escape_unicode());
    }
}
