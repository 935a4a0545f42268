import hashlib
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cashier.history.chain import (
    ChainFault,
    Head,
    HeadUnreadable,
    Link,
    canonical,
    check_chain,
    link,
)


def chain_of(texts: list[str]) -> list[Link]:
    head, links = Head(), []
    for text in texts:
        item = link(head, "A", {"kind": "Said", "text": text}, "2026-11-22T04:00:00.000000+00:00")
        links.append(item)
        head = Head(item.seq, item.hash)
    return links


# What can stand in a file: no half of a character.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
TEXTS = st.lists(st.text(max_size=20), min_size=3, max_size=12)


@given(TEXTS)
def test_an_untouched_chain_is_sound_and_ends_at_its_head(texts: list[str]) -> None:
    links = chain_of(texts)
    report = check_chain(links, Head(2, links[1].hash))
    assert report.sound
    assert report.head == Head(len(texts), links[-1].hash)


def test_an_empty_chain_is_sound() -> None:
    assert check_chain([]).sound
    assert check_chain([], Head()).sound


@given(TEXTS, st.data())
def test_every_edit_of_any_field_is_found(texts: list[str], data: st.DataObject) -> None:
    links = chain_of(texts)
    place = data.draw(st.integers(0, len(links) - 1))
    name = data.draw(st.sampled_from(["case_id", "kind", "at", "body", "prev_hash", "hash"]))
    changed: dict[str, Any] = {name: "0" * 64}
    links[place] = replace(links[place], **changed)
    assert not check_chain(links).sound or links == chain_of(texts)


@given(TEXTS, st.data())
def test_a_deleted_event_is_found(texts: list[str], data: st.DataObject) -> None:
    links = chain_of(texts)
    place = data.draw(st.integers(0, len(links) - 2))
    del links[place]
    assert check_chain(links).fault is ChainFault.gap


@given(TEXTS, st.data())
def test_swapped_bodies_are_found(texts: list[str], data: st.DataObject) -> None:
    links = chain_of(texts)
    place = data.draw(st.integers(0, len(links) - 2))
    one, two = links[place], links[place + 1]
    links[place] = replace(one, body=two.body, hash=two.hash)
    links[place + 1] = replace(two, body=one.body, hash=one.hash)
    assert not check_chain(links).sound


@given(TEXTS, st.data())
def test_two_events_that_change_places_are_found(texts: list[str], data: st.DataObject) -> None:
    links = chain_of(texts)
    one = data.draw(st.integers(0, len(links) - 2))
    other = data.draw(st.integers(one + 1, len(links) - 1))
    renumber = data.draw(st.booleans())
    links[one], links[other] = links[other], links[one]
    if renumber:
        links = [replace(item, seq=seq) for seq, item in enumerate(links, 1)]
    assert not check_chain(links).sound


@given(TEXTS, st.data())
def test_an_inserted_event_is_found_wherever_it_stands(
    texts: list[str], data: st.DataObject
) -> None:
    links = chain_of(texts)
    place = data.draw(st.integers(0, len(links) - 1))
    before = Head(place, links[place - 1].hash) if place else Head()
    forged = link(before, "A", {"kind": "Said", "text": data.draw(st.text())}, links[0].at)
    later = [replace(item, seq=item.seq + 1) for item in links[place:]]
    assert check_chain([*links[:place], forged, *later]).fault in (
        ChainFault.unlinked,
        ChainFault.changed,
    )


@given(TEXTS)
def test_a_printed_head_is_read_back_and_holds_the_chain(texts: list[str]) -> None:
    links = chain_of(texts)
    printed = Head(links[-1].seq, links[-1].hash).printed
    for text in (printed, f" {printed.upper()} ", printed.replace("-", " ")):
        noted = Head.read(text)
        assert check_chain(links, noted).sound
        assert check_chain(links[:-1], noted).fault is ChainFault.head_missing
    assert check_chain(links, Head.read(Head().printed)).sound


@given(st.text(max_size=120))
def test_a_text_that_is_no_head_is_refused(text: str) -> None:
    try:
        head = Head.read(text)
    except HeadUnreadable:
        return
    assert len(head.hash) >= 16


def test_a_cut_tail_is_found_only_against_a_head_noted_earlier() -> None:
    links = chain_of(["a", "b", "c"])
    noted = Head(3, links[-1].hash)
    assert check_chain(links[:2]).sound
    assert check_chain(links[:2], noted).fault is ChainFault.head_missing
    assert check_chain([], noted).fault is ChainFault.head_missing


def test_an_old_backup_that_grew_anew_is_found_against_the_head() -> None:
    noted = Head(3, chain_of(["a", "b", "c"])[-1].hash)
    assert check_chain(chain_of(["a", "b", "d", "e"]), noted).fault is ChainFault.head_missing


@given(st.none() | TEXT, TEXT, TEXT, TEXT, st.integers(1, 10**9), st.text("0a", min_size=4))
def test_a_hash_is_that_of_the_canonical_spelling(
    case_id: str | None, kind: str, at: str, body: str, seq: int, before: str
) -> None:
    item = Link(seq, case_id, kind, at, body, before, "")
    row = {"at": at, "body": body, "case": case_id, "kind": kind, "seq": seq}
    spelt = f"{before}|{canonical(row)}".encode()
    assert item.own_hash() == hashlib.sha256(spelt).hexdigest()
