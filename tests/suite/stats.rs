//! `errbook stats`: coverage.

use crate::book::Book;

fn book() -> Book {
    let whole = "code: a\ntitle: Declined\nsummary: The bank refused it.\nstatus: 402\nexample: {response: {a: 1}}\ncauses: [x]\nfixes: [x]\nrelated: [b]\n";
    Book::new([
        ("errors/pay/a.yaml", whole),
        ("errors/pay/b.yaml", "code: b\ntitle: Declined\nsummary: The bank refused it.\nstatus: 402\nreviewed: 2001-01-01\n"),
        ("errors/c.yaml", "code: c\ntitle: Declined\nsummary: The bank refused it.\nfixes: [x]\n"),
    ])
}

#[test]
fn a_table() {
    let run = book().run(&["stats"]);
    let expect = "\
3 errors, 33% complete (with example, cause and fix)

with
  example                1   33%
  cause                  1   33%
  fix                    2   66%
  verify                 0    0%
  related                1   33%
  message                0    0%

without
  stub: title and summary only       1   33%

reviewed
  within 3 months        0    0%
  within 12 months       0    0%
  longer ago             1   33%
  never                  2   66%

by status
  402 Payment Required       2

by category
  .                      1
  pay                    2
";
    assert_eq!(run.out, expect);
    assert_eq!(run.code, 0);
}

#[test]
fn json_and_a_badge() {
    let book = book();
    let json: serde_json::Value = serde_json::from_str(&book.run(&["stats", "--format", "json"]).out).unwrap();
    assert_eq!((&json["entries"], &json["complete_percent"], &json["by_status"]["402"]), (&3.into(), &33.into(), &2.into()));
    let badge = book.run(&["stats", "--format", "svg"]).out;
    assert!(badge.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && badge.contains(">33%<"), "{badge}");
}

#[test]
fn a_floor() {
    let book = book();
    assert_eq!(book.run(&["stats", "--min-complete", "33"]).code, 0);
    let run = book.run(&["stats", "--min-complete", "90"]);
    assert_eq!((run.code, run.err.as_str()), (1, "33% are complete, and 90% should be\n"));
    assert_eq!(book.run(&["stats", "--min-complete", "101"]).code, 2);
}
