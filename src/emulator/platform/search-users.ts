/** `POST /v1.0/contact/users/search`: staffIds of people whose name contains the word, or is it. */
import { MAX_SEARCH_SIZE } from "../../contract/directory.ts";
import { textAt } from "../validate.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, refuse } from "./reply.ts";

const countAt = (value: unknown) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;

export const searchUsers: AppHandler = ({ app, body, context }) => {
  const word = textAt(body, "queryWord");
  const [offset, size] = [countAt(body["offset"]), countAt(body["size"])];
  if (word === undefined || offset === undefined || size === undefined || size > MAX_SEARCH_SIZE)
    return refuse(400, "invalidParameter", "queryWord, offset or size is missing or wrong");
  const whole = body["fullMatchField"] === 1;
  const found = [...context.state.people.values()]
    .filter(({ name, corpId }) => corpId === app.corpId && (whole ? name === word : name.includes(word)))
    .map(({ staffId }) => staffId);
  const list = found.slice(offset, offset + size);
  return ok({ list, hasMore: found.length > offset + size, totalCount: found.length });
};
