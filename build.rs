//! Builds again when a built-in template or static file comes or goes: the macro that embeds them sees only changes.

fn main() {
    for folder in ["templates", "static", "errors/errbook"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
