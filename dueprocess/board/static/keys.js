// j and k walk the rows, Enter opens one, x ticks it; u, s, i and v go on to the preview of urging,
// an order, an interview or a verification of what is ticked; / goes to the search, Escape shuts
// the menu.
// Without this the page works all the same.
(() => {
  "use strict";
  let at = -1;
  const rows = () => [...document.querySelectorAll(".row")];
  const typing = (target) => /^(INPUT|SELECT|TEXTAREA|BUTTON)$/.test(target.tagName) && target.type !== "checkbox";
  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    const link = all[at].querySelector("a");
    all.forEach((row, n) => row.classList.toggle("here", n === at));
    all[at].scrollIntoView({ block: "nearest" });
    if (link) link.focus();
  };
  const pick = () => document.querySelector(".row.here [name=pick]");
  const ACTS = { u: "urge", s: "order", i: "interview", v: "verify" };
  // The row one stands on is meant where none is ticked; nothing is done before the preview.
  const act = (wanted) => {
    const form = document.getElementById("batch"), choice = form && form.elements.act;
    if (!choice || ![...choice.options].some((one) => one.value === wanted)) return;
    const here = pick();
    if (!document.querySelector("[name=pick]:checked")) { if (!here) return; here.checked = true; }
    choice.value = wanted;
    form.requestSubmit();
  };
  const shut = (but) => document.querySelectorAll("nav.menu details[open]").forEach((group) => {
    if (group !== but) group.open = false;
  });
  document.addEventListener("click", (event) => shut(event.target.closest("nav.menu details")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.querySelector("nav.menu details[open]");
      shut(null);
      if (open) open.querySelector("summary").focus();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "x" && pick()) pick().click();
    else if (ACTS[event.key]) act(ACTS[event.key]);
    else if (event.key === "/") {
      const field = document.getElementById("q");
      if (field) { event.preventDefault(); field.focus(); }
    }
  });
})();
