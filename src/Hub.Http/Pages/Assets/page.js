// Everything works without this script. With it the search answers while one types, and no more can be picked than fit.
"use strict";
(() => {
  const most = 4;

  // Search: asks for the page that the form would lead to and shows its results in place.
  const form = document.querySelector("form[data-live]");
  const results = form && document.getElementById(form.dataset.live);
  if (results) {
    let waiting = 0;
    let asked = null;

    const address = () => {
      const data = [...new FormData(form)].filter(([, value]) => value !== "");
      const query = new URLSearchParams(data).toString();
      return form.action + (query ? "?" + query : "");
    };

    const refresh = async () => {
      asked?.abort();
      asked = new AbortController();
      const url = address();
      results.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: asked.signal });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const found = page.getElementById(results.id);
        if (!found) { location.assign(url); return; }
        results.replaceChildren(...found.childNodes);
        exchangeOptions(page);
        history.replaceState(null, "", url);
        results.removeAttribute("aria-busy");
        limit();
      } catch (fault) {
        if (fault.name === "AbortError") return;
        results.removeAttribute("aria-busy");
        const status = document.createElement("p");
        status.className = "alert";
        status.setAttribute("role", "alert");
        status.textContent = form.dataset.problem;
        results.prepend(status);
      }
    };

    // The filters on offer change with what is found; the one in hand keeps the focus.
    const exchangeOptions = (page) => {
      const held = document.activeElement;
      const isFilter = held?.closest(".groups") && held.type === "checkbox";
      const place = isFilter ? [held.name, held.value] : null;
      if (!place && held?.closest(".groups")) return;
      const fresh = page.querySelector(".groups");
      const old = document.querySelector(".groups");
      if (!fresh || !old) return;
      const scrolled = new Map([...old.querySelectorAll(".options")].map((box) => [box.querySelector("input")?.name, box.scrollTop]));
      old.replaceChildren(...fresh.childNodes);
      for (const box of old.querySelectorAll(".options")) box.scrollTop = scrolled.get(box.querySelector("input")?.name) ?? 0;
      if (place) [...old.querySelectorAll("input")].find((i) => i.name === place[0] && i.value === place[1])?.focus({ preventScroll: true });
    };

    form.addEventListener("input", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, event.target.type === "checkbox" ? 0 : 250);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      refresh();
    });
  }

  // Comparing: no more than four.
  const picked = () => [...document.querySelectorAll('input[name="id"][form="compare"]')];
  const limit = () => {
    const count = picked().filter((box) => box.checked).length;
    for (const box of picked()) box.disabled = !box.checked && count >= most;
  };
  document.addEventListener("change", (event) => { if (event.target.matches('input[name="id"][form="compare"]')) limit(); });
  limit();
})();
