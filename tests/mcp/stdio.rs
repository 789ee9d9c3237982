//! The program on its standard streams.

use serde_json::{Value, json};

use crate::book::{Book, small};
use crate::client::Client;

#[test]
fn tools_say_what_they_take_and_give() {
    let book = small();
    let mut client = Client::connected(&book.root, &[]);
    let tools = client.ask("tools/list", &json!({}))["tools"].take();
    let names: Vec<&str> = tools.as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["find_error", "get_error", "list_errors", "compare_errors"]);
    let calls = [
        ("find_error", json!({ "text": "{\"code\": \"acme:keys:key_expired\"}", "limit": 1 })),
        ("find_error", json!({ "text": "request_id=req_1 the key 12 expired on Monday and can no longer be used" })),
        ("find_error", json!({ "text": "nothing of the kind" })),
        ("find_error", json!({ "text": "key_expird" })),
        ("get_error", json!({ "error": "acme:keys:key_expired" })),
        ("get_error", json!({ "error": "acme:plans:too_small" })),
        ("list_errors", json!({})),
        (
            "list_errors",
            json!({ "limit": 1, "status": "4xx", "category": "keys", "tag": "keys", "severity": "error", "lifecycle": "current" }),
        ),
        ("compare_errors", json!({ "first": "acme:keys:key_expired", "second": "acme:keys:key_gone" })),
        ("compare_errors", json!({ "first": "acme:keys:key_expired", "second": "acme:plans:too_small" })),
    ];
    for (name, arguments) in calls {
        let tool = tools.as_array().unwrap().iter().find(|tool| tool["name"] == json!(name)).unwrap();
        assert_eq!(tool["annotations"]["readOnlyHint"], json!(true));
        let input = &tool["inputSchema"];
        assert!(jsonschema::meta::is_valid(input) && jsonschema::meta::is_valid(&tool["outputSchema"]));
        assert!(jsonschema::is_valid(input, &arguments), "{name} {arguments}");
        assert!(!jsonschema::is_valid(input, &json!({ "no_such": 1 })), "{name}");
        let result = client.call(name, &arguments);
        let output = &result["structuredContent"];
        jsonschema::validate(&tool["outputSchema"], output).unwrap_or_else(|error| panic!("{name} {arguments}: {error}\n{output}"));
        // What stands in an answer is in its schema too.
        if name != "get_error" {
            let known = tool["outputSchema"]["properties"].as_object().unwrap();
            assert!(output.as_object().unwrap().keys().all(|key| known.contains_key(key)), "{output}");
        }
    }
}

#[test]
fn whatever_there_is_of_an_error_leads_to_it() {
    let book = small();
    let mut client = Client::connected(&book.root, &[]);
    for text in [
        "acme:keys:key_expired",
        "E17",
        "https://docs.acme.com/errors/keys/key_expired/",
        "{\"error\": {\"code\": \"acme:keys:key_expired\", \"detail\": \"x\"}}",
        "2026-01-02T03:04:05Z ERROR handler: the key key_12 expired on Monday and can no longer be used",
    ] {
        let result = client.call("find_error", &json!({ "text": text }));
        let first = &result["structuredContent"]["matches"][0];
        assert_eq!(first["path"], json!("keys/key_expired"), "{text}");
        assert_eq!(first["confident"], json!(true), "{text}");
        assert!(result["content"][0]["text"].as_str().unwrap().contains("Nobody renewed it"), "the page is there: {text}");
    }
    let found = client.call("find_error", &json!({ "text": "the key 12 expired on Monday and can no longer be used" }));
    assert_eq!(found["structuredContent"]["matches"][0]["captures"], json!({ "id": "12", "day": "Monday" }));
    for error in ["acme:keys:key_expired", "E17", "/old/place", "keys/key_expired", "https://docs.acme.com/errors/keys/key_expired.md"] {
        let result = client.call("get_error", &json!({ "error": error }));
        assert_eq!(result["structuredContent"]["path"], json!("keys/key_expired"), "{error}");
        assert_eq!(result["structuredContent"]["problem"]["status"], json!(401));
        assert!(result["content"][0]["text"].as_str().unwrap().starts_with("# Key expired\n"));
    }
}

