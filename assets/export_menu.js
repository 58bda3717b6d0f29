// The menu by which a case is carried away: what somebody wants, how far it is, the file. The view is the one on screen.
const export_menu = {
  POLL_MS: 400,
  job: null,

  listen() {
    document.addEventListener("click", (event) => event.target.closest?.("[data-export-open]") && export_menu.open());
  },

  box: () => document.getElementById("export-menu"),

  // Opens the menu, made anew: a job that is under way goes on and is shown.
  open() {
    const box = export_menu.box();
    if (!box || box.open) return;
    export_menu.draw(box, JSON.parse(box.dataset.formats));
    box.showModal();
  },

  draw(box, formats) {
    const { el } = window.dash_clientside.dom;
    const form = el("form", { className: "export-form", on: { submit: export_menu.submit, change: export_menu.changed } },
      export_menu.formats(formats), export_menu.identity());
    const buttons = el("div", { className: "export-buttons" },
      el("button", { type: "submit", className: "export-start" }, "Export"),
      el("button", { type: "button", on: { click: () => box.close() } }, "Close"));
    form.append(el("div", { className: "export-progress", hidden: true }), buttons);
    box.replaceChildren(el("h2", {}, "Export this case"), form);
    if (export_menu.job) export_menu.tell(export_menu.job);
  },

  formats(formats) {
    const { el } = window.dash_clientside.dom;
    const rows = formats.map(({ name, title, about, choices }, at) => el("div", { className: "export-row" },
      ...export_menu.pick("radio", "format", name, at === 0, el("strong", {}, title), el("span", {}, about)),
      ...Object.entries(choices).map(([choice, values]) => el("select", {
        "data-format": name, "data-choice": choice, "aria-label": `${title}: ${choice}`,
      }, ...values.map((value) => el("option", { value }, value))))));
    return el("fieldset", {}, el("legend", {}, "Format"), ...rows);
  },

  identity() {
    const { el } = window.dash_clientside.dom;
    const row = (...parts) => el("div", { className: "export-row" }, ...parts);
    const words = el("details", { className: "export-words", on: { toggle: export_menu.words } },
      el("summary", {}, "Words of this case that have to be read first"), el("ul", {}));
    return el("fieldset", {}, el("legend", {}, "Identity"),
      row(...export_menu.pick("radio", "identity", "identified", true, el("strong", {}, "As it is"),
        el("span", {}, "with all that identifies the patient"))),
      row(...export_menu.pick("radio", "identity", "deidentified", false, el("strong", {}, "De-identified"),
        el("span", {}, "days for dates, a code for names, and a list of what is left out"))),
      el("div", { className: "export-nameless", hidden: true }, words,
        row(...export_menu.pick("checkbox", "words_read", "yes", false, "I have read these words, and they name nobody: keep them")),
        row(...export_menu.pick("checkbox", "pictures_read", "yes", false,
          "I have looked at all pictures, and no name is burned into them: keep them"))),
      row(...export_menu.pick("checkbox", "review_notes", "yes", false, "With review notes")));
  },

  // A radio button or check box and its label.
  pick(type, name, value, checked, ...words) {
    const { el } = window.dash_clientside.dom, id = `export-${name}-${value}`;
    return [el("input", { type, name, value, checked, id }), el("label", { htmlFor: id }, ...words)];
  },

  changed(event) {
    const nameless = event.currentTarget.querySelector(".export-nameless");
    nameless.hidden = new FormData(event.currentTarget).get("identity") !== "deidentified";
  },

  // The words that are to be read are fetched when somebody opens their list.
  async words(event) {
    const { el } = window.dash_clientside.dom, list = event.currentTarget.querySelector("ul");
    if (!event.currentTarget.open || list.childElementCount) return;
    const got = await export_menu.ask("GET", `cases/${export_menu.caseId()}/exports/words.json`);
    list.replaceChildren(...(got.words || [got.error]).map((text) => el("li", {}, text)));
  },

  caseId: () => encodeURIComponent(window.dash_clientside.timeline.now.case),

  // What a form asks for. Pure.
  wish(fields, selects) {
    const format = fields.get("format"), own = selects.filter((one) => one.format === format);
    return {
      format, choices: Object.fromEntries(own.map(({ choice, value }) => [choice, value])),
      deidentified: fields.get("identity") === "deidentified",
      ...Object.fromEntries(["words_read", "pictures_read", "review_notes"].map((name) => [name, fields.get(name) === "yes"])),
    };
  },

  async submit(event) {
    event.preventDefault();
    const form = event.currentTarget, selects = [...form.querySelectorAll("select")]
      .map(({ dataset, value }) => ({ format: dataset.format, choice: dataset.choice, value }));
    const body = export_menu.wish(new FormData(form), selects), view = window.dash_clientside.timeline;
    const given = Object.entries(view.asked(view.now.view)).filter(([, text]) => text);
    const path = `cases/${export_menu.caseId()}/exports?${new URLSearchParams(given)}`, one = view.now;
    export_menu.follow(await export_menu.ask("POST", path, body), one);
  },

  // Asks until the job has ended, then fetches its file; nothing is told or fetched once the page shows another case than
  // `one`, for which it was begun.
  async follow(told, one) {
    while (one === window.dash_clientside.timeline.now) {
      export_menu.tell(told);
      if (told.state !== "running") break;
      await new Promise((later) => setTimeout(later, export_menu.POLL_MS));
      told = await export_menu.ask("GET", `exports/${told.id}`);
    }
    if (told.file && one === window.dash_clientside.timeline.now) window.dash_clientside.dom.el("a", { href: told.file, download: told.name }).click();
  },

  stop: async (told) => export_menu.tell(await export_menu.ask("DELETE", `exports/${told.id}`)),

  async ask(method, path, body) {
    const sent = body && { body: JSON.stringify(body), headers: { "Content-Type": "application/json", Accept: "application/json" } };
    const headers = { Accept: "application/json" }, root = window.dash_clientside.timeline.root();
    const answer = await fetch(discreet.kept(root + path), { method, headers, ...sent }).catch(() => null);
    const got = answer ? await answer.json().catch(() => ({})) : {};
    return answer?.ok ? got : { state: "failed", words: got.error || "The server does not answer. Try again.", error: got.error };
  },

  // Shows how far the job is: a bar while it runs, then a sentence.
  tell(told) {
    const { el } = window.dash_clientside.dom, box = export_menu.box().querySelector(".export-progress"), running = told.state === "running";
    export_menu.job = running ? told : null;
    export_menu.box().querySelector(".export-start").disabled = running;
    if (!box) return;
    const percent = Math.round((told.share || 0) * 100);
    const bar = el("progress", { max: 100, value: percent, "aria-label": "Progress of the export" });
    const stop = el("button", { type: "button", on: { click: () => export_menu.stop(told) } }, "Stop");
    const file = told.file && el("a", { href: told.file, download: told.name }, told.name);
    box.hidden = false;
    box.replaceChildren(running ? bar : "", el("p", { role: "status" }, export_menu.said(told), file ? " " : "", file || ""), running ? stop : "");
  },

  // Where an export stands, in words. Pure.
  said(told) {
    const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
    if (told.state === "running") return `${Math.round(told.share * 100)} %, ${told.words}`;
    if (told.state === "done") return "Done. Your browser saves the file; if it does not:";
    return told.state === "cancelled" ? "Stopped. Nothing was saved." : capital(told.words || "The export failed.");
  },
};

if (typeof module !== "undefined") module.exports = export_menu;
else {
  (window.dash_clientside = window.dash_clientside || {}).export_menu = export_menu;
  export_menu.listen();
}
