"""A reviewer and a merchant in a real Chromium on the running stack."""

import json
import os
import re
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.e2e

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    f"--{flag}"
    for flag in (
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    )
]


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed (Debian package: chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def complaints():
    return []


def opened(browser, stack, complaints, **options):
    context = browser.new_context(base_url=stack.address, **options)
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def shot(page, name):
    """Keep a picture where UPLIFT_SCREENSHOTS names a folder, to be looked at by people."""
    folder = os.environ.get("UPLIFT_SCREENSHOTS")
    if folder:
        page.screenshot(path=str(Path(folder) / name), full_page=True)


def new_merchant(stack, truck_driver, number):
    profile = json.loads(truck_driver[0].read_text("utf-8")) | {"merchant_id": number}
    service = {"Authorization": f"Bearer {stack.service_key}"}
    return httpx.post(f"{stack.address}/v1/merchants", json=profile, headers=service, trust_env=False).json()


def test_a_merchant_sends_evidence_on_a_phone_and_a_reviewer_approves_it(browser, stack, truck_driver, complaints):
    merchant = new_merchant(stack, truck_driver, "browser-1")
    phone = opened(browser, stack, complaints, viewport={"width": 390, "height": 844}, locale="zh-CN")
    _send(phone, merchant["api_key"], truck_driver[1])
    desk = opened(browser, stack, complaints, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    _log_in(desk, stack.first_user)
    submission_id = _claim_newest(desk)
    _look(desk)
    desk.fill("textarea[name=reason]", "合同、发票与车辆相互印证。")
    desk.click("button[value=approve]")
    desk.wait_for_selector(".notice.good")
    shot(desk, "case-decided.png")
    phone.reload()
    phone.wait_for_selector("#result .big")
    assert "200,000" in phone.inner_text("#result")
    shot(phone, "merchant-result.png")
    seen = httpx.get(
        f"{stack.address}/v1/submissions/{submission_id}",
        headers={"Authorization": f"Bearer {merchant['api_key']}"},
        trust_env=False,
    ).json()
    assert (seen["status"], seen["decision"]["act"], seen["decision"]["limit"]) == ("decided", "approve", "200000.00")
    assert complaints == []


def _send(phone, key, evidence):
    phone.goto("/merchant/")
    phone.fill("#key", key)
    phone.click("#key-form button")
    phone.set_input_files("#picker", [str(path) for path in evidence])
    phone.click("#send")
    phone.wait_for_selector("#result .big", timeout=240_000)
    assert phone.locator("#files li").count() == len(evidence)
    shot(phone, "merchant-sent.png")


def _log_in(desk, user):
    desk.goto("/dashboard/")
    desk.fill("input[name=email]", user[0])
    desk.fill("input[name=password]", user[1])
    desk.click("button.primary")
    desk.wait_for_selector("#rows")
    shot(desk, "queue.png")


def _claim_newest(desk):
    desk.locator("#rows tbody tr").last.locator("a.button").click()
    desk.click(".claim button.primary")
    desk.wait_for_selector("textarea[name=reason]")
    found = re.search(r"/cases/(\w+)", desk.url)
    assert found
    return found[1]


def _look(desk):
    """The waterfall is drawn, the page picture is loaded, and a field lights its box up."""
    assert desk.locator("#waterfall rect").count() >= 3
    desk.locator(".strip a", has_text="invoice_2026_11.pdf").click()
    desk.wait_for_selector("rect.box")
    assert desk.evaluate("document.querySelector('.sheet img').naturalWidth") > 300
    desk.locator("tr[data-mark=total_amount]").click()
    assert "lit" in desk.locator("rect[data-mark=total_amount]").get_attribute("class")
    shot(desk, "case.png")
