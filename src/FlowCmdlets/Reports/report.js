"use strict";
// The table of rows: searched, filtered, sorted, and shown page by page, so that 100,000 rows open at once.
(() => {
  const byId = id => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const { columns, states, reasons, rows } = data;
  const [STATE, REASON] = [data.stateColumn, data.reasonColumn];
  const search = byId("search"), state = byId("state"), reason = byId("reason"), size = byId("size");
  const numbers = new Intl.NumberFormat("en-US");
  const texts = new Intl.Collator(undefined, { numeric: true });
  let sorted = { column: 0, descending: false };
  let found = [];
  let page = 0;

  const text = (row, column) =>
    column === STATE ? states[row[STATE]].name
    : column === REASON ? (row[REASON] < 0 ? "" : reasons[row[REASON]])
    : row[column] ?? "";

  const shown = (row, column) =>
    columns[column].type === "duration" && row[column] !== null ? duration(row[column]) : String(text(row, column));

  function duration(seconds) {
    if (seconds < 60) return `${numbers.format(Math.round(seconds * 100) / 100)} s`;
    const whole = Math.round(seconds);
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    return hours > 0 ? `${numbers.format(hours)} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
  }

  // What a search looks through, made when the first one begins.
  let haystack = null;
  const searched = index => {
    haystack ??= rows.map(row => columns.map((_, column) => shown(row, column)).join("\n").toLowerCase());
    return haystack[index];
  };

  function find() {
    const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
    const wantedState = state.value === "" ? -1 : Number(state.value);
    const wantedReason = reason.value === "" ? -1 : Number(reason.value);
    found = [];
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index];
      if (wantedState >= 0 && row[STATE] !== wantedState) continue;
      if (wantedReason >= 0 && row[REASON] !== wantedReason) continue;
      if (words.every(word => searched(index).includes(word))) found.push(index);
    }
    sort();
  }

  function sort() {
    const { column, descending } = sorted;
    const isText = columns[column].type === "text" || columns[column].type === "plain";
    const sign = descending ? -1 : 1;
    const keys = new Map(found.map(index => [index, isText ? text(rows[index], column) : rows[index][column]]));
    // Rows without a value come last in both directions.
    const isMissing = key => key === null || key === "";
    found.sort((left, right) => {
      const a = keys.get(left), b = keys.get(right);
      if (isMissing(a) || isMissing(b)) return isMissing(a) - isMissing(b) || left - right;
      const order = isText ? texts.compare(a, b) : a < b ? -1 : a > b ? 1 : 0;
      return order * sign || left - right;
    });
    page = 0;
    show();
  }

  function show() {
    const perPage = Number(size.value);
    const pages = Math.max(1, Math.ceil(found.length / perPage));
    page = Math.min(Math.max(page, 0), pages - 1);
    const first = page * perPage;
    const part = found.slice(first, first + perPage);
    byId("body").replaceChildren(...part.map(index => toRow(rows[index])));
    byId("status").textContent =
      found.length === 0 ? "No row matches."
      : `Rows ${numbers.format(first + 1)}–${numbers.format(first + part.length)} of ${numbers.format(found.length)}`
        + (found.length < rows.length ? ` that match (${numbers.format(rows.length)} in all)` : "");
    byId("page").textContent = `Page ${numbers.format(page + 1)} of ${numbers.format(pages)}`;
    byId("first").disabled = byId("previous").disabled = page === 0;
    byId("next").disabled = byId("last").disabled = page === pages - 1;
    [...byId("columns").children].forEach((header, column) =>
      header.setAttribute("aria-sort", column !== sorted.column ? "none" : sorted.descending ? "descending" : "ascending"));
  }

  function toRow(row) {
    const line = document.createElement("tr");
    columns.forEach((column, index) => {
      const cell = document.createElement(index === 0 ? "th" : "td");
      if (index === 0) cell.scope = "row";
      cell.className = column.type === "text" || column.type === "plain" ? column.type : "number";
      const content = document.createElement("bdi");
      if (index === STATE) content.className = states[row[STATE]].style;
      // An error code may break after a dot, and only there.
      shown(row, index).split(/(?<=\.)/).forEach((part, at) => content.append(...(at ? [document.createElement("wbr"), part] : [part])));
      cell.append(content);
      line.append(cell);
    });
    return line;
  }

  function option(select, value, label) {
    const added = document.createElement("option");
    added.value = value;
    added.textContent = label;
    select.append(added);
  }

  columns.forEach((column, index) => {
    const header = document.createElement("th");
    header.scope = "col";
    if (column.type === "number" || column.type === "duration") header.className = "number";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = column.name;
    button.addEventListener("click", () => {
      sorted = { column: index, descending: sorted.column === index && !sorted.descending };
      sort();
    });
    header.append(button);
    byId("columns").append(header);
  });
  states.forEach((item, index) => { if (item.count > 0) option(state, index, `${item.name} (${numbers.format(item.count)})`); });
  // Reasons are sorted by how many rows have them; a list that is too long helps no one.
  reasons.slice(0, 200).forEach((item, index) => option(reason, index, item.length > 80 ? `${[...item].slice(0, 80).join("")}…` : item));

  search.addEventListener("input", find);
  for (const select of [state, reason]) select.addEventListener("change", find);
  size.addEventListener("change", show);
  byId("tools").addEventListener("submit", event => event.preventDefault());
  byId("tools").addEventListener("reset", () => setTimeout(find));
  const turn = (id, to) => byId(id).addEventListener("click", () => { page = to(); show(); });
  turn("first", () => 0);
  turn("previous", () => page - 1);
  turn("next", () => page + 1);
  turn("last", () => Infinity);

  // "Show these rows" of a group of failures.
  for (const button of document.querySelectorAll("button.show")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      search.value = "";
      state.value = button.dataset.state;
      reason.value = button.dataset.reason;
      find();
      byId("rows").scrollIntoView();
      byId("rows").focus({ preventScroll: true });
    });
  }

  // Paper has no disclosure triangles.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach(details => { details.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach(details => { details.open = false; }));

  byId("table").hidden = false;
  find();
})();
