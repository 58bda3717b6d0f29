// What is new since a case was last discussed: lit on the timeline by the veil of "since", and listed.
const news = {
  LISTED: 40, // of a large case
  POINT: "last-meeting", // the moment of "since" that is no event and no day

  chosen: (one) => (one.view.since === news.POINT && one.board?.since ? news.POINT : ""),

  // The events as "since" sorts them: new and changed ones are lit, all others dimmed. Pure.
  sorted(events, { added, changed }) {
    const of = (ids) => events.filter((event) => ids.includes(event.id));
    const lit = [of(added), of(changed)], ids = new Set([...added, ...changed]);
    const lists = [["New", lit[0]], ["Changed", lit[1]]].filter(([, list]) => list.length);
    return { after: lit.flat(), perhaps: [], before: events.filter((event) => !ids.has(event.id)), ended: [], lists };
  },

  // What is new, in words. Pure.
  words({ added, changed, gone, fields, count }) {
    if (!count) return "nothing is new";
    const parts = [added.length && `${added.length} new`, changed.length && `${changed.length} changed`, gone.length && `${gone.length} no longer told`];
    return [...parts.filter(Boolean), ...fields.map((name) => `${name} changed`)].join(", ");
  },

  // Which meeting it was. Pure.
  meeting: ({ meeting }) => [meeting.title, talk.day(meeting.date)].filter(Boolean).join(", "),

  draw(one, box) {
    const found = one.board.since, gone = found.gone.length ? ` No longer told: ${found.gone.join("; ")}.` : "";
    const ids = [...found.added, ...found.changed];
    one.since = { ...news.sorted(one.events, found), lit: ids };
    if (!one.whole) records.tell(one, ids.slice(0, news.LISTED)).then((came) => came && news.chosen(one) && since.draw(one));
    box.replaceChildren(`Since ${news.meeting(found)}: ${news.words(found)}.${gone} `, points.away("Show everything", () => since.set("")));
    since.table(one);
  },

  press() {
    const one = timeline.now;
    const found = one.board?.since;
    if (!found) return points.say("No meeting has discussed this case before.");
    const lit = found.added.length + found.changed.length;
    if (!lit && !news.chosen(one)) return points.say(`Since ${news.meeting(found)}: ${news.words(found)}.`);
    since.set(news.chosen(one) ? "" : news.POINT);
  },
};

if (typeof module !== "undefined") {
  globalThis.talk = require("./talk.js");
  module.exports = news;
} else (window.dash_clientside = window.dash_clientside || {}).news = news;
