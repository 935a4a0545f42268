"""Marks of certificates: as a stranger's client works them out."""

from datetime import timedelta

import pytest
from alipay import DCAliPay

from cashier.providers import alipay_certificates as ours
from cashier.providers.alipay_signing import read_public_key
from cashier.providers.errors import CredentialsInvalid
from tests.helpers import certificates
from tests.helpers import sandbox as helper

KEY = helper.keys().till.private_key
PEM = certificates.certificate(KEY)
ROOTS = "\n".join([PEM, certificates.certificate(), certificates.certificate(KEY, serial=7)])


# The stranger works them out with what its own library calls deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_marks_are_those_of_a_strangers_client() -> None:
    assert ours.app_number(PEM) == DCAliPay.get_cert_sn(PEM)
    two = "\n\n".join([PEM, certificates.certificate(KEY, serial=7)])
    assert ours.root_number(two) == DCAliPay.get_root_cert_sn(two)


def test_roots_by_other_kinds_of_keys_are_left_out() -> None:
    assert ours.root_number(ROOTS).count("_") == 1


def test_the_key_in_a_certificate_checks_answers() -> None:
    assert read_public_key(ours.key_in_certificate(PEM)).key_size == 2048


def test_a_certificate_says_until_when_it_is_good() -> None:
    assert ours.good_until(PEM) == certificates.START + timedelta(days=365)
    assert ours.good_until("canary") is None


@pytest.mark.parametrize("text", ["", "canary", "证书", PEM[:300], PEM.replace("M", "N", 1)])
def test_what_is_no_certificate_is_named(text: str) -> None:
    for read in (ours.app_number, ours.root_number, ours.key_in_certificate):
        with pytest.raises(CredentialsInvalid) as refused:
            read(text)
        assert str(refused.value.fields["field"]).startswith("alipay_")


def test_a_certificate_of_a_curve_is_not_alipays() -> None:
    curve = certificates.certificate()
    for read in (ours.root_number, ours.key_in_certificate):
        with pytest.raises(CredentialsInvalid):
            read(curve)
