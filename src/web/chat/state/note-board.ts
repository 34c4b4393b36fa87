/** The short notes at the edge of the page: the newest three, each for as long as it takes to read. */
export interface Note {
  readonly id: number;
  readonly tone: "good" | "bad";
  readonly words: string;
}

export interface NoteBoard {
  readonly notes: readonly Note[];
  add(tone: Note["tone"], words: string): void;
  dismiss(id: number): void;
  dispose(): void;
}

const STAY_MS: Readonly<Record<Note["tone"], number>> = { good: 4_000, bad: 12_000 };
const MAX_NOTES = 3;

export function createNoteBoard(onChange: () => void): NoteBoard {
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let notes: readonly Note[] = [];
  let lastId = 0;
  const dismiss = (id: number): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    notes = notes.filter((note) => note.id !== id);
    onChange();
  };
  return {
    get notes() {
      return notes;
    },
    add(tone, words) {
      const id = (lastId += 1);
      notes = [...notes, { id, tone, words }].slice(-MAX_NOTES);
      timers.set(
        id,
        setTimeout(() => dismiss(id), STAY_MS[tone]),
      );
      onChange();
    },
    dismiss,
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
