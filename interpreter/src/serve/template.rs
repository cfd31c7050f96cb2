//! The reading of a text that parts have made: which text each part wrote.

use refundry_codegen::model::Part;

/// The texts of the parts that are no literals, up to the first part whose end cannot be found.
pub(crate) fn texts<'p, 't>(parts: &'p [Part], text: &'t str) -> Vec<(&'p Part, &'t str)> {
    let (mut out, mut rest) = (Vec::new(), text);
    for (index, part) in parts.iter().enumerate() {
        if let Part::Literal(literal) = part {
            let Some(after) = rest.strip_prefix(literal.as_str()) else { break };
            rest = after;
            continue;
        }
        let end = match parts.get(index + 1) {
            None => Some(rest.len()),
            Some(Part::Literal(literal)) => rest.find(literal.as_str()),
            Some(_) => None,
        };
        let Some((own, after)) = end.and_then(|end| rest.split_at_checked(end)) else { break };
        out.push((part, own));
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use refundry_codegen::model::{Part, System};

    use super::texts;

    #[test]
    fn texts_end_at_the_next_literal() {
        let literal = |text: &str| Part::Literal(text.to_owned());
        let parts = [literal("A n=\""), Part::System(System::Nonce), literal("\",t="), Part::System(System::Salt)];
        let found: Vec<&str> = texts(&parts, "A n=\"x=y\",t=12").into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, ["x=y", "12"]);
        assert!(texts(&parts, "B n=\"x\"").is_empty());
        assert_eq!(texts(&parts, "A n=\"x").len(), 0);
    }
}
