"""The step of the build that makes the registry one compact file; a wrong table stops the build."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RegistryHook(BuildHookInterface[Any]):
    """Writes data/registry.txt beside the tables from which it is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Called by hatchling before it collects the files of a wheel."""
        source = Path(self.root, "src")
        sys.path.insert(0, str(source))
        from dragoman.actors.compact import write  # noqa: PLC0415

        made = write(source / "dragoman" / "actors" / "data")
        build_data["artifacts"].append(str(made.relative_to(self.root)))
