/**
 * The entry for OpenClaw's channel catalogue, in the shape of `dist/channel-catalog.json` of 2026.9.6: an exact
 * version with the integrity of its archive, as its other entries from outside have them.
 */
import type { Artifact, JsonObject } from "./read-artifact.ts";

const objectOf = (value: unknown): JsonObject => Object(value) as JsonObject;

export function catalogEntry({ manifest, plugin, integrity }: Artifact): JsonObject {
  const own = objectOf(manifest["openclaw"]);
  const channel = objectOf(own["channel"]);
  const id = String(channel["id"]);
  const { label, description } = objectOf(objectOf(plugin["channelConfigs"])[id]);
  return {
    name: manifest["name"],
    description: manifest["description"],
    source: "external",
    kind: "channel",
    openclaw: {
      plugin: { id: plugin["id"], label: plugin["name"] },
      channel,
      channelConfigs: {
        [id]: { label, description, schema: { type: "object", additionalProperties: true } },
      },
      install: {
        npmSpec: `${String(manifest["name"])}@${String(manifest["version"])}`,
        defaultChoice: "npm",
        minHostVersion: objectOf(own["install"])["minHostVersion"],
        expectedIntegrity: integrity,
      },
    },
  };
}
