/**
 * Loaded into a gateway by `--import`: whoever connects to the socket in OPENCLAW_DINGTALK_HEAP_PROBE gets the bytes of
 * the live heap after two full collections, as one line of text.
 */
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isMainThread } from "node:worker_threads";

const path = process.env.OPENCLAW_DINGTALK_HEAP_PROBE;
// The gateway's own process and no command or worker that it starts.
delete process.env.OPENCLAW_DINGTALK_HEAP_PROBE;
delete process.env.NODE_OPTIONS;

if (path && isMainThread) {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  rmSync(path, { force: true });
  createServer((socket) => {
    collect();
    collect();
    socket.end(`${process.memoryUsage().heapUsed}\n`);
  })
    .listen(path)
    .unref();
}
