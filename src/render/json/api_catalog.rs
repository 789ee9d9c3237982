//! `.well-known/api-catalog` (RFC 9727): where programs find what there is, as a linkset (RFC 9264).

use serde_json::json;

use super::pretty;
use crate::route;
use crate::site::Site;

/// The linkset. Its addresses are full ones; a site without an address has none.
pub(in crate::render) fn api_catalog(site: &Site) -> String {
    let Some(site_url) = site.catalog.config.site_url() else {
        return String::new();
    };
    let link = |location: &str, kind: &str| json!({ "href": route::absolute(&site_url, location), "type": kind });
    pretty(&json!({
        "linkset": [
            {
                "anchor": route::absolute(&site_url, route::API_CATALOG),
                "item": [{ "href": route::absolute(&site_url, "catalog.json") }]
            },
            {
                "anchor": route::absolute(&site_url, "catalog.json"),
                "service-desc": [link("catalog.schema.json", "application/schema+json")],
                "service-doc": [link(route::HOME, "text/html"), link("llms.txt", "text/plain")],
                "service-meta": [link("problem-types.json", "application/json")]
            }
        ]
    }))
}
