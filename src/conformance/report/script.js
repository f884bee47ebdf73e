(() => {
  "use strict";
  const form = document.getElementById("filters");
  const cases = Array.from(document.querySelectorAll(".case"));
  const groups = Array.from(document.querySelectorAll(".group"));
  const nothing = document.querySelector(".nothing");

  // A link to a case, from this page or from elsewhere, unfolds it.
  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.classList.contains("case")) return;
    if (target.hidden && form) form.reset();
    target.closest(".group").open = true;
    target.open = true;
    target.scrollIntoView();
    target.querySelector("summary").focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll(".case.failed").forEach((row) => { row.open = true; });
  });
  if (!form) return;

  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  };
  const filter = () => {
    const data = new FormData(form);
    const words = String(data.get("text")).toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set(data.getAll("verdict"));
    const level = data.get("level");
    const suite = data.get("suite");
    let shown = 0;
    for (const row of cases) {
      row.hidden = !verdicts.has(row.dataset.verdict) || (level && row.dataset.level !== level) ||
        (suite && row.dataset.suite !== suite) || !words.every((word) => textOf(row).includes(word));
      if (!row.hidden) shown += 1;
    }
    for (const group of groups) {
      const left = group.querySelectorAll(".case:not([hidden])").length;
      group.hidden = left === 0;
      group.querySelector(".count").textContent = String(left);
      if (words.length > 0 && left > 0) group.open = true;
    }
    form.elements.shown.value = `${shown} of ${cases.length} cases`;
    nothing.hidden = shown > 0;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  form.hidden = false;
  filter();
  openTarget();
})();
