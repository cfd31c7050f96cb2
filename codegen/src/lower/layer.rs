//! Layers, with the options of their codecs.

use super::{Scope, message, step};
use crate::{
    diagnostic::Code,
    model::{
        BodyPresence, CarriedCharacters, Codec, Layer, Location, Message, Place, Separators, Style, Type,
        spans::LayerSpans,
    },
    source::Span,
    spec::syntax::{self, Absent, Brackets, Opening, Spanned, Word},
};

/// The layers without faults; their steps are bound later.
pub(super) fn lower_layers(scope: &mut Scope<'_>, syntax: &[syntax::Layer]) -> Vec<Layer> {
    let mut layers: Vec<Layer> = syntax.iter().filter_map(|layer| lower_layer(scope, layer)).collect();
    for inner in 1..layers.len() {
        if let Some((outer, [layer, ..])) = layers.split_at_mut_checked(inner) {
            outer.last().into_iter().for_each(|outer| embed(outer, layer));
        }
    }
    layers
}

/// Makes a layer that an object carries a part of the text around it, and a layer of XML an element of the document.
fn embed(outer: &Layer, layer: &mut Layer) {
    if !outer.embeds() {
        return;
    }
    let carried = [layer.characters, outer.characters].into_iter().flatten();
    layer.characters = carried.reduce(CarriedCharacters::and);
    if [&outer.codecs, &layer.codecs].iter().any(|codecs| **codecs != [Codec::Xml]) {
        return;
    }
    layer.element = true;
    layer.roots = outer.carriers().map(|carrier| carrier.wire.clone()).collect();
    layer.namespaces.clone_from(&outer.namespaces);
    layer.style.cdata = outer.style.cdata;
    layer.style.self_closing = outer.style.self_closing;
}

fn lower_layer(scope: &mut Scope<'_>, syntax: &syntax::Layer) -> Option<Layer> {
    step::check_steps(scope, &syntax.steps, false);
    let word = syntax.message.as_ref()?;
    scope.use_message(&word.value);
    let message = message::find_message(scope, word)?;
    let codecs: Vec<Codec> = syntax.codecs.iter().map(|codec| codec.value).collect();
    // A layer without a codec has a fault that the parser has reported, unless it has no body.
    let codec = codecs.first().copied();
    if codec.is_none() && !syntax.bodiless {
        return None;
    }
    let style = style(&codecs, &syntax.options);
    let characters = codec.and_then(|codec| characters(syntax, codec, &style));
    let charset_from = match &syntax.options.charset_from {
        Some(from) => Some(lower_charset_from(scope, from, &message)?),
        None => None,
    };
    let array = match &syntax.options.array {
        Some(word) => lower_array(scope, word, &message)?,
        None => String::new(),
    };
    Some(Layer {
        codecs,
        array,
        roots: syntax.roots.iter().map(|root| root.value.clone()).collect(),
        declaration: syntax.options.declaration.as_ref().map(|text| text.value.clone()).unwrap_or_default(),
        doctype: syntax.options.doctype.as_ref().map(|doctype| doctype.value.clone()),
        namespaces: namespaces(&syntax.options),
        element: false,
        message,
        characters,
        steps: Vec::new(),
        when: Vec::new(),
        style,
        body: match syntax.bodiless {
            true => BodyPresence::Never,
            false => syntax.options.body.as_ref().map(|body| body.value).unwrap_or_default(),
        },
        early: syntax.options.opened.as_ref().is_some_and(|opened| opened.value == Opening::BeforeSignature),
        charset_from,
        span: syntax.span,
        spans: LayerSpans {
            message: word.span,
            steps: syntax.steps.iter().map(|step| step.span).collect(),
            options: options(syntax),
        },
    })
}

fn namespaces(options: &syntax::Options) -> Vec<(String, String)> {
    options.namespaces.iter().map(|(prefix, namespace)| (prefix.value.clone(), namespace.value.clone())).collect()
}

