//! Signed messages of one operation that another operation of the same provider would accept.

use std::{borrow::Cow, sync::Arc};

use super::outcome_table::{Message, decide, find, holds, members, texts};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{
        Decision, Echo, Field, Operation, OperationKind, Outcome, Provider, Receives, Row, Test, operation::dotted,
    },
};

/// The greatest number of search steps for a pair of receivers; beyond it, the check reports that it is incomplete.
/// Tables of real providers need some hundreds.
const LIMIT: usize = 20_000;

/// A signed message must not settle a refund at another receiver with an outcome that its owner does not give.
pub(super) fn check_confusion(provider: &Provider, diagnostics: &mut Diagnostics) {
    for reader in &provider.operations {
        for owner in provider.operations.iter().filter(|owner| owner.name != reader.name) {
            let pair = Pair::new(provider, owner, reader);
            if let Some(fault) = pair.and_then(|pair| pair.confusion()) {
                diagnostics.push(fault);
            }
        }
    }
}

/// The operation that a message belongs to, and another that verifies it with the same values.
struct Pair<'p> {
    provider: &'p Provider,
    owner: &'p Operation,
    reader: &'p Operation,
    /// The owner's received messages.
    sent: &'p Receives,
    /// Whether the reader can identify the refund of the owner's messages.
    identified: bool,
}

