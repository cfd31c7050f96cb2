//! What an editor shows of a key.

use std::borrow::Cow;

use refundry_vocabulary::StepWord;

/// What stands under a mapping and a key.
pub(super) fn of(what: &str, key: &str) -> Option<Cow<'static, str>> {
    if what == STEPS {
        return StepWord::keyed().find(|step| step.word() == key)?.description().map(Cow::Owned);
    }
    let keys = ALL.iter().find(|(other, _)| *other == what).map(|(_, keys)| *keys)?;
    keys.iter().find(|(other, _)| *other == key).map(|(_, description)| Cow::Borrowed(*description))
}

/// Every mapping and key that is described.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    let steps = StepWord::keyed().map(|step| (STEPS, step.word()));
    steps.chain(ALL.iter().flat_map(|(what, keys)| keys.iter().map(|(key, _)| (*what, *key))))
}

/// The mapping whose keys are words with a description of their own.
const STEPS: &str = "a step with a key";

type Keys = &'static [(&'static str, &'static str)];

const ALL: &[(&str, Keys)] = &[
    (
        "a spec",
        &[
            ("provider", "Whose interface this is"),
            ("servers", "Where requests go, by a name of your own"),
            ("transport", "What the connection needs beside HTTPS"),
            ("credentials", "What the merchant holds: numbers and keys, by a name of your own"),
            ("enumerations", "Lists of words that fields have, by a name of your own"),
            ("values", "Texts that are computed, such as signatures, by a name of your own"),
            ("messages", "What is sent and received, by a name of your own"),
            ("operations", "Refunds, queries and notifications, by a name of your own"),
            ("errors", "The provider's error codes, each with what it says about the refund"),
            ("limits", "What a request alone cannot show, such as a time limit"),
            ("notes", "Prose rules and advice of the page"),
            ("errata", "Where the page is wrong or silent"),
            ("keys", "Throw-away keys of the examples"),
            ("examples", "Requests, to the byte; they run as tests"),
            ("answers", "Answers and notifications, and what is read of them; they run as tests"),
            ("refused", "Requests that break a rule; they run as tests"),
        ],
    ),
    (
        "the provider",
        &[
            ("id", "The Rust module and the cargo feature, in snake_case"),
            ("name", "The provider's own name for itself"),
            ("title", "One line for the documentation"),
            ("document", "The provider's page that the spec is written beside"),
            (
                "time_zone",
                "Of all times without an offset: `Asia/Shanghai`, `UTC` or an offset such as `\"+08:00\"`; default UTC",
            ),
            ("currency", "Of all amounts"),
            ("doc", "What the provider does, in a paragraph"),
        ],
    ),
    (
        "a document",
        &[("title", "What the page is called"), ("url", "Where it stands"), ("revision", "Its version or date")],
    ),
    (
        "the transport",
        &[
            ("tls_identity", "`required`: the provider asks for the merchant's client certificate"),
            ("doc", "Where the certificate comes from"),
        ],
    ),
    (
        "a credential",
        &[
            ("type", "`string(32)`, `digits(10)`, or the kind of a key"),
            ("secret", "Masked in every output; keys that sign are secret anyway"),
            ("required", "`false`: some merchants do not have it"),
            ("confidence", "How sure the fact is; default high"),
            ("doc", "What it is and where the merchant gets it"),
        ],
    ),
    (
        "an enumeration",
        &[("doc", "What the words are about"), ("values", "Each word as it stands on the wire, and its meaning")],
    ),
    (
        "a value of an enumeration",
        &[("name", "Its name in Rust, where the word itself says nothing"), ("doc", "What it means")],
    ),
    (
        "a value",
        &[
            ("doc", "What the value is for"),
            ("text", "The parts that it is put together from, or the only one"),
            ("steps", "What is done to the text, in the sender's order"),
            ("choose", "The part whose text selects another value"),
            ("cases", "The value for each text"),
            ("otherwise", "The value for any other text"),
        ],
    ),
    (
        "a part",
        &[
            ("credential", "A credential's text"),
            ("field", "A member's value; a path reaches into inner layers"),
            ("value", "Another value"),
            ("fields", "A selection of members, joined"),
            ("system", "A part of the call itself"),
            ("header", "A header of the same message"),
            ("serial_of", "The serial number of a certificate"),
            ("optional", "Parts that are left out together where one of them is absent"),
            ("now", "The context's clock: `epoch_s`, `epoch_ms`, `http_date` or a pattern"),
            (
                "view",
                "The member's `value` (default), its `encoded` text, its undecoded `source`, or a `number` in its shortest form",
            ),
            ("parameter", "One `name=value` of the header"),
            ("form", "How the serial number is written; default decimal"),
        ],
    ),
    (
        "a selection",
        &[
            ("of", "The message whose members are taken; default: that of the outermost layer"),
            ("only", "Just these members"),
            ("except", "All members but these"),
            ("empty", "`skip` (default) or `keep` members with an empty text"),
            ("nested", "`keep` (default) or `skip` objects and lists, whose text is their JSON"),
            ("order", "In which the members stand; default: by name"),
            (
                "pair",
                "Between name and value, default `=`; `values` leaves the names out, `json` writes an object, `brackets` writes `[a=1,b=2]`",
            ),
            ("join", "Between members, default `&`"),
            ("percent", "The table by which each name and value is percent-encoded; default: not at all"),
        ],
    ),
    (
        "a signature's keys",
        &[
            ("sign", "The credential that signs"),
            ("verify", "The credential that verifies, or where its key comes from"),
            ("user_id", "The credential with the signer's identifier"),
        ],
    ),
    (
        "the source of a key",
        &[
            ("keys", "The credential with the keys, by their serial number"),
            ("serial", "Which of them: the part that names it"),
            ("certificate", "The part of the message that is the certificate"),
            ("anchors", "The credential with the certificates that it must come from"),
            ("common_name", "What its subject must be called"),
        ],
    ),
    (
        "a cipher",
        &[
            ("key", "The credential or value that is the key"),
            ("iv", "The initialisation vector"),
            ("nonce", "The nonce"),
            ("associated_data", "What is authenticated with the text"),
            ("padding", "How the last block is filled; default PKCS#7"),
        ],
    ),
    (
        "a message",
        &[
            ("section", "Where in the provider's page; violations quote it"),
            ("doc", "What the message is"),
            ("fields", "By their wire names, in the page's order"),
            ("rules", "What holds between the fields, by a name of your own"),
        ],
    ),
    (
        "a field",
        &[
            ("type", "`string(64)`, `amount(fen)`, `enumeration(refund_status)`, `list(item)`, …"),
            (
                "from",
                "Who supplies the value; default `caller` for what is sent, `sent` for what a query takes from its refund",
            ),
            ("constant", "A fixed text, instead of `from`"),
            ("page", "The type as the page writes it, where `type` cannot say it: `String(32)` of an enumeration"),
            ("name", "The provider's name for the field"),
            ("doc", "What it means, in your words"),
            ("required", "`true`, `false` (default), `on_success` or `when EXPRESSION`"),
            ("role", "What the field is to the refund"),
            ("alphabet", "The characters allowed, as in a regular expression's brackets"),
            ("range", "The bounds of a number: `1..=100`, `0..`, `..=5`"),
            ("in", "Where a sent field goes; default `body`"),
            ("secret", "Masked in every output"),
            ("confidence", "How sure the fact is; default high. A doubtful requirement can be lifted by the caller"),
            ("example", "A valid value, as on the wire"),
        ],
    ),
    (
        "a rule",
        &[
            ("at_least_one_of", "One of these fields is there"),
            ("exactly_one_of", "Just one of these fields is there"),
            ("check", "An expression that is true: `refund_fee <= total_fee`"),
            ("section", "Where in the provider's page; violations quote it"),
            ("confidence", "How sure the rule is; default high"),
            ("doc", "The rule in your words"),
        ],
    ),
    (
        "an operation",
        &[
            ("kind", "A `refund` moves money, a `query` asks, a `notification` comes from the provider"),
            ("title", "One line for the documentation"),
            ("doc", "What it does"),
            ("of", "The refund that a query asks about, or whose request a notification is compared with"),
            ("unnumbered", "Why the interface knows no number of a refund, so that none may be repeated"),
            ("sends", "The request"),
            ("receives", "The answer, or the notification"),
            ("acknowledge", "What the merchant answers to a notification"),
        ],
    ),
    (
        "what is sent",
        &[
            ("method", "The HTTP method"),
            ("path", "Begins with `/`; `{field}` stands for a field with `in: path`"),
            ("query", "Members of the URL's query that are the same for every request"),
            ("content_type", "Of the body; default: the codec's own"),
            ("headers", "Further headers, each a text in parts. In an example: as they are sent"),
            ("constants", "What fields with `from: operation` hold"),
            ("layers", "The layers of the body, outside in"),
            ("url", "The whole URL as it is sent"),
            ("body", "The exact bytes of the body"),
            ("signature", "The signature alone: it stands somewhere in what is sent"),
        ],
    ),
    (
        "a layer",
        &[
            ("codec", "How the members are written; a received layer may list alternatives"),
            ("root", "The root element of XML"),
            ("message", "What the layer holds"),
            ("characters", "`basic_plane`: the provider carries no characters beyond it"),
            ("steps", "What is done to the encoded text before the layer around takes it"),
            ("percent", "The table of percent-encoding; default `form`"),
            ("nesting", "`brackets`: objects and lists are written as `a[b]=`"),
            ("brackets", "Whether the brackets of names are escaped; default `encoded`"),
            ("pair", "The sign between name and value, default `=`"),
            ("join", "The sign between members, default `&`"),
            ("braces", "Within balanced braces `join` does not count"),
            ("charset", "Of the bytes; default `utf-8`"),
            ("charset_from", "The member of a form, or the header, in which a received message names its charset"),
            ("absent", "`null`: what the caller leaves out is written so; default `skip`"),
            ("declaration", "What stands in front of the root of XML, as it is written here"),
            ("cdata", "Texts of XML stand in CDATA sections"),
        ],
    ),
    (
        "what is received",
        &[
            ("layers", "The layers of the body, outside in"),
            ("verify", "How it is known to come from the provider"),
            ("echo", "What must agree between the answer and the request"),
            ("unechoed", "Why nothing comes back that could be compared, so that the connection alone tells"),
            ("outcome", "What it means for the refund: the first row that matches decides"),
        ],
    ),
    (
        "a verification",
        &[
            ("signature", "The member, or header, that holds the signature"),
            ("value", "The value that it is compared with"),
            ("prefix", "What stands before the signature"),
            ("suffix", "What stands after the signature"),
            ("salt", "Where the salt stands that only undoing the signature's steps shows"),
            ("and", "Further signatures that have to hold as well"),
            ("unless", "Such answers come unsigned, and settle nothing"),
            ("fresh", "How old the message may be"),
            ("unsigned", "Why the provider does not sign"),
            ("settles", "Whether the outcome counts all the same"),
        ],
    ),
    ("the salt of a signature", &[("last", "How many characters at the end of the value's text it has")]),
    (
        "the place of a signature",
        &[
            ("header", "The header that holds it"),
            ("member", "The member that holds it"),
            ("parameter", "One `name=value` of the header"),
        ],
    ),
    (
        "a signature",
        &[
            ("signature", "The member, or header, that holds the signature"),
            ("value", "The value that it is compared with"),
            ("prefix", "What stands before the signature"),
            ("suffix", "What stands after the signature"),
        ],
    ),
    ("a condition", &[("is", "Whether the member is there")]),
    (
        "a freshness",
        &[
            ("header", "The header with the time"),
            ("member", "The member with the time"),
            ("parameter", "One `name=value` of the header"),
            ("format", "How the time is written: `epoch_s`, `epoch_ms`, `http_date` or a pattern"),
            ("within", "The greatest age, in seconds"),
        ],
    ),
    (
        "an echo",
        &[
            ("answer", "The member of the answer, or several of which one has to agree"),
            ("each", "Several members of the answer; each that is there has to agree"),
            ("request", "The member of the request; default: of the same name"),
            ("at_least", "In place of `request`: the amount that was sent, and the answer may hold a greater one"),
            ("missing", "`unsettled`: an answer without it settles nothing; default `accept`"),
            (
                "unsent",
                "The request lacked the field: `refuse` the member, or `{ is: TEXT }` counts as sent; default `accept`",
            ),
        ],
    ),
    ("a text that counts as sent", &[("is", "The text, as the provider assumes it")]),
    (
        "a row of the outcome",
        &[
            ("when", "Conditions on members and on `http`; all have to hold"),
            ("is", "The outcome"),
            ("by", "The member whose value decides"),
            ("map", "The outcome for each value"),
            ("errors", "The member with an error code: the section `errors` decides"),
            ("otherwise", "The outcome for values that nobody listed"),
            ("on_repeat", "What it means where the request was a repeated one; `unknown` is the default of a refusal"),
            ("because", "Why a repeated request believes the refusal or failure"),
        ],
    ),
    (
        "an acknowledgement",
        &[
            ("status", "The HTTP status; default 200"),
            ("content_type", "Of the body"),
            ("body", "What the provider wants to read"),
        ],
    ),
    (
        "an error",
        &[
            ("name", "The provider's words for it"),
            ("meaning", "What happened"),
            ("remedy", "What to do about it"),
            ("outcome", "What it says about the refund; `unknown` where it may have happened"),
            ("on_repeat", "What it means where the request was a repeated one; `unknown` is the default of a refusal"),
            ("because", "Why a repeated request believes the refusal or failure"),
            ("rust", "A name for Rust where the code says nothing"),
            ("aliases", "Other spellings of the code"),
            ("confidence", "How sure the fact is; default high"),
        ],
    ),
    (
        "a limit",
        &[
            ("limit", "The limit itself, in a few words"),
            ("section", "Where in the provider's page"),
            ("doc", "More about it"),
        ],
    ),
    ("a note", &[("section", "Where in the provider's page"), ("doc", "The rule or advice, in your words")]),
    (
        "an erratum",
        &[
            ("at", "What it is about: `message.field`, an operation, a value, an error or `document`"),
            ("page", "What stands in the page's row: a type such as `String(32)`, `required`, `optional` or `absent`"),
            ("says", "What the page says"),
            ("does", "What is true"),
            ("because", "How that is known"),
            ("confidence", "How sure it is; default high"),
        ],
    ),
    (
        "a key",
        &[
            ("n", "An RSA key's modulus, in hex"),
            ("e", "Its public exponent, in hex"),
            ("d", "Its private exponent, in hex"),
            ("p", "Its first prime, in hex"),
            ("q", "Its second prime, in hex"),
            ("dp", "d modulo p - 1, in hex"),
            ("dq", "d modulo q - 1, in hex"),
            ("qinv", "The inverse of q modulo p, in hex"),
            ("sm2_private", "An SM2 private key, in hex"),
            ("sm2_public", "An SM2 public key, in hex"),
            ("certificate", "A certificate in PEM"),
        ],
    ),
    (
        "an example",
        &[
            ("operation", "What is asked"),
            ("like", "The example whose credentials, clock and nonce are taken"),
            (
                "of",
                "Of a query: the example of the refund that it asks about; default: that of `like`, or `like` itself",
            ),
            ("source", "Where the expected bytes come from"),
            ("credentials", "The merchant's, made up"),
            ("now", "The clock, with an offset: `2024-11-18T12:00:00+08:00`"),
            ("nonce", "The text of the context's nonce"),
            ("salt", "The text of the context's salt"),
            ("server", "Which of the servers; default: the first"),
            ("request", "What the caller sets, as on the wire"),
            ("extra", "Fields that the spec lacks"),
            ("sends", "What has to be sent for it"),
        ],
    ),
    (
        "a credential's value",
        &[
            ("key", "One of the section `keys`"),
            ("keys", "Several of the section `keys`, by their serial number"),
            ("anchors", "Certificates of the section `keys`"),
        ],
    ),
    (
        "an answer",
        &[
            ("to", "The example that was sent"),
            ("operation", "The notification that this is"),
            ("source", "Where the bytes come from"),
            ("status", "The HTTP status; default 200"),
            ("headers", "As they come"),
            ("body", "The exact bytes of the body"),
            ("reads", "Members and what is read of them; `absent` where there is none"),
            ("outcome", "What it means for the refund"),
            (
                "on_repeat",
                "The same where the request was a repeated one; default: `unknown` of a refusal or failure, else as `outcome`",
            ),
            ("fails", "Why it is refused, instead of `outcome`"),
            ("now", "The receiver's clock; default: that of the example"),
        ],
    ),
    (
        "a refused request",
        &[
            ("rule", "The rule that is broken; `message.rule` where several have that name"),
            ("like", "The example that is changed"),
            ("set", "Members and their new values, by path"),
            ("unset", "Members that are left out"),
            ("extra", "Fields that the spec lacks"),
        ],
    ),
];
