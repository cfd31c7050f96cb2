//! Currencies and the decimals of their amounts.

/// The codes of ISO 4217 by the number of decimals between minor and major unit.
///
/// Source: ISO 4217 list one, published 2026-01-01. Codes without a minor unit, such as gold, are left out.
const DECIMALS: [(u8, &str); 4] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
        2,
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF \
         CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL \
         HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU \
         MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR \
         SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED \
         VES WST XAD XCD XCG YER ZAR ZMW ZWG",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// The decimals of amounts in major units of the currency with that code: 2 for `CNY`, 0 for `JPY`, 3 for `KWD`. `None`
/// for a text that is no code of ISO 4217, and for a code without a minor unit.
pub fn decimals(code: &str) -> Option<u8> {
    let found = DECIMALS.iter().find(|(_, codes)| codes.split(' ').any(|known| known == code));
    found.map(|(decimals, _)| *decimals)
}
