//! Known answers of WeChat Pay v3 whose fields belong to no refund: the runtime functions agree with their exact bytes.
//! The other known answers are examples of the spec.

use refundry::{RsaPublicKey, cipher, decode};

use crate::{conversation::number, spec, vector};

/// The public half of the testing key of wechatpay-go.
const GO_KEY: &str = "-----BEGIN PUBLIC KEY-----\n\
     MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2VCTd91fnUn73Xy9DLvt\n\
     /V62TVxRTEEstVdeRaZ3B3leO0pldE806mXO4RwdHXagHQ4vGeZN0yqm++rDsGK+\n\
     U3AH7kejyD2pXshNP9Cq5YwbptiLGtjcquw4HNxJQUOmDeJf2vg6byms9RUipiq4\n\
     SzbJKqJFlUpbuIPDpSpWz10PYmyCNeDGUUK65E5h2B834uxl1zNLYQCrkdBzb8oU\n\
     xwYeP5a2DNxmjL5lsJML7DGr5znsevnoqGRwTm9fxCGfy8wus7hwKz6clt3Whmmd\n\
     a7UAdb1c08hEQFVRbF14AR73xbnd8N0obCWJPCbzMCtkaSef4FdEEgEXJiw0VAJT\n\
     8wIDAQAB\n\
     -----END PUBLIC KEY-----\n";

/// The public half of the testing key of yansongda/pay.
const PAY_KEY: &str = "-----BEGIN PUBLIC KEY-----\n\
     MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxYgtNC3oDB55O3AXAOd7\n\
     gBY8bk1dEoW92j7Q9CzoATAl9ecYPtNRxCT7An6u23gjkNAuD0PFE/qVcaHDSAEn\n\
     uwLqSpFXgbMZKUP9AMnf2tKt06SIp293EU4oKpmXSBQ7fJraJGxHLEFxHGJSBvbM\n\
     hFv4ZGK2F0UEbXFGfRYTYGOqoL7JCVFxFyh74N7Q1gfpTlaa1JvBezkdyUUF3C10\n\
     rgaVlODuJx2Vm1E3nxeh+1TXmTJJzSBBIIdTrULD4gcT3vXm6pDVvcOWxu59Wadv\n\
     H6rMSe3ZQy195l5l1TyIMybPPA0X6Noqci5d7MAVaBO1XWdSd94065V0BCYNjNQy\n\
     iQIDAQAB\n\
     -----END PUBLIC KEY-----\n";

#[test]
fn every_vector_runs() {
    vector::assert_all_run(
        "wechatpay_v3",
        &["sdk-signer", "request-verify-only", "aes-gcm-sdk-vector", "MUST-FAIL-no-final-newline"],
    );
    assert_eq!(vector::all("wechatpay_v3").len(), 9);
}

fn verifies(key: &RsaPublicKey, text: &str, signature: &str) -> bool {
    key.verify_sha256(text.as_bytes(), &decode::base64(signature).expect("base64"))
}

/// Known answer `sdk-signer`: core/auth/signers/sha256withrsa_signer_test.go of wechatpay-go.
#[test]
fn a_signature_of_wechatpay_go_verifies() {
    let signature = "BKyAfU4iMCuvXMXS0Wzam3V/cnxZ+JaqigPM5OhljS2iOT95OO6Fsuml2JkFANJU9K6q9bLlDhPXuoVz+pp4hAm6pHU4ld815U4jsKu1RkyaII+1CYBUYC8TK0XtJ8FwUXXz8vZHh58rrAVN1XwNyvD1vfpxrMT4SL536GLwvpUHlCqIMzoZUguLli/K8V29QiOhuH6IEqLNJn8e9b3nwNcQ7be3CzYGpDAKBfDGPCqCv8Rw5zndhlffk2FEA70G4hvMwe51qMN/RAJbknXG23bSlObuTCN7Ndj1aJGH6/L+hdwfLpUtJm4QYVazzW7DFD27EpSQEqA8bX9+8m1rLg==";
    let key = RsaPublicKey::from_pem(GO_KEY).expect("a key");
    assert!(verifies(&key, "source", signature));
    assert!(!verifies(&key, "sourcf", signature));
}

