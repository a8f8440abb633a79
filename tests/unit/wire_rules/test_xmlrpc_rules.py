"""XML-RPC over HTTP: paths, content types, what is malformed, what every answer carries."""

from __future__ import annotations

import pytest
from raw_client import END, SUCCESS, text

CALL = "<methodCall><methodName>session.get_uuid</methodName><params>{}</params></methodCall>"


@pytest.mark.parametrize("path", ["/", "/RPC2", "/xmlrpc", "/json", "/anything/else", "/RPC2?x=y", "/rpc2"])
def test_every_other_path_is_xml_rpc(raw, path):
    answer = raw.xml("network.get_all", f"<param>{text(raw.session)}</param>", path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/xml"
    assert answer.text.startswith(SUCCESS)
    assert answer.text.endswith(END)


def test_headers_of_an_answer(raw):
    answer = raw.xml("network.get_all", f"<param>{text(raw.session)}</param>")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-headers"] == "X-Requested-With"
    assert answer.headers["cache-control"] == "no-cache, no-store"


@pytest.mark.parametrize("path", ["/", "/json", "/jsonrpc"])
def test_browsers_may_ask_first(raw, path):
    answer = raw.request("OPTIONS", path)
    assert answer.status == 200
    assert answer.headers["access-control-allow-methods"] == "PUT"
    assert answer.headers["access-control-allow-origin"] == "*"


MALFORMED = {
    "nothing": b"",
    "no XML": b"hello",
    "cut off": b"<methodCall><methodName>x</methodName><params>",
    "no params": b"<methodCall><methodName>system.listMethods</methodName></methodCall>",
    "no method": b"<methodCall><params></params></methodCall>",
    "two roots": b"<methodCall><methodName>x</methodName><params/></methodCall><a/>",
    "an answer": b"<methodResponse><params></params></methodResponse>",
    "an unknown element": b"<methodCall><methodName>x</methodName><params><param><x/></param></params></methodCall>",
    "a document type": b"<!DOCTYPE methodCall><methodCall><methodName>x</methodName><params/></methodCall>",
    "JSON": b'{"method": "system.listMethods", "params": []}',
}


@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_no_call_is_a_page_of_500_and_the_end(raw, what):
    received = raw.exchange(
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(MALFORMED[what]), MALFORMED[what])
    )
    assert received.startswith(b"HTTP/1.1 500 ")
    assert b"text/html" in received
    assert b"<fault>" not in received


def test_an_empty_params_is_enough(raw):
    assert raw.xml("system.listMethods", "").status == 200


def test_a_body_may_be_300_kib_and_no_more(raw):
    def sized(length: int) -> bytes:
        head, tail = CALL.format("<param><value>").partition("</params>")[0], "</value></param></params></methodCall>"
        return f"{head}{'x' * (length - len(head) - len(tail))}{tail}".encode()

    assert raw.request("POST", "/", sized(300 * 1024)).status == 200
    assert raw.request("POST", "/", sized(300 * 1024 + 1)).status == 500


def test_a_failure_is_a_struct_of_two_members(raw):
    document = raw.xml("network.get_all", f"<param>{text('no')}</param>").text
    assert document == (
        '<?xml version="1.0"?><methodResponse><params><param><value><struct><member><name>Status</name>'
        "<value>Failure</value></member><member><name>ErrorDescription</name><value><array><data>"
        "<value>SESSION_INVALID</value><value>no</value></data></array></value></member></struct></value>"
        "</param></params></methodResponse>"
    )


def test_list_methods_is_bare_here(raw):
    document = raw.xml("system.listMethods", "<param><value>whatever</value></param>").text
    assert document.startswith('<?xml version="1.0"?><methodResponse><params><param><value><array><data><value>')
    assert document.count("<value>") == 2258 + 1
    assert "<value>Async." not in document


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16"])
def test_a_declared_encoding_counts(raw, network, encoding):
    document = f'<?xml version="1.0" encoding="{encoding}"?>' + CALL.replace(
        "session.get_uuid", "network.set_name_label"
    )
    params = "".join(f"<param>{text(each)}</param>" for each in (raw.session, network, "früh"))
    assert raw.request("POST", "/", document.format(params).encode(encoding)).status == 200
    assert raw.call("network.get_name_label", network) == "früh"
