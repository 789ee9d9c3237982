//! Mistakes that were seen on real documentation sites, in books that are otherwise sound.

use crate::book::Book;

const SETTINGS: (&str, &str) = ("book.toml", "[output.html]\nsite-url = \"https://docs.acme.com/errors/\"\n");

/// A complete definition of `err:acme:data:{name}`, whose response says that it is `sent`.
fn definition(name: &str, sent: &str, address: &str, more: &str) -> String {
    format!(
        "code: err:acme:data:{name}\ntitle: The {name} is wrong\nsummary: We do not take this {name}. Send another one.\nstatus: 400\n\
         example:\n  response:\n    error:\n      code: err:acme:data:{sent}\n      type: {address}\n      status: 400\n      title: Wrong\n\
         causes: [The {name} is wrong.]\nfixes: [Send another one.]\n{more}"
    )
}

/// The findings of a book, without what follows the message.
fn found(book: &Book, command: &[&str]) -> Vec<String> {
    let run = book.run(&[&["check", "--format", "short"], command].concat());
    run.out.lines().map(str::to_owned).collect()
}

fn page(name: &str) -> String {
    format!("https://docs.acme.com/errors/acme/data/{name}")
}

#[test]
fn an_example_of_another_page() {
    let (name, city) = (definition("name", "name", &page("name"), ""), definition("city", "name", &page("city"), ""));
    let book = Book::new([SETTINGS, ("errors/acme/data/name.yaml", name.as_str()), ("errors/acme/data/city.yaml", city.as_str())]);
    assert_eq!(
        found(&book, &[]),
        ["errors/acme/data/city.yaml:8:13: warning[example-code]: the example carries the code of another entry: `err:acme:data:name`"]
    );
}

#[test]
fn a_type_that_leads_nowhere() {
    let name = definition("name", "name", &page("nome"), "");
    let book = Book::new([SETTINGS, ("errors/acme/data/name.yaml", name.as_str())]);
    let found = found(&book, &[]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("errors/acme/data/name.yaml:9:13: warning[example-type]: "), "{found:#?}");
}

#[test]
fn a_link_to_a_page_that_is_not_there() {
    let more = "meaning: |\n  See [cities](city/), [the former page](/old/name) and\n  [towns](town/).\naliases: [/old/name]\n";
    let (name, city) = (definition("name", "name", &page("name"), more), definition("city", "city", &page("city"), ""));
    let book = Book::new([SETTINGS, ("errors/acme/data/name.yaml", name.as_str()), ("errors/acme/data/city.yaml", city.as_str())]);
    assert_eq!(found(&book, &[]), ["errors/acme/data/name.yaml:16:11: warning[dead-link]: the link `town/` leads to no page"]);
}

#[test]
fn a_stub_shown_as_if_complete() {
    let name = "code: a\ntitle: The name is wrong\nsummary: We do not take this name. Send another one.\n";
    let city = definition("city", "city", &page("city"), "meaning: TODO\n");
    let book = Book::new([SETTINGS, ("errors/acme/data/name.yaml", name), ("errors/acme/data/city.yaml", city.as_str())]);
    assert_eq!(
        found(&book, &[]),
        [
            "errors/acme/data/city.yaml:14:10: warning[stub]: `TODO` stands where a text should",
            "errors/acme/data/name.yaml:1:7: warning[stub]: there is only a title and a summary here",
        ]
    );
}

/// 105 links among 29 errors, of which 47 have no counterpart: each is found, where it stands, and no other.
#[test]
fn links_that_go_one_way() {
    const ERRORS: usize = 29;
    let mut links: Vec<Vec<usize>> = (0..ERRORS).map(|from| vec![(from + 1) % ERRORS, (from + ERRORS - 1) % ERRORS]).collect();
    for (from, step) in (0..ERRORS).flat_map(|from| [(from, 2), (from, 3)]).take(47) {
        links[from].push((from + step) % ERRORS);
    }
    let one_way = |from: usize, to: usize| !links[to].contains(&from);
    let expected: Vec<(usize, usize)> = (0..ERRORS)
        .flat_map(|from| (0..links[from].len()).map(move |place| (from, place)))
        .filter(|(from, place)| one_way(*from, links[*from][*place]))
        .collect();
    assert_eq!((links.iter().map(Vec::len).sum::<usize>(), expected.len()), (105, 47));
    let files: Vec<(String, String)> = (0..ERRORS)
        .map(|from| {
            let related: String = links[from].iter().map(|to| format!("  - err:acme:data:n{to}\n")).collect();
            let name = format!("n{from}");
            (format!("errors/acme/data/{name}.yaml"), definition(&name, &name, &page(&name), &format!("related:\n{related}")))
        })
        .collect();
    let settings = format!("{}[lint]\none-way-related = \"warn\"\n", SETTINGS.1);
    let book =
        Book::new([("book.toml", settings.as_str())].into_iter().chain(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))));
    let found = found(&book, &[]);
    let mut places: Vec<String> = expected
        .iter()
        .map(|(from, place)| {
            let to = links[*from][*place];
            // The list begins on line 15, after the colon of `related`.
            format!(
                "errors/acme/data/n{from}.yaml:{}:5: warning[one-way-related]: `err:acme:data:n{to}` does not name this entry in return",
                15 + place
            )
        })
        .collect();
    let mut found_places = found.clone();
    places.sort();
    found_places.sort();
    assert_eq!(found_places, places);
}