impl<'p> Pair<'p> {
    /// `None` if the reader does not verify the owner's messages, or its needed echoes are not in them.
    fn new(provider: &'p Provider, owner: &'p Operation, reader: &'p Operation) -> Option<Self> {
        let (sent, read) = (owner.receives.as_ref()?, reader.receives.as_ref()?);
        let names = |receives: &'p Receives| {
            receives.signatures().iter().filter_map(|signed| Some(receives.values.get(signed.value)?.name.as_str()))
        };
        let signed: Vec<&str> = names(read).collect();
        let same = !signed.is_empty() && signed.iter().all(|name| names(sent).any(|other| other == *name));
        let there = |echo: &Echo| echo.answers.iter().any(|path| find(sent, &dotted(path)).is_some());
        let settled = read.echo.iter().filter(|echo| echo.is_needed()).all(there);
        let known = read.identifying();
        let identified = read.echo.iter().any(|echo| known.contains(&echo.recorded_name()) && there(echo));
        (same && settled).then_some(Self { provider, owner, reader, sent, identified })
    }

    fn confusion(&self) -> Option<Diagnostic> {
        let space = self.space();
        let mut steps = LIMIT;
        let found = self.search(&space, &mut Message::new(), &mut steps);
        found.or_else(|| (steps == 0).then(|| self.untried()))
    }

    /// Tries each text of the decisive members, in the order in which the tables ask for the members.
    fn search<'m>(&self, space: &'m [Member], message: &mut Message<'m>, steps: &mut usize) -> Option<Diagnostic> {
        *steps = steps.checked_sub(1)?;
        let open = asked(self.reader, space, message);
        if open.is_none() && !self.books(message) {
            return None;
        }
        let Some(member) = open.or_else(|| self.asked_of_the_owner(space, message)) else {
            return self.fault(space, message);
        };
        let found = member.texts.iter().find_map(|text| {
            message.insert(&member.path, text.as_deref());
            self.search(space, message, steps)
        });
        message.remove(member.path.as_str());
        found
    }

    fn asked_of_the_owner<'m>(&self, space: &'m [Member], message: &Message<'_>) -> Option<&'m Member> {
        let needed = self.reader.receives.iter().flat_map(|receives| &receives.echo).filter(|echo| echo.is_needed());
        let told =
            self.sent.unless().iter().map(|condition| &condition.path).chain(needed.flat_map(|echo| &echo.answers));
        let told = told.filter_map(|path| open(path, space, message)).next();
        told.or_else(|| asked(self.owner, space, message))
    }

    /// Whether the reader settles a refund because of the message.
    fn books(&self, message: &Message<'_>) -> bool {
        // A failure may lack the refund's numbers, and an answer comes on the connection of its own request.
        decide(self.provider, self.reader, message).is_some_and(|(_, read)| {
            if read == Outcome::Succeeded {
                self.identified
            } else {
                read.is_undone() && self.reader.kind == OperationKind::Notification
            }
        })
    }

    fn untried(&self) -> Diagnostic {
        let (owner, reader) = (&self.owner.name, &self.reader.name);
        let text = format!("not every signed message of `{owner}` was tried as one of `{reader}`: there are too many");
        Diagnostic::new(Code::Confusion, self.reader.span, text)
            .other(self.owner.span, "the same value verifies its messages")
            .help("test fewer members together, or verify both with values of their own")
    }

    fn fault(&self, space: &[Member], message: &Message<'_>) -> Option<Diagnostic> {
        if self.is_foreign(message) || space.iter().any(|member| member.lacks(message)) {
            return None;
        }
        let (row, read) = decide(self.provider, self.reader, message)?;
        let own = decide(self.provider, self.owner, message).map_or(Outcome::Unknown, |(_, outcome)| outcome);
        (self.books(message) && own != read && self.is_settled(message)).then(|| self.told(row, [own, read], message))
    }

    /// Whether the owner never signs such a message: it may be unsigned, or a row makes it unknown because of a member
    /// that only other messages have.
    fn is_foreign(&self, message: &Message<'_>) -> bool {
        let unless = self.sent.unless();
        let unsigned = !unless.is_empty() && unless.iter().all(|condition| holds(condition, message));
        unsigned || decide(self.provider, self.owner, message).is_some_and(|(row, _)| is_guard(row))
    }

    /// Whether the message has the members that the reader compares.
    fn is_settled(&self, message: &Message<'_>) -> bool {
        let there = |path: &Vec<Arc<Field>>| message.get(dotted(path).as_str()).is_none_or(Option::is_some);
        let echo = self.reader.receives.iter().flat_map(|receives| &receives.echo);
        echo.filter(|echo| echo.is_needed()).all(|echo| echo.answers.iter().any(there))
    }

    fn told(&self, row: &Row, [own, read]: [Outcome; 2], message: &Message<'_>) -> Diagnostic {
        let (owner, reader) = (&self.owner.name, &self.reader.name);
        let words = Outcome::word;
        let text = format!(
            "a signed message of `{owner}` means `{}` there and `{}` when `{reader}` reads it",
            words(own),
            words(read)
        );
        let members: Vec<String> = message
            .iter()
            .map(|(path, text)| text.map_or_else(|| format!("no `{path}`"), |text| format!("`{path}` {text}")))
            .collect();
        let help = "demand a member here that only its own messages have, let a contradicting member decide first, or \
                    say `processing`";
        Diagnostic::new(Code::Confusion, row.span, text)
            .other(self.owner.span, "the same value verifies its messages")
            .note(format!("such a message has {}", members.join(", ")))
            .help(help)
    }

    /// The members that either table tests, as the owner's messages have them.
    fn space(&self) -> Vec<Member> {
        let tables = [self.owner, self.reader]
            .map(|operation| operation.receives.as_ref().map_or(&[][..], |receives| receives.outcome.as_slice()));
        let mut paths: Vec<String> = tables.iter().flat_map(|rows| members(rows)).collect();
        paths.sort_unstable();
        paths.dedup();
        paths.into_iter().map(|path| Member::new(self, tables, path)).collect()
    }
}

/// Whether a row makes a message unknown because one member is there.
fn is_guard(row: &Row) -> bool {
    let alone = matches!(row.when.as_slice(), [condition] if matches!(condition.test, Test::Present));
    alone && matches!(row.decision, Decision::Is(Outcome::Unknown))
}

