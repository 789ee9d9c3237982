use super::Highlighter;
use crate::markdown::escape;
use proptest::prelude::*;

/// Compares with a notation that is easy to read: `[k let]` is a span of class `k`.
fn check(language: &str, code: &str, expect: &str) {
    let html = Highlighter::new().highlight(language, code);
    assert_eq!(short(&html), expect, "{language}");
}

fn short(html: &str) -> String {
    let html = html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    html.replace("<span class=\"", "[").replace("</span>", "]").replace("\">", " ")
}

#[test]
fn every_promised_language_is_coloured() {
    check("bash", "# c\nA=1 curl -H \"a $B\" | jq .", "[c # c]\n[v A][o =][s 1] [f curl] [v -H] [s \"a] [v $B][s \"] [o |] [f jq] .");
    check("js", "return await f(`${x}`); // c", "[k return await] [f f][p (][s `][p ${]x[p }][s `][p );] [c // c]");
    check("ts", "const a: string = 'x';", "[k const] a[o :] [t string] [o =] [s 'x'][p ;]");
    check("jsx", "<a b=\"c\">{d}</a>;", "[p <][k a] [v b][o =][s \"c\"][p >{]d[p }</][k a][p >;]");
    check("tsx", "let a = <b />;", "[k let] a [o =] [p <][k b] [p />;]");
    check("python", "def f(a: int = 1):\n    pass", "[k def] [f f][p (]a[p :] [t int] [o =] [n 1][p ):]\n    [k pass]");
    check("go", "return fmt.Errorf(\"%w\", err)", "[k return] fmt[p .][f Errorf][p (][s \"][n %w][s \"][p ,] err[p )]");
    check("rust", "#[a]\nlet n: u32 = 7;", "[m #][p [][m a][p ]]\n[k let] n[p :] [k u32] [o =] [n 7][p ;]");
    check("java", "throw new A(\"x\"); // c", "[k throw new] [t A][p (][s \"x\"][p );] [c // c]");
    check("kotlin", "val x = null // c", "[k val] x [o =] [n null] [c // c]");
    check("c#", "public async Task F() { }", "[k public async] [t Task] [f F][p () { }]");
    check("c", "int main(void) { return 0; }", "[k int] [f main][p (][k void][p ) {] [k return] [n 0][p ; }]");
    check("c++", "std::vector<int> v;", "std[p ::]vector[p <][k int][p >] v[p ;]");
    check("php", "$a = ['x' => 1]; // c", "[v $a] [o =] [p [][s 'x'] [o =>] [n 1][p ];] [c // c]");
    check("php", "<b><?php echo 1; ?></b>", "[p <][k b][p ><?php] [f echo] [n 1][p ; ?></][k b][p >]");
    check("ruby", "puts \"a\" if x # c", "[f puts] [s \"a\"] [k if] x [c # c]");
    check("swift", "let x = \"a\" // c", "[k let] x [o =] [s \"a\"] [c // c]");
    check("sql", "SELECT a FROM t WHERE b = 'c'; -- d", "[k SELECT] a [k FROM] t [k WHERE] b [o =] [s 'c']; [c -- d]");
    check("yml", "a: 1\nb: [true, \"x\"]", "[v a][p :] [n 1]\n[v b][p : [][n true][p ,] [s \"x\"][p ]]");
    check("toml", "[t]\nx = \"y\" # c", "[p [][t t][p ]]\n[v x] [p =] [s \"y\"] [c # c]");
    check("jsonc", "{\"a\": [1, null, \"b\"]} // c", "[p {][v \"a\"][p : [][n 1][p ,] [n null][p ,] [s \"b\"][p ]}] [c // c]");
    check("http", "HTTP/1.1 429 Too Many\nRetry-After: 12\n\n{}", "[n HTTP/1.1 429] [s Too Many]\n[v Retry-After][p :] [n 12]\n\n{}");
    check("html", "<a href=\"x\">b</a>", "[p <][k a] [v href][p =][s \"x\"][p >]b[p </][k a][p >]");
    check("xml", "<Code a=\"b\">X</Code>", "[p <][k Code] [v a][p =][s \"b\"][p >]X[p </][k Code][p >]");
    check("diff", "-old\n+new\n same", "[d -old]\n[i +new]\n same");
    check("dockerfile", "FROM a:1\nRUN a && echo \"x\"", "[k FROM] a:[t 1]\n[k RUN] [f a] [o &&] [f echo] [s \"x\"]");
    check("graphql", "query Q($id: ID!) { a }", "[k query] [f Q][p (][v $id][p :] [t ID][o !][p ) {] a [p }]");
    check("powershell", "$a = 'b' # c", "[v $a] [o =] [s 'b'] [c # c]");
    check("console", "$ a \\\n  -b\nout -c", "[m $] [f a] [p \\]\n  [v -b]\nout -c");
    check("text", "return \"x\"", "return \"x\"");
    check("cobol-85", "return \"x\"", "return \"x\"");
}

