/** Runs once before the host lane, after packing: the host's installer makes the template that test files copy. */
import { prepareGatewayTemplate } from "./gateway-template.ts";
import { packedTarball } from "./packed-tarball.ts";

export async function setup(): Promise<void> {
  await prepareGatewayTemplate(packedTarball());
}
