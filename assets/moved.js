// Takes the reader of a page that has moved to its new address, at the same place of the page. Without it the page says
// where it stands now, and so does each place of it.
(function () {
  "use strict";

  var now = document.querySelector("a[data-moved]");
  if (now) {
    window.location.replace(now.href + window.location.hash);
  }
})();
