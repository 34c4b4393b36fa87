/**
 * Looking people and groups up: a person by staffId, staffIds by name, a group's title.
 * Sources: «查询用户详情», «搜索用户userId», SDK contact_1_0 and im_1_0.
 */
import { z } from "zod";

/** Of the many fields those that name a person. */
export const userInfoSchema = z.looseObject({
  userid: z.string(),
  unionid: z.string().nullish(),
  name: z.string().nullish(),
});
export const getUserResponseSchema = z.looseObject({ result: userInfoSchema });

export const searchUsersResponseSchema = z.looseObject({
  /** staffIds. */
  list: z.array(z.string()).nullish(),
  hasMore: z.boolean().nullish(),
  totalCount: z.number().nullish(),
});
/** More are refused; how is unproven. */
export const MAX_SEARCH_SIZE = 100;

export const groupInfoResponseSchema = z.looseObject({
  result: z.looseObject({ title: z.string().nullish() }).nullish(),
});

/** SDK im_1_0, QueryInnerGroupMemberList. `nextToken` is a number, 0 for the first page. */
export const groupMembersResponseSchema = z.looseObject({
  list: z
    .array(z.looseObject({ userId: z.string(), name: z.string().nullish(), nickName: z.string().nullish() }))
    .nullish(),
  hasMore: z.boolean().nullish(),
  nextToken: z.number().nullish(),
});
/** The largest page is unproven. */
export const MAX_MEMBERS_PAGE = 100;

/** `errcode` of the old host for a person it does not know (60121 and 33012 were both documented). */
export const USER_UNKNOWN_CODES: readonly number[] = [60121, 33012];
