"""Where an installation keeps its state: its home folder and its book's address."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from models.whereabouts import HOME


class Place(BaseSettings):
    """The home (``DUEPROCESS_HOME``) and the book (``DUEPROCESS_DATABASE_URL``)."""

    model_config = SettingsConfigDict(env_prefix="DUEPROCESS_", extra="ignore", frozen=True)

    home: Path = Field(
        default=HOME,
        description="Folder of all state: the book, papers, the mailbox, Prefect's own files.",
    )
    database_url: str = Field(
        default="",
        description="Address of the book; empty: the file book.db under the home folder.",
    )

    rulebook: Path | None = Field(
        default=None,
        description="Folder of the court's own profiles of the law; empty: the shipped ones.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given and the environment: there is no file to look through for every field."""
        return init_settings, env_settings

    @property
    def folder(self) -> Path:
        """The home folder as an absolute path; it need not exist yet."""
        return self.home.expanduser().absolute()

    @property
    def url(self) -> str:
        """The book's address, the embedded SQLite file when none is set."""
        return self.database_url or f"sqlite:///{self.folder / 'book.db'}"
