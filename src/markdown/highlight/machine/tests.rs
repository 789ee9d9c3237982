use super::State;
use crate::markdown::highlight::contexts;
use syntect::parsing::{ParseState, ScopeStack, SyntaxSet};

/// What syntect's own parser says about code on which it comes back.
fn expected(set: &SyntaxSet, syntax: &str, code: &str) -> Vec<(usize, String)> {
    let mut parser = ParseState::new(set.find_syntax_by_name(syntax).unwrap());
    let mut scopes = ScopeStack::new();
    let mut found = Vec::new();
    for line in code.split_inclusive('\n') {
        let mut done = 0;
        for (at, change) in parser.parse_line(line, set).unwrap() {
            if at > done {
                found.push((at, scopes.to_string().trim().to_string()));
                done = at;
            }
            scopes.apply(&change).unwrap();
        }
        found.push((line.len(), scopes.to_string().trim().to_string()));
    }
    found.dedup();
    found
}

fn actual(syntax: &str, code: &str) -> Vec<(usize, String)> {
    let mut state = State::new(contexts::start(syntax).unwrap());
    let mut found = Vec::new();
    for line in code.split_inclusive('\n') {
        let mut done = 0;
        state.read(line, |at, scopes| {
            if at > done {
                found.push((at, scopes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")));
                done = at;
            }
        });
        found.push((line.len(), state.scopes.to_string().trim().to_string()));
    }
    found.dedup();
    found
}

#[test]
fn it_agrees_with_the_parser_of_syntect() {
    let set = two_face::syntax::extra_newlines();
    for (syntax, code) in [
        ("Bourne Again Shell (bash)", "if [[ $a ]]; then\n  cat <<EOF | jq \"$(b 'c')\"\nx $d\nEOF\nfi # e\n"),
        ("JavaScript", "// a\nconst f = async (x) => `b ${x /* c */ + 1}`;\nclass A { get b() { return /d+/g } }\n"),
        ("TypeScript", "interface A<T> { b?: string[] }\nexport const c: A = { d: 'e' } as const;\n"),
        ("Python", "@a\ndef f(b: int = 1) -> str:\n    \"\"\"c\n    d\"\"\"\n    return f\"{b!r} e\"\n"),
        ("Rust", "#[a(b)]\nfn f<'a>(x: &'a str) -> u8 { let r = r#\"a\nb\"#; m!(x) }\n"),
        ("Ruby", "x = <<~A\n  b #{c}\nA\nputs :d if /e/ =~ f\n"),
        ("PHP", "<a><?php $b = <<<C\nd $e\nC;\n?></a>\n<script>var f = 1;</script>\n"),
        ("HTML", "<style>a { b: c }</style><script>d(`${e}`)</script>\n<!-- f -->\n"),
        ("YAML", "a: &b\n  - c: |\n      d\n    e: 'f'\n"),
        ("HTTP Request and Response", "POST /a HTTP/1.1\nB: c\nContent-Type: application/json\n\n{\"d\": [1]}\n"),
        ("Markdown", "# a\n\n```js\nlet b;\n```\n- *c* `d`\n"),
        ("C++", "#define A(b) \\\n  b\ntemplate <typename T> auto f = R\"x(y)x\";\n"),
    ] {
        assert_eq!(actual(syntax, code), expected(&set, syntax, code), "{syntax}");
    }
}

#[test]
fn it_always_comes_back() {
    for (syntax, code) in [("JavaScript", "a /*\nb */ c\n"), ("Scala", "\"\"\"class /*@@ <<* 0x1\n"), ("JavaScript", "(((((/*`${`${`${\n")]
    {
        let read = actual(syntax, code);
        assert!(read.iter().all(|(end, _)| *end <= code.len()) && !read.is_empty(), "{syntax}");
    }
}
