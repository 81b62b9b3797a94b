"""Fetching over https: the connection is held to an address, the certificate must still be the name's."""

from __future__ import annotations

import shutil
import ssl
import subprocess

import pytest
from tests.ingest.local_site import HOST, serve

from memcon.ingest import Limits, load
from memcon.ingest.addresses import AddressPolicy

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl makes the certificate, and is not here")


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    made += ["-subj", "/CN=news.test", "-addext", "subjectAltName=DNS:news.test"]
    subprocess.run([OPENSSL, *made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site, server = serve(context)
    site.trust = ssl.create_default_context(cafile=str(certificate))
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetch(secure, story):
    secure.reset()
    secure.names["other.test"] = [(HOST,)]
    secure.page("/a", f"<html><body><article><p>{story}</p></article></body></html>")

    def load_it(url, trust=None):
        policy = AddressPolicy(also=frozenset({(HOST, secure.port)}), resolve=secure.resolve, trust=trust)
        return load([url.format(port=secure.port)], policy=policy, limits=Limits(seconds=3)).reports[0]

    return load_it


def test_the_certificate_is_verified_against_the_name(secure, fetch):
    assert fetch("https://news.test:{port}/a", secure.trust).read
    assert {headers["host"] for _, headers in secure.seen} == {f"news.test:{secure.port}"}


@pytest.mark.parametrize("host", ["other.test", HOST])
def test_a_certificate_of_another_name_is_refused(secure, fetch, host):
    report = fetch(f"https://{host}:{{port}}/a", secure.trust)
    assert "certificate is not good" in report.why
    assert secure.seen == []


def test_a_certificate_that_nobody_vouches_for_is_refused(secure, fetch, monkeypatch):
    assert "certificate is not good" in fetch("https://news.test:{port}/a").why
    assert secure.seen == []


def test_http_where_https_is_spoken_and_the_other_way(secure, fetch, story):
    assert not fetch("http://news.test:{port}/a").read
    plain, server = serve()
    plain.names["news.test"] = [(HOST,)]
    policy = AddressPolicy(also=frozenset({(HOST, plain.port)}), resolve=plain.resolve, trust=secure.trust)
    (report,) = load([f"https://news.test:{plain.port}/a"], policy=policy, limits=Limits(seconds=3)).reports
    server.shutdown()
    server.server_close()
    assert "does not answer as https should" in report.why
