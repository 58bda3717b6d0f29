// One meeting: its heading, its cases in order, and the list on paper. Each field is saved when it is left.
const agenda = {
  STANDINGS: ["to discuss", "discussed", "deferred"],
  now: null,

  // Called by Dash when its page is there.
  open(meetingId) {
    if (!meetingId) return false;
    agenda.load(meetingId);
    return true;
  },

  async load(meetingId) {
    const [told, offered] = await Promise.all([talk.ask("GET", `meetings/${meetingId}/agenda.json`), talk.ask("GET", "meetings/cases.json")]);
    if (!document.getElementById("agenda-cases")) return;
    if (!told.ok) return agenda.say(told.got.error);
    agenda.offered = offered.got.cases || [];
    agenda.show(told.got);
    performance.mark("agenda-drawn");
  },

  say: (words) => (document.getElementById("agenda-said").textContent = words),

  box: (name) => document.getElementById(`agenda-${name}`),

  show(got, said = "") {
    agenda.now = got;
    const title = [got.title, talk.day(got.date)].filter(Boolean).join(", ");
    document.querySelector(".meeting-page h1").textContent = title;
    document.title = `${got.title} · Clinical timeline`;
    agenda.say(said);
    agenda.box("heading").replaceChildren(...agenda.heading(got));
    agenda.box("cases").replaceChildren(...agenda.cases(got));
    agenda_print.draw(agenda.box("print"), got);
  },

  heading(got) {
    const { el } = window.dash_clientside.dom, people = got.expected.join(", ");
    const total = el("p", { className: "agenda-total" }, agenda.total(got));
    const print = el("button", { type: "button", className: "plain-button", on: { click: () => window.print() } }, "Print the list");
    const open = got.agenda.find((one) => one.standing === "to discuss"), first = open || got.agenda[0];
    const words = open ? "Begin with the first case to discuss" : "Open the first case";
    const begin = first ? el("a", { className: "strong-button", href: talk.way(first.case, got.id) }, words) : "";
    const expected = el("p", { className: "agenda-people" }, people ? `Expected: ${people}` : "Nobody is named as expected");
    return [el("div", { className: "agenda-facts" }, total, expected), got.may_edit ? agenda.form(got) : "", el("div", { className: "agenda-acts" }, begin, print)];
  },

  // How much there is to do, in words. Pure.
  total({ agenda: cases, others }) {
    const minutes = cases.reduce((sum, one) => sum + one.minutes, 0), left = cases.filter((one) => one.standing === "to discuss");
    const rest = left.reduce((sum, one) => sum + one.minutes, 0);
    const hidden = others ? `, and ${talk.many(others, "case")} not open to you` : "";
    return `${talk.many(cases.length, "case")}, ${minutes} min${hidden}; ${left.length} to discuss, ${rest} min`;
  },

  form(got) {
    const { el } = window.dash_clientside.dom;
    const label = (words, input) => el("label", {}, el("span", {}, words), input);
    const form = el("form", { className: "meeting-form", on: { submit: agenda.revise } },
      label("Date", el("input", { type: "date", name: "date", required: true, value: got.date })),
      label("Title", el("input", { type: "text", name: "title", required: true, maxLength: 200, value: got.title })),
      label("Expected, separated by commas", el("input", { type: "text", name: "expected", className: "wide", value: got.expected.join(", ") })),
      el("button", { type: "submit", className: "plain-button" }, "Save"));
    return el("details", { className: "agenda-edit" }, el("summary", {}, "Change date, title or people"), form);
  },

  async revise(event) {
    event.preventDefault();
    await agenda.send("heading.json", { ...meetings.heading(new FormData(event.target)), seen: agenda.now.version });
  },

  cases(got) {
    const { el } = window.dash_clientside.dom;
    const names = ["", "Case", "Question to the board", "Min", "State", ""].map((name) => el("span", {}, name));
    const head = el("div", { className: "agenda-head", "aria-hidden": "true" }, ...names);
    const rows = got.agenda.map((one, at) => agenda_row.draw(one, at, got));
    const none = got.agenda.length ? "" : el("p", { className: "meeting-none" }, "No case yet.");
    return [got.agenda.length ? head : none, el("ol", { className: "agenda-rows" }, ...rows), got.may_edit ? agenda.adding(got) : ""];
  },

  // The cases that are not on the agenda yet, found by typing.
  adding(got) {
    const { el } = window.dash_clientside.dom, there = new Set(got.agenda.map((one) => one.case));
    const free = agenda.offered.filter(([id]) => !there.has(id));
    const list = el("datalist", { id: "agenda-offered" }, ...free.map(([id, words]) => el("option", { value: id }, words)));
    return el("form", { className: "meeting-form agenda-add", on: { submit: agenda.add } },
      el("label", {}, el("span", {}, "Add a case"), el("input", { type: "text", name: "case", required: true, list: "agenda-offered", autocomplete: "off", placeholder: free.length ? "type its code or title" : "all cases are on the agenda" })),
      list, el("button", { type: "submit", className: "plain-button" }, "Add"));
  },

  async add(event) {
    event.preventDefault();
    const typed = new FormData(event.target).get("case").trim();
    if (!(await agenda.send("cases.json", { case: agenda.meant(agenda.offered, typed) }))) return;
    document.querySelector(".agenda-add input").focus();
  },

  // The id of the case that somebody means who typed its id or the one title that begins so. Pure.
  meant(offered, typed) {
    const found = offered.filter(([id, words]) => id === typed || words.toLowerCase().startsWith(typed.toLowerCase()));
    return offered.some(([id]) => id === typed) || found.length !== 1 ? typed : found[0][0];
  },

  // Tells the server and shows the agenda that it answers; true where it was saved.
  async send(path, body, method = "POST") {
    const { ok, status, got } = await talk.ask(method, `meetings/${agenda.now.id}/${path}`, { body });
    if (ok) return agenda.show(got), true;
    if (status === 409) {
      const told = await talk.ask("GET", `meetings/${agenda.now.id}/agenda.json`);
      if (told.ok) agenda.show(told.got, `${got.error} The agenda as it is now is shown: do it again if it is still needed.`);
    } else agenda.say(got.error);
    return false;
  },

  // The order with one case moved by `step`. Pure.
  moved(order, caseId, step) {
    const from = order.indexOf(caseId), to = Math.min(Math.max(from + step, 0), order.length - 1);
    const rest = order.filter((one) => one !== caseId);
    return [...rest.slice(0, to), caseId, ...rest.slice(to)];
  },

  async order(cases) {
    const before = agenda.now.agenda.map((one) => one.case);
    if (before.join("\n") !== cases.join("\n")) await agenda.send("order.json", { cases, seen: agenda.now.version });
  },

  async move(caseId, step, field) {
    await agenda.order(agenda.moved(agenda.now.agenda.map((one) => one.case), caseId, step));
    document.querySelector(`[data-agenda-case="${CSS.escape(caseId)}"] [data-field="${field}"]`)?.focus();
  },
};

if (typeof module !== "undefined") {
  globalThis.talk = require("./talk.js");
  module.exports = agenda;
} else (window.dash_clientside = window.dash_clientside || {}).agenda = agenda;
