// Another day zero in the browser: what moves, what stays, and when it is more than a shift.
const assert = require("node:assert");
const { test } = require("node:test");
const shift = require("../../assets/shift.js");

const CLOCK = { own: true, own_day: 0, instants: false, dated: true, aged: false, shift: true, calendar: { origin: "2024-03-01", offset: 0, birth: "", instants: false } };
const event = (id, day, more = {}) => ({
  id, earliest: day, latest: day, nominal: day, end_earliest: null, end_latest: null, end_nominal: null, end_words: "", mark: "exact", words: `day ${day}`, ...more,
});
const page = (events, more = {}) => ({ clock: CLOCK, meta: { tells_times: false }, byId: Object.fromEntries(events.map((one) => [one.id, one])), ...more });
const target = (id) => ({ selector: id, event: id });

test("choosing an exact event is a shift by its day, and the own day zero one back", () => {
  const one = page([event("A", 7), event("B", 0)]);
  assert.equal(shift.day(one, target("A")), 7);
  assert.equal(shift.day(one, target("B")), 0);
  assert.equal(shift.day({ ...one, clock: { ...CLOCK, own_day: -7 } }, target("")), -7);
});

test("it is no shift where the server says so, where the figure tells times, or where the event has no exact day", () => {
  const one = page([event("A", 7), event("B", 1, { latest: 3, mark: "bounded" }), event("C", 7, { mark: "order only" })]);
  assert.equal(shift.day({ ...one, clock: { ...CLOCK, shift: false } }, target("A")), null);
  assert.equal(shift.day({ ...one, meta: { tells_times: true } }, target("A")), null);
  for (const id of ["B", "C", "nobody"]) assert.equal(shift.day(one, target(id)), null);
  assert.equal(shift.day({ ...one, clock: { ...CLOCK, own_day: null } }, target("")), null);
});

test("every time is told anew from its numbers", () => {
  const moved = shift.event(event("A", 7, { end_earliest: 9, end_latest: 9, end_nominal: 9, end_words: "day 9", end_state: "known" }), 10, CLOCK);
  assert.deepEqual([moved.earliest, moved.nominal, moved.words, moved.end_latest, moved.end_words], [-3, -3, "day \u22123", -1, "day \u22121"]);
  const open = shift.event(event("B", null, { latest: 12, words: "until day 12", mark: "bounded" }), 10, CLOCK);
  assert.deepEqual([open.earliest, open.latest, open.words], [null, 2, "until day 2"]);
});

test("what nothing counts keeps its words", () => {
  for (const mark of ["as of writing", "not dated"]) assert.equal(shift.event(event("A", null, { latest: null, mark, words: mark }), 3, CLOCK).words, mark);
  const blank = shift.event(event("A", 1, { end_words: "not dated", end_state: "known" }), 1, CLOCK);
  assert.equal(blank.end_words, "not dated");
});

test("instants count hours from another moment, and a time of day on the own clock", () => {
  const instants = { ...CLOCK, instants: true };
  assert.equal(shift.event(event("A", 1.25), 0.75, { ...instants, own: false }).words, "12 h");
  assert.equal(shift.event(event("A", -0.5), -0.75, { ...instants, own: true }).words, "day 0, 06:00");
});

test("twenty shifts and back leave every number and word as it was", () => {
  let one = event("A", 12.34375, { end_earliest: 400, end_latest: 401.5, end_words: "day 400\u2013401.5" }), clock = CLOCK, by = 0;
  const before = JSON.stringify(shift.event(one, 0, CLOCK));
  for (let i = 0; i < 20; i += 1) {
    const step = ((i * 7919) % 1000) / 8 - 60;
    [one, clock, by] = [shift.event(one, step, clock), shift.clock(clock, step, false), by + step];
  }
  one = shift.event(one, -by, shift.clock(clock, -by, true));
  assert.equal(JSON.stringify(one), before);
  assert.equal(shift.clock(clock, -by, true).own_day, 0);
});

test("days in the address go along, other places stay", () => {
  assert.deepEqual(shift.view({ start: "-2.5", stop: "order:0.4", since: "day:4", pins: ["P1", "day:0"], ruler: [] }, 2), {
    start: "-4.5", stop: "order:0.4", since: "day:2", pins: ["P1", "day:-2"], ruler: [],
  });
  assert.equal(shift.token("", 2), "");
});

test("the axis keeps its places and counts other days, breaks included", () => {
  const segments = [{ zone: "days", x0: 0, x1: 100, d0: -1, d1: 9 }, { zone: "break", x0: 100, x1: 116, d0: 9, d1: 40 }, { zone: "order", x0: 116, x1: 200, d0: 0, d1: 0 }];
  assert.deepEqual(shift.segments(segments, 5).map(({ x0, x1, d0, d1 }) => [x0, x1, d0, d1]), [[0, 100, -6, 4], [100, 116, 4, 35], [116, 200, 0, 0]]);
});

test("ticks carry dates or ages where they are asked for and known", () => {
  const segments = [{ zone: "days", x0: 0, x1: 1000, d0: -1, d1: 9 }], asked = { segments, clock: CLOCK, x0: 0, x1: 1000, px: 1000, ink: "#434a52" };
  const plain = shift.axis({ ...asked, beside: "" });
  assert.deepEqual(plain.ticktext.slice(0, 2), ["\u22121", "<b>day 0</b>"]);
  assert.match(shift.axis({ ...asked, beside: "dates" }).ticktext[1], /1 Mar 2024<\/span><br><b>day 0<\/b>$/);
  assert.equal(shift.axis({ ...asked, beside: "age" }).ticktext[1], "<b>day 0</b>");
  const born = { ...CLOCK, calendar: { ...CLOCK.calendar, birth: "2015" } };
  assert.match(shift.axis({ ...asked, clock: born, beside: "age" }).ticktext[1], />8 or 9 y</);
  assert.equal(shift.axis({ ...asked, clock: { ...CLOCK, calendar: null }, beside: "dates" }).ticktext[1], "<b>day 0</b>");
});
