/** Mentions as an agent writes them, in what each way of sending can do. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKnownNames } from "../../src/channel/outbound/known-names.ts";
import {
  encodeMentions,
  mentionByName,
  mentionedPeople,
  nameMentions,
} from "../../src/channel/outbound/mentions.ts";

const nameOf = (staffId: string) => (staffId === "zhangwei01" ? "张伟" : undefined);

describe("a mention", () => {
  it("notifies by a session webhook: the id stands in the list and in the text", () => {
    expect(encodeMentions("<@zhangwei01> and <@lina02>: see <@zhangwei01>", nameOf)).toEqual({
      text: "@zhangwei01 and @lina02: see @zhangwei01",
      userIds: ["zhangwei01", "lina02"],
    });
  });

  it("is a name where nobody can be notified, and the id where no name is known", () => {
    expect(nameMentions("<@zhangwei01> and <@lina02>", nameOf)).toBe("@张伟 and @lina02");
  });

  it("in code is code", () => {
    const code = "`<@zhangwei01>` and\n```\n<@zhangwei01>\n```\n";
    expect(nameMentions(code, nameOf)).toBe(code);
    expect(encodeMentions(`${code}<@lina02>`, nameOf).userIds).toEqual(["lina02"]);
  });

  it("beyond the fiftieth person is a name", () => {
    const crowd = Array.from({ length: 52 }, (_, at) => `<@p${at}>`).join(" ");
    expect(encodeMentions(crowd, nameOf).userIds).toHaveLength(50);
  });

  it("is all that changes in a text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replaceAll("<@", "");
        expect(nameMentions(plain, nameOf)).toBe(plain);
        expect(encodeMentions(plain, nameOf)).toEqual({ text: plain, userIds: [] });
      }),
    );
  });
});

describe("a mention by name", () => {
  const ids = new Map([
    ["张伟", "zhangwei01"],
    ["Li Na", "lina02"],
    ["J.R.", "jr03"],
  ]);
  const idOf = (name: string) => ids.get(name);
  const calledOf = (staffId: string) => [...ids].find(([, id]) => id === staffId)?.[0];

  it.each([
    ["@张伟 请看", "<@zhangwei01> 请看"],
    ["请@张伟，今天看", "请<@zhangwei01>，今天看"],
    ["请 @张伟，今天看", "请 <@zhangwei01>，今天看"],
    ["（@张伟）@Li Na: now", "（<@zhangwei01>）<@lina02>: now"],
    ["ask @J.R. or @张伟.", "ask <@jr03> or <@zhangwei01>."],
    ["**@张伟**", "**<@zhangwei01>**"],
  ])("is one where the whole name is known: %s", (text, mentioned) => {
    expect(mentionByName(text, idOf)).toBe(mentioned);
  });

  it.each([
    "@张伟明 你好",
    "me@张伟.example",
    "`@张伟`",
    "```\n@张伟\n```",
    "https://x/@张伟",
    "@Li",
    "<@张伟>",
  ])("is none in %j", (text) => {
    expect(mentionByName(text, idOf)).toBe(text);
  });

  it("costs no word of any text, and names nobody twice", () => {
    const word = fc.constantFrom(
      "@张伟",
      " ",
      "@",
      "Li Na",
      "，",
      "`",
      "```",
      "<@lina02>",
      "\n",
      "a",
      "@Li Na",
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join("");
        const back = nameMentions(mentionByName(text, idOf), calledOf);
        expect(back).toBe(nameMentions(text, calledOf));
        const people = mentionedPeople(text, calledOf, idOf);
        expect(new Set(people).size).toBe(people.length);
      }),
    );
  });

  it("notifies only people who are known", () => {
    expect(mentionedPeople("<@ghost> @张伟 <@zhangwei01>", nameOf, idOf)).toEqual(["zhangwei01"]);
  });
});

describe("the names of people", () => {
  it("lead to the one who bears them, also to those known from an earlier start, and of two to nobody", () => {
    const names = createKnownNames();
    names.load([{ staffId: "p1", name: "张伟" }, { staffId: "p2" }, { staffId: "p3", name: "李娜" }]);
    expect([names.idOf("张伟"), names.idOf("李娜"), names.idOf("王五")]).toEqual(["p1", "p3", undefined]);
    names.remember("p4", "李娜");
    expect(names.idOf("李娜")).toBeUndefined();
  });

  it("are the newest, and bounded: who was silent longest is forgotten first", () => {
    const names = createKnownNames();
    for (let n = 0; n < 2_000; n += 1) names.remember(`p${n}`, "old");
    names.remember("p0", "new");
    names.remember("one more", "x");
    expect([names.find("p0"), names.find("p1"), names.find("one more")]).toEqual(["new", undefined, "x"]);
  });
});
