"""What is sealed comes back, tells nothing, and is found by its exact value only."""

import pytest
from cryptography.fernet import Fernet
from django.test import override_settings

from gongkai.vault import sealing


@pytest.fixture(autouse=True)
def _fresh_keys():
    yield
    sealing._keys.cache_clear()
    sealing._secret.cache_clear()


def under(*keys):
    sealing._keys.cache_clear()
    sealing._secret.cache_clear()
    return override_settings(SEAL_KEYS=list(keys))


def test_what_is_sealed_comes_back_and_never_looks_the_same():
    first, second = sealing.seal("李小明".encode()), sealing.seal("李小明".encode())

    assert first != second
    assert sealing.unseal(first) == sealing.unseal(second) == "李小明".encode()
    assert "李小明".encode() not in first


def test_a_changed_byte_is_refused():
    sealed = bytearray(sealing.seal(b"secret"))
    sealed[20] ^= 1

    with pytest.raises(sealing.Sealed, match="打不开"):
        sealing.unseal(bytes(sealed))


def test_an_old_key_still_opens_and_the_new_one_seals():
    with under("old"):
        sealed = sealing.seal(b"x")
    with under("new", "old"):
        assert sealing.unseal(sealed) == b"x"
        again = sealing.seal(b"x")
    with under("new"):
        assert sealing.unseal(again) == b"x"
        with pytest.raises(sealing.Sealed):
            sealing.unseal(sealed)


def test_the_index_stays_when_keys_are_changed():
    with under("old"):
        before = sealing.index("李小明", "name")
    with under("new", "old"):
        assert sealing.index("李小明", "name") == before
    with under("other"):
        assert sealing.index("李小明", "name") != before


def test_the_index_does_not_mind_widths_and_blanks_and_keeps_purposes_apart():
    assert sealing.index("３７０３０５ x", "id") == sealing.index("370305X", "id")
    assert sealing.index("1", "id") != sealing.index("1", "name")
    assert sealing.index("  ", "id") == ""


def test_seals_are_those_of_the_library():
    """The control: a seal made with a key of nobody is refused."""
    with pytest.raises(sealing.Sealed):
        sealing.unseal(Fernet(Fernet.generate_key()).encrypt(b"x"))
