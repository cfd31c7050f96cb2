//! The options of a layer as arguments of the runtime's writers and readers.

use proc_macro2::TokenStream;
use quote::quote;

use super::names;
use crate::model::{Charset, Layer, Percent, Separators, Style};

/// A new writer of a form or query.
pub(super) fn form_writer(layer: &Layer) -> TokenStream {
    match form_style(&layer.style) {
        Some(style) => quote!(rt::FormWriter::styled(#style)),
        None => quote!(rt::FormWriter::new()),
    }
}

/// A charset in the runtime's terms.
pub(super) fn charset(charset: Charset) -> TokenStream {
    let charset = names::ident(charset.variant());
    quote!(rt::Charset::#charset)
}

/// A percent-encoding table in the runtime's terms.
pub(super) fn percent(percent: Percent) -> TokenStream {
    let percent = names::ident(percent.variant());
    quote!(rt::Percent::#percent)
}

/// The charset of a layer's whole text, if it is transcoded.
pub(super) fn whole_charset(layer: &Layer) -> Option<TokenStream> {
    layer.is_transcoded().then(|| layer_charset(layer))
}

/// The charset of a layer: a local variable if the message names its charset.
pub(super) fn layer_charset(layer: &Layer) -> TokenStream {
    if layer.charset_from.is_some() { quote!(charset) } else { charset(layer.style.charset) }
}

/// The expression that reads a form.
pub(super) fn read_form(layer: &Layer, bytes: &TokenStream) -> TokenStream {
    let style = match layer.charset_from {
        Some(_) => Some(form_options(&layer.style, Some(quote!(charset,)))),
        None => form_style(&layer.style),
    };
    match style {
        Some(style) => quote!(rt::read::form_styled(#bytes, #style)?),
        None => quote!(rt::read::form(#bytes)?),
    }
}

/// The style of a form; `None` for the default one.
fn form_style(style: &Style) -> Option<TokenStream> {
    let charset = (style.charset != Charset::Utf8).then(|| {
        let charset = charset(style.charset);
        quote!(charset: #charset,)
    });
    let usual = style.percent == Percent::Form && !style.literal_brackets && charset.is_none();
    (!usual).then(|| form_options(style, charset))
}

fn form_options(style: &Style, charset: Option<TokenStream>) -> TokenStream {
    let percent = (style.percent != Percent::Form).then(|| {
        let percent = percent(style.percent);
        quote!(percent: #percent,)
    });
    let brackets = style.literal_brackets.then(|| quote!(literal_brackets: true,));
    let options: Vec<TokenStream> = percent.into_iter().chain(brackets).chain(charset).collect();
    quote!(rt::FormStyle { #(#options)* ..rt::FormStyle::DEFAULT })
}

/// A new writer of JSON.
pub(super) fn json_writer(layer: &Layer) -> TokenStream {
    let with_nulls = with_nulls(layer.style.nulls);
    quote!(rt::JsonWriter::new()#with_nulls)
}

/// The call that makes a new writer of JSON write absent members as `null`.
pub(super) fn with_nulls(nulls: bool) -> TokenStream {
    if nulls { quote!(.with_nulls()) } else { TokenStream::new() }
}

/// A new writer of XML.
pub(super) fn xml_writer(layer: &Layer) -> TokenStream {
    let (root, prolog) = (layer.root(), layer.prolog());
    let declares = (!prolog.is_empty()).then(|| quote!(declaration: #prolog,));
    let cdata = layer.style.cdata.then(|| quote!(cdata: true,));
    let self_closing = layer.style.self_closing.then(|| quote!(self_closing: true,));
    let namespaces = namespaces(layer);
    let options: Vec<TokenStream> = declares.into_iter().chain(cdata).chain(self_closing).chain(namespaces).collect();
    match options.len() {
        0 => quote!(rt::XmlWriter::new(#root)),
        4 => quote!(rt::XmlWriter::styled(#root, rt::XmlStyle { #(#options)* })),
        _ => quote!(rt::XmlWriter::styled(#root, rt::XmlStyle { #(#options)* ..rt::XmlStyle::DEFAULT })),
    }
}

fn namespaces(layer: &Layer) -> Option<TokenStream> {
    let declared = layer.declared_namespaces();
    let pairs = declared.iter().map(|(prefix, namespace)| quote!((#prefix, #namespace)));
    (!declared.is_empty()).then(|| quote!(namespaces: &[#(#pairs),*],))
}

/// The expression that reads XML.
pub(super) fn read_xml(layer: &Layer, bytes: &TokenStream) -> TokenStream {
    let (root, others, lists) = (layer.root(), layer.roots.get(1..).unwrap_or_default(), layer.message.lists());
    if layer.element {
        return quote!(rt::read::element(#bytes, &[#(#lists),*])?);
    }
    let namespaces = namespaces(layer);
    if namespaces.is_some() || layer.allows_doctype() || !others.is_empty() {
        let others = (!others.is_empty()).then(|| quote!(others: &[#(#others),*],));
        let lists = (!lists.is_empty()).then(|| quote!(lists: &[#(#lists),*],));
        let doctype = layer.allows_doctype().then(|| quote!(doctype: true,));
        let rules: Vec<TokenStream> = others.into_iter().chain(lists).chain(namespaces).chain(doctype).collect();
        let rest = (rules.len() < 4).then(|| quote!(..rt::XmlRules::DEFAULT));
        return quote!(rt::read::xml_by(#bytes, #root, rt::XmlRules { #(#rules)* #rest })?);
    }
    match lists.is_empty() {
        true => quote!(rt::read::xml(#bytes, #root)?),
        false => quote!(rt::read::xml_with_lists(#bytes, #root, &[#(#lists),*])?),
    }
}

/// A new writer of unencoded pairs.
pub(super) fn pairs_writer(layer: &Layer) -> TokenStream {
    let separators = separators(&layer.style.separators);
    quote!(rt::PairsWriter::new(#separators))
}

/// The expression that reads unencoded pairs.
pub(super) fn read_pairs(layer: &Layer, bytes: &TokenStream) -> TokenStream {
    let separators = separators(&layer.style.separators);
    quote!(rt::read::pairs(#bytes, #separators)?)
}

/// A new writer of segments.
pub(super) fn segments_writer(layer: &Layer) -> TokenStream {
    let join = layer.style.separators.join;
    quote!(rt::SegmentsWriter::new(#join))
}

/// The expression that reads segments.
pub(super) fn read_segments(layer: &Layer, bytes: &TokenStream) -> TokenStream {
    let (join, places) = (layer.style.separators.join, layer.places());
    quote!(rt::read::segments(#bytes, #join, &[#(#places),*])?)
}

/// The separators of unencoded pairs.
pub(super) fn separators(separators: &Separators) -> TokenStream {
    let Separators { pair, join, braces } = separators;
    quote!(rt::Separators { pair: #pair, join: #join, braces: #braces })
}