#[test]
fn lists_are_filtered_and_paged() {
    let book = small();
    let mut client = Client::connected(&book.root, &[]);
    let mut paths = |arguments: Value| {
        let data = client.call("list_errors", &arguments)["structuredContent"].take();
        let paths: Vec<String> =
            data["errors"].as_array().unwrap().iter().map(|error| error["path"].as_str().unwrap().to_owned()).collect();
        (paths, data["total"].as_u64().unwrap(), data["next_cursor"].as_str().map(str::to_owned))
    };
    for (arguments, expect) in [
        (json!({}), &["keys/key_expired", "keys/key_gone", "plans/too_small"] as &[&str]),
        (json!({ "status": "402" }), &["plans/too_small"]),
        (json!({ "status": 402 }), &["plans/too_small"]),
        (json!({ "status": "5xx" }), &[]),
        (json!({ "category": "/keys/" }), &["keys/key_expired", "keys/key_gone"]),
        (json!({ "tag": "keys", "severity": "fatal" }), &["keys/key_gone"]),
        (json!({ "lifecycle": "deprecated" }), &["keys/key_gone"]),
        (json!({ "lifecycle": "current", "tag": "" }), &["keys/key_expired", "plans/too_small"]),
    ] {
        assert_eq!(paths(arguments.clone()).0, expect, "{arguments}");
    }
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let mut arguments = json!({ "limit": 1 });
        if let Some(cursor) = &cursor {
            arguments["cursor"] = json!(cursor);
        }
        let (page, total, next) = paths(arguments);
        assert_eq!((page.len(), total), (1, 3));
        seen.extend(page);
        cursor = next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["keys/key_expired", "keys/key_gone", "plans/too_small"]);
}

#[test]
fn two_errors_stand_side_by_side() {
    let book = small();
    let mut client = Client::connected(&book.root, &[]);
    let written = client.call("compare_errors", &json!({ "first": "acme:keys:key_gone", "second": "E17" }))["structuredContent"].take();
    assert_eq!(written["left"]["path"], json!("keys/key_expired"));
    assert_eq!(written["choose_left"], json!(["It ran out."]));
    assert_eq!(written["choose_right"], json!(["It was deleted."]));
    assert_eq!(written["url"], json!("https://docs.acme.com/errors/compare/keys.key_expired-vs-keys.key_gone/"));
    let text = client.text("compare_errors", &json!({ "first": "plans/too_small", "second": "E17" }));
    assert!(text.contains("## [Key expired]") && text.contains("## [Plan too small]") && text.contains("Make a new one"), "{text}");
    let same = client.failure("compare_errors", &json!({ "first": "E17", "second": "keys/key_expired" }));
    assert!(same.starts_with("both are the error `acme:keys:key_expired`\nhelp: "), "{same}");
}

