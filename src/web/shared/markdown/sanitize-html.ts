/**
 * The last gate before HTML text becomes nodes: an allow-list of the tags our Markdown renderer writes.
 * Everything else is dropped, whatever the renderer did wrong. Needs a browser's DOM.
 */
import DOMPurify from "dompurify";
import { UPLOADED_PICTURES } from "./uploaded-pictures.ts";

const TAGS =
  "p br hr h1 h2 h3 h4 h5 h6 strong em s ul ol li blockquote code pre table thead tbody tr th td a span img".split(
    " ",
  );
const ATTRIBUTES = ["href", "target", "rel", "class", "start", "title", "src", "alt"];

export function sanitizeHtml(html: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:|\/_emulator\/uploads\/)/i,
    // Without this DOMPurify holds these values, too, against the address rule above and drops them.
    ADD_URI_SAFE_ATTR: ["target", "rel", "start", "alt"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const picture of fragment.querySelectorAll("img"))
    if (!picture.getAttribute("src")?.startsWith(UPLOADED_PICTURES)) picture.remove();
  return fragment;
}
