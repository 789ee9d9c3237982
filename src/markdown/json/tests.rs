use super::{Member, Members, Place, Step, Struct, Value, find, html, places, text};
use crate::model::parse_json;
use proptest::prelude::*;

fn sample() -> Value {
    let string = |text: &str| Value::String(text.into());
    Value::Object(vec![
        ("meta".into(), Value::Object(vec![("requestId".into(), string("req_<1>")), ("a.b".into(), Value::Null)])),
        ("errors".into(), Value::Array(vec![Value::Object(vec![("n".into(), Value::Number("1.10".into()))]), Value::Array(vec![])])),
        ("none".into(), Value::Object(vec![])),
        ("ok".into(), Value::Bool(false)),
    ])
}

#[test]
fn text_is_json_in_the_order_written() {
    let expect = r#"{
  "meta": {
    "requestId": "req_<1>",
    "a.b": null
  },
  "errors": [
    {
      "n": 1.10
    },
    []
  ],
  "none": {},
  "ok": false
}"#;
    assert_eq!(text(&sample()), expect);
    assert_eq!(text(&Value::String("a\"\\\n\t\u{1}\u{2028}é".into())), r#""a\"\\\n\t\u0001\u2028é""#);
    assert_eq!(text(&Value::Array(vec![])), "[]");
    assert_eq!(Members::default().finish(), text(&Value::Object(vec![])));
}

/// Compares with the notation of the highlighter's tests; `(1)` is a marker.
fn check(notes: &[&str], expect: &str) {
    let notes: Vec<(Place, usize)> = notes.iter().enumerate().map(|(at, place)| (place.parse().unwrap(), at + 1)).collect();
    let mut found = html(&sample(), &notes, "p-").replace("<span class=\"", "[").replace("</span>", "]").replace("\">", " ");
    for number in 1..4 {
        let marker = format!("<a class=\"note\" id=\"p-mark-{number}\" href=\"#p-field-{number}\" aria-label=\"Note {number} {number}</a>");
        found = found.replace(&marker, &format!("({number})"));
    }
    assert_eq!(found, expect);
}

#[test]
fn html_has_classes_and_markers() {
    check(
        &["meta.requestId", "errors", "errors[0].n"],
        r#"[p {]
  [v "meta"][p :] [p {]
    [v "requestId"][p :] [s "req_&lt;1&gt;"][p ,]  (1)
    [v "a.b"][p :] [n null]
  [p },]
  [v "errors"][p :] [p []  (2)
    [p {]
      [v "n"][p :] [n 1.10]  (3)
    [p },]
    [p []]
  [p ],]
  [v "none"][p :] [p {},]
  [v "ok"][p :] [n false]
[p }]"#,
    );
}

#[test]
fn places_are_found() {
    for (place, expect) in [
        ("meta.requestId", Some("\"req_<1>\"")),
        ("meta[\"a.b\"]", Some("null")),
        ("errors[0].n", Some("1.10")),
        ("errors[1]", Some("[]")),
        ("errors[2]", None),
        ("meta.nothing", None),
        ("ok.x", None),
    ] {
        assert_eq!(find(&sample(), &place.parse().unwrap()).map(text).as_deref(), expect, "{place}");
    }
    let all: Vec<String> = places(&sample()).iter().map(ToString::to_string).collect();
    assert_eq!(all, ["meta", "meta.requestId", "meta[\"a.b\"]", "errors", "errors[0]", "errors[0].n", "errors[1]", "none", "ok"]);
}

#[test]
fn what_is_no_place_is_refused() {
    for text in ["", ".a", "a.", "a..b", "a[", "a[x]", "a[-1]", "[\"a", "a b]", "a[0]b", "a\"b"] {
        assert!(text.parse::<Place>().is_err(), "{text}");
    }
    assert_eq!("[0].limit".parse::<Place>().unwrap().0, [Step::Index(0), Step::Key("limit".into())]);
    assert_eq!("[\"a\\\"b\"].c".parse::<Place>().unwrap().0[0], Step::Key("a\"b".into()));
}

proptest! {
    // One seed, so that a run that passes passes again.
    #![proptest_config(proptest::test_runner::Config { rng_seed: proptest::test_runner::RngSeed::Fixed(1), ..Default::default() })]
    #[test]
    fn a_place_is_read_as_it_is_written(keys in prop::collection::vec(r#"[a-z."\[\] \\é]{0,5}"#, 1..4), index in 0..9_usize) {
        let mut steps: Vec<Step> = keys.into_iter().map(Step::Key).collect();
        steps.push(Step::Index(index));
        let place = Place(steps);
        prop_assert_eq!(place.to_string().parse::<Place>(), Ok(place));
    }

    #[test]
    fn a_struct_is_drawn_as_a_value_is(words in r#"[a-z"\\,:\n\t\x00\x0b\x0c\x7f\u{85}\u{2028}é“ ]{0,12}"#, list in prop::collection::vec(".{0,5}", 0..3)) {
        #[derive(serde::Serialize)]
        struct Data {
            text: String,
            list: Vec<String>,
            inner: Option<Box<Data>>,
            number: f64,
        }
        let inner = Data { text: words.clone(), list: Vec::new(), inner: None, number: -0.5 };
        let data = Data { text: words, list, inner: Some(Box::new(inner)), number: 1.50 };
        let value = serde_json::to_string(&data).and_then(|written| parse_json(&written)).unwrap();
        let (mut of_struct, mut of_value) = (Members::default(), Members::default());
        let drawn = Struct::new(&data);
        drawn.members().for_each(|member| of_struct.add_drawn(member));
        prop_assert_eq!(drawn.members().map(Member::key).collect::<Vec<_>>(), ["text", "list", "inner", "number"]);
        let Value::Object(members) = &value else { unreachable!() };
        for (key, value) in members {
            of_value.add(key, value);
        }
        prop_assert_eq!(of_struct.finish(), text(&value));
        prop_assert_eq!(of_value.finish(), text(&value));
    }

    #[test]
    fn any_text_is_a_place_or_none(text in r#"[a-z0-9."\[\]\\]{0,12}"#) {
        if let Ok(place) = text.parse::<Place>() {
            prop_assert_eq!(place.to_string().parse::<Place>(), Ok(place));
        }
    }
}
