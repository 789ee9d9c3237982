//! File names → media types.

use crate::route;

/// Of pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// Of Markdown twins.
pub(super) const MARKDOWN: &str = "text/markdown; charset=utf-8";
/// Of JSON.
pub(super) const JSON: &str = "application/json";

/// The media type of a file, by its name.
pub(crate) fn of(name: &str) -> &'static str {
    match name {
        "opensearch.xml" => return "application/opensearchdescription+xml",
        route::FEED => return "application/atom+xml",
        route::API_CATALOG => return "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"",
        _ => {}
    }
    let file = name.rsplit('/').next().unwrap_or_default();
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "html" | "htm" => HTML,
        "md" => MARKDOWN,
        "json" | "map" => JSON,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" | "" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "yaml" | "yml" => "application/yaml",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "vtt" => "text/vtt; charset=utf-8",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// Whether a media type is one of text, which compresses well.
pub(super) fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || media_type.contains("json")
        || media_type.ends_with("xml")
        || matches!(media_type, "application/yaml" | "application/wasm")
}
