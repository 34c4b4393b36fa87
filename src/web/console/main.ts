/** The console's entry: says which elements the page is made of. The HTML already holds `console-app`. */
import { defineElements } from "../shared/elements/define-elements.ts";
import { MenuButton } from "../shared/elements/menu-button.ts";
import { ConsoleApp } from "./elements/console-app.ts";
import { GroupEntries } from "./elements/group-entries.ts";
import { LatencyChart } from "./elements/latency-chart.ts";
import { ListEditor } from "./elements/list-editor.ts";
import { MessageTrace } from "./elements/message-trace.ts";
import { MessagesView } from "./elements/messages-view.ts";
import { NowView } from "./elements/now-view.ts";
import { PeopleView } from "./elements/people-view.ts";
import { PermissionsView } from "./elements/permissions-view.ts";
import { QuotaChart } from "./elements/quota-chart.ts";
import { SetUpFirst } from "./elements/set-up-first.ts";
import { SetUpProof } from "./elements/set-up-proof.ts";
import { SetUpScan } from "./elements/set-up-scan.ts";
import { SetUpView } from "./elements/set-up-view.ts";
import { SettingField } from "./elements/setting-field.ts";
import { SettingsView } from "./elements/settings-view.ts";
import { SignIn } from "./elements/sign-in.ts";
import { UpdateDialog } from "./elements/update-dialog.ts";
import { VIEW_PARTS } from "./elements/view-parts.ts";

defineElements({
  "menu-button": MenuButton,
  "sign-in": SignIn,
  ...VIEW_PARTS,
  "quota-chart": QuotaChart,
  "latency-chart": LatencyChart,
  "message-trace": MessageTrace,
  "now-view": NowView,
  "messages-view": MessagesView,
  "people-view": PeopleView,
  "permissions-view": PermissionsView,
  "list-editor": ListEditor,
  "setting-field": SettingField,
  "group-entries": GroupEntries,
  "update-dialog": UpdateDialog,
  "settings-view": SettingsView,
  "set-up-scan": SetUpScan,
  "set-up-proof": SetUpProof,
  "set-up-first": SetUpFirst,
  "set-up-view": SetUpView,
  "console-app": ConsoleApp,
});
