"use strict";
(() => {
  const one = (selector, root) => (root || document).querySelector(selector);
  const all = (selector, root) => [...(root || document).querySelectorAll(selector)];
  const data = JSON.parse(one("#data").textContent);
  const nodes = data.nodes;
  const count = nodes.length;
  const marks = data.rows.map(row => [...row]);
  const evidence = one("#evidence");
  const say = one("#say");
  const box = one("#box");

  all(".script").forEach(element => { element.hidden = false; });

  function make(name, text, className) {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  // How old the run is.
  const started = one("header time");
  if (started) {
    const age = make("span");
    started.after(age);
    const show = () => {
      const seconds = Math.floor((Date.now() - Date.parse(started.dateTime)) / 1000);
      const [size, unit] = seconds < 120 ? [1, "s"] : seconds < 7200 ? [60, "min"] : seconds < 172800 ? [3600, "h"] : [86400, "days"];
      age.textContent = seconds >= 0 ? " (" + Math.floor(seconds / size) + " " + unit + " ago)" : "";
    };
    show();
    setInterval(show, 10000);
  }

  function copies(button) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const code = button.previousElementSibling;
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch (refused) {
        getSelection().selectAllChildren(code);
        document.execCommand("copy");
      }
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
  }
  all(".copy").forEach(copies);

  const there = (row, column) => marks[row] !== undefined && marks[row][column] !== undefined && marks[row][column] !== "·";
  const means = (row, column) => there(row, column) ? data.means[marks[row][column]] : "not declared, so not measured";
  const kind = mark => mark === "N" || mark === "U" ? "u" : mark === "p" || (mark >= "0" && mark <= "9") ? "p" : "r";

  function sentence(row, column) {
    return nodes[row] + " → " + nodes[column] + ": " + means(row, column)
      + (there(column, row) ? "; back: " + means(column, row) : "");
  }

  function term(list, name, text) {
    if (!text) return;
    list.append(make("dt", name), make("dd", text));
  }

  // One direction of a pair, with all that is known of it.
  function direction(row, column) {
    const part = document.createDocumentFragment();
    const heading = make("h3", nodes[row] + " → " + nodes[column] + " ");
    heading.append(make("span", marks[row][column], "key " + kind(marks[row][column])));
    const list = make("dl");
    const cell = data.cells && data.cells[row][column];
    if (cell) {
      const phrase = place => data.phrases[cell[place]];
      term(list, "Outcome", phrase(0) + (kind(marks[row][column]) === "p" ? ", " + means(row, column) : ""));
      term(list, "Why", phrase(1));
      term(list, "Sender", phrase(2));
      term(list, "Receiver", phrase(3));
      term(list, "Coverage", phrase(4));
      term(list, "Command", phrase(5));
      term(list, "Next", phrase(6));
      term(list, "Request", cell[7].startsWith(".") ? data.run + cell[7] : cell[7]);
    } else {
      const listed = document.getElementById("p" + row + "-" + column);
      term(list, "Outcome", means(row, column));
      if (listed) term(list, "Evidence", listed.cells[3].innerText);
    }
    part.append(heading, list);
    return part;
  }

  function show(row, column) {
    say.textContent = sentence(row, column);
    evidence.replaceChildren(direction(row, column));
    if (there(column, row)) evidence.append(direction(column, row));
    const command = make("p", undefined, "cmd");
    const button = make("button", "Copy", "copy");
    button.type = "button";
    command.append(make("code", "x0xtest explain " + data.run.slice(0, 8) + " " + nodes[row] + " " + nodes[column]), button);
    copies(button);
    evidence.append(command);
    evidence.hidden = false;
  }

  function showNode(node) {
    evidence.replaceChildren();
    const chips = (title, pair) => {
      const list = make("p", undefined, "chips");
      let left = 0;
      for (let other = 0; other < count; other++) {
        const [row, column] = pair(other);
        if (!there(row, column)) continue;
        const mark = marks[row][column];
        if (count > 60 && kind(mark) === "p") { left++; continue; }
        const chip = make("span");
        chip.append(make("span", mark, "key " + kind(mark)), " " + nodes[other]);
        list.append(chip);
      }
      if (left > 0) list.append(make("span", left + " proven"));
      evidence.append(make("h3", title), list);
    };
    chips(nodes[node] + " sends to", other => [node, other]);
    chips(nodes[node] + " receives from", other => [other, node]);
    say.textContent = "Pairs of " + nodes[node];
    box.open = true;
    evidence.hidden = false;
    evidence.focus();
    evidence.scrollIntoView({block: "nearest"});
  }

  all("#nodes tbody tr").forEach(row => {
    const head = row.cells[0];
    const button = make("button", nodes[row.dataset.node]);
    button.type = "button";
    head.firstChild.replaceWith(button);
    button.addEventListener("click", () => showNode(Number(row.dataset.node)));
  });

  // The grid: one cell is in the order of tabs, the arrow keys move on.
  const grid = one("#grid");
  if (grid) {
    const at = cell => cell.id.slice(1).split("-").map(Number);
    let current = one("td[tabindex='0']", grid);
    let lit = [];
    const light = cell => {
      lit.forEach(head => head.classList.remove("on"));
      const [row, column] = at(cell);
      lit = [grid.tBodies[0].rows[row].cells[0], grid.tHead.rows[0].cells[column + 1]];
      lit.forEach(head => head.classList.add("on"));
      return [row, column];
    };
    grid.addEventListener("focusin", event => {
      const cell = event.target.closest("td[id]");
      if (!cell) return;
      current.tabIndex = -1;
      current = cell;
      current.tabIndex = 0;
      show(...light(cell));
    });
    grid.addEventListener("mouseover", event => {
      const cell = event.target.closest("td[id]");
      if (cell) say.textContent = sentence(...light(cell));
    });
    const go = (row, column, down, right) => {
      for (let y = row + down, x = column + right; y >= 0 && x >= 0 && y < count && x < count; y += down, x += right) {
        const cell = document.getElementById("c" + y + "-" + x);
        if (cell) { cell.focus(); return; }
      }
    };
    grid.addEventListener("keydown", event => {
      const cell = event.target.closest("td[id]");
      if (!cell) return;
      const [row, column] = at(cell);
      const whole = event.ctrlKey;
      const moves = {
        ArrowUp: () => go(row, column, -1, 0),
        ArrowDown: () => go(row, column, 1, 0),
        ArrowLeft: () => go(row, column, 0, -1),
        ArrowRight: () => go(row, column, 0, 1),
        Home: () => go(whole ? 0 : row, -1, 0, 1),
        End: () => go(whole ? count - 1 : row, count, 0, -1),
        PageUp: () => go(-1, column, 1, 0),
        PageDown: () => go(count, column, -1, 0),
        Enter: () => evidence.focus(),
        " ": () => evidence.focus()
      };
      if (moves[event.key]) {
        event.preventDefault();
        moves[event.key]();
      }
    });
    evidence.addEventListener("keydown", event => {
      if (event.key === "Escape") current.focus();
    });
  }

  // The map of a large fleet: a cross-hair over the image.
  const map = one("#map");
  if (map) {
    const image = one("img", map);
    const cross = one("#cross");
    let row = 0;
    let column = 1;
    const move = (y, x) => {
      row = Math.max(0, Math.min(count - 1, y));
      column = Math.max(0, Math.min(count - 1, x));
      const size = image.clientWidth / count;
      cross.hidden = false;
      cross.style.width = cross.style.height = size + "px";
      cross.style.left = 1 + (column + 0.5) * size + "px";
      cross.style.top = 1 + (row + 0.5) * size + "px";
      if (there(row, column)) {
        show(row, column);
      } else {
        say.textContent = row === column ? nodes[row] + ": the diagonal" : sentence(row, column);
        evidence.hidden = true;
      }
    };
    map.tabIndex = 0;
    map.setAttribute("role", "application");
    map.setAttribute("aria-label", "Matrix of " + count + " nodes; the arrow keys move");
    map.addEventListener("click", event => {
      const edges = image.getBoundingClientRect();
      const size = image.clientWidth / count;
      move(Math.floor((event.clientY - edges.top - 1) / size), Math.floor((event.clientX - edges.left - 1) / size));
    });
    map.addEventListener("keydown", event => {
      const step = event.shiftKey ? 10 : 1;
      const moves = {
        ArrowUp: [row - step, column], ArrowDown: [row + step, column],
        ArrowLeft: [row, column - step], ArrowRight: [row, column + step],
        Home: [row, 0], End: [row, count - 1], PageUp: [row - 10, column], PageDown: [row + 10, column]
      };
      if (moves[event.key]) {
        event.preventDefault();
        move(...moves[event.key]);
      } else if (event.key === "Enter") {
        evidence.focus();
      }
    });
    evidence.addEventListener("keydown", event => {
      if (event.key === "Escape") map.focus();
    });
    const form = one("#lookup");
    one("#labels").append(...nodes.map(label => {
      const option = make("option");
      option.value = label;
      return option;
    }));
    form.addEventListener("submit", event => {
      event.preventDefault();
      const from = nodes.indexOf(form.elements.from.value.trim());
      const to = nodes.indexOf(form.elements.to.value.trim());
      if (from < 0 || to < 0) {
        say.textContent = "No node has this label: " + form.elements[from < 0 ? "from" : "to"].value;
      } else {
        move(from, to);
      }
    });
  }

  // A click on a heading sorts.
  all("table.sortable").forEach(table => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, place) => {
      const button = make("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = row => row.cells[place].dataset.v || row.cells[place].textContent.trim();
        const rows = [...table.tBodies[0].rows].map(row => [key(row), row]);
        rows.sort((a, b) => (down ? -1 : 1) * a[0].localeCompare(b[0], "en", {numeric: true}));
        table.tBodies[0].append(...rows.map(pair => pair[1]));
      });
    });
  });

  const filter = one("#filter");
  if (filter) {
    const rows = all("#list tbody tr").map(row => [row.textContent.toLowerCase(), row]);
    filter.addEventListener("input", () => {
      const wanted = filter.value.trim().toLowerCase();
      let shown = 0;
      rows.forEach(([text, row]) => {
        row.hidden = !text.includes(wanted);
        shown += row.hidden ? 0 : 1;
      });
      one("#shown").textContent = shown + " of " + rows.length + " shown";
    });
  }

  // On a phone the matrix is one tap away; on paper everything is open.
  const narrow = matchMedia("(max-width:600px)");
  box.open = !narrow.matches;
  narrow.addEventListener("change", () => { box.open = !narrow.matches; });
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    closed.forEach(part => { part.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach(part => { part.open = false; }));
})();
