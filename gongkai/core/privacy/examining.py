"""All kinds of personal and business information in a text, for a publisher to resolve before it goes public."""

from gongkai.core.privacy import addresses, identity, labelled, names
from gongkai.core.privacy.folding import Folded
from gongkai.core.privacy.found import Personal
from gongkai.core.privacy.numbers import Place, placed


def examine(text: str) -> tuple[Personal, ...]:
    """Everything in `text` that has to be masked, reviewed or looked at, in order; places are those of `text`."""
    folded = Folded(text)
    return placed(folded, _candidates(folded.text))


def _candidates(text: str) -> list[Place]:
    told, numbers = names.find(text), list(labelled.find(text))
    # A tax number of the old kind has fifteen digits, as an identity number of the old kind.
    taxes = {(start, end) for kind, start, end in numbers if kind == "tax_number"}
    return [
        *(("resident_id", *place) for place in identity.find(text) if place not in taxes),
        *numbers,
        *addresses.find(text),
        *told,
        *labelled.landlines(text, told),
        *names.sensitive(text, told),
    ]
