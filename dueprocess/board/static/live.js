// Renews what a page shows when the book has changed, piece by piece: what is the same stays as it
// is, and with it the focus, what was marked with the mouse, opened, ticked or typed.
// Without this the page works all the same.
(() => {
  "use strict";
  const FIELDS = "input, select, textarea";
  const WAIT = 15000; // a stream that is not back by then is lost
  const main = () => document.querySelector("main[data-live]");
  if (!main() || !window.EventSource) return;

  const first = (field) => [...field.options].find((one) => one.defaultSelected) || field.options[0];
  const typed = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") return field.selectedIndex !== (first(field) ? first(field).index : -1);
    return field === document.activeElement || field.value !== field.defaultValue;
  };
  // A row that was ticked may go: what is no longer there cannot be acted on.
  const holds = (node) => node.nodeType === 1
    && [node, ...node.querySelectorAll(FIELDS)].some((one) => one.matches(FIELDS) && one.name !== "pick" && typed(one));

  const text = (node, tag) => (node.querySelector(tag) || node).firstChild?.nodeValue?.trim() || "";
  const leads = (node) => [...node.querySelectorAll("a[href]")].slice(0, 2).map((one) => one.getAttribute("href")).join();
  const KEYS = {
    TR: (node) => node.querySelector("[name=pick]")?.value || leads(node),
    LI: (node) => node.querySelector("[name=pick]")?.value || leads(node),
    SECTION: (node) => text(node, "h2"),
    TABLE: (node) => node.caption ? text(node, "caption") : "",
    FORM: (node) => node.getAttribute("action"),
  };
  const name = (node) => `${node.nodeName} ${node.id || (KEYS[node.nodeName] ? KEYS[node.nodeName](node) : "")}`;

  const attributes = (old, fresh) => {
    const mine = old.matches(FIELDS) && typed(old);
    const kept = (one) => one === "open" || mine && /^(?:value|checked|selected)$/.test(one);
    const here = old.classList.contains("here");
    for (const one of old.getAttributeNames()) if (!kept(one) && !fresh.hasAttribute(one)) old.removeAttribute(one);
    for (const one of fresh.getAttributeNames()) {
      if (!kept(one) && old.getAttribute(one) !== fresh.getAttribute(one)) old.setAttribute(one, fresh.getAttribute(one));
    }
    if (here) old.classList.add("here");
  };
  const children = (old, fresh) => {
    const wanted = new Set([...fresh.childNodes].map(name));
    for (const one of [...old.childNodes]) if (!wanted.has(name(one)) && !holds(one)) one.remove();
    let at = old.firstChild;
    for (const next of [...fresh.childNodes]) {
      let found = at;
      while (found && name(found) !== name(next)) found = found.nextSibling;
      if (!found) { old.insertBefore(document.adoptNode(next), at); continue; }
      if (found === at) at = at.nextSibling; else old.insertBefore(found, at);
      renewed(found, next);
    }
    while (at) { const gone = at; at = at.nextSibling; if (!holds(gone)) gone.remove(); }
  };
  const renewed = (old, fresh) => {
    if (old.nodeType !== 1) { if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue; return; }
    if (old.isEqualNode(fresh) || /^(?:SELECT|TEXTAREA)$/.test(old.tagName) && typed(old)) return;
    attributes(old, fresh);
    children(old, fresh);
  };

  const lost = (is) => { const said = document.getElementById("lost"); if (said) said.hidden = !is; };
  // What takes the server long is asked for seldom: a twentieth of the time at most.
  let begun = 0, rest = 0, waits = false, asks = false, again = false;
  const renew = () => {
    if (asks) again = true; // it changed while the answer was under way
    if (waits || asks) return;
    waits = true;
    setTimeout(async () => {
      waits = false; asks = true; begun = Date.now();
      await ask();
      asks = false; rest = 20 * (Date.now() - begun);
      if (again) { again = false; renew(); }
    }, Math.max(0, begun + rest - Date.now()));
  };
  const ask = async () => {
    const shown = main();
    if (!shown) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (answer.redirected && !holds(shown)) { location.reload(); return; } // logged out meanwhile
      if (!answer.ok || answer.redirected) { lost(true); return; }
      const whole = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = whole.querySelector("main[data-live]");
      const [then, now] = [document, whole].map((one) => one.querySelector(".brand time"));
      if (!fresh || main() !== shown) return;
      const focused = document.activeElement;
      children(shown, fresh);
      if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
      if (then && now) then.textContent = now.textContent;
      if (window.htmx) window.htmx.process(shown);
      lost(false);
    } catch { lost(true); }
  };

  let stream = null, timer = null;
  const listen = (back) => {
    if (stream || document.hidden || !main()) return;
    const made = stream = new EventSource(main().dataset.live);
    made.addEventListener("changed", renew);
    made.addEventListener("open", () => { if (back) renew(); else lost(false); back = false; });
    made.addEventListener("error", () => {
      if (made === stream && made.readyState === EventSource.CLOSED) renew();
      else setTimeout(() => { if (made === stream && made.readyState === EventSource.CONNECTING) lost(true); }, WAIT);
    });
    const every = Number(main().dataset.every || 0);
    if (every) timer = setInterval(renew, every * 1000);
  };
  // A page that nobody sees needs no stream: browsers allow few to one host.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) { listen(true); return; }
    if (stream) stream.close();
    clearInterval(timer);
    stream = null;
  });
  window.addEventListener("pagehide", () => { if (stream) stream.close(); stream = null; clearInterval(timer); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) listen(true); });
  listen(false);
})();
