//! The kinds of change: one table with each kind's stable word, level and meaning.

use clap::ValueEnum;
use serde::Serialize;

/// The people who have to act on a change, from nobody to every user of the crate.
///
/// The order is that of harm: a compile error is graver than a failure at run time, and a failure is graver than
/// different behaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nobody: prose, examples, what is merely possible now. As a threshold: any change.
    None,
    /// Same types, other meaning: what is signed and in which order, units, outcomes of codes.
    Behaviour,
    /// Requests that passed may fail now, or answers may read differently.
    Runtime,
    /// The Rust interface changes.
    Source,
}

impl Level {
    /// All levels, the gravest first.
    pub const ALL: [Self; 4] = [Self::Source, Self::Runtime, Self::Behaviour, Self::None];

    /// The level's word in a report.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Behaviour => "behaviour",
            Self::Runtime => "runtime",
            Self::Source => "source",
        }
    }
}

macro_rules! kinds {
    ($($variant:ident $word:literal $level:ident $meaning:literal)*) => {
        /// A kind of change. The words are stable: kinds are added and never renamed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ChangeKind {
            $(#[doc = $meaning] $variant,)*
        }

        impl ChangeKind {
            /// All kinds in the order of a spec.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The kind's word in a report.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The level of the kind.
            pub fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level),* }
            }

            /// The meaning of the kind.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),* }
            }
        }
    };
}

