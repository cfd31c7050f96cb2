//! The arguments, whose docs are the help text.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::diff::kind::{ChangeKind, Level};
use crate::output::Color;

/// Checks payment providers' refund specs and compiles them to Rust.
///
/// A spec is a YAML file with the content of a provider's page: messages, fields, rules, signatures, answers, error
/// codes. `check` reports its faults; `generate` writes a crate that validates, signs, reads and verifies.
#[derive(Debug, Parser)]
#[command(name = "refundry", version, after_help = EXIT_CODES)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing to mend
  1  a spec has errors, `generate --check` found stale files, `drift` found a difference that no erratum explains, or
     `diff --fail-on` found a change of that level
  2  the command could not run: wrong arguments, paths that cannot be read or written; for `drift` and `diff` also a
     spec with errors, for `drift` a page or a document of which nothing fits";

const CHECK_JSON: &str = "\
With `--format json`, stdout is one document:
  {\"specs\": [{
    \"path\": \"specs/acme_pay.yaml\",
    \"ok\": false,                          no error; warnings do not count
    \"diagnostics\": [{
      \"code\": \"R004\",                     stable
      \"severity\": \"error\",                or \"warning\"
      \"message\": \"…\",
      \"label\": \"…\",                       what stands below the underline; may be empty
      \"path\": \"specs/acme_pay.yaml\",
      \"line\": 3, \"column\": 5,             from one; columns count characters
      \"end_line\": 3, \"end_column\": 9,     the place after the last character
      \"notes\": [\"…\"],                     what else is known
      \"help\": \"…\",                        or null
      \"fix\": [{\"text\", \"path\", \"line\", \"column\", \"end_line\", \"end_column\"}],
                                          the replacements that `--fix` makes, or null
      \"others\": [{\"label\", \"path\", \"line\", \"column\", \"end_line\", \"end_column\"}]
    }],
    \"more_errors\": 0, \"more_warnings\": 0   beyond the 300 of each that are listed
    \"fixed\": [{\"line\", \"column\", \"from\", \"to\"}]   with `--fix`: what was replaced
  }]}
Where the command cannot run (exit code 2), stdout is empty and stderr says why.";

const GENERATE_JSON: &str = "\
With `--format json`, stdout is one document: \"specs\" as of `refundry check`, for the compiled specs, and
  \"providers\": [{                        the compiled ones
    \"id\": \"acme_pay\",
    \"operations\": 3, \"fields\": 51, \"rules\": 36, \"error_codes\": 5, \"errata\": 2,
    \"examples\": 29,                       requests, answers and refusals that run as tests
    \"milliseconds\": 12
  }],
  \"files\": [{
    \"path\": \"src/acme_pay/refund.rs\",   below the folder of `--out`
    \"difference\": \"changed\"             or \"missing\" or \"orphan\", as it was before; equal files are not listed
  }],
  \"left_alone\": [\"other_pay\"]            the providers that have not changed since the last run
All three are empty where a spec has errors: nothing is written then.";

const NEW_JSON: &str = "\
With `--format json`, stdout is one document:
  {\"path\": \"specs/acme_pay.yaml\", \"todos\": 27}
and with `--from`, beside these members,
  {\"messages\": 3, \"fields\": 21, \"error_codes\": 5,
   \"leftovers\": 0}                       rows that no section could take; they are in `notes`";

const DRIFT_JSON: &str = "\
With `--format json`, stdout is one document:
  {\"spec\": \"specs/acme_pay.yaml\", \"document\": \"refund.html\",
   \"unexplained\": 1,                     differences without an erratum
   \"not_understood\": 0,                  findings of this kind
   \"descriptions_not_compared\": 12,      descriptions that no `doc` quotes
   \"findings\": [{
     \"kind\": \"length\",                 stable; one of
                                         row_missing_in_spec, field_missing_in_page, type, length, required,
                                         error_code_missing_in_spec, error_code_missing_in_page,
                                         table_missing_in_spec (a table of fields that fits no message),
                                         name (of a field or an error code), description (that a `doc` quotes),
                                         values (that a description lists, and those of the enumeration),
                                         not_understood (a column, a row, a mark, a type or a length),
                                         erratum_outdated (the page no longer says what its `page:` says)
     \"message\": \"refund_request\",      or null
     \"field\": \"out_refund_no\",         the wire name, or the error code; or null
     \"page\": {\"line\": 41, \"says\": \"String(64)\"},   of a web archive, the line of the decoded page;
                                                                 0 in an OpenAPI document
     \"spec\": {\"line\": 88, \"says\": \"…\"},  or null
     \"explained\": {\"line\", \"says\", \"does\", \"because\"}   the erratum, or null
   }]}
