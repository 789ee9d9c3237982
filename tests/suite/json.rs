//! Definitions in JSON, as other programs write them.

use crate::book::Book;

const ASCII: &str = "{\n\t\"code\": 01000,\n\t\"title\": \"Done \\ud83d\\ude00 \\/ \\u00e9\",\n\t\"summary\": \"All was done, with one warning. Read it before you go on.\",\n\t\
    \"causes\": [\"A text was cut.\"], \"fixes\": [\"Ask for more.\"]\n}\n";

#[test]
fn json_is_read_as_it_is_meant() {
    // A code is taken as it is written, also where JSON has no such number.
    let book = Book::new([("errors/a.json", ASCII), ("errors/b/_category.yaml", "title: B\n")]);
    let ran = book.run(&["check"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(book.run(&["build"]).code, 0);
    let built: serde_json::Value = serde_json::from_str(&book.read("dist/01000.json")).unwrap();
    assert_eq!((&built["code"], &built["title"]), (&"01000".into(), &"Done 😀 / é".into()));
}

#[test]
fn mistakes_have_their_places() {
    for (right, mistake, expect) in [
        ("more.\"]\n", "more.\"],\n", "errors/a.json:6:1: error[yaml-syntax]: this is not JSON: trailing comma\n"),
        ("01000", "{}", "errors/a.json:2:10: error[wrong-type]: `code` is a mapping, and should be a string\n"),
        ("causes", "cuases", "errors/a.json:5:2: error[unknown-key]: unknown key `cuases`\n"),
    ] {
        let book = Book::new([("errors/a.json", ASCII.replace(right, mistake).as_str())]);
        let ran = book.run(&["check", "--format", "short"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, expect), "{}", ran.err);
    }
}

#[test]
fn what_is_mended_stays_json() {
    let other = ASCII.replace("01000", "\"2000\"").replace("\"fixes\"", "\"related\": [\"1000\"], \"fixes\"");
    let settings = "[lint]\none-way-related = \"warn\"\n";
    let first = ASCII.replace("01000", "\"1000\"");
    let book = Book::new([("book.toml", settings), ("errors/a.json", first.as_str()), ("errors/b.json", other.as_str())]);
    let ran = book.run(&["check", "--fix"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let mended: serde_json::Value = serde_json::from_str(&book.read("errors/a.json")).unwrap();
    assert_eq!(mended["related"], serde_json::json!(["2000"]));
    // Nothing else has changed.
    assert_eq!(book.read("errors/a.json").replace(", \"related\": [\"2000\"]", ""), first);
}
