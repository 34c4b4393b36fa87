/**
 * Looking up people and groups. All of it needs permissions that many apps do not have: a refusal is an ordinary
 * error of the client (`permission`), and what to do without an answer is the caller's.
 */
import {
  getUserResponseSchema,
  groupInfoResponseSchema,
  groupMembersResponseSchema,
  MAX_MEMBERS_PAGE,
  MAX_SEARCH_SIZE,
  searchUsersResponseSchema,
  USER_UNKNOWN_CODES,
} from "../contract/directory.ts";
import { isDingTalkError } from "./errors.ts";
import type { Call, CallOptions } from "./request.ts";

export interface UserInfo {
  readonly staffId: string;
  readonly unionId?: string;
  readonly name?: string;
}

export interface GroupMembersPage {
  readonly members: readonly { readonly staffId: string; readonly name?: string }[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: number;
}

export interface Directory {
  /** Undefined where the organisation has no such person. */
  getUser(staffId: string, options?: CallOptions): Promise<UserInfo | undefined>;
  /** staffIds of people whose name matches, at most `size` (100). */
  searchUsers(name: string, options?: CallOptions & { readonly size?: number }): Promise<readonly string[]>;
  /** The title of a group; undefined where the platform gives none. */
  getGroupTitle(openConversationId: string, options?: CallOptions): Promise<string | undefined>;
  /** The people of a group of the organisation; DingTalk asks as whom of them, `asStaffId`. `from` is a page's `next`. */
  listGroupMembers(
    openConversationId: string,
    asStaffId: string,
    options?: CallOptions & { readonly from?: number },
  ): Promise<GroupMembersPage>;
}

function isUnknownUser(error: unknown): boolean {
  return isDingTalkError(error) && USER_UNKNOWN_CODES.includes(Number(error.platformCode));
}

export function createDirectory(call: Call): Directory {
  return {
    async getUser(staffId, options = {}) {
      try {
        const body = { userid: staffId, language: "zh_CN" };
        const answer = await call("getUser", { ...options, body, answer: getUserResponseSchema });
        if (!answer) return undefined;
        const { userid, unionid, name } = answer.result;
        return { staffId: userid, ...(unionid ? { unionId: unionid } : {}), ...(name ? { name } : {}) };
      } catch (error) {
        if (isUnknownUser(error)) return undefined;
        throw error;
      }
    },

    async searchUsers(name, { size = MAX_SEARCH_SIZE, ...options } = {}) {
      const body = { queryWord: name, offset: 0, size: Math.min(size, MAX_SEARCH_SIZE) };
      const answer = await call("searchUsers", { ...options, body, answer: searchUsersResponseSchema });
      return answer?.list ?? [];
    },

    async getGroupTitle(openConversationId, options = {}) {
      const body = { openConversationId };
      const answer = await call("getGroupInfo", { ...options, body, answer: groupInfoResponseSchema });
      return answer?.result?.title ?? undefined;
    },

    async listGroupMembers(openConversationId, asStaffId, { from = 0, ...options } = {}) {
      const page = { maxResults: MAX_MEMBERS_PAGE, nextToken: from };
      const body = { openConversationId, userId: asStaffId, ...page };
      const answer = await call("listGroupMembers", { ...options, body, answer: groupMembersResponseSchema });
      const members = (answer?.list ?? []).map(({ userId, name, nickName }) => {
        const called = name || nickName;
        return { staffId: userId, ...(called ? { name: called } : {}) };
      });
      const next = answer?.hasMore === true ? (answer.nextToken ?? undefined) : undefined;
      return { members, ...(next !== undefined && next > from ? { next } : {}) };
    },
  };
}
