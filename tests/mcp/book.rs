//! Books in folders that go with them.

use std::fs;
use std::path::PathBuf;

pub(crate) struct Book {
    _home: tempfile::TempDir,
    pub(crate) root: PathBuf,
}

impl Book {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().canonicalize().unwrap().join("book");
        fs::create_dir(&root).unwrap();
        let book = Self { _home: home, root };
        for (name, text) in files {
            book.write(name, text);
        }
        book
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A book with all that answers differ by.
pub(crate) fn small() -> Book {
    Book::new(&[
        ("book.toml", "[book]\ntitle = 'Small'\n[output.html]\nsite-url = 'https://docs.acme.com/errors/'\n"),
        (
            "errors/keys/key_expired.yaml",
            "code: acme:keys:key_expired\ntitle: Key expired\nstatus: 401\nsummary: The key is too old. Make a new one.\ntags: [keys]\n\
             aliases: [E17, /old/place]\nmessages: ['the key {id} expired on {day} and can no longer be used']\nretry: never\ncauses: [Nobody renewed it]\n\
             fixes: [Make a new one]\nrelated: [acme:keys:key_gone]\n",
        ),
        (
            "errors/keys/key_gone.yaml",
            "code: acme:keys:key_gone\ntitle: Key gone\nstatus: 410\nsummary: The key is no more.\ntags: [keys]\nseverity: fatal\n\
             lifecycle: {deprecated: {since: '2'}}\ncompare: [{with: acme:keys:key_expired, choose_this: It was deleted., choose_that: It ran out.}]\n",
        ),
        ("errors/plans/too_small.yaml", "code: acme:plans:too_small\ntitle: Plan too small\nstatus: 402\nsummary: Pay more.\n"),
        (
            "errors/plans/secret.yaml",
            "code: acme:plans:secret\ntitle: Secret\nsummary: Hush.\nvisibility: internal\nmessages: [the vault is open]\n",
        ),
        ("errors/plans/draft.yaml", "code: acme:plans:draft\ntitle: Draft\nsummary: Not yet.\nvisibility: draft\n"),
        (
            "errors/rescue.yaml",
            "playbook: rescue\ntitle: Rescue\nsummary: What is done first.\ncovers: [acme:keys:key_gone]\nbody: Do it.\n",
        ),
    ])
}
