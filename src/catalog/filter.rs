//! Some entries of a catalog: those that somebody asks for.

use super::Entry;
use crate::model::Severity;

/// Which entries are wanted; all of them where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// With a status from the first to the last of these.
    pub status: Option<(u16, u16)>,
    /// In the category at this path, or below it.
    pub category: Option<String>,
    /// With this tag.
    pub tag: Option<String>,
    /// That are so bad.
    pub severity: Option<Severity>,
    /// That are in this stage of their life.
    pub stage: Option<Stage>,
}

/// Where an error is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is sent.
    Current,
    /// It is sent, and is not to be relied on.
    Deprecated,
    /// It is no longer sent.
    Removed,
}

impl Stage {
    /// All, with their names.
    pub const ALL: [(Self, &'static str); 3] = [(Self::Current, "current"), (Self::Deprecated, "deprecated"), (Self::Removed, "removed")];

    fn of(entry: &Entry) -> Self {
        match &entry.definition().lifecycle {
            Some(life) if life.removed.is_some() => Self::Removed,
            Some(life) if life.deprecated.is_some() => Self::Deprecated,
            _ => Self::Current,
        }
    }
}

impl Filter {
    /// Whether an entry is wanted.
    #[must_use]
    pub fn keeps(&self, entry: &Entry) -> bool {
        let definition = entry.definition();
        let is_below = |path: &String| path.is_empty() || entry.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        self.status.is_none_or(|(from, to)| definition.status.is_some_and(|status| (from..=to).contains(&status)))
            && self.category.as_ref().is_none_or(is_below)
            && self.tag.as_ref().is_none_or(|tag| definition.tags.contains(tag))
            && self.severity.is_none_or(|severity| definition.severity() == severity)
            && self.stage.is_none_or(|stage| Stage::of(entry) == stage)
    }
}

/// The first and last status that `404` or `4xx` means.
#[must_use]
pub fn statuses(text: &str) -> Option<(u16, u16)> {
    if let Some(class) = text.strip_suffix("xx").and_then(|class| class.parse::<u16>().ok()) {
        return (1..=5).contains(&class).then_some((class * 100, class * 100 + 99));
    }
    text.parse().ok().filter(|status| (100..=599).contains(status)).map(|status| (status, status))
}
