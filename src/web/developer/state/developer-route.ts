/** Which view of the developer's page is open, as the address's hash: `#view=wire`, `#view=apply&app=…&scope=…`. */
export const VIEWS = ["guide", "apps", "wire", "faults", "files", "coverage"] as const;
export type View = (typeof VIEWS)[number] | "apply";

export interface DeveloperRoute {
  readonly view: View;
  /** corpId of the organisation one has switched to. */
  readonly corp?: string;
  /** clientId of the app looked at. */
  readonly app?: string;
  /** The permission a link applies for. */
  readonly scope?: string;
}

export function parseDeveloperRoute(hash: string): DeveloperRoute {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const wanted = values.get("view");
  const view = [...VIEWS, "apply" as const].find((one) => one === wanted) ?? "guide";
  const [corp, app, scope] = [values.get("corp"), values.get("app"), values.get("scope")];
  return { view, ...(corp ? { corp } : {}), ...(app ? { app } : {}), ...(scope ? { scope } : {}) };
}

export function encodeDeveloperRoute(route: DeveloperRoute): string {
  return `#${new URLSearchParams({ ...route }).toString()}`;
}
