from dataclasses import replace

from domain_values import extractions, items
from hypothesis import given, settings

from uplift.packages import file_of, items_of, name_of, papers_in


@settings(deadline=None, derandomize=True, max_examples=30)
@given(items, extractions, extractions)
def test_every_paper_of_a_package_is_an_item_of_its_own(item, first, second):
    whole = replace(item, file_id="f1", extraction=replace(first, further=(replace(second, further=()),)))
    papers = items_of(whole)
    assert [paper.extraction for paper in papers] == list(papers_in(whole.extraction))
    assert len({paper.file_id for paper in papers}) == len({paper.sha256 for paper in papers}) == 2
    assert {file_of(paper.file_id) for paper in papers} == {"f1"}
    assert papers[0].file_id == "f1"
    assert papers[0].sha256 == item.sha256


@settings(deadline=None, derandomize=True, max_examples=30)
@given(items)
def test_a_file_with_one_paper_stays_as_it_is(item):
    assert items_of(item) == (item,)


def test_a_paper_is_called_by_its_file_and_number():
    assert name_of("f1::3", {"f1": "package.pdf"}) == "package.pdf (paper 3)"
    assert name_of("f1", {"f1": "package.pdf"}) == "package.pdf"
    assert name_of("odd::name.pdf", {}) == "odd::name.pdf"
