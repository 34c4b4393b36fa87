/** `card`: where cards are used, and an own template. A part of the one schema (`schema.ts`). */
import { z } from "zod";
import { defaulted, group, key } from "./key-spec.ts";

const wantedVariable = { en: "the name of a variable of the template", zh: "模板中的变量名" };
const wantedAction = { en: "the id of a component of the template", zh: "模板中组件的 ID" };

export const cardKeys = {
  card: group(
    {
      where: defaulted(z.enum(["everywhere", "direct", "groups"]), "everywhere", {
        origin: "ours",
        label: { en: "Cards in", zh: "在哪里使用卡片" },
        help: {
          en: "Where answers use cards while enableAICard is on: everywhere, direct (direct messages only), groups (groups only).",
          zh: "enableAICard 开启时在哪里使用卡片：everywhere（私聊和群聊）、direct（仅私聊）、groups（仅群聊）。",
        },
        wanted: { en: "everywhere, direct or groups", zh: "everywhere、direct 或 groups" },
      }),
      statusLine: defaulted(z.boolean(), false, {
        origin: "ours",
        label: { en: "Status line", zh: "状态行" },
        help: {
          en: "A line below each finished answer on a card: model, tokens, seconds, as far as they are known.",
          zh: "在卡片回复末尾加一行：模型、token 数、耗时（已知的部分）。",
        },
        wanted: { en: "true or false", zh: "true 或 false" },
      }),
      workLine: defaulted(z.boolean(), false, {
        origin: "ours",
        label: { en: "Line about the work", zh: "工作小结" },
        help: {
          en: "A line below each finished answer on a card: how long the model thought, how many tools it used, how far its plan came.",
          zh: "在卡片回复末尾加一行：思考时长、使用工具次数、计划完成情况。",
        },
        wanted: { en: "true or false", zh: "true 或 false" },
      }),
      templateId: key(z.string().min(1), {
        origin: "ours",
        label: { en: "Own card template", zh: "自定义卡片模板" },
        help: {
          en: "Id of a published template of yours (it ends in .schema). Without it DingTalk's public AI card is used.",
          zh: "自己的已发布模板 ID（以 .schema 结尾）。不填则使用钉钉公共 AI 卡片。",
        },
        wanted: { en: "a template id", zh: "模板 ID" },
        placeholder: "00000000-0000-0000-0000-000000000000.schema",
        defaultText: { en: "DingTalk's public AI card", zh: "钉钉公共 AI 卡片" },
      }),
      contentKey: defaulted(z.string().min(1), "content", {
        origin: "ours",
        label: { en: "Variable of the text", zh: "正文变量" },
        help: {
          en: "Own template: the Markdown variable with streaming switched on.",
          zh: "自定义模板中开启流式更新的 Markdown 变量。",
        },
        wanted: wantedVariable,
      }),
      statusKey: key(z.string().min(1), {
        origin: "ours",
        label: { en: "Variable of the state", zh: "状态变量" },
        help: {
          en: "Own template: the variable that takes the state (1 waiting, 2 writing, 3 finished, 5 failed), where it has one.",
          zh: "自定义模板中表示状态的变量（1 处理中，2 输出中，3 完成，5 失败），没有可不填。",
        },
        wanted: wantedVariable,
      }),
      buttonsKey: key(z.string().min(1), {
        origin: "ours",
        label: { en: "Variable of the buttons", zh: "按钮组变量" },
        help: {
          en: "Own template: the variable that a looping group of buttons is bound to. Approvals and questions become cards with buttons then; without it they are messages with buttons.",
          zh: "自定义模板中“循环渲染按钮组”绑定的变量。填写后，审批和提问以卡片按钮展示；不填则使用带按钮的普通消息。",
        },
        wanted: wantedVariable,
      }),
      variables: key(z.record(z.string(), z.string()), {
        origin: "ours",
        label: { en: "Further variables", zh: "其他变量" },
        help: {
          en: "Own template: values that every card starts with, all of them texts.",
          zh: "自定义模板中每张卡片的初始变量，值均为文本。",
        },
        wanted: { en: "an object of texts", zh: "值为文本的对象" },
      }),
      stopAction: defaulted(z.string().min(1), "btn_stop", {
        origin: "ours",
        label: { en: "Stop button", zh: "停止按钮" },
        help: {
          en: "Own template: id of the button that stops the answer.",
          zh: "自定义模板中“停止”按钮的组件 ID。",
        },
        wanted: wantedAction,
      }),
      likeAction: defaulted(z.string().min(1), "feedback_up", {
        origin: "ours",
        label: { en: "Thumbs-up button", zh: "点赞按钮" },
        help: { en: "Own template: id of the thumbs-up button.", zh: "自定义模板中“点赞”按钮的组件 ID。" },
        wanted: wantedAction,
      }),
      dislikeAction: defaulted(z.string().min(1), "feedback_down", {
        origin: "ours",
        label: { en: "Thumbs-down button", zh: "点踩按钮" },
        help: { en: "Own template: id of the thumbs-down button.", zh: "自定义模板中“点踩”按钮的组件 ID。" },
        wanted: wantedAction,
      }),
    },
    {
      label: { en: "Card", zh: "卡片" },
      help: { en: "Where cards are used, and an own template.", zh: "卡片的使用范围与自定义模板。" },
      advanced: true,
    },
  ),
};
