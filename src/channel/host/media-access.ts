/**
 * What may be sent from the disk. An agent's answer: its workspace, the host's media folder, the temporary folder. The
 * host has looked at the paths of an answer before, and has put what it lets out of other folders into its own.
 */
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import { getAgentScopedMediaLocalRoots } from "openclaw/plugin-sdk/media-local-roots";
import type { MediaAccess, MediaToSend } from "../model.ts";

export function replyMedia(
  cfg: OpenClawConfig,
  agentId: string,
  mediaUrls: readonly string[],
): readonly MediaToSend[] {
  if (mediaUrls.length === 0) return [];
  const mediaLocalRoots = getAgentScopedMediaLocalRoots(cfg, agentId);
  return mediaUrls.map((url) => ({ url, access: { mediaLocalRoots } }));
}

interface HostSend extends Omit<MediaAccess, "workspaceDir"> {
  readonly mediaUrl: string;
  readonly forceDocument?: boolean | undefined;
}

/** The same for what the host sends itself. */
export function hostMedia(send: HostSend): MediaToSend {
  const { mediaUrl, mediaAccess, mediaLocalRoots, mediaReadFile, forceDocument } = send;
  return {
    url: mediaUrl,
    access: { mediaAccess, mediaLocalRoots, mediaReadFile },
    ...(forceDocument === true ? { asFile: true } : {}),
  };
}
