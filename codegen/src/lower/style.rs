//! The options of a layer: settled, and held against its codec.

use super::{Scope, value::Direction};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Codec, Layer, Message, Part, Signs, Style, Type, Value},
    source::Span,
    spec::syntax::{self, Absent, Brackets, Place},
};

impl Scope<'_> {
    /// The style of a layer. Options that say nothing there are faults.
    pub(super) fn style(&mut self, layer: &syntax::Layer, message: &Message, direction: Direction) -> Style {
        let options = &layer.options;
        let has = |codec: Codec| layer.codecs.iter().any(|written| written.value == codec);
        let form = has(Codec::Form) || has(Codec::Query);
        let query = message.fields.iter().any(|field| field.place == Place::Query);
        self.fits(form || query, &options.percent, "`percent` is for forms and queries");
        self.fits(form, &options.nesting, "`nesting` is for forms and queries");
        self.fits(form, &options.brackets, "`brackets` is for forms and queries");
        let pairs = has(Codec::Pairs);
        self.fits(pairs, &options.pair, "`pair` is for pairs");
        self.fits(pairs, &options.join, "`join` is for pairs");
        self.fits(pairs, &options.braces, "`braces` is for pairs");
        let signs = signs(options);
        if pairs {
            self.check_signs(layer, &signs, message);
        }
        let nulls = options.absent.as_ref().filter(|absent| absent.value == Absent::Null);
        self.fits(has(Codec::Json), &options.absent, "`absent` is for JSON");
        let sent = direction == Direction::Sent;
        self.fits(sent, &options.absent, "what is received is read with and without `null`");
        self.fits(sent, &options.nesting, "only what is sent nests in brackets");
        Style {
            percent: options.percent.as_ref().map(|percent| percent.value).unwrap_or_default(),
            nests: options.nesting.is_some(),
            literal_brackets: options.brackets.as_ref().is_some_and(|brackets| brackets.value == Brackets::Literal),
            signs,
            charset: options.charset.as_ref().map(|charset| charset.value).unwrap_or_default(),
            nulls: nulls.is_some(),
        }
    }

    /// No name may be taken for two, and no sign for another.
    fn check_signs(&mut self, layer: &syntax::Layer, signs: &Signs, message: &Message) {
        if signs.pair == signs.join {
            let span = layer.options.join.as_ref().or(layer.options.pair.as_ref()).map_or(layer.span, |sign| sign.span);
            let text = format!("`{}` stands between members and between name and value", signs.join);
            self.fault_with(Code::LayerMismatch, span, text, "write two different signs");
        }
        let ends = |next: char| next == signs.pair || next == signs.join || signs.braces && "{}".contains(next);
        for field in message.fields.iter().filter(|field| field.place == Place::Body && field.wire.contains(ends)) {
            let text = format!("`{}` holds a sign that ends a name", field.wire);
            self.fault_with(Code::BadName, field.span, text, "choose other signs with `pair:` and `join:`");
        }
    }

    fn fits<T>(&mut self, fits: bool, option: &Option<syntax::Spanned<T>>, text: &str) {
        if let Some(option) = option.as_ref().filter(|_| !fits) {
            self.fault_with(Code::LayerMismatch, option.span, text, "leave it out");
        }
    }

    /// Members of text codecs are texts.
    pub(super) fn check_carried(&mut self, message: &Message, codecs: &[Codec], style: &Style, span: Span) {
        let flat = |codec: &Codec| *codec != Codec::Json && !style.nests;
        let text_only = codecs.iter().any(flat);
        for field in &message.fields {
            if let Type::Indexed { message, .. } = &field.ty {
                self.check_carried(message, codecs, style, span);
            }
        }
        let nested = |ty: &Type| ty.is_nested() && !ty.is_flat_list();
        for field in message.fields.iter().filter(|field| text_only && nested(&field.ty)) {
            let text = format!("`{}` is nested, and this layer's members are texts", field.wire);
            let fault = Diagnostic::new(Code::NotCarried, field.span, text).other(span, "the layer");
            let nesting = if codecs.contains(&Codec::Form) || codecs.contains(&Codec::Query) {
                "write the type as `json(…)`, let the layer nest in brackets, or change the codec"
            } else {
                "write the type as `json(…)`, or change the codec"
            };
            self.diagnostics.push(fault.help(nesting));
        }
    }

    /// A selection joins texts: what is written as several pairs has none.
    pub(super) fn check_selected(&mut self, layers: &[Layer], values: &[Value]) {
        for value in values {
            let selected = value.parts().into_iter().flat_map(|part| match part {
                Part::Fields(selection) => selection.fields.iter().map(|field| (selection.layer, field)).collect(),
                Part::Field { layer, path, .. } => path.first().map(|field| (*layer, field)).into_iter().collect(),
                _ => Vec::new(),
            });
            let nests = |layer: usize| layers.get(layer).is_some_and(|layer| layer.style.nests);
            for (_, field) in selected.filter(|(layer, field)| nests(*layer) && field.ty.is_nested()) {
                let text = format!(
                    "`{}` is written as several pairs, so value `{}` has no text of it",
                    field.wire, value.name
                );
                let help = "leave it out with `except:`, or take `{ system: body }`";
                self.diagnostics.push(
                    Diagnostic::new(Code::NotCarried, value.span, text)
                        .other(field.span, "nested in brackets")
                        .help(help),
                );
            }
        }
    }
}

fn signs(options: &syntax::Options) -> Signs {
    let usual = Signs::default();
    Signs {
        pair: options.pair.as_ref().map_or(usual.pair, |sign| sign.value),
        join: options.join.as_ref().map_or(usual.join, |sign| sign.value),
        braces: options.braces.as_ref().is_some_and(|braces| braces.value),
    }
}
