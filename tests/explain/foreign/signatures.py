#!/usr/bin/env python3
"""Foreign signatures of the specs' first examples, each with a mistake or two: `python3 signatures.py > signatures.json`.

The texts are written here by hand, and hashlib, hmac and the package `cryptography` sign them. For each spec, `right`
must be the signature of the spec's own example. `words` are the mistakes that the command has to name.
"""
import base64, hashlib, hmac, json, re, urllib.parse as url

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ROOT = __file__.rsplit("/tests/", 1)[0] + "/"
out = []


def private_key(spec, name):
    text = open(ROOT + spec, encoding="utf-8").read()
    block = re.search(rf"^  {name}:(.*?)(?=^  \w|\Z)", text[text.index("\nkeys:"):], re.M | re.S).group(1)
    pairs = re.findall(r'\b([a-z]+): *"([0-9a-fA-F]+)"', re.sub(r"\\\n\s*", "", block))
    number = {key: int(value, 16) for key, value in pairs}
    p, q, d, n = (number[key] for key in "pqdn")
    dp, dq, qinv = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qinv, rsa.RSAPublicNumbers(number["e"], n)).private_key()


def utf8(text):
    return text.encode() if isinstance(text, str) else text


def digest(name):
    return lambda text: hashlib.new(name, utf8(text)).digest()


def keyed(name, key):
    return lambda text: hmac.new(utf8(key), utf8(text), name).digest()


def signed(key, hash=hashes.SHA256()):
    return lambda text: key.sign(utf8(text), padding.PKCS1v15(), hash)


def hexed(seal):
    return lambda text: seal(text).hex()


def upper(seal):
    return lambda text: seal(text).hex().upper()


def b64(seal):
    return lambda text: base64.b64encode(seal(text)).decode()


def b64url(seal):
    return lambda text: base64.urlsafe_b64encode(seal(text)).decode().rstrip("=")


class Spec:
    """A spec with the text and the signer of its example."""

    def __init__(self, path, text, sign, operation="refund"):
        self.path, self.text, self.sign, self.cases = path, text, sign, []
        # Nobody can know of a question mark more.
        unknown = sign(text + "?")
        self.record = {"spec": path, "operation": operation, "right": sign(text), "unknown": unknown, "signatures": self.cases}
        out.append(self.record)

    def text_of(self, words, text, sign=None):
        """Another text: a whole one, or a pair of a part and its replacement."""
        if isinstance(text, tuple):
            assert self.text.count(text[0]) == 1, (self.path, text, self.text)
            text = self.text.replace(*text)
        signature = (sign or self.sign)(text)
        assert signature != self.record["right"], (self.path, words)
        words = [words] if isinstance(words, str) else words
        self.cases.append({"words": words, "text": text if isinstance(text, str) else None, "signature": signature})

    def sealed(self, words, sign):
        """The right text, signed in another way."""
        self.text_of(words, self.text, sign)

    def written(self, words, signature):
        """The right signature, written in another way."""
        self.cases.append({"words": [words], "text": self.text, "signature": signature})


def pretty(text, **style):
    return json.dumps(json.loads(text), ensure_ascii=False, **style)


VALUES, LAST = "the names of the fields left out, only their values signed", "a separator more after the last field"
TIGHT, UTC = "the fields without a separator between them", "the time in UTC"
EMPTY = "the signature itself signed, as an empty `%s`"
AFTER, BEFORE = "the key after the text instead of before it", "the key before the text instead of after it"
HEX, UP, LOW = "hex instead of base64", "hex in upper case instead of lower case", "hex in lower case instead of upper case"
URLS, NO_PAD = "base64 for URLs", "the base64 without its padding"
TEXTS, NUMBERS = "numbers in JSON written as texts", "numbers in JSON written without quotes"
ZEROS, AMPS = "numbers without their last zeros", "the whole text escaped as HTML, such as `&amp;` for `&`"
AMP, QUOTS, PLUS = "`&` of the text escaped as `&amp;`", "double quotes of the text escaped as `&quot;`", "`+` of the signature turned into a blank"
INDENT2, INDENT4 = "JSON written anew, in lines indented by two spaces", "JSON written anew, in lines indented by four spaces"
NAMES, SPACED = "JSON written anew, its names sorted", "JSON written anew, with spaces after colons and commas"
MILLIS, COLON = "the time without milliseconds", "the time's offset without a colon, such as `+0900`"
ZULU, OWN = "the time's offset as `+00:00` instead of `Z`", "the time in `+08:00`"
LITERAL, STEP, LINE = "the literal `%s` left out", "the step `%s` left out", "line %d of the text left out"
PLAIN, MARK = "the text of the layer `%s` before its steps", "a byte order mark before the text"
WRAPPED = "line ends in the base64 of the signature"
GONE, EXTRA = "the field `%s` left out", "the absent field `%s` signed with the value of its example"
FIRST, FINAL = "JSON written anew, `%s` first", "JSON written anew, `%s` last"
NO_KEY = "the key left out of the text"

# Sorted pairs and a key.
k = "192006250b4c09247ec02edce69f6a2d"
s = Spec("specs/wechat_deposit.yaml", "appid=wx2421b1c4370ec43b&mch_id=10000100&nonce_str=6cefdb308e1e2e8aabd48cf79e546a02&out_refund_no=1415701182&refund_fee=1&sign_type=HMAC-SHA256&sub_mch_id=1415701182&total_fee=1&transaction_id=4006252001201705123297353072&key=" + k, upper(keyed("sha256", k)))
fields, key = s.text.rsplit("&key=", 1)
s.text_of(VALUES, "&".join(pair.split("=")[1] for pair in fields.split("&")) + "&key=" + k)
s.text_of(LAST, fields + "&&key=" + k)
s.text_of(TIGHT, fields.replace("&", "") + "&key=" + k)
s.text_of(EMPTY % "sign", ("&sign_type", "&sign=&sign_type"))
s.text_of(BEFORE, "key=" + k + "&" + fields)
s.text_of("the key right after the text, without the text between them", fields + k)
s.text_of(AMP, s.text.replace("&", "&amp;"))
s.text_of(GONE % "sign_type", ("&sign_type=HMAC-SHA256", ""))
s.text_of(EXTRA % "refund_fee_type", ("&sign_type", "&refund_fee_type=CNY&sign_type"))
s.text_of([LAST, LOW], fields + "&&key=" + k, hexed(keyed("sha256", k)))
s.text_of([NO_KEY, LOW], fields, hexed(keyed("sha256", k)))

s = Spec("specs/wechatpay_v2.yaml", "appid=wx8888888888888888&mch_id=1900000109&nonce_str=5K8264ILTKCH16CQ2502SI8ZNMTM67VS&out_refund_no=R1217752501201407033233368018&out_trade_no=1217752501201407033233368018&refund_desc=商品已售完&refund_fee=60&total_fee=100&key=" + k, upper(digest("md5")))
s.text_of("the text in GBK instead of UTF-8", s.text.encode("gbk"))
s.text_of("amounts in the other unit: yuan for fen, or fen for yuan", s.text.replace("=60&", "=0.60&").replace("=100&", "=1.00&"))
s.text_of(EMPTY % "sign", ("&total_fee", "&sign=&total_fee"))
s.text_of(VALUES, "&".join(pair.split("=")[1] for pair in s.text[:s.text.index("&key=")].split("&")) + "&key=" + k)
s.text_of("values percent-encoded as in forms", ("商品已售完", url.quote_plus("商品已售完")))
s.text_of([EMPTY % "sign", LOW], ("&total_fee", "&sign=&total_fee"), hexed(digest("md5")))
s.sealed("`hmac_sha256` with the key instead of a plain digest", upper(keyed("sha256", k)))

s = Spec("tests/shapes/allinpay.yaml", "appid=a1&cusid=c1&key=k3y&oldreqsn=o-1&randomstr=5K8264ILTKCH16CQ2502SI8ZNMTM67VS&reqsn=r-1&signtype=MD5&trxamt=100", upper(digest("md5")))
s.text_of(EMPTY % "sign", ("&signtype", "&sign=&signtype"))
s.text_of(LAST, s.text + "&")
s.text_of(GONE % "key", ("key=k3y&", ""))

k = "K951B6PE1waDMi640xX08PD3vg6EkVlz"
s = Spec("tests/shapes/momo.yaml", "accessKey=F8BBA842ECF85&amount=50000&description=退&orderId=r-1&partnerCode=MOMO&requestId=q-1&transId=144492817", hexed(keyed("sha256", k)))
s.text_of(GONE % "accessKey", ("accessKey=F8BBA842ECF85&", ""))
s.text_of(VALUES, "&".join(pair.split("=")[1] for pair in s.text.split("&")))
s.text_of(LAST, s.text + "&")
s.text_of("the field `lang` signed, which takes no part", ("&orderId", "&lang=vi&orderId"))
s.text_of(AMP, s.text.replace("&", "&amp;"))
s.sealed("base64 instead of hex", b64(keyed("sha256", k)))

s = Spec("tests/shapes/tbank.yaml", "500R-1TinkoffBankTest2304882TinkoffBankTest", hexed(digest("sha256")))
s.text_of(GONE % "ExternalRequestId", ("R-1", ""))
s.text_of("the names of the fields signed beside their values", "Amount=500&ExternalRequestId=R-1&Password=TinkoffBankTest&PaymentId=2304882&TerminalKey=TinkoffBankTest")
s.text_of("the fields as they are sent, unsorted", "TinkoffBankTestTinkoffBankTest2304882500R-1")

s = Spec("tests/shapes/ecpay.yaml", "HashKey=pwFHCqoQZGmho4w6&Action=R&MerchantID=3002607&MerchantTradeNo=ecpay20230312153023&TotalAmount=100&TradeNo=2303121530230001&HashIV=EkRm7iFT261dpevs", lambda text, last=str.lower: hashlib.sha256(last(url.quote_plus(text, safe="-_.!*()")).encode()).hexdigest().upper())
sha = upper(digest("sha256"))
s.text_of(STEP % "lower", s.text, lambda text: sha(re.sub("%..", lambda found: found[0].lower(), url.quote_plus(text))))
s.text_of(STEP % "percent_dotnet", s.text, lambda text: sha(text.lower()))
s.text_of(NO_KEY, ("&HashIV=EkRm7iFT261dpevs", ""))
s.text_of(EMPTY % "CheckMacValue", ("&MerchantID", "&CheckMacValue=&MerchantID"))
s.text_of("`hash_key` and `hash_iv` swapped", s.text.replace("pwFHCqoQZGmho4w6", "§").replace("EkRm7iFT261dpevs", "pwFHCqoQZGmho4w6").replace("§", "EkRm7iFT261dpevs"))

