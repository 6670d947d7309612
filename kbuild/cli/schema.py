"""`kbuild schema`: the language as JSON Schema, by which editors complete, explain and check documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kbuild.cli.screen import remark, result
from kbuild.schemas.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLES = (
    "kbuild schema --output .kbuild-schema.json",
    "kbuild schema --for digits.yaml --output digits-schema.json",
)
#: The schema's file beside a document that `kbuild new` starts.
FILE = ".kbuild-schema.json"
_MARK = '"$comment":"Written by kbuild schema."'


def schema(
    document: Annotated[
        str | None,
        typer.Option(
            "--for", metavar="FILE", help="A document whose own blocks are types of the schema too."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; shown if left out.")
    ] = None,
) -> None:
    """Write the language as JSON Schema, for editors.

    It is of draft-07, which they want. An editor with a YAML language server takes it when the first line
    of a document names it:
    # yaml-language-server: $schema=.kbuild-schema.json
    """
    text = schema_text(blocks_of(document))
    if output is None or str(output) == "-":
        result(text)
        return
    try:
        output.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}", code="unwritable-file") from None
    remark(f"wrote {output}; name it in a document's first line: {modeline(output.name)}")


def schema_text(blocks: Mapping[str, Any] | None = None) -> str:
    """The schema as JSON.

    Args:
        blocks: A document's own blocks, as written.
    """
    import json

    from kbuild.schemas.json_schema_document import document_schema

    return json.dumps(document_schema(blocks), ensure_ascii=False, separators=(",", ":"))


def modeline(file: str) -> str:
    """The line that tells an editor which schema a document follows."""
    return f"# yaml-language-server: $schema={file}"


def write_beside(folder: Path, file: str = FILE, blocks: Mapping[str, Any] | None = None) -> Path | None:
    """Write the schema into a document's folder, unless a file of another origin has its name.

    Args:
        folder: The document's.
        file: The schema's name.
        blocks: The document's own blocks, which are types of the schema then.

    Returns:
        The file that was written; None where it was there already.
    """
    path, text = folder / file, schema_text(blocks) + "\n"
    if path.exists():
        found = path.read_text(encoding="utf-8", errors="replace")
        if found == text or _MARK not in found:
            return None
    path.write_text(text, encoding="utf-8")
    return path


def blocks_of(document: str | None) -> Mapping[str, Any] | None:
    """The blocks of a document, as written; None where it has none."""
    if document is None:
        return None
    from kbuild.cli.documents import find
    from kbuild.reading import plain, read

    content = plain(read(find(document)))
    found = content.get("blocks") if isinstance(content, dict) else None
    return found if isinstance(found, dict) else None
