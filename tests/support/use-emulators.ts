/** Local DingTalks of a test file, closed when the test that started them is over. */
import { createEmulator, type Emulator, type EmulatorOptions } from "../../src/emulator/index.ts";

/** `const start = useEmulators(afterEach)`. */
export function useEmulators(onEnd: (run: () => Promise<void>) => void) {
  const running: Emulator[] = [];
  onEnd(async () => {
    await Promise.all(running.splice(0).map((emulator) => emulator.close()));
  });
  return async (options: EmulatorOptions = {}): Promise<Emulator> => {
    const emulator = await createEmulator(options);
    running.push(emulator);
    return emulator;
  };
}
