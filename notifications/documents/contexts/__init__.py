"""Contexts (文书要素): what each kind of document says, field by field, with its Chinese name."""
