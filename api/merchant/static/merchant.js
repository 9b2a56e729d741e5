// Sends evidence to /v1 and follows its status. The key stays in this tab (sessionStorage) and goes only to /v1.
"use strict";

const words = JSON.parse(document.getElementById("words").textContent);
const language = document.body.dataset.language;
const byId = (id) => document.getElementById(id);
const said = (both) => both[`text_${language}`];
const store = sessionStorage;
let following = null;

async function call(path, options = {}) {
  const headers = { Authorization: `Bearer ${store.getItem("key")}`, ...(options.headers || {}) };
  const answer = await fetch(path, { ...options, headers });
  const body = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(body.detail), { status: answer.status });
  return body;
}

function complain(error) {
  byId("message").textContent = error ? error.message : "";
  byId("message").hidden = !error;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function kindsOf(file) {
  const kinds = file.kind ? [file.kind, ...file.further.map((paper) => paper.kind)] : [];
  return kinds.length ? kinds.map((kind) => words[`kind.${kind}`]).join(" + ") + " · " : "";
}

function warningsOf(file) {
  const inWords = new Map(file.faults.map((fault) => [fault.text_en, said(fault)]));
  return file.warnings.map((warning) => inWords.get(warning) || warning);
}

function showFiles(files) {
  const list = byId("files");
  list.replaceChildren(...files.map((file) => {
    const line = document.createElement("li");
    const state = file.verdict ? file.verdict.state : file.status;
    const sentence = file.error ? file.error.message
      : [file.verdict ? said(file.verdict) : words[`m.file.${file.status}`], ...warningsOf(file)].join(" ");
    line.append(
      element("span", "name", file.name),
      element("span", `state ${state}`, words[`m.state.${state}`]),
      element("span", "what", kindsOf(file) + sentence));
    return line;
  }));
  if (!files.length) list.append(element("li", "empty", words["m.none"]));
}

const yuan = (text) => "¥" + Number(text).toLocaleString("en-US", { maximumFractionDigits: 2 });

async function showResult(submission) {
  const box = byId("result");
  box.hidden = !submission.recommendation && !submission.decision;
  if (box.hidden) return;
  const decided = submission.status === "decided";
  const current = submission.recommendation.current_limit;
  const limit = submission.decision && submission.decision.limit || (decided ? current : submission.recommendation.recommended_limit);
  const full = await call(submission.links.recommendation);
  box.replaceChildren(
    element("span", "muted", words[decided ? "m.decided" : "m.proposed"]),
    element("p", "big", `${yuan(current)} → ${yuan(limit)}`),
    element("p", "muted", decided ? `${words["m.valid"]} ${submission.recommendation.valid_until}` : words["m.person"]));
  const reasons = element("ul", "reasons", "");
  reasons.append(...full.reasons.slice(0, 3).map((reason) => element("li", "", said(reason))));
  box.append(reasons);
}

async function show(submission) {
  showFiles(submission.files);
  const asked = submission.status === "awaiting_merchant" && submission.request_note;
  byId("asked").textContent = asked ? `${words["m.asked"]} ${submission.request_note}` : "";
  byId("asked").hidden = !asked;
  await showResult(submission);
}

async function follow(id) {
  if (following) following.abort();
  following = new AbortController();
  const answer = await fetch(`/v1/submissions/${id}/events`, {
    headers: { Authorization: `Bearer ${store.getItem("key")}` }, signal: following.signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const data = /^event: status\ndata: (.*)$/s.exec(event);
      if (data) await show(JSON.parse(data[1]));
    }
  }
}

async function open() {
  byId("sign-in").hidden = true;
  byId("desk").hidden = false;
  const { submissions } = await call("/v1/submissions");
  const latest = submissions[0];
  if (!latest) return;
  store.setItem("submission", latest.status === "decided" ? "" : latest.id);
  const submission = await call(`/v1/submissions/${latest.id}`);
  await show(submission);
  if (!submission.settled) watch(latest.id);
}

function watch(id) {
  follow(id).catch((error) => { if (error.name !== "AbortError") complain(error); });
}

function send(id, files) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const file of files) form.append("files", file);
    const request = new XMLHttpRequest(); // fetch cannot tell how far an upload is
    request.open("POST", `/v1/submissions/${id}/files`);
    request.setRequestHeader("Authorization", `Bearer ${store.getItem("key")}`);
    request.upload.onprogress = (event) => { byId("progress").value = event.loaded / event.total; };
    request.onerror = () => reject(new Error(words["m.offline"]));
    request.onload = () => {
      const body = JSON.parse(request.responseText);
      if (request.status === 201) resolve(body); else reject(new Error(body.detail));
    };
    request.send(form);
  });
}

async function upload() {
  let id = store.getItem("submission");
  if (!id) {
    id = (await call("/v1/submissions", { method: "POST" })).id;
    store.setItem("submission", id);
  }
  byId("progress").hidden = false;
  const answer = await send(id, byId("picker").files);
  const refused = answer.files.filter((file) => file.status === "rejected");
  complain(refused.length ? new Error(refused.map((file) => `${file.name}: ${file.error.message}`).join(" ")) : null);
  byId("picker").value = "";
  chosen();
  watch(id);
}

function chosen() {
  const files = [...byId("picker").files];
  byId("chosen").replaceChildren(...files.map((file) => element("li", "", file.name)));
  byId("send").disabled = !files.length;
}

function leave(error) {
  store.clear();
  byId("sign-in").hidden = false;
  byId("desk").hidden = true;
  if (error) alert(error.message);
}

byId("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  store.setItem("key", byId("key").value.trim());
  byId("key").value = "";
  open().catch(leave);
});
byId("picker").addEventListener("change", chosen);
byId("upload-form").addEventListener("submit", (event) => {
  event.preventDefault();
  byId("send").disabled = true;
  complain(null);
  upload().catch(complain).finally(() => { byId("progress").hidden = true; chosen(); });
});
byId("new").addEventListener("click", () => { store.setItem("submission", ""); showFiles([]); byId("result").hidden = true; });
byId("leave").addEventListener("click", () => leave());
for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  document.querySelector(".drop").addEventListener(name, (event) => {
    event.preventDefault();
    event.currentTarget.classList.toggle("over", over);
    if (name === "drop") { byId("picker").files = event.dataTransfer.files; chosen(); }
  });
}
if (store.getItem("key")) open().catch(leave);
