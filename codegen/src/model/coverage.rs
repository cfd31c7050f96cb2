//! The members that the signatures of a received message cover, through every value and case.

use std::sync::Arc;

use super::{
    Case, Condition, Echo, Field, Layer, Location, Message, Part, Place, Receives, Row, Selection, Signed, Source,
    Step, System, Test, Type, Value, locations_read,
};

impl Receives {
    /// The declared members that no signature covers; none if the message has no signature.
    pub fn unsigned_members(&self) -> Vec<String> {
        let Some((outer, inner)) = self.layers.split_first().filter(|_| !self.signatures().is_empty()) else {
            return Vec::new();
        };
        self.open(&[], &outer.message, inner).into_iter().map(|path| path.join(".")).collect()
    }

    fn open(&self, around: &[String], message: &Message, inner: &[Layer]) -> Vec<Vec<String>> {
        let mut out = Vec::new();
        for field in message.fields.iter().filter(|field| field.place != Place::Signature) {
            let path = [around, std::slice::from_ref(&field.wire)].concat();
            let own = |signed: &Signed| signed.signature.member() == Some(&path);
            let at = match field.place {
                Place::Header => Location::Header { name: field.wire.clone(), parameter: None },
                Place::Body | Place::Path | Place::Query | Place::Signature | Place::Attribute | Place::Text => {
                    Location::Member(arriving(field, &path))
                }
            };
            if self.signatures().iter().any(own) || self.is_signed(&at) {
                continue;
            }
            let within = match (&field.source, field.ty.content(), inner.split_first()) {
                (Source::Layer, _, Some((layer, rest))) => Some((&layer.message, rest)),
                (_, Type::Object(message), _) => Some((message, inner)),
                _ => None,
            };
            // No signature of a real provider reaches deeper into objects.
            let within = within.filter(|_| path.len() < 3 || field.source.is_layer());
            let open = within.map(|(message, rest)| (message.fields.len(), self.open(&path, message, rest)));
            match open {
                Some((all, open)) if open.len() < all => out.extend(open),
                _ => out.push(path),
            }
        }
        out
    }

    /// Whether a row rests on a member that no signature covers, so that it refuses at most. Only a message that is
    /// signed in part, or whose refusals come unsigned, has such rows.
    pub fn is_weak(&self, row: &Row) -> bool {
        let allowed = !self.partial().is_empty() || !self.refuses().is_empty();
        allowed && row.members().any(|path| !self.is_signed_member(path))
    }

    /// Whether an echo identifies the refund of an answer.
    pub fn identifies(&self, echo: &Echo) -> bool {
        echo.identifies() && self.is_covered(echo)
    }

    /// Whether nobody but the provider can write the compared members, as far as the message is signed.
    pub fn is_covered(&self, echo: &Echo) -> bool {
        self.partial().is_empty() || echo.answers.iter().all(|path| self.is_signed_member(path))
    }

    /// Whether a signature covers a member, and the currency that tells the decimals of an amount.
    pub fn is_signed_member(&self, path: &[Arc<Field>]) -> bool {
        locations_read(path).iter().all(|at| self.is_signed(at))
    }

    /// Whether a signature covers a member or header. An attacker chooses among alternatives by the members that he adds
    /// or removes, so every alternative must cover a member, or be for messages without the member.
    pub fn is_signed(&self, at: &Location) -> bool {
        let covered = |signed: &Signed| self.proves(signed) && self.covers(at, signed.value);
        match self.has_alternatives() {
            true => self.signatures().iter().all(|signed| signed.excludes(at) || covered(signed)),
            false => self.signatures().iter().any(covered),
        }
    }

    /// Whether a member or header takes part in a value, directly or through other values, in every message.
    pub fn covers(&self, at: &Location, value: usize) -> bool {
        let Some(value) = self.values.get(value) else { return true };
        let covered = |case: &Case| case.keeps_text() && case.parts.iter().any(|part| self.part_covers(at, part));
        !value.cases.is_empty() && value.cases.iter().all(covered)
    }