kinds! {
    ProviderAdded "provider_added" None "a provider that was not there"
    ProviderRemoved "provider_removed" Source "a provider that is no longer there"
    ProviderRenamed "provider_renamed" Source "the module and the cargo feature have another name"
    TimeZone "time_zone" Behaviour "local times are of another zone"
    Currency "currency" Behaviour "amounts are in another currency"
    TlsIdentity "tls_identity" Runtime "the client certificate: demanded, or no longer"
    Nonce "nonce" Source "calls take a nonce now (`Context::with_nonce`), or none (`Context::new`)"
    ServerAdded "server_added" None "another server"
    ServerRemoved "server_removed" Source "a server that is no longer there"
    ServerUrl "server_url" Behaviour "requests go to another address"
    CredentialAdded "credential_added" Source "`Credentials` has another member"
    CredentialRemoved "credential_removed" Source "`Credentials` has lost a member"
    CredentialType "credential_type" Source "a credential has another type"
    CredentialPresence "credential_presence" Source "a credential became optional or required"
    CredentialSecret "credential_secret" Source "a credential became a secret, or is none any more"
    EnumerationAdded "enumeration_added" None "another enumeration"
    EnumerationRemoved "enumeration_removed" Source "an enumeration that is no longer there"
    EnumerationValueAdded "enumeration_value_added" Source "another variant: matches have to deal with it"
    EnumerationValueRemoved "enumeration_value_removed" Source "a variant that is no longer there"
    EnumerationVariant "enumeration_variant" Source "a variant has another name"
    MessageAdded "message_added" None "another message"
    MessageRemoved "message_removed" Source "a message that is no longer there"
    FieldAdded "field_added" Runtime "another field that may be sent: as an `extra` it is refused now"
    FieldAddedRequired "field_added_required" Source "another field that has to be given"
    FieldAddedFixed "field_added_fixed" Runtime "another field that the spec supplies: as an `extra` it is refused now"
    FieldAddedReceived "field_added_received" Runtime "another field that is read: it is no longer in `extra`"
    FieldRemoved "field_removed" Source "a field that is no longer there"
    FieldOrder "field_order" Behaviour "the fields are in another order"
    FieldType "field_type" Source "a field has another type in Rust"
    FieldFormat "field_format" Behaviour "the same type, written otherwise"
    AmountUnit "amount_unit" Behaviour "an amount is written in another unit"
    LengthWidened "length_widened" None "more characters, bytes, digits or entries are allowed"
    LengthNarrowed "length_narrowed" Runtime "fewer characters, bytes, digits or entries are allowed"
    LengthUnit "length_unit" Runtime "a length counts something else"
    RangeWidened "range_widened" None "more numbers are allowed"
    RangeNarrowed "range_narrowed" Runtime "numbers that were allowed are refused"
    PatternChanged "pattern_changed" Runtime "texts that were allowed may be refused"
    AlphabetWidened "alphabet_widened" None "more characters are allowed"
    AlphabetNarrowed "alphabet_narrowed" Runtime "characters that were allowed are refused"
    CharactersCarried "characters_carried" Runtime "a layer carries other characters"
    LimitAdded "limit_added" Runtime "a limit where there was none"
    LimitRemoved "limit_removed" Source "a limit that is no longer there, nor its rule"
    LimitUnchecked "limit_unchecked" None "a limit that nothing checks: of a received field, or of a field that the spec supplies"
    PresenceRequired "presence_required" Source "a field moved into `Required`"
    PresenceOptional "presence_optional" Source "a field left `Required`, or the rule is gone that required it"
    PresenceCondition "presence_condition" Runtime "a field is required in other cases"
    PresenceUnchecked "presence_unchecked" None "the required mark of a received field, or of a field that the spec supplies"
    FieldSupplier "field_supplier" Source "the caller supplies a field, or no longer"
    FieldSource "field_source" Behaviour "the spec supplies a field from elsewhere"
    Constant "constant" Behaviour "a fixed text is another"
    Role "role" Behaviour "a field is something else to retries and other generic code"
    Place "place" Behaviour "a field goes elsewhere: body, path, query, header, signature"
    FieldSecret "field_secret" Behaviour "a field is masked, or no longer"
    KeptAdded "kept_added" Runtime "`Sent` keeps another field: one that was stored before lacks it"
    KeptRemoved "kept_removed" Source "`Sent` no longer keeps a field"
    RuleAdded "rule_added" Runtime "another rule: it may refuse requests that passed"
    RuleRemoved "rule_removed" Source "a rule that is no longer there"
    RuleChanged "rule_changed" Runtime "a rule demands something else"
    Confidence "confidence" None "a fact is more or less sure"
    SignatureAdded "signature_added" Behaviour "another value: a signature, or a part of one"
    SignatureRemoved "signature_removed" Behaviour "a value that is no longer there"
    SignatureText "signature_text" Behaviour "the text of a value is made of other parts"
    SignatureOrder "signature_order" Behaviour "the parts of a value's text are in another order"
    SignatureSteps "signature_steps" Behaviour "something else is done to the text of a value: digests, keys, encodings"
    SignatureChoice "signature_choice" Behaviour "a value comes about in other cases"
    OperationAdded "operation_added" None "another operation"
    OperationRemoved "operation_removed" Source "an operation that is no longer there"
    OperationPurpose "operation_kind" Source "an operation is of another kind"
    OperationOf "operation_of" Source "a notification belongs to another request"
    Unnumbered "unnumbered" Behaviour "a refund has a number of its own, or has none and is not to be repeated"
    NumberLifetime "number_lifetime" Runtime "a repeated number is recognised for another time"
    Method "method" Behaviour "another HTTP method"
    Path "path" Behaviour "another path"
    Query "query" Behaviour "other fixed members of the query"
    ContentType "content_type" Behaviour "another content type"
    HeaderText "header" Behaviour "a header is sent, no longer sent, or has another text"
    Layers "layers" Source "messages are wrapped in others"
    LayerCodec "layer_codec" Behaviour "a layer is written in another codec"
    LayerOptions "layer_options" Behaviour "a codec writes and reads otherwise"
    LayerSteps "layer_steps" Behaviour "something else is done to the text of a layer"
    Verification "verification" Runtime "the verification: signed or not, which signature, when it may be missing"
    VerificationSettles "verification_settles" Behaviour "an unsigned message settles the refund, or no longer"
    Fresh "fresh" Runtime "how old a message may be"
    About "about" Runtime "the notifications that are about a refund; all others are of another kind"
    Echo "echo" Runtime "the members that are compared with the request"
    Unechoed "unechoed" Behaviour "an answer repeats nothing of its request, or why it does not"
    OutcomeRow "outcome_row" Behaviour "a row of the outcome"
    OutcomeOrder "outcome_order" Behaviour "the rows of the outcome are in another order"
    Acknowledgement "acknowledgement" Behaviour "the answer to a notification"
    ErrorCodeAdded "error_code_added" Source "another variant of `ErrorCode`: matches have to deal with it"
    ErrorCodeRemoved "error_code_removed" Source "a variant of `ErrorCode` that is no longer there"
    ErrorVariant "error_variant" Source "a variant of `ErrorCode` has another name"
    ErrorAlias "error_alias" Behaviour "another spelling is read as a code, or no longer"
    ErrorOutcome "error_outcome" Behaviour "a code says something else about the refund"
    Limit "limit" None "a limit that no request shows"
    Note "note" None "a note"
    Erratum "erratum" None "an erratum"
    Document "document" None "the provider's page"
    Doc "doc" None "prose"
    Example "example" None "an example, an answer, a refused request or their keys"
    DeclarationOrder "declaration_order" None "declarations are in another order, which decides nothing"
    ModelChanged "model_changed" Source "something that no other kind names"
}
