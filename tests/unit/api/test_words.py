import re
from pathlib import Path

import api
from api.reviews import FRAUD_DESK_ROLES
from api.views import FAULT, faults_in
from api.words import catalogue
from extractors.capture import SENTENCES, Fault
from uplift.states import FileStatus, SubmissionStatus
from uplift.store.users import ROLES
from uplift.types import Binding, EvidenceKind, Industry, ItemState, Route, Verdict

TEMPLATES = list(Path(api.__file__).parent.rglob("*.html"))


def test_both_languages_have_the_same_words_with_the_same_gaps():
    zh, en = catalogue("zh"), catalogue("en")
    assert zh.keys() == en.keys()
    gaps = re.compile(r"\{\w+\}")
    different = [key for key in zh if sorted(gaps.findall(zh[key])) != sorted(gaps.findall(en[key]))]
    assert different == []


def test_every_word_a_template_asks_for_exists():
    asked = {key for path in TEMPLATES for key in re.findall(r"\bt\('([\w.]+)'[,)]", path.read_text("utf-8"))}
    assert len(asked) > 50
    assert asked - catalogue("en").keys() == set()


def test_every_value_a_screen_can_show_has_a_word():
    families = {
        "kind": EvidenceKind,
        "industry": Industry,
        "file": FileStatus,
        "status": SubmissionStatus,
        "state": ItemState,
        "verdict": ItemState,
        "verdict_word": Verdict,
        "route": Route,
        "binding": Binding,
        "role": ROLES,
        "m.state": [*FileStatus, *ItemState],
        "m.file": FileStatus,
    }
    missing = [f"{family}.{value}" for family, values in families.items() for value in values]
    assert [key for key in missing if key not in catalogue("zh")] == []
    assert set(ROLES) > FRAUD_DESK_ROLES


def test_the_sentences_of_faulty_pictures_are_the_readers_own():
    known = {key.removeprefix(FAULT): words for key, words in catalogue("en").items() if key.startswith(FAULT)}
    assert known == {fault.value: sentence for fault, sentence in SENTENCES.items()}
    dark, pages = SENTENCES[Fault.TOO_DARK], "Only the first 5 of 12 pages were read."
    [fault] = faults_in((pages, dark))
    assert (fault.code, fault.text_en) == ("too_dark", dark)
    assert "太暗" in fault.text_zh
