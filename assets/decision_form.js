// The form of a decision record: its fields, who saved it, both versions where two people saved, and earlier ones.
const decision_form = {
  ROWS: { question: 2, options: 3, recommendation: 3, rationale: 3, dissent: 1, missing: 1, owner: 1, due: 1 },
  LINES: ["owner", "due"], // one line each

  draw(box, now, got) {
    const { el } = window.dash_clientside.dom, place = got.place?.meeting;
    const of = place && now.meeting ? [place.title, talk.day(place.date)].filter(Boolean).join(", ") : decision_form.of(now, got);
    const form = el("form", { on: { submit: (event) => (event.preventDefault(), decision.save()), input: decision_form.input } },
      el("div", { className: "decision-fields" }, ...got.fields.map(([name, title]) => decision_form.field(name, title, now))),
      el("p", { id: "decision-said", className: "decision-said", role: "status" }, decision_form.standing(now)),
      el("div", { id: "decision-both", className: "decision-both", hidden: true }),
      decision_form.buttons(box, now));
    box.replaceChildren(
      el("header", {}, el("h2", {}, "Decision"), el("span", { className: "decision-of" }, of)), decision_form.others(now, got), form,
      now.saved.who ? decision_form.earlier(now) : "");
    const stale = now.seen !== now.saved.version;
    if (stale) decision_form.both(box, now, { error: "Somebody saved this decision after you began to write.", theirs: now.saved });
  },

  // What a decision apart from this meeting belongs to.
  of(now, got) {
    const known = got.decisions.find((one) => one.event === now.event);
    if (!known) return "apart from any meeting";
    return [known.meeting || "apart from any meeting", talk.day(known.date)].filter(Boolean).join(", ");
  },

  field(name, title, now) {
    const { el } = window.dash_clientside.dom, rows = decision_form.ROWS[name];
    const given = { name, value: now.form[name], id: `decision-${name}`, maxLength: 4000, readOnly: now.locked };
    const input = decision_form.LINES.includes(name) ? el("input", { type: "text", ...given }) : el("textarea", { rows, ...given });
    const needed = name === "recommendation" ? " (needed)" : "";
    return el("div", { className: `decision-field of-${name}` }, el("label", { htmlFor: `decision-${name}` }, title + needed), input);
  },

  // What became of it so far, in words.
  standing(now) {
    if (now.told) return now.told;
    const saved = now.saved.event ? `Saved by ${now.saved.who}${now.saved.at ? `, ${talk.moment(now.saved.at)}` : ""}` : "Not saved yet";
    if (now.locked) return `${saved}. It can only be read here: its dates are hidden, or you may not change it.`;
    return now.typed ? `${saved}. This is your draft, kept but not saved.` : `${saved}.`;
  },

  buttons(box, now) {
    const { el } = window.dash_clientside.dom;
    const button = (words, click, given = {}) => el("button", { type: "button", ...given, on: { click } }, words);
    const draft = now.typed && !now.locked ? button("Throw the draft away", () => decision.throwAway()) : "";
    const save = now.locked ? "" : el("button", { type: "submit", className: "decision-save", title: "Ctrl and Enter" }, "Save the decision");
    return el("div", { className: "decision-buttons" }, draft, button("Close", () => box.close(), { title: "Esc; what you typed is kept" }), save);
  },

  // The other decisions on this case, to be read or corrected.
  others(now, got) {
    const { el } = window.dash_clientside.dom, others = got.decisions.filter((one) => one.event !== now.event);
    if (!others.length) return "";
    const words = (one) => [talk.day(one.date), one.meeting, one.words].filter(Boolean).join(": ").slice(0, 90);
    const first = el("option", { value: "", selected: true }, `${talk.many(others.length, "other decision")} on this case`);
    const select = el("select", { "aria-label": "Other decisions on this case", on: { change: (event) => decision_form.change(event.target.value) } },
      first, ...others.map((one) => el("option", { value: one.event }, words(one))));
    return el("p", { className: "decision-others" }, select);
  },

  async change(event) {
    await decision.keep();
    if (event) decision.open(event);
  },

  input: (event) => event.target.name && decision.typed(event.target.name, event.target.value),

  focus(box) {
    const fields = [...box.querySelectorAll("textarea, input")], first = fields.find((field) => !field.value) || fields[0];
    if (first) first.focus();
  },

  say(words) {
    const said = document.getElementById("decision-said");
    if (said) said.textContent = words;
  },

  fail(box, words) {
    const { el } = window.dash_clientside.dom;
    box.replaceChildren(el("h2", {}, "Decision"), el("p", { role: "alert" }, words), el("button", { type: "button", on: { click: () => box.close() } }, "Close"));
    if (!box.open) box.showModal();
  },

  // The fields in which two versions differ. Pure.
  differing: (fields, mine, theirs) => fields.filter((name) => (mine[name] || "") !== (theirs[name] || "")),

  // Both versions of each field that differs; one is taken, or mine is saved over theirs.
  both(box, now, { error, theirs }) {
    const { el } = window.dash_clientside.dom, part = box.querySelector("#decision-both");
    const names = decision_form.differing(Object.keys(now.stood), now.form, theirs.form);
    const button = (words, click) => el("button", { type: "button", on: { click } }, words);
    const take = (name) => button("Take theirs", () => decision_form.take(name, theirs.form[name], now));
    const row = (name) => el("div", { className: "decision-theirs" }, el("strong", {}, box.querySelector(`label[for="decision-${name}"]`).textContent.replace(" (needed)", "")),
      el("p", {}, el("span", {}, "Yours: "), now.form[name] || "empty"), el("p", {}, el("span", {}, "Theirs: "), theirs.form[name] || "empty"), take(name));
    const all = button("Take all of theirs", () => names.forEach((name) => decision_form.take(name, theirs.form[name], now)));
    const mine = button("Save what stands in the form", () => decision.save(theirs.version));
    const who = `${theirs.who}${theirs.at ? `, ${talk.moment(theirs.at)}` : ""}`;
    part.replaceChildren(el("p", { role: "alert" }, `${error} Theirs is by ${who}.`), ...names.map(row), el("div", { className: "decision-buttons" }, all, mine));
    part.hidden = false;
    part.scrollIntoView({ block: "nearest" });
    now.seen = theirs.version;
    now.saved = theirs;
    decision_form.say(names.length ? "Two versions: choose what holds, then save." : "Both versions say the same.");
  },

  take(name, text, now) {
    document.getElementById(`decision-${name}`).value = text;
    decision.typed(name, text);
  },

  // Earlier versions, fetched when somebody opens their list.
  earlier(now) {
    const { el } = window.dash_clientside.dom;
    const list = el("ol", { className: "decision-versions" });
    const fill = async (event) => {
      if (!event.currentTarget.open || list.childElementCount) return;
      const { ok, got } = await talk.ask("GET", `${now.base}/decisions/${now.saved.event}.json`);
      list.replaceChildren(...(ok ? got.versions.map((one, at) => decision_form.version(one, got.versions[at - 1])) : [el("li", {}, got.error)]));
    };
    return el("details", { className: "decision-earlier", on: { toggle: fill } }, el("summary", {}, "All versions"), list);
  },

  // A version, and what it changed.
  version(one, before) {
    const { el } = window.dash_clientside.dom, names = decision_form.differing(Object.keys(one.form), one.form, before?.form || {});
    const said = names.map((name) => el("p", {}, el("span", {}, `${name}: `), one.form[name] || "emptied"));
    return el("li", {}, el("strong", {}, [one.who, talk.moment(one.at)].filter(Boolean).join(", ")), ...said);
  },
};

if (typeof module !== "undefined") module.exports = decision_form;
else (window.dash_clientside = window.dash_clientside || {}).decision_form = decision_form;
