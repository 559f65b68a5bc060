"""Argon2id: the published vector, and three implementations by other hands that agree with ours."""

import random

import pytest
from argon2 import low_level
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from nacl import bindings

from reflect_cli.vault import kdf

#: RFC 9106, section 5.3. It has a secret and associated data, which ours never uses.
RFC_9106 = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def by_cryptography(words, salt, memory_kib, passes, *, lanes=1, **more):
    derive = Argon2id(
        salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib, **more
    )
    return derive.derive(words)


def by_argon2_cffi(words, salt, memory_kib, passes):
    return low_level.hash_secret_raw(
        words, salt, passes, memory_kib, parallelism=1, hash_len=32, type=low_level.Type.ID
    )


def by_pynacl(words, salt, memory_kib, passes):
    algorithm = bindings.crypto_pwhash_ALG_ARGON2ID13
    return bindings.crypto_pwhash_alg(32, words, salt, passes, memory_kib * 1024, algorithm)


def test_the_published_vector_comes_out_of_the_one_that_can_be_given_all_of_it():
    found = by_cryptography(
        bytes([1] * 32), bytes([2] * 16), 32, 3, lanes=4, secret=bytes([3] * 8), ad=bytes([4] * 12)
    )

    assert RFC_9106 == found.hex()


@pytest.mark.parametrize("number", range(12))
def test_three_implementations_give_one_key(number):
    chance = random.Random(number)
    given = (
        chance.randbytes(chance.randint(0, 200)),
        chance.randbytes(16),
        chance.randint(8, 3000),
        chance.randint(1, 5),
    )

    assert by_pynacl(*given) == by_cryptography(*given) == by_argon2_cffi(*given)


def test_the_key_of_a_journal_is_the_one_that_all_of_them_give():
    words, cost = "caf\u00e9 by the river".encode(), kdf.new_kdf(kdf.LIGHT)
    found = kdf.stretch(bytearray(words), cost)
    numbers = (cost.memory_kib, cost.passes)

    assert found == by_cryptography(words, cost.salt, *numbers)
    assert found == by_argon2_cffi(words, cost.salt, *numbers)
