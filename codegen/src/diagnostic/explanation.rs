//! The cause of each code, an example of it and the remedy, for the command and for the reference.

use super::Code;

/// The explanation of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The cause, in a sentence.
    pub cause: &'static str,
    /// A line of a spec with the fault.
    pub example: &'static str,
    /// The correction, in a sentence.
    pub remedy: &'static str,
}

const fn row(cause: &'static str, example: &'static str, remedy: &'static str) -> Explanation {
    Explanation { cause, example, remedy }
}

impl Code {
    /// The cause, an example and the remedy.
    pub fn explanation(self) -> Explanation {
        match self {
            Self::Syntax
            | Self::Empty
            | Self::DuplicateKey
            | Self::UnknownKey
            | Self::MissingKey
            | Self::WrongShape
            | Self::TooLarge
            | Self::Unsupported
            | Self::Unreadable
            | Self::BadName
            | Self::BadType
            | Self::BadWord
            | Self::BadExpression => form(self),
            Self::UnknownReference
            | Self::NameCollision
            | Self::RuleDoesNotFit
            | Self::TypeMismatch
            | Self::StepDoesNotFit
            | Self::KeyDoesNotFit
            | Self::NotCarried
            | Self::LayerMismatch
            | Self::SourceDoesNotFit
            | Self::ValueDoesNotFit => meaning(self),
            Self::Circular
            | Self::NoRefundNumber
            | Self::CodeWithoutOutcome
            | Self::StatusWithoutOtherwise
            | Self::StatusIncomplete
            | Self::Repeat
            | Self::WithoutExample
            | Self::RuleWithoutExample
            | Self::WithoutVerification
            | Self::WithoutEcho
            | Self::Unused
            | Self::SkippedCheck
            | Self::NotCompared
            | Self::Unreachable
            | Self::Confusion
            | Self::NoAmount
            | Self::AnotherRefund
            | Self::TwoReadings
            | Self::SecondAmount
            | Self::Lookalike
            | Self::Todo
            | Self::Example => whole(self),
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`explanation` lists the codes of each table")]
fn form(code: Code) -> Explanation {
    match code {
        Code::Empty => row("The file holds no key.", "# nothing but a comment", "Begin with `provider:`."),
        Code::DuplicateKey => row(
            "A mapping has the same key twice, and YAML would drop one of them.",
            "currency: CNY\ncurrency: USD",
            "Leave one of them out.",
        ),
        Code::UnknownKey => row(
            "A key is misspelled, stands in the wrong section, or lacks the space after its colon.",
            "sub_appid: { type: string(32), requried: true }",
            "Write the key as the reference lists it: `required`.",
        ),
        Code::MissingKey => row(
            "A section or an entry lacks a key that it always has.",
            "sub_appid: { name: 子商户应用ID }",
            "Add the key: `type: string(32)`.",
        ),
        Code::WrongShape => row(
            "A text stands where a list or a mapping is expected, or the reverse; lines are not indented below their key.",
            "messages: refund_request",
            "Write the value in the form that the reference shows.",
        ),
        Code::TooLarge => row(
            "The file, its nesting, or what it refers to is beyond a bound.",
            "a value that refers to itself through thousands of others",
            "Split the spec, or refer to fewer things.",
        ),
        Code::Unsupported => row(
            "The file uses tags, anchors, aliases, merge keys or directives of YAML.",
            "- &key=",
            "Put a text that begins with `&`, `*` or `!` in quotes; write other values out.",
        ),
        Code::BadName => row(
            "A declared name is not in snake_case, a wire name is empty or holds an invisible character, or the Rust name of \
             an error code has other letters than the code.",
            "rules: { withinTotal: { check: refund_fee <= total_fee } }",
            "Write `within_total`.",
        ),
        Code::BadType => row(
            "A type is one of the page's own words, or its parentheses are wrong.",
            "sub_appid: { type: varchar(32) }",
            "Write `string(32)`; the help has the spelling for the types of pages.",
        ),
        Code::BadWord => row(
            "A word is none of those that the key allows.",
            "sub_appid: { type: string(32), required: yes }",
            "Write one of the words of the help: `true`.",
        ),
        Code::BadExpression => row(
            "An expression has an operator or a word of another language, or is incomplete.",
            "check: refund_fee =< total_fee and refund_fee > 0",
            "Write `refund_fee <= total_fee && refund_fee > 0`.",
        ),
        Code::Unreadable => row(
            "A folder holds a link to nothing, a pipe, or a file that the user may not read.",
            "specs/acme_pay.yaml -> ../gone.yaml",
            "Mend the link or the permissions, or remove the entry.",
        ),
        _ => row(
            "The file is not YAML: a colon, comma, quote, bracket or space is missing, or one of them is full-width.",
            "currency：CNY",
            "Write the ASCII sign that the help names, or put the text in quotes.",
        ),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`explanation` lists the codes of each table")]
fn meaning(code: Code) -> Explanation {
    match code {
        Code::UnknownReference => row(
            "A name is declared nowhere, or is spelled otherwise than its declaration.",
            "check: refund_fe <= total_fee",
            "Write the declared name: `refund_fee`.",
        ),
        Code::NameCollision => row(
            "Two things have one name, in the spec or in Rust.",
            "fields: { refund-fee: …, refund_fee: … }",
            "Rename one of them; an enumeration's value takes `name:`.",
        ),
        Code::RuleDoesNotFit => row(
            "A limit does not belong to the type, or two keys of a limit exclude each other.",
            "refund_fee: { type: amount(fen), alphabet: 0-9 }",
            "Use the limit of that type: `range: 1..`.",
        ),
        Code::TypeMismatch => row(
            "The operands of an operator have different types.",
            "check: refund_fee == \"100\"",
            "Compare amounts with amounts, and texts with texts.",
        ),
        Code::StepDoesNotFit => row(
            "A step needs a text and gets bytes, or the reverse.",
            "steps: [ hex_upper, { hmac_sha256: api_key } ]",
            "Order the steps: digest first, then `hex_upper`.",
        ),
        Code::KeyDoesNotFit => row(
            "A step names a credential of another type.",
            "rsa_sha256: { sign: provider_key, verify: private_key }",
            "A private key signs, and a public key verifies: exchange them.",
        ),
        Code::NotCarried => row(
            "The codec of the layer cannot write the type.",
            "a `list(item)` in a message of the codec `form`",
            "Write it as JSON text, `json(list(item))`, or choose the codec of the page.",
        ),
        Code::LayerMismatch => row(
            "No field carries the inner layer, or several do.",
            "layers: [ { codec: form, message: envelope }, { codec: json, message: content } ]",
            "Give one field of the outer message `from: layer`.",
        ),
        Code::SourceDoesNotFit => row(
            "A field's `from:` gives a value that its place or type cannot take.",
            "refund_fee: { type: amount(fen), from: nonce }",
            "Choose a source of that type, or leave `from:` out where the caller supplies the value.",
        ),
        _ => row(
            "A constant, an example or a computed value breaks the limits of its field.",
            "sign: { type: string(64..64), from: value sign, alphabet: 0-9A-F }   with the step `hex_lower`",
            "Correct the limit, or the value.",
        ),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`explanation` lists the codes of each table")]
fn whole(code: Code) -> Explanation {
    match code {
        Code::Circular => row(
            "A value needs itself, or an example rests on itself.",
            "sign: { text: [ { fields: { order: name, pair: \"=\", join: \"&\" } } ] }",
            "Leave the signature out of its own text: `except: [sign]`.",
        ),
        Code::NoRefundNumber => row(
            "A refund has no field with the role `refund_number`, so that a repeated request may pay twice.",
            "out_refund_no: { type: string(64), required: true }",
            "Add `role: refund_number`, or say in `unnumbered:` why there is none.",
        ),
        Code::CodeWithoutOutcome => row(
            "An error code does not say what became of the refund.",
            "SYSTEMERROR: { meaning: The provider timed out }",
            "Add `outcome:`; it is `unknown` where the refund may have happened.",
        ),
        Code::StatusWithoutOtherwise => row(
            "A table of outcomes has no outcome for values that nobody listed.",
            "by: refund_status\nmap: { SUCCESS: succeeded }",
            "Add `otherwise: unknown`.",
        ),
        Code::StatusIncomplete => row(
            "A table of outcomes leaves out a value of its enumeration.",
            "map: { SUCCESS: succeeded }   of an enumeration with `SUCCESS` and `CHANGE`",
            "Add the value: `CHANGE: unknown`.",
        ),
        Code::Repeat => row(
            "A failure does not say what it means when the request was a repeated one.",
            "TRADE_OVERDUE: { outcome: failed }",
            "Add `on_repeat: unknown`, or `on_repeat: failed` with `because:`.",
        ),
        Code::WithoutExample => row(
            "No example computes a signature, or no answer verifies one.",
            "a spec with `sign` and without `examples:`",
            "Add an example with bytes of another program.",
        ),
        Code::RuleWithoutExample => row(
            "No entry of `refused:` breaks the rule.",
            "within_total: { check: refund_fee <= total_fee }",
            "Add a request that breaks it: `{ rule: within_total, like: …, set: { refund_fee: 2 } }`.",
        ),
        Code::WithoutVerification => row(
            "An answer does not say how its sender is proven.",
            "receives: { layers: [ … ], outcome: [ … ] }",
            "Add `verify:`; an answer without a signature has `unsigned:` with the reason.",
        ),
        Code::WithoutEcho => row(
            "An answer is not compared with its request, so that it may belong to another refund.",
            "receives: { layers: [ … ], verify: … }",
            "Add `echo:`, or `unechoed:` with the reason.",
        ),
        Code::Unused => {
            row("Nothing refers to a declaration.", "credentials: { old_key: … }", "Use it, or leave it out.")
        }
        Code::SkippedCheck => row(
            "A check is skipped when an optional field is absent, although the other fields break it.",
            "check: refund_fee + fee <= total_fee   with an optional `fee`",
            "Write `default(fee, 0)`.",
        ),
        Code::NotCompared => row(
            "A member of an answer has a compared role and stands in no echo.",
            "total_fee: { role: order_total }   without an echo",
            "Add it to `echo:`, or write an erratum without `page:` that says why it cannot be compared.",
        ),
        Code::Unreachable => row(
            "The rows before it decide every message that would reach a row of the outcome.",
            "- { is: unknown }\n- { when: { code: OK }, is: succeeded }",
            "Move the row up, or leave it out.",
        ),
        Code::Confusion => row(
            "A signed message has another, better meaning where another receiver of the spec reads it.",
            "an answer with the members of a paying notification",
            "Let a signed member tell both apart, or give both the same outcome.",
        ),
        Code::Lookalike => row(
            "A text on the wire holds a full-width sign, a curly quote or a foreign blank.",
            "pair: \"＝\"",
            "Write the ASCII sign: `=`.",
        ),
        Code::NoAmount => row(
            "A refund sends amounts, and none of them has the role `amount`: answers cannot be compared with it.",
            "refund_fee: { type: amount(fen), required: true }",
            "Give `role: amount` to the field with the amount of the refund.",
        ),
        Code::AnotherRefund => row(
            "A notification or a query's answer settles a refund and names its order alone, so that two equal refunds of \
             the order settle each other.",
            "echo: [ order_id, refund_fee ]   of a notification whose outcome is `succeeded`",
            "Compare the refund's number or the provider's refund id, or write `unknown` and let a query settle the refund.",
        ),
        Code::TwoReadings => row(
            "A signed text joins a member that decides and another part without a separator, so that one signature proves \
             several pairs of values.",
            "text: [ { field: amount }, { field: timestamp } ]",
            "Write `unknown` in the rows that settle a refund, or an erratum at the value that says why one pair is left.",
        ),
        Code::SecondAmount => row(
            "Two fields of a refund have the role `amount`: a caller who names one amount fills one of them.",
            "total_fee: { role: amount }   beside   refund_fee: { role: amount }",
            "Leave the role to the field with the amount of the refund; the payment's own is `order_total`.",
        ),
        Code::Todo => row("A fact is still a mark.", "currency: TODO", "Write the fact of the page."),
        _ => row(
            "An example gives another result than it expects.",
            "sends: { signature: 7F40BE0F… }",
            "Compare the expected and the found text, and correct the example or what the fault points at.",
        ),
    }
}
