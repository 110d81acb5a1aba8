// Older browsers do not open a folded part that holds the target of a link; nothing else here needs a script.
function openTarget() {
  var at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!at) return;
  for (var up = at; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  at.scrollIntoView();
}
addEventListener("hashchange", openTarget);
addEventListener("DOMContentLoaded", openTarget);
