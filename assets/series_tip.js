// What the pointer is on in a row of the series, in words.
const series_tip = {
  NEAR: 9,

  hide() {
    const tip = series.box("tip");
    if (tip) tip.hidden = true;
  },

  move(event) {
    const row = event.target.closest?.(".series-row"), strip = row?.querySelector(".strip"), one = series.now;
    const item = row && one.info && series.row(one, Number(row.dataset.index));
    if (!item || event.target.closest(".cell") !== strip) return series_tip.hide();
    const frame = strip.getBoundingClientRect(), percent = ((event.clientX - frame.left) / frame.width) * 100;
    const lines = series_tip.lines(item, percent, (series_tip.NEAR / frame.width) * 100, one.info);
    series_tip.show(event, lines);
  },

  // The case, and what lies at that place of its strip. Pure.
  lines(item, percent, near, info) {
    const lines = [item.title];
    if (item.note) return [...lines, item.note];
    for (const [number, , from, to] of item.marks) {
      if (percent < from - near || percent > to + near) continue;
      const { name } = info.milestones.find((one) => one.key === info.marks[number]);
      lines.push(`${name}: ${item.told[number]}`);
    }
    const groups = new Set(item.bars.filter((bar) => percent >= bar[2] - near && percent <= Math.max(bar[6] ?? bar[3], bar[3]) + near).map((bar) => info.groups[bar[0]]));
    if (groups.size) lines.push(`treatment: ${[...groups].join(", ")}`);
    const inside = (zone) => zone && percent >= zone.left && percent <= zone.left + zone.width;
    if (inside(info.zones.order) && item.order) lines.push(`${item.order} ${item.order === 1 ? "event" : "events"} of which only an order is known, without an upper limit`);
    if (inside(info.zones.writing)) lines.push(...item.writing);
    if (item.more && groups.size) lines.push(`${item.more} more treatments on the page of the case`);
    return lines;
  },

  show(event, [title, ...lines]) {
    const { el, px } = window.dash_clientside.dom, tip = series.box("tip"), box = tip.parentElement;
    tip.hidden = !lines.length;
    if (tip.hidden) return;
    tip.replaceChildren(el("strong", {}, title), ...lines.map((words) => el("span", {}, words)));
    const frame = box.getBoundingClientRect(), scale = frame.width / box.offsetWidth || 1;
    const x = (event.clientX - frame.left) / scale, y = (event.clientY - frame.top) / scale;
    Object.assign(tip.style, { left: px(Math.min(x + 14, box.offsetWidth - 340)), top: px(y + 18) });
  },
};

if (typeof module !== "undefined") module.exports = series_tip;
else (window.dash_clientside = window.dash_clientside || {}).series_tip = series_tip;
