// In front of a room: the next and the previous case of the meeting at hand, by key. Cases are known by their codes alone.
const room = {
  KEYS: { ">": "after", "<": "before" },

  // Where a key leads, or "". Pure.
  way: (key, place) => (place && room.KEYS[key] && place[room.KEYS[key]]) || "",

  async key(event) {
    const { present } = window.dash_clientside;
    if (!room.KEYS[event.key] || !present?.now || present.now.black || !decision.free(event)) return;
    event.preventDefault();
    const { ok, got } = await talk.ask("GET", `present/${present.now.code}/board.json`, { asked: { meeting: present.now.meeting } }), next = ok && room.way(event.key, got.place);
    if (!next) return;
    present.now.going = true;
    window.location.assign(talk.address(present.now.root, `present/${next}`, { meeting: got.place.meeting.id, dates: discreet.asked() && "0" }));
  },
};

if (typeof module !== "undefined") module.exports = room;
else {
  (window.dash_clientside = window.dash_clientside || {}).room = room;
  document.addEventListener("keydown", room.key);
}
