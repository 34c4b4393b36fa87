/**
 * Generates `docs/card-template.json`, which an operator imports on DingTalk's card platform: `--write`, and `--check`
 * fails when the file is not what would be written. Its variables and buttons are named as the settings have them.
 *
 * The format is in no document. Its shape was read from templates that other bots export and generate (soimy's channel,
 * LangBot): an envelope whose `editorData` is the editor's JSON as text. The part for the clients, `widgetInfo`, stays
 * empty: the editor makes it when it saves. Nobody has imported this file yet: unproven.
 */
import fs from "node:fs";
import path from "node:path";
import { FlowStatus } from "../src/contract/card.ts";
import { cardKeys } from "../src/channel/config/card-keys.ts";
import { BUTTONS_VARIABLE, STATE_VARIABLE, THUMBS_VARIABLE } from "../src/channel/card/card-template.ts";

const TEMPLATE_PATH = path.resolve(import.meta.dirname, "..", "docs", "card-template.json");

type Json = Readonly<Record<string, unknown>>;

const { contentKey, stopAction, likeAction, dislikeAction } = cardKeys.card.keys;
const CONTENT = contentKey.default;

const words = (content: string): Json => ({ type: "dynamicString", content, i18n: false });
const fixed = (type: string, value: unknown): Json => ({
  type,
  valueType: "fixed",
  value,
  variable: "",
  variableType: "global",
});
const boundTo = (variable: string): Json => ({ type: "variableValue", variableType: "global", variable });
const margins = (top: number, bottom: number, sides = 12): Json => ({
  marginLeft: sides,
  marginRight: sides,
  marginTop: top,
  marginBottom: bottom,
});

const ALWAYS: Json = {
  type: "dynamicVisible",
  value: true,
  valueType: "fixed",
  condition: { op: "and", conditions: [] },
};

/** Shown as long as that variable holds something. */
function whileSet(variable: string): Json {
  const condition = {
    type: "variable",
    variable,
    variableType: "global",
    op: "isNotEmpty",
    value: "",
    valueType: "fixed",
    valueVariableType: "global",
  };
  return { ...ALWAYS, valueType: "condition", condition: { op: "and", conditions: [condition] } };
}

/** One component of the editor's tree. Ids are unique in the whole of it. */
function component(
  componentName: string,
  id: string,
  title: string,
  props: Json,
  children?: readonly Json[],
) {
  const common = { title, hidden: false, isLocked: false, condition: true, conditionGroup: "" };
  return { componentName, id: `node_openclaw_${id}`, props, ...common, ...(children ? { children } : {}) };
}

/** Without `varType` the card stays blank. */
function answer(id: string, isStreaming: boolean): Json {
  return component("MarkdownBlock", id, "正文", {
    content: { ...boundTo(CONTENT), varType: "markdown" },
    mdVer: 0,
    isStreaming,
    icon: { type: "icon", icon: "", iconType: "emoji" },
    visible: ALWAYS,
    enableLinkStatPoint: false,
    ...margins(6, 6),
  });
}

const GROUP: Json = {
  responsiveLayoutWidth: 350,
  enableResponsiveLayout: false,
  matchContent: false,
  buttonSpacing: 8,
  margin: -2,
  innerOffset: 0,
};

/** The buttons of an approval or a question, as the variable lists them. */
function boundButtons(id: string): Json {
  return component("ButtonGroup", id, "审批与提问按钮", {
    dynamicButtons: boundTo(BUTTONS_VARIABLE),
    buttonsSource: "variable",
    fixedButtonIds: [],
    fixedButtons: [],
    visible: ALWAYS,
    ...GROUP,
    ...margins(6, 6),
  });
}

interface FixedButton {
  readonly text: string;
  /** What the press is told by. */
  readonly actionId: string;
}

function fixedButton(id: string, { text, actionId }: FixedButton): Json {
  return component("FixedSingleButton", id, text, {
    text: words(text),
    status: fixed("dynamicSelect", "normal"),
    color: fixed("dynamicSelect", "gray"),
    actionType: "request",
    actionId: words(actionId),
    params: [],
    successToast: words(""),
    failureToast: words(""),
    successCondition: { op: "and", conditions: [] },
    disabledWhileForward: true,
    enableClickEvent: true,
    enableIcon: false,
    enableCornerMark: false,
    widthMode: "match_parent",
    visible: ALWAYS,
    ...margins(0, 0, 0),
  });
}

function fixedButtons(id: string, title: string, visible: Json, buttons: readonly FixedButton[]): Json {
  const ids = buttons.map((_, index) => String(index + 1));
  return component(
    "ButtonGroup",
    id,
    title,
    {
      dynamicButtons: boundTo(""),
      buttonsSource: "fixed",
      fixedButtonIds: ids,
      fixedButtons: ids.map((button) => ({ id: button, type: "button" })),
      visible,
      ...GROUP,
      ...margins(6, 6),
    },
    buttons.map((button, index) => fixedButton(`${id}_${index + 1}`, button)),
  );
}

function state(status: string, id: string, title: string, children: readonly Json[]): Json {
  const props = {
    status: Number(status),
    enableExtend: false,
    enableCollapse: false,
    autoFoldConfig: {
      needFold: false,
      heightLimit: 480,
      foldStatusLocalDataKey: "_cardFoldStatusLocalDataKey",
    },
    margin: -2,
    innerOffset: 0,
    ...margins(0, 0, 0),
  };
  return component("AICardStatusContainer", id, title, props, children);
}

