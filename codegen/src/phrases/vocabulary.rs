//! Words of the vocabulary in a language: the rows of the vocabulary have the English names.

use refundry_vocabulary::{
    Charset, Cipher, Codec, Conversion, Doubt, EncryptionScheme, KeyType, Language, Order, Outcome, Padding, Percent,
    Scheme, SliceEnd, Unit,
};

use super::Phrases;
use crate::model::Judgement;

impl Phrases {
    fn english(self) -> bool {
        self.language() == Language::English
    }

    /// The name of a codec: "write it as …".
    pub(crate) fn codec(self, codec: Codec) -> &'static str {
        match codec {
            _ if self.english() => codec.row().prose,
            Codec::Form => "表单",
            Codec::Json => "JSON",
            Codec::Xml => "XML",
            Codec::Query => "URL 的查询串",
            Codec::Pairs => "键值对",
            Codec::Segments => "分段文本",
        }
    }

    /// The name of a codec: "the body is …".
    pub(crate) fn codec_of_body(self, codec: Codec) -> &'static str {
        match codec {
            _ if self.english() => codec.row().body,
            Codec::Query => "空，字段在 URL 的查询串中",
            Codec::Pairs => "键值对文本",
            Codec::Form | Codec::Json | Codec::Xml | Codec::Segments => self.codec(codec),
        }
    }

    /// A table of percent-encoding, after the text that it encodes.
    pub(crate) fn percent(self, percent: Percent) -> &'static str {
        match percent {
            _ if self.english() => percent.row().prose,
            Percent::Form => "按表单规则做百分号编码（空格为 `+`）",
            Percent::Rfc3986 => "按 RFC 3986 做百分号编码（空格为 `%20`）",
            Percent::Php => "按 PHP 的 `urlencode` 做百分号编码",
            Percent::DotNet => "按 .NET 的 `HttpUtility.UrlEncode` 做百分号编码",
        }
    }

    /// An order of members.
    pub(crate) fn order(self, order: Order) -> &'static str {
        match order {
            _ if self.english() => order.row().prose,
            Order::Name => "按名字的字节序排序",
            Order::NameIgnoringCase => "按名字排序，大写字母当作小写",
            Order::Declared => "按表中的顺序",
            Order::Value => "按值的字节序排序",
            Order::Pair => "按写出的名值对的字节序排序",
        }
    }

    /// The unit of a length, after a number.
    pub(crate) fn unit(self, unit: Unit) -> &'static str {
        match unit {
            _ if self.english() => unit.row().prose,
            Unit::Characters => "个字符",
            Unit::Bytes => "字节",
            Unit::Unstated => "个字符（网页没有说明单位）",
        }
    }

    /// A charset.
    pub(crate) fn charset(self, charset: Charset) -> &'static str {
        match charset {
            _ if self.english() => charset.row().title,
            Charset::Cp932 => "Windows 代码页 932",
            Charset::Windows1252 => "Windows 代码页 1252",
            Charset::Utf8 | Charset::Gbk | Charset::Gb18030 | Charset::Big5 | Charset::EucKr | Charset::EucJp => {
                charset.row().title
            }
        }
    }

    /// The type of a key.
    pub(crate) fn key(self, key: KeyType) -> &'static str {
        match key {
            _ if self.english() => key.row().prose,
            KeyType::Hex => "十六进制的字节",
            KeyType::Base64 => "base64 的字节",
            KeyType::SharedSet => "按名字区分的共享密钥",
            KeyType::RsaPrivate => "RSA 私钥",
            KeyType::RsaPublic => "RSA 公钥或证书",
            KeyType::RsaPublicSet => "按序列号区分的 RSA 公钥或证书",
            KeyType::WeakRsaPrivate => "RSA 私钥，可以较短",
            KeyType::WeakRsaPublic => "RSA 公钥，可以较短",
            KeyType::Sm2Private => "SM2 私钥",
            KeyType::Sm2Public => "SM2 公钥",
            KeyType::P256Private => "P-256 私钥",
            KeyType::P256Public => "P-256 公钥或证书",
            KeyType::P256PublicSet => "按序列号区分的 P-256 公钥或证书",
            KeyType::P384Private => "P-384 私钥",
            KeyType::P384Public => "P-384 公钥或证书",
            KeyType::Certificate => "证书",
            KeyType::TrustAnchors => "受信任的证书",
        }
    }

    /// An outcome as a word.
    pub(crate) fn outcome(self, outcome: Outcome) -> &'static str {
        match outcome {
            _ if self.english() => outcome.word(),
            Outcome::Processing => "处理中",
            Outcome::Succeeded => "成功",
            Outcome::RefusedAfterPause => "拒绝，等待后可重试",
            Outcome::RefusedAfterFunding => "拒绝，充值后可重试",
            Outcome::RefusedAfterFix => "拒绝，更正后可重试",
            Outcome::Failed => "失败",
            Outcome::Unknown => "未知",
            Outcome::NotFound => "查无此退款",
        }
    }

    /// An unknown outcome with its reason; in English the text of the runtime's outcome.
    pub(crate) fn unknown(self, doubt: Doubt) -> String {
        let reason = match doubt {
            _ if self.english() => return format!("{}: {}", Outcome::Unknown.word(), doubt.word()),
            Doubt::NotVerified => "来源未证实",
            Doubt::NotIdentified => "未指明是哪笔退款",
            Doubt::Unlisted => "未列出",
            Doubt::OnRepeat => "重复请求",
            Doubt::Unsure => "机构未定",
            Doubt::NotFound => "查无此退款",
            Doubt::NoAnswer => "没有应答",
            _ => doubt.word(),
        };
        format!("{}：{reason}", self.outcome(Outcome::Unknown))
    }

    /// An outcome on the first attempt, with the reason if it is unknown.
    pub(crate) fn judged(self, judgement: Judgement) -> String {
        judgement.unknown.map_or_else(|| self.outcome(judgement.outcome).to_owned(), |doubt| self.unknown(doubt))
    }

    /// A signature scheme.
    pub(crate) fn scheme(self, scheme: Scheme) -> &'static str {
        match scheme {
            _ if self.english() => scheme.row().prose,
            Scheme::RsaSha256 => "RSA 签名（PKCS#1 v1.5，SHA-256）",
            Scheme::RsaSha512 => "RSA 签名（PKCS#1 v1.5，SHA-512）",
            Scheme::RsaSha1 => "RSA 签名（PKCS#1 v1.5，SHA-1）",
            Scheme::RsaMd5 => "RSA 签名（PKCS#1 v1.5，MD5）",
            Scheme::RsaRaw => "RSA 签名（字节本身作为 PKCS#1 v1.5 的 1 型块）",
            Scheme::Ps256 => "RSA-PSS 签名（SHA-256）",
            Scheme::Ps384 => "RSA-PSS 签名（SHA-384）",
            Scheme::Ps512 => "RSA-PSS 签名（SHA-512）",
            Scheme::Sm2 => "SM2 签名（r 和 s 共 64 字节）",
            Scheme::Sm2Der => "SM2 签名（DER 编码）",
            Scheme::Es256 => "ECDSA 签名（P-256，SHA-256，r 和 s 共 64 字节）",
            Scheme::Es256Der => "ECDSA 签名（P-256，SHA-256，DER 编码）",
            Scheme::Es384 => "ECDSA 签名（P-384，SHA-384，r 和 s 共 96 字节）",
            Scheme::Es384Der => "ECDSA 签名（P-384，SHA-384，DER 编码）",
        }
    }

    /// A cipher.
    pub(crate) fn cipher_name(self, cipher: Cipher) -> &'static str {
        match cipher {
            _ if self.english() => cipher.row().prose,
            Cipher::Aes128CbcHs256 => "AES-128-CBC 加 HMAC-SHA256",
            Cipher::Aes256CbcHs512 => "AES-256-CBC 加 HMAC-SHA512",
            Cipher::Aes128Ecb
            | Cipher::Aes256Ecb
            | Cipher::Aes128Cbc
            | Cipher::Aes256Cbc
            | Cipher::Aes128Gcm
            | Cipher::Aes256Gcm
            | Cipher::Des3Ecb
            | Cipher::Des3Cbc
            | Cipher::Sm4Ecb
            | Cipher::Sm4Cbc => cipher.row().prose,
        }
    }

    /// The padding of a block cipher.
    pub(crate) fn padding(self, padding: Padding) -> &'static str {
        match padding {
            _ if self.english() => padding.row().prose,
            Padding::Pkcs7 => "PKCS#7 填充",
            Padding::Zero => "以零填充",
            Padding::LengthPrefix => "前面加四字节长度，后面补零",
        }
    }

    /// The decryption of an encryption with a public key.
    pub(crate) fn decryption(self, scheme: EncryptionScheme) -> &'static str {
        match scheme {
            _ if self.english() => scheme.row().prose,
            EncryptionScheme::RsaOaepSha1 => "RSA 解密（OAEP，SHA-1）",
            EncryptionScheme::RsaOaepSha256 => "RSA 解密（OAEP，SHA-256）",
            EncryptionScheme::RsaPkcs1 => "RSA 解密（PKCS#1 v1.5）",
        }
    }

    /// The first or last so many characters or bytes.
    pub(crate) fn slice(self, end: SliceEnd, count: usize, unit: Unit) -> String {
        let unit = self.unit(unit);
        match end {
            _ if self.english() => format!("its {} {count} {unit}", end.word()),
            SliceEnd::First => format!("前 {count} {unit}"),
            SliceEnd::Last => format!("后 {count} {unit}"),
        }
    }

    /// A conversion.
    pub(crate) fn conversion(self, conversion: Conversion) -> &'static str {
        match conversion {
            _ if self.english() => conversion.row().prose,
            Conversion::HexLower => "小写十六进制",
            Conversion::HexUpper => "大写十六进制",
            Conversion::Base64 | Conversion::Base64Any => "base64",
            Conversion::Base64Url => "URL 安全的 base64，无填充",
            Conversion::Base64UrlPadded => "URL 安全的 base64，带填充",
            Conversion::Decimal => "写成一个十进制数",
            Conversion::PercentForm => self.percent(Percent::Form),
            Conversion::PercentRfc3986 => self.percent(Percent::Rfc3986),
            Conversion::PercentPhp => self.percent(Percent::Php),
            Conversion::PercentDotNet => self.percent(Percent::DotNet),
            Conversion::Lower => "转成小写",
            Conversion::Upper => "转成大写",
            Conversion::StripBlanks => "去掉空格、制表符和换行",
            Conversion::MinifyJson => "去掉 JSON 记号之间的空白",
            Conversion::EscapeXml => "按 XML 文本转义",
            Conversion::EscapeXmlAttribute => "按 XML 属性转义",
            Conversion::EscapeJson => "按 JSON 字符串的内容转义",
            Conversion::HexDecode => "十六进制解码",
            Conversion::Base64Decode => "base64 解码",
            Conversion::Base64UrlDecode => "URL 安全的 base64 解码",
            Conversion::Charset => "按消息的字符集编码",
            Conversion::Gbk => "按 GBK 编码",
            Conversion::Gb18030 => "按 GB 18030 编码",
            Conversion::Big5 => "按 Big5 编码",
            Conversion::EucKr => "按 EUC-KR 编码",
            Conversion::EucJp => "按 EUC-JP 编码",
            Conversion::Cp932 => "按 CP932 编码",
            Conversion::Windows1252 => "按 Windows 代码页 1252 编码",
        }
    }

    /// The inverse of a conversion, as a receiver's step; empty if it cannot be undone.
    pub(crate) fn undone(self, conversion: Conversion) -> &'static str {
        match conversion {
            _ if self.english() => conversion.row().undo.unwrap_or_default(),
            Conversion::HexLower | Conversion::HexUpper => "解码十六进制",
            Conversion::Base64 | Conversion::Base64Url | Conversion::Base64UrlPadded => "解码 base64",
            Conversion::Base64Any => "解码 base64（两种字母表均可，填充可有可无，忽略空白）",
            Conversion::PercentForm
            | Conversion::PercentRfc3986
            | Conversion::PercentPhp
            | Conversion::PercentDotNet => "还原百分号编码",
            Conversion::Decimal
            | Conversion::Lower
            | Conversion::Upper
            | Conversion::StripBlanks
            | Conversion::MinifyJson
            | Conversion::EscapeXml
            | Conversion::EscapeXmlAttribute
            | Conversion::EscapeJson
            | Conversion::HexDecode
            | Conversion::Base64Decode
            | Conversion::Base64UrlDecode
            | Conversion::Charset
            | Conversion::Gbk
            | Conversion::Gb18030
            | Conversion::Big5
            | Conversion::EucKr
            | Conversion::EucJp
            | Conversion::Cp932
            | Conversion::Windows1252 => "",
        }
    }
}
