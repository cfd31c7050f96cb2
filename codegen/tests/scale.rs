//! Compile time is proportional to the size of the spec: each construct in two sizes, one four times the other.

#![allow(clippy::expect_used)]

use std::fmt::Write as _;
use std::time::Duration;

use refundry_codegen::diagnostic::Diagnostics;
use refundry_codegen::lower::lower;
use refundry_codegen::render::render_all;
use refundry_codegen::source::Source;
use refundry_codegen::spec::parse;
use refundry_codegen::{check, emit};
use rustix::time::{ClockId, clock_gettime};

const BASE: &str = include_str!("reference/base.yaml");
/// The allowed factor for four times the size; a quadratic pass takes sixteen times as long.
const MOST: u32 = 8;
/// The number of runs before a time counts as too long.
const TRIES: usize = 4;
/// Allows for what a short time cannot tell.
const PAUSE: Duration = Duration::from_millis(20);

/// `count` lines, each with a unique and dissimilar name.
fn lines(count: usize, line: impl Fn(&str) -> String) -> String {
    let mut seed = 1_u64;
    let names = (0..count).map(|number| {
        let letters: String = (0..8)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(b'a' + u8::try_from((seed >> 33) % 26).expect("a letter"))
            })
            .collect();
        format!("{letters}{number}")
    });
    names.fold(String::new(), |mut out, name| {
        writeln!(out, "{}", line(&name)).expect("memory");
        out
    })
}

/// The base with more text at the end of a section, or with a new section.
fn with(section: &str, more: &str) -> String {
    match BASE.split_once(&format!("\n{section}:\n")) {
        Some((before, after)) => {
            let end = after.match_indices('\n').map(|(end, _)| end + 1);
            let end =
                end.into_iter().find(|end| after[*end..].starts_with(|next: char| next != ' ')).unwrap_or(after.len());
            format!("{before}\n{section}:\n{}{more}{}", &after[..end], &after[end..])
        }
        None => format!("{BASE}{section}:\n{more}"),
    }
}

/// The base with additional fields at the beginning of a message.
fn fields(message: &str, more: &str) -> String {
    let head = format!("  {message}:\n    fields:\n");
    BASE.replace(&head, &format!("{head}{more}"))
}

/// The smaller size: two thirds unless `EQUAL_CASES` asks for 1,000 cases.
fn many() -> usize {
    let exhaustive = std::env::var("EQUAL_CASES").is_ok_and(|text| text.parse::<u32>().expect("a number") >= 1000);
    if exhaustive { 300 } else { 200 }
}

/// The CPU time of this thread: other processes use the machine as well.
fn time(work: impl Fn()) -> Duration {
    let now = || Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).expect("a time after the start");
    let start = now();
    work();
    now() - start
}

/// The first time below the bound, or the shortest of several runs: other processes use the machine as well.
fn within(bound: Duration, tries: usize, work: impl Fn()) -> Duration {
    let mut least = time(&work);
    for _ in 1..tries {
        if least < bound {
            break;
        }
        least = least.min(time(&work));
    }
    least
}

fn in_proportion(what: &str, count: usize, spec: impl Fn(usize) -> String, work: fn(&Source)) {
    let [few, many] = [count, 4 * count].map(|count| Source { path: "acme.yaml".into(), text: spec(count) });
    // A pause in the short run would hide a slow long one, so that the short run is always repeated.
    let few = within(Duration::ZERO, 2, || work(&few));
    let bound = few * MOST + PAUSE;
    let many = within(bound, TRIES, || work(&many));
    assert!(many < bound, "{what}: {few:?} for {count}, {many:?} for four times as many");
}

/// Reads, resolves and checks a spec, and prints its faults.
fn told(source: &Source) {
    drop(render_all(source, &check(source), false));
}

/// Reads, resolves and emits a spec.
fn emitted(source: &Source) {
    let mut faults = Diagnostics::default();
    let spec = parse(source, &mut faults).expect("a spec");
    let provider = lower(&spec, &mut faults);
    assert!(faults.is_empty(), "{faults:?}");
    drop(emit::emit(&provider).inline());
}

