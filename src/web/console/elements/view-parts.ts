/** The elements that Now, Messages and People are made of, children before parents, for the page's entry. */
import { AvatarBadge } from "../../shared/elements/avatar-badge.ts";
import type { ElementTable } from "../../shared/elements/define-elements.ts";
import { AccountCard } from "./account-card.ts";
import { AllowList } from "./allow-list.ts";
import { ArchivePanel } from "./archive-panel.ts";
import { AskButton } from "./ask-button.ts";
import { DeadLetters } from "./dead-letters.ts";
import { KnownList } from "./known-list.ts";
import { LatencyPanel } from "./latency-panel.ts";
import { LiveTime } from "./live-time.ts";
import { MessageRow } from "./message-row.ts";
import { PairingRequests } from "./pairing-requests.ts";
import { QuotaPanel } from "./quota-panel.ts";
import { SearchField } from "./search-field.ts";
import { TurnList } from "./turn-list.ts";

export const VIEW_PARTS: ElementTable = {
  "avatar-badge": AvatarBadge,
  "live-time": LiveTime,
  "ask-button": AskButton,
  "search-field": SearchField,
  "account-card": AccountCard,
  "turn-list": TurnList,
  "dead-letters": DeadLetters,
  "quota-panel": QuotaPanel,
  "latency-panel": LatencyPanel,
  "archive-panel": ArchivePanel,
  "message-row": MessageRow,
  "pairing-requests": PairingRequests,
  "allow-list": AllowList,
  "known-list": KnownList,
};
