//! How fast a log is read, with few known errors in it and with one in every line.

use std::io::BufReader;
use std::sync::LazyLock;
use std::time::Instant;

use errbook::finder::Index;
use errbook::finder::scan::Scanner;

use crate::dice::Dice;
use crate::line;
use crate::queries::message;

const SIZE: usize = 64 << 20;
/// The best of so many: other programs have the caches too.
const ROUNDS: usize = 5;

/// Measures the scanner on one core; gives whether it is as fast as promised.
pub(crate) fn measure(index: &Index) -> bool {
    let scanner = Scanner::new(index);
    let check = |&(percent, what): &(usize, &str)| {
        let (log, expected) = log(index, percent);
        let mut best = f64::MAX;
        let mut counted = 0;
        for _ in 0..ROUNDS {
            let start = spent();
            let tally = scanner.scan(BufReader::with_capacity(1 << 20, log.as_bytes())).expect("memory can be read");
            best = best.min(spent() - start);
            counted = tally.seen().iter().map(|seen| seen.count).sum();
        }
        #[allow(clippy::cast_precision_loss, reason = "a rate is rounded anyway")]
        let rate = log.len() as f64 / 1e6 / best;
        let told = format!("floor 200 up to 20,000 errors; {counted} counted of {expected} lines");
        line(what, &format!("{rate:.0} MB/s"), &told, rate >= 200.0 || index.records().len() > 20_000)
    };
    let all = [(0, "scan, nothing known in it"), (1, "scan, every hundredth line hits"), (100, "scan, every line hits")];
    all.map(|log| check(&log)).iter().all(|is_met| *is_met)
}

/// Seconds that this thread has worked; where the system does not say, seconds that went by.
fn spent() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds: Option<f64> = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |spent| spent / 1e9)
}

/// A log in which so many lines of a hundred tell of a known error, and how many do.
fn log(index: &Index, percent: usize) -> (String, u64) {
    let mut dice = Dice::new(7);
    let mut out = String::with_capacity(SIZE + 1000);
    let mut expected = 0;
    while out.len() < SIZE {
        let (record, id, number) = (dice.pick(index.records()), dice.id(16), dice.below(900));
        if dice.below(100) >= percent {
            out += &format!(
                "2026-02-03T04:05:06.{number:03}Z INFO  [worker-{}] GET /v1/customers/{id}/orders?limit=50 -> 200 in {number} ms, \
                 4821 bytes sent to 10.0.{}.{}\n",
                number % 19,
                number % 255,
                number % 77
            );
            continue;
        }
        expected += 1;
        let (code, path) = (&record.code, &record.path);
        out += &match dice.below(4) {
            0 => format!("2026-02-03T04:05:06.789Z ERROR [api-{}] request {id} failed: {code} after {number} ms\n", number % 77),
            1 => format!(
                "{{\"ts\":\"2026-02-03T04:05:06Z\",\"level\":\"error\",\"error\":{{\"type\":\"https://h.test/e/{path}\"}},\"id\":\"{id}\"}}\n"
            ),
            2 => format!("2026-02-03 04:05:06 WARN  gateway {} (id {id})\n", message(record).replace('\n', " ")),
            _ => format!("level=error service=gateway code={code} request_id={id} took={number}ms\n"),
        };
    }
    (out, expected)
}
