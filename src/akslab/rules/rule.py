"""What a rule is, what it answers when it is broken, and the finding that comes of it.

A check yields the values of its text; the text, the code and the target stand beside it as data, so that the API,
check, doctor and the documentation say the same words.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from ..wire.symbols import brief
from .unknown import CannotJudge, Values
from .view import View

Class = Literal["rejected", "breaks", "risk", "note"]
S = TypeVar("S")
Check = Callable[[View, S], Iterable[Values | CannotJudge]]

OWN_WORDS = " (akslab's words: Azure's text for this refusal is not public.)"
LAB_LIMIT = " (akslab's limit: Azure itself does this.)"


class Answer(Struct, frozen=True, kw_only=True):
    """What the API says. `text` has the placeholders of the check's values."""

    code: str
    text: str
    target: str = ""
    subcode: str = ""
    status: int = 400
    text_known: bool = True
    """`text` is Azure's, verbatim."""
    code_known: bool = True
    status_known: bool = True
    """The status was seen; 400 is what the service uses everywhere else."""
    of_azure: bool = True
    """False: Azure would do it, akslab can't."""


def in_own_words(code: str, text: str, target: str = "", status_known: bool = False) -> Answer:
    """Return an answer whose code is Azure's and whose text is not public."""
    return Answer(code=code, text=text, target=target, text_known=False, status_known=status_known)


def with_own_code(code: str, text: str, target: str = "") -> Answer:
    """Return an answer of which neither code nor text is public; the code says so by its first word."""
    return Answer(
        code=f"Akslab{code}", text=text, target=target, text_known=False, code_known=False, status_known=False
    )


class Finding(Struct, frozen=True, kw_only=True):
    """A broken rule at one resource."""

    rule: str
    class_: Class
    resource_id: str
    message: str
    code: str
    subcode: str
    status: int
    target: str
    text_known: bool
    code_known: bool
    values: tuple[tuple[str, str], ...]
    """What fills the placeholders of every text of the rule; ids among them may hold symbols."""
    place: str = ""
    """Where it is written: the rule's `place`, filled in."""
    also: tuple[str, ...] = ()


class NotJudged(Struct, frozen=True, kw_only=True):
    """A rule that could not be judged at one resource, and what was missing."""

    rule: str
    resource_id: str
    missing: str


class Rule(Struct, Generic[S], frozen=True, kw_only=True):
    """One rule: one pure check with its words, its source and two examples."""

    id: str
    title: str
    class_: Class = "rejected"
    source: tuple[str, ...]
    """Ids of the rule reference, or `owner/repository#issue`."""
    subject: type[S]
    answer: Answer
    fix: str = ""
    """What to do about it, in a sentence or two with the check's values. Every rule has one; Korean is in `korean`."""
    place: str = ""
    """Where in a document the fault is written, so that a finding can point there.

    A path in the subject's document, with the check's values filled in: `properties.networkProfile.podCidr`,
    `properties.agentPoolProfiles[{pool}].count`; `[name]` is the element of that name (routes, subnets, pools, rules,
    peerings), `[]` the whole list. `{rtId}#properties.routes` is in the document with that id. `places` looks it up.
    """
    also: tuple[str, ...] = ()
    """Further places worth showing, written alike: the subnet that is overlapped. An empty one is left out."""
    stands_before: tuple[str, ...] = ()
    """Rules by which Azure refuses the same fault at the same place: whoever asks this one first never hears of them."""
    check: Check[S]
    failing: Callable[[], View]
    """An example that breaks the rule."""
    sound: Callable[[], View]
    """The like of it that does not."""

    def judge(self, view: View, subject: S) -> Iterator[Finding | NotJudged]:
        """Yield what is wrong with `subject`, and what could not be judged."""
        resource_id = str(getattr(subject, "id", ""))
        try:
            for values in self.check(view, subject):
                if isinstance(values, CannotJudge):
                    yield NotJudged(rule=self.id, resource_id=resource_id, missing=brief(values.missing))
                else:
                    yield self._finding(resource_id, values)
        except CannotJudge as reason:
            yield NotJudged(rule=self.id, resource_id=resource_id, missing=brief(reason.missing))

    def _finding(self, resource_id: str, values: Values) -> Finding:
        answer = self.answer
        return Finding(
            rule=self.id,
            class_=self.class_,
            resource_id=resource_id,
            message=brief(answer.text.format(**values)) + self._suffix(),
            code=answer.code,
            subcode=answer.subcode,
            status=answer.status,
            target=answer.target.format(**values),
            text_known=answer.text_known,
            code_known=answer.code_known,
            values=tuple((name, str(value)) for name, value in values.items()),
            place=self.place.format(**values),
            also=tuple(filter(None, (place.format(**values) for place in self.also))),
        )

    def _suffix(self) -> str:
        if not self.answer.of_azure:
            return LAB_LIMIT
        return OWN_WORDS if self.class_ == "rejected" and not self.answer.text_known else ""