# Parts in a fixed order.
k = "RAOEXHYVSDDIIENYWSLDIIZTANXUXZFJ"
s = Spec("tests/shapes/vnpay.yaml", "r-1|2.1.0|refund|DEMO01|02|t-1|1000000||20241117120000|ops|20241118110000|127.0.0.1|Hoàn tiền", hexed(keyed("sha512", k)))
s.text_of("the field `vnp_IpAddr` left out", ("127.0.0.1|", ""))
s.text_of(UTC, ("20241118110000", "20241118040000"))
s.text_of(OWN, ("20241118110000", "20241118120000"))
s.text_of(GONE % "vnp_TransactionNo", ("||", "|"))
s.text_of("a separator more at the end of the text", s.text + "|")
s.sealed("`sha256` as the digest", hexed(keyed("sha256", k)))

k = "PcY4iZIKFCIdgZvA6ueMcMHHUbRLYjPL"
s = Spec("tests/shapes/zalopay.yaml", "2553|241118000|10000|Refund|1731902400000", hexed(keyed("sha256", k)))
s.text_of("the time in seconds instead of milliseconds", ("2400000", "2400"))
s.text_of("the field `description` left out", ("Refund|", ""))
s.sealed("`key2` as the key instead of `key1`", hexed(keyed("sha256", "kLtgPl8HHhfvMuDHPwKfgfsY4Ydm9eIz")))
s.text_of("the separators between the parts left out", s.text.replace("|", ""))

s = Spec("tests/shapes/nuvei.yaml", "42712318c-1r-110.50USD111020241118120000ns3cret", hexed(digest("sha256")))
s.text_of(ZEROS, ("10.50", "10.5"))
s.text_of(BEFORE, "ns3cret" + s.text[:-7])
s.text_of(UTC, ("20241118120000", "20241118040000"))
s.text_of(GONE % "merchantSiteId", ("2318", ""))

k = "a917ab6a2367b536f8e5a6e2977e06f4"
s = Spec("tests/shapes/linepay.yaml", k + '/v3/payments/2018082512345678910/refund{"refundAmount":100}5d3b7d6e-8f7c-4f3e-9b8b-6c1c9f1d2a10', b64(keyed("sha256", k)))
s.text_of(AFTER, s.text[32:] + k)
s.text_of(NO_KEY, s.text[32:])
s.text_of("the path left out", ("/v3/payments/2018082512345678910/refund", ""))
s.text_of("the body left out", ('{"refundAmount":100}', ""))
s.text_of(TEXTS, (":100", ':"100"'))
s.text_of(SPACED, (":100", ": 100"))
s.sealed(HEX, hexed(keyed("sha256", k)))
s.sealed(URLS, b64url(keyed("sha256", k)))
s.sealed(NO_PAD, lambda text: b64(keyed("sha256", k))(text).rstrip("="))

s = Spec("tests/shapes/dlocal.yaml", 'login12024-11-18T04:00:00.000Z{"payment_id":"D-1","amount":10.50,"currency":"BRL","description":"r-1"}', hexed(keyed("sha256", "sec")))
s.text_of(MILLIS, (".000Z", "Z"))
s.text_of(ZULU, ("000Z", "000+00:00"))
s.text_of(OWN, ("04:00:00.000Z", "12:00:00.000+08:00"))
s.text_of(ZEROS, ("10.50", "10.5"))
s.text_of(TEXTS, ("10.50", '"10.50"'))
s.text_of("the credential `login` left out", ("login1", ""))
s.text_of("the body left out", s.text[:s.text.index("{")])
s.text_of(INDENT2, s.text[:30] + pretty(s.text[30:], indent=2))
s.text_of(["the body left out", UP], s.text[:s.text.index("{")], upper(keyed("sha256", "sec")))
s.sealed("`trans_key` as the key instead of `secret`", hexed(keyed("sha256", "tk")))

s = Spec("tests/shapes/rapyd.yaml", 'post/v1/refunds7d3e1731902400aksk{"payment":"pay_1","amount":10.50,"merchant_reference_id":"r-1"}', lambda text: base64.urlsafe_b64encode(hexed(keyed("sha256", "sk"))(text).encode()).decode())
s.text_of(ZEROS, ("10.50", "10.5"))
s.text_of("the salt left out", ("7d3e", ""))
s.text_of(LITERAL % "post", ("post/", "/"))
s.text_of(NO_KEY, ("aksk", "ak"))
s.sealed("the hex before the base64 left out", b64(keyed("sha256", "sk")))
s.sealed(STEP % "base64url_padded", hexed(keyed("sha256", "sk")))
s.sealed(NO_PAD, lambda text: s.sign(text).rstrip("="))

s = Spec("tests/shapes/douyin.yaml", "100&damaged&o-1&r-1&sa1t", hexed(digest("md5")))
s.text_of("the fields as they are sent, unsorted", "o-1&r-1&damaged&100&sa1t")
s.text_of(GONE % "reason", ("damaged&", ""))
s.text_of("the field `app_id` signed, which takes no part", ("sa1t", "sa1t&tt1"))

s = Spec("tests/shapes/esewa.yaml", "total_amount=110,transaction_uuid=241028,product_code=EPAYTEST", b64(keyed("sha256", "8gBm/:&EnhH.1/q")))
s.text_of(VALUES, "110,241028,EPAYTEST")
s.text_of("the fields joined by `&`", s.text.replace(",", "&"))
s.sealed(HEX, hexed(keyed("sha256", "8gBm/:&EnhH.1/q")))

s = Spec("tests/shapes/payfast.yaml", "acc_type=current&amount=50&merchant-id=10026755&notify_buyer=0&passphrase=test+sand%7Ebox%2B%2A&reason=Product+returned%2C+%28%7ECaf%C3%A9%2A%29&timestamp=2024-11-18T12%3A00%3A00%2B02%3A00&version=v1", hexed(digest("md5")))
s.text_of(UTC, ("12%3A00%3A00%2B02%3A00", "10%3A00%3A00Z"))
s.text_of(COLON, ("%2B02%3A00", "%2B0200"))
s.text_of("values as they are, not percent-encoded", url.unquote_plus(s.text))
s.text_of("values percent-encoded as in RFC 3986", s.text.replace("+", "%20").replace("%7E", "~"))

# A body.
t = '{"terminal_sn":"00101010029201012912","sn":"7892259488292938","refund_request_no":"23030349","operator":"Obama","refund_amount":"100"}'
k = "68d499beda5f72116592f5c527465656"
s = Spec("specs/shouqianba.yaml", t + k, hexed(digest("md5")))
s.text_of(INDENT4, pretty(t, indent=4) + k)
s.text_of(NAMES, pretty(t, sort_keys=True, separators=(",", ":")) + k)
s.text_of(FIRST % "refund_amount", '{"refund_amount":"100",' + t[1:].replace(',"refund_amount":"100"', "") + k)
s.text_of(FINAL % "terminal_sn", "{" + t[38:-1] + ',"terminal_sn":"00101010029201012912"}' + k)
s.text_of(NUMBERS, t.replace('"100"', "100") + k)
s.text_of(QUOTS, s.text.replace('"', "&quot;"))
s.text_of(BEFORE, k + t)
s.text_of(NO_KEY, t)
s.text_of(MARK, "\ufeff" + s.text)
s.text_of(GONE % "operator", ('"operator":"Obama",', ""))
s.sealed(UP, upper(digest("md5")))

