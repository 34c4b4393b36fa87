/**
 * What older releases of the host lack and how we do without: one function for each, tried once when it is first
 * needed. `npm run test:hosts` passes a message through each release that we promise.
 */
import { createChannelIngressResolver } from "openclaw/plugin-sdk/channel-ingress-runtime";
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import * as configSnapshots from "openclaw/plugin-sdk/runtime-config-snapshot";
import type { PluginRuntime } from "./runtime-slot.ts";

type CreateResolver = PluginRuntime["channel"]["inbound"]["ingress"]["createResolver"];
type ReadConfig = () => OpenClawConfig;

/** Since 2026.9.6 the runtime has a resolver of its own; before it, the SDK's function is the only one. */
export function ingressResolverOf(runtime: PluginRuntime): CreateResolver {
  const inbound = runtime.channel.inbound as { ingress?: { createResolver: CreateResolver } };
  return inbound.ingress?.createResolver ?? (createChannelIngressResolver as CreateResolver);
}

/** A reader of the configuration as it is now. Since 2026.9.4 the host makes one; before it, its snapshot is read. */
export function createConfigReader(started: OpenClawConfig): ReadConfig {
  const { createRuntimeConfigReader, getRuntimeConfigSnapshot } = configSnapshots as Partial<
    typeof configSnapshots
  >;
  if (createRuntimeConfigReader) return createRuntimeConfigReader(started);
  return () => getRuntimeConfigSnapshot?.() ?? started;
}

/** The names of what this release lacks, for the log. */
export function listMissing(runtime: PluginRuntime): string[] {
  const inbound = runtime.channel.inbound as { ingress?: unknown };
  return [
    ...("createRuntimeConfigReader" in configSnapshots ? [] : ["createRuntimeConfigReader"]),
    ...(inbound.ingress === undefined ? ["channel.inbound.ingress"] : []),
  ];
}
