"""Every kind of direct identifier is found as one, in any script, on invented examples."""

import pytest

from bearwitness.protect.exposure import find_exposures
from bearwitness.reference.parse import parse_many

CASES = [
    ("Her passport is M12345678.", "M12345678"),
    ("Passport no. PS1234567 was taken.", "PS1234567"),
    ("He carried passport 482910377.", "482910377"),
    ("The car, 12가 3456, left.", "12가 3456"),
    ("A car with plate 吉H·A1234 came.", "吉H·A1234"),
    ("The van's plate was ABC-1234.", "ABC-1234"),
    ("a grey Toyota, registration กข 1234", "กข 1234"),
    ("A car with the plate 7กก 1234 waited.", "7กก 1234"),
    ("She lives at 14 Maple Street.", "14 Maple Street"),
    ("He lives at No. 27, Lane 3, Xinhua Road, Yanji.", "27, Lane 3, Xinhua Road"),
    ("Address: 서울시 마포구 월드컵로 12길 34", "월드컵로 12길 34"),
    ("They moved to 延吉市公园路12号.", "公园路12号"),
    ("House 12, Moo 5, Ban Nong", "12, Moo 5"),
    ("Send it to P.O. Box 412.", "P.O. Box 412"),
    ("Account 6222 0212 3456 7890 123 at ICBC.", "6222 0212 3456 7890 123"),
    ("Pay to Kookmin 123456-78-901234.", "123456-78-901234"),
    ("The bank account number was 110-234-567890.", "110-234-567890"),
    ("IBAN DE89 3704 0044 0532 0130 00.", "DE89 3704 0044 0532 0130 00"),
    (
        "wallet bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    ),
    (
        "his ETH 0x52908400098527886E0F7030069857D2E4169EE7",
        "0x52908400098527886E0F7030069857D2E4169EE7",
    ),
    ("TRON TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC", "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"),
    ("See facebook.com/min.ji.77", "facebook.com/min.ji.77"),
    ("Her profile: https://vk.com/id12345", "https://vk.com/id12345"),
    ("instagram: @sunny_day", "@sunny_day"),
    ("her Douyin account sunny_day88", "sunny_day88"),
    ("His Line ID is freebird9.", "freebird9"),
    ("Find him on Telegram as riverman", "riverman"),
    ("His WeChat is xiaoming2020.", "xiaoming2020"),
    ("at 42.4411, 129.746", "42.4411, 129.746"),
    ("at 42°26′28″N 129°44′45″E", "42°26′28″N 129°44′45″E"),
    ("coordinates 42.4411 N, 129.7460 E", "42.4411 N, 129.7460 E"),
    ("N42.4411 E129.7460", "N42.4411 E129.7460"),
    ("plus code 8QVF+2G", "8QVF+2G"),
    ("MGRS 52TDL1234567890", "52TDL1234567890"),
    ("Call +82 10-2345-6789.", "+82 10-2345-6789"),
    ("Call +8613812345678.", "+8613812345678"),
    ("Call 138 1234 5678.", "138 1234 5678"),
    ("phone 081-234-5678", "081-234-5678"),
    ("Call (043) 345-6789", "(043) 345-6789"),
    ("tel. 0433 2512345", "0433 2512345"),
    ("Reach her at chunae.ri@example.org", "chunae.ri@example.org"),
    ("mail chunae (at) example (dot) org", "chunae (at) example (dot) org"),
    ("ID 220102199003071234 was noted.", "220102199003071234"),
    ("ID card 22010219900307123X.", "22010219900307123X"),
    ("RRN 900307-1234567", "900307-1234567"),
    ("Thai ID 1-2345-67890-12-3", "1-2345-67890-12-3"),
    ("IMEI 356938035643809", "356938035643809"),
    ("IP 10.20.30.40", "10.20.30.40"),
    ("her UNHCR file 867-12C00123", "867-12C00123"),
    ("prisoner number 4471", "4471"),
    ("MAC 00:1B:44:11:3A:B7", "00:1B:44:11:3A:B7"),
    ("The lorry's plate was 평양 12-345.", "평양 12-345"),
    ("We met at N 41°47.123' E 128°10.456'.", "41°47.123' E 128°10.456"),
    ("See geo:41.78,128.17 for it.", "41.78,128.17"),
    ("Meet at ///filled.count.soap tonight.", "filled.count.soap"),
    ("He posts at band.us/@quietriver daily.", "band.us/@quietriver"),
    ("It was on blog.naver.com/quietriver.", "blog.naver.com/quietriver"),
    ("The map is maps.app.goo.gl/abc123.", "maps.app.goo.gl/abc123"),
    ("Ask u/hiddenriver about it.", "u/hiddenriver"),
    ("On Discord he is hidden#1234.", "hidden#1234"),
    ("XMR 44AFF" + "q5kSiGBoZ4" * 9, "44AFF" + "q5kSiGBoZ4" * 9),
    ("RRN 900307-2******", "900307-2"),
    ("number 9003072123456 was noted", "9003072123456"),
    ("an old card, 110101900307231", "110101900307231"),
    ("Said J.H.P. from Musan.", "J.H.P."),
    ("Said Ms. K, 34.", "Ms. K"),
    ("Said “K.” on Monday", "K."),
    ("a woman surnamed Kim", "Kim"),
    ("a man named only as Choe", "Choe"),
    ("a defector identified as P", "P"),
    ("Mr. Ri Y.C. said", "Ri Y.C."),
    ("Kim Yong-hui said", "Kim Yong-hui"),
    ("KIM Yong Hui said", "KIM Yong Hui"),
    ("They held Kim Yong-\nhui in May.", "Kim Yong-\nhui"),
    ("They held Kim Yong- hui in May.", "Kim Yong- hui"),
    ("KimYong-hui was held.", "KimYong-hui"),
    ("Yong-hui Kim said", "Yong-hui Kim"),
    ("Gim Yeonghui said", "Gim Yeonghui"),
    ("Ch'oe Ŭn-hŭi said", "Ch'oe Ŭn-hŭi"),
    ("Hsiao-ming Tsai said", "Hsiao-ming Tsai"),
    ("Ou-yang Li said", "Ou-yang Li"),
    ("Nguyễn Thị Mai said", "Nguyễn Thị Mai"),
    ("Nguyen Thi Mai was held", "Nguyen Thi Mai"),
    ("Somchai Jaidee was held", "Somchai Jaidee"),
    ("Oyunbileg was held in Ulaanbaatar", "Oyunbileg"),
    ("Ким Ён Хи said", "Ким Ён Хи"),
    ("김 영희 said", "김 영희"),
    ("金英姬 said", "金英姬"),
    ("キム・ヨンヒ said", "キム・ヨンヒ"),
    ("Abd al-Rahman ibn Khalid was held", "Abd al-Rahman ibn Khalid"),
    ("Aunt Sun-ja hid her", "Aunt Sun-ja"),
    ("Grandmother Pak hid her", "Pak"),
    ("a boy nicknamed Little Sparrow", "Little Sparrow"),
    ("Comrade Jong came", "Jong"),
    ("her daughter Eun-bi, 6,", "Eun-bi"),
    ("their son, Chol Su, fled", "Chol Su"),
]
LEFT_ALONE = [
    "On 2021-07-21 they signed it.",
    "Section 12 of Law no. 4471 applies.",
    "The vote was 110-23 and the ratio 12:34.",
    "It cost 1,234,567 won in 2019-2020.",
    "Version 1.2.3 came out.",
    "They paid 1,500 and/or left; 20 km/h was the limit.",
]


@pytest.fixture(scope="module")
def found():
    texts = [text for text, _ in CASES] + LEFT_ALONE
    return dict(zip(texts, map(find_exposures, parse_many(texts)), strict=True))


@pytest.mark.parametrize(("text", "words"), CASES)
def test_a_direct_identifier_is_found_whole_and_as_direct(found, text, words):
    start = text.index(words)
    letters = {i for i in range(start, start + len(words)) if text[i].isalnum()}
    assert letters <= {i for e in found[text] if e.level == "direct" for i in range(e.start, e.end)}


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_only_looks_like_a_number_of_someone_is_not_direct(found, text):
    assert [e.exact for e in found[text] if e.level == "direct"] == []
