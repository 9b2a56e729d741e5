"""Hypothesis strategies for every domain value that is stored."""

from hypothesis import strategies as st

from uplift import types as t

texts = st.text(max_size=12)
shares = st.floats(0, 1)
money = st.builds(t.Money, amount_minor=st.integers(-(10**15), 10**15), currency=st.sampled_from(["CNY", "USD"]))
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)
boxes = st.builds(
    t.Box,
    left=st.floats(0, 9999),
    top=st.floats(0, 9999),
    right=st.floats(0, 9999),
    bottom=st.floats(0, 9999),
    dpi=st.integers(1, 600),
)
scalars = st.one_of(st.none(), st.booleans(), st.integers(-(10**12), 10**12), texts, st.dates(), money, decimals)


def fields_of(values):
    return st.builds(
        t.Field,
        name=texts,
        raw=texts,
        value=values,
        confidence=shares,
        source=st.sampled_from(t.TextSource),
        page=st.none() | st.integers(0, 99),
        box=st.none() | boxes,
        repair=texts,
    )


rows = st.builds(t.TableRow, cells=st.lists(fields_of(scalars), max_size=3).map(tuple))
fields = fields_of(scalars | st.lists(rows, max_size=3).map(tuple))
checks = st.builds(
    t.Check,
    check=texts,
    family=texts,
    verdict=st.sampled_from(t.Verdict),
    detail=texts,
    llr=st.none() | st.floats(-9, 9),
    hard=st.booleans(),
    page=st.none() | st.integers(0, 9),
    box=st.none() | boxes,
)


def extractions_with(further):
    return st.builds(
        t.Extraction,
        kind=st.sampled_from(t.EvidenceKind),
        kind_confidence=shares,
        kind_scores=st.dictionaries(st.sampled_from(t.EvidenceKind), shares, max_size=4),
        extractor=texts,
        extractor_version=texts,
        page_count=st.integers(0, 500),
        text_source=st.sampled_from(t.TextSource),
        fields=st.lists(fields, max_size=4).map(tuple),
        checks=st.lists(checks, max_size=3).map(tuple),
        quality=shares,
        perceptual_hash=st.none() | st.just("00ff00ff00ff00ff"),
        warnings=st.lists(texts, max_size=2).map(tuple),
        pages=st.lists(st.integers(0, 500), max_size=3).map(tuple),
        further=further,
    )


papers = extractions_with(st.just(()))
extractions = extractions_with(st.lists(papers, max_size=2).map(tuple))

profiles = st.builds(
    t.Profile,
    merchant_id=texts,
    name=texts,
    industry=st.sampled_from(t.Industry),
    current_limit=money,
    base_limit=st.none() | money,
    uscc=st.none() | texts,
    monthly_income=st.none() | money,
    pd=st.none() | shares,
    overlap=st.none() | shares,
    months_operating=st.none() | st.integers(0, 900),
    other_working_capital_debt=money,
    monthly_debt_service=money,
    plates=st.lists(texts, max_size=3).map(tuple),
    counterparties=st.lists(
        st.builds(t.Counterparty, uscc=texts, name=texts, active=st.booleans(), rank=shares, related=st.booleans()),
        max_size=2,
    ).map(tuple),
)
duplicates = st.builds(
    t.DuplicateMatch,
    how=st.sampled_from(["sha256", "perceptual_hash", "key"]),
    file_id=texts,
    same_merchant=st.booleans(),
    distance=st.integers(0, 6),
)
items = st.builds(
    t.EvidenceItem,
    file_id=texts,
    name=texts,
    sha256=texts,
    extraction=st.none() | extractions,
    error=st.none() | texts,
    duplicates=st.lists(duplicates, max_size=2).map(tuple),
)
recommendations = st.builds(
    t.Recommendation,
    merchant_id=texts,
    as_of=st.dates(),
    current_limit=money,
    base_limit=money,
    recommended_limit=money,
    increase=money,
    binding=st.sampled_from(t.Binding),
    route=st.sampled_from(t.Route),
    route_reasons=st.lists(texts, max_size=2).map(tuple),
    valid_until=st.dates(),
    reasons=st.lists(
        st.builds(t.Reason, code=texts, text_zh=texts, text_en=texts, amount=st.none() | money), max_size=2
    ).map(tuple),
    contributions=st.lists(
        st.builds(
            t.Contribution,
            label=texts,
            text_zh=texts,
            text_en=texts,
            amount=money,
            file_ids=st.lists(texts, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    items=st.lists(
        st.builds(
            t.ItemOutcome,
            file_id=texts,
            kind=st.sampled_from(t.EvidenceKind),
            authenticity=st.none() | shares,
            state=st.sampled_from(t.ItemState),
            key=st.none() | texts,
            why=texts,
            checks=st.lists(checks, max_size=2).map(tuple),
            strength=shares,
        ),
        max_size=2,
    ).map(tuple),
    signals=st.dictionaries(texts, st.floats(allow_nan=False, allow_infinity=False), max_size=4),
    policy_name=texts,
    policy_sha256=texts,
)
