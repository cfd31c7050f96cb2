//! Mistakes in the time of a request: its zone, its offset, its fraction, its unit.

use std::sync::Arc;

use refundry_codegen::model::{Provider, Zone, ZonelessTimeFormat};

use super::{
    mistake::{List, MistakeKind},
    variant::{Variant, Way},
};
use crate::{object::Value, write};

/// Zones in which programs write times, and whether only the time of the clock is in the zone.
const ZONES: [(i16, bool, &str); 4] = [
    (0, true, "the time in UTC"),
    (480, true, "the time in `+08:00`"),
    (0, false, "every time in UTC, the caller's too"),
    (480, false, "every time in `+08:00`, the caller's too"),
];

/// Ends of a time's pattern, and the ends that programs write instead.
const ENDS: [(&str, &str, &str); 12] = [
    ("XXX", "XX", "the time's offset without a colon, such as `+0900`"),
    ("xxx", "xx", "the time's offset without a colon, such as `+0900`"),
    ("XX", "XXX", "the time's offset with a colon, such as `+09:00`"),
    ("xx", "xxx", "the time's offset with a colon, such as `+09:00`"),
    ("XXX", "xxx", "the time's offset as `+00:00` instead of `Z`"),
    ("XX", "xx", "the time's offset as `+0000` instead of `Z`"),
    ("xxx", "XXX", "the time's offset as `Z` instead of `+00:00`"),
    ("xx", "XX", "the time's offset as `Z` instead of `+0000`"),
    ("Z", "xxx", "the time's offset as `+00:00` instead of `Z`"),
    ("XXX", "", "the time without its offset"),
    ("XX", "", "the time without its offset"),
    ("Z", "", "the time without its offset"),
];

/// Pieces of a time's pattern, and the pieces that programs write instead.
const PIECES: [(&str, &str, &str); 3] = [
    (".SSS", "", "the time without milliseconds"),
    ("ss", "ss.SSS", "the time with milliseconds"),
    ("T", " ", "the time with a blank instead of `T`"),
];

/// Units of the time since 1970.
const UNITS: [(ZonelessTimeFormat, ZonelessTimeFormat, &str); 2] = [
    (ZonelessTimeFormat::EpochSeconds, ZonelessTimeFormat::EpochMillis, "the time in milliseconds instead of seconds"),
    (ZonelessTimeFormat::EpochMillis, ZonelessTimeFormat::EpochSeconds, "the time in seconds instead of milliseconds"),
];

/// Patterns in which programs write times.
const PATTERNS: [(&str, &str); 8] = [
    ("yyyy-MM-dd HH:mm:ss", "the time as `yyyy-MM-dd HH:mm:ss`"),
    ("yyyy-MM-ddTHH:mm:ss", "the time as `yyyy-MM-ddTHH:mm:ss`"),
    ("yyyy-MM-ddTHH:mm:ssXXX", "the time as in RFC 3339"),
    ("yyyy-MM-ddTHH:mm:ss.SSSXXX", "the time as in RFC 3339, with milliseconds"),
    ("yyyyMMddHHmmss", "the time as `yyyyMMddHHmmss`"),
    ("yyyyMMddHHmmssSSS", "the time as `yyyyMMddHHmmssSSS`"),
    ("yyyy-MM-dd", "the date without the time"),
    ("yyyyMMdd", "the date without the time, as `yyyyMMdd`"),
];

/// Formats in which programs write times.
fn formats() -> impl Iterator<Item = (ZonelessTimeFormat, &'static str)> {
    let patterns = PATTERNS.into_iter().map(|(text, words)| (ZonelessTimeFormat::Pattern(text.to_owned()), words));
    patterns.chain([
        (ZonelessTimeFormat::EpochSeconds, "the time in seconds since 1970"),
        (ZonelessTimeFormat::EpochMillis, "the time in milliseconds since 1970"),
    ])
}

/// Mistakes in times; none for a received message, whose times are texts.
pub(crate) fn put(base: &Variant, out: &mut List) {
    if matches!(base.way, Way::Receives(_)) {
        return;
    }
    for (minutes, of_clock, words) in ZONES {
        let zone = Zone::Fixed(minutes);
        let provider = Arc::new(Provider { zone: zone.clone(), ..(*base.provider).clone() });
        out.put(MistakeKind::Time, words, move |variant| {
            let given = keep_given(variant, of_clock);
            let changed = variant.provider.zone != zone && (of_clock || given);
            variant.provider = Arc::clone(&provider);
            changed
        });
    }
    for (from, to, words) in ENDS {
        patterns(out, words, move |pattern| {
            let start = pattern.strip_suffix(from)?;
            Some(start.to_owned() + to).filter(|_| !start.ends_with(['X', 'x']))
        });
    }
    for (from, to, words) in PIECES {
        patterns(out, words, move |pattern| {
            Some(pattern.replacen(from, to, 1))
                .filter(|_| pattern.contains(from) && !pattern.contains(to) || to.is_empty())
        });
    }
    for (from, to, words) in UNITS {
        out.put(MistakeKind::Time, words, move |variant| {
            variant.times(&|format| Some(to.clone()).filter(|_| *format == from))
        });
    }
    for (to, words) in formats() {
        out.put(MistakeKind::Time, words, move |variant| {
            variant.times(&|format| Some(to.clone()).filter(|_| *format != to))
        });
    }
}

/// A mistake in the patterns of times.
fn patterns(out: &mut List, words: &'static str, change: impl Fn(&str) -> Option<String> + 'static) {
    out.put(MistakeKind::Time, words, move |variant| {
        variant.times(&|format| match format {
            ZonelessTimeFormat::Pattern(pattern) => change(pattern).map(ZonelessTimeFormat::Pattern),
            ZonelessTimeFormat::HttpDate => None,
            ZonelessTimeFormat::EpochMillis | ZonelessTimeFormat::EpochSeconds => None,
        })
    });
}

/// Whether the caller gives times. If `fixed`, they become texts, which another zone does not change.
fn keep_given(variant: &mut Variant, fixed: bool) -> bool {
    let fields: Vec<_> = variant.layers().iter().flat_map(|layer| layer.message.caller_fields().cloned()).collect();
    let mut given = false;
    for field in fields {
        let text = match variant.request.object.get(&field.rust) {
            Some(value @ Value::Time(_)) => write::wire_text(&variant.provider, &field.ty, value).into_owned(),
            _ => continue,
        };
        given = true;
        if fixed {
            variant.object_mut().set(&field.rust, Value::Text(text));
        }
    }
    given
}
