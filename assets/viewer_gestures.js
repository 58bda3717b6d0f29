// Wheel and pointer over a picture; what they mean is for `act`.
const viewer_gestures = {
  NOTCH: 50,

  listen(pane, act) {
    const { face } = pane;
    face.addEventListener("wheel", (event) => viewer_gestures.wheel(pane, act, event), { passive: false });
    face.addEventListener("contextmenu", (event) => event.preventDefault());
    face.addEventListener("dblclick", () => act.fit());
    face.addEventListener("pointerenter", () => act.activate(pane));
    face.addEventListener("focus", () => act.activate(pane));
    face.addEventListener("pointerdown", (event) => viewer_gestures.drag(pane, act, event));
  },

  // A notch of a wheel is a slice, whatever its size; the small steps of a pad are gathered.
  wheel(pane, act, event) {
    event.preventDefault();
    act.activate(pane);
    if (event.ctrlKey) return act.zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
    const notch = viewer_gestures.NOTCH,
      whole = Math.abs(event.deltaY) >= notch || event.deltaMode;
    pane.wheel = whole ? Math.sign(event.deltaY) * notch : pane.wheel + event.deltaY;
    if (Math.abs(pane.wheel) < notch) return undefined;
    act.go(pane, pane.at - Math.sign(pane.wheel));
    pane.wheel = 0;
    return undefined;
  },

  // The left button drags the window, the others (or shift, or on a picture in colour) the picture.
  drag(pane, act, down) {
    const pan = down.button !== 0 || down.shiftKey || viewer_pane.info(pane)?.colour,
      dense = window.devicePixelRatio || 1;
    let [x, y] = [down.clientX, down.clientY];
    if (down.button !== 0) down.preventDefault(); // else the middle button makes the page scroll by itself
    pane.face.setPointerCapture(down.pointerId);
    const move = (event) => {
      const dx = event.clientX - x,
        dy = event.clientY - y,
        from = viewer_pane.windowOf(pane);
      [x, y] = [event.clientX, event.clientY];
      if (pan) act.pan(pane, dx * dense, dy * dense);
      else if (from) act.window(pane, viewer_pixels.dragged(from, dx, dy));
    };
    const end = () => pane.face.removeEventListener("pointermove", move);
    pane.face.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) pane.face.addEventListener(name, end, { once: true });
  },
};

if (typeof module !== "undefined") module.exports = viewer_gestures;
else (window.dash_clientside = window.dash_clientside || {}).viewer_gestures = viewer_gestures;
