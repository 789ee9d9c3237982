//! What people write after a fence → the language that it means.

/// A language that code blocks can be in.
pub(super) struct Language {
    /// The names that people write, lower case; the first is the one for `class="language-…"`.
    pub names: &'static [&'static str],
    /// What a reader sees on the tab.
    pub label: &'static str,
    /// The name of its syntax definition; empty where there is nothing to colour.
    pub syntax: &'static str,
}

/// Stands for Bash after a prompt, and what it prints.
pub(super) const SESSION: &str = "session";

/// The language of this name, if it is one that we know.
pub(super) fn find(name: &str) -> Option<&'static Language> {
    if name.len() > 20 {
        return None;
    }
    let lower = name.trim().to_ascii_lowercase();
    LANGUAGES.iter().find(|language| language.names.contains(&lower.as_str()))
}

/// The name that readers see for a language: `JavaScript` for `js`. An unknown one keeps its own.
#[must_use]
pub fn label(language: &str) -> &str {
    find(language).map_or_else(|| if language.trim().is_empty() { "Text" } else { language.trim() }, |known| known.label)
}

const fn language(names: &'static [&'static str], label: &'static str, syntax: &'static str) -> Language {
    Language { names, label, syntax }
}

static LANGUAGES: &[Language] = &[
    language(&["bash", "zsh", "ksh"], "Bash", "Bourne Again Shell (bash)"),
    language(&["sh", "shell"], "Shell", "Bourne Again Shell (bash)"),
    language(&["console", "shell-session", "terminal"], "Console", SESSION),
    language(&["curl"], "curl", "Bourne Again Shell (bash)"),
    language(&["powershell", "pwsh", "ps1"], "PowerShell", "PowerShell"),
    language(&["javascript", "js", "mjs", "cjs", "node", "nodejs"], "JavaScript", "JavaScript"),
    language(&["jsx"], "JSX", "JavaScript (Babel)"),
    language(&["typescript", "ts", "mts", "cts"], "TypeScript", "TypeScript"),
    language(&["tsx"], "TSX", "TypeScriptReact"),
    language(&["python", "py", "python3"], "Python", "Python"),
    language(&["go", "golang"], "Go", "Go"),
    language(&["rust", "rs"], "Rust", "Rust"),
    language(&["java"], "Java", "Java"),
    language(&["kotlin", "kt", "kts"], "Kotlin", "Kotlin"),
    language(&["scala"], "Scala", "Scala"),
    language(&["csharp", "c#", "cs", "dotnet"], "C#", "C#"),
    language(&["c", "h"], "C", "C"),
    language(&["cpp", "c++", "cc", "cxx", "hpp"], "C++", "C++"),
    language(&["php"], "PHP", "PHP Source"),
    language(&["ruby", "rb"], "Ruby", "Ruby"),
    language(&["swift"], "Swift", "Swift"),
    language(&["elixir", "ex", "exs"], "Elixir", "Elixir"),
    language(&["lua"], "Lua", "Lua"),
    language(&["perl", "pl"], "Perl", "Perl"),
    language(&["sql", "postgresql", "mysql", "psql"], "SQL", "SQL"),
    language(&["yaml", "yml"], "YAML", "YAML"),
    language(&["toml"], "TOML", "TOML"),
    language(&["json", "jsonc", "json5"], "JSON", "JSON"),
    language(&["ini", "cfg"], "INI", "INI"),
    language(&["http"], "HTTP", "HTTP Request and Response"),
    language(&["html", "htm"], "HTML", "HTML"),
    language(&["xml", "svg"], "XML", "XML"),
    language(&["css"], "CSS", "CSS"),
    language(&["diff", "patch"], "Diff", "Diff"),
    language(&["dockerfile", "docker"], "Dockerfile", "Dockerfile (with bash)"),
    language(&["makefile", "make"], "Makefile", "Makefile"),
    language(&["nginx"], "nginx", "nginx"),
    language(&["graphql", "gql"], "GraphQL", "GraphQL"),
    language(&["protobuf", "proto"], "Protocol Buffers", "Protocol Buffer"),
    language(&["terraform", "hcl", "tf"], "Terraform", "Terraform"),
    language(&["markdown", "md"], "Markdown", "Markdown"),
    language(&["text", "txt", "plain", "plaintext", "output", "log", "none", "mermaid", ""], "Text", ""),
];

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, label};

    #[test]
    fn every_language_has_its_syntax_and_names_are_unique() {
        let set = two_face::syntax::extra_newlines();
        let mut seen = std::collections::BTreeSet::new();
        for language in LANGUAGES {
            assert!(
                ["", super::SESSION].contains(&language.syntax) || set.find_syntax_by_name(language.syntax).is_some(),
                "{}",
                language.syntax
            );
            for name in language.names {
                assert!(seen.insert(name), "`{name}` stands for two languages");
            }
        }
    }

    #[test]
    fn labels_are_what_people_read() {
        for (name, expect) in [("js", "JavaScript"), ("C#", "C#"), ("YML", "YAML"), ("cobol", "cobol"), ("", "Text")] {
            assert_eq!(label(name), expect);
        }
    }
}
