import { type Decomposition, decompose } from '../../src-main/planning/requests/decomposition.ts'

/** A result of the scorer's form. */
export interface SentenceResult {
  readonly id: string
  readonly complex: boolean
  readonly steps: readonly { readonly n: number; readonly type: string; readonly deps: readonly number[] }[]
  readonly needs_person: boolean
  readonly ask: boolean
}

export function resultOfSentence(id: string, text: string): SentenceResult {
  const found = decompose(text)
  const ask = found.unclear !== null
  const at = new Map(found.tasks.map(({ key }, index) => [key, index + 1]))
  return {
    id,
    complex: found.complexity === 'complex',
    steps: ask
      ? []
      : found.tasks.map(({ kind, dependsOn }, index) => ({
          n: index + 1,
          type: kind === 'summary' ? 'summarization' : kind,
          deps: dependsOn.flatMap((key) => at.get(key) ?? []),
        })),
    needs_person: ask || needsPerson(found),
    ask,
  }
}

const needsPerson = ({ tasks }: Decomposition): boolean =>
  tasks.some(({ gate, hasEffect }) => gate !== null || hasEffect)
