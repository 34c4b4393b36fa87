/**
 * 所有会被人读到的句子（中文）。This table is the reference: `en.ts` must have the same keys and parameters.
 * Short, polite, and with what to do next. Chat sentences may use DingTalk Markdown; log lines are plain.
 */
import { consoleZhCN } from "./console-zh-cn.ts";
import { countZhCN } from "./count-zh-cn.ts";
import { errorZhCN } from "./error-zh-cn.ts";
import { setupZhCN } from "./setup-zh-cn.ts";
import { trailZhCN } from "./trail-zh-cn.ts";

export const zhCN = {
  ...consoleZhCN,
  ...countZhCN,
  ...errorZhCN,
  ...setupZhCN,
  ...trailZhCN,

  // 会话中的提示
  longTaskNotice: "正在处理，请稍候，完成后会把结果发给您。",
  emptyAnswer: "（本次没有可回复的内容）",
  mentionedAbove: "请看上面的消息。",
  messageQueued: "已收到，前面的消息处理完后回复您。",
  cardThinking: "正在思考…",
  /** 贴在用户消息上的表情。 */
  thinkingReaction: "🤔思考中",
  cardInterrupted: "（已中断：网关重启，请重新提问）",
  cardTool: (p: { name: string }) => `🔧 正在使用 ${p.name}…`,
  cardWorking: "正在处理…",
  cardThought: (p: { seconds: string }) => `思考 ${p.seconds} 秒`,
  cardToolCount: (p: { count: string }) => `使用工具 ${p.count} 次`,
  cardPlan: (p: { done: string; total: string }) => `计划 ${p.done}/${p.total}`,
  cardTokens: (p: { count: string }) => `输出 ${p.count} 个 token`,
  cardSeconds: (p: { seconds: string }) => `${p.seconds} 秒`,
  cardStopped: "（已停止）",
  cardSeeBelow: "见下方消息",
  cardFailed: "（处理失败，请稍后重试）",

  // 收到的附件与引用（前两句发给本人，其余写进交给模型的文字）
  mediaTooBig: (p: { name: string; limit: string }) => `“${p.name}”超过 ${p.limit} 的上限，未接收。`,
  mediaMissed: (p: { name: string }) => `“${p.name}”没有收到，请重新发送。`,
  mediaKindImage: "图片",
  mediaKindAudio: "语音",
  mediaKindVideo: "视频",
  mediaKindFile: "文件",
  bodyAttachment: (p: { kind: string; name: string }) => `[${p.kind}：${p.name}]`,
  bodyTooBig: (p: { name: string; limit: string }) => `[未收到：${p.name}，超过 ${p.limit} 的上限]`,
  bodyMissed: (p: { name: string }) => `[未收到：${p.name}，下载失败]`,
  bodyDocument: (p: { name: string }) => `[以下文字由系统从“${p.name}”提取]`,
  bodyDocumentCut: (p: { name: string; shown: number }) =>
    `[“${p.name}”后面还有内容，以上是前 ${p.shown} 个字符]`,
  bodyDocumentUnread: (p: { name: string }) => `[“${p.name}”的文字无法读取：文件损坏、加密或过大]`,
  bodyDocumentLeftOut: (p: { name: string }) => `[“${p.name}”的文字未附上：本条消息的文档过多]`,
  bodyQuote: (p: { who: string; text: string }) => `[引用 ${p.who}：${p.text}]`,
  bodyQuoteOwn: "你之前的消息",
  bodyQuoteOther: "一条消息",
  bodyQuoteUnknown: "（内容未提供）",

  // 机器人发出的文件（前几句发给本人，其余写进日志和回执）
  sendMediaNotAllowed: (p: { name: string }) => `“${p.name}”未能发送：机器人无权发送该位置的文件。`,
  sendMediaNotFound: (p: { name: string }) => `“${p.name}”未能发送：文件不存在。`,
  sendMediaBlocked: (p: { name: string }) => `“${p.name}”未能发送：链接指向内网地址。`,
  sendMediaTooLarge: (p: { name: string; limit: string }) => `“${p.name}”未能发送：超过 ${p.limit} 的上限。`,
  sendMediaUnreachable: (p: { name: string }) => `“${p.name}”未能发送：下载失败。`,
  sendMediaNoTarget: (p: { name: string }) => `“${p.name}”未能发送：只能给企业外的联系人发文字。`,
  sendMediaFailed: (p: { name: string }) => `“${p.name}”未能发送：钉钉没有接收。`,
  mediaSentAsFile: (p: { name: string; why: string }) => `“${p.name}”以文件形式发送：${p.why}`,
  asFileNoFfmpeg: "本机没有安装 ffmpeg，而钉钉的这类消息需要用它转换。",
  asFileNotConverted: "格式转换失败。",
  asFileVoiceTooLarge: "钉钉的语音消息不能超过 2 MB。",
  asFileVideoFormat: "钉钉只能播放 MP4 视频。",
  mediaSentSmaller: (p: { name: string; why: string }) => `“${p.name}”改动后发送：${p.why}`,
  pictureMadeSmaller: "钉钉的图片不能超过 20 MB，已缩小。",
  asFileNoLength: "无法读出时长。",

  // 审批与提问
  promptExec: "需要您授权：执行命令",
  promptApproval: (p: { title: string }) => `需要您授权：${p.title}`,
  promptCommandAbove: "命令较长，全文见上一条消息。",
  promptFolder: (p: { cwd: string }) => `目录：\`${p.cwd}\``,
  promptAllowOnce: "允许一次",
  promptAllowAlways: "始终允许",
  promptDeny: "拒绝",
  promptWords: (p: { words: string }) => `按钮无效时，请直接回复：${p.words}`,
  promptOr: " 或 ",
  promptDecidedBy: (p: { choice: string; who: string }) => `${p.choice}（由${p.who}决定）`,
  promptExpired: "已过期，未执行",
  promptSettled: "已处理",
  promptCancelled: "已取消，或已在别处处理",
  promptInterrupted: "已中断：网关重启，如仍需要会重新询问",
  promptNotYours: "这不由您决定：只有提问者本人或管理员指定的人员可以操作。",
  promptNotTaken: "网关没有接受这次操作，请稍后再试。",
  promptBusy: "正在处理，请稍候。",
  promptOver: (p: { outcome: string }) => `已经处理过了：${p.outcome}`,

  // 访问控制
  pairingLine: (p: { staffId: string }) => `您的 staffId：${p.staffId}`,
  refusedPerson: (p: { id: string }) =>
    `您还不在这个机器人的名单里。如需使用，请把您的 ID 发给管理员：${p.id}`,
  refusedInGroup: (p: { id: string }) =>
    `您还不能在本群使用这个机器人。如需使用，请把您的 ID 发给管理员：${p.id}`,
  refusedGroup: (p: { id: string }) =>
    `本群还不在这个机器人的名单里。如需使用，请把群 ID 发给管理员：${p.id}`,
  refusedCommand: (p: { id: string }) => `您没有使用命令的权限。如需使用，请把您的 ID 发给管理员：${p.id}`,

  // 通讯录
  lookUpRefused: (p: { scope: string; applyUrl: string }) =>
    `通讯录只包含给机器人发过消息的人：应用缺少权限 ${p.scope}。申请权限：${p.applyUrl}`,
  lookUpFailed: (p: { reason: string }) => `通讯录查询失败：${p.reason}`,
  targetAmbiguous: (p: { name: string; candidates: string }) =>
    `有多个“${p.name}”，请改用 ID：\n${p.candidates}`,
  targetUnknown: (p: { name: string; near: string }) =>
    `没有找到“${p.name}”。请改用 user:<staffId> 或 group:<openConversationId>；已知的人和群见 openclaw directory peers list、openclaw directory groups list。${p.near === "" ? "" : `\n名称相近的有：\n${p.near}`}`,

  // 日志与状态
  cardFallback: (p: { scope: string; applyUrl: string }) =>
    `AI 卡片不可用：应用缺少权限 ${p.scope}，已改发普通消息。申请权限：${p.applyUrl}`,
  cardFallbackOther: (p: { reason: string }) => `AI 卡片不可用（${p.reason}），已改发普通消息。`,
  cardTemplateRefused: (p: { templateId: string }) =>
    `卡片模板 ${p.templateId} 不存在或未发布，已改发普通消息。请在卡片平台发布该模板并授权给本应用，或删除 card.templateId。`,
  cardWrongKey: (p: { templateId: string; contentKey: string }) =>
    `卡片模板 ${p.templateId} 不接受对变量 ${p.contentKey} 的流式更新。请检查 card.contentKey，并确认该 Markdown 组件已开启流式更新。`,
  cardsOffInPlace: "这个会话连续拒绝卡片，10 分钟内在此改发普通消息；其他会话不受影响。",
  pushQuotaGone:
    "本月的钉钉推送额度已用完：收到的消息不带内容，无法回答。额度下月 1 日恢复，也可在开放平台购买。",

  // 额度
  quotaStepStream: "流式卡片",
  quotaStepFewFrames: "卡片，少量更新",
  quotaStepFirstAndFinal: "卡片，只有开头和结尾",
  quotaStepOneMessage: "普通消息",
  quotaStep: (p: { step: string; used: string; limit: string; resets: string }) =>
    `回复方式：${p.step}。本月 API 调用 ${p.used} / ${p.limit} 次，${p.resets} 重新计数。`,
  quotaCallsShare: (p: { used: string; limit: string; percent: string }) =>
    `本月 API 调用已用 ${p.percent}%（${p.used} / ${p.limit} 次）。`,
  quotaPushesShare: (p: { used: string; limit: string; percent: string }) =>
    `本月推送已用 ${p.percent}%（${p.used} / ${p.limit} 次）。推送用完后，收到的消息将不带内容。`,
  quotaCallsGone: (p: { resets: string }) =>
    `钉钉提示本月的 API 调用次数已用完，${p.resets} 恢复。在此之前，回复改用每条消息自带的会话地址发送；主动发送的消息会失败。可在开放平台购买增购包，购买后立即生效。`,
  quotaCountReached: (p: { used: string; limit: string; resets: string }) =>
    `本机统计的 API 调用已达到 quota.monthlyCalls（${p.used} / ${p.limit} 次），${p.resets} 重新计数。回复改用普通消息；如果实际套餐更大，请调高 quota.monthlyCalls。`,
  quotaMonth: (p: { month: string; resets: string }) => `钉钉额度 ${p.month}（${p.resets} 重新计数）`,
  quotaCalls: (p: { spent: string }) => `API 调用：${p.spent}`,
  quotaPushes: (p: { spent: string }) => `推送：${p.spent}`,
  quotaSessionMessages: (p: { count: string }) => `会话地址消息：${p.count} 条（单独统计）`,
  quotaNow: (p: { mode: string; step: string }) => `模式 ${p.mode}，当前回复方式：${p.step}`,
  quotaSpent: (p: { used: string; limit: string; left: string }) =>
    `${p.used} / ${p.limit} 次，剩余 ${p.left} 次`,
  quotaSpentUnlimited: (p: { used: string }) => `${p.used} 次，不设上限`,
  quotaSpentGone: (p: { used: string }) => `${p.used} 次，钉钉提示已用完`,
  quotaNothing: "还没有用量记录。",
  quotaCommand: "查看本机器人本月的 API 调用与推送用量",
  feedbackDescription: "查看用户对回复的点赞与点踩",
  feedbackNone: "还没有收到点赞或点踩。",
  quotaDescription: "查看本月的 API 调用与推送用量",

  badCredentials:
    "Client ID 或 Client Secret 不正确。请在钉钉开放平台的应用详情页核对，并确认应用版本已发布。",

  duplicateClientId: (p: { accountId: string; duplicateOf: string }) =>
    `账号“${p.accountId}”与“${p.duplicateOf}”使用同一个 clientId，未启动。请为“${p.accountId}”配置独立的应用，或将其删除；改好后会自动启动。`,
  allowedPeople: (p: { list: string; people: string }) => `名单 ${p.list}：${p.people}`,

  // 命令
  chinaDescription: "查看和维护钉钉渠道",
  deadLettersDescription: "处理失败且不再重试的消息",
  deadLettersListDescription: "列出这些消息",
  deadLettersShowDescription: "查看一条消息（隐去密钥）",
  deadLettersRetryDescription: "重新处理一条消息",
  deadLettersDropDescription: "丢弃一条消息",
  accountOption: "只看一个账号",
  jsonOption: "以 JSON 输出",
  deadLettersNone: "没有处理失败的消息。",
  deadLetterUnknown: (p: { id: string }) =>
    `没有编号为 ${p.id} 的失败消息。查看：openclaw china dead-letters list`,
  deadLetterRetried: (p: { id: string }) => `已把 ${p.id} 放回队列，网关会重新处理。`,
  deadLetterNotRetried: (p: { id: string }) => `${p.id} 无法重新处理：内容已不存在或已在处理中。`,
  deadLetterDropped: (p: { id: string }) => `已丢弃 ${p.id}。`,

  // 命令说明
  setupDescription: "设置钉钉机器人（扫码或手动）",
  doctorDescription: "检查配置、凭证、权限、网络和本机状态",
  statusDescription: "各账号的连接与队列",
  tryDescription: "用本地钉钉试用自己的智能体，不需要钉钉账号",
  migrateDescription: "迁移其他钉钉插件的配置",
  mediaDescription: "收到的文件",
  mediaListDescription: "列出收到的文件",
  mediaFindDescription: "按文件名、发送人、消息 ID 或日期查找",
  mediaPruneDescription: "删除超过保留天数的文件",
  flagClientId: "应用的 Client ID（AppKey）",
  flagClientSecretEnv: "存放 Client Secret 的环境变量名；配置里只写引用",
  flagDmPolicy: "私聊策略：open、pairing、allowlist、disabled",
  flagGroupPolicy: "群聊策略：open、allowlist、disabled",
  flagCards: "AI 卡片：on 或 off",
  flagSessions: "私聊会话：separate（每人一个）或 keep",
  flagAccount: "账号 ID，默认 default",
  flagName: "账号的显示名称",
  flagAllowFrom: "加入白名单的 staffId，用逗号分隔",
  flagGroupAllowFrom: "群聊白名单：群 ID 或 staffId，用逗号分隔",
  flagRequireMention: "群里是否必须 @ 机器人：on 或 off",
  flagOwner: "管理者的 staffId",
  flagNoInput: "不提问，只用参数",
  flagDryRun: "只显示改动，不写入",
  flagSkipChecks: "不在线检查",
  flagFix: "修复能自动修复的问题",
  flagBundle: "把检查结果和隐去密钥、人员的配置写入一个文件，供他人排查",
  bundleWritten: (p: { file: string }) => `已写入 ${p.file}，交给他人前请再看一遍。`,
  flagWrite: "写入改动；不加则只显示",
  flagDays: "代替配置的保留天数",
  flagOpen: "在浏览器里打开页面",
  flagLang: "界面语言：zh-CN 或 en",

  // 检查
  checkCredentialsTitle: "凭证",
  checkStreamTitle: "Stream 连接",
  checkMessagesTitle: "发消息权限",
  checkCardsTitle: "卡片权限",
  checkDirectoryTitle: "通讯录权限",
  checkClockTitle: "本机时钟",
  checkNetworkTitle: "网络",
  checkConfigTitle: "配置项",
  checkHostTitle: "OpenClaw 设置",
  checkOthersTitle: "其他钉钉插件",
  checkVersionTitle: "OpenClaw 版本",
  checkArchiveTitle: "文件归档",
  checkJournalTitle: "消息日志",
  findingLine: (p: { title: string; found: string }) => `${p.title}：${p.found}`,
  accountHeading: (p: { accountId: string }) => `账号 ${p.accountId}`,
  secretElsewhere: "Client Secret 是密钥引用，只有网关能读取。请看：openclaw channels status --probe",
  credentialsMissing: (p: { accountId: string }) => `账号“${p.accountId}”没有 Client ID 或 Client Secret`,
  credentialsWork: (p: { clientId: string }) => `Client ID ${p.clientId} 有效`,
  streamWorks: "钉钉允许建立连接",
  permissionGranted: (p: { scope: string }) => `${p.scope} 已开通`,
  permissionMissing: (p: { scope: string }) => `缺少 ${p.scope}`,
  cardsOff: "AI 卡片已关闭，不需要权限",
  clockRight: (p: { seconds: number }) => `与钉钉相差 ${p.seconds} 秒`,
  clockWrong: (p: { seconds: number }) => `与钉钉相差 ${p.seconds} 秒`,
  clockUnknown: "没有拿到钉钉的时间",
  dnsFailed: (p: { host: string }) => `无法解析域名 ${p.host}`,
  proxyUnused: (p: { variable: string }) => `设置了 ${p.variable}，但 Node 不会使用它`,
  networkFine: (p: { host: string }) => `能找到 ${p.host}，没有未生效的代理`,
  notSetUp: "还没有配置钉钉渠道",
  configFine: "没有发现问题",
  visibleRepliesSilence: (p: { path: string }) =>
    `${p.path} 为 message_tool：群里只有调用消息工具的回答才会显示`,
  dmScopeShared: "所有私聊共用一个会话（session.dmScope 未设置或为 main）",
  queueInterrupts: "messages.queue 为 interrupt：连续提问时，最新一条的回答可能发不出来",
  hostSettingsFine: "没有影响钉钉的设置",
  noOtherPlugin: "没有",
  otherPlugin: (p: { name: string }) => `还启用着“${p.name}”`,
  hostVersionUnknown: "配置里没有 OpenClaw 的版本",
  hostVersionTested: (p: { version: string }) => `${p.version}，已测试`,
  hostVersionBetween: (p: { version: string; oldest: string; tested: string }) =>
    `${p.version}，介于测试过的 ${p.oldest} 与 ${p.tested} 之间`,
  hostVersionOld: (p: { version: string; oldest: string }) => `${p.version}，比要求的 ${p.oldest} 旧`,
  hostVersionNew: (p: { version: string; tested: string }) => `${p.version}，比测试过的 ${p.tested} 新`,
  archiveWritable: (p: { dir: string }) => `可以写入 ${p.dir}`,
  archiveUnwritable: (p: { dir: string; reason: string }) => `无法写入 ${p.dir}（${p.reason}）`,
  journalNone: "还没有收到过消息",
  journalFine: (p: { pending: number }) => `完好，${p.pending} 条待处理`,
  journalFailed: (p: { failed: number }) => `${p.failed} 条消息处理失败`,
  journalDamaged: (p: { place: string; reason: string }) => `${p.place} 无法读取（${p.reason}）`,
  journalRepaired: "消息日志已重建，能读出的消息都保留了，损坏的文件留在旁边。",
  doctorFine: "没有发现需要处理的问题。",
  doctorProblems: (p: { count: number }) => `发现 ${p.count} 个问题。`,
  doctorFixHint: "其中有可以自动修复的：先停止网关，再运行 openclaw china doctor --fix",
  remedySetup: "运行 openclaw china setup",
  remedyIpList: "在开放平台把本机出口 IP 加入应用的服务器出口 IP 列表，或清空该列表",
  remedyCertify: "请管理员到钉钉管理后台完成企业认证，然后再检查：openclaw china doctor",
  remedyQuota: "本月调用额度已用完：等到下月 1 日，或在开放平台购买",
  remedySlowDown: "调用太频繁，被钉钉临时限流，应用本身没有问题；过一分钟再检查：openclaw china doctor",
  remedyIpBlocked: "调用过多，本机 IP 被封约五分钟，请稍候",
  remedyScope: (p: { scope: string; url: string }) =>
    `由管理员开通权限 ${p.scope}，然后重新发布版本：${p.url}`,
  remedyClock: "校准本机时间",
  remedyNetwork: "检查本机的网络、DNS 和代理",
  remedyTryLater: "钉钉暂时有故障，稍后再试",
  remedyProxy: "回答不是钉钉发的：中间可能有代理或登录页，或 endpoints 写错了",
  remedyPublish: "在开放平台确认：已发布版本，机器人与事件订阅都使用 Stream 模式",
  remedyUseProxy: "需要代理时设置 NODE_USE_ENV_PROXY=1；不需要就去掉该变量",
  remedyVisibleReplies: "运行 openclaw config set messages.groupChat.visibleReplies automatic",
  remedyDmScope: "运行 openclaw config set session.dmScope per-account-channel-peer",
  remedyQueue: "把 messages.queue.mode 改为 steer（默认值）",
  remedyOtherPlugin: (p: { name: string }) =>
    `停用它：openclaw plugins disable ${p.name}；配置可用 openclaw china migrate 迁移`,
  remedyUpdateHost: "升级 OpenClaw：openclaw update",
  remedyArchive: "修改目录权限，或用 inboundMedia.dir 换一个目录",
  remedyDeadLetters: "查看：openclaw china dead-letters list",
  remedyJournal: "停止网关后运行 openclaw china doctor --fix",

  auditSecretTitle: "钉钉的 Client Secret 以明文保存",
  auditSecretDetail: (p: { path: string }) => `${p.path} 是明文。`,
  auditSecretRemedy:
    "改用密钥引用：openclaw china setup --client-secret-env NAME，或设置环境变量 DINGTALK_CLIENT_SECRET。",

  // 状态、迁移、试用、文件
  statusConnected: "已连接",
  statusNotConnected: "未连接",
  statusNoGateway: "网关没有运行",
  statusDisabled: "已停用",
  statusNotConfigured: "未配置，运行 openclaw china setup",
  changeHeld:
    "网关还没有采用最近一次配置改动：它要等正在进行的回复结束（没人处理的审批也算），最多等五分钟。",
  statusSettings: (p: { dm: string; group: string; card: string }) =>
    `私聊 ${p.dm}，群聊 ${p.group}，${p.card}`,
  statusQueue: (p: { pending: number; failed: number }) => `待处理 ${p.pending}，失败 ${p.failed}`,
  migrateNothing: "没有发现其他钉钉插件的配置，无需迁移。",
  migrateHint: "以上是将要写入的改动。写入：openclaw china migrate --write",
  removeOtherPlugin: "另一个钉钉插件还装着。迁移后请停用它：openclaw plugins disable dingtalk-connector",
  tryPage: (p: { url: string }) => `本地钉钉：${p.url}`,
  tryNotOpened: "这里打不开浏览器。",
  tryStop: "在浏览器里打开它，给机器人发消息；按 Ctrl-C 结束，临时账号会一并删除。",
  tryOver: "已结束，临时账号已删除。",
  mediaBytes: (p: { bytes: number }) => `${p.bytes} 字节`,
  mediaNone: "没有找到文件。",
  mediaNothingYet: "还没有收到过文件。",
  mediaNothingOver: "没有超过保留天数的文件。",
  mediaRemoved: (p: { folder: string }) => `已删除 ${p.folder}`,

  // 配置检查
  configUnknown: (p: { path: string; found: string; hint: string }) =>
    `${p.path} 不是本渠道的配置项（当前值 ${p.found}）。${p.hint}`,
  configOutdated: (p: { path: string; found: string; hint: string }) =>
    `${p.path} 是其他插件或旧版本的配置项（当前值 ${p.found}），已不起作用。${p.hint}`,
  configWrongType: (p: { path: string; found: string; wanted: string; hint: string }) =>
    `${p.path} 的值是 ${p.found}，应为：${p.wanted}。${p.hint}`,
  configRepairable: "有些值的类型不对，但含义明确，可以用 openclaw doctor --fix 改正。",
  configRepaired: (p: { path: string; found: string; now: string }) =>
    `${p.path}：${p.found} 已改为 ${p.now}。`,
  configConflict: (p: { path: string; found: string; hint: string }) =>
    `${p.path}（当前值 ${p.found}）：${p.hint}`,
};

/** Widens literal strings so that another language may differ. */
type Widened<Table> = { [Key in keyof Table]: Table[Key] extends string ? string : Table[Key] };

/** All sentences of one language. */
export type Text = Readonly<Widened<typeof zhCN>>;
