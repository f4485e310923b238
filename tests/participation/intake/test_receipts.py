"""Receipt codes (trust 9): no repeats, nothing readable in them, and typing errors are found."""

import random
import uuid
from collections import Counter
from itertools import pairwise

import pytest
from django.core.exceptions import ImproperlyConfigured

from participation.enums import Channel
from participation.intake.services import receipts, submissions
from participation.models import Submission
from tests.factories.participation import make_form, send, send_many
from tests.moments import NOW

MANY = 100_000


def keys(count, seed=1):
    chance = random.Random(seed)
    return [uuid.UUID(int=chance.getrandbits(128)) for _ in range(count)]


@pytest.fixture(scope="module")
def codes():
    return [receipts.code_for(key, version=1) for key in keys(MANY)]


def correlation(first, second):
    n = len(first)
    mean_a, mean_b = sum(first) / n, sum(second) / n
    shared = sum((a - mean_a) * (b - mean_b) for a, b in zip(first, second, strict=True))
    return shared / (sum((a - mean_a) ** 2 for a in first) * sum((b - mean_b) ** 2 for b in second)) ** 0.5


def number_of(code):
    return sum(receipts.ALPHABET.index(sign) * 31**place for place, sign in enumerate(code[: receipts.SIGNS]))


def test_a_hundred_thousand_codes_are_all_different_and_of_one_shape(codes):
    assert len(set(codes)) == MANY
    assert {len(code) for code in codes} == {20}
    assert set("".join(codes)) == set(receipts.ALPHABET)


def test_no_sign_of_the_alphabet_looks_like_another():
    assert not set("01OIL") & set(receipts.ALPHABET)
    assert len(set(receipts.ALPHABET)) == 31, "31 is prime; the check sign rests on that"
    assert 31**receipts.SIGNS > 2**80


def test_each_sign_occurs_equally_often_at_each_place(codes):
    # 100,000 draws of 1 in 31: five standard deviations are 280. Something readable at a place would stand out.
    expected = MANY / 31
    for place in range(20):
        counts = Counter(code[place] for code in codes)
        assert max(abs(counts[sign] - expected) for sign in receipts.ALPHABET) < 5 * (expected * 30 / 31) ** 0.5


def test_codes_say_nothing_about_the_order_in_which_they_were_given(codes):
    numbers = [number_of(code) for code in codes]
    assert abs(correlation(numbers, range(MANY))) < 0.015
    assert abs(correlation(numbers[:-1], numbers[1:])) < 0.015


def test_codes_of_keys_that_count_up_say_nothing_either():
    counting = [receipts.code_for(uuid.UUID(int=number), version=1) for number in range(20_000)]
    numbers = [number_of(code) for code in counting]
    assert len(set(counting)) == 20_000
    assert abs(correlation(numbers, range(20_000))) < 0.035
    assert max(len(commonest(first, second)) for first, second in pairwise(counting[:2_000])) < 12


def commonest(first, second):
    return [place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a == b]


@pytest.mark.django_db
def test_stored_codes_say_nothing_about_numbers_of_rows():
    form = make_form()
    send_many(form, 400, seed=5)
    rows = list(Submission.objects.order_by("pk").values_list("pk", "receipt_hash", "key", "receipt_version"))
    assert len({receipt_hash for _pk, receipt_hash, _key, _version in rows}) == 400
    for pk, receipt_hash, key, version in rows:
        code = receipts.code_for(key, version=version)
        assert receipt_hash == receipts.code_hash(code)
        assert receipt_hash != receipts.code_hash(str(pk))
    numbers = [number_of(receipts.code_for(key, version=version)) for _pk, _hash, key, version in rows]
    assert abs(correlation(numbers, [row[0] for row in rows])) < 0.2


def test_the_check_sign_finds_every_single_wrong_sign(codes):
    wrong = [
        code[:place] + sign + code[place + 1 :]
        for code in codes[:40]
        for place in range(len(code))
        for sign in receipts.ALPHABET
        if sign != code[place]
    ]
    assert len(wrong) == 40 * 20 * 30
    assert [typed for typed in wrong if is_code(typed)] == []


def test_the_check_sign_finds_every_swap_of_neighbours(codes):
    swapped = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for code in codes[:400]
        for place in range(len(code) - 1)
        if code[place] != code[place + 1]
    ]
    assert len(swapped) > 400 * 17
    assert [typed for typed in swapped if is_code(typed)] == []


def is_code(typed):
    try:
        receipts.read(typed)
    except receipts.NotACode:
        return False
    return True


@pytest.mark.parametrize("spelling", [str.lower, str.upper, lambda c: " ".join(c), lambda c: f"  {c[:7]}-{c[7:]}. "])
def test_a_code_is_read_in_any_case_and_with_any_spaces(spelling):
    code = receipts.code_for(keys(1)[0], version=1)
    assert receipts.read(receipts.grouped(code)) == code
    assert receipts.read(spelling(code)) == code


@pytest.mark.parametrize("typed", ["", "A", "0" * 20, "2" * 19, "2" * 21, "é" * 20, "２" * 20, "ßß", "\x00" * 20])
def test_what_is_no_code_is_refused(typed):
    assert not is_code(typed)


def test_a_code_is_shown_in_groups_of_four():
    assert receipts.grouped("ABCDEFGHJKMNPQRSTUVW") == "ABCD-EFGH-JKMN-PQRS-TUVW"


@pytest.mark.django_db
def test_a_new_secret_makes_new_codes_and_keeps_the_old_ones_valid(settings):
    form = make_form()
    settings.RECEIPT_SECRETS = "1:first"
    old = send(form, key="a" * 32)
    old_code = receipts.code_for(old.key, version=old.receipt_version)

    settings.RECEIPT_SECRETS = "2:second,1:first"
    again = submissions.received(form_id=form.pk, key="a" * 32)
    new = send(form, key="b" * 32)

    assert again.code == old_code
    assert receipts.code_hash(old_code) == old.receipt_hash
    assert (old.receipt_version, new.receipt_version) == (1, 2)
    assert receipts.code_for(new.key, version=1) != receipts.code_for(new.key, version=2)


@pytest.mark.django_db
def test_sending_again_after_a_new_secret_gives_the_code_that_was_given(settings):
    form = make_form()
    settings.RECEIPT_SECRETS = "1:first"
    answers = {"hulp1": {"option": "familie"}, "plaats1": "0402"}
    given = {
        "version": form.published_version,
        "answers": answers,
        "key": "c" * 32,
        "channel": Channel.ONLINE,
        "at": NOW,
    }
    first = submissions.receive(**given)
    settings.RECEIPT_SECRETS = "2:second,1:first"
    second = submissions.receive(**given)
    settings.RECEIPT_SECRETS = "1:first"
    assert first.code == second.code
    assert second.again


def test_the_secret_decides_and_not_the_key_of_django(settings):
    key = keys(1)[0]
    before = receipts.code_for(key, version=1)
    settings.SECRET_KEY = "another" * 9
    assert receipts.code_for(key, version=1) == before
    settings.RECEIPT_SECRETS = "1:another"
    assert receipts.code_for(key, version=1) != before


@pytest.mark.parametrize("text", ["", "secret", "x:secret", "1:", "1:good,2"])
def test_secrets_that_cannot_be_read_are_a_clear_error(settings, text):
    settings.RECEIPT_SECRETS = text
    with pytest.raises(ImproperlyConfigured, match="RECEIPT_SECRETS"):
        receipts.newest_version()
