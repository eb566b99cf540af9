// Keeps an element as the server would draw it now: <div id="…" data-live="2"> is fetched again every two seconds.
for (const element of document.querySelectorAll("[data-live]")) {
  setInterval(async () => {
    if (document.hidden || element.contains(document.activeElement) && document.activeElement !== element) return;
    try {
      const response = await fetch(location.pathname);
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const now = page.getElementById(element.id);
      if (now && now.innerHTML !== element.innerHTML) element.innerHTML = now.innerHTML;
    } catch {
      // The service is away; the next round asks again.
    }
  }, element.dataset.live * 1000);
}
