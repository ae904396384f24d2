"""The exceptions of Vedette, classed by what they mean for the run.

    VedetteError
    |-- SkipItem                 this one item can't be used; record it and go on
    |   |-- UnreadableInput      the bytes are no document (binary, broken, too large, wrong encoding)
    |   |-- EmptyDocument        there is no text in it
    |   |-- BadRecord            one row or line of a file is not what its format promises
    |   |-- UnreadLanguage       no language pack reads it; kept, and read once there is one
    |   |-- FetchRefused         an address or an answer breaks a rule of safe or polite fetching
    |   `-- FetchFailed          a server gave no sound answer; it may later
    |-- StopStage                this stage can't go on; what is committed stays
    |   |-- LedgerError          the store refused or is of another version
    |   `-- SourceFailed         a whole source can't be read
    `-- FixSetup                 the installation or the settings are wrong; nothing was started
        |-- MissingPart          an extra, a model or a data file is not installed
        |-- ModelMismatch        a model's files are not those whose hashes are pinned
        `-- BadSetting           a setting has no such value

A message says what is wrong, which item it is, and what to do about it.
"""


class VedetteError(Exception):
    """The root: catch it to catch all that Vedette raises on purpose."""


class SkipItem(VedetteError):
    """One item can't be used. The runner records it as a failure and goes on."""


class UnreadableInput(SkipItem):
    """The bytes are no document: binary, broken, too large or in an unknown encoding."""


class EmptyDocument(SkipItem):
    """Nothing is left once mark-up and furniture are taken away."""


class BadRecord(SkipItem):
    """One row, line or element of a file is not what its format promises."""


class UnreadLanguage(SkipItem):
    """No pack reads the document's language. The document is kept, and read once there is one."""


class FetchRefused(SkipItem):
    """An address or an answer breaks a rule of safe or polite fetching; trying again does not help."""


class FetchFailed(SkipItem):
    """A server gave no sound answer.

    `again` says whether another try may help, `after` for how many seconds it asked to be left alone.
    """

    def __init__(self, message: str, *, again: bool = True, after: float | None = None) -> None:
        super().__init__(message)
        self.again = again
        self.after = after


class StopStage(VedetteError):
    """A stage can't go on. What has been committed stays."""


class LedgerError(StopStage):
    """The store refused, is locked, or has another schema version."""


class SourceFailed(StopStage):
    """A whole source can't be read: no such file, no permission, an unknown format."""


class FixSetup(VedetteError):
    """The installation or the settings are wrong. Nothing was started."""


class MissingPart(FixSetup):
    """An extra, a model or a data file is not installed."""


class ModelMismatch(FixSetup):
    """A model's files are not those whose hashes are pinned."""


class BadSetting(FixSetup):
    """A setting has a value that it can't have."""
