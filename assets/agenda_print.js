// The list of a meeting on paper: plain words in a table, with room to write.
const agenda_print = {
  draw(box, got) {
    const { el } = window.dash_clientside.dom;
    const head = ["", "Case", "Question to the board", "Min", "State", "Missing", "Decision"].map((name) => el("th", { scope: "col" }, name));
    const people = got.expected.length ? el("p", {}, `Expected: ${got.expected.join(", ")}`) : "";
    box.replaceChildren(
      el("h2", {}, [got.title, talk.day(got.date)].filter(Boolean).join(", ")), people, el("p", {}, agenda.total(got)),
      el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...got.agenda.map(agenda_print.row))));
  },

  row(one, at) {
    const { el } = window.dash_clientside.dom;
    const who = [one.title, one.person, one.diagnosis].filter(Boolean).join(", ");
    return el("tr", {}, ...[String(at + 1), who, one.question || one.asked, String(one.minutes), agenda_print.state(one), one.missing_titles.join(", ") || "nothing", one.decision]
      .map((words) => el("td", {}, words)));
  },

  // Pure.
  state: (one) => one.standing + (one.reason ? `: ${one.reason}` : ""),
};

if (typeof module !== "undefined") module.exports = agenda_print;
else (window.dash_clientside = window.dash_clientside || {}).agenda_print = agenda_print;
