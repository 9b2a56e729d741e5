"""Making Check values, so that each check states only its name, its verdict and its sentence."""

from uplift.types import Check, Field, Verdict


def made(name: str, family: str, passed: bool, detail: str, field: Field | None = None) -> Check:
    """A passed or failed check, placed where the field stands."""
    return Check(
        check=name,
        family=family,
        verdict=Verdict.PASS if passed else Verdict.FAIL,
        detail=detail,
        page=field.page if field else None,
        box=field.box if field else None,
    )


def unknown(name: str, family: str, why: str) -> Check:
    """A check that could not be run and weighs nothing."""
    return Check(check=name, family=family, verdict=Verdict.UNKNOWN, detail=why)


def named(fields: tuple[Field, ...], name: str) -> Field | None:
    """The field of that name that has a value."""
    return next((field for field in fields if field.name == name and field.value is not None), None)
