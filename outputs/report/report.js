"use strict";
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const one = (selector) => document.querySelector(selector);
  const bar = one(".filter");
  bar.hidden = false;

  // The card repeats the record's table row; only text is copied, never markup.
  function entry(row) {
    const list = document.createElement("dl");
    const heads = all("th", row.closest("table")).map((head) => head.textContent);
    Array.from(row.cells).forEach((cell, number) => {
      if (!cell.textContent) return;
      const term = document.createElement("dt");
      const value = document.createElement("dd");
      term.textContent = heads[number];
      value.textContent = cell.textContent;
      list.append(term, value);
    });
    return list;
  }

  function show(mark) {
    const card = mark.closest(".reading").querySelector(".card");
    const rows = mark.dataset.r.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
    card.replaceChildren(...rows.map(entry));
    card.hidden = false;
    all(".m.now").forEach((other) => other.classList.remove("now"));
    mark.classList.add("now");
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.m");
    if (!mark) return;
    event.preventDefault();
    show(mark);
  });

  function openAround(element) {
    for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  }

  function follow() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    openAround(target.matches(".doc") ? target.querySelector("details") : target);
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", follow);
  follow();

  function filter() {
    const code = one("#indicator").value;
    const doubtful = one("#doubtful").checked;
    const name = one("#name").value.trim();
    const narrowed = Boolean(code || doubtful);
    all("section.doc").forEach((section) => {
      const matching = new Set();
      all("table.observations tbody tr", section).forEach((row) => {
        const fits = (!code || row.dataset.code === code) && (!doubtful || row.classList.contains("doubtful"));
        row.hidden = !fits;
        if (fits) matching.add(row.id);
      });
      all("a.m", section).forEach((mark) => {
        mark.classList.toggle("dim", narrowed && !mark.dataset.r.split(" ").some((id) => matching.has(id)));
      });
      const named = !name || section.querySelector("h2").textContent.includes(name);
      section.hidden = !named || (narrowed && !matching.size);
    });
    all("table.documents tbody tr").forEach((row) => {
      row.hidden = Boolean(name) && !row.cells[0].textContent.includes(name);
    });
  }
  ["indicator", "doubtful", "name"].forEach((id) => one("#" + id).addEventListener("input", filter));

  const openAll = (open) => all("section.doc > details").forEach((details) => { details.open = open; });
  one("#open").addEventListener("click", () => openAll(true));
  one("#close").addEventListener("click", () => openAll(false));
  window.addEventListener("beforeprint", () => all("details").forEach((details) => { details.open = true; }));
})();
