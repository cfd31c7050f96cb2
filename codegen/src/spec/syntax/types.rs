//! Types of fields.

use super::{KeyType, Unit, Word};

/// What a value is, and how it travels.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// `string`, `string(32)`, `string(1..32, bytes)`
    String {
        /// The least length.
        min: usize,
        /// The greatest length.
        max: Option<usize>,
        /// What the length counts.
        unit: Unit,
    },
    /// `digits(10)`, `digits(13..13)`
    Digits {
        /// The least length.
        min: usize,
        /// The greatest length.
        max: usize,
    },
    /// `integer`, `integer(10)`, `integer(10, text)`
    Integer {
        /// The greatest number of digits.
        digits: Option<usize>,
        /// Whether it travels as text.
        text: bool,
    },
    /// `amount(fen)`, `amount(yuan, text)`, `amount(fen, 10, text)`
    Amount {
        /// In units with two decimals, not in minor units.
        yuan: bool,
        /// The greatest number of digits.
        digits: Option<usize>,
        /// Whether it travels as text.
        text: bool,
    },
    /// The pattern, such as `yyyyMMddHHmmss`.
    DateTime(String),
    /// `epoch_ms`, `epoch_s`, with `(text)`
    Epoch {
        /// In milliseconds, not in seconds.
        millis: bool,
        /// Whether it travels as text.
        text: bool,
    },
    /// `http_date`: a date of HTTP headers.
    HttpDate,
    /// `boolean`, `boolean(Y, N)`: the words for true and false, where they are others.
    Boolean(Option<(String, String)>),
    /// `enumeration(refund_status)`, `enumeration(refund_account, 30)`: one of the texts of an enumeration.
    Enumeration {
        /// The enumeration.
        name: Word,
        /// The least and the greatest length of a text, where the page has one.
        length: Option<(usize, usize, Unit)>,
    },
    /// A code of the section `errors`.
    ErrorCode,
    /// A message, by name.
    Object(Word),
    /// `sole(item)`: a list of just one object of a message.
    Sole(Word),
    /// Messages or scalars.
    List(Box<Type>),
    /// Texts by name.
    Map {
        /// The greatest number of entries.
        entries: Option<usize>,
        /// The greatest length of a name.
        key: Option<(usize, Unit)>,
        /// The greatest length of a text.
        value: Option<(usize, Unit)>,
    },
    /// JSON text that holds this.
    Json(Box<Type>),
    /// `indexed(coupon)`: a list of a message's members whose names end in an index.
    Indexed {
        /// The message.
        message: Word,
        /// The first index.
        from: usize,
    },
    /// `parallel(order, "|")`: a list of a message's members, each of which holds the texts of all.
    Parallel {
        /// The message.
        message: Word,
        /// What stands between the texts.
        join: String,
    },
    /// A key or certificate; credentials only.
    Key(KeyType),
}