s = Spec("specs/baofoo.yaml", '{"merId":"100000","terId":"100001","originTradeNo":"12312312312","outTradeNo":"20210315155013","refundAmt":100,"totalAmt":100,"txnTime":"20210315155012","refundReason":"尺码 <M> & 颜色"}', hexed(signed(private_key("specs/baofoo.yaml", "merchant"))))
s.text_of(TEXTS, s.text.replace(":100,", ':"100",'))
s.text_of("JSON written anew, `<`, `>` and `&` escaped", s.text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
s.text_of(INDENT2, pretty(s.text, indent=2))
s.text_of("JSON written anew, as Python's `json.dumps` does by itself", json.dumps(json.loads(s.text)))
s.sealed(UP, upper(signed(private_key("specs/baofoo.yaml", "merchant"))))

p = private_key("tests/shapes/payermax.yaml", "merchant")
s = Spec("tests/shapes/payermax.yaml", '{"version":"1.4","keyVersion":"1","requestTime":"2024-11-18T12:00:00.000+08:00","appId":"app1","merchantNo":"m1","data":{"outRefundNo":"r-1","refundAmount":10.05}}', b64(signed(p)))
s.text_of(TEXTS, ("10.05", '"10.05"'))
s.text_of(COLON, ("+08:00", "+0800"))
s.text_of(MILLIS, (".000", ""))
s.text_of(UTC, ("12:00:00.000+08:00", "04:00:00.000Z"))
s.sealed("`rsa_sha1` as the signature", b64(signed(p, hashes.SHA1())))
s.sealed(URLS, b64url(signed(p)))
s.written(PLUS, s.record["right"].replace("+", " "))
s.written(WRAPPED, "\n".join(re.findall(".{1,76}", s.record["right"])))
s.written(NO_PAD, s.record["right"].rstrip("="))

p = private_key("specs/alipay.yaml", "merchant")
s = Spec("specs/alipay.yaml", 'app_id=2021000000000001&biz_content={"out_trade_no":"T20240601001","refund_amount":"12.34","out_request_no":"R20240601001"}&charset=utf-8&method=alipay.trade.refund&sign_type=RSA2&timestamp=2024-06-01 12:34:56&version=1.0', b64(signed(p)))
s.text_of(GONE % "sign_type", ("&sign_type=RSA2", ""))
s.text_of(NUMBERS, ('"12.34"', "12.34"))
s.text_of(UTC, ("12:34:56", "04:34:56"))
s.text_of(EMPTY % "sign", ("&sign_type", "&sign=&sign_type"))
s.text_of(LAST, s.text + "&")
s.text_of(QUOTS, s.text.replace('"', "&quot;"))
s.text_of(AMPS, s.text.replace("&", "&amp;").replace('"', "&quot;"))
s.text_of(NAMES, s.text.replace('"out_trade_no":"T20240601001","refund_amount":"12.34","out_request_no":"R20240601001"', '"out_request_no":"R20240601001","out_trade_no":"T20240601001","refund_amount":"12.34"'))
s.text_of(EXTRA % "format", ("&method", "&format=JSON&method"))
s.written(PLUS, s.record["right"].replace("+", " "))

p = private_key("specs/unionpay.yaml", "merchant")
s = Spec("specs/unionpay.yaml", "accessType=0&backUrl=https://merchant.example/unionpay/back?x=1&y=2&bizType=000201&certId=69903319369&channelType=07&encoding=utf-8&merId=777290058110048&orderId=R20240601001&origQryId=892406010000123456780&reqReserved=透传 字段+100%&signMethod=01&txnAmt=1234&txnSubType=00&txnTime=20240601123456&txnType=04&version=5.1.0", lambda text: b64(signed(p))(hashlib.sha256(text.encode()).hexdigest()))
s.text_of(LAST, s.text + "&")
s.text_of(EMPTY % "signature", ("&txnAmt", "&signature=&txnAmt"))
s.text_of("`+` in values turned into a blank", ("字段+100", "字段 100"))
s.text_of(AMP, s.text.replace("&", "&amp;"))

p = private_key("tests/shapes/sandpay.yaml", "me")
s = Spec("tests/shapes/sandpay.yaml", '{"head":{"version":"1.0","method":"sandpay.trade.refund","productId":"00000007","accessType":"1","mid":"100211701160001","channelType":"07","reqTime":"20241118120000"},"body":{"orderCode":"R20241118000001","oriOrderCode":"P20241117000001","refundAmount":"000000000101","notifyUrl":"https://shop.example/n","refundReason":"退货 a+b"}}', b64(signed(p, hashes.SHA1())))
s.text_of("`+` in values turned into a blank", ("a+b", "a b"))
s.text_of("JSON written anew, slashes escaped", s.text.replace("/", "\\/"))
s.text_of("amounts without the zeros before them", ("000000000101", "101"))
s.sealed("`rsa_sha256` as the signature", b64(signed(p)))

# Lines.
p = private_key("specs/wechatpay_v3.yaml", "merchant")
s = Spec("specs/wechatpay_v3.yaml", 'POST\n/v3/refund/domestic/refunds\n1717216496\n593BEC0C930BF1AFEB40B4A08C8FB242\n{"out_trade_no":"T20240601001","out_refund_no":"R20240601001","reason":"商品已售完","notify_url":"https://merchant.example/wx/notify","amount":{"refund":888,"total":888,"currency":"CNY"}}\n', b64(signed(p)))
s.text_of("the path with its query left out", ("/v3/refund/domestic/refunds\n", ""))
s.text_of("the method in lower case", ("POST", "post"))
s.text_of("the line feed at the end of the text left out", s.text[:-1])
s.text_of("the nonce left out", ("593BEC0C930BF1AFEB40B4A08C8FB242\n", ""))
s.text_of(TEXTS, s.text.replace("888", '"888"'))
s.text_of(["the path with its query left out", URLS], ("/v3/refund/domestic/refunds\n", ""), b64url(signed(p)))
s.written(PLUS, s.record["right"].replace("+", " "))

p = private_key("tests/shapes/lakala.yaml", "merchant")
s = Spec("tests/shapes/lakala.yaml", 'OP1\nSER1\n1731902400\n5K8264ILTKCH16CQ2502SI8ZNMTM67VS\n{"req_time":"20241118120000","version":"3.0","req_data":{"merchant_no":"m1","out_trade_no":"r-1","origin_out_trade_no":"o-1","refund_amount":"100"}}\n', b64(signed(p)))
s.text_of("the credential `serial_no` left out", ("SER1\n", ""))
s.text_of("the time in milliseconds instead of seconds", ("1731902400", "1731902400000"))
s.text_of(UTC, ("20241118120000", "20241118040000"))
s.text_of(NUMBERS, ('"100"', "100"))

s = Spec("tests/shapes/worldline_connect.yaml", "POST\napplication/json\nMon, 18 Nov 2024 12:00:00 GMT\nx-gcs-idempotence-key:idem-20241118-01\n/v1/1234/payments/000000850010000188180000200001/refund\n", b64(keyed("sha256", "VunQyT3wNF9ZPnLxsRWbC0dAkXoIgUJH")))
s.text_of("the content type left out", ("application/json\n", ""))
s.text_of(LINE % 4, ("x-gcs-idempotence-key:idem-20241118-01\n", ""))
s.sealed(HEX, hexed(keyed("sha256", "VunQyT3wNF9ZPnLxsRWbC0dAkXoIgUJH")))

p = private_key("tests/shapes/antom.yaml", "merchant")
s = Spec("tests/shapes/antom.yaml", 'POST /ams/api/v1/payments/refund\nSANDBOX_1.2024-11-18T12:00:00+08:00.{"refundRequestId":"r-1","paymentId":"p-1","refundAmount":{"currency":"USD","value":"100"}}', lambda text: url.quote(b64(signed(p))(text), safe=""))
s.text_of(COLON, ("+08:00", "+0800"))
s.text_of(UTC, ("12:00:00+08:00", "04:00:00Z"))
s.text_of("the path taken as empty", ("/ams/api/v1/payments/refund", ""))
s.text_of(LITERAL % ".", (".2024", "2024"))
s.text_of(NUMBERS, ('"100"', "100"))

# Values inside other values, and layers inside other layers.
b = '{"originalPartnerReferenceNo":"o-1","partnerRefundNo":"r-1","refundAmount":{"value":"100.00","currency":"IDR"},"reason":"too  late"}'
parts = lambda inner, time="2024-11-18T11:00:00+07:00": f"POST:/v1.0/debit/refund:tok1:{inner}:{time}"
sha = hexed(digest("sha256"))
s = Spec("tests/shapes/snap_bi.yaml", parts(sha(b)), b64(keyed("sha512", "c-secret")))
s.text_of(UP + " in the value `digest`", parts(sha(b).upper()))
s.text_of("base64 instead of hex in the value `digest`", parts(b64(digest("sha256"))(b)))
s.text_of("the body taken as empty in the value `digest`", parts(sha("")))
s.text_of("every space in values removed", parts(sha(b.replace("  ", ""))))
s.text_of(ZEROS, parts(sha(b.replace("100.00", "100"))))
s.text_of("`md5` as the digest in the value `digest`", parts(hexed(digest("md5"))(b)))
s.text_of(COLON, parts(sha(b), "2024-11-18T11:00:00+0700"))
s.text_of(UTC, parts(sha(b), "2024-11-18T04:00:00Z"))
s.text_of("the path left out", parts(sha(b)).replace("/v1.0/debit/refund:", ""))
s.text_of("the method in lower case", parts(sha(b)).replace("POST", "post"))
s.sealed(NO_PAD, lambda text: b64(keyed("sha512", "c-secret"))(text).rstrip("="))
s.sealed("`sha256` as the digest", b64(keyed("sha256", "c-secret")))
s.text_of([UP + " in the value `digest`", HEX], parts(sha(b).upper()), hexed(keyed("sha512", "c-secret")))

b = '{"clientReferenceInformation":{"code":"r-1"},"orderInformation":{"amountDetails":{"totalAmount":"10.00","currency":"USD"}}}'
own = base64.b64decode("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
head = lambda inner: f"host: api.example.com\nv-c-date: Mon, 18 Nov 2024 04:00:00 GMT\nrequest-target: post /pts/v2/payments/p-1/refunds\ndigest: SHA-256={inner}\nv-c-merchant-id: m1"
s = Spec("tests/shapes/cybersource.yaml", head(b64(digest("sha256"))(b)), b64(keyed("sha256", own)))
s.text_of("hex instead of base64 in the value `digest`", head(hexed(digest("sha256"))(b)))
s.text_of(LINE % 1, s.text.split("\n", 1)[1])
s.text_of("a line feed more at the end of the text", s.text + "\n")
s.text_of(NUMBERS, head(b64(digest("sha256"))(b.replace('"10.00"', "10.00"))))
s.sealed("the key's text in base64 instead of its bytes", b64(keyed("sha256", base64.b64encode(own))))

body = "orderId=o-1&refundRequestId=r-1&refundAmount=10.50"
head = lambda inner, time="2024-11-18T04:00:00Z": f"yop-auth-v3/app1/{time}/1800\nPOST\n/rest/v1.0/trade/refund\n\nx-yop-appkey:app1\nx-yop-content-sha256:{inner}\nx-yop-request-id:5K8264ILTKCH16CQ2502SI8ZNMTM67VS"
p = private_key("tests/shapes/yeepay.yaml", "merchant")
s = Spec("tests/shapes/yeepay.yaml", head(sha(body)), b64url(signed(p)))
s.text_of(UP + " in the value `content_digest`", head(sha(body).upper()))
s.text_of("the body taken as empty in the value `content_digest`", head(sha("")))
s.text_of(OWN, head(sha(body), "2024-11-18T12:00:00+08:00"))
s.text_of(ZEROS, head(sha(body.replace("10.50", "10.5"))))
s.text_of(LINE % 4, s.text.replace("\n\n", "\n"))
s.sealed("plain base64 instead of that for URLs", b64(signed(p)))
s.sealed("base64 for URLs with padding", lambda text: base64.urlsafe_b64encode(signed(p)(text)).decode())

t = '{"merchantId":"M1","merchantTransactionId":"r-1","originalTransactionId":"o-1","amount":1000}'
e = base64.b64encode(t.encode()).decode()
s = Spec("tests/shapes/phonepe.yaml", e + "/pg/v1/refundsalt-key", hexed(digest("sha256")))
s.text_of(PLAIN % "order", t + "/pg/v1/refundsalt-key")
s.text_of("the path left out", e + "salt-key")
s.text_of(NO_KEY, e + "/pg/v1/refund")
s.text_of(TEXTS, base64.b64encode(t.replace("1000", '"1000"').encode()).decode() + "/pg/v1/refundsalt-key")
s.text_of(BEFORE, "salt-key" + e + "/pg/v1/refund")

t = base64.b64decode("eyJ2ZXJzaW9uIjozLCJwdWJsaWNfa2V5IjoiaTEiLCJhY3Rpb24iOiJyZWZ1bmQiLCJvcmRlcl9pZCI6Im8tMSIsImFtb3VudCI6MTAuNTB9").decode()
e = base64.b64encode(t.encode()).decode()
s = Spec("tests/shapes/liqpay.yaml", f"pk{e}pk", b64(digest("sha1")))
s.text_of(PLAIN % "order", f"pk{t}pk")
s.text_of(NO_KEY, f"pk{e}")
s.text_of("the first key left out of the text", f"{e}pk")
s.sealed(HEX, hexed(digest("sha1")))
s.text_of(ZEROS, "pk" + base64.b64encode(t.replace("10.50", "10.5").encode()).decode() + "pk")

b = '{"mid":"m1","txnType":"REFUND","orderId":"o-1","txnId":"t-1","refId":"r-1","refundAmount":"10.50"}'


def paytm(text, inner=None):
    text = (inner or sha)(text) + "Xy9z"
    text += chr(16 - len(text) % 16) * (16 - len(text) % 16)
    cipher = Cipher(algorithms.AES(b"A1b2C3d4E5f6G7h8"), modes.CBC(b"@@@@&&&&####$$$$")).encryptor()
    return base64.b64encode(cipher.update(text.encode()) + cipher.finalize()).decode()


s = Spec("tests/shapes/paytm.yaml", b + "|Xy9z", paytm)
s.text_of("the salt left out in the value `digest`", b)
s.text_of(LITERAL % "|" + " in the value `digest`", b + "Xy9z")
s.text_of(NUMBERS, (':"10.50"', ":10.50"))
s.sealed(UP + " in the value `digest`", lambda text: paytm(text, upper(digest("sha256"))))

s = Spec("tests/shapes/iyzico_v1.yaml", "sandbox-key5K8264ILTKCH16CQ2502SI8ZNMTM67VSsandbox-secret[locale=tr,conversationId=r-1,paymentTransactionId=25,price=1.0,currency=TRY]", b64(digest("sha1")))
s.text_of("the nonce left out", ("5K8264ILTKCH16CQ2502SI8ZNMTM67VS", ""))
s.text_of(NO_KEY, ("sandbox-secret", ""))
s.sealed(HEX, hexed(digest("sha1")))


# A second set, on more specs and with more pairs.
WITH = {record["spec"]: record for record in out}


def again(path, text, sign):
    """The spec of the first set, with more signatures."""
    if path not in WITH:
        return Spec(path, text, sign)
    s = Spec.__new__(Spec)
    s.path, s.text, s.sign, s.record = path, text, sign, WITH[path]
    s.cases = s.record["signatures"]
    assert sign(text) == s.record["right"]
    return s


SHA1, MD5, NO_LF = "`rsa_sha1` as the signature", "`md5` as the digest", "the line feed at the end of the text left out"
ENCODED, PYTHON = "values percent-encoded as in forms", "JSON written anew, as Python's `json.dumps` does by itself"
UNSORTED, DROPPED = "the fields as they are sent, unsorted", "empty fields dropped"
key_at = lambda name, end: f"`{name}` of the text with the key {end} instead of HMAC"

p = private_key("tests/shapes/huifu.yaml", "merchant")
s = again("tests/shapes/huifu.yaml", '{"ord_amt":"10.50","org_req_seq_id":"o-1","req_date":"20241118","req_seq_id":"r-1"}', b64(signed(p)))
s.text_of(UNSORTED, '{"req_date":"20241118","req_seq_id":"r-1","org_req_seq_id":"o-1","ord_amt":"10.50"}')
s.text_of(NUMBERS, ('"10.50"', "10.50"))
s.text_of(SPACED, pretty(s.text))
s.text_of(GONE % "req_date", (',"req_date":"20241118"', ""))
s.sealed(HEX, hexed(signed(p)))
s.text_of([UNSORTED, SHA1], '{"req_date":"20241118","req_seq_id":"r-1","org_req_seq_id":"o-1","ord_amt":"10.50"}', b64(signed(p, hashes.SHA1())))

p = private_key("tests/shapes/jsb.yaml", "merchant")
s = again("tests/shapes/jsb.yaml", "amount=10.50&orderNo=o-1&partnerId=p1&refundNo=r-1&remark=退款", b64(signed(p, hashes.SHA1())))
s.text_of("the text in GBK instead of UTF-8", s.text.encode("gbk"))
s.text_of(ENCODED, ("退款", url.quote_plus("退款")))
s.text_of(LAST, s.text + "&")
s.text_of(ZEROS, ("10.50", "10.5"))
s.sealed("`rsa_sha256` as the signature", b64(signed(p)))
s.text_of([ENCODED, "`rsa_sha256` as the signature"], ("退款", url.quote_plus("退款")), b64(signed(p)))
s.text_of([LAST, GONE % "remark"], ("&remark=退款", "&"))

s = again("tests/shapes/iyzico_v2.yaml", '5K8264ILTKCH16CQ2502SI8ZNMTM67VS/v2/payment/refund{"locale":"tr","conversationId":"r-1","paymentId":"22416035","price":"11.5","currency":"TRY"}', hexed(keyed("sha256", "sandbox-secret")))
t = s.text[s.text.index("{"):]
s.text_of("the nonce left out", ("5K8264ILTKCH16CQ2502SI8ZNMTM67VS", ""))
s.text_of("the path left out", ("/v2/payment/refund", ""))
s.text_of(SPACED, s.text.replace(t, pretty(t)))
s.text_of(NUMBERS, ('"11.5"', "11.5"))
s.text_of("the nonce and the path swapped", "/v2/payment/refund5K8264ILTKCH16CQ2502SI8ZNMTM67VS" + t)
s.sealed(UP, upper(keyed("sha256", "sandbox-secret")))
s.sealed("`sha256` without a key instead of HMAC", hexed(digest("sha256")))
s.text_of(key_at("sha256", "at its end"), s.text + "sandbox-secret", hexed(digest("sha256")))

p = private_key("tests/shapes/fuiou.yaml", "own")
s = again("tests/shapes/fuiou.yaml", "ins_cd=08A9999999&mchnt_cd=0002900F0370542&mchnt_order_no=O20241117-01&operator_id=张三&order_type=ALIPAY&random_str=5K8264ILTKCH16CQ&refund_amt=30&refund_order_no=R20241118-01&term_id=&total_amt=100&version=1.0", lambda text, hash=hashes.MD5: b64(signed(p, hash()))(text.encode("gbk") if isinstance(text, str) else text))
s.text_of(DROPPED, ("&term_id=", ""))
s.text_of("the text in UTF-8 instead of GBK", s.text.encode())
s.text_of("the field `reserved_fy_term_id` signed, which takes no part", ("&term_id", "&reserved_fy_term_id=88888888&term_id"))
s.sealed(SHA1, lambda text: s.sign(text, hashes.SHA1))
s.text_of([DROPPED, SHA1], ("&term_id=", ""), lambda text: s.sign(text, hashes.SHA1))

k = "192006250b4c09247ec02edce69f6a2d"
fields = WITH["specs/wechatpay_v2.yaml"]["signatures"][1]["text"].replace("0.60", "60").replace("1.00", "100").split("&key=")[0]
s = again("specs/wechatpay_v2.yaml", fields + "&key=" + k, upper(digest("md5")))
s.text_of([NO_KEY, "base64 instead of hex"], fields, b64(digest("md5")))
s.text_of(["`hmac_sha256` with the key instead of a plain digest", LOW], s.text, hexed(keyed("sha256", k)))
s.text_of(["the text in GBK instead of UTF-8", LOW], s.text.encode("gbk"), hexed(digest("md5")))
s.text_of([ENCODED, LOW], ("商品已售完", url.quote_plus("商品已售完")), hexed(digest("md5")))
s.text_of(["amounts in the other unit: yuan for fen, or fen for yuan", LOW], s.text.replace("=60&", "=0.60&").replace("=100&", "=1.00&"), hexed(digest("md5")))
s.text_of([VALUES, NO_KEY], "&".join(pair.split("=")[1] for pair in fields.split("&")))
s.text_of([GONE % "nonce_str", LOW], ("&nonce_str=5K8264ILTKCH16CQ2502SI8ZNMTM67VS", ""), hexed(digest("md5")))
s.text_of(MARK, "\ufeff" + s.text)
s.sealed("the digest taken twice", upper(lambda text: digest("md5")(hexed(digest("md5"))(text))))

p = private_key("specs/wechatpay_v3.yaml", "merchant")
right = next(case["text"] for case in WITH["specs/wechatpay_v3.yaml"]["signatures"] if case["words"] == [PLUS])
s = again("specs/wechatpay_v3.yaml", right, b64(signed(p)))
t = right.split("\n")[4]
s.text_of(["the time in milliseconds instead of seconds", NO_LF], right[:-1].replace("1717216496", "1717216496000"))
s.text_of([SPACED, NO_LF], right[:-1].replace(t, pretty(t)))
s.text_of(PYTHON, right.replace(t, json.dumps(json.loads(t))))
s.text_of("the whole URL instead of the path", ("/v3", "https://api.mch.weixin.qq.com/v3"))
s.text_of("the time and the nonce swapped", ("1717216496\n593BEC0C930BF1AFEB40B4A08C8FB242", "593BEC0C930BF1AFEB40B4A08C8FB242\n1717216496"))
s.text_of(FIRST % "total", ('"refund":888,"total":888', '"total":888,"refund":888'))
s.sealed(SHA1, b64(signed(p, hashes.SHA1())))

p = private_key("specs/alipay.yaml", "merchant")
right = next(case["text"] for case in WITH["specs/alipay.yaml"]["signatures"] if case["words"] == [PLUS])
s = again("specs/alipay.yaml", right, b64(signed(p)))
s.text_of([GONE % "sign_type", SHA1], ("&sign_type=RSA2", ""), b64(signed(p, hashes.SHA1())))
s.text_of([UTC, GONE % "sign_type"], right.replace("12:34:56", "04:34:56").replace("&sign_type=RSA2", ""))
s.text_of([ENCODED, GONE % "sign_type"], "&".join(url.quote_plus(name) + "=" + url.quote_plus(value) for name, value in (pair.split("=", 1) for pair in right.replace("&sign_type=RSA2", "").split("&"))))
s.text_of(SPACED, right.replace('":"', '": "').replace('","', '", "'))
s.text_of(GONE % "timestamp", ("&timestamp=2024-06-01 12:34:56", ""))
s.text_of("`md5` of the text in hex signed instead of the text", right, lambda text: b64(signed(p))(hexed(digest("md5"))(text)))

p = private_key("specs/unionpay.yaml", "merchant")
s = again("specs/unionpay.yaml", "accessType=0&backUrl=https://merchant.example/unionpay/back?x=1&y=2&bizType=000201&certId=69903319369&channelType=07&encoding=utf-8&merId=777290058110048&orderId=R20240601001&origQryId=892406010000123456780&reqReserved=透传 字段+100%&signMethod=01&txnAmt=1234&txnSubType=00&txnTime=20240601123456&txnType=04&version=5.1.0", lambda text: b64(signed(p))(hashlib.sha256(text.encode()).hexdigest()))
s.sealed("the digest before the signature left out", b64(signed(p)))
s.sealed(UP, lambda text: b64(signed(p))(hashlib.sha256(text.encode()).hexdigest().upper()))
s.text_of([LAST, UP], s.text + "&", lambda text: b64(signed(p))(hashlib.sha256(text.encode()).hexdigest().upper()))
s.sealed("`sha1` as the digest", lambda text: b64(signed(p))(hashlib.sha1(text.encode()).hexdigest()))
s.text_of(GONE % "reqReserved", ("&reqReserved=透传 字段+100%", ""))
s.text_of("every time in UTC, the caller's too", ("txnTime=20240601123456", "txnTime=20240601043456"))

s = again("tests/shapes/dlocal.yaml", 'login12024-11-18T04:00:00.000Z{"payment_id":"D-1","amount":10.50,"currency":"BRL","description":"r-1"}', hexed(keyed("sha256", "sec")))
s.text_of([MILLIS, UP], (".000Z", "Z"), upper(keyed("sha256", "sec")))
s.text_of([ZEROS, "base64 instead of hex"], ("10.50", "10.5"), b64(keyed("sha256", "sec")))
s.text_of([ZEROS, MILLIS], s.text.replace("10.50", "10.5").replace(".000Z", "Z"))
s.text_of(["the body left out", ZULU], "login12024-11-18T04:00:00.000+00:00")

own = "RAOEXHYVSDDIIENYWSLDIIZTANXUXZFJ"
s = again("tests/shapes/vnpay.yaml", "r-1|2.1.0|refund|DEMO01|02|t-1|1000000||20241117120000|ops|20241118110000|127.0.0.1|Hoàn tiền", hexed(keyed("sha512", own)))
s.text_of(key_at("sha512", "before it"), own + s.text, hexed(digest("sha512")))
s.text_of(key_at("sha256", "before it"), own + s.text, hexed(digest("sha256")))
s.text_of("every space in values removed", ("Hoàn tiền", "Hoàntiền"))
s.text_of([UTC, UP], ("20241118110000", "20241118040000"), upper(keyed("sha512", own)))

s = again("tests/shapes/momo.yaml", "accessKey=F8BBA842ECF85&amount=50000&description=退&orderId=r-1&partnerCode=MOMO&requestId=q-1&transId=144492817", hexed(keyed("sha256", "K951B6PE1waDMi640xX08PD3vg6EkVlz")))
s.text_of("whole amounts written with `.0`", ("50000", "50000.0"))
s.text_of("whole amounts written with `.00`", ("50000", "50000.00"))
s.text_of(ENCODED, ("退", url.quote_plus("退")))
s.text_of([GONE % "accessKey", UP], ("accessKey=F8BBA842ECF85&", ""), upper(keyed("sha256", "K951B6PE1waDMi640xX08PD3vg6EkVlz")))

s = again("tests/shapes/tbank.yaml", "500R-1TinkoffBankTest2304882TinkoffBankTest", hexed(digest("sha256")))
s.text_of("objects and lists signed too, as their JSON", '500R-1TinkoffBankTest2304882{"Email":"a@test.ru","Taxation":"osn","Items":[{"Name":"Подарок","Price":500,"Quantity":1,"Amount":500,"Tax":"none"}]}TinkoffBankTest')
s.sealed(UP, upper(digest("sha256")))

s = again("tests/shapes/rapyd.yaml", 'post/v1/refunds7d3e1731902400aksk{"payment":"pay_1","amount":10.50,"merchant_reference_id":"r-1"}', lambda text: base64.urlsafe_b64encode(hexed(keyed("sha256", "sk"))(text).encode()).decode())
s.text_of("the literal `post` in upper case", ("post", "POST"))
s.text_of("the body left out", s.text[:s.text.index("{")])
s.text_of(GONE % "merchant_reference_id", (',"merchant_reference_id":"r-1"', ""))

body = '{"originalPartnerReferenceNo":"o-1","partnerRefundNo":"r-1","refundAmount":{"value":"100.00","currency":"IDR"},"reason":"too  late"}'
parts = lambda inner, time="2024-11-18T11:00:00+07:00": f"POST:/v1.0/debit/refund:tok1:{inner}:{time}"
s = again("tests/shapes/snap_bi.yaml", parts(hexed(digest("sha256"))(body)), b64(keyed("sha512", "c-secret")))
inner = hexed(digest("sha256"))(body)
s.text_of("the time with milliseconds", parts(inner, "2024-11-18T11:00:00.000+07:00"))
s.text_of([COLON, HEX], parts(inner, "2024-11-18T11:00:00+0700"), hexed(keyed("sha512", "c-secret")))
s.text_of(NO_KEY, parts(inner).replace("tok1:", ""))
s.text_of("the value `digest` left out", parts(inner).replace(inner + ":", ""))
s.text_of(GONE % "reason", parts(hexed(digest("sha256"))(body.replace(',"reason":"too  late"', ""))))

p = private_key("tests/shapes/payermax.yaml", "merchant")
right = next(case["text"] for case in WITH["tests/shapes/payermax.yaml"]["signatures"] if case["words"] == [PLUS])
s = again("tests/shapes/payermax.yaml", right, b64(signed(p)))
s.text_of(GONE % "keyVersion", ('"keyVersion":"1",', ""))
s.text_of([MILLIS, COLON], (".000+08:00", "+0800"))
s.text_of(NAMES, pretty(right, sort_keys=True, separators=(",", ":")))
s.text_of([TEXTS, URLS], ("10.05", '"10.05"'), b64url(signed(p)))

# A third set: more notations of amounts and times, digests of digests, keys of HMAC, members and characters. Each class
# has signatures that nobody can explain beside those that have a name.
def text_of_all(s, words, cases, sign=None):
    """Several texts, with the words of each filled in."""
    for fill, text in cases:
        s.text_of([word % fill if "%" in word else word for word in words], text, sign)


def unknown(s, cases, sign=None):
    """Texts, or pairs of a text and its signer, whose mistake nobody can know."""
    for what, text in cases:
        text, own = text if isinstance(text, tuple) else (text, sign or s.sign)
        assert own(text) != s.record["right"], (s.path, what)
        s.record.setdefault("unknowns", []).append({"what": what, "signature": own(text)})


def replaced(text, *pairs):
    for before, after in pairs:
        assert text.count(before) == 1, (before, text)
        text = text.replace(before, after)
    return text


def right_of(path):
    return next(case["text"] for case in WITH[path]["signatures"] if case["words"] == [PLUS])


YUAN, FLOAT = "amounts in yuan without their last zeros, such as `1` for 100 fen", "amounts in yuan as floating-point numbers, such as `1.0` for 100 fen"
ONE = "the amount `%s` in the other unit: yuan for fen, or fen for yuan"
TWICE, NO_HMAC, IS_HMAC = "the digest taken twice", "`%s` without a key instead of HMAC", "`hmac_%s` with the key instead of a plain digest"
EMPTY_KEY, SWAPPED, DOUBLE = "HMAC with an empty key", "HMAC with key and text swapped", "the key written twice"
HEX_KEY, OWN_DOUBLE = "HMAC with the key's hex digits taken for bytes", "HMAC with the key written twice"
MORE, NULL = "a member `%s` signed, which the request does not have", "the absent field `%s` signed as `null`"
AS = "the time as `%s`"
RFC3339, EPOCH, EPOCH_MS = "the time as in RFC 3339", "the time in seconds since 1970", "the time in milliseconds since 1970"
BETWEEN, INSIDE = "%s between the text and the key", "a line feed inside the key, after its character %d"
LATIN, QUESTION = "the text in UTF-8 taken for ISO 8859-1, and written in UTF-8 again", "`?` for each character outside ASCII"
OF_TEXT = "`%s` of the text%s signed instead of the text"

k = "192006250b4c09247ec02edce69f6a2d"
fields = WITH["specs/wechatpay_v2.yaml"]["signatures"][1]["text"].replace("0.60", "60").replace("1.00", "100").split("&key=")[0]
s = again("specs/wechatpay_v2.yaml", fields + "&key=" + k, upper(digest("md5")))
low, md5 = hexed(digest("md5")), digest("md5")
amounts = lambda refund, total: replaced(s.text, ("refund_fee=60&", f"refund_fee={refund}&"), ("total_fee=100&", f"total_fee={total}&"))
s.text_of(YUAN, amounts("0.6", "1"))
s.text_of([YUAN, LOW], amounts("0.6", "1"), low)
s.text_of(FLOAT, amounts("0.6", "1.0"))
s.text_of(ONE % "refund_fee", amounts("0.60", "100"))
s.text_of(ONE % "total_fee", amounts("60", "1.00"))
s.text_of([ONE % "total_fee", LOW], amounts("60", "1.00"), low)
unknown(s, [("amounts " + refund + " " + total, amounts(refund, total)) for refund, total in [
    ("0.600", "1.000"), ("060", "0100"), ("0,60", "1,00"), ("¥0.60", "¥1.00"), ("6e1", "1e2"), ("-60", "-100"),
    ("60分", "100分"), ("6000", "10000"), ("+0.60", "+1.00"), ("100", "60"), ("0.6", "100"), ("60", "1.0")]])
s.sealed(TWICE + ", of its hex in upper case", upper(lambda text: md5(upper(md5)(text))))
s.sealed([TWICE, LOW], hexed(lambda text: md5(low(text))))
s.sealed(TWICE + ", of its bytes", upper(lambda text: md5(md5(text))))
s.sealed([TWICE + ", of its bytes", LOW], hexed(lambda text: md5(md5(text))))
s.sealed(["`sha1` as the digest", TWICE], upper(lambda text: digest("sha1")(hexed(digest("sha1"))(text))))
s.sealed([IS_HMAC % "md5", EMPTY_KEY], upper(keyed("md5", "")))
s.sealed([IS_HMAC % "sha256", EMPTY_KEY], upper(keyed("sha256", "")))
s.sealed([IS_HMAC % "md5", SWAPPED], upper(lambda text: hmac.new(utf8(text), utf8(k), "md5").digest()))
s.sealed([IS_HMAC % "md5", HEX_KEY], upper(keyed("md5", bytes.fromhex(k))))
s.sealed([IS_HMAC % "sha256", HEX_KEY], upper(keyed("sha256", bytes.fromhex(k))))
s.sealed([IS_HMAC % "md5", OWN_DOUBLE], upper(keyed("md5", k + k)))
s.text_of(DOUBLE, s.text + k)
s.text_of([DOUBLE, LOW], s.text + k, low)
unknown(s, [(what, (s.text, seal)) for what, seal in [
    ("MD5 three times", upper(lambda text: md5(low(low(text))))), ("16 digits twice", upper(lambda text: md5(low(text)[8:24]))),
    ("MD5 of SHA-1", upper(lambda text: md5(hexed(digest("sha1"))(text)))), ("SHA-1 of MD5", upper(lambda text: digest("sha1")(low(text)))),
    ("HMAC with the key backwards", upper(keyed("md5", k[::-1]))), ("HMAC with the key's digest", upper(keyed("md5", low(k)))),
    ("HMAC with `null`", upper(keyed("md5", "null"))), ("HMAC with half the key", upper(keyed("md5", k[:16]))),
    ("HMAC with the key three times", upper(keyed("md5", k * 3))), ("HMAC of HMAC", upper(lambda text: keyed("md5", k)(upper(keyed("md5", k))(text)))),
    ("HMAC with the bytes backwards", upper(keyed("md5", bytes.fromhex(k)[::-1]))), ("every digit plus one", lambda text: upper(md5)(text).translate(str.maketrans("0123456789ABCDEF", "123456789ABCDEF0")))]])
unknown(s, [("the key three times", s.text + k + k), ("two digests", fields + "&sign=" + low(k)), ("the digest of the fields and the key", low(fields) + k)])
added = lambda member, before: replaced(s.text, (before, "&" + member + before))
for member, before in [("sign_type=MD5", "&total_fee"), ("signType=MD5", "&total_fee"), ("charset=UTF-8", "&mch_id"), ("version=1.0", "&key=")]:
    s.text_of(MORE % member, added(member, before))
s.text_of([MORE % "sign_type=MD5", LOW], added("sign_type=MD5", "&total_fee"), low)
s.text_of(NULL % "refund_fee_type", replaced(s.text, ("&total_fee", "&refund_fee_type=null&total_fee")))
s.text_of([NULL % "transaction_id", LOW], replaced(s.text, ("&key=", "&transaction_id=null&key=")), low)
unknown(s, [("with " + member, added(member, before)) for member, before in [
    ("sign_type=MD4", "&total_fee"), ("sign_type=none", "&total_fee"), ("sign_types=MD5", "&total_fee"), ("charset=latin1", "&mch_id"),
    ("refund_fee_type=nil", "&total_fee"), ("refund_fee_type=None", "&total_fee"), ("refund_fee_type=undefined", "&total_fee"),
    ("refund_fee_type=NULL", "&total_fee"), ("_=1717216496", "&mch_id"), ("foo=bar", "&mch_id"), ("sign_type=MD5", "&key="), ("charset=", "&mch_id")]])
boxed = lambda text: f"<![CDATA[{text}]]>"
s.text_of("every value inside `<![CDATA[` and `]]>`", "&".join(f"{name}={boxed(value)}" for name, value in (pair.split("=") for pair in fields.split("&"))) + "&key=" + k)
s.text_of("`&` before the key instead of `&key=`", fields + "&" + k)
s.text_of("`key=` before the key instead of `&key=`", fields + "key=" + k)
s.text_of(INSIDE % 16, fields + "&key=" + k[:16] + "\n" + k[16:])
s.text_of([INSIDE % 31, LOW], fields + "&key=" + k[:31] + "\n" + k[31:], low)
s.text_of("a line feed before the key's first character", fields + "&key=\n" + k)
uni = lambda text, form="%04x": "".join(c if c < "\x80" else "\\u" + form % ord(c) for c in text)
s.text_of("characters outside ASCII escaped as `\\u4e2d`", uni(s.text))
s.text_of("characters outside ASCII escaped as `\\u4E2D`", uni(s.text, "%04X"))
s.text_of([LATIN, LOW], s.text.encode().decode("latin-1"), low)
s.text_of(LATIN, s.text.encode().decode("latin-1"))
s.text_of(QUESTION, re.sub("[^\x00-\x7f]", "?", s.text))
unknown(s, [("UTF-8 three times", s.text.encode().decode("latin-1").encode().decode("latin-1")), ("UTF-16", s.text.encode("utf-16-le")),
    ("Shift JIS", s.text.encode("shift_jis", "replace") + b" "), ("entities", s.text.encode("ascii", "xmlcharrefreplace")), ("backslashes", uni(s.text, "{%x}")),
    ("quoted values", re.sub("=([^&]*)", r"='\1'", s.text)), ("a tab before the key", fields + "&key=\t" + k), ("a line feed in the text", s.text[:40] + "\n" + s.text[40:]),
    ("two line feeds in the key", fields + "&key=" + k[:8] + "\n" + k[8:16] + "\n" + k[16:]), ("another name of the key", fields + "&api_key=" + k),
    ("a semicolon before the key", fields + ";" + k), ("CDATA with a blank", fields.replace("商品已售完", "<![CDATA[ 商品已售完 ]]>") + "&key=" + k), ("a blank inside the key", fields + "&key=" + k[:16] + " " + k[16:])])

s = again("specs/wechat_deposit.yaml", "appid=wx2421b1c4370ec43b&mch_id=10000100&nonce_str=6cefdb308e1e2e8aabd48cf79e546a02&out_refund_no=1415701182&refund_fee=1&sign_type=HMAC-SHA256&sub_mch_id=1415701182&total_fee=1&transaction_id=4006252001201705123297353072&key=" + k, upper(keyed("sha256", k)))
s.sealed(EMPTY_KEY, upper(keyed("sha256", "")))
s.sealed([EMPTY_KEY, LOW], hexed(keyed("sha256", "")))
s.sealed(["`md5` as the digest", EMPTY_KEY], upper(keyed("md5", "")))
s.sealed(SWAPPED, upper(lambda text: hmac.new(utf8(text), utf8(k), "sha256").digest()))
s.sealed([SWAPPED, LOW], hexed(lambda text: hmac.new(utf8(text), utf8(k), "sha256").digest()))
s.sealed(HEX_KEY, upper(keyed("sha256", bytes.fromhex(k))))
s.sealed(OWN_DOUBLE, upper(keyed("sha256", k + k)))
s.text_of(DOUBLE, s.text + k, upper(keyed("sha256", k + k)))
s.sealed([NO_HMAC % "md5", TWICE], upper(lambda text: md5(low(text))))
s.sealed([NO_HMAC % "sha256", TWICE], upper(lambda text: digest("sha256")(hexed(digest("sha256"))(text))))
s.text_of(INSIDE % 16, s.text[:-16] + "\n" + s.text[-16:], upper(keyed("sha256", k[:16] + "\n" + k[16:])))
s.text_of(ONE % "refund_fee", replaced(s.text, ("refund_fee=1&", "refund_fee=0.01&")))

s = again("tests/shapes/momo.yaml", "accessKey=F8BBA842ECF85&amount=50000&description=退&orderId=r-1&partnerCode=MOMO&requestId=q-1&transId=144492817", hexed(keyed("sha256", "K951B6PE1waDMi640xX08PD3vg6EkVlz")))
own = "K951B6PE1waDMi640xX08PD3vg6EkVlz"
s.sealed(EMPTY_KEY, hexed(keyed("sha256", "")))
s.sealed(SWAPPED, hexed(lambda text: hmac.new(utf8(text), utf8(own), "sha256").digest()))
s.sealed(DOUBLE, hexed(keyed("sha256", own + own)))
s.sealed([DOUBLE, UP], upper(keyed("sha256", own + own)))
s.sealed(INSIDE % 20, hexed(keyed("sha256", own[:20] + "\n" + own[20:])))
s.text_of(LATIN, s.text.encode().decode("latin-1"))

t = '{"terminal_sn":"00101010029201012912","sn":"7892259488292938","refund_request_no":"23030349","operator":"Obama","refund_amount":"100"}'
k = "68d499beda5f72116592f5c527465656"
s = again("specs/shouqianba.yaml", t + k, low)
for lead, name in [("\n", "a line feed"), ("&key=", "`&key=`"), ("&", "`&`"), ("key=", "`key=`")]:
    s.text_of(BETWEEN % name, t + lead + k)
s.text_of([BETWEEN % "`&key=`", UP], t + "&key=" + k, upper(md5))
s.text_of(YUAN, t.replace('"100"', '"1"') + k)
s.text_of(FLOAT, t.replace('"100"', '"1.0"') + k)
s.text_of([FLOAT, UP], t.replace('"100"', '"1.0"') + k, upper(md5))
s.text_of(INSIDE % 8, t + k[:8] + "\n" + k[8:])
s.sealed(TWICE, hexed(lambda text: md5(low(text))))
unknown(s, [("with " + repr(lead), t + lead + k) for lead in ["\t", "&sign=", "|", " ", "::", "&appkey=", ",", "\n\n", "#", "&secret="]])

p = private_key("specs/alipay.yaml", "merchant")
s = again("specs/alipay.yaml", right_of("specs/alipay.yaml"), b64(signed(p)))
sha1 = b64(signed(p, hashes.SHA1()))
at = "2024-06-01 12:34:56"
times = [(AS % "yyyy-MM-ddTHH:mm:ss", "2024-06-01T12:34:56"), (RFC3339, "2024-06-01T12:34:56+08:00"), (AS % "yyyyMMddHHmmss", "20240601123456"), (EPOCH, "1717216496"), (EPOCH_MS, "1717216496000"), (RFC3339 + ", with milliseconds", "2024-06-01T12:34:56.000+08:00")]
for words, time in times:
    s.text_of(words, replaced(s.text, (at, time)))
s.text_of([UTC, RFC3339], replaced(s.text, (at, "2024-06-01T04:34:56Z")))
s.text_of([EPOCH, SHA1], replaced(s.text, (at, "1717216496")), sha1)
unknown(s, [("the time as " + time, replaced(s.text, (at, time))) for time in ["01/06/2024 12:34:56", "2024年06月01日 12:34:56", "2024-W22-6", "28620274", "1717216496000000", "2024-6-1 12:34:56", "2024-06-01 12:34:57", "2024-06-01T12:34", "2024-06-01 07:34:56", "Sat Jun 01 12:34:56 CST 2024", "240601123456"]])
s.text_of("`UTF-8` in upper case in the field `charset`", replaced(s.text, ("utf-8", "UTF-8")))
s.sealed([OF_TEXT % ("sha1", " in hex"), SHA1], lambda text: sha1(hexed(digest("sha1"))(text)))
s.sealed([OF_TEXT % ("sha1", ""), SHA1], lambda text: sha1(digest("sha1")(text)))
s.sealed(OF_TEXT % ("md5", " in upper-case hex"), lambda text: b64(signed(p))(upper(md5)(text)))
s.written("the signature percent-encoded, as in a form or a query", url.quote(s.record["right"], safe=""))
unknown(s, [(what, (s.text, seal)) for what, seal in [("SHA-1 three times", lambda text: sha1(hexed(digest("sha1"))(hexed(digest("sha1"))(text)))), ("MD5 of SHA-256", lambda text: sha1(hexed(digest("sha256"))(low(text))))]])

p = private_key("specs/unionpay.yaml", "merchant")
text = "accessType=0&backUrl=https://merchant.example/unionpay/back?x=1&y=2&bizType=000201&certId=69903319369&channelType=07&encoding=utf-8&merId=777290058110048&orderId=R20240601001&origQryId=892406010000123456780&reqReserved=透传 字段+100%&signMethod=01&txnAmt=1234&txnSubType=00&txnTime=20240601123456&txnType=04&version=5.1.0"
s = again("specs/unionpay.yaml", text, lambda text: b64(signed(p))(hashlib.sha256(utf8(text)).hexdigest()))
s.sealed(["`sha1` as the digest", SHA1], lambda text: b64(signed(p, hashes.SHA1()))(hexed(digest("sha1"))(text)))
SERIAL_HEX = "%010X" % 69903319369
SERIAL = "the serial number of the certificate in hex"
s.text_of(SERIAL + " instead of decimal digits, or the reverse", replaced(s.text, ("69903319369", SERIAL_HEX)))
s.text_of("`UTF-8` in upper case in the field `encoding`", replaced(s.text, ("utf-8", "UTF-8")))
for words, time in times[:5]:
    if "yyyyMM" not in words:
        s.text_of(words, replaced(s.text, ("=20240601123456", "=" + time)))
unknown(s, [("certId " + number, replaced(s.text, ("69903319369", number))) for number in ["0x" + SERIAL_HEX, "69903319370", "1010022151155111", "69,903,319,369"]])

p = private_key("specs/wechatpay_v3.yaml", "merchant")
s = again("specs/wechatpay_v3.yaml", right_of("specs/wechatpay_v3.yaml"), b64(signed(p)))
t = s.text.split("\n")[4]
s.text_of("the path without `/v3`", replaced(s.text, ("/v3/", "/")))
s.text_of("the path without `/v3/refund`", replaced(s.text, ("/v3/refund/", "/")))
s.text_of("a byte order mark before the body", replaced(s.text, (t, "\ufeff" + t)))
s.text_of("JSON written anew, other than ASCII escaped, with hex digits in upper case", replaced(s.text, (t, uni(t, "%04X"))))
s.text_of(LATIN, s.text.encode().decode("latin-1"))
s.text_of(QUESTION, re.sub("[^\x00-\x7f]", "?", s.text))
s.text_of(ONE % "amount.refund", replaced(s.text, ('"refund":888', '"refund":8.88')))
s.text_of(NULL % "transaction_id", replaced(s.text, ('{"out_trade_no', '{"transaction_id":null,"out_trade_no')))
s.text_of(RFC3339, replaced(s.text, ("1717216496", "2024-06-01T12:34:56+08:00")))
unknown(s, [(what, replaced(s.text, pair)) for what, pair in [("a slash more", ("refunds\n", "refunds/\n")), ("the path twice", ("/v3/refund/domestic/refunds", "/v3/refund/domestic/refunds/v3/refund/domestic/refunds")), ("another version", ("/v3/", "/v2/")), ("two marks", (t, "\ufeff\ufeff" + t)), ("the end of the path alone", ("/v3/refund/domestic/refunds", "refunds")), ("a null more", (t, t[:-1] + ',"x":null}'))]])

p = private_key("specs/baofoo.yaml", "merchant")
s = again("specs/baofoo.yaml", '{"merId":"100000","terId":"100001","originTradeNo":"12312312312","outTradeNo":"20210315155013","refundAmt":100,"totalAmt":100,"txnTime":"20210315155012","refundReason":"尺码 <M> & 颜色"}', hexed(signed(p)))
s.text_of(YUAN, s.text.replace(":100,", ":1,"))
s.text_of(FLOAT, s.text.replace(":100,", ":1.0,"))
s.text_of(ONE % "refundAmt", replaced(s.text, ('"refundAmt":100', '"refundAmt":1.00')))
s.text_of(AS % "yyyy-MM-dd HH:mm:ss", replaced(s.text, ("20210315155012", "2021-03-15 15:50:12")))
s.text_of(AS % "yyyy-MM-ddTHH:mm:ss", replaced(s.text, ("20210315155012", "2021-03-15T15:50:12")))
s.text_of(OF_TEXT % ("md5", " in hex"), s.text, lambda text: s.sign(low(text)))
s.text_of([OF_TEXT % ("sha1", " in hex"), SHA1], s.text, lambda text: hexed(signed(p, hashes.SHA1()))(hexed(digest("sha1"))(text)))

own = "RAOEXHYVSDDIIENYWSLDIIZTANXUXZFJ"
s = again("tests/shapes/vnpay.yaml", "r-1|2.1.0|refund|DEMO01|02|t-1|1000000||20241117120000|ops|20241118110000|127.0.0.1|Hoàn tiền", hexed(keyed("sha512", own)))
s.text_of(RFC3339, replaced(s.text, ("20241117120000", "2024-11-17T12:00:00+07:00"), ("20241118110000", "2024-11-18T11:00:00+07:00")))
s.text_of([NO_HMAC % "md5", TWICE], s.text, hexed(lambda text: md5(low(text))))
s.sealed([EMPTY_KEY, UP], upper(keyed("sha512", "")))
s.text_of(LATIN, s.text.encode().decode("latin-1"))

p = private_key("tests/shapes/jsb.yaml", "merchant")
s = again("tests/shapes/jsb.yaml", "amount=10.50&orderNo=o-1&partnerId=p1&refundNo=r-1&remark=退款", b64(signed(p, hashes.SHA1())))
s.sealed(OF_TEXT % ("sha1", " in hex"), lambda text: s.sign(hexed(digest("sha1"))(text)))
s.sealed(OF_TEXT % ("sha1", ""), lambda text: s.sign(digest("sha1")(text)))
s.text_of(MORE % "sign_type=RSA", s.text + "&sign_type=RSA")
s.text_of(MORE % "charset=UTF-8", replaced(s.text, ("&orderNo", "&charset=UTF-8&orderNo")))

# A fourth set: separators and notations of the fields, constants, a text in the place of another one, escapes, and what
# stands between the parts.
LEAD, TAIL = "a separator more before the first field", "a separator of the fields more at the end of the text"
JOINED, COLONS, QUOTED = "the fields joined by %s", "`:` between names and values instead of `=`", "every value in double quotes"
STRINGIFIED, IN_FIELD = "JSON written as a text of JSON, in quotes with escapes", "`%s` in the field `%s`"
CRLF, BODY_CRLF = "CR and LF more at the end of the text", "CR and LF at the end of the body"
SORTED_PAIRS, OWN_PAIRS = "the fields as pairs sorted by name instead of the body", "the fields as pairs in the order of the body instead of it"
KEY_LAST, KEY_BARE = "the key field as the last one, unsorted", "the value of the key field alone, after the others"

k = "192006250b4c09247ec02edce69f6a2d"
fields = WITH["specs/wechatpay_v2.yaml"]["signatures"][1]["text"].replace("0.60", "60").replace("1.00", "100").split("&key=")[0]
pairs = [pair.split("=", 1) for pair in fields.split("&")]
s = again("specs/wechatpay_v2.yaml", fields + "&key=" + k, upper(digest("md5")))
low = hexed(digest("md5"))
s.text_of(LEAD, "&" + s.text)
s.text_of([LEAD, LOW], "&" + s.text, low)
s.text_of(TAIL, s.text + "&")
for join, shown in [(",", "`,`"), ("|", "`|`"), (";", "`;`"), ("\n", "line feeds")]:
    s.text_of(JOINED % shown, fields.replace("&", join) + "&key=" + k)
s.text_of([JOINED % "`,`", LOW], fields.replace("&", ",") + "&key=" + k, low)
s.text_of(COLONS, fields.replace("=", ":") + "&key=" + k)
s.text_of(QUOTED, "&".join(f'{name}="{value}"' for name, value in pairs) + "&key=" + k)
unknown(s, [("joined by " + join, fields.replace("&", join) + "&key=" + k) for join in ["#", "::", "&&", "\t", "+", "/"]])
unknown(s, [("pairs with " + sign, fields.replace("=", sign) + "&key=" + k) for sign in ["~", "->", "==", " = "]])

s = again("specs/wechat_deposit.yaml", replaced("appid=wx2421b1c4370ec43b&mch_id=10000100&nonce_str=6cefdb308e1e2e8aabd48cf79e546a02&out_refund_no=1415701182&refund_fee=1&sign_type=HMAC-SHA256&sub_mch_id=1415701182&total_fee=1&transaction_id=4006252001201705123297353072") + "&key=" + k, upper(keyed("sha256", k)))
other = replaced(s.text, ("HMAC-SHA256", "MD5"))
s.text_of(IN_FIELD % ("MD5", "sign_type"), other)
s.text_of([NO_HMAC % "md5", IN_FIELD % ("MD5", "sign_type")], other, upper(digest("md5")))
s.text_of(LEAD, "&" + s.text)
unknown(s, [("sign_type " + word, replaced(s.text, ("HMAC-SHA256", word))) for word in ["HMAC", "SHA1", "MD4", ""]])

t = '{"terminal_sn":"00101010029201012912","sn":"7892259488292938","refund_request_no":"23030349","operator":"Obama","refund_amount":"100"}'
k = "68d499beda5f72116592f5c527465656"
values = json.loads(t)
s = again("specs/shouqianba.yaml", t + k, low)
s.text_of(STRINGIFIED, json.dumps(t) + k)
s.text_of("JSON written anew, with spaces after colons alone", t.replace('":', '": ') + k)
s.text_of("JSON written anew, with spaces after commas alone", t.replace(',"', ', "') + k)
s.text_of(BODY_CRLF, t + "\r\n" + k)
s.text_of("the body in base64", base64.b64encode(t.encode()).decode() + k)
s.text_of(SORTED_PAIRS, "&".join(f"{name}={value}" for name, value in sorted(values.items())) + k)
s.text_of(OWN_PAIRS, "&".join(f"{name}={value}" for name, value in values.items()) + k)
s.text_of([IS_HMAC % "sha256", "the body alone"], t, hexed(keyed("sha256", k)))
unknown(s, [("spaces before colons", t.replace('":', '" :') + k), ("the body twice", t + t + k), ("base32", base64.b32encode(t.encode()).decode() + k), ("Python", str(values) + k), ("lines of pairs", "\n".join(f"{name}={value}" for name, value in values.items()) + k), ("a text of a text", json.dumps(json.dumps(t)) + k)])

p = private_key("specs/baofoo.yaml", "merchant")
s = again("specs/baofoo.yaml", '{"merId":"100000","terId":"100001","originTradeNo":"12312312312","outTradeNo":"20210315155013","refundAmt":100,"totalAmt":100,"txnTime":"20210315155012","refundReason":"尺码 <M> & 颜色"}', hexed(signed(p)))
s.text_of("the text in base64", base64.b64encode(s.text.encode()).decode())
s.text_of(STRINGIFIED, json.dumps(s.text, ensure_ascii=False))
s.text_of(CRLF, s.text + "\r\n")
unknown(s, [("base64 twice", base64.b64encode(base64.b64encode(s.text.encode())).decode()), ("base64 for URLs", base64.urlsafe_b64encode((s.text + "??>").encode()).decode()), ("CR alone", s.text + "\r"), ("two line ends", s.text + "\r\n\r\n")])

p = private_key("specs/alipay.yaml", "merchant")
s = again("specs/alipay.yaml", right_of("specs/alipay.yaml"), b64(signed(p)))
biz = re.search(r"biz_content=(.*?)&charset", s.text)[1]
s.text_of("the carried JSON alone, without the other fields", biz)
s.text_of(IN_FIELD % ("RSA", "sign_type"), replaced(s.text, ("RSA2", "RSA")))
s.text_of([IN_FIELD % ("RSA", "sign_type"), SHA1], replaced(s.text, ("RSA2", "RSA")), b64(signed(p, hashes.SHA1())))
s.text_of(IN_FIELD % ("GBK", "charset"), replaced(s.text, ("utf-8", "GBK")))
s.text_of(QUOTED, "&".join('%s="%s"' % tuple(pair.split("=", 1)) for pair in s.text.split("&")))
s.text_of(LEAD, "&" + s.text)
s.text_of(STRINGIFIED, replaced(s.text, (biz, json.dumps(biz))))
unknown(s, [("sign_type " + word, replaced(s.text, ("RSA2", word))) for word in ["RSA3", "SHA256withRSA", "DSA"]])
unknown(s, [("charset " + word, replaced(s.text, ("utf-8", word))) for word in ["latin1", "utf-16", "gb2312"]])

p = private_key("specs/unionpay.yaml", "merchant")
s = again("specs/unionpay.yaml", text, lambda text: b64(signed(p))(hashlib.sha256(utf8(text)).hexdigest()))
s.text_of("amounts with zeros before them, in all their digits", replaced(s.text, ("txnAmt=1234&", "txnAmt=000000001234&")))
unknown(s, [("zeros " + amount, replaced(s.text, ("txnAmt=1234&", f"txnAmt={amount}&"))) for amount in ["01234", "00001234", "0000000001234"]])

p = private_key("specs/wechatpay_v3.yaml", "merchant")
s = again("specs/wechatpay_v3.yaml", right_of("specs/wechatpay_v3.yaml"), b64(signed(p)))
s.text_of("line feeds as a backslash and `n`, as in single quotes", s.text.replace("\n", "\\n"))
s.text_of("the body alone", s.text.split("\n")[4])
s.text_of("`GET` as the method", replaced(s.text, ("POST", "GET")))
s.text_of("`&` between the parts", s.text.rstrip("\n").replace("\n", "&"))
s.text_of("`|` between the parts", s.text.rstrip("\n").replace("\n", "|"))
unknown(s, [("the method DELETE", replaced(s.text, ("POST", "DELETE"))), ("line feeds as slashes", s.text.replace("\n", "/n")), ("parts joined by blanks", s.text.rstrip("\n").replace("\n", " ")), ("the body twice", s.text + s.text.split("\n")[4])])

right = "GET\n/v3/refund/domestic/refunds/R20240601001\n1717216496\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n"
s = Spec("specs/wechatpay_v3.yaml", right, b64(signed(p)), "refund_query")
s.text_of("the body `{}` instead of none", right[:-1] + "{}\n")
s.text_of("the body `null` instead of none", right[:-1] + "null\n")
s.text_of("`POST` as the method", replaced(right, ("GET", "POST")))
unknown(s, [("the body `[]`", right[:-1] + "[]\n"), ("the body `undefined`", right[:-1] + "undefined\n")])

s = again("tests/shapes/allinpay.yaml", "appid=a1&cusid=c1&key=k3y&oldreqsn=o-1&randomstr=5K8264ILTKCH16CQ2502SI8ZNMTM67VS&reqsn=r-1&signtype=MD5&trxamt=100", upper(digest("md5")))
others = replaced(s.text, ("key=k3y&", ""))
s.text_of(KEY_LAST, others + "&key=k3y")
s.text_of([KEY_LAST, LOW], others + "&key=k3y", low)
s.text_of(KEY_BARE, others + "k3y")

s = again("tests/shapes/payfast.yaml", "acc_type=current&amount=50&merchant-id=10026755&notify_buyer=0&passphrase=test+sand%7Ebox%2B%2A&reason=Product+returned%2C+%28%7ECaf%C3%A9%2A%29&timestamp=2024-11-18T12%3A00%3A00%2B02%3A00&version=v1", low)
own = "&passphrase=test+sand%7Ebox%2B%2A"
s.text_of(KEY_LAST, replaced(s.text, (own, "")) + own)
s.text_of("hex digits of the percent-encoding in lower case", re.sub("%..", lambda found: found[0].lower(), s.text))
s.text_of("`!'()*` not percent-encoded, as JavaScript does it", s.text.replace("%28", "(").replace("%29", ")").replace("%2A", "*"))
s.text_of("the percent-encoding of the text decoded", url.unquote(s.text))

body = '{"originalPartnerReferenceNo":"o-1","partnerRefundNo":"r-1","refundAmount":{"value":"100.00","currency":"IDR"},"reason":"too  late"}'
s = again("tests/shapes/snap_bi.yaml", f"POST:/v1.0/debit/refund:tok1:{hexed(digest('sha256'))(body)}:2024-11-18T11:00:00+07:00", b64(keyed("sha512", "c-secret")))
s.text_of("`Bearer ` before the credential `token`", replaced(s.text, ("tok1", "Bearer tok1")))

own = base64.b64decode("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
inner = b64(digest("sha256"))('{"clientReferenceInformation":{"code":"r-1"},"orderInformation":{"amountDetails":{"totalAmount":"10.00","currency":"USD"}}}')
s = again("tests/shapes/cybersource.yaml", f"host: api.example.com\nv-c-date: Mon, 18 Nov 2024 04:00:00 GMT\nrequest-target: post /pts/v2/payments/p-1/refunds\ndigest: SHA-256={inner}\nv-c-merchant-id: m1", b64(keyed("sha256", own)))
s.text_of("no blank after colons", s.text.replace(": ", ":"))

for record in out:
    if record["spec"].endswith("paytm.yaml"):
        for case in record["signatures"]:
            case["text"] = None

print(json.dumps(out, ensure_ascii=False, indent=1))
