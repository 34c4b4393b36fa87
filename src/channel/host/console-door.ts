/**
 * The console's place in the gateway: its addresses, its tab in the dashboard, and what the gateway says of an asker.
 * Nothing of the console itself is known here.
 */
import { createHmac, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { OpenClawConfig, OpenClawPluginApi } from "openclaw/plugin-sdk/channel-core";
import { getPluginRuntimeGatewayRequestScope } from "openclaw/plugin-sdk/plugin-runtime";
import { getRuntimeConfigSourceSnapshot } from "openclaw/plugin-sdk/runtime-config-snapshot";
import { CONSOLE_PAGE, CONSOLE_PANEL } from "../../contract/console.ts";
import type { LogLevel } from "../../lib/logger.ts";
import type { ConfigEnvironment } from "../config/accounts.ts";
import type { ConfigFile } from "./config-file.ts";
import { gatewayConfigFile } from "./gateway-config-file.ts";
import { readMachine } from "./machine.ts";
import { createPairingDoor, type PairingDoor } from "./pairing-door.ts";
import { runtimeSlot } from "./runtime-slot.ts";

/** How the gateway is set up to let people in. */
export interface GatewayPolicy {
  readonly authMode: string | undefined;
  readonly allowedOrigins: readonly string[];
  /** Changes with the gateway's authentication, and says nothing of it. */
  readonly authPolicy: string;
}

export interface AskerVerdict extends GatewayPolicy {
  /** Scopes that the gateway gave to the asker of this request. */
  readonly scopes: readonly string[];
}

export interface ConsoleHandlers {
  page(request: IncomingMessage, response: ServerResponse, policy: GatewayPolicy): Promise<void>;
  panel(request: IncomingMessage, response: ServerResponse, verdict: AskerVerdict): Promise<void>;
}

export interface ConsoleTab {
  readonly label: string;
  readonly description: string;
}

export interface ConsoleParts {
  readonly handlers: ConsoleHandlers;
  readonly tab: ConsoleTab;
  /** The gateway stops. */
  readonly dispose: () => void;
}

/** What the console has of the host while it runs in the gateway. */
export interface ConsoleHost {
  readonly machine: () => ConfigEnvironment;
  readonly configFile: ConfigFile;
  /** The configuration that the gateway works with, references to secrets resolved. */
  readonly readConfig: () => OpenClawConfig;
  /** The same as it was written, references as they are; undefined before the gateway has taken any. */
  readonly readSourceConfig: () => OpenClawConfig | undefined;
  readonly pairing: PairingDoor;
  readonly log: (level: LogLevel, line: string) => void;
}

export function createConsoleHost(api: OpenClawPluginApi): ConsoleHost {
  return {
    machine: readMachine,
    configFile: gatewayConfigFile,
    // Not a reader made from the configuration of this load: that one keeps to it when another is taken up.
    readConfig: () => api.runtime.config.current() as OpenClawConfig,
    readSourceConfig: () => getRuntimeConfigSourceSnapshot() ?? undefined,
    pairing: createPairingDoor(() => runtimeSlot.getRuntime()),
    log: (level, line) => api.logger[level]?.(line),
  };
}

/** The key is this load's own, so that nobody can try secrets against what is made with it. */
function createPolicyReader(api: OpenClawPluginApi): () => GatewayPolicy {
  const key = randomBytes(32);
  return () => {
    const { gateway } = api.runtime.config.current();
    const rules = JSON.stringify([gateway?.auth, gateway?.roles]);
    return {
      authMode: gateway?.auth?.mode,
      allowedOrigins: gateway?.controlUi?.allowedOrigins ?? [],
      authPolicy: createHmac("sha256", key).update(rules).digest("base64url"),
    };
  };
}

const readScopes = () => getPluginRuntimeGatewayRequestScope()?.client?.connect?.scopes ?? [];

/**
 * Only in the gateway's own load: a plugin is also loaded to be looked at, and has no addresses then. The panel takes
 * the scopes that the asker really has (`trusted-operator`): a paired device may have less than a token's holder.
 */
export function openConsoleDoor(api: OpenClawPluginApi, { handlers, tab }: ConsoleParts): void {
  const readPolicy = createPolicyReader(api);
  api.registerHttpRoute({
    path: CONSOLE_PAGE,
    auth: "plugin",
    match: "prefix",
    handler: async (request, response) => {
      await handlers.page(request, response, readPolicy());
      return true;
    },
  });
  api.registerHttpRoute({
    path: CONSOLE_PANEL,
    auth: "gateway",
    match: "prefix",
    gatewayRuntimeScopeSurface: "trusted-operator",
    handler: async (request, response) => {
      await handlers.panel(request, response, { ...readPolicy(), scopes: readScopes() });
      return true;
    },
  });
  api.session.controls.registerControlUiDescriptor({
    surface: "tab",
    id: "console",
    slug: "dingtalk",
    label: tab.label,
    description: tab.description,
    icon: "messageSquare",
    group: "control",
    path: CONSOLE_PANEL,
    requiredScopes: ["operator.read"],
  });
}
