"""The private CA: made once, renewed in time, good for loopback only."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509

from akslab.lab.certificates import LEAF_LIFETIME, RENEW_BEFORE, ensure_certificates

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def _contents(directory: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in directory.iterdir()}


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    ensure_certificates(tmp_path, NOW)
    before = _contents(tmp_path)
    ensure_certificates(tmp_path, NOW + timedelta(days=1))
    assert _contents(tmp_path) == before


def test_all_files_are_their_owners_only(tmp_path: Path) -> None:
    ensure_certificates(tmp_path, NOW)
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_the_leaf_is_renewed_before_it_ends_and_the_ca_stays(tmp_path: Path) -> None:
    files = ensure_certificates(tmp_path, NOW)
    ca, leaf = files.ca.read_bytes(), files.leaf.read_bytes()
    later = NOW + LEAF_LIFETIME - RENEW_BEFORE + timedelta(days=1)
    ensure_certificates(tmp_path, later)
    assert files.ca.read_bytes() == ca
    assert files.leaf.read_bytes() != leaf
    assert x509.load_pem_x509_certificate(files.leaf.read_bytes()).not_valid_after_utc > later + RENEW_BEFORE


def test_a_new_ca_brings_a_new_leaf(tmp_path: Path) -> None:
    files = ensure_certificates(tmp_path, NOW)
    leaf = files.leaf.read_bytes()
    files.ca_key.unlink()
    ensure_certificates(tmp_path, NOW)
    assert files.leaf.read_bytes() != leaf


def test_the_leaf_names_loopback_and_the_ca_may_vouch_for_nothing_else(tmp_path: Path) -> None:
    files = ensure_certificates(tmp_path, NOW)
    leaf = x509.load_pem_x509_certificate(files.leaf.read_bytes())
    ca = x509.load_pem_x509_certificate(files.ca.read_bytes())
    leaf.verify_directly_issued_by(ca)
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    constraints = ca.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    assert len(constraints.value.permitted_subtrees or []) == 2
