// A new case by hand: a code name, and what is known of age, sex and question.
const import_case = {
  // The form; `done` is called with the id of the case.
  form(done) {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside;
    const field = (name, words, given = {}) => el("label", {}, el("span", {}, words), el("input", { type: "text", name, maxLength: 200, autocomplete: "off", ...given }));
    const sexes = [["", "not said"], "female", "male", "other", "unknown"];
    const sex = el("label", {}, el("span", {}, "Sex"), window.dash_clientside.import_report.select("sex", "", sexes, () => {}));
    const said = el("p", { className: "importing-problem", role: "alert", hidden: true });
    const submit = async (event) => {
      event.preventDefault();
      const got = await importing.ask("POST", "cases", Object.fromEntries(new FormData(event.currentTarget)));
      said.hidden = !got.error;
      said.textContent = got.error || "";
      if (!got.error) done(got.id);
    };
    return el("form", { className: "importing-case", on: { submit } },
      field("code", "Code name", { required: true }), field("age", "Age (years)", { size: 8 }), field("birth_date", "or date of birth", { placeholder: "2015-03-07", size: 12 }),
      sex, field("question", "Question to the board", { size: 44 }), el("button", { type: "submit", className: "importing-button" }, "Begin the case"), said);
  },

  // The form on the start page: afterwards the case can be opened.
  section() {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside;
    const box = el("section", { className: "importing-byhand" }, el("h2", {}, "Or begin a case by hand"));
    const done = (id) => box.replaceChildren(el("h2", {}, "The case is there"), el("p", {},
      el("a", { href: importing.caseAt(id) }, `Open ${id}`), ". Files that you import can be put into it: choose it under “All of it belongs to” in their report."));
    box.append(import_case.form(done));
    return box;
  },

  // The form in a report: what was read is read again for the new case.
  forThese() {
    const { el } = window.dash_clientside.dom, { importing } = window.dash_clientside;
    const done = (id) => { importing.now.choices = { ...importing.now.choices, case: id }; importing.read(); };
    return el("details", { className: "importing-known" }, el("summary", {}, "Put all of it into a new case"), import_case.form(done));
  },
};

if (typeof module !== "undefined") module.exports = import_case;
else (window.dash_clientside = window.dash_clientside || {}).import_case = import_case;
