"""What a user can set, as one frozen object, built once at the top and handed down in parts.

Where a value comes from, weakest first: the default, `vedette.toml`, the environment (`VEDETTE_` and the name in
capitals), a flag of the command. Stages take arguments, never settings; nothing reads the environment at import.
"""

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vedette.errors import BadSetting
from vedette.model.viewer import Viewer

#: The file looked for in the working folder, unless another is named.
FILE = "vedette.toml"
PREFIX = "VEDETTE_"
#: Variables with our prefix that speak to the project's tests and tools, not to the program.
NOT_OURS = frozenset({"VEDETTE_BENCH", "VEDETTE_REQUIRE", "VEDETTE_CONFIG"})
NOT_OURS_PREFIX = "VEDETTE_TEST_"


def _help(text: str) -> dict[str, str]:
    return {"help": text}


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; `describe` lists them with their help."""

    db: str = field(default="sqlite:///vedette.db", metadata=_help("the ledger, as an SQLAlchemy address"))
    data_dir: Path = field(default=Path("data"), metadata=_help("folder for what Vedette unpacks and keeps"))
    outlets: str = field(default="", metadata=_help("CSV file of outlets beside those that Vedette knows"))
    key_file: str = field(default="", metadata=_help("file with the key of sealed reports; keep it apart from them"))
    language: str = field(default="en", metadata=_help("language of reports whose own can't be told"))
    viewer: str = field(
        default="public",
        metadata=_help("for whom commands print: public, analyst or keeper; the last two see what is hidden"),
    )
    workers: int = field(default=1, metadata=_help("processes that read reports, at least 1"))

    def __post_init__(self) -> None:
        if "://" not in self.db:
            raise BadSetting(f"db is {self.db!r}; write an address such as sqlite:///vedette.db")
        if not (self.language.isascii() and self.language.isalpha() and len(self.language) in (2, 3)):
            raise BadSetting(f"language is {self.language!r}; write a code of two or three letters such as en")
        if self.viewer not in tuple(Viewer):
            raise BadSetting(f"viewer is {self.viewer!r}; write one of {', '.join(Viewer)}")
        if self.workers < 1:
            raise BadSetting(f"workers is {self.workers}; write 1 or more")

    @classmethod
    def load(
        cls,
        flags: Mapping[str, object] | None = None,
        *,
        environ: Mapping[str, str] | None = None,
        file: Path | None = None,
    ) -> "Settings":
        """The settings in force. A flag of None was not given.

        `environ` is the process's own unless handed in. `file` (or `VEDETTE_CONFIG`) must exist when it is named;
        `vedette.toml` in the working folder is read when it is there. Raises BadSetting, naming the valid names, for an
        unknown name, a value of the wrong kind, or a file that is no TOML.
        """
        environ = os.environ if environ is None else environ
        if file is None and (named := environ.get("VEDETTE_CONFIG")):
            file = Path(named)
        values = _from_file(file)
        values |= _from_environment(environ)
        given = {name: value for name, value in (flags or {}).items() if value is not None}
        values |= {name: _parsed(name, value, "the flags") for name, value in given.items()}
        return cls(**values)  # type: ignore[arg-type]


def describe() -> tuple[tuple[str, str, str], ...]:
    """Name, default and help of every setting, in their order; the reference in `docs/settings.md` is made of it."""
    return tuple((f.name, str(f.default) or "none", f.metadata["help"]) for f in dataclasses.fields(Settings))


def _from_file(file: Path | None) -> dict[str, object]:
    path = file or Path(FILE)
    if not path.is_file():
        if file is None:
            return {}
        raise BadSetting(f"there is no settings file {path}")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} is not valid TOML: {error}") from error
    return {name: _parsed(name, value, str(path)) for name, value in table.items()}


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for variable, value in environ.items():
        if variable.startswith(PREFIX) and variable not in NOT_OURS and not variable.startswith(NOT_OURS_PREFIX):
            name = variable.removeprefix(PREFIX).lower()
            values[name] = _parsed(name, value, f"the environment ({variable})")
    return values


def _parsed(name: str, value: object, origin: str) -> object:
    """The value as the setting's own type; text is accepted for each, other kinds only where they are that type."""
    defaults = {f.name: f.default for f in dataclasses.fields(Settings)}
    if name not in defaults:
        raise BadSetting(f"{origin} sets {name!r}; the settings are {', '.join(defaults)}")
    default = defaults[name]
    if isinstance(default, Path):
        if isinstance(value, str | Path) and str(value):
            return Path(value)
        raise BadSetting(f"{origin} sets {name} to {value!r}; write a path")
    if isinstance(default, int):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
            return int(value)
        raise BadSetting(f"{origin} sets {name} to {value!r}; write a whole number")
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise BadSetting(f"{origin} sets {name} to {value!r}; write some text")
