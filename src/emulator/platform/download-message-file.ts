/** `POST /v1.0/robot/messageFiles/download`: a download code in, a pre-signed URL out. One robot, for a while. */
import { DownloadRefusal } from "../../contract/media.ts";
import { textAt } from "../validate.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, refuseSend } from "./reply.ts";

const wrongCode = () =>
  refuseSend(DownloadRefusal.wrongCode, "downloadCode错误或已过期", "请使用机器人收到的消息中的downloadCode");
const foreignRobot = () =>
  refuseSend(
    DownloadRefusal.foreignRobot,
    "robotCode没有权限下载该文件",
    "请使用收到该消息的机器人的robotCode",
  );

export const downloadMessageFile: AppHandler = ({ app, body, context }) => {
  const robotCode = textAt(body, "robotCode");
  if (robotCode === undefined)
    return refuseSend(DownloadRefusal.robotCodeEmpty, "robotCode为空", "请传入robotCode");
  if (robotCode !== app.clientId) return foreignRobot();
  const file = context.media.redeemCode(textAt(body, "downloadCode") ?? "", app.clientId);
  if (file === "foreign") return foreignRobot();
  if (file === "wrong") return wrongCode();
  return ok({ downloadUrl: `${context.origin()}${context.media.sign(file)}` });
};
