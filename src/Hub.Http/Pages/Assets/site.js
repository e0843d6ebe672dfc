// The static edition: searches the list of a release in the browser. No server is asked but for the files beside this one.
"use strict";
(async () => {
  const pageSize = 20;
  const main = document.getElementById("main");
  const language = main.dataset.language;
  const hub = main.dataset.hub;
  const count = document.getElementById("count");
  const results = document.getElementById("results");
  const cards = document.getElementById("cards");
  const more = document.getElementById("more");
  const groups = document.getElementById("groups");
  const form = document.querySelector("form");
  form.addEventListener("submit", (event) => event.preventDefault());

  // Some stores hand out .gz files with Content-Encoding, and the browser has unpacked them already: the first bytes tell.
  const readList = async () => {
    const answer = await fetch("../search.json.gz");
    if (!answer.ok) throw new Error(answer.status);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const stream = new Blob([bytes]).stream();
    return new Response(isPacked ? stream.pipeThrough(new DecompressionStream("gzip")) : stream).json();
  };

  let words, list;
  try {
    [words, list] = await Promise.all([fetch(`words.${language}.json`).then((answer) => answer.json()), readList()]);
  } catch (fault) {
    count.textContent = words?.["search.offline"] ?? "The list of the release could not be read.";
    results.removeAttribute("aria-busy");
    console.warn(fault);
    return;
  }

  const column = Object.fromEntries(list.columns.map((name, place) => [name, place]));
  const facets = ["kind", "level", "field", "creditSystem", "mode", "language", "country", "provider"].filter((name) => name in column);
  const limits = ["creditsMin", "creditsMax", "priceMax", "startFrom", "startUntil"];
  const label = { level: (v) => format("fact.eqf.level", v), kind: (v) => words[`kind.${v}`], mode: (v) => words[`mode.${v}`], country: (v) => words[`country.${v}`], language: (v) => words[`language.${v}`], field: (v) => words[`field.${v}`] };
  const legend = { creditSystem: "filter.credits" };
  const number = (value) => {
    const [whole, rest] = String(value).split(".");
    return whole.replace(/\B(?=(\d{3})+$)/g, words["format.group"]) + (rest ? words["format.decimal"] + rest : "");
  };
  const format = (key, ...values) => words[key].replace(/\{(\d)\}/g, (_, place) => values[place]);
  const date = (day) => {
    const [year, month, place] = day.split("-").map(Number);
    return words["format.date"].replace("{day}", place).replace("{month}", words["format.months"].split(" ")[month - 1]).replace("{year}", year);
  };
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const best = (texts) => (texts ? (language in texts ? [language, texts[language]] : "en" in texts ? ["en", texts.en] : Object.entries(texts)[0]) : undefined);
  const codes = (entry, name) => { const value = entry[column[name]]; return value === null || value === undefined ? [] : [].concat(value).map((i) => list.facets[name][i]); };
  // A broad field holds the narrower ones; only broad ones are offered.
  const valuesOf = (entry, name) => [...new Set(codes(entry, name).map((f) => (name === "field" ? f.value.slice(0, 2) : f.value)))];

  const entries = list.entries.map((entry) => ({
    entry,
    title: wordsOf(Object.values(entry[column.title]).join(" ")),
    rest: wordsOf([entry[column.id], ...codes(entry, "provider").flatMap((p) => Object.values(p.label ?? {}))].join(" ")),
    values: Object.fromEntries(facets.map((name) => [name, valuesOf(entry, name)])),
  }));

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== null) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== undefined && child !== null));
    return made;
  };

  const named = (name, value) => {
    const own = label[name]?.(value);
    if (own) return [undefined, own];
    return best(list.facets[name].find((f) => f.value === value)?.label) ?? [undefined, value];
  };

  const chosen = Object.fromEntries(facets.map((name) => [name, new Set()]));
  let found = [];
  let shown = 0;

  const scoreOf = (item, asked) => {
    let score = 0;
    for (const word of asked) {
      const inTitle = item.title.includes(word) ? 12 : item.title.some((w) => w.startsWith(word)) ? 6 : 0;
      const points = inTitle || (item.rest.some((w) => w.startsWith(word)) ? 1 : 0);
      if (!points) return 0;
      score += points;
    }
    return score || 1;
  };

  // What was filled in, where it can be read: people write decimals with a comma too. Days are compared as they are written.
  const limitOf = (name) => {
    const field = form.elements[name];
    const text = field.value.trim();
    const isRead = field.type === "date" || /^\d+([.,]\d+)?$/.test(text);
    if (text && !isRead) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    return !text || !isRead ? undefined : field.type === "date" ? text : Number(text.replace(",", "."));
  };

  // As the hub's own search does: what an entry does not say meets no limit.
  const within = ({ entry }, limit) => {
    const [credits, price, start] = ["credits", "price", "start"].map((name) => entry[column[name]] ?? undefined);
    const least = (value, bound) => bound === undefined || (value !== undefined && value >= bound);
    const most = (value, bound) => bound === undefined || (value !== undefined && value <= bound);
    return least(credits, limit.creditsMin) && most(credits, limit.creditsMax) && most(price, limit.priceMax) && least(start, limit.startFrom) && most(start, limit.startUntil);
  };

  const missing = (item) => facets.filter((name) => chosen[name].size > 0 && !item.values[name].some((v) => chosen[name].has(v)));

  const search = () => {
    const asked = wordsOf(form.q.value).slice(0, 10);
    const limit = Object.fromEntries(limits.map((name) => [name, limitOf(name)]));
    const counts = Object.fromEntries(facets.map((name) => [name, new Map()]));
    found = [];
    for (const item of entries) {
      const score = scoreOf(item, asked);
      if (!score || !within(item, limit)) continue;
      const kept = missing(item);
      if (kept.length > 1) continue;
      for (const name of kept.length ? kept : facets) for (const value of item.values[name]) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
      if (!kept.length) found.push([score, item]);
    }
    found.sort((a, b) => b[0] - a[0]);
    count.textContent = format("search.count", number(found.length));
    cards.replaceChildren();
    shown = 0;
    show();
    offer(counts);
    const query = new URLSearchParams([["q", form.q.value], ...facets.flatMap((name) => [...chosen[name]].map((v) => [name, v])), ...limits.map((name) => [name, form.elements[name].value.trim()])].filter(([, v]) => v));
    history.replaceState(null, "", query.size ? "#" + query : location.pathname);
  };

  const show = () => {
    for (const [, { entry }] of found.slice(shown, shown + pageSize)) cards.append(card(entry));
    shown += pageSize;
    more.hidden = shown >= found.length;
    if (!found.length) cards.append(element("li", { class: "empty" }, words["search.nothing"]));
  };

  const card = (entry) => {
    const value = (name) => entry[column[name]] ?? undefined;
    const [titleLanguage, title] = best(value("title"));
    const text = element("span", { lang: titleLanguage, dir: "auto" }, title);
    const id = value("id");
    const facts = [
      ...codes(entry, "level").map((l) => format("fact.eqf.level", l.value)),
      value("credits") !== undefined ? `${number(value("credits"))} ${codes(entry, "creditSystem")[0]?.value ?? ""}` : undefined,
      ...codes(entry, "mode").map((m) => named("mode", m.value)[1]),
      codes(entry, "language").map((l) => named("language", l.value)[1]).join(", ") || undefined,
      value("start") ? format("fact.starts", date(value("start"))) : undefined,
      value("price") !== undefined ? (value("price") === 0 ? words["fact.free"] : `${number(value("price"))} ${codes(entry, "currency")[0]?.value ?? ""}`) : undefined,
    ].filter(Boolean);
    return element("li", {}, element("article", { class: "card" },
      element("p", { class: "kind" }, codes(entry, "kind").map((k) => named("kind", k.value)[1]).join(", ")),
      element("h3", {}, hub ? element("a", { href: `${hub}/entries/${encodeURIComponent(id)}` }, text) : text),
      element("p", { class: "by" }, ...codes(entry, "provider").flatMap((p, i) => { const [lang, name] = named("provider", p.value); return [i ? ", " : "", element("span", { lang, dir: "auto" }, name)]; }), ...codes(entry, "country").map((c) => ` · ${named("country", c.value)[1]}`)),
      element("ul", { class: "facts" }, ...facts.map((fact) => element("li", {}, fact))),
      element("p", { class: "small" }, id)));
  };

  const offer = (counts) => {
    const held = document.activeElement?.closest("#groups") ? [document.activeElement.name, document.activeElement.value] : null;
    groups.replaceChildren(...facets.map((name) => {
      const values = [...new Set([...counts[name].keys(), ...chosen[name]])];
      const byCount = (a, b) => (counts[name].get(b) ?? 0) - (counts[name].get(a) ?? 0) || (a < b ? -1 : 1);
      values.sort(name === "level" || name === "field" ? undefined : byCount);
      const boxes = values.slice(0, 40).map((value) => {
        const [lang, text] = named(name, value);
        const box = element("input", { type: "checkbox", name, value });
        box.checked = chosen[name].has(value);
        box.addEventListener("change", () => { if (box.checked) chosen[name].add(value); else chosen[name].delete(value); search(); });
        return element("label", { class: "option" }, box, element("span", { lang, dir: "auto" }, text), element("span", { class: "n" }, number(counts[name].get(value) ?? 0)));
      });
      return boxes.length ? element("fieldset", {}, element("legend", {}, words[legend[name] ?? `filter.${name}`]), element("div", { class: "options" }, ...boxes)) : null;
    }).filter(Boolean));
    if (held) [...groups.querySelectorAll("input")].find((i) => i.name === held[0] && i.value === held[1])?.focus({ preventScroll: true });
  };

  // A search can be passed on as an address.
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (name === "q" || limits.includes(name)) form.elements[name].value = value;
    else chosen[name]?.add(value);
  }

  let waiting = 0;
  for (const name of ["q", ...limits]) form.elements[name].addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  more.addEventListener("click", show);
  search();
  results.removeAttribute("aria-busy");
})();
