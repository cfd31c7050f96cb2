//! Types of fields.

/// The facts of a type of field.
#[derive(Debug)]
pub struct FieldTypeRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// The type with its arguments, as help shows it.
    pub example: &'static str,
    /// Whether a credential may have the type.
    pub credential: bool,
    /// The rows of the language reference, in Markdown: the forms in a spec, the type in Rust, the form on the wire.
    /// Empty if the rows of another type describe this one, too.
    pub reference: &'static [[&'static str; 3]],
}

words! {
    /// The word that begins the type of a field.
    FieldType: FieldTypeRow {
        /// Text.
        String {
            word: "string", example: "string(32)", credential: true,
            reference: &[[
                "`string`, `string(32)`, `string(1..32)`, `string(32..32)`",
                "`String`",
                "text; the number is the greatest length, in characters; the page does not state the unit (`unstated`)",
            ], [
                "`string(64, characters)`, `string(64, bytes)`, `string(64, unstated)`",
                "`String`",
                "the unit of the length: `bytes` counts the bytes of UTF-8; `unstated` enforces characters and warns \
                 if the bytes exceed the length",
            ]],
        }
        /// ASCII digits.
        Digits {
            word: "digits", example: "digits(10)", credential: true,
            reference: &[[
                "`digits(10)`, `digits(13..13)`",
                "`String`",
                "ASCII digits only",
            ]],
        }
        /// A whole number.
        Integer {
            word: "integer", example: "integer(10)", credential: false,
            reference: &[[
                "`integer`, `integer(10)`",
                "`i64`",
                "a whole number with at most the given number of digits; `integer(10, text)` writes it as a JSON \
                 string",
            ]],
        }
        /// Money.
        Amount {
            word: "amount", example: "amount(fen)", credential: false,
            reference: &[[
                "`amount(minor)`, `amount(major)`, `amount(fen)`, `amount(yuan)`",
                "`Amount`",
                "money in the minor unit, or in the major unit with the decimals that ISO 4217 gives the provider's \
                 `currency`. `fen` is another word for `minor`, and `yuan` is a major unit of two decimals. A JSON \
                 number; `amount(fen, text)` writes a JSON string; `amount(fen, 10)` allows at most ten digits. An \
                 amount in major units may be read with further decimals that are zeros",
            ], [
                "`amount(major, currency fee_type)`",
                "`Amount`",
                "the major unit of the currency that a member of the same message names. Its wire name is in double \
                 quotes if it has a blank, a comma or a parenthesis",
            ], [
                "`amount(minor, 12, padded)`, `amount(minor, negative)`",
                "`Amount`",
                "a text of exactly 12 digits with leading zeros; an amount with a minus sign, which the Rust value and \
                 its `range` do not have",
            ]],
        }
        /// A local time of a pattern.
        Datetime {
            word: "datetime", example: "datetime(yyyyMMddHHmmss)", credential: false,
            reference: &[[
                "`datetime(yyyyMMddHHmmss)`, `datetime(yyyy-MM-dd HH:mm:ss)`",
                "`Timestamp`",
                "local time of the provider's zone. The pattern has `yyyy MM dd HH mm ss SSS` and optionally an \
                 offset; `yy` is the last two digits of a year from 2000 to 2099. The offsets `XXX` (`+08:00`) and `XX` (`+0800`) write a zero offset as `Z`; the offsets \
                 `xxx` and `xx` write it as `+00:00` and `+0000`. `T`, `Z`, spaces and punctuation are literal",
            ]],
        }
        /// Milliseconds since 1970.
        EpochMs {
            word: "epoch_ms", example: "epoch_ms", credential: false,
            reference: &[[
                "`epoch_ms`, `epoch_s`",
                "`Timestamp`",
                "milliseconds or seconds since 1970, as an integer; `epoch_ms(text)` writes a JSON string",
            ]],
        }
        /// Seconds since 1970.
        EpochS {
            word: "epoch_s", example: "epoch_s", credential: false,
            reference: &[],
        }
        /// The date of HTTP headers.
        HttpDate {
            word: "http_date", example: "http_date", credential: false,
            reference: &[[
                "`http_date`",
                "`Timestamp`",
                "the date of HTTP headers, in GMT: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, without its obsolete \
                 forms)",
            ]],
        }
        /// True or false.
        Boolean {
            word: "boolean", example: "boolean(Y, N)", credential: false,
            reference: &[[
                "`boolean`, `boolean(Y, N)`",
                "`bool`",
                "`true`, `false`, or the given words for them, which JSON writes as strings (a word with other \
                 characters than letters and digits needs quotes: `boolean(\"+\", \"-\")`)",
            ]],
        }
        /// One of the texts of an enumeration.
        Enumeration {
            word: "enumeration", example: "enumeration(refund_status)", credential: false,
            reference: &[[
                "`enumeration(refund_status)`, `enumeration(refund_account, 30)`",
                "an open enum",
                "one of the texts of an [enumeration](#enumerations); the length and its unit are those of the \
                 field's row, as in `string(30)`",
            ]],
        }
        /// A code of the section `errors`.
        ErrorCode {
            word: "error_code", example: "error_code", credential: false,
            reference: &[[
                "`error_code`",
                "`ErrorCode`",
                "a code of the section `errors`",
            ]],
        }
        /// A message.
        Object {
            word: "object", example: "object(item)", credential: false,
            reference: &[[
                "`object(item)`, `list(item)`",
                "a struct, a `Vec`",
                "a JSON object, or an array of objects, of that message; in XML an element with child elements, or \
                 several elements of one name. A received `[]` is an object without members, because PHP writes an \
                 empty object in this form",
            ]],
        }
        /// A list of messages or scalars.
        List {
            word: "list", example: "list(item)", credential: false,
            reference: &[[
                "`list(string(32))`, `list(integer)`, `list(amount(fen))`, …",
                "a `Vec`",
                "a JSON array of scalars, of any type except keys; the limits apply to each item",
            ]],
        }
        /// A list of exactly one message.
        Sole {
            word: "sole", example: "sole(item)", credential: false,
            reference: &[[
                "`sole(item)`",
                "as `object(item)`",
                "a JSON array of exactly one object of that message. Rules, paths and everything else treat it as \
                 that object. A received array of no object or of several is refused; in XML it is one element",
            ]],
        }
        /// A map of texts.
        Map {
            word: "map", example: "map", credential: false,
            reference: &[[
                "`map(24, key 64 bytes, value 256 bytes)`",
                "`Vec<(String, String)>`",
                "a JSON object of texts with at most the given number of entries; limits may be left out, the last \
                 ones first",
            ]],
        }
        /// A text that contains JSON.
        Json {
            word: "json", example: "json(object(item))", credential: false,
            reference: &[[
                "`json(object(item))`, `json(list(item))`, `json(map(…))`",
                "as inside",
                "JSON **text** in a text member; a received message may have the JSON itself in its place",
            ]],
        }
        /// A text that encodes JSON.
        Encoded {
            word: "encoded", example: "encoded(base64url, json(object(item)))", credential: false,
            reference: &[[
                "`encoded(base64url, json(object(item)))`",
                "as inside",
                "received only, for a member of a layer: JSON in a text that is encoded, by one of the steps that a \
                 receiver can undo (`base64url`, `base64`, `hex_lower`, …). The member itself is the encoded text: \
                 `{ field: protected }` is what was sent, and `protected.kid` is a member of the JSON",
            ]],
        }
        /// A flat list with an index in each name.
        Indexed {
            word: "indexed", example: "indexed(item)", credential: false,
            reference: &[[
                "`indexed(coupon)`, `indexed(coupon, from 1)`",
                "a `Vec` of structs",
                "received only: the members of that message are flat, and each name ends in an index, from 0 \
                 (`coupon_id_0`, `coupon_id_1`). An `indexed` inside another one has two indexes (`coupon_id_0_1`). A \
                 gap or more than 1000 items are refused",
            ]],
        }
        /// A flat list with the texts of all items in each member.
        Parallel {
            word: "parallel", example: "parallel(item, \"|\")", credential: false,
            reference: &[[
                "`parallel(order, \"|\")`",
                "a `Vec` of structs",
                "received only: the members of that message are flat, and each has the texts of all items with the \
                 separator between them (`id=a|b`, `status=1|2`). Members with different numbers of items, or more \
                 than 1000 items, are refused",
            ]],
        }
    }
}
