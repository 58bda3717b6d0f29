// What stands round the figure of several cases: who they are, what they are aligned on, labels, tags and pictures.
const mirror_frame = {
  NUMBERS: ["No", "One", "Two", "Three", "Four", "Five", "Six"],

  draw(one) {
    mirror_frame.head(one);
    mirror_frame.zeros(one);
    mirror_frame.labels(one);
    mirror_frame.tags(one);
    mirror_frame.foot(one);
    mirror_frame.axis(one);
    for (const node of document.querySelectorAll("[data-mirror-flag]")) {
      node.setAttribute("aria-pressed", String(Boolean(one.view[node.dataset.mirrorFlag])));
    }
  },

  head(one) {
    const { el } = window.dash_clientside.dom, many = one.cases.length;
    mirror.box("mirror-title").textContent = `${mirror_frame.NUMBERS[many]} cases, one clock`;
    const side = (at) => (many === 2 ? ["above the axis", "below it, lanes mirrored"][at] : "");
    const way = (item) => el("a", { href: mirror_frame.address(item) }, item.title);
    mirror.box("mirror-who").replaceChildren(...one.cases.map((item, at) => el("p", {},
      el("strong", {}, way(item)), ` ${[item.person, item.diagnosis, side(at)].filter(Boolean).join(", ")}`)));
  },

  // The page of a case, counted from the same day 0.
  address(item) {
    const zero = item.zero ? `?zero=${encodeURIComponent(item.zero)}` : "";
    return discreet.kept(`${mirror.root()}cases/${encodeURIComponent(item.id)}${zero}`);
  },

  TABS: [4, 6], // buttons on a small screen, on a large one
  TAG_PX: 60, // lower blocks have no room for a name; what is not aligned names itself
  BESIDE: 3, // so many cases have their table beside the figure; more have it below

  // What the cases can be aligned on: what all of them have as buttons, the rest in a list.
  zeros(one) {
    const { el } = window.dash_clientside.dom, { milestones, view } = one;
    const own = view.zeros.some(Boolean), large = mirror.box("mirror").clientWidth >= timeline.SMALL_PX;
    const { tabs, others } = mirror_frame.split(milestones, view.day0, mirror_frame.TABS[Number(large)]);
    const button = ({ key, name, rule }) => el("button", {
      type: "button", className: "zero", title: rule, "aria-pressed": String(key === view.day0 && !own), on: { click: () => mirror.align(key) },
    }, name);
    const option = ({ key, name, lacking }) => el("option", { value: key }, lacking.length ? `${name} (not in ${lacking.join(", ")})` : name);
    const change = ({ target }) => target.value && mirror.align(target.value);
    const select = others.length ? el("select", { "aria-label": "Other moments to align on", on: { change } },
      el("option", { value: "" }, "other moment\u2026"), ...others.map(option)) : "";
    mirror.box("mirror-zeros").replaceChildren(...tabs.map(button), select,
      own || one.said ? el("span", { className: "zero-own", role: "status", title: mirror_frame.own(one) }, one.said || "days 0 of the cases' own choice") : "");
  },

  // What each case counts from. Pure.
  own: ({ cases }) => cases.map((item) => `${item.title}: ${item.zero_label || item.note}`).join("; "),

  // Buttons for the first few that every case has, and always for the one chosen. Pure.
  split(milestones, chosen, most) {
    const shared = milestones.filter((one) => !one.lacking.length).slice(0, most);
    const tabs = milestones.filter((one) => shared.includes(one) || one.key === chosen);
    return { tabs, others: milestones.filter((one) => !tabs.includes(one)) };
  },

  // The label column; the lanes' own words, without their buttons.
  labels(one) {
    const { dom: { el, px }, lanes } = window.dash_clientside;
    const label = (item) => (lane) => el("section", {
      className: "lane", "aria-label": `${lane.title}, ${item.title}`, style: { top: px(lane.top), height: px(lane.height) },
    }, el("p", { className: "lane-title" }, lane.title), ...lanes.body(lane, { open: [] }));
    mirror.box("mirror-labels").replaceChildren(...one.meta.blocks.flatMap((block, at) =>
      block.note ? [] : block.lanes.map(label(one.cases[at]))));
    const name = mirror.box("mirror-axis-name");
    name.textContent = mirror_frame.axisName(one);
    name.style.top = px(one.meta.axis_top + 3);
    name.style.maxWidth = px(one.meta.left_px - 10);
  },

  // What days are counted from. Pure.
  axisName({ milestones, view }) {
    const chosen = milestones.find((item) => item.key === view.day0);
    const own = view.zeros.some(Boolean) || !chosen || chosen.key === "own";
    return `Days before and after ${own ? "each day 0" : `the ${chosen.name}`}`;
  },

  // The name of each case along its lanes.
  tags(one) {
    const { el, px } = window.dash_clientside.dom;
    mirror.box("mirror-tags").replaceChildren(...one.meta.blocks.map((block, at) => el("span", {
      className: "mirror-tag", style: { top: px(block.top), height: px(block.bottom - block.top) },
    }, block.bottom - block.top >= mirror_frame.TAG_PX ? el("b", {}, one.cases[at].title) : "")));
  },

  // The axis once more, for a figure taller than the screen: it stays while the lanes scroll under it.
  axis(one) {
    const { dom: { el }, overlay } = window.dash_clientside, bar = mirror.box("mirror-axis"), { meta } = one;
    const above = mirror.box("mirror").getBoundingClientRect().top + meta.axis_top;
    bar.hidden = above >= 44;
    if (bar.hidden) return;
    const end = mirror.box("mirror").clientWidth, inside = ({ x }) => x >= meta.left_px && x <= end;
    const labels = [...overlay.tickLabels(one.ticks), { place: meta.zero, words: "day 0" }];
    bar.replaceChildren(el("b", {}, mirror.box("mirror-axis-name").textContent),
      ...labels.map(({ place, words }) => ({ x: mirror.toPx(place), words })).filter(inside)
        .map(({ x, words }) => el("span", { style: { left: `${x}px` } }, words)),
      ...meta.segments.filter((piece) => piece.zone === "break").map((piece) => el("i", { style: { left: `${mirror.toPx(piece.x0)}px` } })));
  },

  foot(one) {
    const shown = one.meta.blocks.map((block, at) => `${one.cases[at].title} ${block.drawn} of ${one.meta.read[at]}`).join(", ");
    const rest = "the others are in lanes not chosen, outside the window or without a time, and on the page of the case";
    mirror.box("mirror-numbers").textContent = `Statements drawn: ${shown}; ${rest}. Values share one scale; no line joins counts whose times are not exact.`;
    const drawn = one.cases.some((item) => item.studies.some((study) => study.illustration)), many = one.cases.length > 2;
    mirror.box("mirror-pictures").textContent = mirror_frame.pictures(many, drawn);
  },

  // What is said of the pictures. Pure.
  pictures(many, drawn) {
    if (many) return "Pictures are folded here: they are on the pages of the cases.";
    return drawn ? "Pictures marked as illustrations show no patient." : "";
  },

  // Pictures of every case that has a film strip, at their studies' marks.
  film(one) {
    const { el } = window.dash_clientside.dom, { film } = window.dash_clientside, box = mirror.box("mirror-film");
    const strips = one.meta.blocks.map((block, at) => ({ block, item: one.cases[at], lane: block.lanes.find((lane) => lane.film) }));
    while (box.childElementCount < strips.length) box.append(el("div", { className: "film" }));
    while (box.childElementCount > strips.length) box.lastChild.remove();
    strips.forEach(({ block, item, lane }, at) => {
      if (!lane) return box.children[at].replaceChildren();
      box.children[at].dataset.block = at;
      film.draw(box.children[at], mirror_frame.studies(block, item, lane), mirror_frame.place(one, lane));
    });
  },

  // The studies that have a mark, in the order of the record.
  studies(block, item, lane) {
    const marks = Object.fromEntries(block.marks.filter((mark) => mark.lane === lane.name).map((mark) => [mark.id, mark]));
    const order = new Map(item.events.map((event, place) => [event.id, place]));
    return item.studies.filter((study) => marks[study.event])
      .map((study) => ({ ...study, x: mirror.toPx(marks[study.event].x) }))
      .sort((a, b) => order.get(a.event) - order.get(b.event));
  },

  // Where the strip of a lane lies.
  place({ meta }, lane) {
    const width = mirror.box("mirror").clientWidth, low = meta.left_px, reach = width - meta.right_px;
    const writing = meta.segments.find((piece) => piece.zone === "writing"), end = writing ? mirror.toPx(writing.x0) - 16 : reach;
    return {
      film: lane.film, findings: [], findingsTop: 0, findingPx: 0, top: lane.top, marks: 18, low, left0: 0,
      high: end > low + 300 ? Math.min(end, reach) : reach, reach, width, height: meta.height,
    };
  },
};

if (typeof module !== "undefined") module.exports = mirror_frame;
else (window.dash_clientside = window.dash_clientside || {}).mirror_frame = mirror_frame;
