/** A person of the app's organisation by what the address book knows, and what is answered about nobody. */
import { USER_UNKNOWN_CODES } from "../../contract/directory.ts";
import type { PersonRecord } from "../records.ts";
import type { AppCall } from "./platform-call.ts";
import { refuseOld } from "./reply.ts";

const BAD_ARGUMENT = 400_002;

export function findPerson(
  { app, context }: AppCall,
  isIt: (person: PersonRecord) => boolean,
): PersonRecord | undefined {
  return [...context.state.people.values()].find((person) => person.corpId === app.corpId && isIt(person));
}

export const missingArgument = (name: string) => refuseOld(BAD_ARGUMENT, `无效的参数：${name}`);

/** 60121 for a mobile and a unionId as well: unproven. */
export const unknownPerson = () =>
  refuseOld(USER_UNKNOWN_CODES[0] ?? 0, "找不到该用户，请检查该企业下该员工是否存在");
