/** What the tour is told step by step. */
export type TourStepId = 'run' | 'compare' | 'change' | 'take' | 'own';

/** What can be seen of the page that tells whether a person did what a step asks for. */
export interface Seen {
  /** Runs of the open notebook that this tab knows of. */
  runs: readonly string[];
  isRunning: boolean;
  /** The system prompts of the open notebook. */
  personas: string;
  /** Whether an answer's figures or a token's alternatives are shown. */
  isLooking: boolean;
  /** How often a CSV file was taken. */
  taken: number;
  /** Whether providers, the palette or the keys are shown. */
  isAsking: boolean;
}

/** `half`: what is asked for is under way, or there is more to see of it before going on; `done`: the next step comes. */
export type Progress = 'begun' | 'half' | 'done';

/**
 * How far a person is with a step: `began` is what was seen when it began, `half` what was seen when it was half done, null
 * before. Steps after which there is something to look at go on when the person does.
 */
export function progressOf(id: TourStepId, began: Seen, half: Seen | null, now: Seen): Progress {
  const hasNewRun = (since: Seen) => now.runs.some((run) => !since.runs.includes(run));
  switch (id) {
    case 'run':
      return now.isRunning || hasNewRun(began) ? 'done' : 'begun';
    case 'compare':
      return half || now.isLooking ? 'half' : 'begun';
    case 'change':
      if (half && (hasNewRun(half) || now.personas === began.personas)) return 'done';
      return half || now.personas !== began.personas ? 'half' : 'begun';
    case 'take':
      return now.taken > began.taken ? 'done' : 'begun';
    case 'own':
      return half || now.isAsking ? 'half' : 'begun';
    default:
      id satisfies never;
      return 'begun';
  }
}