    fn part_covers(&self, at: &Location, part: &Part) -> bool {
        let Part::Optional(parts) = part else { return self.takes(at, part, Self::covers) };
        let covers = |part: &Part| self.part_covers(at, part);
        // A part that may be absent although the member is there takes the member out of the text.
        let stays = |part: &Part| !part.is_awaited() || part.is_always_there() || covers(part);
        parts.iter().any(covers) && parts.iter().all(stays)
    }

    /// Whether a member or header takes part in at least one case of a value.
    pub fn touches(&self, at: &Location, value: usize) -> bool {
        let Some(value) = self.values.get(value) else { return false };
        value.cases.iter().flat_map(|case| &case.parts).any(|part| self.takes(at, part, Self::touches))
    }

    /// Whether the value of that index takes a member of the body, as text or for a step, directly or through other
    /// values.
    pub fn takes_members(&self, value: usize) -> bool {
        let reached = Value::reached(&self.values, value).into_iter().filter_map(|index| self.values.get(index));
        let mut parts =
            reached.flat_map(|value| value.parts().into_iter().chain(Part::flat(value.steps().flat_map(Step::texts))));
        parts.any(|part| match part {
            Part::Field { path, .. } => path.iter().all(|field| field.is_received()),
            Part::Fields(_) | Part::Remainder(_) => true,
            Part::System(system) => self.holds_members(*system),
            Part::Literal(_) | Part::Credential(_) | Part::Serial(..) | Part::Value(_) | Part::Optional(_) => false,
            Part::Header { .. } | Part::KeyOf { .. } | Part::Received(_) | Part::Sent(_) | Part::Now(_) => false,
        })
    }

    /// Whether a part takes a member or header from the message; `within` answers for the values in it.
    fn takes(&self, at: &Location, part: &Part, within: fn(&Self, &Location, usize) -> bool) -> bool {
        match part {
            Part::Header { name, parameter } => is_header(at, name, parameter.as_deref()),
            Part::Field { path, .. } => at.member().is_some_and(|member| {
                path.iter().zip(member).all(|(field, name)| field.wire == *name) && path.len() <= member.len()
            }),
            Part::Fields(selection) => at.member().is_some_and(|member| {
                let mut through = selection.carriers.iter().zip(member);
                self.is_flat(selection, member)
                    && through.all(|(carriers, name)| carriers.contains(name))
                    && member.get(selection.carriers.len()..).is_some_and(|rest| selects(selection, rest))
            }),
            Part::Remainder(remainder) => at.member().is_some_and(|member| remainder.holds(member)),
            Part::System(System::ContentType) => is_header(at, "Content-Type", None),
            Part::System(system) => at.member().is_some() && self.holds_members(*system),
            Part::Value(inner) => within(self, at, *inner),
            Part::Optional(parts) => parts.iter().any(|part| self.takes(at, part, within)),
            Part::Literal(_) | Part::Credential(_) | Part::Serial(..) | Part::Now(_) => false,
            Part::KeyOf { .. } | Part::Received(_) | Part::Sent(_) => false,
        }
    }

    /// The members and headers that change what the layer of that index says although its wire form stays: they decrypt
    /// it, directly or through values. None if a tag shows the change, as in GCM mode.
    pub fn decrypting(&self, index: usize) -> Vec<Location> {
        let steps = self.layers.get(index).map(|layer| layer.steps.as_slice()).unwrap_or_default();
        let malleable = steps.iter().any(|step| matches!(step, Step::Encrypt(by) if by.cipher.row().tag == 0));
        let steps = if malleable { steps } else { &[] };
        let values = steps.iter().flat_map(Step::taken_values).flat_map(|value| Value::reached(&self.values, value));
        let values = values.filter_map(|index| self.values.get(index));
        let of_values = values.flat_map(|value| value.parts().into_iter().chain(value.steps().flat_map(Step::texts)));
        let parts = steps.iter().flat_map(Step::texts).chain(of_values);
        Part::flat(parts).into_iter().filter_map(Part::location).collect()
    }

