"""The JSON Schema (draft-07) of one block of a set file, for editors, from the table in `spec`.

It helps while somebody types: names, kinds, forms. Conditions, ways through and wording cannot be
said in a schema; `reflect author check` is the law.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reflect_cli.promptsets.guide_spec import GUIDE, GUIDE_BLOCK, STEP, STEP_BLOCK
from reflect_cli.promptsets.model import Kind
from reflect_cli.promptsets.spec import (
    FORMS,
    HEADER,
    SECTION,
    TRANSLATED_PROMPT,
    TRANSLATED_SECTION,
    TRANSLATION,
    Field,
    Shape,
    fields_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA_NAME = "reflect-set-1.schema.json"

#: An editor's YAML turns an unquoted 12 or true into a number or a truth value; Reflect does not.
_AS_TYPED = ["string", "number", "boolean"]


def schema() -> dict[str, Any]:
    """The schema as JSON values."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": SCHEMA_NAME,
        "title": "Reflect prompt set, format 1: one block of the file",
        "type": "object",
        "if": {"required": ["reflect-set"]},
        "then": _ref("header"),
        "else": {
            "if": {"required": ["reflect-translation"]},
            "then": _ref("translation"),
            "else": {
                "if": {"required": [GUIDE_BLOCK]},
                "then": _ref("guide"),
                "else": {
                    "if": {"required": [STEP_BLOCK]},
                    "then": _ref("step"),
                    "else": _of_the_set({"required": ["was"]}),
                },
            },
        },
        "definitions": {
            "header": _block(HEADER),
            "section": _block(SECTION),
            "prompt": _prompt(),
            "guide": _block(GUIDE),
            "step": _block(STEP),
            "translation": _block(TRANSLATION),
            "translated-section": _block(TRANSLATED_SECTION),
            "translated-prompt": _block(TRANSLATED_PROMPT),
            **{f"prompt-{kind.value}": _block(fields_of(kind)) for kind in Kind},
        },
    }  # fmt: skip


def _of_the_set(translated: dict[str, Any]) -> dict[str, Any]:
    """A section or a prompt, each of the set or of a translation."""
    return {
        "if": {"required": ["section"]},
        "then": {"if": translated, "then": _ref("translated-section"), "else": _ref("section")},
        "else": {"if": translated, "then": _ref("translated-prompt"), "else": _ref("prompt")},
    }


def schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/definitions/{name}"}


def _prompt() -> dict[str, Any]:
    """A prompt by its kind. Without one, only what every prompt has is known."""
    kind = next(field for field in fields_of(Kind.READ) if field.name == "kind")
    return {
        "type": "object",
        "required": ["prompt", "kind"],
        "properties": {"kind": _value(kind)},
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": one.value}}, "required": ["kind"]},
                "then": _ref(f"prompt-{one.value}"),
            }
            for one in Kind
        ],
    }


def _block(fields: Iterable[Field]) -> dict[str, Any]:
    known = tuple(fields)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in known if field.required],
        "properties": {field.name: _value(field) for field in known},
        "patternProperties": {"^x-[a-z0-9-]+$": {}},
    }


def _value(field: Field) -> dict[str, Any]:
    return {"description": field.help, **_shape(field)}


def _shape(field: Field) -> dict[str, Any]:
    count = {"minItems": field.least, "maxItems": field.most}
    match field.shape:
        case Shape.LINE | Shape.TEXT | Shape.CONDITION:
            return {"type": _AS_TYPED, "minLength": 1, "maxLength": field.longest}
        case Shape.CHOICE:
            return {"enum": [value for word in field.choices for value in _typed(word)]}
        case Shape.NUMBER:
            return {"type": "integer", "minimum": field.least, "maximum": field.most}
        case Shape.IDS:
            return {"type": "array", **count, "uniqueItems": True, "items": _form(Shape.ID)}
        case Shape.LINES:
            item = {"type": _AS_TYPED, "minLength": 1, "maxLength": field.longest}
            return {"type": "array", **count, "uniqueItems": True, "items": item}
        case Shape.LABELLED:
            return _labelled(field)
        case Shape.ENTRIES:
            return {"type": "array", **count, "items": _block(field.fields)}
        case _:
            return _form(field.shape)


def _typed(word: str) -> list[str | int | bool]:
    """How an editor's YAML may read *word*."""
    if word in ("true", "false"):
        return [word == "true", word]
    return [int(word), word] if word.isdecimal() else [str(word)]


def _form(shape: Shape) -> dict[str, Any]:
    return {"type": _AS_TYPED, "pattern": f"^({FORMS[shape].pattern})$"}


def _labelled(field: Field) -> dict[str, Any]:
    return {
        "type": "object",
        "minProperties": field.least,
        "maxProperties": field.most,
        "propertyNames": {"pattern": f"^({FORMS[Shape.ID].pattern})$"},
        "additionalProperties": {"type": _AS_TYPED, "minLength": 1, "maxLength": field.longest},
    }
