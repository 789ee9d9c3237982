# What CI runs.
check:
    scripts/check

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

# Known advisories, licences and bans of the dependencies.
deny:
    cargo deny check