#[test]
fn what_is_unknown_or_misplaced() {
    let in_proportion = |what, spec: fn(usize) -> String| self::in_proportion(what, many(), spec, told);
    in_proportion("unknown keys", |count| format!("{BASE}{}", lines(count, |name| format!("{name}: 1"))));
    in_proportion("unknown keys in one line", |count| {
        format!("{BASE}limits: {{ {} }}\n", lines(count, |name| format!("{name}: {{ typo: 1 }},")).replace('\n', " "))
    });
    in_proportion("unknown keys of fields", |count| {
        fields("refund_request", &lines(count, |name| format!("      {name}: {{ type: string(3), typo: 1 }}")))
    });
    in_proportion("unknown echo", |count| {
        let fields = fields("refund_answer", &lines(count, |name| format!("      {name}: {{ type: string(3) }}")));
        let echo = lines(count, |name| format!(", un{name}")).replace('\n', "");
        fields.replace("echo: [ out_refund_no ]", &format!("echo: [ out_refund_no{echo} ]"))
    });
    in_proportion("unknown parts", |count| {
        let parts = lines(count, |name| format!(", {{ field: {name} }}")).replace('\n', "");
        BASE.replace("\"&key=\"", &format!("\"&key=\"{parts}"))
    });
    in_proportion("unknown types", |count| {
        fields("refund_request", &lines(count, |name| format!("      {name}: {{ type: enumeration(un{name}) }}")))
    });
    in_proportion("unknown examples", |count| {
        with(
            "examples",
            &lines(count, |name| {
                format!("  {name}: {{ operation: refund, like: un{name}, request: {{ un{name}: a }} }}")
            }),
        )
    });
    in_proportion("errata of nothing", |count| {
        with("errata", &lines(count, |name| format!("  - {{ at: [{name}], says: a, does: b, because: c }}")))
    });
    in_proportion("marks", |count| {
        fields("refund_request", &lines(count, |name| format!("      {name}: {{ type: TODO }}")))
    });
}

#[test]
fn what_is_declared() {
    let in_proportion = |what, spec: fn(usize) -> String| self::in_proportion(what, many(), spec, told);
    for message in ["refund_request", "refund_answer"] {
        self::in_proportion(
            message,
            300,
            |count| fields(message, &lines(count, |name| format!("      {name}: {{ type: string(3), example: abc }}"))),
            told,
        );
    }
    in_proportion("echo", |count| {
        let members = lines(count, |name| format!("      {name}: {{ type: string(3) }}"));
        let echo = lines(count, |name| format!(", {name}")).replace('\n', "");
        fields("refund_request", &members)
            .replace("  refund_answer:\n    fields:\n", &format!("  refund_answer:\n    fields:\n{members}"))
            .replace("echo: [ out_refund_no ]", &format!("echo: [ out_refund_no{echo} ]"))
    });
    in_proportion("headers", |count| {
        fields("refund_request", &lines(count, |name| format!("      {name}: {{ type: string(3), in: header }}")))
    });
    in_proportion("conditions", |count| {
        fields(
            "refund_request",
            &lines(count, |name| format!("      {name}: {{ type: string(3), required: when present(out_trade_no) }}")),
        )
    });
    in_proportion("error codes", |count| {
        with("errors", &lines(count, |name| format!("  {name}: {{ meaning: a, remedy: b, outcome: unknown }}")))
    });
    in_proportion("listed values", |count| {
        let values = lines(count, |name| format!("      {name}: a"));
        let map = lines(count, |name| format!("{name}: unknown,")).replace('\n', " ");
        with("enumerations", &format!("  state:\n    values:\n{values}"))
            .replace("refund_status: { type: string(16) }", "refund_status: { type: enumeration(state) }")
            .replace(
                "      outcome:\n",
                &format!("      outcome:\n        - {{ by: refund_status, map: {{ {map} }}, otherwise: unknown }}\n"),
            )
    });
    in_proportion("objects", |count| {
        let all = fields("refund_request", &lines(count, |name| format!("      {name}: {{ type: object({name}) }}")));
        let messages = lines(count, |name| format!("  {name}: {{ fields: {{ a: {{ type: string }} }} }}"));
        all.replace("\noperations:\n", &format!("\n{messages}operations:\n"))
    });
    in_proportion("values", |count| {
        let all = with("values", &lines(count, |name| format!("  {name}: {{ text: [ {{ credential: mch_id }} ] }}")));
        all.replace(
            "  refund_request:\n    fields:\n",
            &format!(
                "  refund_request:\n    fields:\n{}",
                lines(count, |name| format!("      {name}: {{ type: string, from: value {name} }}"))
            ),
        )
    });
    in_proportion("examples and answers", |count| {
        let examples = lines(count, |name| {
            format!("  {name}: {{ operation: refund, request: {{ out_refund_no: a, total_fee: 1, refund_fee: 1 }} }}")
        });
        let answers = lines(count, |name| format!("  {name}: {{ to: {name}, body: '{{}}', outcome: unknown }}"));
        format!("{BASE}examples:\n{examples}answers:\n{answers}")
    });
    in_proportion("errata", |count| {
        let limits = lines(count, |name| format!("  {name}: {{ limit: a, doc: b }}"));
        let errata = lines(count, |name| format!("  - {{ at: [{name}], says: a, does: b, because: c }}"));
        format!("{BASE}limits:\n{limits}errata:\n{errata}")
    });
}