#[test]
fn what_is_wrong_is_said_with_help() {
    let book = small();
    let mut client = Client::connected(&book.root, &[]);
    for (tool, arguments, expect) in [
        ("get_error", json!({ "error": "key_expird" }), "no error is called `key_expird`\nhelp: did you mean `acme:keys:key_expired`?"),
        (
            "get_error",
            json!({ "error": "zzz" }),
            "no error is called `zzz`\nhelp: `find_error` takes any text, and `list_errors` tells what there is",
        ),
        ("get_error", json!({ "error": "" }), "no error is called ``\nhelp: "),
        ("get_error", json!({}), "these arguments do not fit: missing field `error`\nhelp: "),
        ("find_error", json!({ "txt": "x" }), "these arguments do not fit: unknown field `txt`"),
        ("find_error", json!({ "text": 7 }), "these arguments do not fit: invalid type: integer `7`"),
        ("find_error", json!({ "text": " \n" }), "`text` is empty\nhelp: "),
        ("find_error", json!({ "text": "x", "limit": -1 }), "these arguments do not fit: "),
        ("list_errors", json!({ "status": "9xx" }), "`9xx` is no status\nhelp: write `404`, or `4xx` for a class"),
        ("list_errors", json!({ "category": "kyes" }), "there is no category `kyes`\nhelp: did you mean `keys`?"),
        ("list_errors", json!({ "tag": "zzz" }), "there is no tag `zzz`\nhelp: one of `keys`"),
        ("list_errors", json!({ "severity": "eror" }), "there is no severity `eror`\nhelp: did you mean `error`?"),
        ("list_errors", json!({ "lifecycle": "x" }), "there is no lifecycle `x`\nhelp: one of `current`, `deprecated`, `removed`"),
        ("list_errors", json!({ "cursor": "7" }), "`cursor` is none that this tool gave\nhelp: leave it out to begin anew"),
        (
            "compare_errors",
            json!({ "first": "E17", "second": "key_gon" }),
            "no error is called `key_gon`\nhelp: did you mean `acme:keys:key_gone`?",
        ),
    ] {
        let said = client.failure(tool, &arguments);
        assert!(said.starts_with(expect), "{tool} {arguments}: {said}");
    }
    let unknown = client.respond("tools/call", &json!({ "name": "delete_everything", "arguments": {} }));
    assert_eq!(unknown["error"]["code"], json!(-32602));
    let near = client.call("find_error", &json!({ "text": "zzz" }));
    assert_eq!(near["structuredContent"], json!({ "matches": [] }));
    let several = Book::new(&[
        ("errors/a/_category.yaml", "namespace: true"),
        ("errors/b/_category.yaml", "namespace: true"),
        ("errors/a/x.yaml", "{code: x, title: X, summary: S}"),
        ("errors/b/x.yaml", "{code: x, title: X, summary: S}"),
    ]);
    let mut client = Client::connected(&several.root, &[]);
    assert_eq!(
        client.failure("get_error", &json!({ "error": "x" })),
        "2 errors are called `x`\nhelp: ask for one by its path: `a/x`, `b/x`"
    );
}

#[test]
fn pages_are_resources() {
    let book = small();
    let mut client = Client::connected(&book.root, &[]);
    let list = client.ask("resources/list", &json!({}));
    let uris: Vec<&str> = list["resources"].as_array().unwrap().iter().map(|resource| resource["uri"].as_str().unwrap()).collect();
    let expect = [
        "llms.txt",
        "index.md",
        "catalog.json",
        "problem-types.json",
        "keys/index.md",
        "plans/index.md",
        "compare/keys.key_expired-vs-keys.key_gone.md",
        "playbooks/rescue.md",
        "keys/key_expired.md",
        "keys/key_gone.md",
        "plans/too_small.md",
    ];
    assert_eq!(uris, expect.map(|location| format!("errbook:///{location}")));
    for resource in list["resources"].as_array().unwrap() {
        let contents = client.ask("resources/read", &json!({ "uri": resource["uri"] }))["contents"].take();
        assert_eq!(contents[0]["mimeType"], resource["mimeType"]);
        assert_eq!(contents[0]["uri"], resource["uri"]);
        assert!(!contents[0]["text"].as_str().unwrap().is_empty(), "{resource}");
    }
    for uri in ["errbook:///keys/key_expired.json", "errbook:///keys/llms.txt", "errbook:///llms-full.txt", "errbook:///keys/key%5Fgone.md"]
    {
        assert!(!client.ask("resources/read", &json!({ "uri": uri }))["contents"][0]["text"].as_str().unwrap().is_empty(), "{uri}");
    }
    for uri in [
        "errbook:///nothing.md",
        "errbook:///../book.toml",
        "file:///etc/passwd",
        "errbook:///%",
        "",
        "errbook:///",
        "errbook:///plans/secret.md",
    ] {
        assert_eq!(client.respond("resources/read", &json!({ "uri": uri }))["error"]["code"], json!(-32002), "{uri}");
    }
    assert_eq!(client.respond("resources/list", &json!({ "cursor": "x" }))["error"]["code"], json!(-32602));
    let templates = client.ask("resources/templates/list", &json!({}));
    for (template, begun, expect) in [(0, "keys/key_g", "keys/key_gone"), (1, "pl", "plans/too_small"), (2, "pl", "plans")] {
        let template = &templates["resourceTemplates"][template]["uriTemplate"];
        let asked = json!({ "ref": { "type": "ref/resource", "uri": template }, "argument": { "name": "path", "value": begun } });
        let completion = client.ask("completion/complete", &asked)["completion"].take();
        assert_eq!(completion, json!({ "values": [expect], "hasMore": false }), "{template}");
    }
}

