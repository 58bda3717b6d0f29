// What the two windows of a presentation say to each other: same browser, no server. A browser without channels has one
// window that works alone.
const present_channel = {
  open(code, heard) {
    if (!window.BroadcastChannel) return { say: () => {} };
    const channel = new BroadcastChannel(`timeline-present-${code}`);
    channel.addEventListener("message", ({ data }) => heard(data));
    return { say: (data) => channel.postMessage(data) };
  },
};

if (typeof module !== "undefined") module.exports = present_channel;
else (window.dash_clientside = window.dash_clientside || {}).present_channel = present_channel;
