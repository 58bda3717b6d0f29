// Writing down what a board decides, over whatever the page shows: one key opens it, what is typed is kept on the server
// every moment, two people who save at once see both versions. Any page with `data-decision-case` has it.
const decision = {
  KEEP_MS: 700,
  now: null, // the record that is open: case, meeting, event, seen, form as it was, whether something was typed

  listen() {
    document.addEventListener("keydown", decision.key);
    document.addEventListener("click", (event) => event.target.closest?.("[data-decision-open]") && decision.open());
    document.addEventListener("visibilitychange", () => document.hidden && decision.keep(true));
    window.addEventListener("pagehide", () => decision.keep(true));
  },

  // Where decisions on the case of the page lie, and its meeting; null where none can be written. In front of a room the
  // case is known by its code alone.
  place() {
    const mark = document.querySelector("[data-decision-case]"), room = document.querySelector(".present-stage");
    const meeting = mark?.dataset.decisionMeeting || new URLSearchParams(window.location.search).get("meeting") || "";
    if (mark) return { case: mark.dataset.decisionCase, base: `cases/${encodeURIComponent(mark.dataset.decisionCase)}`, meeting };
    return room ? { case: "", base: `present/${room.dataset.code}`, meeting } : null;
  },

  // Whether the page shows another case meanwhile than at that place.
  isLeft: (at) => decision.place()?.case !== at.case,

  // Whether a key press is meant for the page, and not for a field or another dialog. Pure but for the open dialogs.
  free(event) {
    const target = event.target || {};
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return false;
    return !/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName || "") && !target.isContentEditable && !document.querySelector("dialog[open]");
  },

  key(event) {
    if (event.key !== "d" || !decision.free(event) || !decision.place() || window.dash_clientside.present?.now?.black) return;
    event.preventDefault();
    decision.open();
  },

  box() {
    const found = document.getElementById("decision-box");
    if (found) return found;
    const { el } = window.dash_clientside.dom;
    const made = el("dialog", { id: "decision-box", className: "decision-box", "aria-label": "Decision of the board", on: { close: decision.closed, keydown: decision.inside } });
    document.body.append(made);
    return made;
  },

  // Opens the record of this meeting, or with `event` another decision of the case.
  async open(event = "") {
    const at = decision.place(), box = decision.box();
    if (!at) return;
    const { ok, got } = await talk.ask("GET", `${at.base}/board.json`, { asked: { meeting: at.meeting, decision: event, hand: "1" } });
    if (decision.isLeft(at)) return;
    if (!ok) return decision_form.fail(box, got.error);
    decision.begin(at, event, got);
    decision_form.draw(box, decision.now, got);
    if (!box.open) box.showModal();
    decision_form.focus(box);
  },

  begin(at, event, got) {
    const meeting = got.place?.meeting.id || "", own = !event || event === `decision-${meeting}`;
    const saved = got.decision, draft = got.draft;
    const question = got.place?.item.question || got.asked || "";
    const blank = Object.fromEntries(got.fields.map(([name]) => [name, name === "question" ? question : ""]));
    const stood = saved.event ? saved.form : blank;
    decision.now = {
      base: at.base, meeting: own ? meeting : "", event: got.event, key: talk.key(), typed: Boolean(draft), dirty: false,
      seen: draft ? draft.seen : saved.version, stood, form: { ...stood, ...(draft?.form || {}) }, saved,
      told: got.saved ? talk.sentence(got.saved) : "",
      locked: saved.locked || got.locked || !got.may_edit,
    };
  },

  // Something was typed: it is kept in a moment, and is another request than before.
  typed(name, text) {
    const { now } = decision;
    now.form[name] = text;
    Object.assign(now, { typed: true, dirty: true, key: talk.key() });
    clearTimeout(now.timer);
    now.timer = setTimeout(() => decision.keep(), decision.KEEP_MS);
  },

  // Keeps what was typed as a draft; `last` while the page is closing.
  async keep(last = false) {
    const { now } = decision;
    if (!now?.dirty || now.locked || now.saving) return;
    clearTimeout(now.timer);
    now.dirty = false;
    const { ok, got } = await talk.ask("POST", `${now.base}/draft.json`, { body: { event: now.event, form: now.form, seen: now.seen }, last });
    if (now !== decision.now || last) return;
    if (!ok) now.dirty = true;
    decision_form.say(ok ? `Draft kept ${new Date().toTimeString().slice(0, 5)}` : got.error);
  },

  // Saves the record; with `seen` over what somebody else has saved.
  async save(seen = decision.now.seen) {
    const { now } = decision;
    if (now.saving || now.locked) return;
    clearTimeout(now.timer);
    now.saving = true;
    const body = { meeting: now.meeting, event: now.event, form: now.form, seen, key: now.key };
    const { ok, status, got } = await talk.ask("POST", `${now.base}/decision.json`, { body });
    now.saving = false;
    if (now !== decision.now) return;
    if (ok) return decision.saved(got);
    now.dirty = true;
    await decision.keep();
    if (status === 409 && got.theirs) return decision_form.both(decision.box(), now, got);
    decision_form.say(got.error);
  },

  saved(got) {
    Object.assign(decision.now, { dirty: false, typed: false });
    decision.box().close();
    document.dispatchEvent(new CustomEvent("decision-saved", { detail: got }));
  },

  async throwAway() {
    const { now } = decision;
    clearTimeout(now.timer);
    now.dirty = false;
    const { ok, got } = await talk.ask("DELETE", `${now.base}/draft.json`, { asked: { event: now.event } });
    if (!ok) return decision_form.say(got.error);
    decision.open(now.meeting ? "" : now.event);
  },

  // Ctrl and Enter save; Esc closes by itself, and nothing is lost.
  inside(event) {
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.preventDefault(), decision.save();
  },

  closed() {
    decision.keep();
  },
};

if (typeof module !== "undefined") module.exports = decision;
else {
  (window.dash_clientside = window.dash_clientside || {}).decision = decision;
  decision.listen();
}
