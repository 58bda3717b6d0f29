"""12-bit JPEG (Extended, Process 4), as some old scanners write it, by GDCM: a plugin for pydicom, whose own does not
ask GDCM for more than 8 bits. Grey and unsigned only, as far as it was tried."""

from importlib.util import find_spec

from pydicom.pixels.decoders.base import DecodeRunner, JPEGExtended12BitDecoder
from pydicom.uid import JPEGExtended12Bit

LABEL = "gdcm-12"
DECODER_DEPENDENCIES = {JPEGExtended12Bit: ("gdcm>=3.0.10",)}


def register() -> None:
    """Make the plugin known to pydicom, once."""
    if LABEL not in JPEGExtended12BitDecoder.available_plugins:
        JPEGExtended12BitDecoder.add_plugin(LABEL, (__name__, "decode_frame"))


def is_available(uid: str) -> bool:
    """Whether a frame of this transfer syntax can be decoded here."""
    return uid == JPEGExtended12Bit and find_spec("gdcm") is not None


def decode_frame(frame: bytes, runner: DecodeRunner) -> bytes:
    """The values of a frame, two bytes each, the lower one first. Raises ValueError for what was not tried."""
    if runner.samples_per_pixel != 1 or runner.pixel_representation != 0 or not 8 < runner.bits_stored <= 12:
        raise ValueError("only grey, unsigned values of 9 to 12 bits")
    import gdcm

    fragment = gdcm.Fragment()
    fragment.SetByteStringValue(frame)
    fragments = gdcm.SequenceOfFragments.New()
    fragments.AddFragment(fragment)
    element = gdcm.DataElement(gdcm.Tag(0x7FE0, 0x0010))
    element.SetValue(fragments.__ref__())
    image = gdcm.Image()
    image.SetNumberOfDimensions(2)
    image.SetDimensions((runner.columns, runner.rows, 1))
    image.SetDataElement(element)
    grey = gdcm.PhotometricInterpretation.GetPIType("MONOCHROME2")
    image.SetPhotometricInterpretation(gdcm.PhotometricInterpretation(grey))
    image.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.GetTSType(str(JPEGExtended12Bit))))
    image.SetPixelFormat(gdcm.PixelFormat(1, 16, runner.bits_stored, runner.bits_stored - 1, 0))
    decoded: bytes = image.GetBuffer().encode("utf-8", "surrogateescape")  # char* comes as text
    return decoded
