/**
 * What each feature of the bot asks of DingTalk, and which permissions that takes: the one list for pages and texts.
 * The permissions themselves stand with the operations in `contract/endpoints.ts`.
 */
import { OPERATIONS, type Operation, type OperationId } from "../../contract/endpoints.ts";
import type { SentenceKey } from "./checks/check.ts";
import { needOf, type PermissionRecord } from "./permission-record.ts";

export interface Feature {
  /** Stable, for programs. */
  readonly id: string;
  readonly label: SentenceKey;
  /** What goes without it. */
  readonly without: SentenceKey;
  /** All are needed. */
  readonly operations: readonly OperationId[];
}

export const FEATURES: readonly Feature[] = [
  {
    id: "messages",
    label: "featureMessages",
    without: "withoutMessages",
    operations: ["sendDirect", "sendGroup"],
  },
  {
    id: "received-files",
    label: "featureReceivedFiles",
    without: "withoutReceivedFiles",
    operations: ["downloadMessageFile"],
  },
  { id: "sent-files", label: "featureSentFiles", without: "withoutSentFiles", operations: ["uploadMedia"] },
  {
    id: "cards",
    label: "featureCards",
    without: "withoutCards",
    operations: ["createAndDeliverCard", "updateCard", "streamCard"],
  },
  {
    id: "recall",
    label: "featureRecall",
    without: "withoutRecall",
    operations: ["recallDirect", "recallGroup"],
  },
  { id: "names", label: "featureNames", without: "withoutNames", operations: ["getUser"] },
  { id: "search", label: "featureSearch", without: "withoutSearch", operations: ["searchUsers"] },
  {
    id: "groups",
    label: "featureGroups",
    without: "withoutGroups",
    operations: ["queryRobotGroups", "getGroupInfo"],
  },
  {
    id: "reactions",
    label: "featureReactions",
    without: "withoutReactions",
    operations: ["replyEmotion", "recallEmotion"],
  },
];

export interface FeatureState {
  /** Each once, in the order of the operations; empty where DingTalk's documents name none. */
  readonly scopes: readonly string[];
  readonly state: "granted" | "missing" | "unknown";
  /** A permission that is not granted: the first missing one, else the first that nothing is known of. */
  readonly wanted?: { readonly scope: string; readonly applyLink?: string };
}

/** By what was seen so far. Missing: one of them is. Granted: all of them are. */
export function resolveFeature(feature: Feature, clientId: string, record: PermissionRecord): FeatureState {
  const needs = [...new Set(feature.operations.map(needOf))];
  const scopes = [
    ...new Set(
      feature.operations.flatMap((id) => {
        const { scope }: Operation = OPERATIONS[id];
        return scope === undefined ? [] : [scope];
      }),
    ),
  ];
  const evidence = needs.map((need) => ({ need, seen: record.evidence(clientId, need) }));
  const missing = evidence.find(({ seen }) => seen?.state === "missing");
  const open = missing ?? evidence.find(({ seen }) => seen === undefined);
  const state = missing ? "missing" : open ? "unknown" : "granted";
  if (!open || !scopes.includes(open.need)) return { scopes, state };
  const { applyLink } = open.seen ?? {};
  return { scopes, state, wanted: { scope: open.need, ...(applyLink === undefined ? {} : { applyLink }) } };
}
