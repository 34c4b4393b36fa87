/** The figures of the gateway bench as tables, with what is wanted beside them. */
import { p95 } from "../quantile.ts";
import type { Cost, GatewayFigures } from "./bench-gateway.ts";
import type { ChannelTurn } from "./channel-turn.ts";
import { printTable, type Row } from "./print-table.ts";

const ACK_P95_MS = 20;
const FIRST_P95_MS = 100;
const END_P95_MS = 200;
const MAX_CALLS = 12;

const isFree = ({ heldMs }: ChannelTurn) => heldMs === 0;

const atMost = (values: readonly number[], limit: number, what: string) => ({
  what: `${what} ≤ ${limit}`,
  met: p95(values) <= limit,
});

function latencyRows(figures: GatewayFigures): Row[] {
  const { short, free, held, crowd, hostShort, hostFree } = figures;
  const all = [...short, ...free, ...held];
  const host = [...hostShort, ...hostFree];
  const resting = short.map(({ ackMs }) => ackMs);
  const busy = [...free, ...held].map(({ ackMs }) => ackMs);
  const pushes = [...resting, ...busy, ...crowd.map(({ ackMs }) => ackMs)];
  const accepted = hostFree.map(({ acceptMs }) => acceptMs);
  const first = [...free, ...held].map(({ firstMs }) => firstMs);
  const open = [...free, ...held].filter(isFree).map(({ endMs }) => endMs);
  const quick = short.map(({ endMs }) => endMs);
  const waited = all.filter((turn) => !isFree(turn));
  const beyond = waited.map(({ endMs, heldMs }) => endMs - heldMs);
  return [
    {
      label: "push → durable → ack, gateway at rest",
      ours: resting,
      host: hostShort.map(({ acceptMs }) => acceptMs),
      wanted: atMost(resting, ACK_P95_MS, "p95"),
    },
    {
      label: "push → durable → ack, right after an answer",
      ours: busy,
      host: accepted,
      wanted: atMost(busy, ACK_P95_MS, "p95"),
    },
    { label: `push → durable → ack, ${crowd.length} at once`, ours: crowd.map(({ ackMs }) => ackMs) },
    {
      label: "push → durable → ack, all of this run",
      ours: pushes,
      wanted: atMost(pushes, ACK_P95_MS, "p95"),
    },
    {
      label: "question → the model is asked",
      ours: all.map(({ askMs }) => askMs),
      host: host.map(({ askMs }) => askMs),
    },
    {
      label: "first word → first visible text",
      ours: first,
      host: hostFree.map(({ firstMs }) => firstMs),
      wanted: atMost(first, FIRST_P95_MS, "p95"),
    },
    {
      label: "last word → finished card, end free",
      ours: open,
      host: hostFree.map(({ endMs }) => endMs),
      wanted: atMost(open, END_P95_MS, "p95"),
    },
    { label: "last word → finished card, interval forces a wait", ours: waited.map(({ endMs }) => endMs) },
    {
      label: "  of it beyond the first moment allowed",
      ours: beyond,
      wanted: atMost(beyond, END_P95_MS, "p95"),
    },
    {
      label: "last word → finished card, a short answer",
      ours: quick,
      host: hostShort.map(({ endMs }) => endMs),
      wanted: atMost(quick, END_P95_MS, "p95"),
    },
  ];
}

function callRows({ calls }: GatewayFigures): Row[] {
  return [...new Set(calls.map(({ seconds }) => seconds))].map((seconds) => {
    const ours = calls.filter((one) => one.seconds === seconds).map((one) => one.calls);
    const wanted = seconds === 30 ? { wanted: atMost(ours, MAX_CALLS, "calls") } : {};
    return { label: seconds === 0 ? "a short answer" : `an answer of ${seconds} s`, ours, ...wanted };
  });
}

const best = (values: readonly number[]) => [Math.min(...values)];

function costRows(ours: Cost, host: Cost, turns: number): Row[] {
  return [
    { label: "start → ready, s, best of 2", ours: best(ours.startS), host: best(host.startS), digits: 1 },
    { label: "resident memory when ready, MB", ours: ours.readyMb, host: host.readyMb },
    { label: `resident memory after ${turns} turns, MB`, ours: ours.usedMb, host: host.usedMb },
    { label: "live heap when ready, MB", ours: ours.readyHeapMb, host: host.readyHeapMb },
    { label: `live heap after ${turns} turns, MB`, ours: ours.usedHeapMb, host: host.usedHeapMb },
  ];
}

export function reportGateway(figures: GatewayFigures): void {
  printTable(
    "latency, ms (host: the same answer by chat.send on the same gateway; its ack: the call is answered)",
    latencyRows(figures),
  );
  printTable("calls to DingTalk for one answer", callRows(figures));
  const { alone, withBare, withUs, turnsForMemory } = figures;
  printTable("the gateway with our plugin, and without any", costRows(withUs, alone, turnsForMemory));
  printTable(
    "the gateway with our plugin, and with a channel that does nothing",
    costRows(withUs, withBare, turnsForMemory),
  );
}