#[test]
fn what_is_emitted() {
    let in_proportion = |what, spec: fn(usize) -> String| self::in_proportion(what, 100, spec, emitted);
    in_proportion("fields", |count| {
        fields("refund_request", &lines(count, |name| format!("      {name}: {{ type: string(3) }}")))
    });
    in_proportion("objects", |count| {
        let all = fields("refund_request", &lines(count, |name| format!("      {name}: {{ type: object({name}) }}")));
        let messages = lines(count, |name| format!("  {name}: {{ fields: {{ a: {{ type: string }} }} }}"));
        all.replace("\noperations:\n", &format!("\n{messages}operations:\n"))
    });
    in_proportion("error codes", |count| {
        with("errors", &lines(count, |name| format!("  {name}: {{ meaning: a, remedy: b, outcome: unknown }}")))
    });
}

/// Rows with three conditions each that overlap at random: a naive search for an uncovered message would take
/// minutes.
#[test]
fn rows_that_overlap() {
    let source = Source { path: "acme.yaml".into(), text: overlapping(97) };
    let bound = Duration::from_secs(20);
    assert!(within(bound, TRIES, || told(&source)) < bound);
}

fn overlapping(count: usize) -> String {
    const MEMBERS: usize = 24;
    let members: Vec<String> = (0..MEMBERS).map(|number| format!("m{number}")).collect();
    let declared = members.iter().map(|name| format!("      {name}: {{ type: string(3) }}\n")).collect::<String>();
    let mut letters = lines(count, str::to_owned)
        .bytes()
        .filter(u8::is_ascii_lowercase)
        .map(usize::from)
        .collect::<Vec<_>>()
        .into_iter();
    let mut next = || letters.next().unwrap_or_default();
    let rows = (0..count).map(|_| {
        let first = next() * 26 + next();
        let conditions = [0, 7, 13].map(|step| {
            let is = if next() % 2 == 0 { "present" } else { "absent" };
            format!("m{}: {{ is: {is} }}", (first + step * (1 + next() % 3)) % MEMBERS)
        });
        format!("        - {{ when: {{ {} }}, is: unknown }}\n", conditions.join(", "))
    });
    let rows = rows.collect::<String>();
    fields("refund_answer", &declared).replacen("      outcome:\n", &format!("      outcome:\n{rows}"), 1)
}
