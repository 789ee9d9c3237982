//! Each stage of a build on its own, so that a change shows where it costs: `cargo bench --bench stages`.

use std::fs;
use std::hint::black_box;

use divan::Bencher;
use errbook::catalog::{Audience, resolve};
use errbook::check::{Levels, check};
use errbook::markdown::highlight::Highlighter;
use errbook::output::{Made, Output};
use errbook::render::render;
use errbook::site::{Artifact, Form, Site, site};
use errbook::source::{self, Sources};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many errors the books have.
const SIZES: [usize; 2] = [100, 1_000];

fn main() {
    divan::main();
}

/// The files of a book.
fn files(count: usize) -> Vec<(String, String)> {
    let file = |number: usize| (format!("errors/area{}/e{number}.yaml", number / 100), definition(number, count));
    (0..count).map(file).collect()
}

fn definition(number: usize, count: usize) -> String {
    let (next, far) = ((number + 1) % count, (number * 7 + 3) % count);
    let lines = [
        format!("code: err:acme:e{number}"),
        format!("title: Crate {number} is locked"),
        "status: 423".into(),
        format!("summary: The call was refused because crate {number} is locked. Look at the crate, then choose one of the fixes."),
        "messages: [\"crate {id} is locked by {who}\"]".into(),
        "example:".into(),
        format!(
            "  response: {{meta: {{requestId: req_{number}}}, error: {{title: Locked, status: 423, detail: crate {number} is locked}}}}"
        ),
        "  request: {language: bash, code: \"curl -X POST https://api.example.com/crates -d '{}'\"}".into(),
        "meaning: |".into(),
        "  Another call holds the **crate**, see `error.type`. Nothing was written, so the call is *safe to repeat*.".into(),
        "  ".into(),
        "  A lock ends by itself after a minute.".into(),
        "causes: [A second worker took the crate, \"A worker ended and left its `lock` behind\"]".into(),
        "fixes:".into(),
        "  - title: Wait and repeat".into(),
        "    detail: Wait as long as `Retry-After` says.".into(),
        format!("    code: {{language: javascript, code: \"// crate {number}\\nawait pause({number});\\nreturn client.open(id);\"}}"),
        "  - {title: Ask who holds it, detail: The answer names the *owner* of the lock.}".into(),
        format!("related: [{{code: err:acme:e{next}, why: It comes next}}, err:acme:e{far}]"),
    ];
    lines.join("\n") + "\n"
}

fn sources(count: usize) -> Sources {
    let files = files(count);
    source::from_memory(&files.iter().map(|(name, text)| (name.clone(), text.as_str())).collect::<Vec<_>>())
}

fn planned(count: usize) -> Site {
    let sources = sources(count);
    let (catalog, found) = resolve(&sources, Audience::ALL);
    assert!(found.is_empty(), "the book of the benches is in order: {found:?}");
    site(catalog, &sources, Highlighter::new()).0
}

fn written(count: usize) -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let home = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.expect("a folder can be made");
    for (name, text) in files(count) {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    home
}

#[divan::bench(args = SIZES)]
fn read(bencher: Bencher<'_, '_>, count: usize) {
    let home = written(count);
    bencher.bench(|| source::read(home.path()));
}

#[divan::bench(args = SIZES)]
fn decode(bencher: Bencher<'_, '_>, count: usize) {
    let files = files(count);
    let files: Vec<(String, &str)> = files.iter().map(|(name, text)| (name.clone(), text.as_str())).collect();
    bencher.bench(|| source::from_memory(&files));
}

#[divan::bench(name = "resolve", args = SIZES)]
fn resolving(bencher: Bencher<'_, '_>, count: usize) {
    let sources = sources(count);
    bencher.bench(|| resolve(&sources, Audience::ALL));
}

#[divan::bench(name = "check", args = SIZES)]
fn checking(bencher: Bencher<'_, '_>, count: usize) {
    let sources = sources(count);
    let (catalog, _) = resolve(&sources, Audience::ALL);
    let today = jiff::civil::date(2026, 1, 1);
    bencher.bench(|| check(&catalog, &sources, Levels::AsWritten, today));
}

#[divan::bench(args = SIZES)]
fn plan(bencher: Bencher<'_, '_>, count: usize) {
    let sources = sources(count);
    let (catalog, _) = resolve(&sources, Audience::ALL);
    bencher.with_inputs(|| catalog.clone()).bench_values(|catalog| site(catalog, &sources, Highlighter::off()).0.artifacts().len());
}

#[divan::bench(args = SIZES)]
fn highlight(bencher: Bencher<'_, '_>, count: usize) {
    let code = |number: usize| format!("// crate {number}\nawait pause({number});\nreturn client.open(id);");
    let blocks: Vec<String> = (0..count).map(code).collect();
    bencher.with_inputs(Highlighter::new).bench_refs(|highlighter| {
        for block in &blocks {
            black_box(highlighter.highlight("javascript", block));
        }
    });
}

/// Makes all artifacts of a kind, after one round that fills what is made once.
fn rendered(bencher: Bencher<'_, '_>, count: usize, is_wanted: impl Fn(&Artifact) -> bool) {
    let site = planned(count);
    let wanted: Vec<Artifact> = site.artifacts().into_iter().map(|(_, artifact)| artifact).filter(is_wanted).collect();
    let all = || wanted.iter().map(|artifact| render(&site, artifact).expect("the built-in templates fit").len()).sum::<usize>();
    all();
    bencher.bench(all);
}

#[divan::bench(args = SIZES)]
fn render_pages(bencher: Bencher<'_, '_>, count: usize) {
    rendered(bencher, count, |artifact| matches!(artifact, Artifact::Entry(_, Form::Html)));
}

#[divan::bench(args = SIZES)]
fn render_twins(bencher: Bencher<'_, '_>, count: usize) {
    rendered(bencher, count, |artifact| matches!(artifact, Artifact::Entry(_, Form::Markdown)));
}

#[divan::bench(args = SIZES)]
fn render_json(bencher: Bencher<'_, '_>, count: usize) {
    rendered(bencher, count, |artifact| matches!(artifact, Artifact::Entry(_, Form::Json)));
}

#[divan::bench(args = SIZES)]
fn render_the_rest(bencher: Bencher<'_, '_>, count: usize) {
    rendered(bencher, count, |artifact| !matches!(artifact, Artifact::Entry(..)));
}

#[divan::bench(args = SIZES)]
fn write(bencher: Bencher<'_, '_>, count: usize) {
    let site = planned(count);
    let group = |(path, artifact): (String, Artifact)| (path, render(&site, &artifact).expect("the built-in templates fit"));
    let groups = [site.artifacts().into_iter().map(group).collect::<Vec<_>>()];
    bencher.with_inputs(|| written(0)).bench_refs(|home| {
        let output = Output::open(home.path(), || {}).expect("the folder is empty");
        output.write(&groups, |_, bytes| Ok(Made::Now(bytes.clone()))).expect("the disk has room")
    });
}
