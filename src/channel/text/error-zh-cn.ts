/**
 * 调用钉钉失败时的句子（中文）：出了什么错、怎么办。Spread into `zh-cn.ts`; `error-en.ts` has the same keys. Keyed by
 * the client's codes and by DingTalk's own; what DingTalk wrote itself is quoted as it is.
 */
export const errorZhCN = {
  /** `facts`: what was called and the codes that came back. `said`: DingTalk's own message, or empty. */
  errorLine: (p: { found: string; facts: string; said: string }) =>
    `${p.found}（${p.facts}）${p.said === "" ? "" : `：“${p.said}”`}`,
  /** The same with what to do, on one line. */
  faultLine: (p: { found: string; remedy: string }) =>
    p.remedy === "" ? p.found : `${p.found}；${p.remedy}`,
  errorScopeMissing: (p: { scopes: string }) => `应用缺少权限 ${p.scopes}`,

  errorFound: {
    "qps-limit": "调用过于频繁，被钉钉限流",
    "flow-control": "机器人发送过于频繁，被钉钉限流",
    "quota-gone": "组织本月的 API 调用额度已用完",
    "ip-blocked": "调用过多，本机的公网地址被钉钉临时封禁",
    "scope-missing": "应用缺少权限",
    "ip-not-allowed": "本机的公网地址不在应用的服务器出口 IP 名单里",
    "org-not-certified": "组织没有完成认证，不能使用这个接口",
    "bad-credentials": "钉钉不认可 Client ID 或 Client Secret",
    "invalid-token": "钉钉不认可刚获取的 access token",
    server: "钉钉服务端出错",
    network: "与钉钉的网络连接失败",
    timeout: "钉钉没有在规定时间内响应",
    aborted: "调用已取消",
    "hidden-failure": "钉钉返回成功，但结果里有失败",
    "bad-answer": "返回的内容不是钉钉的格式",
    "session-expired": "会话地址（session webhook）已过期",
    "card-exists": "同一个 outTrackId 的卡片已经存在",
    "card-not-exist": "没有这个 outTrackId 的卡片",
    "upgrade-refused": "WebSocket 握手被拒绝",
    "too-large": "内容超过大小上限",
    "blocked-address": "下载地址指向内网",
    "invalid-argument": "调用的参数有误，没有发送",
    refused: "钉钉拒绝了这次调用",
  },

  errorRemedy: {
    aborted: "如果不是主动停止，请重试",
    "hidden-failure": "按引号里钉钉的提示处理",
    "session-expired": "会话地址约在消息发出 90 分钟后失效，之后的消息改用机器人接口发送",
    "card-exists": "每张卡片要用新的 outTrackId",
    "card-not-exist": "卡片要先创建并投放，才能更新",
    "upgrade-refused": "连接票据只能用一次，下次连接会换新的；如果一直这样，请检查中间的代理",
    "too-large": "请缩小文件或拆分消息，也可以改发链接",
    "blocked-address": "钉钉自己的下载地址不会指向内网，请检查本机的 DNS 和代理",
    "invalid-argument": "内容没有发出去；请改正调用的参数",
    refused: "按引号里钉钉的错误码和提示处理",
  },

  errorRemedyOfDingTalk: {
    "param.templateNotExist": "这个应用没有该卡片模板，请检查模板 ID",
    "param.templateUnpublished": "请先在卡片平台发布该模板",
    "param.contentUnsafe": "内容没有通过钉钉的内容安全检查",
    "param.stream.content": "一次流式更新的文字过长，请结束这张卡片，换新卡片继续",
    "staffId.notExisted": "组织里没有这个人。请使用 staffId，不要用 cid 开头的会话 ID 或 senderId",
    "invalid.openConversationId": "机器人不在这个群里。群 ID 区分大小写，单聊的会话 ID 不是群 ID",
    "miss.openConversationId": "请提供群的 openConversationId",
    "invalidParameter.robotCode.auth": "这个 robotCode 属于另一个应用，与凭证不一致",
    "invalidParameter.robotCode.notExsit":
      "没有这个 robotCode 的机器人；企业内部应用的 robotCode 就是 Client ID",
    "invalidParameter.robotCode.invalid":
      "没有这个 robotCode 的机器人；企业内部应用的 robotCode 就是 Client ID",
    "invalidParameter.robotCode.downloadCode":
      "下载码有误或已过期，或者文件是发给另一个机器人的；请对方重新发送文件",
    "resource.unavailable": "机器人不在这个群里，或已被移出；请重新把它加进群",
    "40004": "钉钉不认识这种上传类型，只有 image、voice、video、file",
    "40005": "钉钉不接收这类文件，可以打包成 zip 再发",
    "40006": "文件超过钉钉的上限：20 MB，语音 2 MB",
    "robot.oto.notExist": "应用没有机器人能力，或没有发布；请添加机器人能力并发布版本",
    "bot.stopped": "机器人在开放平台被停用了",
    "group.disbanded": "这个群已经解散",
  },
};
