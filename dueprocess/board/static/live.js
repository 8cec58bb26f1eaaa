// Renews the part of the page that shows the book, when the book has changed; never while somebody
// has ticked or typed something in it. Without this the page works all the same.
(() => {
  "use strict";
  const part = () => document.getElementById("live");
  const busy = () => {
    const shown = part();
    return !shown || shown.querySelector("[name=pick]:checked") !== null
      || shown.contains(document.activeElement) && document.activeElement.tagName !== "A";
  };
  const renew = async () => {
    if (busy()) return;
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.redirected) { location.reload(); return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
    if (answer.ok && fresh && !busy()) part().replaceWith(document.adoptNode(fresh));
  };
  if (part() && window.EventSource) new EventSource("/events").addEventListener("changed", renew);
})();
