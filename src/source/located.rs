//! Definitions with the defaults of their file and folders, and where what they say stands.

use std::sync::Arc;

use super::{Content, Parsed, Written, folder, upwards};
use crate::model::{Category, Definition};
use crate::text::{FileId, Place};

/// A definition with the defaults of its file and folders.
#[derive(Clone, Debug)]
pub struct Located {
    /// What it says.
    pub definition: Arc<Definition>,
    /// The file that it stands in.
    pub file: FileId,
    /// Where it stands in the file.
    pub pointer: String,
    /// Its folder below `errors/`: `unkey/data`, `""`.
    pub folder: String,
    /// The keys that it has itself, without those of defaults.
    pub keys: Arc<[&'static str]>,
}

impl Located {
    /// The place of a value of the definition, by its pointer within it.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Place {
        Place::value(self.file, format!("{}{pointer}", self.pointer))
    }

    /// The place of a piece of text in a value of the definition.
    #[must_use]
    pub fn text(&self, pointer: &str, text: &str) -> Place {
        Place::text(self.file, format!("{}{pointer}", self.pointer), text)
    }

    /// Whether it has a key itself, not from defaults.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }

    /// The place of a key of the definition.
    #[must_use]
    pub fn key(&self, pointer: &str) -> Place {
        Place::key(self.file, format!("{}{pointer}", self.pointer))
    }
}

/// The definitions of a file, with its defaults and those of its folders.
pub(super) fn with_defaults<'a>(name: &str, parsed: &'a Parsed, category: impl Fn(&str) -> Option<&'a Category>) -> Vec<Located> {
    let Content::Definitions { definitions, defaults } = &*parsed.content else {
        return Vec::new();
    };
    let folder = folder(name);
    let inherited: Vec<&Definition> =
        defaults.as_deref().into_iter().chain(upwards(folder).filter_map(|above| category(above)?.defaults.as_ref())).collect();
    let located = |written: &Written| {
        let mut definition = Arc::clone(&written.definition);
        let mut keys = if inherited.is_empty() { Vec::new() } else { written.keys.to_vec() };
        for defaults in &inherited {
            let own = Arc::make_mut(&mut definition);
            own.inherit(defaults, |key| keys.contains(&key) || (key == "examples" && keys.contains(&"example")));
            keys.extend(defaults.keys());
        }
        Located {
            definition,
            file: parsed.file,
            pointer: written.pointer.clone(),
            folder: folder.to_owned(),
            keys: Arc::clone(&written.keys),
        }
    };
    definitions.iter().map(located).collect()
}
