# Before a release: what CI runs, the program as it is released, and what is known of its dependencies. The two judges of those
# (`cargo install cargo-deny cargo-audit`) fetch their databases, so CI does without them.
check:
    scripts/check
    cargo build --release --locked
    cargo deny check
    cargo audit

# The book of this repository, in dist/.
book:
    cargo run --release -- build

# Measures against other generators, on a memory file system.
bench *args:
    benches/compare {{args}}

# The finder on its own synthetic book of 10,000 errors, or on the books given: accuracy, size and speed beside their floors.
bench-finder *books:
    benches/finder/run {{books}}

# Writes the expected texts of the fixtures anew: read them before you commit them.
update:
    UPDATE=1 cargo test --test suite

