// The bar of a case at its meeting: where it stands on the agenda, what the board is asked, what is missing and new.
const board_bar = {
  draw(bar, got) {
    bar.replaceChildren(...(got.place ? board_bar.here(got) : board_bar.apart(got)));
  },

  // On a page that was opened from a meeting.
  here(got) {
    const { el } = window.dash_clientside.dom, { place } = got, { meeting, item } = place;
    const where = talk.address(talk.root(), `meetings/${meeting.id}`, { dates: discreet.asked() && "0" });
    return [
      el("div", { className: "board-steps" }, board_bar.step("‹", place.before, "Previous case (p)", "before"),
        el("span", { className: "board-number" }, `${place.number} of ${place.of}`), board_bar.step("›", place.after, "Next case (n)", "after")),
      el("a", { href: where, className: "board-meeting" }, [meeting.title, talk.day(meeting.date)].filter(Boolean).join(", ")),
      el("p", { className: "board-question", title: item.question }, item.question || "No question is asked in this meeting"),
      el("span", { className: "board-minutes" }, `${item.minutes} min`),
      board_bar.standing(item, got.may_edit), board_bar.missing(got), board_bar.news(got), board_bar.decision(got),
    ];
  },

  // On a page of a case that is on an agenda, but was opened without one.
  apart(got) {
    const { el } = window.dash_clientside.dom, at = decision.place();
    const ways = got.meetings.slice(0, 3).map((one) => el("a", { href: talk.way(at.case, one.id), className: "board-meeting" },
      [one.title, talk.day(one.date)].filter(Boolean).join(", "), el("span", { className: "board-state-word" }, one.standing)));
    const more = got.meetings.length > 3 ? ` and ${got.meetings.length - 3} earlier` : "";
    return [el("span", {}, "On the agenda of"), ...ways, more, el("span", { className: "board-room" }), board_bar.news(got), board_bar.decision(got)];
  },

  step(sign, to, words, where) {
    const { el } = window.dash_clientside.dom;
    return el("button", { type: "button", className: "board-step", disabled: !to, title: words, "aria-label": words, on: { click: () => board.go(where) } }, sign);
  },

  standing(item, edits) {
    const { el } = window.dash_clientside.dom;
    const words = item.standing + (item.reason ? `: ${item.reason}` : "");
    if (!edits) return el("span", { className: "board-state-word" }, words);
    const choices = ["to discuss", "discussed", "deferred"].map((name) => el("option", { value: name, selected: name === item.standing }, name));
    return el("select", { className: "board-standing", "aria-label": "State of this case", title: words, on: { change: (event) => board_bar.change(event.target) } }, ...choices);
  },

  // A deferred case needs its reason: it is asked for in the panel.
  async change(select) {
    if (select.value === "deferred") return board_panel.open("deferred");
    const error = await board.change({ standing: select.value });
    if (error) points.say(error);
  },

  missing(got) {
    const { el } = window.dash_clientside.dom, absent = got.checklist.filter((line) => line.found === "missing");
    const words = absent.length ? `${absent.length} missing` : "nothing missing";
    const given = { type: "button", className: `board-act${absent.length ? " is-missing" : ""}`, title: absent.map((line) => line.title).join(", ") };
    return el("button", { ...given, on: { click: () => board_panel.open() } }, words);
  },

  news(got) {
    const { el } = window.dash_clientside.dom;
    if (!got.since) return el("span", { className: "board-quiet" }, "not discussed before");
    const words = got.since.count ? `${got.since.count} new` : "nothing new";
    const given = { type: "button", className: "board-act", title: `Since ${news.meeting(got.since)}: ${news.words(got.since)} (S)` };
    return el("button", { ...given, on: { click: () => board.news() } }, `${words} since ${talk.day(got.since.meeting.date) || "the last meeting"}`);
  },

  decision(got) {
    const { el } = window.dash_clientside.dom, words = got.decision.event ? "Decision ✓" : got.draft ? "Decision (draft)" : "Decision";
    return el("button", { type: "button", className: "board-act board-decide", title: "d", "data-decision-open": "" }, words);
  },
};

if (typeof module !== "undefined") module.exports = board_bar;
else (window.dash_clientside = window.dash_clientside || {}).board_bar = board_bar;
