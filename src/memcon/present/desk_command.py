"""``memcon serve``: the desk of a dossier in a browser, on this machine alone."""

from __future__ import annotations

import os
import sys
import webbrowser
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

PORT = 8765
"""The port that the desk is found at unless another is given."""


def serve(
    file: Annotated[Path, typer.Argument(metavar="DOSSIER", help="The dossier, such as strait.memcon.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = PORT,
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser.")] = False,  # noqa: FBT002 - typer's
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error, on its page too.")] = False,  # noqa: FBT002
) -> None:
    """Look at a dossier, search it and judge in a browser; on this machine alone, until Ctrl-C."""
    # the server is loaded for this command alone
    from memcon.pipeline import Options  # noqa: PLC0415
    from memcon.present.output import note, progress_for  # noqa: PLC0415
    from memcon.present.serve.run import serve as run  # noqa: PLC0415

    def ready(address: str) -> None:
        typer.echo(f"{file}: the desk is at {address} (Ctrl-C ends it)")
        sys.stdout.flush()
        if not no_open and _has_screen():
            webbrowser.open(address)

    run(
        file,
        port=port,
        clock=lambda: datetime.now().astimezone(),
        debug=debug,
        ready=ready,
        options=Options(strict=debug, progress=progress_for(quiet=False), note=note),
    )
    typer.echo(f"{file}: the desk is closed")


def _has_screen() -> bool:
    """Whether a browser would have a window: without one some open in the terminal, over what stands there."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
