//! Types of fields.

use super::{KeyType, Unit, Word};

/// A type of values, with its form on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// `string`, `string(32)`, `string(1..32, bytes)`
    String {
        /// The minimum length.
        min: usize,
        /// The maximum length; `None` is unbounded.
        max: Option<usize>,
        /// The unit of the length.
        unit: Unit,
    },
    /// `digits(10)`, `digits(13..13)`
    Digits {
        /// The minimum length.
        min: usize,
        /// The maximum length.
        max: usize,
    },
    /// `integer`, `integer(10)`, `integer(10, text)`
    Integer {
        /// The maximum number of digits; `None` is unbounded.
        digits: Option<usize>,
        /// Whether it is written as text.
        text: bool,
    },
    /// `amount(fen)`, `amount(yuan, text)`, `amount(fen, 10, text)`
    Amount {
        /// Whether it is in the major unit with two decimals, not in the minor unit.
        yuan: bool,
        /// The maximum number of digits; `None` is unbounded.
        digits: Option<usize>,
        /// Whether it is written as text.
        text: bool,
    },
    /// The pattern, such as `yyyyMMddHHmmss`.
    DateTime(String),
    /// `epoch_ms`, `epoch_s`, with `(text)`
    Epoch {
        /// Whether it is in milliseconds, not in seconds.
        millis: bool,
        /// Whether it is written as text.
        text: bool,
    },
    /// `http_date`: a date of HTTP headers.
    HttpDate,
    /// `boolean`, `boolean(Y, N)`: the words for true and false, `None` for `true` and `false`.
    Boolean(Option<(String, String)>),
    /// `enumeration(refund_status)`, `enumeration(refund_account, 30)`: one of the texts of an enumeration.
    Enumeration {
        /// The enumeration.
        name: Word,
        /// The minimum and maximum length of a text; `None` if the page gives none.
        length: Option<(usize, usize, Unit)>,
    },
    /// A code of the section `errors`.
    ErrorCode,
    /// A message, by name.
    Object(Word),
    /// `sole(item)`: a list that has exactly one object.
    Sole(Word),
    /// A list of messages or scalars.
    List(Box<Type>),
    /// A map from names to texts.
    Map {
        /// The maximum number of entries.
        entries: Option<usize>,
        /// The maximum length of a name.
        key: Option<(usize, Unit)>,
        /// The maximum length of a text.
        value: Option<(usize, Unit)>,
    },
    /// A text that contains JSON of this type.
    Json(Box<Type>),
    /// `indexed(coupon)`: a flat list whose members' names end in an index.
    Indexed {
        /// The message.
        message: Word,
        /// The first index.
        from: usize,
    },
    /// `parallel(order, "|")`: a flat list in which each member holds the texts of all items.
    Parallel {
        /// The message.
        message: Word,
        /// The separator between the texts.
        join: String,
    },
    /// A key or certificate; for credentials only.
    Key(KeyType),
}
