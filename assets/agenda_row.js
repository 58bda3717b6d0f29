// One case of an agenda: who it is, its question, minutes and state, and its place, by hand or by Alt and an arrow key.
const agenda_row = {
  draw(one, at, got) {
    const { el } = window.dash_clientside.dom, edits = got.may_edit;
    const row = el("li", { className: `agenda-row ${one.standing.replace(" ", "-")}`, "data-agenda-case": one.case, on: agenda_row.listeners(one, edits) },
      agenda_row.place(one, at, edits), agenda_row.who(one, got),
      el("div", { className: "agenda-asked" }, agenda_row.question(one, edits), agenda_row.facts(one)),
      agenda_row.minutes(one, edits), agenda_row.standing(one, edits), edits ? agenda_row.acts(one) : "",
      el("p", { className: "agenda-row-said", role: "status", hidden: true }));
    return row;
  },

  place(one, at, edits) {
    const { el } = window.dash_clientside.dom;
    if (!edits) return el("span", { className: "agenda-number" }, String(at + 1));
    const given = { type: "button", className: "agenda-number", draggable: true, "data-field": "place", title: "Drag to move; or Alt with ↑ or ↓" };
    return el("button", { ...given, "aria-label": `${one.title}, number ${at + 1}: Alt with an arrow key moves it` }, String(at + 1));
  },

  who(one, got) {
    const { el } = window.dash_clientside.dom;
    const way = el("a", { href: talk.way(one.case, got.id), className: "agenda-title" }, one.title);
    return el("div", { className: "agenda-who" }, way, el("span", {}, one.person), el("span", { className: "agenda-diagnosis" }, one.diagnosis));
  },

  question(one, edits) {
    const { el } = window.dash_clientside.dom;
    const own = one.asked ? `as the case asks: ${one.asked}` : "What is the board asked?";
    if (!edits) return el("p", { className: "agenda-question" }, one.question || one.asked);
    return el("textarea", { rows: 2, maxLength: 4000, placeholder: own, value: one.question, "data-field": "question", "aria-label": `Question, ${one.title}` });
  },

  // What is missing and what was decided.
  facts(one) {
    const { el } = window.dash_clientside.dom;
    const absent = one.missing ? `${one.missing} missing: ${one.missing_titles.join(", ")}` : "nothing missing";
    return el("p", { className: "agenda-facts-line" }, el("span", { className: one.missing ? "is-missing" : "" }, absent),
      one.decision ? el("span", { className: "agenda-decision" }, `Decision: ${one.decision}`) : "");
  },

  minutes(one, edits) {
    const { el } = window.dash_clientside.dom;
    if (!edits) return el("span", { className: "agenda-minutes" }, String(one.minutes));
    return el("input", { type: "number", min: 0, max: 600, value: one.minutes, className: "agenda-minutes", "data-field": "minutes", "aria-label": `Minutes, ${one.title}` });
  },

  standing(one, edits) {
    const { el } = window.dash_clientside.dom;
    if (!edits) return el("span", { className: "agenda-state" }, one.standing + (one.reason ? `: ${one.reason}` : ""));
    const choices = agenda.STANDINGS.map((name) => el("option", { value: name, selected: name === one.standing }, name));
    const reason = { type: "text", maxLength: 4000, value: one.reason, placeholder: "why", "data-field": "reason", hidden: one.standing !== "deferred" };
    return el("div", { className: "agenda-state" },
      el("select", { "data-field": "standing", "aria-label": `State, ${one.title}` }, ...choices),
      el("input", { ...reason, "aria-label": `Why it is deferred, ${one.title}` }));
  },

  acts(one) {
    const { el } = window.dash_clientside.dom;
    const button = (words, name, step) => el("button", { type: "button", "data-field": name, "aria-label": `Move ${one.title} ${name}`, on: { click: () => agenda.move(one.case, step, name) } }, words);
    const away = el("button", { type: "button", className: "agenda-away", "aria-label": `Take ${one.title} off the agenda`, on: { click: () => agenda_row.takeOff(one) } }, "Take off");
    return el("div", { className: "agenda-buttons" }, button("↑", "up", -1), button("↓", "down", 1), away);
  },

  // A case that was discussed or decided on is not taken off by one slip of the hand.
  async takeOff(one) {
    const row = agenda_row.row(one.case), asked = row.dataset.asked;
    if (!asked && (one.standing === "discussed" || one.question)) {
      row.dataset.asked = "yes";
      row.querySelector(".agenda-away").textContent = "Really take off";
      return;
    }
    await agenda.send(`cases/${encodeURIComponent(one.case)}.json`, undefined, "DELETE");
  },

  row: (caseId) => document.querySelector(`[data-agenda-case="${CSS.escape(caseId)}"]`),

  listeners(one, edits) {
    if (!edits) return {};
    return {
      change: (event) => agenda_row.changed(one, event.target),
      keydown: (event) => agenda_row.key(one, event),
      dragstart: (event) => event.dataTransfer.setData("text/plain", one.case),
      dragover: (event) => agenda_row.over(event),
      dragleave: (event) => event.currentTarget.removeAttribute("data-drop"),
      drop: (event) => agenda_row.dropped(one, event),
    };
  },

  key(one, event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || !step) return;
    event.preventDefault();
    agenda.move(one.case, step, event.target.dataset.field || "place");
  },

  below(event) {
    const box = event.currentTarget.getBoundingClientRect();
    return event.clientY > box.top + box.height / 2;
  },

  over(event) {
    event.preventDefault();
    event.currentTarget.dataset.drop = agenda_row.below(event) ? "below" : "above";
  },

  dropped(one, event) {
    event.preventDefault();
    const order = agenda.now.agenda.map((other) => other.case), moved = event.dataTransfer.getData("text/plain");
    event.currentTarget.removeAttribute("data-drop");
    if (order.includes(moved)) agenda.order(agenda_row.beside(order, moved, one.case, agenda_row.below(event)));
  },

  // The order with `moved` right above or below `target`. Pure.
  beside(order, moved, target, below) {
    if (moved === target) return order;
    const rest = order.filter((name) => name !== moved), at = rest.indexOf(target) + (below ? 1 : 0);
    return [...rest.slice(0, at), moved, ...rest.slice(at)];
  },

  // Saves what was changed; a case is deferred only once somebody has said why.
  async changed(one, field) {
    const row = agenda_row.row(one.case), name = field.dataset.field, reason = row.querySelector('[data-field="reason"]');
    const standing = row.querySelector('[data-field="standing"]').value;
    if (name === "standing") reason.hidden = standing !== "deferred";
    if (name === "standing" && standing === "deferred" && !reason.value.trim()) return reason.focus();
    const change = name === "standing" || name === "reason" ? { standing, reason: reason.value } : { [name]: field.value };
    await agenda_row.save(one, change, one.version);
  },

  async save(one, change, seen) {
    const { ok, status, got } = await talk.ask("POST", `meetings/${agenda.now.id}/cases/${encodeURIComponent(one.case)}.json`, { body: { ...change, seen } });
    if (ok) {
      Object.assign(one, got);
      return agenda_row.refresh(one);
    }
    if (status === 409) return agenda_row.conflict(one, change);
    agenda_row.say(one, got.error);
  },

  say(one, ...words) {
    const said = agenda_row.row(one.case).querySelector(".agenda-row-said");
    said.hidden = !words.length;
    said.replaceChildren(...words);
  },

  // Somebody else was first: both versions are shown, and a hand chooses.
  async conflict(one, change) {
    const { el } = window.dash_clientside.dom, { ok, got } = await talk.ask("GET", `meetings/${agenda.now.id}/agenda.json`);
    const theirs = ok && got.agenda.find((other) => other.case === one.case);
    if (!theirs) return agenda.say("This case is not on the agenda any more. Load the page again.");
    const told = (said) => Object.keys(change).map((name) => `${name}: ${said[name] === "" ? "empty" : said[name]}`).join(", ");
    const keep = el("button", { type: "button", on: { click: () => agenda_row.save(one, change, theirs.version) } }, "Keep mine");
    const take = el("button", { type: "button", on: { click: () => agenda.show(got) } }, "Take theirs");
    agenda_row.say(one, `Somebody else changed this meanwhile. Theirs: ${told(theirs)}. Yours: ${told(change)}. `, keep, " ", take);
  },

  // The row and the sums as they are now, without taking the focus from where it is.
  refresh(one) {
    const row = agenda_row.row(one.case), { el } = window.dash_clientside.dom;
    row.className = `agenda-row ${one.standing.replace(" ", "-")}`;
    agenda_row.say(one);
    agenda.box("heading").querySelector(".agenda-total").textContent = agenda.total(agenda.now);
    agenda_print.draw(agenda.box("print"), agenda.now);
    agenda.say("Saved.");
    row.querySelector(".agenda-facts-line").replaceWith(agenda_row.facts(one) || el("p", {}));
  },
};

if (typeof module !== "undefined") module.exports = agenda_row;
else (window.dash_clientside = window.dash_clientside || {}).agenda_row = agenda_row;
