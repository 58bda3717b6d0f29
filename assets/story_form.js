// One view of a story as a form: its place, what it tells and shows, the presenter's sentence and notes.
const story_form = {
  view(view, at) {
    const { el } = window.dash_clientside.dom, { story_views } = window.dash_clientside, one = story.now, last = one.views.length - 1;
    const name = view.title || one.events.find((event) => event.id === view.event)?.words || `View ${at + 1}`;
    if (one.locked) return el("li", { className: "story-view" }, el("div", { className: "story-name" }, el("strong", {}, name)), el("p", {}, view.sentence), el("p", {}, view.own), el("p", {}, view.notes));
    const press = (views, focus) => { one.focus = focus; story.change(views); };
    const act = (word, label, views, off, focus) => el("button", { type: "button", disabled: off, "data-focus": `${word}-${at}`, "aria-label": `${label}: ${name}`, title: label, on: { click: () => press(views(), focus) } }, word);
    const buttons = el("span", { className: "story-acts" },
      act("\u2191", "Earlier", () => story_views.moved(one.views, at, -1), at === 0, [`\u2191-${at - 1}`, `\u2193-${at - 1}`]), act("\u2193", "Later", () => story_views.moved(one.views, at, 1), at === last, [`\u2193-${at + 1}`, `\u2191-${at + 1}`]),
      act("Drop", "Drop", () => story_views.without(one.views, at), last === 0, [`Drop-${Math.min(at, last - 1)}`]));
    const more = el("details", { open: one.open.has(at), on: { toggle: (event) => (event.target.open ? one.open.add(at) : one.open.delete(at)) } },
      el("summary", {}, "What it tells and shows"), ...story_form.parts(view, at));
    return el("li", { className: "story-view" }, el("div", { className: "story-name" }, el("strong", {}, name), buttons), el("p", {}, view.sentence),
      story_form.field(view, at, "own", "Your sentence, for the room"), story_form.field(view, at, "notes", "Your notes, for your own window only", "textarea"), more);
  },

  set: (at, change) => story.change(window.dash_clientside.story_views.changed(story.now.views, at, change)),

  field(view, at, name, label, tag = "input") {
    const { el } = window.dash_clientside.dom, id = `story-${name}-${at}`;
    const given = { id, value: view[name], maxLength: 2000, "data-focus": id, on: { change: (event) => story_form.set(at, { [name]: event.target.value.trim() }) } };
    return el("div", { className: "story-field" }, el("label", { htmlFor: id }, label), el(tag, given));
  },

  parts(view, at) {
    const { el } = window.dash_clientside.dom, one = story.now, { story_views } = window.dash_clientside;
    const options = (list, chosen) => list.map(({ id, words }) => el("option", { value: id, selected: id === chosen }, words));
    const focus = el("select", { id: `story-focus-${at}`, "data-focus": `focus-${at}`, on: { change: (event) => story_form.set(at, { event: event.target.value }) } },
      ...options(one.events.filter(({ id }) => view.events.includes(id)), view.event));
    const zero = el("select", { id: `story-zero-${at}`, "data-focus": `zero-${at}`, on: { change: (event) => story_form.set(at, { zero: event.target.value, start: "", stop: "" }) } },
      el("option", { value: "" }, "the case\u2019s own"), ...options(story_form.zeros(view), view.zero));
    return [
      story_form.field(view, at, "title", "Title"),
      el("div", { className: "story-field" }, el("label", { htmlFor: focus.id }, "In focus"), focus),
      el("div", { className: "story-field" }, el("label", { htmlFor: zero.id }, "Day 0"), zero),
      story_form.field(view, at, "start", "Window from day"), story_form.field(view, at, "stop", "to day"),
      story_form.checks("Events", one.events, view.events, at, (id) => story_views.toggled(view, id, one.events)),
      story_form.checks("Pictures, four at most", one.studies, view.studies, at, (id) => ({
        studies: view.studies.includes(id) ? view.studies.filter((study) => study !== id) : [...view.studies, id].slice(0, story_views.MOST_PICTURES),
      })),
    ];
  },

  // The events that can be day 0; a moment that somebody chose on the timeline stays on offer.
  zeros(view) {
    const { events } = story.now;
    return view.zero && !events.some(({ id }) => id === view.zero) ? [{ id: view.zero, words: view.zero }, ...events] : events;
  },

  checks(name, list, chosen, at, change) {
    const { el } = window.dash_clientside.dom;
    const row = ({ id, words }) => {
      const box = el("input", { type: "checkbox", id: `story-${name[0]}-${at}-${id}`, checked: chosen.includes(id), "data-focus": `${name[0]}-${at}-${id}`, on: { change: () => story_form.set(at, change(id)) } });
      return el("li", {}, box, el("label", { htmlFor: box.id }, words));
    };
    return el("fieldset", {}, el("legend", {}, name), el("div", { className: "story-checks" }, el("ul", {}, ...list.map(row))));
  },

  // The choice of an event that gets a view of its own.
  adder() {
    const { el } = window.dash_clientside.dom, one = story.now;
    const choice = el("select", { id: "story-new", "aria-label": "Event of the new view" }, ...one.events.map(({ id, words }) => el("option", { value: id }, words)));
    const add = () => story.change([...one.views, window.dash_clientside.story_views.made(choice.value, one.events)]);
    return el("span", { className: "story-adder" }, choice, el("button", { type: "button", "data-focus": "add", on: { click: add } }, "Add a view of it"));
  },
};

if (typeof module !== "undefined") module.exports = story_form;
else (window.dash_clientside = window.dash_clientside || {}).story_form = story_form;
