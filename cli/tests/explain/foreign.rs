// Made with Python's hashlib and hmac over `amount=100&refund_no=R1&key=kkkkkkkk`, each with a mistake or two.
const FOREIGN: &[(&str, &str)] = &[
    ("7489d9d1500068678d8a87a45a18bb4b", "the key left out of the text"),
    ("42924f4d75e6e5292867156ed8428b3e", "the key twice in the text"),
    ("d44f9a246e33b54546b01f00487bc65e", "line feed"),
    ("BF1C1A8F97B43E6F8DCEA17E9C0FF905", "hex in upper case instead of lower case"),
    ("vxwaj5e0Pm+NzqF+nA/5BQ==", "base64 instead of hex"),
    ("790a2a0ce753d2cb05afeebd1d9ddabbd39d8b2593bd403e7c48935d32cbd9f9", "`sha256` as the digest"),
    ("5942c403d9d851127269b30a7b3a09519eb538d1", "`sha1` as the digest"),
    ("effa4179cf196b979daac2dc560d464777ab550fa4445912981e3340175be44d", "`hmac_sha256` with the key instead of a plain digest"),
    ("fa38cc5ad7d90df6158003ba5fb24276", "the fields as they are sent, unsorted"),
    ("35589c8f88c4f893ade15f77006b876f", "amounts in the other unit"),
    ("ef5d011a43fe597afee713bfe2ae31f9", "the field `amount` left out"),
    ("fed74c3b2cc7f72e26f4ae5908bfbb16", "the signature itself signed"),
    ("e8830ac7c4d3f4d9df341b7a0e5d9c72", "the text in upper case"),
    ("4c457eb4dd71d1439ac76cd486e5eb98", "the digest taken twice"),
    ("64216eaa146047eae27f440da2d32884c8941f3ce8e2022494f8ddb82fc2c2eb", "the key left out of the text, and `sha256` as the digest"),
    ("c79578f4dfb06adcb1554613745856f872163552", "`sha1` as the digest, and the fields as they are sent, unsorted"),
];
