/** A card that shows names where the agent mentions people: a mention in a card's text notifies nobody. */
import type { CardSession } from "../card/card-session.ts";
import { nameMentions, type NameOf } from "../outbound/mentions.ts";

export function nameCard(card: CardSession, nameOf: NameOf): CardSession {
  return {
    get state() {
      return card.state;
    },
    get outTrackId() {
      return card.outTrackId;
    },
    get carrierId() {
      return card.carrierId;
    },
    get isEndOnRecord() {
      return card.isEndOnRecord;
    },
    afterMessage: (sent) => card.afterMessage(sent),
    update: (text, below) => card.update(nameMentions(text, nameOf), below),
    finish: (text) => card.finish(nameMentions(text, nameOf)),
    interrupt: (mark) => card.interrupt(mark),
    fail: (reason) => card.fail(reason),
    settled: () => card.settled(),
    dispose: () => card.dispose(),
  };
}
