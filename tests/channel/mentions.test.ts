/** Mentions as an agent writes them, in what each way of sending can do. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKnownNames } from "../../src/channel/outbound/known-names.ts";
import { encodeMentions, nameMentions } from "../../src/channel/outbound/mentions.ts";

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

describe("the names of people", () => {
  it("are the newest, and bounded: who was silent longest is forgotten first", () => {
    const names = createKnownNames();
    for (let n = 0; n < 2_000; n += 1) names.remember(`p${n}`, "old");
    names.remember("p0", "new");
    names.remember("one more", "x");
    expect([names.find("p0"), names.find("p1"), names.find("one more")]).toEqual(["new", undefined, "x"]);
  });
});
