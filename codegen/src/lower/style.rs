//! The options of a layer: settled, and held against its codec.

use refundry_vocabulary::Nests;

use super::{Scope, value::Direction};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Codec, Field, Layer, Message, Part, Signs, Style, Type, Value},
    source::Span,
    spec::syntax::{self, Absent, Brackets, Charset, Place},
};

impl Scope<'_> {
    /// The style of a layer. Options that say nothing there are faults.
    pub(super) fn style(&mut self, layer: &syntax::Layer, message: &Message, direction: Direction) -> Style {
        let options = &layer.options;
        let has = |codec: Codec| layer.codecs.iter().any(|written| written.value == codec);
        let form = layer.codecs.iter().any(|codec| codec.value.row().form);
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
        self.fits(has(Codec::Xml), &options.declaration, "`declaration` is for XML");
        self.check_declaration(options);
        self.fits(has(Codec::Xml), &options.cdata, "`cdata` is for XML");
        self.fits(sent, &options.declaration, "only what is sent has a declaration of ours");
        self.fits(sent, &options.cdata, "only what is sent chooses how texts are written");
        self.fits(sent, &options.nesting, "only what is sent nests in brackets");
        Style {
            percent: options.percent.as_ref().map(|percent| percent.value).unwrap_or_default(),
            nests: options.nesting.is_some(),
            cdata: options.cdata.as_ref().is_some_and(|cdata| cdata.value),
            literal_brackets: options.brackets.as_ref().is_some_and(|brackets| brackets.value == Brackets::Literal),
            signs,
            charset: options.charset.as_ref().map(|charset| charset.value).unwrap_or_default(),
            nulls: nulls.is_some(),
        }
    }

    /// A declaration names the charset that the layer is written in.
    fn check_declaration(&mut self, options: &syntax::Options) {
        let Some(declaration) = &options.declaration else { return };
        let charset = options.charset.as_ref().map(|charset| charset.value).unwrap_or_default();
        let stated = declaration.value.split_once("encoding=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
        let named = stated.map(|rest| rest.split(['"', '\'']).next().unwrap_or_default());
        let agrees = named.map_or(charset == Charset::Utf8, |name| Charset::of_message(name) == Some(charset));
        if !agrees {
            let text = "the declaration names another encoding than the layer has";
            self.fault_with(Code::LayerMismatch, declaration.span, text, "let `charset:` and the declaration agree");
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

    /// Members of text codecs are texts; XML has elements in elements, and no maps.
    pub(super) fn check_carried(&mut self, message: &Message, codecs: &[Codec], style: &Style, span: Span) {
        for field in &message.fields {
            if field.place == Place::Attribute {
                self.check_attribute(field, codecs, span);
            }
            let xml = codecs == [Codec::Xml];
            match &field.ty {
                Type::Indexed { message, .. } => self.check_carried(message, codecs, style, span),
                Type::Parallel { .. } => {}
                Type::Object(message) if xml => self.check_carried(message, codecs, style, span),
                Type::List(inner) if xml => {
                    if let Some(message) = inner.message() {
                        self.check_carried(message, codecs, style, span);
                    }
                }
                Type::Object(_) | Type::List(_) | Type::Map { .. } => self.check_nested(field, codecs, style, span),
                Type::Scalar(_) | Type::Json(_) | Type::Layer(_) => {}
            }
        }
    }

    fn check_nested(&mut self, field: &Field, codecs: &[Codec], style: &Style, span: Span) {
        let carried = |codec: &Codec| match codec.row().nests {
            Nests::All => true,
            Nests::Elements => false,
            Nests::Brackets | Nests::Never => style.nests,
        };
        if codecs.iter().all(carried) {
            return;
        }
        let text = if codecs.iter().any(|codec| codec.has_elements()) {
            format!("`{}` is a map, and keys are no names of elements", field.wire)
        } else {
            format!("`{}` is nested, and this layer's members are texts", field.wire)
        };
        let fault = Diagnostic::new(Code::NotCarried, field.span, text).other(span, "the layer");
        let nesting = if codecs.iter().any(|codec| codec.row().nests == Nests::Brackets) {
            "write the type as `json(…)`, let the layer nest in brackets, or change the codec"
        } else {
            "write the type as `json(…)`, or change the codec"
        };
        self.diagnostics.push(fault.help(nesting));
    }

    fn check_attribute(&mut self, field: &Field, codecs: &[Codec], span: Span) {
        let (code, text) = if codecs != [Codec::Xml] {
            (Code::LayerMismatch, format!("`{}` is an attribute, and only the root of XML has some", field.wire))
        } else if field.ty.content().is_nested() || field.source.is_layer() {
            (Code::NotCarried, format!("`{}` is an attribute, which holds one short text", field.wire))
        } else {
            return;
        };
        let fault = Diagnostic::new(code, field.span, text).other(span, "the layer");
        self.diagnostics.push(fault.help("leave out `in: attribute`"));
    }

    /// A selection joins texts: what is written as several pairs has none.
    pub(super) fn check_selected(&mut self, layers: &[Layer], values: &[Value]) {
        for value in values {
            let selected = value.parts().into_iter().flat_map(|part| match part {
                Part::Fields(selection) => selection.fields.iter().map(|field| (selection.layer, field)).collect(),
                Part::Field { layer, path, .. } => path.first().map(|field| (*layer, field)).into_iter().collect(),
                Part::Literal(_)
                | Part::Credential(_)
                | Part::Serial(..)
                | Part::Value(_)
                | Part::Optional(_)
                | Part::System(_)
                | Part::Header { .. }
                | Part::Now(_) => Vec::new(),
            });
            let nests = |layer: usize| layers.get(layer).is_some_and(|layer| layer.style.nests || layer.has_elements());
            let pieces = |field: &Field| field.source.is_members();
            let in_pieces = selected.filter(|(layer, field)| pieces(field) || nests(*layer) && field.ty.is_nested());
            for (_, field) in in_pieces {
                let text = format!(
                    "`{}` is written in several pieces, so value `{}` has no text of it",
                    field.wire, value.name
                );
                let help = "leave it out with `except:`, or take `{ system: body }`";
                self.diagnostics
                    .push(Diagnostic::new(Code::NotCarried, value.span, text).other(field.span, "nested").help(help));
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