Where the command cannot run (exit code 2), stdout is empty and stderr says why.";

const EXPLAIN_JSON: &str = "\
Files:
  --values       {\"refund_no\": \"R1\", \"amount\": 100}: the caller's fields by their wire names, in wire form
  --credentials  {\"key\": \"...\"}: texts, keys in PEM or hex, {\"file\": \"key.pem\"}; keys by serial as {\"5157\": \"...\"}
                 or {\"5157\": {\"file\": \"key.pem\"}}
  --answer       the body alone, or {\"status\": 200, \"headers\": {\"x-sign\": \"...\"}, \"body\": \"...\"}

With `--format json`, stdout is one document:
  {\"steps\": [{\"value\": \"sign\", \"step\": \"md5\", \"input\": \"...\", \"output\": \"...\"}],   bytes in hex
   \"text\": \"...\", \"signature\": \"...\",
   \"fields\": [{\"name\": \"sign\", \"taken\": false, \"because\": \"left out by name\"}],
   \"warnings\": [{\"path\": \"reason\", \"rule\": \"reason.length\", \"message\": \"...\"}],   what may be wrong
   \"request\": {\"method\": \"POST\", \"url\": \"...\", \"headers\": [[\"name\", \"value\"]], \"body\": \"...\"},
   \"causes\": [{\"mistakes\": [\"...\"], \"text\": \"...\", \"signature\": \"...\"}],     with --expect or --text
   \"misfit\": \"...\"}     where the length or a character of the foreign signature cannot be right
of a request that is not signed, because of what it says (exit code 1),
  {\"refused\": \"...\", \"violations\": [{\"path\": \"amount\", \"rule\": \"amount.range\", \"message\": \"...\"}]}
      the rule is null where a value does not fit its field, or is missing
and with `--answer`
  {\"steps\": [...], \"texts\": [[\"sign\", \"...\"]], \"accepted\": true, \"error\": null,
   \"signed\": \"...\", \"outcome\": \"...\", \"on_repeat\": \"...\",
   \"causes\": [...],     where the signature is wrong: with which mistakes it is right
   \"stale\": {\"time\": \"...\", \"now\": \"...\", \"within_seconds\": 300}}     where the message is stale

The command signs with the crate `rsa` (RUSTSEC-2023-0071: the time of a signature may leak the key to an attacker who
measures it). A single run on your own machine gives nothing to measure; do not run it as a service with real keys.
Generated code signs with aws-lc.

Nothing that rests on a secret is shown without `--show-secrets`, but for what a one-way step makes and the message
carries, such as its signature.

Exit code 1: the request breaks rules or cannot be written, no known mistake makes the foreign signature or text, or the
answer is not accepted. Exit code 2: a file, a value or a key is not understood; stdout is empty and stderr says why.";

const DIFF_JSON: &str = "\
With `--format json`, stdout is one document:
  {\"old\": \"before\", \"new\": \"specs\",
   \"gravest\": \"source\",               the gravest level of all changes, or null
   \"fails\": false,                    whether `--fail-on` makes it fail
   \"changes\": [{                      the gravest first
     \"kind\": \"field_removed\",         stable; one of those below
     \"level\": \"source\",              or \"runtime\", \"behaviour\", \"none\"
     \"provider\": \"acme_pay\",
     \"subject\": \"refund_request.reason\",
     \"old\": {\"path\": \"before/acme_pay.yaml\", \"line\": 31, \"column\": 7,
             \"says\": \"text, 0..80 unstated, optional\"},
     \"new\": {\"path\", \"line\", \"column\", \"says\": null}
                                        what stands on either side; \"says\" is null for what is not there, whose
                                        place is that of what it would stand in; null for a provider that is not there
   }]}
Where the command cannot run (exit code 2), stdout is empty and stderr says why.

Kinds of change:
";

/// The document of `diff`, with the kinds of changes from their table.
fn diff_json() -> String {
    let line = |kind: &ChangeKind| format!("  {:26} {:10} {}\n", kind.word(), kind.level().word(), kind.meaning());
    let kinds: String = ChangeKind::ALL.iter().map(line).collect();
    format!("{DIFF_JSON}{}", kinds.trim_end())
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Report all faults of specs, and write nothing. Also runs the examples.
    #[command(after_help = EXIT_CODES, after_long_help = with_exit_codes(CHECK_JSON))]
    Check(CheckArgs),
    /// Compile specs to a crate: sources, features and a reference page for each provider.
    ///
    /// Only files that differ are written. Files that no spec emits any more are removed if their first line says that
    /// they were generated; all other files are left alone.
    ///
    /// A provider is left alone if its spec, this program and each of its files are those of the last run; the folder
    /// `.stamps` of the crate records their hashes, for this machine only. A spec with warnings is compiled in each run,
    /// so that its warnings are shown. `--check` compiles all specs.
    #[command(after_help = EXIT_CODES, after_long_help = with_exit_codes(GENERATE_JSON))]
    Generate(GenerateArgs),
    /// Write a template of a spec: the shape that most providers have, with a mark `TODO` for each fact of the page.
    ///
    /// With `--from`, writes a draft instead: the messages of the provider's page in its order, with wire names, types,
    /// lengths, marks, listed words, samples and error codes. The page does not say how a request is signed or which
    /// outcome an answer has, so these facts are marks. A mark with a text, such as `"TODO: refund_number"`, is a guess by
    /// the names on the page. A row that cannot be expressed becomes a comment and a mark in `notes`.
    ///
    /// `refundry check` then lists the unfinished facts, and `refundry drift` compares the draft with the page. An existing
    /// file is left alone.
    #[command(after_help = EXIT_CODES, after_long_help = with_exit_codes(NEW_JSON))]
    New(NewArgs),
    /// Report the differences between a provider's page, as saved from the browser, or its OpenAPI document, and its spec.
    ///
    /// Reads the tables of HTML, Markdown and text; in text, a row or a cell may be a line. The column headings tell a
    /// table from prose, and the names in its rows find its message. The report lists rows and error codes that one
    /// side lacks, differences of types, lengths and required marks, and other names. A description is compared if the
    /// `doc` of its field quotes it, which a `doc` in a script other than Latin does. Differences that the `page:` of an
    /// erratum describes are listed as explained. Of an OpenAPI document, the members of the refund's messages and of its
    /// query are compared; it has no lines.
    ///
    /// A column, a row, a mark, a type or a length that is not understood is listed as such. It is no difference, and
    /// leaves the exit code at 0, unless nothing else could be compared. A spec whose only errors are marks `TODO` is
    /// compared as far as it is written.
    #[command(after_help = EXIT_CODES, after_long_help = with_exit_codes(DRIFT_JSON))]
    Drift(DriftArgs),
    /// Show step by step how the signature of a request is computed, and why a foreign one differs.
    ///
    /// With `--expect` or `--text`, tries the known mistakes, singly and in pairs, marks the simplest one that gives the
    /// foreign signature or text, and shows the first byte that differs. With `--answer`, shows the verification of an
    /// answer or a notification, the decrypted texts, and the times of a stale message.
    #[command(after_help = EXIT_CODES, after_long_help = with_exit_codes(EXPLAIN_JSON))]
    Explain(Box<ExplainArgs>),
    /// Report the changes between two specs, or two folders of specs, and who has to act.
    ///
    /// Models are compared, not texts: comments, white space and short forms are no changes. Items are matched by name,
    /// so a renamed item is reported as removed and added. In folders, providers are matched by id.
    ///
    /// Levels, the most serious first: `source`, the Rust interface changes; `runtime`, requests that passed may fail
    /// now, or answers may read differently; `behaviour`, same types with another meaning, such as signed texts, units,
    /// outcomes of codes; `none`, nobody has to act.
    #[command(after_help = EXIT_CODES, after_long_help = with_exit_codes(&diff_json()))]
    Diff(DiffArgs),
    /// Print a script with which a shell completes the command and its options.
    ///
    /// Such as `refundry completions bash > /etc/bash_completion.d/refundry`.
    #[command(after_help = EXIT_CODES)]
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Explain a code of `refundry check`: its cause, an example and the remedy.
    #[command(after_help = EXIT_CODES)]
    ExplainCode(ExplainCodeArgs),
    /// Print the JSON Schema of specs, with which editors complete and explain keys and underline mistakes.
    ///
    /// An editor uses it if the first line of a spec is `# yaml-language-server: $schema=./spec.schema.json`.
    #[command(after_help = EXIT_CODES)]
    Schema,
}

/// The end of the long help: the document and the exit codes.
fn with_exit_codes(document: &str) -> String {
    format!("{document}\n\n{EXIT_CODES}")
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Specs, folders of specs (all `*.yaml` and `*.yml` in them and in their folders, without hidden ones), or `-` for
    /// a spec on stdin.
    #[arg(default_value = "specs")]
    pub paths: Vec<PathBuf>,
    /// Mend faults that have one right correction, write the specs, and report what was changed and the faults that are
    /// left. With `-`, the mended spec goes to stdout.
    ///
    /// Mended are signs of a Chinese keyboard and invisible ones, slips of YAML, types of pages, operators of other
    /// languages, and misspelled names that can mean only one. Never changed are units of amounts, roles, outcomes, error
    /// codes and other facts about money.
    #[arg(long)]
    pub fix: bool,
    /// With `--fix`: print the changes as a unified diff, and write nothing. The exit code is that of the specs as they
    /// are.
    #[arg(long, requires = "fix", visible_alias = "dry-run")]
    pub diff: bool,
    /// Text for people, with faults on stderr; or a document for programs, on stdout.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// Colour in the text: `auto` uses it on a terminal, unless NO_COLOR is set.
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

/// The format of the report of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Text for people.
    Text,
    /// JSON for programs.
    Json,
    /// SARIF 2.1.0 for code scanners.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

/// Arguments of `explain-code`.
#[derive(Debug, clap::Args)]
pub struct ExplainCodeArgs {
    /// The code, such as R028; without one, all codes are listed.
    pub code: Option<String>,
}

/// Arguments of `generate`.
#[derive(Debug, clap::Args)]
pub struct GenerateArgs {
    /// The folder of the specs.
    #[arg(long, value_name = "DIR", default_value = "specs")]
    pub specs: PathBuf,
    /// The folder of the generated crate.
    #[arg(long, value_name = "DIR", default_value = "generated")]
    pub out: PathBuf,
    /// Compile all specs and write nothing; fail if a file is missing, changed or stale.
    #[arg(long)]
    pub check: bool,
    /// The options of the report.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// Arguments of `new`.
#[derive(Debug, clap::Args)]
pub struct NewArgs {
    /// The provider's name in snake_case: the Rust module and the cargo feature, such as acme_pay.
    pub id: String,
    /// The provider's page, from which the spec is drafted: HTML of at most 8 MiB, Markdown or text of at most 2 MiB. Or an
    /// OpenAPI document of version 3 in JSON or YAML, of at most 32 MiB; its file ends in `.json`, `.yaml` or `.yml`.
    #[arg(long, value_name = "PAGE")]
    pub from: Option<PathBuf>,
    /// The folder of the specs.
    #[arg(long, value_name = "DIR", default_value = "specs")]
    pub specs: PathBuf,
    /// The options of the report.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// Arguments of `drift`.
#[derive(Debug, clap::Args)]
pub struct DriftArgs {
    /// The spec, such as specs/acme_pay.yaml.
    pub spec: PathBuf,
    /// The page: HTML or a web archive (MHTML) of at most 8 MiB, Markdown or text of at most 2 MiB. Or an OpenAPI document
    /// of version 3, whose file ends in `.json`, `.yaml` or `.yml`.
    pub document: PathBuf,
    /// The options of the report.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// The spec, such as specs/acme_pay.yaml.
    pub spec: PathBuf,
    /// The operation, such as refund.
    pub operation: String,
    /// The caller's fields, as JSON; by default those of the example.
    #[arg(long, value_name = "FILE")]
    pub values: Option<PathBuf>,
    /// The merchant's credentials, as JSON; by default the throw-away credentials of the example.
    #[arg(long, value_name = "FILE")]
    pub credentials: Option<PathBuf>,
    /// The example that supplies absent values; by default the operation's first one.
    #[arg(long, value_name = "NAME")]
    pub example: Option<String>,
    /// The time of the call, RFC 3339; by default that of the example, or the current time if values are given.
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// The nonce; by default that of the example, or a random one if there is no example.
    #[arg(long, value_name = "TEXT")]
    pub nonce: Option<String>,
    /// The salt; by default that of the example.
    #[arg(long, value_name = "TEXT")]
    pub salt: Option<String>,
    /// The server's name in the spec; by default that of the example.
    #[arg(long, value_name = "NAME")]
    pub server: Option<String>,
    /// A foreign signature of the same request.
    #[arg(long, value_name = "SIGNATURE", conflicts_with_all = ["text", "answer"])]
    pub expect: Option<String>,
    /// The text under a foreign signature, in UTF-8 or GBK. The line end at the end of the file may be an editor's.
    #[arg(long, value_name = "FILE", conflicts_with = "answer")]
    pub text: Option<PathBuf>,
    /// An answer or a notification to verify.
    #[arg(long, value_name = "FILE")]
    pub answer: Option<PathBuf>,
    /// Show secrets instead of `***`.
    #[arg(long)]
    pub show_secrets: bool,
    /// The options of the report.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// The old spec or folder of specs.
    pub old: PathBuf,
    /// The new spec or folder of specs.
    pub new: PathBuf,
    /// Fail with exit code 1 if there is a change of this level or a more serious one. By default no change fails.
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<Level>,
    /// The options of the report.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// The options of a report.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// Text for people, with faults on stderr; or JSON for programs, on stdout.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Colour in the text: `auto` uses it on a terminal, unless NO_COLOR is set.
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for people.
    Text,
    /// JSON for programs.
    Json,
}
