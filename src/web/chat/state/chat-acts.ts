/**
 * What a person does on the page, as requests to the emulator: each tells on the note board how it went. It keeps nothing
 * and shows nothing; the page's elements call it.
 */
import type {
  AddGroupRequest,
  ChangeGroupRequest,
  ConnectionIllness,
  EmulatorConversation,
  EmulatorMessage,
  EmulatorPerson,
  PressRequest,
} from "../../../contract/emulator-control.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { EmulatorApiError, type EmulatorApi } from "../emulator-api.ts";
import { fetchAttachment } from "../fetch-attachment.ts";
import type { NoteBoard } from "./note-board.ts";
import { planForward } from "./plan-forward.ts";
import type { Say } from "./plan-says.ts";

/** What a change of a group says besides which and by whom. */
export type GroupChange = Omit<ChangeGroupRequest, "conversationId" | "by">;

/** Each resolves to whether it worked. */
export interface ChatActs {
  say(me: EmulatorPerson, conversation: EmulatorConversation, say: Say): Promise<boolean>;
  /** In a group the robot whose message it is hears it, as DingTalk's app mentions it. */
  sayTo(
    me: EmulatorPerson,
    conversation: EmulatorConversation,
    words: string,
    robot: { readonly id: string; readonly name: string },
  ): Promise<boolean>;
  forward(me: EmulatorPerson, message: EmulatorMessage, to: EmulatorConversation): Promise<boolean>;
  takeBack(me: EmulatorPerson, message: EmulatorMessage): Promise<boolean>;
  press(me: EmulatorPerson, press: Omit<PressRequest, "from">): Promise<boolean>;
  openDirect(
    me: EmulatorPerson,
    clientId: string,
    opened: (conversationId: string) => void,
  ): Promise<boolean>;
  changeGroup(me: EmulatorPerson, group: EmulatorConversation, change: GroupChange): Promise<boolean>;
  addGroup(request: AddGroupRequest, added: (conversationId: string) => void): Promise<boolean>;
  breakConnections(clientId: string, kind: ConnectionIllness, label: string): Promise<boolean>;
  reset(): Promise<boolean>;
  tellCopied(): void;
}

export interface ChatActsOptions {
  readonly api: EmulatorApi;
  readonly board: NoteBoard;
  /** In the language of the moment. */
  readonly text: () => Text;
}

type Attempt = (
  act: () => Promise<unknown>,
  words?: { readonly failure?: "toast.sendFailed" | "toast.actionFailed"; readonly done?: string },
) => Promise<boolean>;

function createAttempt({ board, text }: ChatActsOptions): Attempt {
  return async (act, { failure = "toast.actionFailed", done } = {}) => {
    try {
      await act();
      if (done !== undefined) board.add("good", done);
      return true;
    } catch (error) {
      const reason = reasonOf(error, text());
      board.add("bad", text()(failure, { reason }));
      return false;
    }
  };
}

function reasonOf(error: unknown, text: Text): string {
  if (error instanceof EmulatorApiError && error.status === 0) return text("link.lost");
  if (error instanceof EmulatorApiError && error.status === 413) return text("toast.tooLarge");
  return error instanceof Error ? error.message : String(error);
}

export function createChatActs(options: ChatActsOptions): ChatActs {
  const { api, text } = options;
  const attempt = createAttempt(options);
  const say: ChatActs["say"] = (me, { conversationId, type }, { mentions, ...rest }) => {
    const mentioning = type === "group" && mentions ? { mentions } : {};
    const request = { from: me.staffId, conversationId, ...rest, ...mentioning };
    return attempt(() => api.say(request), { failure: "toast.sendFailed" });
  };
  return {
    say,
    sayTo: (me, conversation, words, robot) =>
      say(me, conversation, {
        text: conversation.type === "group" ? `@${robot.name} ${words}` : words,
        mentions: [robot.id],
      }),
    forward: (me, message, { conversationId, title }) =>
      attempt(
        async () => {
          const files = await Promise.all((message.attachments ?? []).map(fetchAttachment));
          const says = planForward(message, files);
          if (says.length === 0) throw new Error(text()("messages.nothingToForward"));
          for (const one of says) await api.say({ from: me.staffId, conversationId, ...one });
        },
        { done: text()("messages.forwarded", { title }) },
      ),
    takeBack: (me, { id }) => attempt(() => api.takeBack(me.staffId, id)),
    press: (me, press) =>
      attempt(
        async () => {
          const { acknowledged } = await api.press({ from: me.staffId, ...press });
          if (!acknowledged) throw new Error(text()("card.pressUnanswered"));
        },
        press.params?.["form"] ? { done: text()("form.sent") } : {},
      ),
    openDirect: (me, clientId, opened) =>
      attempt(async () => opened((await api.openDirect(me.staffId, clientId)).conversationId)),
    changeGroup: (me, { conversationId }, change) =>
      attempt(() => api.changeGroup({ conversationId, by: me.staffId, ...change })),
    addGroup: (request, added) => attempt(async () => added((await api.addGroup(request)).conversationId)),
    breakConnections: (clientId, kind, label) =>
      attempt(() => api.breakConnections(clientId, { kind }), {
        done: text()("chat.fault.sent", { fault: label }),
      }),
    tellCopied: () => options.board.add("good", text()("messages.copied")),
    reset: () => attempt(() => api.reset(), { done: text()("rail.reset.done") }),
  };
}
