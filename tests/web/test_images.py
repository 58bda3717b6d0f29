"""Pictures by opaque id: fitted into a size, never kept, and nothing but what was asked for."""

import io

import pytest
from PIL import Image


@pytest.fixture
def studies(client):
    found = client.get(
        "/cases/case-1/timeline.json", query_string={"events": "1"}, headers={"Accept": "application/json"}
    )
    return found.json["studies"]


def address_of(study):
    return study["picture"].partition("?")[0]


@pytest.fixture
def address(studies):
    return address_of(studies[0])


@pytest.mark.parametrize("size", [40, 96, 210, 330, 1024])
def test_a_picture_fits_the_size_that_was_asked_for(client, address, size):
    answer = client.get(address, query_string={"size": str(size)})
    assert answer.status_code == 200 and answer.mimetype == "image/jpeg"
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert 0 < max(picture.size) <= size * 2  # CSS px; a dense screen gets up to twice as many


def test_without_a_size_it_has_that_of_the_film_strip(client, address):
    assert client.get(address).data == client.get(address, query_string={"size": "210"}).data


@pytest.mark.parametrize("size", ["39", "1025", "0", "-210", "1e3", "210.5", "wide", "", "²", "99999999999999999999"])
def test_a_size_that_makes_no_sense_is_refused_in_a_sentence(client, address, size):
    answer = client.get(address, query_string={"size": size}, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert "from 40 to 1024" in answer.json["error"]


@pytest.mark.parametrize("image_id", ["nothing", "0", "case-1", "..%2f..%2fetc%2fpasswd", "%00"])
def test_an_unknown_picture_is_not_found_and_not_repeated(client, image_id):
    answer = client.get(f"/images/{image_id}", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert "passwd" not in answer.text


def test_an_address_of_a_picture_names_neither_case_nor_study(studies):
    """The ids are chance: two letters may well stand in one of them, but not in all."""
    addresses = [address_of(study) for study in studies]
    assert len(addresses) >= 4 and len(set(addresses)) == len(addresses)
    assert not any(all(word in address.lower() for address in addresses) for word in ("case", "ct", "p1", "mri"))
    named = [study["id"].lower() in address_of(study).lower() for study in studies]
    assert not all(named)


def test_a_picture_is_never_kept_by_a_browser(client, address):
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_a_picture_carries_no_metadata(client, address):
    with Image.open(io.BytesIO(client.get(address).data)) as picture:
        assert not picture.getexif() and "xmp" not in picture.info and "exif" not in picture.info
