//! How often the right page comes first.

use std::time::Instant;

use errbook::finder::{Index, Record};

use crate::dice::Dice;
use crate::queries::{address, message, mistyped, retold, service, thinned, wrapped};
use crate::{Plan, line, share, unrelated};

/// A query, and which entries answer it: the one it was made of, and those that are equal to it for all that the query says.
type Question<'a> = (String, Box<dyn Fn(&Record) -> bool + 'a>);

/// Measures each kind of query; gives whether all floors are kept.
pub(crate) fn measure(index: &Index, plan: &Plan) -> bool {
    let asked = |nth: u64, what: &str, top: usize, floor: f64, make: &dyn for<'a> Fn(&mut Dice, &'a Record) -> Option<Question<'a>>| {
        let mut dice = Dice::new(nth);
        let (mut right, mut sure, mut asked) = (0, 0, 0);
        let mut tries = 0;
        let start = Instant::now();
        while asked < plan.count && tries < plan.count * 50 {
            tries += 1;
            let record = dice.pick(index.records());
            let Some((query, is_right)) = make(&mut dice, record) else { continue };
            let found = index.find(&query, 10).matches;
            asked += 1;
            if found.iter().take(top).any(|found| is_right(&index.records()[found.row as usize])) {
                right += 1;
                sure += usize::from(found[0].confident);
            } else if asked - right <= plan.misses {
                let first = found.first().map_or("nothing", |found| &index.records()[found.row as usize].path);
                println!("    missed {} by {query:?}: {first}", record.path);
            }
        }
        if asked == 0 {
            return line(what, "no text for it", "", true);
        }
        let share = share(right, asked);
        let each = start.elapsed().as_micros() / asked as u128;
        let figure = format!("{share:.2} of 100");
        line(what, &figure, &format!("floor {floor}; {sure} of {asked} sure, {each} µs each"), share >= floor)
    };
    let code = |dice: &mut Dice, record: &Record| service(dice, record);
    [
        asked(1, "code in any wrapping: first", 1, 100.0, &|dice, record| {
            let service = code(dice, record);
            let query = wrapped(dice, record, &record.code, &service);
            let is_other = move |other: &Record| other.code == record.code && other.service.is_some() && other.service == record.service;
            Some((query, Box::new(move |other| other.path == record.path || is_other(other))))
        }),
        asked(2, "address in any wrapping: first", 1, 100.0, &|dice, record| {
            let address = address(dice, record);
            Some((wrapped(dice, record, &address, "billing-svc"), Box::new(|other| other.path == record.path)))
        }),
        asked(3, "message, other ids and numbers: first", 1, 99.0, &|dice, record| {
            let own = message(record);
            let query = (own.split(' ').count() >= 4).then(|| retold(dice, &own))?;
            Some((query, Box::new(move |other| plain(&message(other)) == plain(&own))))
        }),
        asked(4, "code, one letter wrong: first", 1, 95.0, &|dice, record| {
            // with three letters, one of them wrong, it is another code
            let query = (record.code.chars().filter(|c| c.is_alphanumeric()).count() > 3).then(|| mistyped(dice, &record.code))?;
            Some((query, Box::new(|other| other.code == record.code)))
        }),
        asked(5, "message, a third missing: among three", 3, 95.0, &|dice, record| {
            let own = message(record);
            let (query, left) = (own.split(' ').count() >= 4).then(|| thinned(dice, &own))?;
            // who has all the words that are left, and no fewer, is as right
            let has_all = move |other: &str| {
                let words: Vec<&str> = other.split_whitespace().collect();
                left.iter().all(|word| words.contains(&word.as_str()))
            };
            Some((query, Box::new(move |other| message(other) == own || has_all(&message(other)))))
        }),
        unrelated::measure(index, plan),
    ]
    .iter()
    .all(|is_met| *is_met)
}

/// A message without what changes.
fn plain(message: &str) -> String {
    let keeps = |word: &&str| !word.contains(|c: char| c.is_ascii_digit());
    message.split(' ').filter(keeps).collect::<Vec<_>>().join(" ").to_lowercase()
}
