/** The console's first page: the account names and whether they may be changed. A stand-in until the views come. */
const frame = document.querySelector<HTMLMetaElement>('meta[name="dingtalk-console-frame"]')?.content;
const token = new URLSearchParams(location.hash.slice(1)).get("token");
history.replaceState(null, "", location.pathname);

async function show(): Promise<void> {
  const url = new URL(
    frame === undefined ? "../panel/api/settings" : "../console/api/settings",
    location.href,
  );
  const answer = await fetch(url, {
    headers: {
      ...(frame === undefined ? {} : { "x-dingtalk-console-frame": frame }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
  });
  document.body.textContent = answer.ok ? await answer.text() : String(answer.status);
}

void show();