fn lower_charset_from(scope: &mut Scope<'_>, from: &Spanned<syntax::Location>, message: &Message) -> Option<Location> {
    from.value.resolved(|name| {
        if message.field(&name.value).is_none_or(|field| field.place == Place::Header) {
            let known: Vec<&str> = message.fields.iter().map(|field| field.wire.as_str()).collect();
            scope.unknown("member", name, known);
            return None;
        }
        Some(vec![name.value.clone()])
    })
}

/// The list that an array is read as.
fn lower_array(scope: &mut Scope<'_>, word: &Word, message: &Message) -> Option<String> {
    let Some(field) = message.field(&word.value) else {
        let known = scope.field_names(message);
        scope.unknown("member", word, known);
        return None;
    };
    if !matches!(field.ty, Type::List(_)) || field.place != Place::Body {
        let text = format!("`{}` is no list, and the text is an array", word.value);
        scope.fault_with(Code::RuleDoesNotFit, word.span, text, "give the field the type `list(MESSAGE)`");
        return None;
    }
    Some(word.value.clone())
}

fn characters(syntax: &syntax::Layer, codec: Codec, style: &Style) -> Option<CarriedCharacters> {
    let characters = CarriedCharacters {
        xml: codec == Codec::Xml,
        basic_plane: syntax.basic_plane,
        pairs: codec.separators().map(|_| style.separators),
        charset: Some(style.charset).filter(|charset| !charset.is_complete()),
        ..CarriedCharacters::default()
    };
    characters.demanded()
}

fn style(codecs: &[Codec], options: &syntax::Options) -> Style {
    let usual = codecs.iter().find_map(|codec| codec.separators()).unwrap_or_default();
    Style {
        percent: options.percent.as_ref().map(|percent| percent.value).unwrap_or_default(),
        nests: options.nesting.is_some(),
        cdata: options.cdata.as_ref().is_some_and(|cdata| cdata.value),
        self_closing: options.self_closing.as_ref().is_some_and(|self_closing| self_closing.value),
        literal_brackets: options.brackets.as_ref().is_some_and(|brackets| brackets.value == Brackets::Literal),
        separators: Separators {
            pair: options.pair.as_ref().map_or(usual.pair, |separator| separator.value),
            join: options.join.as_ref().map_or(usual.join, |separator| separator.value),
            braces: options.braces.as_ref().is_some_and(|braces| braces.value),
        },
        charset: options.charset.as_ref().map(|charset| charset.value).unwrap_or_default(),
        trims: options.trim.as_ref().is_some_and(|trim| trim.value),
        nulls: options.absent.as_ref().is_some_and(|absent| absent.value == Absent::Null),
    }
}

/// The places of the options that are written.
fn options(layer: &syntax::Layer) -> Vec<(&'static str, Span)> {
    fn at<T>(option: Option<&Spanned<T>>) -> Option<Span> {
        option.map(|option| option.span)
    }
    let options = &layer.options;
    let written = [
        ("opened", at(options.opened.as_ref())),
        ("when", layer.when.first().map(|condition| condition.span)),
        ("array", at(options.array.as_ref())),
        ("percent", at(options.percent.as_ref())),
        ("nesting", at(options.nesting.as_ref())),
        ("brackets", at(options.brackets.as_ref())),
        ("declaration", at(options.declaration.as_ref())),
        ("doctype", at(options.doctype.as_ref())),
        ("namespaces", options.namespaces.iter().next().map(|(prefix, _)| prefix.span)),
        ("empty", at(options.self_closing.as_ref())),
        ("cdata", at(options.cdata.as_ref())),
        ("pair", at(options.pair.as_ref())),
        ("join", at(options.join.as_ref())),
        ("braces", at(options.braces.as_ref())),
        ("charset", at(options.charset.as_ref())),
        ("charset_from", at(options.charset_from.as_ref())),
        ("body", at(options.body.as_ref())),
        ("trim", at(options.trim.as_ref())),
        ("absent", at(options.absent.as_ref())),
    ];
    let roots = layer.roots.iter().map(|root| ("root", Some(root.span)));
    roots.chain(written).filter_map(|(word, span)| Some((word, span?))).collect()
}