#[test]
fn a_long_list_of_resources_has_pages() {
    let files: Vec<(String, String)> =
        (0..450).map(|n| (format!("errors/e{n:03}.yaml"), format!("{{code: e{n:03}, title: T, summary: S}}"))).collect();
    let book = Book::new(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    let mut client = Client::connected(&book.root, &[]);
    let (mut seen, mut pages, mut params) = (std::collections::BTreeSet::new(), 0, json!({}));
    loop {
        let list = client.ask("resources/list", &params);
        pages += 1;
        seen.extend(list["resources"].as_array().unwrap().iter().map(|resource| resource["uri"].to_string()));
        match list.get("nextCursor") {
            Some(cursor) => params = json!({ "cursor": cursor }),
            None => break,
        }
    }
    assert_eq!((seen.len(), pages), (454, 3));
}

#[test]
fn who_may_not_see_an_entry_does_not() {
    let book = small();
    let mut client = Client::connected(&book.root, &[]);
    for hidden in ["acme:plans:secret", "plans/secret", "acme:plans:draft", "secrt"] {
        let said = client.failure("get_error", &json!({ "error": hidden }));
        assert!(!said.contains("plans:secret`?") && !said.contains("`acme:plans:draft`?"), "{said}");
    }
    for text in ["acme:plans:secret", "the vault is open", "Hush"] {
        let found = client.call("find_error", &json!({ "text": text }))["structuredContent"].to_string();
        assert!(!found.contains("secret"), "{found}");
    }
    for (arguments, total) in [(&[] as &[&str], 3), (&["--internal"], 4), (&["--internal", "--drafts"], 5)] {
        let mut client = Client::connected(&book.root, arguments);
        assert_eq!(client.call("list_errors", &json!({}))["structuredContent"]["total"], json!(total), "{arguments:?}");
    }
}

#[test]
fn the_era_without_a_handshake_is_answered() {
    let book = small();
    let mut client = Client::modern(&book.root);
    let found = client.ask("server/discover", &json!({}));
    assert!(found["supportedVersions"].as_array().unwrap().contains(&json!("2026-07-28")), "{found}");
    assert!(found["instructions"].as_str().unwrap().contains("\"Small\""), "{found}");
    let result = client.call("get_error", &json!({ "error": "E17" }));
    assert_eq!(result["structuredContent"]["path"], json!("keys/key_expired"));
    assert_eq!(result["resultType"], json!("complete"));
}

#[test]
fn nothing_that_comes_in_ends_it() {
    let book = small();
    let mut client = Client::connected(&book.root, &[]);
    for line in ["", "no json", "{", "[]", "null", "7", "{\"jsonrpc\":\"2.0\"}", "\u{0}\u{1b}[2J", &"[".repeat(100_000)] {
        client.write(line);
    }
    let huge = "lorem ipsum 404 key_gone {\"a\": [".repeat(60_000);
    let result = client.call("find_error", &json!({ "text": huge }));
    assert_eq!(result["structuredContent"]["cut"], json!(true));
    let said = client.failure("get_error", &json!({ "error": huge }));
    assert!(said.len() < 2000, "{} letters", said.len());
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    client.failure("find_error", &json!({ "text": serde_json::from_str::<Value>(&deep).unwrap() }));
    client.failure("get_error", &json!({ "error": "a\u{0}\u{1b}]0;x\u{7}\nb" }));
    let most = client.call("find_error", &json!({ "text": "key", "limit": 1_000_000_000 }));
    assert!(most["structuredContent"]["matches"].as_array().unwrap().len() <= 50);
    assert!(client.respond("no/such/method", &json!({}))["error"].is_object());
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn who_leaves_ends_it() {
    let book = small();
    assert_eq!(Client::start(&book.root, &[]).leave(), Some(0));
    let none = tempfile::tempdir().unwrap();
    assert_eq!(Client::start(none.path(), &[]).leave(), Some(2));
}
