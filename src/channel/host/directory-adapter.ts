/**
 * The host's doors to our directory: `openclaw directory …`, names in `--target`, and `openclaw channels resolve`.
 * Each call borrows the directory of one account, which may live in another process.
 */
import type { ChannelPlugin } from "openclaw/plugin-sdk/channel-core";
import type { AccountDirectory } from "../directory/account-directory.ts";
import type { Named } from "../directory/find-by-name.ts";
import type { NamedTarget } from "../directory/resolve-target-name.ts";
import { resolveHostAccount, type AccountQuery } from "./plugin-config.ts";

export interface DirectoryDoor {
  /** Opens the account's directory for the time of `work`. */
  readonly use: <Result>(
    request: AccountQuery,
    work: (directory: AccountDirectory) => Promise<Result>,
  ) => Promise<Result>;
  /** Undefined where the input is an id. Rejects with the candidates for a name that is none or several. */
  readonly resolveName: (request: AccountQuery, input: string) => Promise<NamedTarget | undefined>;
}

type Directory = NonNullable<ChannelPlugin["directory"]>;
type Resolver = NonNullable<ChannelPlugin["resolver"]>;
type TargetResolver = NonNullable<NonNullable<ChannelPlugin["messaging"]>["targetResolver"]>;
interface ListRequest extends AccountQuery {
  readonly query?: string | null | undefined;
  readonly limit?: number | null | undefined;
}

/** Ids are given as targets, so that they can be pasted. */
const toEntry = ({ kind, id, name }: Named) => ({
  kind,
  id: `${kind}:${id}`,
  ...(name === undefined ? {} : { name }),
});

export function buildDirectory({ use }: DirectoryDoor): Directory {
  const list = async (
    request: ListRequest,
    read: (
      directory: AccountDirectory,
      query: { query?: string | null | undefined; limit?: number | null | undefined },
    ) => Promise<readonly Named[]>,
  ) => {
    const { query, limit } = request;
    return (await use(request, (directory) => read(directory, { query, limit }))).map(toEntry);
  };
  return {
    // DingTalk tells nobody the name of a robot: the account's own is all there is.
    self: async (request) => {
      const { clientId, name } = resolveHostAccount(request);
      return clientId === "" ? null : { kind: "user", id: clientId, ...(name ? { name } : {}) };
    },
    listPeers: (request) => list(request, (directory, query) => directory.listPeople(query)),
    listPeersLive: (request) =>
      list(request, (directory, query) => directory.listPeople({ ...query, live: true })),
    listGroups: (request) => list(request, (directory, query) => directory.listGroups(query)),
    listGroupsLive: (request) =>
      list(request, (directory, query) => directory.listGroups({ ...query, live: true })),
    listGroupMembers: (request) =>
      list(request, (directory, { limit }) =>
        directory.listMembers(request.groupId.replace(/^(?:dingtalk:)?(?:group:)?/i, ""), limit),
      ),
  };
}

export function buildTargetResolver(door: DirectoryDoor, hint: string): TargetResolver {
  return {
    hint,
    // Everything is ours to look at: the host's own search would take a part of a name for a name.
    looksLikeId: (raw) => raw.trim() !== "",
    resolveTarget: async ({ cfg, accountId, input }) => {
      const found = await door.resolveName({ cfg, accountId }, input);
      return found ? { ...found, source: "directory" } : null;
    },
  };
}

export function buildResolver(door: DirectoryDoor): Resolver {
  return {
    resolveTargets: ({ cfg, accountId, inputs, kind }) =>
      Promise.all(
        inputs.map(async (input) => {
          const prefixed = /^[a-z]+:/i.test(input.trim()) ? input : `${kind}:${input}`;
          try {
            const found = await door.resolveName({ cfg, accountId }, prefixed);
            return found
              ? { input, resolved: true, id: found.to.replace(/^\w+:/, ""), name: found.display }
              : { input, resolved: true, id: prefixed.replace(/^\w+:/, "") };
          } catch (error) {
            return { input, resolved: false, note: error instanceof Error ? error.message : String(error) };
          }
        }),
      ),
  };
}
