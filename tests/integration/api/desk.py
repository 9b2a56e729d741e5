"""A running door over a real SQLite file, and the acts of a worker, done with the store's own functions."""

import re
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path

from fastapi.testclient import TestClient
from PIL import Image

from api.dashboard.session import hasher
from api.deps import House
from api.main import create_app
from uplift.db import reading, transaction, upgrade
from uplift.records import ScoringInputs
from uplift.settings import Settings
from uplift.states import SubmissionStatus
from uplift.store import extractions, files, leases, merchants, recommendations, submissions, users
from uplift.types import (
    Binding,
    Box,
    Check,
    Contribution,
    EvidenceKind,
    Extraction,
    Field,
    ItemOutcome,
    ItemState,
    Money,
    PageImage,
    ReadResult,
    Reason,
    Recommendation,
    Route,
    TextSource,
    Verdict,
)

PROFILE = {
    "merchant_id": "M-1",
    "name": "石家庄诚远货运部",
    "industry": "transport",
    "current_limit": "100000.00",
    "third_party": {"monthly_income": "44000.00", "pd": 0.039},
}
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Desk:
    client: TestClient
    house: House

    @property
    def service(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.house.secrets.service_key}"}

    def merchant(self, number: str = "M-1", **changes: object) -> dict[str, str]:
        answer = self.client.post(
            "/v1/merchants", json=PROFILE | {"merchant_id": number} | changes, headers=self.service
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    def submission(self, key: dict[str, str]) -> str:
        answer = self.client.post("/v1/submissions", headers=key)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def upload(self, key: dict[str, str], submission_id: str, *contents: bytes) -> list[dict]:
        parts = [("files", (f"证据{n}.png", content, "image/png")) for n, content in enumerate(contents)]
        answer = self.client.post(f"/v1/submissions/{submission_id}/files", files=parts, headers=key)
        assert answer.status_code == 201, answer.text
        return answer.json()["files"]

    def read(self, file_id: str) -> None:
        """What a worker does with a file."""
        result = reading_result()
        for image in result.page_images:
            self.house.blobs.put(image.webp)
        with transaction(self.house.engine) as conn:
            claim = leases.claim_file(conn, file_id, 60)
            assert claim is not None
            extractions.save_extraction(conn, claim, result, "test-1")
            leases.finish_file(conn, claim)

    def fail(self, file_id: str, *, dead: bool = False) -> None:
        end = leases.bury_file if dead else leases.fail_file
        with transaction(self.house.engine) as conn:
            claim = leases.claim_file(conn, file_id, 60)
            assert claim is not None
            end(conn, claim, "reader_crashed" if dead else "unreadable_file", "太模糊，请重拍。")

    def score(self, submission_id: str, route: Route = Route.ONE_REVIEWER) -> str:
        """What a worker does when all files have settled; returns the recommendation's id."""
        with transaction(self.house.engine) as conn:
            present = submissions.submission(conn, submission_id)
            profile = merchants.merchant(conn, present.merchant_id).profile
            made = recommendation(tuple(f.id for f in files.files_of(conn, submission_id)), route)
            inputs = ScoringInputs(profile=profile, items=(), as_of=made.as_of)
            saved = recommendations.save_recommendation(conn, submission_id, present.revision, made, inputs)
            submissions.advance_submission(conn, submission_id, SubmissionStatus.RECOMMENDED)
        return saved

    def ready_case(self, route: Route = Route.ONE_REVIEWER, number: str = "M-1") -> str:
        """A submission with two files that waits for a person."""
        key = bearer(self.merchant(number)["api_key"])
        submission_id = self.submission(key)
        for file in self.upload(key, submission_id, picture(1), picture(2)):
            self.read(file["id"])
        self.score(submission_id, route)
        return submission_id

    def add_reviewer(self, email: str, role: str = "reviewer") -> None:
        with transaction(self.house.engine) as conn:
            users.add_user(conn, email, hasher().hash(PASSWORD), role)

    def reviewer(self, email: str, role: str = "reviewer") -> "Reviewer":
        """A reviewer who is logged in with a browser of their own."""
        self.add_reviewer(email, role)
        browser = TestClient(self.client.app, follow_redirects=True)
        form = {"email": email, "password": PASSWORD, "csrf": csrf_of(browser.get("/dashboard/login").text)}
        assert "/dashboard/login" not in str(browser.post("/dashboard/login", data=form).url)
        return Reviewer(browser)

    def current_limit(self, submission_id: str) -> Money:
        with reading(self.house.engine) as conn:
            merchant_id = submissions.submission(conn, submission_id).merchant_id
            return merchants.merchant(conn, merchant_id).profile.current_limit


@dataclass(frozen=True)
class Reviewer:
    browser: TestClient

    def post(self, path: str, **form: str):
        page = self.browser.get("/dashboard/").text
        return self.browser.post(path, data={"csrf": csrf_of(page), **form})

    def claim(self, submission_id: str):
        return self.post(f"/dashboard/cases/{submission_id}/claim")

    def decide(self, submission_id: str, act: str, amount: str = "", reason: str = "材料一致"):
        seen = self.browser.get(f"/dashboard/cases/{submission_id}").text
        shown = re.search(r'name="recommendation_id" value="(\w+)"', seen)
        form = {"act": act, "amount": amount, "reason": reason, "recommendation_id": shown[1] if shown else ""}
        return self.post(f"/dashboard/cases/{submission_id}/decide", **form)


def open_desk(home: Path, **changes: object) -> Desk:
    settings = Settings(home=home, **changes)  # type: ignore[arg-type] # values of several settings
    settings.home.mkdir(parents=True, exist_ok=True)
    upgrade(settings.resolved_database_url)
    app = create_app(settings)
    return Desk(client=TestClient(app, raise_server_exceptions=False), house=app.state.house)


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def csrf_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([\w-]+)"', page)
    assert found, page
    return found[1]


def picture(seed: int, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").rotate(seed * 37).convert("RGB").save(out, kind)
    return out.getvalue()


def reading_result() -> ReadResult:
    box = Box(left=40, top=50, right=190, bottom=80, dpi=72)
    source = TextSource.OCR
    fields = (
        Field(
            name="total_amount",
            raw="¥152,000.00",
            value=Money.of(152_000),
            confidence=0.99,
            source=source,
            page=0,
            box=box,
        ),
        Field(
            name="invoice_number",
            raw="2O34",
            value=None,
            confidence=0.4,
            source=source,
            page=0,
            box=replace(box, top=100, bottom=130),
        ),
    )
    check = Check(check="amount_sum", family="arithmetic", verdict=Verdict.PASS, detail="141,000 + 11,000 = 152,000")
    extraction = Extraction(
        kind=EvidenceKind.VAT_INVOICE,
        kind_confidence=0.97,
        kind_scores={EvidenceKind.VAT_INVOICE: 0.97},
        extractor="vat_invoice",
        extractor_version="1",
        page_count=1,
        text_source=source,
        fields=fields,
        checks=(check,),
        quality=0.9,
        warnings=("右下角略模糊。",),
    )
    out = BytesIO()
    Image.linear_gradient("L").save(out, "WEBP")
    image = PageImage(page=0, width=256, height=256, dpi=72, webp=out.getvalue())
    return ReadResult(extraction=extraction, page_images=(image,), seconds=0.1, cpu_seconds=0.1)


def recommendation(file_ids: tuple[str, ...], route: Route) -> Recommendation:
    flagged = route is Route.FRAUD_DESK
    outcomes = tuple(
        ItemOutcome(
            file_id=file_id,
            kind=EvidenceKind.VAT_INVOICE,
            authenticity=0.96,
            state=ItemState.COUNTED,
            key="secret-key-of-the-ledger",
            why="counted because llr is 1.4 over threshold 0.60",
            checks=(
                Check(
                    check="amount_sum", family="arithmetic", verdict=Verdict.PASS, detail="sums agree", llr=1.4, page=0
                ),
            ),
        )
        for file_id in file_ids
    )
    return Recommendation(
        merchant_id="M-1",
        as_of=date(2026, 11, 23),
        current_limit=Money.of(100_000),
        base_limit=Money.of(100_000),
        recommended_limit=Money.of(100_000 if flagged else 200_000),
        increase=Money.of(0 if flagged else 100_000),
        binding=Binding.FLAG if flagged else Binding.STEP,
        route=route,
        route_reasons=("The increase is above ¥50,000.",),
        valid_until=date(2027, 11, 23),
        reasons=(Reason(code="R01", text_zh="发票证明了收入。", text_en="Invoices show income.", amount=None),),
        contributions=()
        if flagged
        else (
            Contribution(
                label="income:a",
                text_zh="货运收入",
                text_en="Freight income",
                amount=Money.of(103_000),
                file_ids=file_ids,
            ),
            Contribution(label="step", text_zh="上限", text_en="Step cap", amount=Money.of(-3_000), file_ids=()),
        ),
        items=outcomes,
        signals={"PD": 0.0245},
        policy_name="test",
        policy_sha256="a" * 64,
    )