    /// Whether a signature takes the wire form of the layer of that index, with the steps over it.
    pub fn signs_wire_form(&self, index: usize) -> bool {
        let Some(around) = index.checked_sub(1) else {
            let is_body = |part: &&Part| matches!(part, Part::System(System::Body));
            return self.signed_texts().into_iter().any(|parts| Part::flat(parts).iter().any(is_body));
        };
        let first = |layer: &Layer| layer.carriers().next().map(|field| field.wire.clone());
        let path: Vec<String> = self.layers.iter().take(around).filter_map(first).collect();
        let carriers = self.layers.get(around).into_iter().flat_map(Layer::carriers);
        let mut paths = carriers.map(|field| [path.as_slice(), std::slice::from_ref(&field.wire)].concat());
        paths.any(|path| self.is_signed(&Location::Member(path)))
    }

    /// Whether a part of the message holds all members: the body, or the query in which a notification comes.
    fn holds_members(&self, system: System) -> bool {
        match self.layers.first().is_some_and(Layer::is_query) {
            true => matches!(system, System::Query | System::Target | System::Url),
            false => system == System::Body,
        }
    }

    /// Whether a selection can take a member: in XML it takes neither attributes nor nested members.
    fn is_flat(&self, selection: &Selection, member: &[String]) -> bool {
        let Some(layer) = self.layers.get(selection.layer).filter(|layer| layer.has_elements()) else { return true };
        let field = member.get(selection.layer).and_then(|member| layer.message.field(member));
        field.is_none_or(|field| field.place != Place::Attribute && !field.ty.is_nested() && !field.ty.is_layer())
    }
}

impl Signed {
    /// Whether a message of this alternative lacks the member, or an object around it.
    pub fn excludes(&self, at: &Location) -> bool {
        at.member().is_some_and(|member| self.when.iter().any(|condition| condition.keeps_out(member)))
    }
}

impl Condition {
    /// Whether a message that meets the condition lacks the member at that path. The absence of a list proves nothing:
    /// its items are told from each other, or arrive under other names, only when they are read.
    fn keeps_out(&self, member: &[String]) -> bool {
        let is_one = |field: &Arc<Field>| !field.ty.is_repeated() && !field.ty.is_flat_list();
        let along = self.path.iter().zip(member).all(|(field, name)| field.wire == *name);
        let whole = self.path.len() <= member.len() && self.path.iter().all(is_one);
        matches!(self.test, Test::Absent) && !self.path.is_empty() && along && whole
    }
}

/// Whether a location is a header, or the parameter of one.
fn is_header(at: &Location, name: &str, parameter: Option<&str>) -> bool {
    let Location::Header { name: header, parameter: wanted } = at else { return false };
    name.eq_ignore_ascii_case(header) && (parameter.is_none() || parameter == wanted.as_deref())
}

/// The path of a member as it arrives: the members of a flat list stand beside the other members.
fn arriving(field: &Field, path: &[String]) -> Vec<String> {
    let (Type::Indexed { message, .. } | Type::Parallel { message, .. }) = &field.ty else { return path.to_vec() };
    let item = message.fields.first().map_or(&field.wire, |first| &first.wire);
    let flat = if matches!(field.ty, Type::Parallel { .. }) { item.clone() } else { format!("{item}_0") };
    path.iter().take(path.len().saturating_sub(1)).cloned().chain([flat]).collect()
}

/// Whether a selection takes the member at `path`, which starts in the selected layer.
fn selects(selection: &Selection, path: &[String]) -> bool {
    let Some((member, inside)) = path.split_first() else { return false };
    // With nested members left out, only scalar fields are selected.
    let scalar = || inside.is_empty() && selection.fields.iter().any(|field| field.wire == *member);
    selection.takes(member) && (selection.keep_nested || scalar())
}
