// What a board looks up on a case besides the timeline: the checklist, what is new, and review notes.
const board_panel = {
  STATES: [["", "as the record says"], ["present", "present"], ["missing", "missing"], ["not applicable", "not applicable"]],

  box() {
    const found = document.getElementById("board-panel");
    if (found) return found;
    const { el } = window.dash_clientside.dom;
    const made = el("dialog", { id: "board-panel", className: "decision-box board-panel", "aria-label": "Meeting", on: { keydown: (event) => event.stopPropagation() } });
    document.body.append(made);
    return made;
  },

  async open(part = "") {
    const got = board.now || (await board.fetch());
    if (!got) return;
    const box = board_panel.box();
    board_panel.draw(box, got, part);
    if (!box.open) box.showModal();
    const first = box.querySelector(part ? ".board-why input" : "select, button");
    if (first) first.focus();
  },

  draw(box, got, part = "") {
    const { el } = window.dash_clientside.dom, close = el("button", { type: "button", on: { click: () => box.close() } }, "Close");
    const at = got.place ? [got.place.meeting.title, talk.day(got.place.meeting.date)].filter(Boolean).join(", ") : "apart from any meeting";
    box.replaceChildren(
      el("header", {}, el("h2", {}, "Meeting"), el("span", { className: "decision-of" }, at)),
      el("p", { className: "decision-said", role: "status", id: "board-said" }),
      part === "deferred" ? board_panel.why(box) : "", board_panel.checklist(got), board_panel.news(box, got), board_panel.notes(got),
      el("div", { className: "decision-buttons" }, close));
  },

  say: (words) => (document.getElementById("board-said").textContent = words),

  // Shows what holds now, the focus where it was.
  redraw(words = "") {
    const box = board_panel.box(), name = document.activeElement?.dataset?.item;
    board_panel.draw(box, board.now);
    board_panel.say(words);
    if (name) box.querySelector(`[data-item="${name}"]`)?.focus();
  },

  why(box) {
    const { el } = window.dash_clientside.dom, reason = el("input", { type: "text", maxLength: 4000, "aria-label": "Why the case is deferred" });
    const defer = async (event) => {
      event.preventDefault();
      const error = await board.change({ standing: "deferred", reason: reason.value });
      if (error) return board_panel.say(error);
      box.close();
    };
    return el("form", { className: "board-why", on: { submit: defer } }, el("h3", {}, "Why is the case deferred?"), reason, el("button", { type: "submit" }, "Defer"));
  },

  checklist(got) {
    const { el } = window.dash_clientside.dom, edits = got.may_edit && got.place;
    const title = got.missing ? `Checklist: ${got.missing} missing` : "Checklist: nothing missing";
    return el("section", {}, el("h3", {}, title), el("table", { className: "board-checklist" }, el("tbody", {}, ...got.checklist.map((line) => board_panel.line(line, edits)))));
  },

  line(line, edits) {
    const { el } = window.dash_clientside.dom, hand = line.by === "hand";
    const choices = board_panel.STATES.map(([value, words]) => el("option", { value, selected: value === (hand ? line.found : "") }, words));
    const note = el("input", { type: "text", maxLength: 200, value: line.note, placeholder: "note", hidden: !hand, "aria-label": `${line.title}, note` });
    const select = el("select", { "aria-label": line.title, "data-item": line.name }, ...choices);
    const change = () => board_panel.tick(line.name, select.value, note.value);
    select.addEventListener("change", change);
    note.addEventListener("change", change);
    const who = hand ? `${line.note ? `${line.note}; ` : ""}by ${line.who}${line.at ? `, ${talk.moment(line.at)}` : ""}` : "";
    return el("tr", { className: line.found === "missing" ? "is-missing" : "" },
      el("th", { scope: "row" }, line.title), el("td", { className: "board-found" }, line.found),
      el("td", {}, line.words, who ? el("span", { className: "board-by" }, who) : ""), el("td", {}, edits ? select : "", edits ? note : ""));
  },

  async tick(tick, found, note) {
    const error = await board.change({ tick, found, note });
    board_panel.redraw(error || "Saved.");
  },

  news(box, got) {
    const { el } = window.dash_clientside.dom, found = got.since;
    if (!found) return el("section", {}, el("h3", {}, "New since the last meeting"), el("p", {}, "No meeting has discussed this case before."));
    const go = (id) => (box.close(), timeline.select(id)), one = timeline.now, named = (ids, words) => ids.map((id) => [id, words]);
    const link = ([id, words]) => {
      const event = one.byId?.[id], label = event ? event.study_label || event.label : id;
      return el("li", {}, el("button", { type: "button", className: "panel-link", on: { click: () => go(id) } }, label), event ? ` ${event.words}, ${words}` : ` ${words}`);
    };
    const gone = found.gone.map((label) => el("li", {}, `${label}, no longer told`)), fields = found.fields.map((name) => el("li", {}, `${name} changed`));
    const light = found.added.length + found.changed.length ? el("button", { type: "button", on: { click: () => (box.close(), board.news()) } }, "Light them on the timeline") : "";
    return el("section", {}, el("h3", {}, `Since ${news.meeting(found)}: ${news.words(found)}`),
      el("ul", { className: "board-news" }, ...named(found.added, "new").map(link), ...named(found.changed, "changed").map(link), ...gone, ...fields), light);
  },

  notes(got) {
    const { el } = window.dash_clientside.dom;
    const about = el("p", { className: "board-quiet" }, "For the review of care (M&M). They are no part of the record and go out with no export unless somebody asks for them.");
    const add = got.may_edit ? board_panel.note({ id: "", version: 0, text: "" }) : "";
    return el("section", {}, el("h3", {}, "Review notes"), about, ...got.notes.map((note) => board_panel.note(note, got)), add);
  },

  note(note, got) {
    const { el } = window.dash_clientside.dom, reads = got && (!got.may_edit || note.locked);
    const said = note.id ? el("span", { className: "board-by" }, `${note.who}${note.at ? `, ${talk.moment(note.at)}` : ""}${note.version > 1 ? `, version ${note.version}` : ""}`) : "";
    if (reads) return el("div", { className: "board-note" }, el("p", {}, note.text), said);
    const text = el("textarea", { rows: 2, maxLength: 4000, value: note.text, "aria-label": note.id ? "Review note" : "New review note" }), key = talk.key();
    const save = (event) => (event.preventDefault(), board_panel.writeNote(note, text.value, key));
    return el("form", { className: "board-note", on: { submit: save } }, text, said, el("button", { type: "submit" }, note.id ? "Save" : "Add the note"));
  },

  async writeNote(note, text, key) {
    const at = decision.place(), body = { id: note.id, seen: note.version, text, meeting: note.id ? "" : at.meeting, key };
    const { ok, got } = await talk.ask("POST", `cases/${encodeURIComponent(at.case)}/notes.json`, { body });
    if (ok) board.now.notes = got.notes;
    else await board.fetch();
    board_panel.redraw(ok ? "Saved." : `${got.error} Yours was: ${text}`);
  },
};

if (typeof module !== "undefined") module.exports = board_panel;
else (window.dash_clientside = window.dash_clientside || {}).board_panel = board_panel;