function contentOf(id: string, children: readonly Json[]): Json {
  const props = {
    visible: ALWAYS,
    disabledWhileForward: false,
    margin: -2,
    innerOffset: 0,
    ...margins(0, 0, 0),
  };
  return component("AICardContent", id, "", props, children);
}

function buildTree(): Json {
  const pending = component("AIPending", "pending_tip", "", {
    pendingTip: words("处理中…"),
    style: "embed",
    hideIcon: false,
    ...margins(0, 0, 0),
  });
  const stop = [{ text: "停止", actionId: stopAction.default }];
  const thumbs = [
    { text: "👍", actionId: likeAction.default },
    { text: "👎", actionId: dislikeAction.default },
  ];
  const props = {
    enablePending: true,
    enableWriting: true,
    enableDoing: false,
    enableFailed: false,
    enableTitle: false,
    enableFlowAbort: false,
    flowStatusVar: boundTo(STATE_VARIABLE),
    summaryContent: boundTo(""),
    operationPenalType: "custom",
    enableGradientBorder: true,
    cardSizeMode: "adaptive",
    cardSizeWidthMode: "adaptive",
    cardSizeHeightMode: "adaptive",
    hasBackground: false,
    ...margins(0, 0, 0),
  };
  return component("AICardContainer", "root", "", props, [
    state(FlowStatus.processing, "pending", "处理中状态", [pending]),
    state(FlowStatus.inputing, "writing", "输出中状态", [
      contentOf("writing_content", [
        answer("writing_text", true),
        fixedButtons("stop", "停止", ALWAYS, stop),
      ]),
    ]),
    state(FlowStatus.finished, "finished", "完成状态", [
      contentOf("finished_content", [
        answer("finished_text", false),
        boundButtons("choices"),
        fixedButtons("thumbs", "赞与踩", whileSet(THUMBS_VARIABLE), thumbs),
      ]),
    ]),
  ]);
}

const variable = (id: string, type: string, description: string, more: Json = {}): Json => ({
  id,
  name: id.split(".").at(-1),
  type,
  description,
  private: false,
  editorVarType: "variables",
  disabled: false,
  ...more,
});

/** What one button of the list is made of; the ids are the editor's own. */
function buildButtonsVariable(): Json {
  const part = (name: string, type: string, description: string, schema?: readonly Json[]) =>
    variable(`${BUTTONS_VARIABLE}.${name}`, type, description, {
      disabled: true,
      ...(schema ? { schema } : {}),
    });
  const params = [part("actionId", "string", "回传 ID"), part("params", "object", "回传参数")];
  const event = [part("type", "string", "事件类型"), part("params", "object", "事件参数", params)];
  return variable(BUTTONS_VARIABLE, "buttonGroup", "审批与提问的按钮，[] 表示没有", {
    schema: [
      part("text", "string", "按钮文字"),
      part("color", "string", "按钮颜色"),
      part("status", "string", "按钮状态"),
      part("event", "dynamicEvent", "点击事件", event),
    ],
  });
}

const componentNamesOf = (node: Json): string[] => [
  String(node["componentName"]),
  ...((node["children"] ?? []) as readonly Json[]).flatMap(componentNamesOf),
];

/** The file as an object; `editorData` inside is text, as in the platform's own exports. */
export function buildCardTemplate() {
  const root = buildTree();
  const componentsMap = [...new Set(componentNamesOf(root))].toSorted().map((componentName) => ({
    package: "@ali/dxComponent",
    version: "1.0.0",
    exportName: componentName,
    main: "./src/index.tsx",
    destructuring: false,
    subName: "",
    componentName,
  }));
  const editor = {
    schemaVersion: "3.0.0",
    schema: { config: null, componentsMap, componentsTree: [root], i18n: {}, version: "1.0.0" },
    variableList: [
      variable(CONTENT, "markdown", "正文（流式更新）"),
      variable(STATE_VARIABLE, "string", "状态：1 处理中，2 输出中，3 完成", {
        disabled: true,
        visible: false,
      }),
      buildButtonsVariable(),
      variable(THUMBS_VARIABLE, "string", "不为空时显示赞与踩"),
    ],
    mockData: {
      cardData: {
        [CONTENT]: "**OpenClaw**",
        [STATE_VARIABLE]: 3,
        [BUTTONS_VARIABLE]: [],
        [THUMBS_VARIABLE]: "1",
      },
      cardPrivateData: {},
      localData: {},
      richTextData: {},
    },
    editVersion: 0,
    customWidgetInfo: "",
    useCustomWidgetInfo: false,
    formList: [],
    customContextList: [],
    expList: [],
    localList: [],
    hsfList: [],
    lwpList: [],
    pageData: {},
    extension: { extendType: "AI", aiStatusList: [1, 2, 3], fileTypeList: [] },
  };
  return { editorData: JSON.stringify(editor), widgetInfo: "", type: "im", mode: "card" };
}

export const renderCardTemplate = (): string => `${JSON.stringify(buildCardTemplate(), null, 2)}\n`;

function main(mode: string | undefined): number {
  const wanted = renderCardTemplate();
  if (mode === "--write") {
    fs.writeFileSync(TEMPLATE_PATH, wanted);
    console.log(`wrote ${TEMPLATE_PATH}`);
    return 0;
  }
  if (mode === "--check") {
    const found = fs.existsSync(TEMPLATE_PATH) ? fs.readFileSync(TEMPLATE_PATH, "utf8") : "";
    if (found === wanted) return 0;
    console.error("docs/card-template.json is out of date; run: node scripts/card-template.ts --write");
    return 1;
  }
  console.error("usage: node scripts/card-template.ts --write | --check");
  return 2;
}

if (import.meta.main) process.exitCode = main(process.argv[2]);
