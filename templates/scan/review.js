
"use strict";
(() => {
  const rows = Array.from(document.querySelectorAll("fieldset[data-row]"));
  const decided = Array.from(document.querySelectorAll("tr[data-row]"));
  const status = document.getElementById("status");
  const save = document.getElementById("save");
  let unsaved = false;

  const chosen = (row) => {
    const text = row.querySelector("input[type=text]");
    if (text) return text.value.trim();
    return Array.from(row.querySelectorAll("input:checked"), (input) => input.value).join(" ");
  };

  // "none" and letters exclude each other, also where several letters may be chosen.
  const exclude = (row, input) => {
    if (input.type !== "checkbox" || !input.checked) return;
    for (const other of row.querySelectorAll("input:checked")) {
      if (other !== input && (input.value === "none" || other.value === "none")) other.checked = false;
    }
  };

  const tell = () => {
    let done = 0;
    for (const row of rows) {
      const is = chosen(row) !== "";
      row.classList.toggle("done", is);
      done += is ? 1 : 0;
    }
    status.textContent = done + " of " + rows.length + " decided" + (unsaved ? ", not saved yet." : ".");
    save.disabled = done === 0;
  };

  const cell = (text) => {
    const plain = /^[=+\-@\t]/.test(text) ? "'" + text : text;
    return /[",;\n]/.test(plain) ? '"' + plain.replaceAll('"', '""') + '"' : plain;
  };

  const file = () => {
    const lines = [["code", "row", "chosen", "scan"]];
    for (const row of decided) lines.push([row.dataset.code, row.dataset.row, row.dataset.chosen, row.dataset.scan]);
    for (const row of rows) {
      const what = chosen(row);
      if (what) lines.push([row.dataset.code, row.dataset.row, what, row.dataset.scan]);
    }
    return "\ufeff" + lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
  };

  if (!save) return;
  for (const row of rows) {
    row.addEventListener("input", (event) => {
      exclude(row, event.target);
      unsaved = true;
      tell();
    });
  }
  save.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file()], { type: "text/csv;charset=utf-8" }));
    link.download = "decisions.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    unsaved = false;
    tell();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  tell();
})();
