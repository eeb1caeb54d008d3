"""What a library would send to its maker is not sent: nothing that is read here leaves the computer."""

from __future__ import annotations

import os


def keep_silent() -> None:
    """To be called before onnxruntime is loaded: its newer releases report their use and keep a database in the home folder."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