#[test]
fn code_is_escaped_in_every_path() {
    let code = "if a < b && c > \"<script>\" {}\u{1b}[0m";
    for highlighter in [Highlighter::new(), Highlighter::off()] {
        for language in ["rust", "js", "html", "text", "no-such", "<b>", ""] {
            let html = highlighter.highlight(language, code);
            assert!(!html.contains("<script") && !html.contains('\u{1b}'), "{language}: {html}");
            assert_eq!(stripped(&html), escaped(code), "{language}");
        }
    }
    assert_eq!(Highlighter::off().highlight("rust", "let a;"), "let a;");
}

#[test]
fn what_is_too_large_is_only_escaped() {
    let long = format!("let a = \"{}\";", "x".repeat(2_000));
    check("rust", &format!("let a;\n{long}\nlet b;"), &format!("[k let] a[p ;]\n{long}\n[k let] b[p ;]"));
    let large = "let a;\n".repeat(30_000);
    check("rust", &large, large.trim_end());
}

#[test]
fn memory_changes_nothing() {
    let script = "cat <<EOF\nhello $A\nEOF\necho \"a\nb\"\n";
    let both = Highlighter::new();
    for code in [script, "hello $A\nEOF", script, &script.repeat(3), "b\"\n", script] {
        assert_eq!(both.highlight("bash", code), Highlighter::new().highlight("bash", code));
    }
    let shared = Highlighter::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for round in 0..50 {
                    let code = script.replace("EOF", &format!("E{}", round % 7));
                    assert_eq!(shared.highlight("bash", &code), both.highlight("bash", &code));
                }
            });
        }
    });
}

#[test]
fn an_earlier_run_is_remembered() {
    let first = Highlighter::new();
    let html = first.highlight("rust", "let a = 1;");
    let second = Highlighter::new();
    assert_eq!(second.import(&first.export(super::Known::Used)), 1);
    assert_eq!(second.highlight("rust", "let a = 1;"), html);
    assert!(second.lines.get().is_none(), "nothing had to be read again");
    assert_eq!(second.export(super::Known::Used), first.export(super::Known::Used));
    assert_eq!(Highlighter::new().import(b"nonsense"), 0);
}

fn escaped(code: &str) -> String {
    let mut out = String::new();
    escape::text(&mut out, code.trim_end_matches(['\n', '\r']));
    out
}

/// The HTML without its spans.
fn stripped(html: &str) -> String {
    let mut out = html.replace("</span>", "");
    while let Some(at) = out.find("<span class=\"") {
        out.replace_range(at..at + "<span class=\"k\">".len(), "");
    }
    out
}

proptest! {
    // One seed, so that a run that passes passes again.
    #![proptest_config(ProptestConfig { cases: 64, rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn no_code_is_lost(code in r#"([ -~]|\n|é|\t|<<|"|'|`|\$\{|/\*|\*/|<\?php){0,120}"#, language in 0..31_usize) {
        const LANGUAGES: [&str; 31] = [
            "bash", "js", "ts", "jsx", "tsx", "python", "go", "rust", "java", "kotlin", "c#", "c", "c++", "php", "ruby", "swift",
            "sql", "yaml", "toml", "json", "http", "html", "xml", "diff", "dockerfile", "graphql", "console", "text", "css", "md", "lua",
        ];
        thread_local!(static SHARED: Highlighter = Highlighter::new());
        let html = SHARED.with(|shared| shared.highlight(LANGUAGES[language], &code));
        prop_assert_eq!(stripped(&html), escaped(&code));
    }
}