/// Known answer `request-verify-only`: AddPayloadSignaturePluginTest of yansongda/pay. The body has the escaped slashes
/// of PHP, and the signature covers the body as sent.
#[test]
fn a_request_of_yansongda_pay_verifies() {
    let text = concat!(
        "POST\n",
        "/v3/pay/transactions/h5\n",
        "1626493236\n",
        "QqtzdVzxavZeXag9G5mtfzbfzFMf89p6\n",
        "{\"out_trade_no\":1626493236,\"description\":\"yansongda 测试 - 1626493236\",\"amount\":{\"total\":1},\"scene_info\":{\"payer_client_ip\":\"127.0.0.1\",\"h5_info\":{\"type\":\"Wap\"}},\"appid\":\"wx55955316af4ef13\",\"mchid\":\"1600314069\",\"notify_url\":\"http:\\/\\/127.0.0.1:8000\\/wechat\\/notify\"}\n",
    );
    let signature = "KzIgMgiop3nQJNdBVR2Xah/JUwVBLDFFajyXPiSN8b8YAYEA4FuWfaCgFJ52+WFed+PhOYWx/ZPih4RaEuuSdYB8eZwYUx7RZGMQZk0bKCctAjjPuf4pJN+f/WsXKjPIy3diqF5x7gyxwSCaKWP4/KjsHNqgQpiC8q1uC5xmElzuhzSwj88LIoLtkAuSmtUVvdAt0Nz41ECHZgHWSGR32TfBo902r8afdaVKkFde8IoqcEJJcp6sMxdDO5l9R5KEWxrJ1SjsXVrb0IPH8Nj7e6hfhq7pucxojPpzsC+ZWAYvufZkAQx3kTiFmY87T+QhkP9FesOfWvkIRL4E6MP6ug==";
    let key = RsaPublicKey::from_pem(PAY_KEY).expect("a key");
    assert!(verifies(&key, text, signature));
    assert!(!verifies(&key, &text.replace("\\/", "/"), signature));
}

/// Known answer `MUST-FAIL-no-final-newline`, and `response-verify`, which has the same signature.
#[test]
fn the_last_line_feed_is_signed() {
    let keys = spec::provider("wechatpay_v3").keys;
    let platform = keys.iter().find(|key| key.name == "platform").expect("a key");
    let key = RsaPublicKey::from_numbers(number(platform, "n"), number(platform, "e")).expect("a key");
    let text = concat!(
        "1717216497\n",
        "c5ac7061fccab6bf3e254dcf98995b8c\n",
        r#"{"refund_id":"50000000382019052709732678859","out_refund_no":"R20240601001","status":"PROCESSING"}"#,
    );
    let signature = "IVBiLE4j1owtUBWPuPVCbUGD//M0baKIjRaRnpIz33DMudPPr0XNdnQce9as1U3OBpLJ9csVtTJ823J+I3Prq0M0oOpwfv3LQH+mkh8MTZA3unyuvxrwrCk0/k8cjkACVR4RVolS4wWEX+xce3rkQI9agtBumfhUggsfJ0a/4uhOxaxivFRutaH3BR3764IQcJryIT9jDM7Zt7VQpFqCfbG/7W5Av7UTK6Pv9a/+G2J0H0lS0zkPIcD6Hxivcm5i9nBvtnnLBVPi38H9EPHYjMsVOtcVVk4lxvjD334EjDhulLKr1RA6BP/G6jNpdt6XrnybJ+qQMGa/eRYB1PAg6A==";
    assert!(!verifies(&key, text, signature));
    assert!(verifies(&key, &format!("{text}\n"), signature));
}

/// Known answer `aes-gcm-sdk-vector`: utils/aes_test.go of wechatpay-go, whose key has 16 bytes.
#[test]
fn a_cipher_of_wechatpay_go_opens() {
    let sealed = decode::base64("FsdXzxryWfKwvLJKf8LG/ToRPTRh8RN9wROC").expect("base64");
    let open = |data: &[u8]| cipher::aes_128_gcm_decrypt(b"testAPIv3Key0000", b"wCq51qZv4Yfg", data, &sealed);
    assert_eq!(open(b"Dl56FrqWQJF1t9LtC3vEUsniZKvbqdR8").expect("a text"), b"Hello World");
    open(b"refund").expect_err("other associated data");
}
