import pytest

from uplift import errors
from uplift.errors import Conflict, UpliftError
from uplift.states import FILE_TRANSITIONS, SETTLED, SUBMISSION_TRANSITIONS, FileStatus, SubmissionStatus, advance


def every_error(root=UpliftError):
    for error in root.__subclasses__():
        yield error
        yield from every_error(error)


def test_every_error_is_drawn_in_the_tree_on_top():
    assert [error.__name__ for error in every_error() if error.__name__ not in errors.__doc__] == []


def test_every_error_has_its_own_stable_code():
    codes = [error.code for error in every_error() if error.__module__ == "uplift.errors"]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("error", list(every_error()), ids=lambda error: error.__name__)
def test_every_error_says_whose_fault_and_what_to_answer(error):
    assert 400 <= error.http_status <= 599
    assert error.exit_code in (1, 2)


@pytest.mark.parametrize(
    ("table", "statuses"), [(FILE_TRANSITIONS, FileStatus), (SUBMISSION_TRANSITIONS, SubmissionStatus)]
)
def test_advance_allows_exactly_what_the_table_says(table, statuses):
    for current in statuses:
        for new in statuses:
            if new in table[current]:
                assert advance(table, current, new) == new
            else:
                with pytest.raises(Conflict, match=f"{current} to {new}"):
                    advance(table, current, new)


def test_a_settled_file_moves_only_back_to_received():
    assert {new for status in SETTLED for new in FILE_TRANSITIONS[status]} == {FileStatus.RECEIVED}


def test_a_decision_is_final():
    assert SUBMISSION_TRANSITIONS[SubmissionStatus.DECIDED] == frozenset()
