"""A proof as one self-contained HTML page: the draft on the left, what the reports say of it on the right."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from memcon.model.memo import Memorandum
from memcon.present.page import environment, template
from memcon.present.proof_view import proof_view
from memcon.proof import Proof


def proof_page(proof: Proof, memo: Memorandum, title: str) -> str:
    """The page of a proof, under the same policy as the memorandum's: no script, its own style sheet by its hash."""
    style = template("style.css") + template("proof.css")
    return (
        environment()
        .get_template("proof.html.j2")
        .render(
            v=proof_view(proof, memo, title),
            style=Markup(style),  # noqa: S704 - our own style sheets, no text of a report
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )
