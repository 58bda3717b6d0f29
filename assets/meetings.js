// The list of meetings: a line each, and a form for a new one.
const meetings = {
  // Called by Dash when its page is there.
  open(root) {
    meetings.load();
    return Boolean(root);
  },

  async load() {
    const { ok, got } = await talk.ask("GET", "meetings.json");
    if (!document.getElementById("meetings-list")) return;
    meetings.say(ok ? "" : got.error);
    if (ok) meetings.show(got);
  },

  say: (words) => (document.getElementById("meetings-said").textContent = words),

  show(got) {
    const { el } = window.dash_clientside.dom, today = meetings.today();
    const { coming, past } = meetings.parted(got.meetings, today);
    const group = (title, listed) => (listed.length ? [el("h2", {}, title), el("ul", { className: "meeting-lines" }, ...listed.map(meetings.line))] : []);
    const none = got.meetings.length ? "" : el("p", { className: "meeting-none" }, "No meeting yet. A meeting has a date, a title and cases in order, each with its question and minutes.");
    const form = got.may_edit && !discreet.asked() ? meetings.form() : "";
    document.getElementById("meetings-list").replaceChildren(form, none || "", ...group("To come", coming), ...group("Past", past));
    performance.mark("meetings-drawn");
  },

  today: () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10),

  // Those of today and later, the next first; then those that are past, the latest first. Without dates all are as they come. Pure.
  parted(all, today) {
    const coming = all.filter((one) => one.date >= today && one.date).reverse();
    return { coming, past: all.filter((one) => !coming.includes(one)) };
  },

  line(one) {
    const { el } = window.dash_clientside.dom;
    const where = talk.address(talk.root(), `meetings/${one.id}`, { dates: discreet.asked() && "0" });
    return el("li", {},
      el("span", { className: "meeting-date" }, talk.day(one.date)),
      el("a", { href: where, className: "meeting-title" }, one.title),
      el("span", { className: "meeting-counts" }, meetings.counts(one)));
  },

  // What an agenda holds, in words. Pure.
  counts({ cases, minutes, standing, others }) {
    const states = Object.entries(standing).filter(([, count]) => count).map(([name, count]) => `${count} ${name}`);
    const hidden = others ? [`${others} more not open to you`] : [];
    return [talk.many(cases, "case"), `${minutes} min`, ...states, ...hidden].join(", ");
  },

  form() {
    const { el } = window.dash_clientside.dom, key = talk.key();
    const label = (words, input) => el("label", {}, el("span", {}, words), input);
    return el("form", { className: "meeting-form", "aria-label": "New meeting", on: { submit: (event) => meetings.make(event, key) } },
      label("Date", el("input", { type: "date", name: "date", required: true, value: meetings.today() })),
      label("Title", el("input", { type: "text", name: "title", required: true, maxLength: 200, placeholder: "Tumor board" })),
      label("Expected, separated by commas", el("input", { type: "text", name: "expected", className: "wide" })),
      el("button", { type: "submit", className: "strong-button" }, "New meeting"));
  },

  // What a form says of a meeting. Pure.
  heading(fields) {
    const expected = (fields.get("expected") || "").split(/[,;\n]/).map((name) => name.trim()).filter(Boolean);
    return { date: fields.get("date") || "", title: fields.get("title") || "", expected };
  },

  async make(event, key) {
    event.preventDefault();
    const { ok, got } = await talk.ask("POST", "meetings.json", { body: { ...meetings.heading(new FormData(event.target)), key } });
    if (!ok) return meetings.say(got.error);
    window.location.assign(`${talk.root()}meetings/${got.id}`);
  },
};

if (typeof module !== "undefined") {
  globalThis.talk = require("./talk.js");
  module.exports = meetings;
} else (window.dash_clientside = window.dash_clientside || {}).meetings = meetings;
