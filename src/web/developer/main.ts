/** The developer page's entry: says which elements the page is made of. The HTML already holds `developer-app`. */
import { AvatarBadge } from "../shared/elements/avatar-badge.ts";
import { defineElements } from "../shared/elements/define-elements.ts";
import { MenuButton } from "../shared/elements/menu-button.ts";
import { ApplyView } from "./elements/apply-view.ts";
import { AppMonth } from "./elements/app-month.ts";
import { AppsView } from "./elements/apps-view.ts";
import { CopyButton } from "./elements/copy-button.ts";
import { CoverageView } from "./elements/coverage-view.ts";
import { DeveloperApp } from "./elements/developer-app.ts";
import { FaultsView } from "./elements/faults-view.ts";
import { FilesView } from "./elements/files-view.ts";
import { GuideView } from "./elements/guide-view.ts";
import { TimeView } from "./elements/time-view.ts";
import { WebhooksView } from "./elements/webhooks-view.ts";
import { WireEntry } from "./elements/wire-entry.ts";
import { WireView } from "./elements/wire-view.ts";

defineElements({
  "avatar-badge": AvatarBadge,
  "menu-button": MenuButton,
  "copy-button": CopyButton,
  "apply-view": ApplyView,
  "app-month": AppMonth,
  "apps-view": AppsView,
  "coverage-view": CoverageView,
  "faults-view": FaultsView,
  "files-view": FilesView,
  "guide-view": GuideView,
  "time-view": TimeView,
  "webhooks-view": WebhooksView,
  "wire-entry": WireEntry,
  "wire-view": WireView,
  "developer-app": DeveloperApp,
});
