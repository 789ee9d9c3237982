//! Templates and static files: the built-in ones, and the book's own over them, as one map.

pub mod filters;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use tera::Tera;

use crate::diagnostic::Diagnostic;
use crate::source::{SETTINGS, STATIC, Sources, TEMPLATES};
use crate::text::{Files, Place};

static TEMPLATE_FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC_FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// The name under which a built-in template can be extended by the book's own of the same path.
const BUILT_IN: &str = "default/";

/// The folder of scripts that import each other, as `./NAME.js`.
const MODULES: &str = "finder/";

/// Files that are written in parts, each in the folder of its name, with what stands around them. As one they cost a reader one request.
/// The parts of the script see each other, and nobody else sees them.
const JOINED: [(&str, [&str; 2]); 2] = [("site.css", ["", ""]), ("site.js", ["(() => {\n", "})();\n"])];

/// How a site looks.
#[derive(Debug)]
pub struct Theme {
    /// The templates.
    pub templates: Tera,
    /// The static files, by their name in `static/`.
    pub files: BTreeMap<String, StaticFile>,
}

/// A static file.
#[derive(Debug)]
pub struct StaticFile {
    /// What is in it.
    pub bytes: Cow<'static, [u8]>,
    /// Where it is published: built-in ones under a name that carries a hash of their content, the book's own as they are.
    pub location: String,
}

impl Theme {
    /// Where a static file is published; `None` for one that is not there.
    #[must_use]
    pub fn location(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(|file| file.location.as_str())
    }
}

/// Loads the theme of a book. What is wrong in a template of the book leaves the built-in ones.
#[must_use]
pub fn load(sources: &Sources) -> (Theme, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut files: BTreeMap<String, Cow<'static, [u8]>> = BTreeMap::new();
    for (name, bytes) in embedded(&STATIC_FILES) {
        files.insert(name.to_owned(), Cow::Borrowed(bytes));
    }
    let built_in: Vec<String> = files.keys().cloned().chain(JOINED.map(|(whole, _)| whole.to_owned())).collect();
    for (name, path) in &sources.statics {
        match std::fs::read(path) {
            Ok(bytes) => {
                files.insert(name.clone(), Cow::Owned(bytes));
            }
            Err(error) => diagnostics.push(unreadable(&sources.files, STATIC, name, &error)),
        }
    }
    let files = JOINED.into_iter().fold(files, join);
    let (modules, files): (BTreeMap<_, _>, BTreeMap<_, _>) =
        files.into_iter().partition(|(name, _)| name.starts_with(MODULES) && built_in.contains(name));
    let files = files.into_iter().map(|(name, bytes)| {
        let location = if built_in.contains(&name) { hashed(&name, &bytes) } else { name.clone() };
        (name, StaticFile { bytes, location })
    });
    let files = files.chain(linked(modules)).collect();
    let templates = templates(sources, &mut diagnostics);
    let theme = Theme { templates, files };
    diagnostics.extend(missing(sources, &theme));
    (theme, diagnostics)
}

/// Puts the parts of a file together, in the order of their names. A book may have one part of its own, or the whole.
fn join(files: BTreeMap<String, Cow<'static, [u8]>>, (whole, [before, after]): (&str, [&str; 2])) -> BTreeMap<String, Cow<'static, [u8]>> {
    let folder = format!("{whole}/");
    let (parts, mut files): (BTreeMap<_, _>, BTreeMap<_, _>) = files.into_iter().partition(|(name, _)| name.starts_with(&folder));
    let text = [before.as_bytes(), &parts.into_values().collect::<Vec<_>>().concat(), after.as_bytes()].concat();
    files.entry(whole.to_owned()).or_insert(Cow::Owned(text));
    files
}

/// A published name that carries a hash of the content, so that caches may keep it for ever: `assets/NAME.HASH.EXT`.
#[must_use]
pub fn hashed(name: &str, bytes: &[u8]) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, "bin"));
    let hash = &blake3::hash(bytes).to_hex()[..10];
    format!("assets/{stem}.{hash}.{extension}")
}

/// Scripts that import each other by the names under which they are published. Those carry a hash of all of them: a change of one
/// changes what the others import.
fn linked(modules: BTreeMap<String, Cow<'static, [u8]>>) -> impl Iterator<Item = (String, StaticFile)> {
    let all = modules.values().map(|bytes| &**bytes).collect::<Vec<_>>().concat();
    let locations: Vec<(String, String)> = modules.keys().map(|name| (name[MODULES.len()..].to_owned(), hashed(name, &all))).collect();
    modules.into_iter().zip(locations.clone()).map(move |((name, bytes), (_, location))| {
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        for (name, location) in &locations {
            let published = location.rsplit('/').next().unwrap_or(location);
            text = text.replace(&format!("\"./{name}\""), &format!("\"./{published}\""));
        }
        (name, StaticFile { bytes: Cow::Owned(text.into_bytes()), location })
    })
}

fn embedded(dir: &'static Dir<'static>) -> Vec<(&'static str, &'static [u8])> {
    let mut found: Vec<_> = dir.files().map(|file| (file.path().to_str().expect("our own names are UTF-8"), file.contents())).collect();
    for below in dir.dirs() {
        found.extend(embedded(below));
    }
    found
}

