//! The report for people: changes by provider and level, each with its two locations.

use refundry_codegen::render::Lines;

use super::change::{Change, ChangeState};
use super::compared::{Compared, gravest};
use super::kind::Level;
use crate::args::DiffArgs;
use crate::examples::around_difference;

/// The report with the number of changes per level.
pub fn report_text(args: &DiffArgs, compared: &[Compared<'_>]) -> String {
    let changed = compared.iter().filter(|compared| !compared.changes.is_empty());
    let parts: String = changed.map(provider).collect();
    let between = format!("between {} and {}", args.old.display(), args.new.display());
    let Some(gravest) = gravest(compared) else { return format!("no change {between}\n") };
    let counts: Vec<String> = Level::ALL.into_iter().filter_map(|level| count(compared, level)).collect();
    let fails = args.fail_on.filter(|threshold| gravest >= *threshold);
    let fails = fails.map(|threshold| format!("; fails on {}", threshold.word())).unwrap_or_default();
    parts + &format!("{}, {between}{fails}\n", counts.join(", "))
}

fn count(compared: &[Compared<'_>], level: Level) -> Option<String> {
    let changes = compared.iter().flat_map(|compared| &compared.changes);
    let count = changes.filter(|change| change.kind.level() == level).count();
    (count > 0).then(|| format!("{count} {}", level.word()))
}

fn provider(compared: &Compared<'_>) -> String {
    let sources = [compared.old.map(Lines::new), compared.new.map(Lines::new)];
    let lines = |level: Level| -> String {
        let changes = compared.changes.iter().filter(|change| change.kind.level() == level);
        let lines: String = changes.map(|change| line(&sources, change)).collect();
        if lines.is_empty() { lines } else { format!("  {}\n{lines}", level.word()) }
    };
    format!("{}\n{}\n", compared.id, Level::ALL.map(lines).concat())
}

fn line([old, new]: &[Option<Lines<'_>>; 2], change: &Change) -> String {
    let places = [place(old.as_ref(), &change.old), place(new.as_ref(), &change.new)];
    let width = places.iter().map(|place| place.chars().count()).max().unwrap_or_default();
    let (old, new) = around_difference(change.old.says.as_deref(), change.new.says.as_deref());
    let [before, after] = places;
    let side = |place: String, says: Option<String>| match place.is_empty() {
        true => String::new(),
        false => format!("      {place:width$}  {}\n", says.unwrap_or("nothing".to_owned())),
    };
    format!("    {} {}\n{}{}", change.kind.word(), change.subject, side(before, old), side(after, new))
}

fn place(source: Option<&Lines<'_>>, side: &ChangeState) -> String {
    let Some(source) = source else { return String::new() };
    let (line, column) = source.position(side.span.start);
    format!("{}:{line}:{column}", source.path().display())
}
