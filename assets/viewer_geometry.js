// Where a picture goes on its canvas, how large, and how long its scale bar is. Pure.
const viewer_geometry = {
  BARS_MM: [200, 100, 50, 20, 10, 5, 2, 1],
  // Pictures whose sizes differ by more, such as a whole body and a knee, are drawn each to fit.
  MOST_APART: 2.2,

  // Width and height of a picture in mm, or in widths of a pixel where the header gives no mm.
  size: (info) => [
    info.columns * (info.spacing ? info.spacing[1] : 1),
    info.rows * (info.spacing ? info.spacing[0] : info.aspect),
  ],

  // Screen px for one mm (or pixel) at which each of `panes` ({info, width, height, rim}) fits between the letters
  // above and below; one for all where all know their mm, so that what is as large looks as large.
  scales(panes) {
    const own = panes.map(({ info, width, height, rim = 0 }) => {
      const [across, down] = viewer_geometry.size(info);
      return Math.min(width / across, Math.max(height - 2 * rim, height / 2) / down);
    });
    const alike = Math.max(...own) <= viewer_geometry.MOST_APART * Math.min(...own);
    return alike && panes.every(({ info }) => info.spacing) ? own.map(() => Math.min(...own)) : own;
  },

  // Left, top, width, height; on whole px where a pixel is one px, so that nothing is interpolated.
  place(info, { width, height }, scale, pan) {
    const [across, down] = viewer_geometry.size(info).map((size) => size * scale);
    const exact = Math.abs(across - info.columns) < 1e-6 && Math.abs(down - info.rows) < 1e-6;
    const edge = (room, size, shift) => {
      const at = room / 2 - size / 2 + shift * size;
      return exact ? Math.round(at) : at;
    };
    return {
      left: edge(width, across, pan[0]),
      top: edge(height, down, pan[1]),
      width: exact ? info.columns : across,
      height: exact ? info.rows : down,
      exact,
    };
  },

  // A length for the scale bar, in mm, of a quarter of `room` screen px at most; null without mm.
  bar: (info, scale, room) => (info.spacing && viewer_geometry.BARS_MM.find((mm) => mm * scale <= room / 4)) || null,
};

if (typeof module !== "undefined") module.exports = viewer_geometry;
else (window.dash_clientside = window.dash_clientside || {}).viewer_geometry = viewer_geometry;
