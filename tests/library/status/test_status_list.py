"""Token Status Lists: the draft's vectors, both token forms, each refusal by its name."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen._encoding import base64url, deterministic_cbor
from denizen.envelope import cose_sign1, jws
from denizen.errors import StatusListError
from denizen.keys import PublicKey, SoftwareSigner
from denizen.status import (
    Fresh,
    ListTerms,
    Over,
    Stale,
    StatusBits,
    freshness,
    open_status_list,
    open_status_list_jwt,
    sign_cwt,
    sign_jwt,
)
from denizen.status.bits import expand
from denizen.status.list_token import CWT_TYPE, JWT_TYPE, read_cwt

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
URI = "https://elm.denizen.example/status"
TERMS = ListTerms(URI, NOW, NOW + DAY, 3600)

# Token Status List draft 21, appendix C.1: 2^20 entries, these marked
C1_INDEXES = (
    0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345,
)  # fmt: skip
C1_LST = (
    "eNrt3AENwCAMAEGogklACtKQPg9LugC9k_ACvreiogEAAKkeCQAAAAAAAAAAAAAAAAAAAIBylgQAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAXG9IAAAAAAAAAPwsJAAAAAAAAAAAAAAAvhsSAAAAAAAAAAAA7KpLAAAAAAAAAAAAAAAAAAAA"
    "AJsLCQAAAAAAAAAAADjelAAAAAAAAAAAKjDMAQAAAACAZC8L2AEb"
)
# Token Status List draft 21, section 5.2: the example token, up to its signature
EXAMPLE_CWT = bytes.fromhex(
    "d2845820a2012610781a6170706c69636174696f6e2f7374617475736c6973742b63"
    "7774a1044231325850a502782168747470733a2f2f6578616d706c652e636f6d2f73"
    "74617475736c697374732f31061a648c5bea041a8898dfea19fffe19a8c019fffda2"
    "646269747301636c73744a78dadbb918000217015d584093fa4d01032b18c35e2fe1"
    "101b77fd6cc9440022caa4694450c4e4e9feab4e99d1fa6d9772ce2bf3a12e0323de"
    "d7c982c5e101a5e67f0cbc1e2b6f57ce99c279"
)


class OneKey:
    """Stands where the trust list stands: one list, one key."""

    def __init__(self, public_key: PublicKey, uri: str = URI) -> None:
        self.public_key, self.uri = public_key, uri

    def status_key(self, uri: str, key_id: bytes, *, issued: int) -> PublicKey:
        assert issued == int(NOW.timestamp())
        if uri != self.uri or key_id != self.public_key.key_id:
            raise StatusListError("status.wrong_signer", "unknown", step=8)
        return self.public_key


@pytest.fixture(scope="module")
def signer() -> SoftwareSigner:
    return SoftwareSigner.generate()


def marked(*indexes: int, size: int = 4096) -> StatusBits:
    bits = StatusBits(size)
    bits.set_many(indexes)
    return bits


def refusal(action) -> str:
    with pytest.raises(StatusListError) as caught:
        action()
    assert caught.value.step == 8
    return caught.value.code


class TestBits:
    """One bit a card, least significant first."""

    def test_the_sixteen_entries_of_the_draft_give_its_two_bytes(self):
        bits = marked(0, 3, 4, 5, 7, 8, 9, 13, 15, size=16)
        assert bits.to_bytes() == bytes.fromhex("b9a3")

    def test_the_drafts_compressed_forms_expand_to_its_bytes(self):
        assert expand(base64url.decode("eNrbuRgAAhcBXQ")) == bytes.fromhex("b9a3")

    def test_two_bytes_compress_to_the_drafts_text(self):
        bits = marked(0, 3, 4, 5, 7, 8, 9, 13, 15, size=16)
        assert base64url.encode(bits.compress()) == "eNrbuRgAAhcBXQ"

    def test_the_drafts_list_of_a_million_is_ours(self):
        assert expand(base64url.decode(C1_LST)) == marked(*C1_INDEXES, size=1 << 20).to_bytes()

    def test_zlib_alone_reads_what_we_compress(self):
        bits = marked(1, 77, 4095)
        assert zlib.decompress(bits.compress()) == bits.to_bytes()

    def test_a_size_is_rounded_up_to_whole_bytes(self):
        assert StatusBits(9).size == 16

    @pytest.mark.parametrize("size", [0, -1, 100_000_001])
    def test_a_size_beyond_the_limit_is_the_programmers_mistake(self, size):
        with pytest.raises(ValueError, match="entries"):
            StatusBits(size)

    @pytest.mark.parametrize("index", [-1, 16, 1 << 40])
    def test_no_entry_outside_the_list_can_be_touched(self, index):
        bits = StatusBits(16)
        for touch in (bits.set, bits.clear, bits.is_set, lambda index: bits.set_many([index])):
            with pytest.raises(IndexError):
                touch(index)
        assert bits.to_bytes() == bytes(2)

    @given(st.sets(st.integers(0, 511)), st.sets(st.integers(0, 511)))
    def test_what_is_set_and_not_cleared_is_marked_and_nothing_else(self, on, off):
        bits = marked(*on, size=512)
        for index in off:
            bits.clear(index)
        assert {index for index in range(512) if bits.is_set(index)} == on - off

    def test_a_bomb_stops_at_the_limit(self):
        bomb = zlib.compress(bytes(13_000_000), 9)
        with pytest.raises(Exception, match="inflates to more"):
            expand(bomb)


class TestTokens:
    """The CWT form for counters and the JWT form for wallets say the same."""

    def test_both_forms_open_to_the_same_list(self, signer):
        bits, trust = marked(7, 4095), OneKey(signer.public_key)
        cwt = sign_cwt(bits, terms=TERMS, signer=signer)
        jwt = sign_jwt(bits, terms=TERMS, signer=signer)
        opened = open_status_list(cwt, trust=trust, at=NOW)
        assert opened == open_status_list_jwt(jwt, trust=trust, at=NOW)
        assert [index for index in range(opened.size) if opened.is_revoked(index)] == [7, 4095]
        assert (opened.uri, opened.issued, opened.expires) == (URI, NOW, NOW + DAY)
        assert opened.ttl_seconds == 3600

    def test_the_cwt_has_the_drafts_type_and_claims(self, signer):
        envelope = cose_sign1.parse(sign_cwt(marked(7), terms=TERMS, signer=signer))
        claims = deterministic_cbor.loads(envelope.payload)
        assert envelope.typ == "application/statuslist+cwt"
        assert (claims[2], claims[6], claims[4]) == (URI, 1795348800, 1795435200)
        assert (claims[65534], claims[65533]["bits"]) == (3600, 1)

    def test_the_jwt_has_the_drafts_type_and_claims(self, signer):
        envelope = jws.parse(sign_jwt(marked(7), terms=TERMS, signer=signer))
        claims = json.loads(envelope.payload)
        assert envelope.typ == "statuslist+jwt"
        assert (claims["sub"], claims["iat"], claims["exp"]) == (URI, 1795348800, 1795435200)
        assert (claims["ttl"], claims["status_list"]["bits"]) == (3600, 1)

    def test_the_drafts_example_token_reads(self):
        envelope = cose_sign1.parse(EXAMPLE_CWT)
        claims = read_cwt(envelope.payload)
        assert (envelope.typ, envelope.key_id) == (CWT_TYPE, b"12")
        assert (claims.uri, claims.issued) == ("https://example.com/statuslists/1", 1686920170)
        assert (claims.expires, claims.ttl_seconds) == (2291720170, 43200)
        assert expand(claims.lst) == bytes.fromhex("b9a3")

    def test_a_list_without_a_life_is_the_programmers_mistake(self):
        with pytest.raises(ValueError, match="lives"):
            ListTerms(URI, NOW, NOW, 3600)
        with pytest.raises(ValueError, match="UTC"):
            ListTerms(URI, NOW.replace(tzinfo=None), NOW + DAY, 3600)


class TestRefusals:
    """What a counter does not believe."""

    def open(self, signer, data, *, at=NOW, uri=URI):
        return open_status_list(data, trust=OneKey(signer.public_key, uri), at=at)

    def token(self, signer, change=lambda claims: claims, typ=CWT_TYPE):
        envelope = cose_sign1.parse(sign_cwt(marked(7), terms=TERMS, signer=signer))
        claims = change(deterministic_cbor.loads(envelope.payload))
        return cose_sign1.sign(deterministic_cbor.dumps(claims), signer, typ=typ)

    def test_a_list_signed_by_another_key_is_refused(self, signer):
        stranger = SoftwareSigner.generate()
        data = sign_cwt(marked(7), terms=TERMS, signer=stranger)
        assert refusal(lambda: self.open(signer, data)) == "status.wrong_signer"

    def test_a_list_changed_after_signing_is_refused(self, signer):
        data = self.token(signer)
        changed = data[:-1] + bytes([data[-1] ^ 1])
        assert refusal(lambda: self.open(signer, changed)) == "status.bad_signature"

    def test_a_list_for_another_address_is_refused(self, signer):
        data = self.token(signer)
        other = "https://oak.denizen.example/status"
        assert refusal(lambda: self.open(signer, data, uri=other)) == "status.wrong_signer"

    def test_a_list_is_over_at_its_last_instant(self, signer):
        data = self.token(signer)
        assert refusal(lambda: self.open(signer, data, at=NOW + DAY)) == "status.expired"

    def test_a_clock_before_the_list_was_made_is_named(self, signer):
        data = self.token(signer)
        at = datetime(1970, 1, 1, tzinfo=UTC)
        assert refusal(lambda: self.open(signer, data, at=at)) == "clock.behind"

    @pytest.mark.parametrize(
        ("defect", "change"),
        [
            ("two bits a card", lambda c: c | {65533: c[65533] | {"bits": 2}}),
            ("bits of true", lambda c: c | {65533: c[65533] | {"bits": True}}),
            ("no list", lambda c: {k: v for k, v in c.items() if k != 65533}),
            ("a list in text", lambda c: c | {65533: {"bits": 1, "lst": "eNrbuRgAAhcBXQ"}}),
            ("no address", lambda c: c | {2: 1}),
            ("no end", lambda c: {k: v for k, v in c.items() if k != 4}),
            ("an end before its start", lambda c: c | {4: c[6]}),
            ("a time to live of nothing", lambda c: c | {65534: 0}),
            ("damaged data", lambda c: c | {65533: {"bits": 1, "lst": b"\x78\xda\x00"}}),
            (
                "bytes after the data",
                lambda c: c | {65533: {"bits": 1, "lst": zlib.compress(b"a") + b"b"}},
            ),
            (
                "a bomb",
                lambda c: c | {65533: {"bits": 1, "lst": zlib.compress(bytes(12_500_001), 9)}},
            ),
        ],
    )
    def test_a_signed_list_with_a_defect_is_unreadable(self, signer, defect, change):
        data = self.token(signer, change)
        assert refusal(lambda: self.open(signer, data)) == "status.malformed", defect

    def test_another_kind_of_token_is_no_status_list(self, signer):
        data = self.token(signer, typ="application/cwt")
        assert refusal(lambda: self.open(signer, data)) == "status.malformed"

    def test_a_jwt_of_another_kind_is_no_status_list(self, signer):
        envelope = jws.parse(sign_jwt(marked(7), terms=TERMS, signer=signer))
        token = jws.sign(envelope.payload, signer, typ="JWT")
        trust = OneKey(signer.public_key)
        assert (
            refusal(lambda: open_status_list_jwt(token, trust=trust, at=NOW)) == "status.malformed"
        )
        assert JWT_TYPE != "JWT"

    @pytest.mark.parametrize(
        "payload", [b"[]", b"{}", b'{"status_list": {"bits": 1, "lst": 7}}', b"{"]
    )
    def test_a_jwt_with_a_defect_is_unreadable(self, signer, payload):
        token = jws.sign(payload, signer, typ=JWT_TYPE)
        trust = OneKey(signer.public_key)
        assert (
            refusal(lambda: open_status_list_jwt(token, trust=trust, at=NOW)) == "status.malformed"
        )

    def test_a_token_beyond_the_limit_is_not_even_parsed(self, signer):
        assert refusal(lambda: self.open(signer, bytes(17_000_001))) == "status.too_large"

    def test_a_stranger_s_bomb_is_never_expanded(self, signer):
        stranger = SoftwareSigner.generate()
        data = self.token(stranger, lambda c: c | {65533: {"bits": 1, "lst": b"not even zlib"}})
        assert refusal(lambda: self.open(signer, data)) == "status.wrong_signer"

    def test_an_entry_past_the_end_is_not_called_good(self, signer):
        opened = self.open(signer, self.token(signer))
        assert refusal(lambda: opened.is_revoked(4096)) == "status.index_outside"

    @given(data=st.binary(max_size=200), text=st.text(max_size=200))
    def test_arbitrary_input_raises_only_our_refusal(self, signer, data, text):
        trust = OneKey(signer.public_key)
        with pytest.raises(StatusListError):
            open_status_list(data, trust=trust, at=NOW)
        with pytest.raises(StatusListError):
            open_status_list_jwt(text, trust=trust, at=NOW)


class TestFreshness:
    """Fresh, stale since, over."""

    def judge(self, hours: float):
        return freshness(issued=NOW, expires=NOW + DAY, fresh_for=12 * HOUR, at=NOW + hours * HOUR)

    def test_a_young_list_is_fresh(self):
        assert self.judge(11.9) == Fresh(as_of=NOW)

    def test_from_the_counters_limit_on_it_is_stale(self):
        assert self.judge(12) == Stale(as_of=NOW, since=NOW + 12 * HOUR)

    def test_at_its_end_it_is_over(self):
        assert self.judge(24) == Over(ended=NOW + DAY)
