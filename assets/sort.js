// Sorts the rows of a table by a column. A page is complete without it: the table is written in order, by place.
//
// A table that may be sorted has data-said, how a change is told: "Sorted by". A column of it has data-name, and in
// data-first and data-last the words for its two orders; what becomes a button is its .sort, which has the room of one
// already. A cell is sorted by its data-sort, whatever it shows; an empty one stays last either way.
(function () {
  "use strict";

  function value(row, column) {
    return row.cells[column].getAttribute("data-sort") || "";
  }

  // Negative when row a goes before row b.
  function order(a, b, column, direction) {
    var one = value(a, column), other = value(b, column);
    if (one === "" || other === "") {
      return (one === "") - (other === "");
    }
    return direction * one.localeCompare(other, document.documentElement.lang || undefined, { numeric: true });
  }

  function sort(table, header, column, told) {
    var ascending = header.getAttribute("aria-sort") !== "ascending";
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (a, b) {
      return order(a, b, column, ascending ? 1 : -1);
    });
    rows.forEach(function (row) {
      body.appendChild(row);
    });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) {
      other.removeAttribute("aria-sort");
    });
    header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    told.textContent = table.getAttribute("data-said") + " " + header.getAttribute("data-name") + ", " + say(header) + ".";
  }

  // The words for the order a column is in, shown beside its name.
  function say(header) {
    var words = header.getAttribute(header.getAttribute("aria-sort") === "ascending" ? "data-first" : "data-last");
    header.querySelector("button").setAttribute("data-order", words);
    return words;
  }

  // A header's words become a button that sorts.
  function prepare(table) {
    var told = document.createElement("p");
    told.className = "visually-hidden";
    told.setAttribute("role", "status");
    table.parentNode.insertBefore(told, table.nextSibling);
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (header, column) {
      var words = header.querySelector(".sort");
      if (!words) {
        return;
      }
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      while (words.firstChild) {
        button.appendChild(words.firstChild);
      }
      button.addEventListener("click", function () {
        sort(table, header, column, told);
      });
      header.replaceChild(button, words);
      if (header.hasAttribute("aria-sort")) {
        say(header);
      }
    });
  }

  // A browser that does not tell its style sheets of scripts keeps no room for buttons.
  if (window.matchMedia("(scripting: enabled)").matches) {
    Array.prototype.forEach.call(document.querySelectorAll("table[data-said]"), prepare);
  }
})();
