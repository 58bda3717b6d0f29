"""Pictures by opaque id, fitted into a size; access is asked at each request."""

from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.errors import Refused
from dashboard.services import images

ROUTES = Blueprint("images", __name__)

SIZES = range(40, 1025)


@ROUTES.get("/images/<image_id>")
def picture(image_id: str) -> Response:
    """The thumbnail of that id, `size` CSS px wide at most."""
    size = request.args.get("size", "210")
    if not size.isdecimal() or int(size) not in SIZES:
        raise Refused(f"size must be a whole number from {SIZES.start} to {SIZES.stop - 1}")
    found = images.thumbnail(caller.user(), caller.context(), image_id, int(size), caller.hidden())
    return Response(found, mimetype=images.MEDIA_TYPE)
