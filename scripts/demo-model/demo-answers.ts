/**
 * What the demo model says, in Chinese and English, and which word of a question calls for which answer.
 * Pure data: no timing, no wire.
 */

export type DemoLanguage = "zh" | "en";
export type DemoFeature =
  | "help"
  | "table"
  | "code"
  | "long"
  | "slow"
  | "picture"
  | "think"
  | "tool"
  | "error"
  | "other";

interface FeatureWords {
  readonly feature: DemoFeature;
  /** As whole words in English, anywhere in Chinese. */
  readonly pattern: RegExp;
}

export const FEATURE_WORDS: readonly FeatureWords[] = [
  { feature: "help", pattern: /\bhelp\b|帮助/i },
  { feature: "table", pattern: /\btable\b|表格/i },
  { feature: "code", pattern: /\bcode\b|代码/i },
  { feature: "slow", pattern: /\bslow\b|慢/i },
  { feature: "picture", pattern: /\bpicture\b|图片/i },
  { feature: "think", pattern: /\bthink\b|思考/i },
  { feature: "tool", pattern: /\btool\b|工具/i },
  { feature: "error", pattern: /\berror\b|错误/i },
  { feature: "long", pattern: /\blong\b|长/i },
];

/** The language a question is written in: Chinese as soon as it holds a Chinese character. */
export const languageOf = (prompt: string): DemoLanguage => (/\p{Script=Han}/u.test(prompt) ? "zh" : "en");

export const featureOf = (prompt: string): DemoFeature =>
  FEATURE_WORDS.find(({ pattern }) => pattern.test(prompt))?.feature ?? "other";

const HELP = {
  en: `I am a demo model: no intelligence, only examples. Send one of these words:

- **help**: this list
- **table**: a Markdown table
- **code**: a code block
- **long**: an answer too long for one card
- **slow 40**: an answer that takes 40 seconds
- **picture**: a picture in the answer
- **think**: reasoning first, then the answer
- **tool**: calls a tool of the gateway
- **error**: the model fails`,
  zh: `我是一个演示模型，没有智能，只会演示。请发送下面的词：

- **帮助**：这份列表
- **表格**：Markdown 表格
- **代码**：代码块
- **长**：一张卡片放不下的长回答
- **慢 40**：用 40 秒说完的回答
- **图片**：回答里带一张图片
- **思考**：先思考，再回答
- **工具**：调用网关的一个工具
- **错误**：模型出错`,
};

const TABLE = {
  en: `I am a demo model; this is a table.

| City | Temperature | Wind |
| --- | ---: | --- |
| Hangzhou | 24 °C | light |
| Beijing | 19 °C | strong |
| Shenzhen | 28 °C | none |`,
  zh: `我是演示模型，这是一张表格。

| 城市 | 气温 | 风 |
| --- | ---: | --- |
| 杭州 | 24 °C | 微风 |
| 北京 | 19 °C | 大风 |
| 深圳 | 28 °C | 无风 |`,
};

const CODE = {
  en: `I am a demo model; this is code.

\`\`\`ts
export function greet(name: string): string {
  return \`Hello, \${name}!\`;
}
\`\`\`

Inline code looks like \`greet("DingTalk")\`.`,
  zh: `我是演示模型，这是一段代码。

\`\`\`ts
export function greet(name: string): string {
  return \`你好，\${name}！\`;
}
\`\`\`

行内代码是 \`greet("钉钉")\`。`,
};

const PICTURE = {
  en: (url: string) => `I am a demo model and drew this beforehand.

![A sun over two hills](${url})

The channel fetched the picture and uploaded it to DingTalk. A picture that you send is archived and handed to a model that can see.`,
  zh: (url: string) => `我是演示模型，这张图是事先画好的。

![两座山丘上的太阳](${url})

通道取来图片并上传到了钉钉。你发来的图片会归档，并交给能看图的模型。`,
};

const THINK = {
  en: {
    thoughts:
      "The person wants to see reasoning. I am a demo model, so I only pretend to weigh two sides. Done.",
    answer: "I am a demo model; before this answer I sent some reasoning, which DingTalk users need not see.",
  },
  zh: {
    thoughts: "用户想看思考过程。我是演示模型，只是装作权衡两种做法。想好了。",
    answer: "我是演示模型；这个回答之前我发送了一段思考内容，钉钉里的用户不必看到它。",
  },
};

const ERROR = {
  en: "I am a demo model and was asked to fail: the gateway gets an HTTP 400 instead of an answer.",
  zh: "我是演示模型，按要求出错：网关收到 HTTP 400，而不是回答。",
};

const OTHER = {
  en: (prompt: string) =>
    `I am a demo model: I read “${prompt}” and understand nothing of it. Send **help** to see what I can show.`,
  zh: (prompt: string) =>
    `我是一个演示模型：我收到了「${prompt}」，但并不理解它。发送 **帮助** 看看我能演示什么。`,
};

const TOOL = {
  en: {
    none: "I am a demo model: the gateway offered no tool that I know, so there is nothing to call.",
    result: (text: string) => `I am a demo model. The tool answered:\n\n\`\`\`text\n${text}\n\`\`\``,
  },
  zh: {
    none: "我是演示模型：网关没有提供我认识的工具，所以没有可调用的。",
    result: (text: string) => `我是演示模型。工具返回：\n\n\`\`\`text\n${text}\n\`\`\``,
  },
};

const LONG = {
  en: (index: number) =>
    `### Part ${index}\n\nI am a demo model, and this is part ${index} of a long answer. It goes on so that you can see what happens when a card is full: the channel keeps what fits, and the rest of the text follows without a lost word.`,
  zh: (index: number) =>
    `### 第 ${index} 段\n\n我是演示模型，这是长回答的第 ${index} 段。它一直写下去，好让你看到卡片写满以后会怎样：通道保留放得下的内容，其余文字接着发送，一个字也不丢。`,
};

const SLOW = {
  en: (index: number, total: number) =>
    `Sentence ${index} of ${total}: I am a slow demo model and still here. `,
  zh: (index: number, total: number) => `第 ${index}/${total} 句：我是慢速演示模型，还在继续。`,
};

const SLOW_SENTENCES = 20;
const LONG_PARTS = { en: 24, zh: 40 };

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** The whole text for a feature that is nothing but text. */
export function textFor(feature: DemoFeature, language: DemoLanguage, prompt: string): string {
  if (feature === "help") return HELP[language];
  if (feature === "table") return TABLE[language];
  if (feature === "code") return CODE[language];
  if (feature === "error") return ERROR[language];
  if (feature === "long") return numbers(LONG_PARTS[language]).map(LONG[language]).join("\n\n");
  if (feature === "slow") {
    return numbers(SLOW_SENTENCES)
      .map((index) => SLOW[language](index, SLOW_SENTENCES))
      .join("");
  }
  return OTHER[language](prompt.length > 80 ? `${prompt.slice(0, 80)}…` : prompt);
}

export const pictureTextFor = (language: DemoLanguage, url: string) => PICTURE[language](url);
export const thoughtsFor = (language: DemoLanguage) => THINK[language];
export const toolTextsFor = (language: DemoLanguage) => TOOL[language];