fn templates(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Tera {
    let built_in = |folder: &str| -> Vec<(String, String)> {
        let text = |bytes: &'static [u8]| String::from_utf8_lossy(bytes).into_owned();
        embedded(&TEMPLATE_FILES).into_iter().map(|(name, bytes)| (format!("{folder}{name}"), text(bytes))).collect()
    };
    let mut own = Vec::new();
    for (name, path) in &sources.templates {
        match std::fs::read_to_string(path) {
            Ok(text) => own.push((name.clone(), text)),
            Err(error) => diagnostics.push(unreadable(&sources.files, TEMPLATES, name, &error)),
        }
    }
    let load = |all: Vec<(String, String)>| -> Result<Tera, tera::Error> {
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".html", ".xml"]);
        tera.set_fallback_prefixes([BUILT_IN])?;
        filters::register(&mut tera);
        tera.add_raw_templates(all)?;
        Ok(tera)
    };
    // Where nothing stands over them, the built-in ones are found at once under their own names.
    let folder = if own.is_empty() { "" } else { BUILT_IN };
    // All at once: a template may name another that comes later.
    let all = built_in(folder).into_iter().chain(own).collect();
    load(all).unwrap_or_else(|error| {
        diagnostics.push(template_error(&error, &sources.files));
        load(built_in("")).expect("the built-in templates load, by test")
    })
}

/// A mistake in a template, at its place.
#[must_use]
pub fn template_error(error: &tera::Error, files: &Files) -> Diagnostic {
    use tera::ErrorKind::{RenderingError, SyntaxError};
    let (message, place) = match error.kind() {
        SyntaxError(report) | RenderingError(report) => {
            let name = format!("{TEMPLATES}/{}", report.filename());
            let span = report.span().range.clone();
            (report.message().to_owned(), files.find(&name).map(|file| Place::span(file, span)))
        }
        _ => (error.to_string(), None),
    };
    // Which fields there are is what to do about it, not what is wrong.
    let (message, fields) = message.split_once(". Available fields: ").unwrap_or((&message, ""));
    let wrong = message.split('`').nth(1).unwrap_or_default();
    let near = crate::text::nearest(wrong, fields.split(", "));
    let mut letters = message.trim_end_matches('.').chars();
    let message: String = letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default();
    let settings = || Place::file(files.find(SETTINGS).expect("reading a book names its settings"));
    let known = place.is_some();
    let diagnostic = Diagnostic::error("template-error", place.unwrap_or_else(settings), message);
    match near {
        _ if !known => diagnostic.help("this is about the book's `templates/` as a whole"),
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if fields.is_empty() => diagnostic,
        None => diagnostic.help(format!("the fields here are {}", fields.trim_end_matches('.'))),
    }
}

/// Settings that name a static file that is not there.
fn missing(sources: &Sources, theme: &Theme) -> Vec<Diagnostic> {
    let html = &sources.config.output.html;
    let named =
        [("logo", &html.logo), ("favicon", &html.favicon)].into_iter().chain(html.additional_css.iter().map(|css| ("additional-css", css)));
    let settings = sources.files.find(SETTINGS).expect("reading a book names its settings");
    let text = std::fs::read_to_string(sources.root.join(SETTINGS)).unwrap_or_default();
    let lost = named.filter(|(_, name)| !name.is_empty() && !theme.files.contains_key(*name));
    lost.map(|(setting, name)| {
        let at = text.find(&format!("\"{name}\"")).map_or(0..0, |at| at..at + name.len() + 2);
        let diagnostic = Diagnostic::error(
            "invalid-setting",
            Place::span(settings, at),
            format!("`{setting}` names `{name}`, which is not in `static/`"),
        );
        diagnostic.help("a path here is relative to `static/`")
    })
    .collect()
}

fn unreadable(files: &Files, folder: &str, name: &str, error: &std::io::Error) -> Diagnostic {
    let full = Path::new(folder).join(name);
    let file = files.find(&full.to_string_lossy()).or_else(|| files.find(SETTINGS)).expect("reading a book names its settings");
    Diagnostic::error("unreadable-file", Place::file(file), format!("cannot read `{}`: {error}", full.display()))
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    #[test]
    fn what_is_written_in_parts_is_published_as_one() {
        let text = |files: &[(&str, &str)], name: &str| {
            let mut files = files.to_vec();
            files.push(("errors/a.yaml", "{code: a, title: A, summary: S}"));
            let theme = site(&files).theme;
            assert!(!theme.files.keys().any(|file| file.starts_with("site.css/") || file.starts_with("site.js/")));
            let file = &theme.files[name];
            assert!(file.location.starts_with("assets/site."), "{}", file.location);
            String::from_utf8(file.bytes.to_vec()).expect("the theme is UTF-8")
        };
        let sheet = text(&[], "site.css");
        let places = ["--paper:", ".top {", "code .k {", "@media print"].map(|part| sheet.find(part).expect(part));
        assert!(places.is_sorted(), "{places:?}");
        let script = text(&[], "site.js");
        assert!(script.starts_with("(() => {") && script.ends_with("})();\n") && script.contains("function tabs()"), "{script}");

        let with_part = text(&[("static/site.css/5-code.css", ".mine {}\n")], "site.css");
        assert!(with_part.contains(".mine {}") && with_part.contains("--paper:") && !with_part.contains("code .k {"));
        assert_eq!(text(&[("static/site.css", ".mine {}")], "site.css"), ".mine {}");
        assert_eq!(text(&[("static/site.js", "mine()")], "site.js"), "mine()");
    }
}