/// The first member without a text that the operation's table needs to decide about a message.
fn asked<'m>(operation: &Operation, space: &'m [Member], message: &Message<'_>) -> Option<&'m Member> {
    let rows = operation.receives.iter().flat_map(|receives| &receives.outcome);
    for row in rows {
        let mut conditions = row.when.iter();
        let met = conditions.try_fold((), |(), condition| match open(&condition.path, space, message) {
            Some(member) => Err(Some(member)),
            None if holds(condition, message) => Ok(()),
            None => Err(None),
        });
        let member = met.and_then(|()| match row.deciding() {
            Some(path) => {
                open(path, space, message).map_or_else(|| Ok(is_there(path, message)), |open| Err(Some(open)))
            }
            None => Ok(true),
        });
        match member {
            Err(Some(member)) => return Some(member),
            Ok(true) => return None,
            Ok(false) | Err(None) => {}
        }
    }
    None
}

/// The member at `path`, if the message has no text for it yet.
fn open<'m>(path: &[Arc<Field>], space: &'m [Member], message: &Message<'_>) -> Option<&'m Member> {
    let path = dotted(path);
    space.iter().find(|member| member.path == path && !message.contains_key(path.as_str()))
}

fn is_there(path: &[Arc<Field>], message: &Message<'_>) -> bool {
    message.get(dotted(path).as_str()).is_some_and(Option::is_some)
}

/// A member of the owner's messages.
struct Member {
    path: String,
    /// One text for each class that the tables distinguish; `None` if the member may be absent.
    texts: Vec<Option<String>>,
    /// Whether the member is there whenever the object around it is.
    required: bool,
}

impl Member {
    fn new(pair: &Pair<'_>, tables: [&[Row]; 2], path: String) -> Self {
        let Some(found) = find(pair.sent, &path) else { return Self { path, texts: vec![None], required: false } };
        let always = |field: &Arc<Field>| field.presence.is_required();
        let required = found.last().is_some_and(|field| always(field));
        let mut listed: Vec<Cow<'_, str>> = tables.iter().flat_map(|rows| texts(pair.provider, rows, &path)).collect();
        listed.sort_unstable();
        listed.dedup();
        if let Some(enumeration) = found.last().and_then(|field| field.ty.enumeration()) {
            listed.retain(|text| enumeration.values.iter().any(|value| value.wire == **text));
        }
        let mut texts: Vec<Option<String>> = Vec::new();
        texts.extend(listed.iter().map(|text| Some(text.to_string())));
        // Stands for every text that no table names.
        texts.push(Some("…".to_owned()));
        if !found.iter().all(|field| always(field)) {
            texts.push(None);
        }
        let texts = pair.apart(tables, &path, texts);
        Self { path, texts, required }
    }

    /// Whether a message lacks the member although it has other members of the same object.
    fn lacks(&self, message: &Message<'_>) -> bool {
        let Some((around, _)) = self.path.rsplit_once('.').filter(|_| self.required) else { return false };
        let absent = message.get(self.path.as_str()).copied().flatten().is_none();
        let beside = |path: &str| path.strip_prefix(around).is_some_and(|rest| rest.starts_with('.'));
        absent && message.iter().any(|(path, text)| text.is_some() && beside(path))
    }
}

impl Pair<'_> {
    /// One text of each class that both tables treat alike.
    fn apart(&self, tables: [&[Row]; 2], path: &str, texts: Vec<Option<String>>) -> Vec<Option<String>> {
        let mut seen: Vec<Vec<Option<Outcome>>> = Vec::new();
        let mut out = Vec::new();
        for text in texts {
            let treated = self.treated(tables, path, text.as_deref());
            if text.is_none() || !seen.contains(&treated) {
                seen.push(treated);
                out.push(text);
            }
        }
        out
    }

    /// The results of the conditions and decisions over the member for one text.
    fn treated(&self, tables: [&[Row]; 2], path: &str, text: Option<&str>) -> Vec<Option<Outcome>> {
        let message = Message::from([(path, text)]);
        let operations = [self.owner, self.reader];
        let rows =
            operations.iter().zip(tables).flat_map(|(operation, rows)| rows.iter().map(move |row| (operation, row)));
        rows.flat_map(|(operation, row)| super::outcome_table::treated(self.provider, operation, row, path, &message))
            .collect()
    }
}
